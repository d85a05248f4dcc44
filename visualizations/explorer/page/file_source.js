// A page that is a file answers from what it holds, and says plainly what it cannot answer.

import { counted, distance, folded, inOrder } from "./words.js";

/** @typedef {import("./page_types.js").Source} Source */
/** @typedef {import("./page_types.js").PageData} PageData */
/** @typedef {import("./types.js").SceneNode} SceneNode */
/** @typedef {import("./types.js").Line} Line */

export const ONLY_A_FILE = "This page is a file and holds only what is drawn. "
  + "To ask the whole graph, run “commonground serve” and open the page it names.";

/** @implements {Source} */
export class FileSource {
  /** @param {PageData} data */
  constructor(data) {
    this.asks = false;
    this.data = data;
    this.nodes = data.scene?.nodes ?? [];
  }

  /**
   * Return the drawn nodes of a name, nearest first.
   * @param {string} text
   */
  async suggest(text) {
    const wanted = folded(text);
    if (!wanted) return [];
    return this.nodes.flatMap((node) => {
      const { rank, matched } = nearest(node, wanted);
      return rank < 9 ? [{ node, rank, matched }] : [];
    })
      .sort((a, b) => a.rank - b.rank || b.node.degree - a.node.degree
        || inOrder(a.node.name, b.node.name))
      .slice(0, 12)
      .map(({ node, matched }) => ({ id: node.id, kind: node.kind, name: node.name, matched }));
  }

  /** @param {string} id */
  async node(id) {
    return this.data.details[id] ?? null;
  }

  /**
   * Return what the page holds around a node that is not drawn now.
   * @param {string} id
   * @param {string[]} known
   */
  async neighbours(id, known) {
    const { nodes = [], edges = [], evidence = [] } = this.data.scene ?? {};
    const there = new Set([...known, id]);
    const beside = new Set(edges.filter((edge) => edge.from === id || edge.to === id)
      .flatMap((edge) => [edge.from, edge.to]));
    const fresh = nodes.filter((node) => beside.has(node.id) && !there.has(node.id));
    for (const node of fresh) there.add(node.id);
    const inner = edges.filter((edge) => there.has(edge.from) && there.has(edge.to));
    const more = nodes.find((node) => node.id === id)?.more ?? 0;
    const said = more ? `+${more} more in the graph. ${ONLY_A_FILE}` : "";
    return { nodes: fresh, edges: inner, evidence, more, said };
  }

  async around() {
    return this.map();
  }

  /** @returns {Promise<never>} */
  async ask() {
    throw new Error(ONLY_A_FILE);
  }

  /** @returns {Promise<never>} */
  async match() {
    throw new Error(ONLY_A_FILE);
  }

  async map() {
    if (!this.data.scene) throw new Error(ONLY_A_FILE);
    return this.data.scene;
  }

  /**
   * What the file knows of itself: how much it holds, and of which documents.
   * @returns {Promise<import("./page_types.js").About>}
   */
  async about() {
    const { kinds = [], edges = [] } = this.data.scene ?? {};
    /** @type {[string, number][]} */
    const held = kinds.map(({ many, count }) => [many.toLowerCase(), count]);
    return {
      built: null, version: this.data.about?.version ?? "", unknown: [], unread: [], part: true,
      counts: [...held, ["links", edges.length], ["documents quoted", this.quoted().size]],
    };
  }

  async documents() {
    return [...this.quoted()].map(([key, lines]) => ({ key, name: counted(lines.length, "line") }))
      .sort((a, b) => inOrder(a.key, b.key));
  }

  /**
   * Return the lines of a document that the file quotes.
   * @param {string} key
   */
  async document(key) {
    const lines = this.quoted().get(key);
    if (!lines) throw new Error(ONLY_A_FILE);
    return { title: key, summary: `${counted(lines.length, "line")} of it, which this file quotes`, lines };
  }

  /** @returns {Map<string, Line[]>} the lines that the file quotes, by their document */
  quoted() {
    /** @type {Map<string, Map<string, Line>>} */
    const found = new Map();
    const details = Object.values(this.data.details).flatMap((one) => one.evidence);
    for (const line of [...this.data.scene?.evidence ?? [], ...details]) {
      if (!line.line || line.source.endsWith(".ttl")) continue;
      const own = found.get(line.source) ?? new Map();
      const known = own.get(line.where);
      if (!known || known.quote.length < line.quote.length) own.set(line.where, line);
      found.set(line.source, own);
    }
    return new Map([...found].map(([key, own]) => [key, [...own.values()].sort((a, b) => a.line - b.line)]));
  }
}

/**
 * @param {SceneNode} node
 * @param {string} wanted
 * @returns {{rank: number, matched: string | null}}
 */
function nearest(node, wanted) {
  const own = rankOf(folded(node.name), wanted);
  let best = { rank: own, matched: /** @type {string | null} */ (null) };
  for (const alias of [...(node.aliases ?? []), node.id]) {
    const rank = rankOf(folded(alias), wanted) + (alias === node.id ? 5 : 0.5);
    if (rank < best.rank) best = { rank, matched: alias === node.id ? null : alias };
  }
  return best;
}

/**
 * Rank a name: itself, its begin, the begin of a word, a part; then what is mistyped.
 * @param {string} name
 * @param {string} wanted
 */
function rankOf(name, wanted) {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  if (name.includes(` ${wanted}`)) return 2;
  if (name.includes(wanted)) return 3;
  const slips = wanted.length < 4 ? 0 : wanted.length < 7 ? 1 : 2;
  const begins = [name, ...name.split(" ")].map((word) => (
    Math.min(distance(word, wanted), distance(word.slice(0, wanted.length), wanted))));
  return Math.min(...begins) <= slips ? 4 : 9;
}
