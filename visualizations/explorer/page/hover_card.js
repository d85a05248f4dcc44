// What the pointer is on, said beside it: a node's name and kind, a link's words and first line.

import { elementById, fill, make, said } from "./elements.js";
import { quote, sign } from "./pieces.js";

/** @typedef {import("./page_types.js").App} App */

export class HoverCard {
  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.card = elementById("hover");
    // Before all else hears the key: whatever else it does, the tip does not stay.
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") this.hide(); }, true);
  }

  hide() {
    this.card.hidden = true;
  }

  /**
   * @param {import("./page_types.js").Selection} what
   * @param {number} x in pixels of the drawing
   * @param {number} y
   */
  show(what, x, y) {
    const inside = !what ? null : "edge" in what ? this.ofEdge(what.edge) : this.ofNode(what.node);
    if (!inside) return this.hide();
    fill(this.card, ...inside);
    this.card.hidden = false;
    const room = elementById("stage").getBoundingClientRect();
    const own = this.card.getBoundingClientRect();
    const left = Math.max(6, Math.min(x + 14, room.width - own.width - 6));
    const below = y + 18 + own.height < room.height;
    this.card.style.left = `${left}px`;
    this.card.style.top = `${below ? y + 18 : Math.max(6, y - own.height - 14)}px`;
  }

  /** @param {string} id */
  ofNode(id) {
    const node = this.app.model.nodes.get(id);
    if (!node) return null;
    const facts = node.facts.slice(0, 2).map(([label, text]) => `${label} ${text}`).join(" · ");
    return [make("p", { className: "kind" }, sign(this.app, node.kind), said(node.kind)), said(node.name, "strong"),
      facts ? make("p", {}, make("small", { text: facts, dir: "auto" })) : null];
  }

  /** @param {string} id */
  ofEdge(id) {
    const { model } = this.app;
    const edge = model.edges.get(id);
    if (!edge) return null;
    const [from, to] = [edge.from, edge.to].map((end) => model.nodes.get(end)?.name ?? "");
    const line = model.evidence[edge.evidence[0]];
    const facts = edge.facts.map(([, text]) => text).join(" · ");
    const rest = edge.evidence.length - 1;
    return [
      make("p", {}, said(from, "strong"), ` ${edge.forth} `, said(to, "strong"), facts ? ` · ${facts}` : ""),
      line ? make("ul", { className: "quotes" }, quote(this.app, line)) : null,
      rest > 0 ? make("p", {}, make("small", { text: `+${rest} more: click the link` })) : null,
    ];
  }
}
