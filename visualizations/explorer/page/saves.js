// What is drawn, as files: pictures, tables and the graph formats that other programs read.

import { factText, monthText } from "./words.js";

/** @typedef {import("./page_types.js").App} App */
/** @typedef {import("./types.js").SceneNode} SceneNode */
/** @typedef {import("./types.js").SceneEdge} SceneEdge */
/** @typedef {{nodes: SceneNode[], edges: SceneEdge[], quotes: (edge: SceneEdge) => string[], places: Map<string, {x: number, y: number}>}} Drawn */

/** @type {Record<string, [string, (drawn: Drawn) => string]>} */
const WRITERS = {
  json: ["application/json", jsonOf],
  graphml: ["application/xml", graphmlOf],
  gexf: ["application/xml", gexfOf],
  "nodes.csv": ["text/csv", nodesCsv],
  "links.csv": ["text/csv", linksCsv],
};

export const FORMATS = [
  ["png", "Picture (PNG)"], ["svg", "Picture (SVG)"], ["nodes.csv", "Nodes (CSV)"],
  ["links.csv", "Links (CSV)"], ["json", "JSON"], ["graphml", "GraphML"], ["gexf", "GEXF (Gephi)"],
];

/**
 * Write what is drawn as a file of the browser's downloads.
 * @param {App} app
 * @param {string} format
 */
export async function save(app, format) {
  const name = `commonground.${format}`;
  if (format === "png") return download(name, await app.stage.toPNG());
  if (format === "svg") return download(name, new Blob([app.stage.toSVG()], { type: "image/svg+xml" }));
  const [type, write] = WRITERS[format];
  return download(name, new Blob([write(drawnNow(app))], { type: `${type};charset=utf-8` }));
}

/**
 * @param {App} app
 * @returns {Drawn}
 */
function drawnNow(app) {
  const nodes = [...app.model.nodes.values()].filter((node) => app.filter.shows(node));
  const edges = [...app.model.edges.values()].filter((edge) => app.filter.showsEdge(edge));
  const lines = app.model.evidence;
  const quotes = (/** @type {SceneEdge} */ edge) => edge.evidence.map((at) => (
    lines[at] ? `${lines[at].where}: ${lines[at].quote}` : "")).filter(Boolean);
  return { nodes, edges, quotes, places: app.places() };
}

/**
 * @param {string} name
 * @param {Blob} blob
 */
export function download(name, blob) {
  const link = document.createElement("a");
  link.download = name;
  link.href = URL.createObjectURL(blob);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** @param {Drawn} drawn */
function jsonOf({ nodes, edges, quotes, places }) {
  return JSON.stringify({
    nodes: nodes.map(({ id, kind, name, facts }) => ({ id, kind, name, facts: Object.fromEntries(facts), ...places.get(id) })),
    edges: edges.map((edge) => ({
      id: edge.id, type: edge.type, from: edge.from, to: edge.to, facts: Object.fromEntries(edge.facts), evidence: quotes(edge),
    })),
  }, null, 1);
}

/**
 * A spreadsheet runs what begins like a formula, also after white space and with wide signs: such
 * a cell is marked as text, as the command line does. A number stays one.
 * @param {unknown} value
 */
function csvCell(value) {
  const text = String(value ?? "");
  const runs = /^(?:\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])/.test(text) && !/^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text);
  const safe = runs ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** @param {unknown[][]} rows */
export function csvOf(rows) {
  return rows.map((row) => row.map(csvCell).join(",")).join("\r\n") + "\r\n";
}

/** @param {Drawn} drawn */
function nodesCsv({ nodes, edges }) {
  const facts = factColumns(nodes);
  const links = linkCounts(edges);
  return csvOf([["id", "name", "kind", "links", "months", ...facts.heads],
    ...nodes.map((node) => [node.id, node.name, node.kind, links.get(node.id) ?? 0, node.months, ...facts.cells(node)])]);
}

/** @param {Drawn} drawn */
function linksCsv({ nodes, edges, quotes }) {
  const names = new Map(nodes.map((node) => [node.id, node.name]));
  const facts = factColumns(edges);
  return csvOf([["id", "from", "from_name", "type", "to", "to_name", "months", ...facts.heads, "lines"],
    ...edges.map((edge) => [edge.id, edge.from, names.get(edge.from), edge.type, edge.to, names.get(edge.to), edge.months,
      ...facts.cells(edge), quotes(edge).join("\n")])]);
}

/**
 * Return a column for each label of facts, in the order in which they are first said.
 * @param {{facts: [string, string][]}[]} things
 */
function factColumns(things) {
  const heads = [...new Set(things.flatMap(({ facts }) => facts.map(([label]) => label)))];
  const text = (/** @type {{facts: [string, string][]}} */ { facts }, /** @type {string} */ head) => (
    facts.filter(([label]) => label === head).map((fact) => fact[1]).join("; "));
  return { heads, cells: (/** @type {{facts: [string, string][]}} */ thing) => heads.map((head) => text(thing, head)) };
}

