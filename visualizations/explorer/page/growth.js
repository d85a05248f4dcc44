// Expanding, collapsing and hiding nodes, step by step, so that each step can be undone.

/** @typedef {import("./page_types.js").App} App */
/** @typedef {import("./types.js").Part} Part */
/** @typedef {Record<string, string>} Look */
/** @typedef {{added: Part | null, removed: Part | null, parent: string, words: string, from?: Look, to?: Look, at?: number}} Step */

import { joinCommunities } from "./communities.js";

const MOST_KNOWN = 200;
const SLIDING = 1000; // milliseconds
const MOST_OPENED = 20; // nodes that an address expands again

export class Growth {
  /** @param {App} app */
  constructor(app) {
    this.app = app;
    /** @type {Step[]} */
    this.done = [];
    /** @type {Step[]} */
    this.undone = [];
    /** @type {Map<string, Part>} what was taken away, by the node it hung on */
    this.away = new Map();
    /** @type {unknown} */
    this.scene = null;
  }

  /** Begin anew where the drawing is another. */
  renew() {
    if (this.scene === this.app.scene) return;
    this.scene = this.app.scene;
    this.done = [];
    this.undone = [];
    this.away.clear();
  }

  /**
   * @param {string} id
   * @param {{remember?: boolean}} [how] whether the address shall say it
   */
  async expand(id, { remember = true } = {}) {
    this.renew();
    const { app } = this;
    const kept = this.away.get(id);
    const part = kept ?? await app.source.neighbours(id, this.known(id))
      .catch((error) => { app.status(error.message); return null; });
    if (!part || !app.model.nodes.has(id)) return;
    const fresh = kept ?? app.model.fresh(part);
    const said = part.said || (part.more ? `+${part.more} more` : "");
    const node = app.model.nodes.get(id);
    if (node) node.more = part.more ?? 0;
    if (!fresh.nodes.length && !fresh.edges.length) {
      app.status(said || "Nothing more is linked to it.");
      return;
    }
    this.away.delete(id);
    this.step({ added: fresh, removed: null, parent: id, words: "Expanded" });
    if (remember) this.remember(id, true);
    const name = node?.name ?? "";
    app.status(`${name}: ${fresh.nodes.length} added${said ? ` · ${said}` : ""}`);
  }

  /**
   * Return what is drawn, the node's own neighbours first, as far as an address can hold it.
   * @param {string} id
   */
  known(id) {
    const beside = this.app.model.touching(id).map((link) => link.other);
    return [...new Set([...beside, ...this.app.model.nodes.keys()])].slice(0, MOST_KNOWN);
  }

  /**
   * Return the nodes that hang on this one alone and are not what the drawing is about.
   * @param {string} id
   */
  leaves(id) {
    const { app } = this;
    return app.model.leaves(id, new Set([...app.scene?.focus ?? [], ...app.pinned]));
  }

  /** @param {string} id */
  hasHidden(id) {
    this.renew();
    return this.away.has(id);
  }

  /** @param {string} id */
  collapse(id) {
    this.renew();
    const part = this.app.model.part(this.leaves(id));
    if (!part.nodes.length) return;
    this.away.set(id, this.placed(part));
    this.step({ added: null, removed: this.placed(part), parent: id, words: "Collapsed" });
    this.remember(id, false);
    this.app.status(`Collapsed: ${part.nodes.length} put away`);
  }

  /** @param {string} id */
  hide(id) {
    this.renew();
    const part = this.placed(this.app.model.part([id]));
    this.step({ added: null, removed: part, parent: id, words: "Hidden" });
    this.app.select(null);
    this.app.status(`Hidden: ${part.nodes[0]?.name ?? ""}. Undo brings it back.`);
  }

