// The page's state, and what every screen may ask of it: show, light, expand, go elsewhere.

import { addressOf, isLonger, parsed, sameQuestion } from "./address.js";
import { Visits } from "./visits.js";
import { elementById } from "./elements.js";
import { Filtering } from "./filtering.js";
import { Growth } from "./growth.js";
import { showLegend } from "./legend.js";
import { Lighting } from "./lighting.js";
import { Names } from "./names.js";
import { SceneModel } from "./scene_model.js";
import { withNames } from "./naming.js";
import { Panel } from "./panel.js";
import { failed, screenOf } from "./screens.js";
import { showTables } from "./table.js";

/** @typedef {import("./page_types.js").Route} Route */
/** @typedef {import("./page_types.js").View} View */
/** @typedef {import("./page_types.js").Answer} Answer */
/** @typedef {import("./page_types.js").PageData} PageData */
/** @typedef {import("./page_types.js").Source} Source */
/** @typedef {import("./page_types.js").Selection} Selection */
/** @typedef {import("./types.js").SceneNode} SceneNode */

export class App {
  /**
   * @param {PageData} data
   * @param {Source} source
   */
  constructor(data, source) {
    this.source = source;
    this.model = new SceneModel();
    this.filter = new Filtering(this.model);
    this.looks = new Map(data.kinds.map((look) => [look.kind, look]));
    this.families = new Map(data.families.map(({ family, words }) => [family, words]));
    this.forms = new Map(data.forms.map((form) => [form.name, form]));
    this.names = new Names(source);
    this.sized = "links";
    this.coloured = "kind";
    this.dark = false;
    /** @type {Set<string>} */
    this.pinned = new Set();
    this.lighting = new Lighting(this);
    this.advert = "";
    this.sorts = /** @type {Map<string, {head: string, turn: number}>} of each table */ (new Map());
    /** @type {Answer | null} */
    this.scene = null;
    /** @type {View | null} */
    this.view = null;
    /** @type {ReturnType<View["build"]>} what the view put into the panel */
    this.body = [];
    /** @type {Route} */
    this.route = { screen: "", params: {}, view: {} };
    /** @type {Route | null} the route that the view answers; that of the address may be ahead */
    this.viewed = null;
    this.turn = 0;
    /** @type {any} the stage, which main.js makes */
    this.stage = null;
    this.growth = new Growth(this);
    this.visits = new Visits();
    this.panel = new Panel(this);
  }

  // ---- where we are ----------------------------------------------------------------------------

  /**
   * @param {Route} route
   * @param {{replace?: boolean}} [how]
   */
  go(route, { replace = false } = {}) {
    if (route.screen === "document") this.visits.keep(this, this.route);
    this.visits.write(route, replace);
    return this.arrive(route);
  }

  /** Follow the address, as it stands after a link, a step back or a reload. */
  async follow() {
    const read = parsed(location.hash);
    const kept = history.state?.route;
    const route = kept && addressOf(kept) === addressOf(read) ? kept : read;
    this.visits.arrived(route);
    const left = this.visits.take(route);
    await (left ? this.visits.resume(this, route, left) : this.arrive(route));
    this.visits.tell(this);
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
    const known = this.view && this.viewed && sameQuestion(route, this.viewed);
    const top = this.viewed && isLonger(this.viewed, route) ? this.panel.place.scrollTop : 0;
    this.route = route;
    this.turn += 1;
    const mine = this.turn;
    if (!known) {
      this.panel.busy(true);
      const view = await screenOf(this, route).catch(failed);
      if (mine !== this.turn) return;
      this.view = view;
      this.viewed = route;
      this.panel.shown = "";
      const scene = view.scene ?? (this.scene ? null : await this.source.map().catch(() => null));
      if (mine !== this.turn) return;
      if (scene) this.show(scene);
      this.body = view.build();
      this.panel.busy(false);
      await this.growth.replay(route.view.open ?? "");
      if (mine !== this.turn) return;
    }
    this.applyView();
    await this.panel.show(mine);
    if (top) this.panel.place.scrollTop = top;
  }