/** @param {SceneEdge[]} edges */
function linkCounts(edges) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { from, to } of edges) for (const end of new Set([from, to])) counts.set(end, (counts.get(end) ?? 0) + 1);
  return counts;
}

/**
 * XML has no place for control characters, not even escaped.
 * @param {unknown} value
 */
function xmlText(value) {
  return String(value ?? "")
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
    .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")
    .replace(/[\n\r\t]/g, (space) => `&#${space.charCodeAt(0)};`);
}

/** The numbers and months that programs read: names and types as GraphML has them. */
const NODE_VALUES = [["months", "int"], ["first", "string"], ["last", "string"], ["degree", "int"]];
const EDGE_VALUES = NODE_VALUES.slice(0, 3);

/**
 * @param {SceneNode | SceneEdge} thing
 * @param {string[][]} values
 * @returns {[string, string][]} names and what they are, as far as it is known
 */
function valuesOf(thing, values) {
  const { first, last, months } = thing;
  const known = { months, first: monthText(first), last: monthText(last), degree: "degree" in thing ? thing.degree : null };
  return values.flatMap(([name]) => {
    const value = known[/** @type {keyof typeof known} */ (name)];
    return value === null || value === undefined || value === "" ? [] : [[name, String(value)]];
  });
}

/** @param {Drawn} drawn */
function graphmlOf({ nodes, edges, quotes }) {
  const data = (/** @type {string} */ key, /** @type {string} */ value) => `<data key="${key}">${xmlText(value)}</data>`;
  const numbers = (/** @type {SceneNode | SceneEdge} */ thing, /** @type {string[][]} */ values) => (
    valuesOf(thing, values).map(([name, value]) => data(`${values === EDGE_VALUES ? "link-" : ""}${name}`, value)).join(""));
  const declared = (/** @type {string[][]} */ values, /** @type {string} */ of, /** @type {string} */ begin) => values.map(([name, type]) => (
    `<key id="${begin}${name}" for="${of}" attr.name="${name}" attr.type="${type}"/>`)).join("\n");
  const keys = [["name", "node"], ["kind", "node"], ["facts", "all"], ["type", "edge"], ["lines", "edge"]];
  return `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
${keys.map(([name, of]) => `<key id="${name}" for="${of}" attr.name="${name}" attr.type="string"/>`).join("\n")}
${declared(NODE_VALUES, "node", "")}
${declared(EDGE_VALUES, "edge", "link-")}
<graph id="G" edgedefault="directed">
${nodes.map((node) => `<node id="${xmlText(node.id)}">${data("name", node.name)}${data("kind", node.kind)}${data("facts", factText(node.facts))}${numbers(node, NODE_VALUES)}</node>`).join("\n")}
${edges.map((edge) => `<edge id="${xmlText(edge.id)}" source="${xmlText(edge.from)}" target="${xmlText(edge.to)}">${data("type", edge.type)}${data("facts", factText(edge.facts))}${data("lines", quotes(edge).join("\n"))}${numbers(edge, EDGE_VALUES)}</edge>`).join("\n")}
</graph>
</graphml>
`;
}

/** @param {Drawn} drawn */
function gexfOf({ nodes, edges, places }) {
  const at = (/** @type {string} */ id) => {
    const place = places.get(id);
    return place ? `<viz:position x="${place.x}" y="${-place.y}" z="0"/>` : "";
  };
  const values = (/** @type {[string, string][]} */ pairs) => (
    `<attvalues>${pairs.map(([name, value]) => `<attvalue for="${name}" value="${xmlText(value)}"/>`).join("")}</attvalues>`);
  const declared = (/** @type {string} */ of, /** @type {string[][]} */ kinds) => (
    `<attributes class="${of}">${kinds.map(([name, type]) => `<attribute id="${name}" title="${name}" type="${type === "int" ? "integer" : type}"/>`).join("")}</attributes>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
<graph defaultedgetype="directed">
${declared("node", [["kind", "string"], ...NODE_VALUES])}
${declared("edge", [["type", "string"], ...EDGE_VALUES])}
<nodes>
${nodes.map((node) => `<node id="${xmlText(node.id)}" label="${xmlText(node.name)}">${values([["kind", node.kind], ...valuesOf(node, NODE_VALUES)])}${at(node.id)}</node>`).join("\n")}
</nodes>
<edges>
${edges.map((edge) => `<edge id="${xmlText(edge.id)}" source="${xmlText(edge.from)}" target="${xmlText(edge.to)}" label="${xmlText(edge.forth)}">${values([["type", edge.type], ...valuesOf(edge, EDGE_VALUES)])}</edge>`).join("\n")}
</edges>
</graph>
</gexf>
`;
}
