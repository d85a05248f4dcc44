// The rows of an answer: each with its terms, what is missing, and the lines behind both.

import { make, said, small } from "./elements.js";
import { disclosure, factList, heading, inline, nodeButton, noteList, quotes } from "./pieces.js";
import { counted } from "./words.js";

/** @typedef {import("./page_types.js").App} App */
/** @typedef {import("./page_types.js").Row} Row */
/** @typedef {import("./page_types.js").Mention} Mention */
/** @typedef {import("./page_types.js").Answer} Answer */
/** @typedef {import("./types.js").Line} Line */

const ROWS_AT_ONCE = 50;
/** @type {Record<string, [string, string]>} */
const MARKS = { lapsed: ["◷", "used once, not since"], undated: ["◌", "only named"] };

/**
 * Return an answer as the panel shows it.
 * @param {App} app
 * @param {Answer} answer
 */
export function answerBody(app, answer) {
  const lines = answer.evidence;
  const rows = answer.rows ?? [];
  const notes = noteList([...answer.notes, answer.leftOut]);
  const summary = make("p", { className: "summary", text: answer.summary });
  if (rows.length && answer.sections?.length) {
    return [summary, notes, ...answer.sections.map((one) => section(app, one, rows, lines))];
  }
  if (rows.length) return [summary, notes, rowList(app, rows, lines)];
  const instead = (answer.instead ?? []).flatMap((one) => (
    [heading(one.title), rowList(app, one.rows, lines)]));
  return [summary, notes, make("p", { className: "none", text: "Nothing fits." }), ...instead];
}

/**
 * Return some rows under their heading, and what is said of them together.
 * @param {App} app
 * @param {import("./page_types.js").Section} one
 * @param {Row[]} rows
 * @param {Line[]} lines
 */
function section(app, one, rows, lines) {
  const own = one.rows.map((number) => rows[number]).filter(Boolean);
  const told = one.said.length && !own.length;
  const count = one.count === null ? null : make("span", { className: "count", text: one.count.toLocaleString("en") });
  return make("section", { className: "part" }, make("h2", {}, said(one.title), " ", count),
    ...one.said.map((text) => said(text, "p")),
    own.length ? rowList(app, own, lines) : told ? null : make("p", { className: "none", text: "Nothing." }));
}

/**
 * @param {App} app
 * @param {Row[]} rows
 * @param {Line[]} lines
 */
function rowList(app, rows, lines) {
  const list = make("ol", { className: "rows" });
  const show = () => {
    const from = list.children.length;
    list.append(...rows.slice(from, from + ROWS_AT_ONCE).map((row) => rowItem(app, row, lines)));
    rest.hidden = list.children.length >= rows.length;
    rest.textContent = `Show more (${(rows.length - list.children.length).toLocaleString("en")} left)`;
  };
  const rest = make("button", { type: "button", className: "more", on: { click: show } });
  show();
  return make("div", {}, list, rest);
}

/**
 * @param {App} app
 * @param {Row} row
 * @param {Line[]} lines
 */
function rowItem(app, row, lines) {
  const light = () => app.lighting.preview(row.members.length ? row.members : [row.id]);
  const on = {
    mouseenter: light, mouseleave: () => app.lighting.preview(null),
    focusin: light, focusout: () => app.lighting.preview(null),
  };
  return make("li", { on },
    make("div", { className: "headline" }, headline(app, row), score(row)),
    missing(row),
    factList(row.facts.filter(([label]) => label !== "missing" || !row.missing?.length)),
    mentions(app, row, row.terms, lines, "Reasons"),
    mentions(app, row, row.people, lines, "Who"),
    quotes(app, row.evidence.map((number) => lines[number])),
    row.members.length > 1 && !leadsTo(app, row) ? make("button", {
      type: "button", className: "quiet", text: "Show in the drawing",
      on: { click: () => app.lighting.light(row.members, { fit: true }) },
    }) : null);
}

/**
 * A row about a node leads to it; a path, or a total, is a sentence.
 * @param {App} app
 * @param {Row} row
 */
function headline(app, row) {
  if (leadsTo(app, row)) return nodeButton(app, row.id, row.kind, row.name);
  return said(row.sentence || row.name, "strong");
}

/**
 * @param {App} app
 * @param {Row} row
 */
function leadsTo(app, row) {
  const own = app.model.nodes.get(row.id);
  return own ? own.kind === row.kind : row.kind === "Person";
}

/** @param {Row} row */
function score(row) {
  if (row.score === null || row.score === undefined) return null;
  const text = typeof row.score === "number" ? row.score.toFixed(2) : row.score;
  const title = "How much speaks for it, in bits: the sum of its reasons";
  return make("span", { className: "score", title, text });
}

/** @param {Row} row */
function missing(row) {
  if (!row.missing?.length) return null;
  return make("p", { className: "missing" }, "Missing: ", ...row.missing.map((name) => (
    said(name, "b"))));
}

/**
 * Return what a row speaks of: a press lights its link in the drawing and shows its lines.
 * @param {App} app
 * @param {Row} row
 * @param {Mention[]} items
 * @param {Line[]} lines
 * @param {string} label
 */
function mentions(app, row, items, lines, label) {
  if (!items?.length) return null;
  return make("ul", { className: "mentions", "aria-label": label },
    ...items.map((item) => make("li", {}, mention(app, row, item, lines))));
}

/**
 * @param {App} app
 * @param {Row} row
 * @param {Mention} item
 * @param {Line[]} lines
 */
function mention(app, row, item, lines) {
  const [sign, meaning] = MARKS[item.mark ?? ""] ?? ["", ""];
  const mark = sign ? make("span", { className: "sign", title: meaning, role: "img", "aria-label": meaning, text: sign }) : null;
  const cited = item.evidence.map((number) => lines[number]);
  const value = item.value ? make("span", { className: "value", text: item.value }) : null;
  const [first, ...rest] = item.text ? item.text.split(" · ") : [""];
  if (!cited.length) return inline(mark, said(item.name), value, small(item.text));
  const shown = disclosure("", () => [
    item.id ? inline(nodeButton(app, item.id, app.names.kindOf(item.id), app.names.of(item.id))) : null,
    small(rest.join(" · ")), quotes(app, cited, 3),
  ], (open) => app.lighting.light(open ? ends(app, row, item) : null));
  const opener = shown.firstElementChild;
  opener?.append(make("span", {}, mark, said(item.name, "b"), first ? " · " : "", said(first)), ...(value ? [value] : []));
  opener?.setAttribute("title", counted(cited.length, "line"));
  return shown;
}

/**
 * Return the two ends of the link that a reason is about, as far as they are drawn.
 * @param {App} app
 * @param {Row} row
 * @param {Mention} item
 */
function ends(app, row, item) {
  const asked = app.model.nodes.has(row.id) ? [row.id] : row.members;
  const both = [...asked, item.id ?? ""].filter((id) => app.model.nodes.has(id));
  return both.length ? both : null;
}
