// The first screen: what there is, where to begin; of a file what it holds.

import { make, said } from "./elements.js";
import { answerBody, rowList } from "./rows.js";
import { mostConnected } from "./details.js";
import { heading, inline, nodeButton, noteList } from "./pieces.js";
import { drawnWords } from "./words.js";

/** @typedef {import("./page_types.js").App} App */
/** @typedef {import("./page_types.js").View} View */
/** @typedef {import("./page_types.js").Answer} Answer */

/** @type {[string, string, import("./page_types.js").Route][]} */
const DOORS = [
  ["Find people by skills", "Who has Temporal and Go, for how long, and how do you know?", { screen: "find", params: {}, view: {} }],
  ["Path between two", "How are two people, skills or companies connected?", { screen: "path", params: {}, view: {} }],
  ["Compare people", "What do two people have in common, and what sets them apart?", { screen: "ask", params: { q: ["compare"] }, view: {} }],
  ["Bridges between two worlds", "Who and what connects two stacks, domains or employers?", { screen: "ask", params: { q: ["bridges"] }, view: {} }],
  ["Communities", "Who belongs together by what they know?", { screen: "ask", params: { q: ["communities"], go: ["yes"] }, view: {} }],
  ["Match an advert", "Paste a job advert: who fits, and what is missing?", { screen: "match", params: {}, view: {} }],
];

/**
 * @param {App} app
 * @returns {Promise<View>}
 */
export async function startScreen(app) {
  const scene = await app.source.map();
  if (!app.source.asks) return fileStart(app, scene);
  return {
    title: "What the resumes say",
    scene,
    back: "Overview",
    build: () => [
      make("p", { className: "lead", text: "Search a person, a skill or a company above, or begin with a question:" }),
      make("ul", { className: "doors" }, ...DOORS.map(([title, text, route]) => make("li", {},
        make("button", { type: "button", on: { click: () => app.go(route) } },
          make("strong", { text: title }), make("span", { text }))))),
      noteList([...scene.notes, scene.leftOut], scene.warnings),
      ...groups(app, scene),
    ],
  };
}

/**
 * @param {App} app
 * @param {Answer} scene
 */
function groups(app, scene) {
  if (scene.rows?.length) return [heading("Groups of people by what they know"), rowList(app, scene.rows, scene.evidence)];
  const bubbles = scene.nodes.filter((node) => !["Person", "Employer"].includes(node.kind));
  if (!bubbles.length) return mostConnected(app);
  const sorted = [...scene.nodes].sort((a, b) => b.size - a.size || (a.id < b.id ? -1 : 1)).slice(0, 14);
  const items = sorted.map((node) => make("li", {}, inline(nodeButton(app, node.id, node.kind, node.name),
    make("small", { text: bubbleText(node) }))));
  return [make("h2", { text: "In the drawing" }), make("ul", { className: "links" }, ...items)];
}

/** @param {import("./types.js").SceneNode} node */
function bubbleText(node) {
  return node.facts.map(([label, text]) => (label === "people" ? `${text} people` : text)).reverse().join(" · ");
}

/**
 * @param {App} app
 * @param {Answer} scene
 * @returns {View}
 */
function fileStart(app, scene) {
  const build = () => (scene.answered ? answerBody(app, scene) : [
    make("p", { className: "summary", text: scene.summary }),
    noteList([...scene.notes, scene.leftOut], scene.warnings),
    ...(scene.nodes.length ? mostConnected(app) : [said("Nothing to draw.", "p")]),
  ]);
  return { title: scene.title, scene, build, back: scene.answered ? "Answer" : "Overview" };
}

/**
 * Return a node and what is around it, when a link leads there and not from a drawing.
 * @param {App} app
 * @param {string} id
 * @returns {Promise<View>}
 */
export async function nodeScreen(app, id) {
  const scene = await app.source.around(id);
  return {
    title: scene.title,
    scene,
    back: "Neighbourhood",
    build: () => [make("p", { className: "summary", text: drawnWords(scene.nodes.length, scene.edges.length) }),
      noteList([...scene.notes, scene.leftOut], scene.warnings), ...mostConnected(app)],
  };
}
