// The rows of an answer: each with its terms, what is missing, and the lines behind both.

import { make, said, small } from "./elements.js";
import { legs, sentence } from "./legs.js";
import { memberList } from "./members.js";
import { disclosure, factList, heading, inline, nodeButton, noteList, quotes } from "./pieces.js";
import { TIMES_SAID, counted } from "./words.js";

/** @typedef {import("./page_types.js").App} App */
/** @typedef {import("./page_types.js").Row} Row */
/** @typedef {import("./page_types.js").Mention} Mention */
/** @typedef {import("./page_types.js").Answer} Answer */
/** @typedef {import("./types.js").Line} Line */

const ROWS_AT_ONCE = 50;
/** @type {Record<string, [string, string]>} */
const MARKS = { lapsed: ["◷", "used once, not since"], undated: ["◌", "only named"] };
const SCORE_SAID = "A score adds up the numbers beside the reasons. A reason counts for more the fewer people have it, "
  + "the longer and the more lately it was used, and the better the documents show it. Scores compare people within one answer.";
const DISTANCE_SAID = "Distance: lower is nearer. What a path passes adds to it, the more the more people have it; "
  + "so what few people have in common brings two near, and what everybody has does not.";

/**
 * Return an answer as the panel shows it.
 * @param {App} app
 * @param {Answer} answer
 */
export function answerBody(app, answer) {
  const lines = answer.evidence;
  const rows = answer.rows ?? [];
  const notes = noteList([...answer.notes.filter((note) => !note.startsWith("to edit: ")), answer.leftOut], answer.warnings);
  const timed = answer.timed ? make("p", { className: "costs", text: TIMES_SAID }) : null;
  const summary = make("p", { className: "summary", text: answer.summary });
  if (rows.length && answer.sections?.length) {
    return [summary, notes, timed, ...answer.sections.map((one) => section(app, one, rows, lines)), longer(app, answer)];
  }
  if (rows.length) return [summary, notes, timed, rowList(app, rows, lines), longer(app, answer)];
  const instead = (answer.instead ?? []).flatMap((one) => (
    [heading(one.title), rowList(app, one.rows, lines)]));
  return [summary, notes, timed, make("p", { className: "none", text: "Nothing fits." }), ...instead];
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
 * Return a button for more rows, where an answer was cut and can be asked for more.
 * @param {App} app
 * @param {Answer} answer
 */
function longer(app, answer) {
  const cut = answer.notes.map((note) => /^([\d,]+) of ([\d,]+) (\S+) are shown/.exec(note)).find(Boolean);
  const limit = Number(answer.question?.limit ?? answer.rows?.length ?? 0);
  if (!cut || !app.source.asks || !["find", "match", "ask"].includes(app.route.screen)) return null;
  const params = { ...app.route.params, limit: [String(2 * Math.max(limit, 10))] };
  const act = () => app.go({ ...app.route, params, view: {} });
  return make("button", { type: "button", className: "longer", text: `Show more (${cut[1]} of ${cut[2]} ${cut[3]})`, on: { click: act } });
}

/**
 * @param {App} app
 * @param {Row[]} rows
 * @param {Line[]} lines
 */
export function rowList(app, rows, lines) {
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
  const score = scoreOf(row);
  const light = () => app.lighting.preview(row.members.length ? row.members : [row.id]);
  const on = {
    mouseenter: light, mouseleave: () => app.lighting.preview(null),
    focusin: light, focusout: () => app.lighting.preview(null),
  };
  return make("li", { on },
    make("div", { className: "headline" }, headline(app, row), score ? score.opener : null),
    score ? score.told : null,
    missing(row),
    factList(row.facts.filter(([label]) => label !== "missing" || !row.missing?.length)),
    row.steps ? legs(app, row, lines) : null,
    row.steps && row.terms.length ? make("p", { className: "costs", text: "Distance: lower is nearer" }) : null,
    mentions(app, row, row.terms, lines, row.steps ? "Distance" : "Reasons"),
    row.kind === "Community" ? memberList(app, row, lines) : mentions(app, row, row.people, lines, "Who"),
    row.steps ? null : quotes(app, row.evidence.map((number) => lines[number])),
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
  return sentence(row.sentence || row.name);
}

/**
 * @param {App} app
 * @param {Row} row
 */
function leadsTo(app, row) {
  const own = app.model.nodes.get(row.id);
  return own ? own.kind === row.kind : row.kind === "Person";
}

/**
 * Return a row's score as a button that opens what it is made of.
 * @param {Row} row
 */
function scoreOf(row) {
  if (row.score === null || row.score === undefined) return null;
  const text = typeof row.score === "number" ? row.score.toFixed(2) : row.score;
  const reasons = (row.terms ?? []).filter((term) => term.value).map((term) => `${term.name} ${term.value}`);
  const told = make("div", { className: "explained", hidden: true },
    reasons.length ? said(`${text} = ${reasons.join(" + ")}`, "p") : null,
    make("p", { text: row.steps ? DISTANCE_SAID : SCORE_SAID }));
  const word = row.steps ? "distance" : "score";
  const opener = make("button", {
    type: "button", className: "score", "aria-expanded": "false", "aria-label": `${word} ${text} of ${row.name}: what it is made of`,
    on: { click: () => { told.hidden = !told.hidden; opener.setAttribute("aria-expanded", String(!told.hidden)); } },
  }, make("small", { text: word }), text);
  return { opener, told };
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
