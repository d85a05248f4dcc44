// What the panel says of a node or a link: what it is, and each link with the line that says so.

import { fill, make, said, small } from "./elements.js";
import { areDrawn, membersOf } from "./members.js";
import { factList, heading, inline, more, nodeButton, quotes, sign } from "./pieces.js";
import { peopleByYear, timeline } from "./timeline.js";
import { counted, inOrder } from "./words.js";

/** @typedef {import("./page_types.js").App} App */
/** @typedef {import("./page_types.js").Details} Details */
/** @typedef {import("./page_types.js").Group} Group */
/** @typedef {import("./page_types.js").GroupItem} GroupItem */
/** @typedef {import("./types.js").SceneNode} SceneNode */
/** @typedef {import("./types.js").Line} Line */

const NO_ENDS = ["Community", "Role", "Education"]; // of what no path begins

/**
 * @param {App} app
 * @param {Details} details
 */
export function nodeBody(app, details) {
  const { node } = details;
  const names = (details.labels ?? []).filter((label) => label !== node.name);
  const definition = details.definition ?? node.facts.find(([label]) => label === "definition")?.[1];
  return [
    make("p", { className: "kind" }, sign(app, node.kind), said(node.kind)),
    heading(node.name, "h1"),
    names.length ? make("p", { className: "labels" }, "Also: ", said(names.join(", "))) : null,
    definition ? said(definition, "p") : null,
    factList((details.facts ?? []).filter(([label]) => label !== "definition" && !(node.kind === "Community" && label === "concepts"))),
    actions(app, node),
    node.kind === "Community" ? membersOf(app, node.id) : null,
    details.timeline?.length ? timeline(app, details) : null,
    details.months?.length ? peopleByYear(details.months, node.kind) : null,
    documents(app, details.documents ?? []),
    ...details.groups.map((group) => groupOf(app, node.id, group, details.evidence)),
  ];
}

/**
 * Return what the scene itself says of a node, in the form of a service's details.
 * @param {App} app
 * @param {SceneNode} node
 * @returns {Details}
 */
export function fromScene(app, node) {
  /** @type {Map<string, Group>} */
  const groups = new Map();
  for (const { edge, other, forward } of app.model.touching(node.id)) {
    const words = forward ? edge.forth : edge.back;
    const there = app.model.nodes.get(other);
    if (!there) continue;
    const group = groups.get(words) ?? { words, type: edge.type, ontology: edge.family === "ontology", count: 0, items: [], more: 0 };
    const text = edge.facts.map(([label, value]) => spoken(label, value)).join(" · ");
    const { id, kind, name } = there;
    group.items.push({ edge: edge.id, id, kind, name, text, value: "", evidence: edge.evidence });
    group.count += 1;
    groups.set(words, group);
  }
  const all = [...groups.values()].sort((a, b) => Number(a.ontology) - Number(b.ontology));
  for (const group of all) group.items.sort((a, b) => inOrder(a.name, b.name));
  return {
    node, labels: node.aliases ?? [], definition: null, facts: node.facts, groups: all,
    evidence: app.model.evidence,
  };
}

/**
 * @param {string} label
 * @param {string} value
 */
function spoken(label, value) {
  return label === "when" || label === "time" ? value : `${label} ${value}`;
}

/**
 * @param {App} app
 * @param {SceneNode} node
 */
function actions(app, node) {
  const drawn = app.model.nodes.has(node.id);
  const ask = (/** @type {string} */ screen, /** @type {Record<string, string[]>} */ params) => () => (
    app.go({ screen, params, view: {} }));
  const buttons = [
    drawn && node.more ? ["Expand", () => app.growth.expand(node.id), `+${node.more}`] : null,
    drawn && !node.more && app.growth.hasHidden(node.id) ? ["Expand", () => app.growth.expand(node.id), ""] : null,
    drawn && app.growth.leaves(node.id).length ? ["Collapse", () => app.growth.collapse(node.id), ""] : null,
    drawn ? [app.pinned.has(node.id) ? "Unpin" : "Pin", () => app.pin(node.id), ""] : null,
    drawn ? ["Hide", () => app.growth.hide(node.id), ""] : null,
    !drawn ? ["Show in the drawing", ask("node", { id: [node.id] }), ""] : null,
    app.source.asks && node.kind === "Community" && !areDrawn(app, node.id)
      ? ["Show them", ask("node", { id: [node.id] }), ""] : null,
    app.source.asks && !NO_ENDS.includes(node.kind) ? ["Path from here", ask("path", { from: [node.id] }), ""] : null,
    app.source.asks && node.kind === "Person"
      ? ["Who is similar?", ask("ask", { q: ["similar"], person: [node.id] }), ""] : null,
    app.source.asks && node.kind === "Person"
      ? ["Colleagues", ask("ask", { q: ["colleagues"], person: [node.id] }), ""] : null,
    app.source.asks && node.id.startsWith("skill:")
      ? ["Who has it?", ask("find", { all: [node.id] }), ""] : null,
  ].filter((one) => one !== null);
  return make("div", { className: "actions" }, ...buttons.map(([text, act, count]) => (
    make("button", { type: "button", on: { click: act } }, `${text}`,
      count ? make("span", { className: "count", text: `${count}` }) : null))));
}

