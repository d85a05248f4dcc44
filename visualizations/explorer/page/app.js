// The page's state, and what every screen may ask of it: show, light, expand, go elsewhere.

import { addressOf, parsed, sameQuestion } from "./address.js";
import { byId, make, said, button, fill } from "./elements.js";
import { edgeBody, fromScene, nodeBody } from "./details.js";
import { showLegend } from "./legend.js";
import { Model } from "./model.js";
import { screenOf } from "./screens.js";
import { showTables } from "./table.js";
import { withNames } from "./naming.js";
import { Growth } from "./growth.js";
import { counted } from "./words.js";

/** @typedef {import("./page_types.js").Route} Route */
/** @typedef {import("./page_types.js").View} View */
/** @typedef {import("./page_types.js").Answer} Answer */
/** @typedef {import("./page_types.js").PageData} PageData */
/** @typedef {import("./page_types.js").Source} Source */
/** @typedef {import("./page_types.js").Selection} Selection */
/** @typedef {import("./types.js").SceneNode} SceneNode */
/** @typedef {import("./types.js").SceneEdge} SceneEdge */

export class App {
  /**
   * @param {PageData} data
   * @param {Source} source
   */
  constructor(data, source) {
    this.source = source;
    this.model = new Model();
    this.looks = new Map(data.kinds.map((look) => [look.kind, look]));
    this.families = new Map(data.families.map(({ family, words }) => [family, words]));
    this.forms = new Map(data.forms.map((form) => [form.name, form]));
    /** @type {Map<string, string>} */
    this.names = new Map();
    /** @type {Map<string, string>} */
    this.kinds = new Map();
    this.filter = { kinds: new Set(), families: new Set(), /** @type {number | null} */ from: null, /** @type {number | null} */ to: null, faded: false };
    this.sized = "links";
    this.coloured = "kind";
    this.dark = matchMedia("(prefers-color-scheme: dark)").matches;
    /** @type {Set<string>} */
    this.pinned = new Set();
    this.advert = "";
    /** @type {Answer | null} */
    this.scene = null;
    /** @type {View | null} */
    this.view = null;
    /** @type {Route} */
    this.route = { screen: "", params: {}, view: {} };
    this.turn = 0;
    /** @type {any} the stage, which main.js makes */
    this.stage = null;
    this.growth = new Growth(this);
  }

  // ---- where we are ----------------------------------------------------------------------------

  /**
   * @param {Route} route
   * @param {{replace?: boolean}} [how]
   */
  go(route, { replace = false } = {}) {
    const address = addressOf(route);
    if (replace) history.replaceState({ route }, "", address);
    else history.pushState({ route }, "", address);
    return this.arrive(route);
  }

  /** Follow the address, as it stands after a link, a step back or a reload. */
  follow() {
    const kept = history.state?.route;
    return this.arrive(kept && addressOf(kept) === addressOf(parsed(location.hash)) ? kept : parsed(location.hash));
  }

  /**
   * Change how the screen is looked at, and keep its address true.
   * @param {Record<string, string>} changes
   * @param {{replace?: boolean}} [how]
   */
  look(changes, how) {
    const view = { ...this.route.view, ...changes };
    for (const key of Object.keys(view)) if (!view[key]) delete view[key];
    return this.go({ ...this.route, view }, how);
  }

  /** @param {Route} route */
  async arrive(route) {
    const known = this.view && sameQuestion(route, this.route);
    this.route = route;
    this.turn += 1;
    const mine = this.turn;
    if (!known || route.screen === "match") {
      this.busy(true);
      const view = await screenOf(this, route).catch((error) => failed(error));
      if (mine !== this.turn) return;
      this.view = view;
      this.busy(false);
      await this.growth.replay(route.view.open ?? "");
      if (mine !== this.turn) return;
    }
    this.applyView();
    await this.showPanel(mine);
  }

  /** @param {boolean} on */
  busy(on) {
    byId("panel").setAttribute("aria-busy", String(on));
    if (on) this.status("Asking …");
  }

  // ---- the panel -------------------------------------------------------------------------------

  /** @returns {Selection} */
  get selection() {
    const sel = this.route.view.sel ?? "";
    if (sel.startsWith("link.")) return { edge: sel.slice(5) };
    if (sel) return { node: sel };
    return this.route.screen === "node" ? { node: this.route.params.id?.[0] ?? "" } : null;
  }

  /** @param {number} [mine] */
  async showPanel(mine = this.turn) {
    const selection = this.selection;
    const chosen = selection && ("node" in selection ? selection.node : selection.edge);
    const key = `${this.route.screen} ${JSON.stringify(this.route.params)} ${chosen ?? ""}`;
    const fresh = byId("panel").dataset.shown !== key;
    byId("panel").dataset.shown = key;
    if (!selection) this.fillPanel(this.view?.title ?? "", this.view?.body ?? [], false, fresh);
    else if ("edge" in selection) this.fillPanel("", edgeBody(this, selection.edge), true, fresh);
    else await this.showNode(selection.node, mine, fresh);
    this.report();
  }

