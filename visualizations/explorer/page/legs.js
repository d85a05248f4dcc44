// A path as its legs: what each step is, and the line that says so.

import { make, said } from "./elements.js";
import { inline, nodeButton, quotes } from "./pieces.js";

/** @typedef {import("./page_types.js").App} App */
/** @typedef {import("./page_types.js").Row} Row */
/** @typedef {import("./page_types.js").Step} Step */
/** @typedef {import("./types.js").Line} Line */

const FILE_AND_LINE = /(\(?[^\s(),;]+:\d+[),;.]*)/; // with its brackets, which stay beside it

/**
 * @param {App} app
 * @param {Row} row
 * @param {Line[]} lines
 */
export function legs(app, row, lines) {
  const steps = row.steps ?? [];
  const nodes = new Map(steps.filter((step) => step.id).map((step) => [step.id, step]));
  const items = steps.filter((step) => step.type).map((step) => leg(app, step, nodes, lines));
  return make("ol", { className: "legs", "aria-label": "Steps" }, ...items);
}

/**
 * @param {App} app
 * @param {Step} step
 * @param {Map<string | undefined, Step>} nodes
 * @param {Line[]} lines
 */
function leg(app, step, nodes, lines) {
  const end = (/** @type {string | undefined} */ id) => {
    const node = nodes.get(id);
    return nodeButton(app, id ?? null, node?.kind ?? "", app.model.nodes.get(id ?? "")?.name ?? node?.name ?? "");
  };
  const cited = (step.evidence ?? []).map((number) => lines[number]).filter(Boolean);
  // What a line of the ontology's files says, the words of the step say too.
  const shown = cited.map((line) => (line.source.endsWith(".ttl") ? { ...line, quote: "" } : line));
  return make("li", {}, inline(end(step.from), said(step.words ?? ""), end(step.to)), quotes(app, shown, 1));
}

/**
 * Return a sentence in which no place (file:line) is broken.
 * @param {string} text
 */
export function sentence(text) {
  const pieces = text.split(FILE_AND_LINE).map((piece, at) => (
    at % 2 ? make("span", { className: "unbroken", text: piece }) : piece));
  return make("strong", { dir: "auto" }, ...pieces);
}
