// Making elements. Text enters the document through textContent and nothing else, so that no name
// or quote of a resume can become markup.

/** @typedef {import("./types.js").Kind} Look */
/** @typedef {Node | string | null | undefined | false | ""} Child */

/** @type {Record<string, string>} */
const OUTLINES = {
  square: "2.5,2.5 13.5,2.5 13.5,13.5 2.5,13.5",
  diamond: "8,1 15,8 8,15 1,8",
  triangle: "8,1.5 15,14 1,14",
  triangleDown: "1,2 15,2 8,14.5",
  hexagon: "4.5,2 11.5,2 15,8 11.5,14 4.5,14 1,8",
  pin: "8,15.5 2.5,7.5 2.5,3.5 5.5,1 10.5,1 13.5,3.5 13.5,7.5",
  bubble: "1,2 15,2 15,11 8,11 4,15 4,11 1,11",
  bracket: "5,1.5 11,1.5 11,4 8,4 8,12 11,12 11,14.5 5,14.5",
  cross: "6,1.5 10,1.5 10,6 14.5,6 14.5,10 10,10 10,14.5 6,14.5 6,10 1.5,10 1.5,6 6,6",
  star: "8,0.8 10,5.8 15.4,6.1 11.2,9.5 12.6,14.8 8,11.8 3.4,14.8 4.8,9.5 0.6,6.1 6,5.8",
};
/** @type {Record<string, [string, Record<string, number>]>} */
const OTHER_SHAPES = {
  box: ["rect", { x: 1, y: 4, width: 14, height: 8, rx: 2 }],
  ellipse: ["ellipse", { cx: 8, cy: 8, rx: 7, ry: 4.5 }],
  dot: ["circle", { cx: 8, cy: 8, r: 6 }],
};

/**
 * Make an element. Settings are "text", "on" (event → function), properties, else attributes.
 * @param {string} tag
 * @param {Record<string, any>} [settings]
 * @param {...Child} children
 * @returns {HTMLElement}
 */
export function make(tag, settings = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(settings)) {
    if (value === null || value === undefined) continue;
    if (key === "text") element.textContent = value;
    else if (key === "on") listen(element, value);
    else if (key in element) Reflect.set(element, key, value);
    else element.setAttribute(key, value);
  }
  element.append(...children.filter(isChild));
  return element;
}

/**
 * @param {Child} child
 * @returns {child is Node | string}
 */
function isChild(child) {
  return Boolean(child);
}

/**
 * @param {EventTarget} element
 * @param {Record<string, (event: any) => void>} actions
 */
export function listen(element, actions) {
  for (const [event, act] of Object.entries(actions)) element.addEventListener(event, act);
}

/**
 * @param {Element} element
 * @param {...Child} children
 */
export function fill(element, ...children) {
  element.replaceChildren(...children.filter(isChild));
}

/**
 * Names and quotes come from resumes: isolated, so that their direction ends where they end.
 * @param {string} text
 * @param {string} [tag]
 */
export function said(text, tag = "bdi") {
  return make(tag, { text, dir: "auto" });
}

/** @param {string} text */
export function small(text) {
  return text ? make("small", { text, dir: "auto" }) : null;
}

/**
 * @param {string} text
 * @param {(event: Event) => void} act
 * @param {string} [className]
 */
export function button(text, act, className = "") {
  return make("button", { type: "button", text, className, on: { click: act } });
}

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {...(Node | string)} children
 */
export function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/**
 * @param {number} width
 * @param {...Node} children
 */
function signFrame(width, ...children) {
  const size = { viewBox: `0 0 ${width} 16`, width, height: 16 };
  return svg("svg", { ...size, class: "icon", "aria-hidden": "true" }, ...children);
}

/**
 * Return a kind's sign, drawn as the picture draws its nodes.
 * @param {Look} look
 * @param {boolean} dark
 */
export function icon(look, dark) {
  const colour = dark ? look.dark : look.light;
  const paint = {
    fill: look.filled ? colour : "none", stroke: colour, "stroke-width": look.filled ? 1 : 2,
  };
  const points = OUTLINES[look.shape];
  if (points) return signFrame(16, svg("polygon", { points, "stroke-linejoin": "round", ...paint }));
  const [tag, place] = OTHER_SHAPES[look.shape] ?? OTHER_SHAPES.dot;
  return signFrame(16, svg(tag, { ...place, ...paint }));
}

/**
 * Return a sample of how links of a family are drawn.
 * @param {string} family
 */
export function stroke(family) {
  return signFrame(22, svg("line", {
    x1: 1, y1: 8, x2: 21, y2: 8, stroke: "currentColor",
    "stroke-width": family === "fact" ? 3 : 1.2,
    "stroke-dasharray": family === "ontology" ? "5 4" : "none",
  }));
}

/**
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 * @returns {T}
 */
export function elementById(id) {
  return /** @type {T} */ (document.getElementById(id));
}
