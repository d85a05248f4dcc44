// What is drawn: nodes, links and the lines that they cite.

import { folded } from "./words.js";

/** @typedef {import("./types.js").SceneNode} SceneNode */
/** @typedef {import("./types.js").SceneEdge} SceneEdge */
/** @typedef {import("./types.js").Scene} Scene */
/** @typedef {import("./types.js").Part} Part */
/** @typedef {{edge: SceneEdge, other: string, forward: boolean}} Link */

export class SceneModel {
  constructor() {
    /** @type {Map<string, SceneNode>} */
    this.nodes = new Map();
    /** @type {Map<string, SceneEdge>} */
    this.edges = new Map();
    /** @type {import("./types.js").Line[]} */
    this.evidence = [];
    /** @type {Map<string, Link[]> | null} */
    this.links = null;
  }

  /** @param {Scene} scene */
  show(scene) {
    this.nodes = new Map(scene.nodes.map((node) => [node.id, node]));
    this.edges = new Map(scene.edges.map((edge) => [edge.id, edge]));
    this.evidence = [...scene.evidence];
    this.links = null;
  }

  /**
   * Return the links of a node; those of a pair stand beside each other.
   * @param {string} id
   * @returns {Link[]}
   */
  touching(id) {
    if (!this.links) {
      /** @type {Map<string, Link[]>} */
      const found = new Map([...this.nodes.keys()].map((node) => [node, []]));
      for (const edge of this.edges.values()) {
        found.get(edge.from)?.push({ edge, other: edge.to, forward: true });
        if (edge.from === edge.to) continue;
        found.get(edge.to)?.push({ edge, other: edge.from, forward: false });
      }
      this.links = found;
    }
    return this.links.get(id) ?? [];
  }

  /**
   * Return the links between two nodes.
   * @param {string} a
   * @param {string} b
   */
  between(a, b) {
    return this.touching(a).filter((link) => link.other === b).map((link) => link.edge);
  }

  /**
   * Add the lines of another answer to ours; return where each stands now.
   * @param {import("./types.js").Line[]} lines
   * @returns {number}
   */
  cite(lines) {
    const from = this.evidence.length;
    this.evidence.push(...lines);
    return from;
  }

  /**
   * Return what of a part is new here, its lines cited as ours.
   * @param {Part} part
   * @returns {Part}
   */
  fresh(part) {
    const nodes = part.nodes.filter((node) => !this.nodes.has(node.id));
    const there = new Set([...this.nodes.keys(), ...nodes.map((node) => node.id)]);
    const from = this.cite(part.evidence ?? []);
    const edges = part.edges
      .filter((edge) => !this.edges.has(edge.id) && there.has(edge.from) && there.has(edge.to))
      .map((edge) => ({ ...edge, evidence: edge.evidence.map((number) => number + from) }));
    return { ...part, nodes, edges, evidence: [] };
  }

  /**
   * Return the ids of nodes that are called as one of these, whatever else is said to tell them apart.
   * @param {string[]} names
   */
  called(names) {
    const plain = (/** @type {string} */ name) => folded(name.replace(/ \([^()]*\)$/, ""));
    const wanted = new Set(names.map(plain));
    return [...this.nodes.values()].filter(({ name }) => wanted.has(plain(name))).map(({ id }) => id);
  }

  /**
   * Return what nodes are called, by id, as far as they are drawn.
   * @param {string[]} ids
   * @returns {Record<string, string>}
   */
  names(ids) {
    return Object.fromEntries(ids.flatMap((id) => this.nodes.get(id) ?? []).map(({ id, name }) => [id, name]));
  }

  /**
   * Call nodes otherwise.
   * @param {Record<string, string>} names by id
   */
  rename(names) {
    for (const [id, name] of Object.entries(names)) {
      const node = this.nodes.get(id);
      if (node) node.name = name;
    }
  }

  /**
   * Return the nodes and all that touches them.
   * @param {Iterable<string>} ids
   * @returns {Part}
   */
  part(ids) {
    const away = new Set(ids);
    const nodes = [...away].flatMap((id) => this.nodes.get(id) ?? []);
    const loose = (/** @type {SceneEdge} */ edge) => away.has(edge.from) || away.has(edge.to);
    return { nodes, edges: [...this.edges.values()].filter(loose), evidence: [], more: 0, said: "" };
  }

  /** @param {Part} part */
  put(part) {
    for (const node of part.nodes) this.nodes.set(node.id, node);
    for (const edge of part.edges) this.edges.set(edge.id, edge);
    this.links = null;
  }

  /** @param {Part} part */
  take(part) {
    for (const node of part.nodes) this.nodes.delete(node.id);
    for (const edge of part.edges) this.edges.delete(edge.id);
    this.links = null;
  }

  /**
   * Return the nodes that hang on this one alone: what expanding it brought, or would bring back.
   * @param {string} id
   * @param {Set<string>} kept
   */
  leaves(id, kept) {
    const alone = (/** @type {string} */ other) => other !== id && !kept.has(other)
      && this.touching(other).every((link) => link.other === id || link.other === other);
    return [...new Set(this.touching(id).map((link) => link.other))].filter(alone);
  }
}
