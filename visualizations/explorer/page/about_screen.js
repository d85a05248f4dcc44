// What the graph is made of: when, of how much, and what was not understood.

import { button, make, said } from "./elements.js";
import { factList } from "./pieces.js";

const ABOUT_A_FILE = "This page is one file: it holds what is drawn and the lines that say so, works without a network and "
  + "sends nothing. “commonground serve” shows the whole graph.";

/** @typedef {import("./page_types.js").App} App */
/** @typedef {import("./page_types.js").View} View */

/**
 * @param {App} app
 * @returns {Promise<View>}
 */
export async function aboutScreen(app) {
  const about = await app.source.about();
  const counts = about.counts.map(([words, count]) => (
    /** @type {[string, string]} */ ([words, count.toLocaleString("en")])));
  const unknown = about.unknown.map(({ term, people }) => [term, String(people)]);
  const unread = about.unread.map(({ document, why }) => [document, why]);
  return {
    title: about.part ? "About this file" : "About this graph",
    scene: null,
    back: "About",
    build: () => about.part ? [
      make("p", { className: "lead", text: ABOUT_A_FILE }),
      factList([["version", about.version], ...counts]),
      documentsButton(app),
    ] : [
      factList([["built", about.built ?? "not known"], ["version", about.version], ...counts]),
      documentsButton(app),
      make("h2", { text: "Terms that are in no ontology" }),
      make("p", { className: "none", text: "Kept as they stand in the resumes, and counted; the ontology can be given each with a few lines." }),
      plain(["Term", "People"], unknown),
      make("h2", { text: "Files that could not be read" }),
      plain(["File", "Why"], unread),
    ],
  };
}

/** @param {App} app */
function documentsButton(app) {
  return make("div", { className: "actions" },
    button("Documents", () => app.go({ screen: "document", params: {}, view: {} })));
}

/**
 * @param {string[]} heads
 * @param {string[][]} rows
 */
function plain(heads, rows) {
  if (!rows.length) return make("p", { className: "none", text: "None." });
  return make("table", {},
    make("thead", {}, make("tr", {}, ...heads.map((text) => make("th", { scope: "col", text })))),
    make("tbody", {}, ...rows.map((cells) => make("tr", {}, ...cells.map((text) => make("td", {}, said(text)))))));
}
