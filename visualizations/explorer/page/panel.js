// The panel: the screen's own words, or what is selected, with a way back.

import { elementById, button, fill, make, said } from "./elements.js";
import { edgeBody, fromScene, nodeBody } from "./details.js";
import { heldIn, regain } from "./focus_kept.js";
import { counted, seenWords } from "./words.js";

/** @typedef {import("./page_types.js").App} App */
/** @typedef {import("./page_types.js").View} View */

export class Panel {
  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.place = elementById("panel");
    this.shown = "";
  }

  /** @param {boolean} on */
  busy(on) {
    this.place.setAttribute("aria-busy", String(on));
    if (on) this.app.status("Asking …");
  }

  /** Show again what is shown: something of it has changed. */
  renew() {
    const top = this.place.scrollTop;
    this.shown = "";
    return this.show(this.app.turn).then(() => { this.place.scrollTop = top; });
  }

  /**
   * Show what the address says.
   * @param {number} mine the turn, for an answer that comes late is dropped
   */
  async show(mine) {
    const { app } = this;
    const { selection, view } = app;
    const chosen = selection && ("node" in selection ? selection.node : selection.edge);
    const key = JSON.stringify([app.route.screen, app.route.params, chosen]);
    const fresh = this.shown !== key;
    this.shown = key;
    this.report();
    if (!fresh) return;
    elementById("hover").hidden = true;
    if (!selection) this.put(view?.title ?? "", app.body, { inside: false, fresh });
    else if ("edge" in selection) this.put("", edgeBody(app, selection.edge), { inside: true, fresh });
    else await this.showNode(selection.node, mine, fresh);
  }

  /**
   * Show a node as the drawing knows it, and then all that the source knows.
   * @param {string} id
   * @param {number} mine
   * @param {boolean} fresh
   */
  async showNode(id, mine, fresh) {
    const { app } = this;
    const drawn = app.model.nodes.get(id);
    if (drawn) this.put("", nodeBody(app, fromScene(app, drawn)), { inside: true, fresh });
    const bubble = drawn?.kind === "Community";
    const details = bubble ? null : await app.source.node(id).catch(() => null);
    if (mine !== app.turn) return;
    if (details) {
      const node = drawn ? { ...details.node, more: drawn.more } : details.node;
      app.names.learn(node);
      this.put("", nodeBody(app, { ...details, node }), { inside: true, fresh: fresh && !drawn });
    } else if (!drawn) {
      const none = make("p", { className: "none", text: "This is not in the drawing." });
      this.put("", [none], { inside: true, fresh });
    }
  }

  /**
   * @param {string} title
   * @param {ReturnType<View["build"]>} body
   * @param {{inside: boolean, fresh: boolean}} how whether a way back leads out, and it is new
   */
  put(title, body, { inside, fresh }) {
    const { app, place } = this;
    const top = place.scrollTop;
    const own = app.route.screen === "node" && !app.route.view.sel;
    const held = heldIn(place);
    const back = inside && app.view && !own
      ? button(`← ${app.view.back ?? "Back"}`, () => app.select(null), "back")
      : app.route.screen === "document" ? button("← Back", () => app.visits.back(app), "back") : null;
    fill(place, back, title ? said(title, "h1") : null, ...body);
    regain(place, held);
    place.scrollTop = fresh ? 0 : top;
    document.title = `${title || app.view?.title || "Explorer"} – commonground`;
    if (fresh && inside) elementById("sheet").dispatchEvent(new Event("filled"));
  }

  /**
   * Show what was here, as it was left.
   * @param {string} title
   * @param {Node[]} shown
   * @param {string} key
   * @param {number} top
   */
  restore(title, shown, key, top) {
    fill(this.place, ...shown);
    this.shown = key;
    this.place.scrollTop = top;
    document.title = `${title || "Explorer"} – commonground`;
    this.report();
    this.place.focus({ preventScroll: true });
  }

  /** Say in the status line what is selected, or how much is drawn. */
  report() {
    const { model, selection, status } = this.app;
    const node = selection && "node" in selection ? model.nodes.get(selection.node) : null;
    const drawn = seenWords(this.app.stage.seen());
    const links = node ? counted(model.touching(node.id).length, "link") : "";
    status(node ? `Selected: ${node.name}, ${node.kind}, ${links}` : drawn);
  }
}