  /** Bring the drawing to what the address says. */
  applyView() {
    const { view } = this.route;
    this.filter.read(view);
    this.sized = ["months", "centrality"].includes(view.size) ? view.size : "links";
    this.coloured = view.colour === "community" ? "community" : "kind";
    this.stage.filter({ ...this.filter });
    this.stage.sizeBy(this.sized);
    this.stage.colourBy(this.coloured);
    this.lighting.light(null);
    const { nodes } = this.model;
    elementById("empty").textContent = nodes.size ? "All of it is filtered out: the legend brings it back." : "Nothing to draw.";
    elementById("empty").hidden = [...nodes.values()].some((node) => this.filter.shows(node));
    if (!elementById("filters").contains(document.activeElement)) this.legend();
    if (!elementById("tables").hidden) showTables(this, elementById("tables"));
  }

  /** @returns {Selection} */
  get selection() {
    const sel = this.route.view.sel ?? "";
    if (sel.startsWith("link.")) return { edge: sel.slice(5) };
    if (sel) return { node: sel };
    return this.route.screen === "node" ? { node: this.route.params.id?.[0] ?? "" } : null;
  }

  // ---- what is selected and lit ----------------------------------------------------------------

  /** @param {Selection} what */
  select(what) {
    const sel = !what ? "" : "node" in what ? what.node : `link.${what.edge}`;
    if (sel === (this.route.view.sel ?? "")) return undefined;
    const { sel: _, ...view } = this.route.view;
    if (!what && this.visits.isBehind({ ...this.route, view })) return history.back();
    return this.look({ sel });
  }

  /**
   * Go to a node: in the drawing if it is there, else to its own screen.
   * @param {string} id
   */
  openNode(id) {
    this.toggleTable(false);
    elementById("panel").focus({ preventScroll: true });
    const node = this.model.nodes.get(id);
    if (!node) return this.go({ screen: "node", params: { id: [id] }, view: {} });
    if (!this.filter.shows(node)) {
      this.filter.kinds.delete(node.kind);
      this.setFilter({ from: null, to: null });
    }
    this.stage.fit([id, ...this.model.touching(id).map((link) => link.other)]);
    return this.select({ node: id });
  }

  // ---- the drawing -----------------------------------------------------------------------------

  /** @param {Answer} scene */
  show(scene) {
    this.scene = scene;
    this.model.show(scene);
    this.pinned.clear();
    this.lighting.lit = null;
    for (const node of scene.nodes) this.names.learn(node);
    this.stage.show({ ...scene, kinds: [...this.looks.values()] });
  }

  legend() {
    showLegend(this, elementById("filters"));
  }

  /** @param {{from?: number | null, to?: number | null, faded?: boolean}} changes */
  setFilter(changes) {
    Object.assign(this.filter, changes);
    this.growth.filtered(this.filter.written());
    this.look(this.filter.written(), { replace: true });
  }

  /** @param {boolean} dark */
  repaint(dark) {
    this.dark = dark;
    this.stage.theme(dark ? "dark" : "light");
    this.legend();
    this.body = this.view?.build() ?? [];
    this.panel.renew();
  }

  /** @param {boolean} [open] */
  toggleTable(open = elementById("tables").hidden) {
    elementById("tables").hidden = !open;
    elementById("stage").hidden = open;
    elementById("table").setAttribute("aria-pressed", String(open));
    if (!open) return;
    elementById("sheet").dispatchEvent(new Event("lowered"));
    showTables(this, elementById("tables"));
    elementById("tables").focus();
  }

  /** @param {string} id */
  pin(id) {
    const on = !this.pinned.has(id);
    if (on) this.pinned.add(id);
    else this.pinned.delete(id);
    this.stage.pin(id, on);
    this.panel.renew();
  }

  /** @param {string} text */
  status(text) {
    elementById("status").textContent = text;
  }

  /** @returns {Map<string, {x: number, y: number}>} */
  places() {
    const found = /** @type {Map<string, {x: number, y: number}>} */ (this.stage.positions());
    return new Map([...found].map(([id, { x, y }]) => [id, { x, y }]));
  }

  // ---- asking ----------------------------------------------------------------------------------

  /**
   * @param {string} question
   * @param {Record<string, any>} parameters
   */
  async ask(question, parameters) {
    return withNames(await this.source.ask(question, parameters), (id) => this.names.of(id));
  }
}
