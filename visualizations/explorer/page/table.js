// What is drawn, as tables: the same for who cannot see or point at the drawing.

import { fill, make, said } from "./elements.js";
import { textWidth } from "./labels.js";
import { factList, nodeButton, quotes } from "./pieces.js";
import { VirtualRows } from "./virtual_rows.js";
import { factText, inOrder, inYears } from "./words.js";

/** @typedef {import("./page_types.js").App} App */
/** @typedef {import("./types.js").SceneNode} SceneNode */
/** @typedef {import("./types.js").SceneEdge} SceneEdge */
/** @typedef {import("./types.js").Fact} Fact */
/**
 * @template T
 * @typedef {{head: string, share: number, signed?: boolean, key: (row: T) => string | number, text: (row: T) => string,
 *   cell: (row: T) => Node | string | null}} Column
 */

const LETTER = 1.13; // of the table's letters to those of the drawing
const BESIDE = 20; // pixels of a cell beside its longest word
const SIGN = 26; // pixels of a node's sign
const OWN_COLUMNS = ["when", "time"]; // facts of links that have columns of their own
const WIDEST = 300; // pixels; a longer word, such as an address, is broken after all

/**
 * @param {App} app
 * @param {HTMLElement} place
 */
export function showTables(app, place) {
  const nodes = [...app.model.nodes.values()].filter((node) => app.filter.shows(node));
  const edges = [...app.model.edges.values()].filter((edge) => app.filter.showsEdge(edge));
  const tables = [
    table(app, "Nodes", nodeColumns(app), nodes, place),
    table(app, "Links", edgeColumns(app), edges, place),
  ];
  fill(place, ...tables.map(({ element }) => element));
  const all = tables.map(({ list }) => list);
  const draw = () => { for (const list of all) list.draw(); };
  draw();
  const whole = (/** @type {boolean} */ on) => () => {
    for (const list of all) list.whole = on;
    draw();
  };
  // Set, not added: the tables before these are gone.
  place.onscroll = draw;
  window.onbeforeprint = whole(true);
  window.onafterprint = whole(false);
  window.onresize = () => { for (const list of all) list.forget(); };
}

/**
 * @param {App} app
 * @returns {Column<SceneNode>[]}
 */
function nodeColumns(app) {
  const count = (/** @type {SceneNode} */ node) => app.model.touching(node.id).length;
  const time = (/** @type {SceneNode} */ node) => (node.months ? inYears(node.months) : "");
  return [
    { head: "Name", share: 3, signed: true, key: (node) => node.name, text: (node) => node.name,
      cell: (node) => nodeButton(app, node.id, node.kind, node.name) },
    worded("Kind", 1, (node) => node.kind),
    { head: "Links", share: 0, key: (node) => -count(node), text: (node) => String(count(node)), cell: (node) => String(count(node)) },
    { head: "Time", share: 1, key: (node) => -(node.months ?? 0), text: time, cell: time },
    detailed(5, (node) => node.facts),
  ];
}

/**
 * @param {App} app
 * @returns {Column<SceneEdge>[]}
 */
function edgeColumns(app) {
  const name = (/** @type {string} */ id) => app.model.nodes.get(id)?.name ?? "";
  const lines = (/** @type {SceneEdge} */ edge) => edge.evidence.map((at) => app.model.evidence[at]).filter(Boolean);
  const place = (/** @type {SceneEdge} */ edge) => lines(edge)[0]?.where ?? "";
  /** @type {(head: string, end: (edge: SceneEdge) => string) => Column<SceneEdge>} */
  const end = (head, id) => ({
    head, share: 2, signed: true, key: (edge) => name(id(edge)), text: (edge) => name(id(edge)),
    cell: (edge) => nodeButton(app, id(edge), "", name(id(edge))),
  });
  return [
    end("From", (edge) => edge.from),
    worded("Link", 1, (edge) => edge.forth),
    end("To", (edge) => edge.to),
    { ...worded("When", 1, (edge) => factOf(edge, "when")), key: (edge) => edge.first ?? edge.last ?? Infinity },
    { ...worded("Time", 1, (edge) => factOf(edge, "time")), key: (edge) => -(edge.months ?? 0) },
    detailed(2, (edge) => edge.facts.filter(([label]) => !OWN_COLUMNS.includes(label))),
    { head: "Line", share: 5, key: place, text: (edge) => `${lines(edge)[0]?.quote ?? ""} ${place(edge)}`,
      cell: (edge) => quotes(app, lines(edge), 1) },
  ];
}