  /**
   * Remember that the filter is another now; a slider that moves on is one step.
   * @param {Look} to
   */
  filtered(to) {
    this.renew();
    const { view } = this.app.route;
    const from = Object.fromEntries(Object.keys(to).map((key) => [key, view[key] ?? ""]));
    const changed = Object.keys(to).filter((key) => to[key] !== from[key]);
    if (!changed.length) return;
    const now = performance.now();
    const last = this.done[this.done.length - 1];
    const sliding = last?.from && changed.every((key) => key === "from" || key === "to")
      && now - (last.at ?? 0) < SLIDING && last.words === "Years";
    if (last && sliding) Object.assign(last, { to, at: now });
    else {
      const words = changed.includes("from") || changed.includes("to") ? "Years" : "Filter";
      this.done.push({ added: null, removed: null, parent: "", words, from, to, at: now });
    }
    this.undone = [];
  }

  /** Show all again: what the legend and the years took away, and what was hidden. */
  showAll() {
    this.renew();
    const { app } = this;
    const gone = this.done.flatMap((step) => (step.words === "Hidden" && step.removed ? [step.removed] : []));
    const nodes = new Map(gone.flatMap((part) => part.nodes).map((node) => [node.id, node]));
    for (const id of app.model.nodes.keys()) nodes.delete(id);
    const there = (/** @type {string} */ id) => nodes.has(id) || app.model.nodes.has(id);
    const edges = new Map(gone.flatMap((part) => part.edges).map((edge) => [edge.id, edge]));
    const added = {
      nodes: [...nodes.values()], evidence: [], more: 0, said: "",
      edges: [...edges.values()].filter((edge) => there(edge.from) && there(edge.to)),
    };
    if (nodes.size) this.step({ added, removed: null, parent: added.nodes[0].id, words: "Shown" });
    app.filter.clear();
    app.setFilter({});
    app.legend();
  }

  undo() {
    this.renew();
    const step = this.done.pop();
    if (!step) return this.app.status("Nothing to undo in the drawing; the browser’s Back takes back a change to the question.");
    this.apply({ ...step, added: step.removed, removed: step.added, to: step.from });
    this.undone.push(step);
    this.app.status(`Undone: ${step.words.toLowerCase()}`);
  }

  redo() {
    this.renew();
    const step = this.undone.pop();
    if (!step) return this.app.status("Nothing to redo.");
    this.apply(step);
    this.done.push(step);
    this.app.status(`Again: ${step.words.toLowerCase()}`);
  }

  /** @param {Step} step */
  step(step) {
    this.apply(step);
    this.done.push(step);
    this.undone = [];
  }

  /** @param {Step} step */
  apply({ added, removed, parent, to }) {
    const { app } = this;
    if (to) {
      app.look(to, { replace: true });
      return app.legend();
    }
    if (removed) {
      Object.assign(removed, this.placed(removed));
      app.model.take(removed);
      app.stage.remove([...removed.nodes, ...removed.edges].map((one) => one.id));
    }
    if (added) {
      joinCommunities(app, added, parent);
      app.model.put(added);
      for (const node of added.nodes) app.names.learn(node);
      app.stage.add(added, parent);
    }
    app.legend();
    app.lighting.preview(null);
    app.panel.renew();
  }

  /**
   * Return a part with its nodes where they stand now.
   * @param {Part} part
   * @returns {Part}
   */
  placed(part) {
    const places = this.app.places();
    return { ...part, nodes: part.nodes.map((node) => ({ ...node, ...places.get(node.id) })) };
  }

  /**
   * Keep in the address what was expanded, without a step of the history.
   * @param {string} id
   * @param {boolean} open
   */
  remember(id, open) {
    const known = (this.app.route.view.open ?? "").split(",").filter((one) => one && one !== id);
    const ids = open ? [...known, id] : known;
    this.app.look({ open: ids.slice(-MOST_OPENED).join(",") }, { replace: true });
  }

  /**
   * Expand again what an address says was expanded.
   * @param {string} ids
   */
  async replay(ids) {
    this.renew();
    for (const id of ids.split(",").filter(Boolean).slice(0, MOST_OPENED)) {
      if (this.app.model.nodes.has(id)) await this.expand(id, { remember: false });
    }
  }
}