/**
 * @param {App} app
 * @param {string[]} keys
 */
function documents(app, keys) {
  if (!keys.length) return null;
  const items = keys.map((key) => {
    if (!app.source.asks) return said(key);
    const act = () => app.go({ screen: "document", params: { key: [key] }, view: {} });
    return make("button", { type: "button", className: "place", on: { click: act } }, said(key));
  });
  return make("p", { className: "documents" }, keys.length === 1 ? "Document " : "Documents ",
    ...items);
}

/**
 * @param {App} app
 * @param {string} id
 * @param {Group} group
 * @param {Line[]} evidence
 */
function groupOf(app, id, group, evidence) {
  const list = make("ul", { className: "links" },
    ...group.items.map((item) => linkItem(app, id, item, evidence)));
  const rest = group.more
    ? make("p", { className: "none", text: `+${group.more.toLocaleString("en")} more` }) : null;
  return make("section", { className: "group" },
    make("h2", {}, said(group.words), make("span", { className: "count", text: String(group.count) })),
    list, rest);
}

/**
 * @param {App} app
 * @param {string} id
 * @param {GroupItem} item
 * @param {Line[]} evidence
 */
function linkItem(app, id, item, evidence) {
  const light = () => app.lighting.preview([id, item.id], item.edge);
  const on = {
    mouseenter: light, mouseleave: () => app.lighting.preview(null),
    focusin: light, focusout: () => app.lighting.preview(null),
  };
  const lines = item.evidence.map((number) => evidence[number]).filter(Boolean);
  const ontology = lines.some((line) => line.source.endsWith(".ttl"));
  return make("li", { on },
    inline(nodeButton(app, item.id, item.kind, item.name),
      small(ontology ? lines[0].where : item.text)),
    ontology ? null : quotes(app, lines, 1));
}

/**
 * Return what a link says: its two ends in words, its facts and every line.
 * @param {App} app
 * @param {string} id
 */
export function edgeBody(app, id) {
  const edge = app.model.edges.get(id);
  if (!edge) return [make("p", { className: "none", text: "This link is not drawn now." })];
  const [from, to] = [app.model.nodes.get(edge.from), app.model.nodes.get(edge.to)];
  const lines = edge.evidence.map((number) => app.model.evidence[number]).filter(Boolean);
  const ends = (/** @type {SceneNode | undefined} */ node) => (
    node ? nodeButton(app, node.id, node.kind, node.name) : null);
  return [
    make("p", { className: "kind", text: "Link" }),
    heading(`${from?.name ?? ""} ${edge.forth} ${to?.name ?? ""}`, "h1"),
    inline(ends(from), make("span", { className: "type", text: edge.forth }), ends(to)),
    factList(edge.facts),
    lines.length ? make("h2", { text: `Said in ${counted(lines.length, "line")}` })
      : make("p", { className: "none", text: "No line is cited: it is summed up or from the ontology." }),
    quotes(app, lines, 12),
  ];
}

/**
 * Return the nodes with the most links, to begin with.
 * @param {App} app
 */
export function mostConnected(app) {
  const nodes = [...app.model.nodes.values()];
  const count = (/** @type {SceneNode} */ node) => app.model.touching(node.id).length;
  nodes.sort((a, b) => count(b) - count(a) || inOrder(a.name, b.name));
  const list = make("ul", { className: "links" });
  const show = (/** @type {number} */ most) => fill(list, ...nodes.slice(0, most).map((node) => (
    make("li", {}, inline(nodeButton(app, node.id, node.kind, node.name),
      small(counted(count(node), "link")))))));
  show(12);
  const rest = nodes.length - 12;
  const opener = rest > 0 ? more(rest, "more node", () => { show(300); opener?.remove(); }) : null;
  return [make("h2", { text: "Most connected" }), list, opener];
}
