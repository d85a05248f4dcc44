// The list of an answer as a table for spreadsheets: a row each, with what every condition says.

import { csvOf, download } from "./saves.js";

/** @typedef {import("./page_types.js").App} App */
/** @typedef {import("./page_types.js").Answer} Answer */
/** @typedef {import("./page_types.js").Row} Row */
/** @typedef {import("./page_types.js").Mention} Mention */

/**
 * Return the answer that the page shows, if it has rows.
 * @param {App} app
 */
export function listedAnswer(app) {
  const answer = app.view?.scene ?? null;
  return answer?.rows?.length ? answer : null;
}

/** @param {Answer} answer */
export function saveList(answer) {
  return download("commonground-list.csv", new Blob([listCsv(answer)], { type: "text/csv;charset=utf-8" }));
}

/**
 * Return an answer's rows as CSV; a column is named once, in the order of its first row.
 * @param {Answer} answer
 */
export function listCsv({ rows = [], evidence }) {
  const facts = titles(rows.flatMap((row) => row.facts.map(([label]) => label)));
  const terms = titles(rows.flatMap((row) => (row.terms ?? []).map((term) => term.name)));
  const hasPeople = rows.some((row) => row.people?.length);
  const head = ["rank", "name", "id", "score", ...terms, "missing", ...facts, ...(hasPeople ? ["people"] : []), "sources"];
  return csvOf([head, ...rows.map((row, at) => [
    at + 1, row.sentence || row.name, row.id, row.score,
    ...terms.map((name) => joinedText((row.terms ?? []).filter((term) => term.name === name).map(termText))),
    joinedText(row.missing ?? []),
    ...facts.map((name) => joinedText(row.facts.filter(([label]) => label === name).map(([, text]) => text))),
    ...(hasPeople ? [joinedText((row.people ?? []).map((one) => [one.name, termText(one)].filter(Boolean).join(": ")))] : []),
    joinedText(sourcesOf(row).map((number) => evidence[number]?.where ?? "")),
  ])]);
}

/** @param {string[]} names */
function titles(names) {
  return [...new Set(names)];
}

/** @param {string[]} texts */
function joinedText(texts) {
  return titles(texts.filter(Boolean)).join("; ");
}

/** @param {Mention} term */
function termText({ text, value }) {
  return text || value || "yes";
}

/** @param {Row} row */
function sourcesOf(row) {
  return [...row.evidence, ...[...(row.terms ?? []), ...(row.people ?? [])].flatMap((one) => one.evidence)];
}
