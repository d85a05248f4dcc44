// One document: its own text, coloured by what each piece became.

import { fill, make, said, small } from "./elements.js";
import { factList, heading, noteList, quote, sign } from "./pieces.js";
import { param } from "./address.js";

/** @typedef {import("./page_types.js").App} App */
/** @typedef {import("./page_types.js").Route} Route */
/** @typedef {import("./page_types.js").View} View */

/**
 * @param {App} app
 * @param {Route} route
 * @returns {Promise<View>}
 */
export async function documentScreen(app, route) {
  const key = param(route, "key");
  if (!key) return documentList(app);
  const data = await app.source.document(key);
  if (data.lines) return quotedLines(app, data, param(route, "line"));
  const reading = data.reading ?? data;
  const card = make("div", { className: "became", role: "status" });
  const text = make("div", { className: "document", tabIndex: 0, role: "region", "aria-label": "Text of the document" },
    ...blocks(app, reading, card));
  const line = text.querySelector(`[data-line="${Number(param(route, "line"))}"]`);
  line?.classList.add("meant");
  requestAnimationFrame(() => line?.scrollIntoView({ block: "center" }));
  return {
    title: reading.title ?? key,
    scene: null,
    back: "Document",
    build: () => [
      make("p", { className: "summary", text: [reading.summary, reading.unused].filter(Boolean).join(" · ") }),
      noteList(reading.notes ?? [], reading.warnings),
      legendOf(app, reading),
      card,
      text,
    ],
  };
}

/**
 * Return as much of a document as the page's file holds.
 * @param {App} app
 * @param {Record<string, any>} data
 * @param {string} at
 * @returns {View}
 */
function quotedLines(app, { title, summary, lines }, at) {
  const items = lines.map((/** @type {import("./types.js").Line} */ line) => {
    const item = quote(app, line);
    if (String(line.line) === at) item.classList.add("meant");
    return item;
  });
  const list = make("ul", { className: "quotes" }, ...items);
  requestAnimationFrame(() => list.querySelector(".meant")?.scrollIntoView({ block: "center" }));
  return { title, scene: null, back: "Document", build: () => [make("p", { className: "summary", text: summary }), list] };
}

/**
 * @param {App} app
 * @returns {Promise<View>}
 */
async function documentList(app) {
  const documents = await app.source.documents();
  const items = documents.map((one) => make("li", {}, make("button", {
    type: "button", className: "place",
    on: { click: () => app.go({ screen: "document", params: { key: [one.key] }, view: {} }) },
  }, said(one.key)), small(one.person?.name ?? one.name ?? "")));
  return { title: "Documents", scene: null, back: "Documents", build: () => [make("ul", { className: "links" }, ...items)] };
}

/**
 * @param {App} app
 * @param {Record<string, any>} reading
 */
function legendOf(app, reading) {
  const items = (reading.kinds ?? []).map((/** @type {any} */ look) => make("li", { className: `k-${look.kind}` },
    sign(app, look.kind), make("span", { text: look.many }), make("span", { className: "count", text: String(look.count) })));
  return make("ul", { className: "kinds", "aria-label": "What the colours mean" }, ...items);
}

/**
 * @param {App} app
 * @param {Record<string, any>} reading
 * @param {HTMLElement} card
 */
function blocks(app, reading, card) {
  return (reading.blocks ?? []).map((/** @type {any} */ block) => {
    const names = ["block", block.heading && "heading", block.bold && "bold", block.bullet && "bullet", block.apart && "apart"];
    return make("div", { className: names.filter(Boolean).join(" "), dir: "auto" }, ...block.rows.map((/** @type {any} */ row) => {
      const shown = make("span", { className: row.unused ? "row unused" : "row", title: row.unused ? `It ${row.unused}.` : "" },
        ...row.pieces.map((/** @type {any} */ piece) => pieceOf(app, reading, piece, card)));
      shown.dataset.line = String(row.number);
      return shown;
    }));
  });
}

/**
 * @param {App} app
 * @param {Record<string, any>} reading
 * @param {any} piece a text, or a text with the numbers of its facts
 * @param {HTMLElement} card
 */
function pieceOf(app, reading, piece, card) {
  if (typeof piece === "string") return document.createTextNode(piece);
  const [text, ...numbers] = piece;
  const facts = numbers.map((/** @type {number} */ at) => reading.facts[at]);
  const kind = facts[0].kind;
  if (kind === "Text") return document.createTextNode(text);
  const tell = () => fill(card, ...facts.map((/** @type {any} */ fact) => became(app, reading, fact)));
  const settings = { type: "button", className: `fact k-${kind}`, text, on: { click: tell, focus: tell, mouseenter: tell } };
  return make("button", settings);
}

/**
 * @param {App} app
 * @param {Record<string, any>} reading
 * @param {any} fact
 */
function became(app, reading, fact) {
  const of = reading.entries?.[fact.entry]?.title ?? "";
  /** @type {[string, string][]} */
  const told = [["of", of], ["because", fact.why], ["sure", fact.sure], ["means", fact.more], ["stands in", fact.where]];
  return make("div", {}, make("p", { className: "kind" }, sign(app, fact.kind), said(fact.what)),
    fact.value ? heading(fact.value, "strong") : null, factList(told.filter(([, text]) => text)));
}
