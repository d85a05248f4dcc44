// Making elements. Text enters the document through textContent and nothing else, so that no name
// or quote of a resume can become markup.
"use strict";

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
const OTHER_SHAPES = {
  box: ["rect", { x: 1, y: 4, width: 14, height: 8, rx: 2 }],
  ellipse: ["ellipse", { cx: 8, cy: 8, rx: 7, ry: 4.5 }],
  dot: ["circle", { cx: 8, cy: 8, r: 6 }],
};

// settings: "text", "on" (event → function), properties of the element, else attributes.
function make(tag, settings = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(settings)) {
    if (key === "text") element.textContent = value;
    else if (key === "on") listen(element, value);
    else if (key in element) element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children.filter(Boolean));
  return element;
}

function listen(element, actions) {
  for (const [event, act] of Object.entries(actions)) element.addEventListener(event, act);
}

function fill(element, ...children) {
  element.replaceChildren(...children.filter(Boolean));
}

// Names and quotes come from resumes: isolated, so that their direction ends where they end.
function said(text, tag = "bdi") {
  return make(tag, { text, dir: "auto" });
}

function small(text) {
  return text ? make("small", { text, dir: "auto" }) : null;
}

function button(text, act, className = "") {
  return make("button", { type: "button", text, className, on: { click: act } });
}

function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function frame(width, ...children) {
  const size = { viewBox: `0 0 ${width} 16`, width, height: 16 };
  return svg("svg", { ...size, class: "icon", "aria-hidden": "true" }, ...children);
}

// A kind's sign, drawn as vis-network draws the node.
function icon(look, dark) {
  const colour = dark ? look.dark : look.light;
  const paint = {
    fill: look.filled ? colour : "none", stroke: colour, "stroke-width": look.filled ? 1 : 2,
  };
  const points = OUTLINES[look.shape];
  if (points) return frame(16, svg("polygon", { points, "stroke-linejoin": "round", ...paint }));
  const [tag, place] = OTHER_SHAPES[look.shape] ?? OTHER_SHAPES.dot;
  return frame(16, svg(tag, { ...place, ...paint }));
}

// A sample of how links of a family are drawn.
function stroke(family) {
  return frame(22, svg("line", {
    x1: 1, y1: 8, x2: 21, y2: 8, stroke: "currentColor",
    "stroke-width": family === "fact" ? 3 : 1.2,
    "stroke-dasharray": family === "ontology" ? "5 4" : "none",
  }));
}
