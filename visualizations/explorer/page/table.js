// What is drawn, as tables: the same for who cannot see or point at the drawing.

import { fill, listen, make, said } from "./elements.js";
import { nodeButton, quotes } from "./pieces.js";
import { inOrder, inYears } from "./words.js";

/** @typedef {import("./page_types.js").App} App */
/** @typedef {import("./types.js").SceneNode} SceneNode */
/** @typedef {import("./types.js").SceneEdge} SceneEdge */
/**
 * @template T
 * @typedef {{head: string, key: (row: T) => string | number, cell: (row: T) => Node | string | null}} Column
 */

const CHUNK = 60; // rows made at a time; more when the reader scrolls near the end

/**
 * @param {App} app
 * @param {HTMLElement} place
 */
export function showTables(app, place) {
  const nodes = [...app.model.nodes.values()].filter((node) => app.filter.shows(node));
  const edges = [...app.model.edges.values()].filter((edge) => app.filter.showsEdge(edge));
  fill(place, table(`Nodes (${nodes.length.toLocaleString("en")})`, nodeColumns(app), nodes, place),
    table(`Links (${edges.length.toLocaleString("en")})`, edgeColumns(app), edges, place));
}

/**
 * @param {App} app
 * @returns {Column<SceneNode>[]}
 */
function nodeColumns(app) {
  const count = (/** @type {SceneNode} */ node) => app.model.touching(node.id).length;
  const facts = (/** @type {SceneNode} */ node) => node.facts.map(([label, text]) => `${label}: ${text}`).join("; ");
  return [
    { head: "Name", key: (node) => node.name, cell: (node) => nodeButton(app, node.id, node.kind, node.name) },
    { head: "Kind", key: (node) => node.kind, cell: (node) => said(node.kind) },
    { head: "Links", key: (node) => -count(node), cell: (node) => String(count(node)) },
    { head: "Time", key: (node) => -(node.months ?? 0), cell: (node) => (node.months ? inYears(node.months) : "") },
    { head: "Details", key: facts, cell: (node) => said(facts(node)) },
  ];
}

/**
 * @param {App} app
 * @returns {Column<SceneEdge>[]}
 */
function edgeColumns(app) {
  const name = (/** @type {string} */ id) => app.model.nodes.get(id)?.name ?? "";
  const end = (/** @type {string} */ id) => nodeButton(app, id, "", name(id));
  const lines = (/** @type {SceneEdge} */ edge) => edge.evidence.map((at) => app.model.evidence[at]).filter(Boolean);
  const facts = (/** @type {SceneEdge} */ edge) => edge.facts.map(([label, text]) => `${label}: ${text}`).join("; ");
  return [
    { head: "From", key: (edge) => name(edge.from), cell: (edge) => end(edge.from) },
    { head: "Link", key: (edge) => edge.forth, cell: (edge) => said(edge.forth) },
    { head: "To", key: (edge) => name(edge.to), cell: (edge) => end(edge.to) },
    { head: "Details", key: facts, cell: (edge) => said(facts(edge)) },
    { head: "Line", key: (edge) => lines(edge)[0]?.where ?? "", cell: (edge) => quotes(app, lines(edge), 1) },
  ];
}

/**
 * Return a table that a press on a head sorts; long ones grow as the reader scrolls.
 * @template T
 * @param {string} caption
 * @param {Column<T>[]} columns
 * @param {T[]} rows
 * @param {HTMLElement} scroller
 */
function table(caption, columns, rows, scroller) {
  const body = make("tbody", {});
  const heads = columns.map(({ head }, at) => {
    const sort = make("button", { type: "button", text: head, on: { click: () => sorted(at) } });
    return make("th", { scope: "col" }, sort);
  });
  let [by, turn] = [0, 1];
  let order = rows;
  const grow = () => {
    const from = body.children.length;
    body.append(...order.slice(from, from + CHUNK).map((row) => (
      make("tr", {}, ...columns.map(({ cell }) => make("td", {}, cell(row)))))));
  };
  const sorted = (/** @type {number} */ at) => {
    turn = at === by ? -turn : 1;
    by = at;
    draw();
  };
  const draw = () => {
    const { key } = columns[by];
    order = [...rows].sort((a, b) => turn * compared(key(a), key(b)));
    heads.forEach((head, at) => {
      head.setAttribute("aria-sort", at !== by ? "none" : turn > 0 ? "ascending" : "descending");
    });
    fill(body);
    grow();
  };
  turn = 1;
  draw();
  const made = make("table", {}, make("caption", { text: caption }),
    make("thead", {}, make("tr", {}, ...heads)), body);
  made.setAttribute("aria-rowcount", String(rows.length + 1));
  listen(scroller, {
    scroll: () => {
      const near = made.getBoundingClientRect().bottom < scroller.getBoundingClientRect().bottom + 900;
      if (near && body.children.length < rows.length) grow();
    },
  });
  return make("div", { className: "wide" }, made, rows.length > CHUNK
    ? make("button", { type: "button", className: "more", text: "Show all rows", on: { click: all } }) : null);

  /** @param {Event} event */
  function all(event) {
    while (body.children.length < rows.length) grow();
    /** @type {HTMLElement} */ (event.target).remove();
  }
}

/**
 * @param {string | number} a
 * @param {string | number} b
 */
function compared(a, b) {
  return typeof a === "number" && typeof b === "number" ? a - b : inOrder(String(a), String(b));
}