/**
 * @param {SceneEdge} edge
 * @param {string} wanted
 */
function factOf({ facts }, wanted) {
  return facts.filter(([label]) => label === wanted).map(([, text]) => text).join(", ");
}

/**
 * Return a column of labels with their texts, sorted as they are read.
 * @template T
 * @param {number} share
 * @param {(row: T) => Fact[]} factsOf
 * @returns {Column<T>}
 */
function detailed(share, factsOf) {
  const text = (/** @type {T} */ row) => factText(factsOf(row));
  return { head: "Details", share, key: text, text, cell: (row) => factList(factsOf(row)) };
}

/**
 * @template T
 * @param {string} head
 * @param {number} share
 * @param {(row: T) => string} text
 * @returns {Column<T>}
 */
function worded(head, share, text) {
  return { head, share, key: text, text, cell: (row) => said(text(row)) };
}

/**
 * Return a table that a press on a head sorts, as it was sorted when it was last made.
 * @template T
 * @param {App} app
 * @param {string} name
 * @param {Column<T>[]} allColumns those in which nothing is said are left out
 * @param {T[]} rows
 * @param {HTMLElement} scroller
 */
function table(app, name, allColumns, rows, scroller) {
  const columns = allColumns.filter(({ text }, at) => !at || rows.some((row) => text(row).trim()));
  const list = new VirtualRows(scroller, columns.length, (/** @type {T} */ row) => (
    make("tr", {}, ...columns.map(({ cell }) => make("td", {}, cell(row))))));
  const heads = columns.map(({ head }) => make("th", { scope: "col" },
    make("button", { type: "button", text: head, on: { click: () => turned(head) } })));
  const turned = (/** @type {string} */ head) => {
    const last = app.sorts.get(name) ?? { head: columns[0].head, turn: 1 };
    app.sorts.set(name, { head, turn: head === last.head ? -last.turn : 1 });
    sorted();
  };
  const sorted = () => {
    const { head: wanted, turn } = app.sorts.get(name) ?? { head: "", turn: 1 };
    const by = Math.max(0, columns.findIndex(({ head }) => head === wanted));
    const { key } = columns[by];
    const keys = new Map(rows.map((row) => [row, key(row)]));
    list.show([...rows].sort((a, b) => turn * compared(keys.get(a) ?? "", keys.get(b) ?? "")));
    heads.forEach((head, one) => {
      head.setAttribute("aria-sort", one !== by ? "none" : turn > 0 ? "ascending" : "descending");
    });
  };
  sorted();
  const caption = `${name} (${rows.length.toLocaleString("en")})`;
  const made = make("table", { className: "virtual", "aria-rowcount": String(rows.length + 1) },
    make("caption", { text: caption }), make("colgroup", {}, ...widthsOf(columns, rows)),
    make("thead", {}, make("tr", { "aria-rowindex": "1" }, ...heads)), list.above, list.body, list.below);
  return { element: make("div", { className: "wide" }, made), list };
}

/**
 * Return columns in which no word has to be broken, whichever rows are in view.
 * @template T
 * @param {Column<T>[]} columns
 * @param {T[]} rows
 */
function widthsOf(columns, rows) {
  const least = columns.map(({ head, text, signed }) => {
    const words = new Set([`${head} ▲`, ...rows.flatMap((row) => text(row).split(/\s+/))]);
    const longest = [...words].reduce((most, word) => Math.max(most, textWidth(word, false)), 0);
    return Math.min(WIDEST, longest * LETTER) + BESIDE + (signed ? SIGN : 0);
  });
  const narrow = least.reduce((sum, one) => sum + one, 0);
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  return columns.map(({ share }, at) => {
    const column = make("col", {});
    column.style.width = `max(${least[at]}px, calc(${least[at]}px + (100cqw - ${narrow}px) * ${share / shares}))`;
    return column;
  });
}

/**
 * @param {string | number} a
 * @param {string | number} b
 */
function compared(a, b) {
  return typeof a === "number" && typeof b === "number" ? a - b : inOrder(String(a), String(b));
}