  /**
   * @param {string} id
   * @param {number} mine
   * @param {boolean} fresh
   */
  async showNode(id, mine, fresh) {
    const drawn = this.model.nodes.get(id);
    if (drawn) this.fillPanel("", nodeBody(this, fromScene(this, drawn)), true, fresh);
    const details = await this.source.node(id).catch((error) => (drawn ? null : failed(error)));
    if (mine !== this.turn) return;
    if (details && "body" in details) this.fillPanel(details.title, details.body, true, fresh);
    else if (details) {
      const node = drawn ? { ...details.node, more: drawn.more } : details.node;
      this.fillPanel("", nodeBody(this, { ...details, node }), true, false);
    } else if (!drawn) this.fillPanel("", [make("p", { className: "none", text: "This is not in the drawing." })], true, fresh);
  }

  /**
   * @param {string} title
   * @param {View["body"]} body
   * @param {boolean} inside whether a way back leads out of it
   * @param {boolean} fresh whether it is another screen than before
   */
  fillPanel(title, body, inside, fresh) {
    const panel = byId("panel");
    const top = panel.scrollTop;
    const back = inside && this.view && !(this.route.screen === "node" && !this.route.view.sel)
      ? button(`← ${this.view.back ?? "Back"}`, () => this.select(null), "back") : null;
    fill(panel, back, title ? said(title, "h1") : null, ...body);
    panel.scrollTop = fresh ? 0 : top;
    document.title = `${title || this.view?.title || "commonground"} – commonground`;
    byId("sheet").dispatchEvent(new CustomEvent("filled", { detail: fresh && inside }));
  }

  /** @param {string} text */
  status(text) {
    byId("status").textContent = text;
  }

  report() {
    const id = this.selection && "node" in this.selection ? this.selection.node : null;
    const node = id ? this.model.nodes.get(id) : null;
    const drawn = `${counted(this.model.nodes.size, "node")}, ${counted(this.model.edges.size, "link")}`;
    this.status(node ? `Selected: ${node.name}, ${node.kind}, ${counted(this.model.touching(node.id).length, "link")}` : drawn);
  }

  // ---- what is selected and lit ----------------------------------------------------------------

  /** @param {Selection} what */
  select(what) {
    const sel = !what ? "" : "node" in what ? what.node : `link.${what.edge}`;
    if (!what && this.route.screen === "node" && !this.route.view.sel) return this.go({ screen: "start", params: {}, view: {} });
    return sel === (this.route.view.sel ?? "") ? undefined : this.look({ sel });
  }

  /**
   * Go to a node: in the drawing if it is there, else to its own screen.
   * @param {string} id
   */
  openNode(id) {
    this.toggleTable(false);
    byId("panel").focus({ preventScroll: true });
    const node = this.model.nodes.get(id);
    if (!node) return this.go({ screen: "node", params: { id: [id] }, view: {} });
    if (!this.isShown(node)) this.unfilter(node);
    this.stage.fit([id, ...this.model.touching(id).map((link) => link.other)]);
    return this.select({ node: id });
  }

  /** @param {SceneNode} node */
  unfilter(node) {
    this.filter.kinds.delete(node.kind);
    this.setFilter({ from: null, to: null });
    this.legend();
  }

  /**
   * @param {string[] | null} ids
   * @param {{fit?: boolean}} [how]
   */
  light(ids, { fit = false } = {}) {
    const there = ids?.filter((id) => this.model.nodes.has(id)) ?? null;
    this.lit = there?.length ? there : null;
    this.stage.light(this.lit ?? this.around());
    if (fit && this.lit) this.stage.fit(this.lit);
  }

  /**
   * Light what the pointer or the focus is on in the panel, and then what was lit before.
   * @param {string[] | null} ids
   * @param {string} [edge]
   */
  preview(ids, edge) {
    const there = ids?.filter((id) => this.model.nodes.has(id)) ?? null;
    this.stage.light(there?.length ? there : this.lit ?? this.around());
    const own = this.selection && "node" in this.selection ? [this.selection.node] : [];
    const link = edge ?? (this.selection && "edge" in this.selection ? this.selection.edge : null);
    this.stage.select({ nodes: own, edges: link ? [link] : [] });
  }

  /** What is lit because it is selected: a node with its neighbours, a link with its ends. */
  around() {
    const selection = this.selection;
    if (selection && "node" in selection && this.model.nodes.has(selection.node)) {
      return [selection.node, ...this.model.touching(selection.node).map((link) => link.other)];
    }
    const edge = selection && "edge" in selection ? this.model.edges.get(selection.edge) : null;
    return edge ? [edge.from, edge.to] : null;
  }

  // ---- the drawing -----------------------------------------------------------------------------

  /** @param {Answer} scene */
  show(scene) {
    this.scene = scene;
    this.model.show(scene);
    this.pinned.clear();
    this.lit = null;
    for (const node of scene.nodes) this.learn(node);
    this.stage.show({ ...scene, kinds: [...this.looks.values()] });
    byId("empty").hidden = scene.nodes.length > 0;
    byId("drawing").setAttribute("aria-label", `Drawing of ${counted(scene.nodes.length, "node")} and ${counted(scene.edges.length, "link")}`);
    this.legend();
  }

