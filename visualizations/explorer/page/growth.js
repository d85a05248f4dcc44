// Expanding, collapsing and hiding nodes, step by step, so that each step can be undone.

/** @typedef {import("./page_types.js").App} App */
/** @typedef {import("./types.js").Part} Part */
/** @typedef {import("./undoing.js").Look} Look */
/** @typedef {import("./undoing.js").Step} Step */

import { joinCommunities } from "./communities.js";
import { Undoing } from "./undoing.js";

const MOST_KNOWN = 200;
const SLIDING = 1000; // milliseconds
const MOST_OPENED = 20; // nodes that an address expands again

export class Growth {
  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.steps = new Undoing(app, (step) => this.apply(step));
    /** @type {Map<string, Part>} what was taken away, by the node it hung on */
    this.away = new Map();
    /** @type {unknown} */
    this.scene = null;
  }

  /** Begin anew where the drawing is another. */
  renew() {
    if (this.scene === this.app.scene) return;
    this.scene = this.app.scene;
    this.steps.clear();
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
    const part = kept ?? await this.neighbours(id).catch((error) => { app.status(error.message); return null; });
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
    const { names = {} } = part;
    const formerly = app.model.names(Object.keys(names));
    this.step({ added: fresh, removed: null, parent: id, words: "Expanded", names, formerly }, { again: !remember });
    if (remember) this.remember(id, true);
    const name = node?.name ?? "";
    app.status(`${name}: ${fresh.nodes.length} added${said ? ` · ${said}` : ""}`);
  }

  /**
   * Return what a node is expanded to. Who is told apart is so from what the address says is drawn:
   * of more than it can hold those count that are called as what comes.
   * @param {string} id
   */
  async neighbours(id) {
    const { model, source } = this.app;
    const known = this.known(id);
    const part = await source.neighbours(id, known);
    const alike = model.called(part.nodes.map(({ name }) => name)).filter((one) => !known.includes(one));
    return alike.length ? source.neighbours(id, [...alike, ...known].slice(0, MOST_KNOWN)) : part;
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
    const last = this.steps.done[this.steps.done.length - 1];
    const sliding = last?.from && changed.every((key) => key === "from" || key === "to")
      && now - (last.at ?? 0) < SLIDING && last.words === "Years";
    const words = changed.includes("from") || changed.includes("to") ? "Years" : "Filter";
    if (last && sliding) {
      Object.assign(last, { to, at: now });
      this.steps.undone = [];
    } else this.steps.push({ added: null, removed: null, parent: "", words, from, to, at: now });
  }

  /** Show all again: what the legend and the years took away, and what was hidden. */
  showAll() {
    this.renew();
    const { app } = this;
    const gone = this.steps.done.flatMap((step) => (step.words === "Hidden" && step.removed ? [step.removed] : []));
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
    const step = this.steps.undo();
    if (step?.words === "Expanded") this.remember(step.parent, false);
    if (step) this.app.status(`Undone: ${step.words.toLowerCase()}`);
  }

  redo() {
    this.renew();
    const step = this.steps.redo();
    if (step?.words === "Expanded") this.remember(step.parent, true);
    if (step) this.app.status(`Again: ${step.words.toLowerCase()}`);
  }

  /**
   * @param {Step} step
   * @param {{again?: boolean}} [how] whether it is no new step, but one that an address holds
   */
  step(step, how) {
    this.apply(step);
    this.steps.push(step, how);
  }

  /** @param {Step} step */
  apply({ added, removed, parent, to, names = {} }) {
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
    this.rename(names);
    app.legend();
    app.lighting.preview(null);
    app.panel.renew();
  }

  /** @param {Record<string, string>} names by id */
  rename(names) {
    const { model, names: known, stage } = this.app;
    model.rename(names);
    for (const [id, name] of Object.entries(model.names(Object.keys(names)))) known.learn({ id, name, kind: known.kindOf(id) });
    stage.renamed();
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
