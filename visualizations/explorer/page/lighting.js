// What of the drawing is lit: what is selected, what a reason is about, what the pointer is on.

/** @typedef {import("./page_types.js").App} App */

export class Lighting {
  /** @param {App} app */
  constructor(app) {
    this.app = app;
    /** @type {string[] | null} what stays lit until something else is */
    this.lit = null;
  }

  /**
   * @param {string[] | null} ids
   * @param {{fit?: boolean}} [how]
   */
  light(ids, { fit = false } = {}) {
    this.lit = this.drawn(ids);
    this.preview(null);
    if (fit && this.lit) this.app.stage.fit(this.lit);
  }

  /**
   * Light what the pointer or the focus is on in the panel, and then what was lit before.
   * @param {string[] | null} ids
   * @param {string} [edge]
   */
  preview(ids, edge) {
    const { selection, stage } = this.app;
    stage.light(this.drawn(ids) ?? this.lit ?? this.around());
    const nodes = selection && "node" in selection ? [selection.node] : [];
    const link = edge ?? (selection && "edge" in selection ? selection.edge : null);
    stage.select({ nodes, edges: link ? [link] : [] });
  }

  /** @param {string[] | null} ids */
  drawn(ids) {
    const there = ids?.filter((id) => this.app.model.nodes.has(id)) ?? [];
    return there.length ? there : null;
  }

  /** Return what is lit because it is selected: a node with its neighbours, a link with its ends. */
  around() {
    const { model, selection } = this.app;
    if (!selection) return null;
    if ("node" in selection) {
      const beside = model.touching(selection.node).map((link) => link.other);
      const node = model.nodes.get(selection.node);
      // What is filtered away lights nothing: all else would stand dimmed for no reason to be seen.
      return node && this.app.filter.shows(node) ? [selection.node, ...beside] : null;
    }
    const edge = model.edges.get(selection.edge);
    return edge ? [edge.from, edge.to] : null;
  }
}