  legend() {
    showLegend(this, byId("filters"));
  }

  /** Bring the drawing to what the address says. */
  applyView() {
    const { view } = this.route;
    const set = (/** @type {string} */ text) => new Set(text ? text.split(",") : []);
    Object.assign(this.filter, {
      kinds: set(view.hide ?? ""), families: set(view.without ?? ""),
      from: view.from ? Number(view.from) : null, to: view.to ? Number(view.to) : null, faded: view.fade === "1",
    });
    this.sized = ["months", "centrality"].includes(view.size) ? view.size : "links";
    this.coloured = view.colour === "community" ? "community" : "kind";
    this.stage.filter(this.filter);
    this.stage.sizeBy(this.sized);
    this.stage.colourBy(this.coloured);
    this.lit = null;
    this.preview(null);
    if (!byId("filters").contains(document.activeElement)) this.legend();
  }

  /** @param {Partial<App["filter"]>} changes */
  setFilter(changes) {
    Object.assign(this.filter, changes);
    const { kinds, families, from, to, faded } = this.filter;
    const text = (/** @type {number | null} */ month) => (month === null ? "" : String(month));
    this.look({
      hide: [...kinds].join(","), without: [...families].join(","), from: text(from), to: text(to), fade: faded ? "1" : "",
    }, { replace: true });
  }

  /** @param {string} by */
  sizeBy(by) { this.look({ size: by === "links" ? "" : by }, { replace: true }); }

  /** @param {string} by */
  colourBy(by) { this.look({ colour: by === "kind" ? "" : by }, { replace: true }); }

  /** @param {{kind: string, first?: number | null, last?: number | null}} node */
  isShown(node) {
    return !this.filter.kinds.has(node.kind) && this.inTime(node);
  }

  /** @param {SceneEdge} edge */
  isShownEdge(edge) {
    const ends = [this.model.nodes.get(edge.from), this.model.nodes.get(edge.to)];
    return !this.filter.families.has(edge.family) && this.inTime(edge) && ends.every((node) => node && this.isShown(node));
  }

  /** @param {{first?: number | null, last?: number | null}} thing */
  inTime({ first, last }) {
    const { from, to } = this.filter;
    return !((from !== null && last !== null && last !== undefined && last < from)
      || (to !== null && first !== null && first !== undefined && first > to));
  }

  /** @returns {Map<string, {x: number, y: number}>} */
  places() {
    const found = this.stage.positions();
    return found instanceof Map ? found : new Map(Object.entries(found));
  }

  /** @param {boolean} [open] */
  toggleTable(open = byId("tables").hidden) {
    if (open) showTables(this, byId("tables"));
    byId("tables").hidden = !open;
    byId("stage").hidden = open;
    byId("table").setAttribute("aria-pressed", String(open));
    if (open) byId("tables").focus();
  }

  // ---- growing and shrinking -------------------------------------------------------------------

  /** @param {string} id */
  expand(id) { return this.growth.expand(id); }

  /** @param {string} id */
  collapse(id) { this.growth.collapse(id); }

  /** @param {string} id */
  hide(id) { this.growth.hide(id); }

  /** @param {string} id */
  hasLeaves(id) { return this.growth.leaves(id).length > 0; }

  /** @param {string} id */
  hasHidden(id) { return this.growth.hasHidden(id); }

  /** @param {string} id */
  pin(id) {
    const on = !this.pinned.has(id);
    if (on) this.pinned.add(id);
    else this.pinned.delete(id);
    this.stage.pin(id, on);
    this.showPanel();
  }

  // ---- asking ----------------------------------------------------------------------------------

  /**
   * @param {string} question
   * @param {Record<string, any>} parameters
   */
  async ask(question, parameters) {
    const answer = withNames(await this.source.ask(question, parameters), this.names);
    this.show(answer);
    return answer;
  }

  /** @param {string} text */
  async matched(text) {
    const answer = await this.source.match(text);
    this.show(answer);
    return answer;
  }

  /** @param {{id: string, name: string, kind: string}} node */
  learn({ id, name, kind }) {
    this.names.set(id, name);
    this.kinds.set(id, kind);
  }

  /** @param {string} id */
  kindOf(id) { return this.model.nodes.get(id)?.kind ?? this.kinds.get(id) ?? ""; }

  /**
   * Learn what ids of an address are called, before a screen says their names.
   * @param {string[]} ids
   */
  async learnNames(ids) {
    const unknown = ids.filter((id) => !this.names.has(id) && this.source.asks);
    const found = await Promise.all(unknown.map((id) => this.source.node(id).catch(() => null)));
    for (const details of found) if (details) this.learn(details.node);
  }
}

/**
 * @param {Error} error
 * @returns {View}
 */
function failed(error) {
  return { title: "Not answered", scene: null, back: "Back", body: [make("p", { className: "notes error", role: "alert", text: error.message })] };
}
