// The communities of what is drawn: their colours and members, and which of them a new node joins.

import { fill, make, said, svg } from "./elements.js";
import { COLOURED, communityColour } from "./inks.js";
import { inOrder } from "./words.js";

/** @typedef {import("./page_types.js").App} App */
/** @typedef {import("./types.js").SceneNode} SceneNode */
/** @typedef {import("./types.js").Part} Part */

/**
 * Give what is added the community that most of its neighbours are in.
 * @param {App} app
 * @param {Part} part
 * @param {string} parent
 */
export function joinCommunities(app, part, parent) {
  const own = app.model.nodes.get(parent)?.community ?? null;
  for (const node of part.nodes) {
    if (node.community !== null && node.community !== undefined) continue;
    /** @type {Map<number, number>} */
    const near = new Map();
    for (const { from, to } of part.edges) {
      const other = from === node.id ? to : to === node.id ? from : "";
      const community = app.model.nodes.get(other)?.community;
      if (typeof community === "number") near.set(community, (near.get(community) ?? 0) + 1);
    }
    const best = [...near].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0];
    node.community = best ? best[0] : own;
  }
}

/**
 * Return the communities with their colours, each named by its two members with the most links.
 * @param {App} app
 */
export function communityList(app) {
  /** @type {Map<number | null, SceneNode[]>} what has no colour of its own is under null */
  const groups = new Map();
  for (const node of app.model.nodes.values()) {
    const { community } = node;
    const key = typeof community === "number" && community < COLOURED ? community : null;
    groups.set(key, [...groups.get(key) ?? [], node]);
  }
  const numbers = [...groups.keys()].filter((key) => key !== null).sort((a, b) => Number(a) - Number(b));
  const list = make("ul", { className: "communities", "aria-label": "Communities" });
  if (!numbers.length) return said("What is drawn is too small to be divided into communities.", "p");
  if (groups.size === 1) return said("All that is drawn is one community.", "p");
  const rest = groups.get(null);
  fill(list, ...numbers.map((key) => item(communityColour(key), namedBy(app, groups.get(key) ?? []), groups.get(key) ?? [])),
    rest ? item(communityColour(null), "in none of these", rest) : null);
  return list;
}

/**
 * @param {string} colour
 * @param {string} words
 * @param {SceneNode[]} nodes
 */
function item(colour, words, nodes) {
  const dot = svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, class: "icon", "aria-hidden": "true" },
    svg("circle", { cx: 8, cy: 8, r: 6, fill: colour, stroke: "currentColor" }));
  const count = make("span", { className: "count", text: nodes.length.toLocaleString("en") });
  return make("li", {}, make("span", { className: "line" }, dot, said(words)), count);
}

/**
 * @param {App} app
 * @param {SceneNode[]} nodes
 */
function namedBy(app, nodes) {
  const links = (/** @type {SceneNode} */ node) => app.model.touching(node.id).length;
  const first = [...nodes].sort((a, b) => links(b) - links(a) || inOrder(a.name, b.name)).slice(0, 2);
  return first.map((node) => node.name).join(", ") + (nodes.length > 2 ? " …" : "");
}
