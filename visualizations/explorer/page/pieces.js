// The pieces that screens are made of: signs, buttons of nodes, facts and cited lines.

import { button, fill, icon, make, said } from "./elements.js";

/** @typedef {import("./page_types.js").App} App */
/** @typedef {import("./types.js").Line} Line */
/** @typedef {import("./types.js").Fact} Fact */

/** What a kind that the page has no look for is drawn as. */
const PLAIN_LOOK = {
  kind: "", many: "", count: 0, shape: "dot", filled: true, light: "#5c6470", dark: "#aab2bd",
};

/**
 * @param {App} app
 * @param {string} kind
 */
export function sign(app, kind) {
  return icon(app.looks.get(kind) ?? PLAIN_LOOK, app.dark);
}

/**
 * Return a button that leads to a node.
 * @param {App} app
 * @param {string | null} id
 * @param {string} kind
 * @param {string} name
 */
export function nodeButton(app, id, kind, name) {
  if (!id || (!app.model.nodes.has(id) && !app.source.asks)) return said(name);
  const own = app.model.nodes.get(id)?.kind ?? kind;
  const settings = { type: "button", className: "node", on: { click: () => app.openNode(id) } };
  return make("button", settings, sign(app, own), said(name));
}

/** @param {Fact[]} facts */
export function factList(facts) {
  if (!facts.length) return null;
  const pairs = facts.flatMap(([label, text]) => [make("dt", { text: label }), said(text, "dd")]);
  return make("dl", {}, ...pairs);
}

/**
 * Return the line as it was read, with the words that were meant marked.
 * @param {App} app
 * @param {Line} line
 */
export function quote(app, line) {
  const words = line.quote ? make("q", { dir: "auto" }, ...marked(line)) : null;
  return make("li", {}, words, make("cite", {}, place(app, line)));
}

/**
 * @param {App} app
 * @param {Line} line
 */
function place(app, line) {
  if (!line.line || line.source.endsWith(".ttl")) return said(line.where);
  const params = { key: [line.source], line: [String(line.line)] };
  const act = () => app.go({ screen: "document", params, view: {} });
  return make("button", { type: "button", className: "place", on: { click: act } }, said(line.where));
}

/**
 * Offsets of marks count characters as Python does: by code points.
 * @param {Line} line
 */
function marked({ quote: text, marks }) {
  const letters = [...text];
  const pieces = [];
  let at = 0;
  for (const [start, end] of [...marks].sort((a, b) => a[0] - b[0])) {
    if (start < at || end > letters.length) continue;
    pieces.push(letters.slice(at, start).join(""));
    pieces.push(make("mark", { text: letters.slice(start, end).join("") }));
    at = end;
  }
  return [...pieces, letters.slice(at).join("")];
}

/**
 * Return the lines of these numbers, the first few at once.
 * @param {App} app
 * @param {Line[]} lines
 * @param {number} [most]
 */
export function quotes(app, lines, most = 2) {
  if (!lines.length) return null;
  const items = lines.map((line) => quote(app, line));
  const rest = items.splice(most);
  const list = make("ul", { className: "quotes" }, ...items);
  if (rest.length) list.append(make("li", { className: "plain" }, more(rest.length, "more line", () => {
    list.lastElementChild?.remove();
    list.append(...rest);
  })));
  return list;
}

/**
 * @param {number} count
 * @param {string} one
 * @param {() => void} act
 */
export function more(count, one, act) {
  return button(`+${count} ${one}${count === 1 ? "" : "s"}`, act, "more");
}

/**
 * Return a button that shows what is under it.
 * @param {string} text
 * @param {() => (Node | null)[]} inside
 * @param {(open: boolean) => void} [told]
 */
export function disclosure(text, inside, told) {
  const body = make("div", { className: "inside", hidden: true });
  const opener = button(text, () => {
    const open = Boolean(body.hidden);
    if (open && !body.firstChild) fill(body, ...inside());
    body.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    told?.(open);
  }, "opener");
  opener.setAttribute("aria-expanded", "false");
  return make("div", { className: "disclosure" }, opener, body);
}

/** @param {...(Node | string | null | undefined | false)} children */
export function inline(...children) {
  return make("div", { className: "line" }, ...children);
}

/**
 * Return a labelled field.
 * @param {string} label
 * @param {HTMLElement} control
 * @param {string} [help]
 */
export function field(label, control, help = "") {
  const words = make("span", { className: "label", text: label });
  const below = help ? make("small", { text: help }) : null;
  return make("label", { className: "field" }, words, control, below);
}

/**
 * Return a heading of the panel; it takes the focus when a screen opens.
 * @param {string} text
 * @param {string} [tag]
 */
export function heading(text, tag = "h2") {
  return said(text, tag);
}

/**
 * Return remarks, and before them what somebody has to be warned of.
 * @param {string[]} notes
 * @param {string[]} [warnings]
 */
export function noteList(notes, warnings = []) {
  const remarks = notes.filter(Boolean);
  if (!remarks.length && !warnings.length) return null;
  const warned = warnings.map((text) => make("p", { className: "warning" }, make("strong", { text: "Warning: " }), said(text)));
  return make("div", { className: "notes" }, ...warned, ...remarks.map((text) => said(text, "p")));
}

/**
 * Return a choice among values.
 * @param {[string, string][]} options value and words
 * @param {string} chosen
 * @param {(value: string) => void} act
 */
export function choice(options, chosen, act) {
  const items = options.map(([value, text]) => (
    make("option", { value, text, selected: value === chosen })));
  return make("select", { on: { change: (/** @type {any} */ event) => act(event.target.value) } },
    ...items);
}
