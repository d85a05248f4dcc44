// Where the keys are: at a node, or at one of its edges.

/** @import { DrawnEdge, DrawnNode, Item, Way } from "./types.js" */
/** @import { Scenery } from "./scenery.js" */

import { nextEdge, nextNode } from "./keys.js";

export class Focus {
  /** @param {Scenery} scenery */
  constructor(scenery) {
    this.scenery = scenery;
    /** @type {DrawnNode | null} */
    this.node = null;
    /** @type {DrawnEdge | null} */
    this.edge = null;
  }

  clear() {
    this.node = this.edge = null;
    this.scenery.point({ focused: null });
  }

  /** @returns {Item | null} */
  get item() {
    if (this.scenery.marked.focused === null) return null;
    return this.edge ? { edge: this.edge.data } : this.node && { node: this.node.data };
  }

  /**
   * Go to the next node, or the next edge of the node where the keys are.
   * @param {Way} way
   */
  go(way) {
    const { model } = this.scenery;
    if (this.node && model.nodes.get(this.node.data.id) !== this.node) this.node = this.edge = null;
    if (this.edge && !model.edges.has(this.edge.data.id)) this.edge = null;
    if (this.node && (way === "edge" || way === "edge back")) {
      this.edge = nextEdge(this.node, this.edge, way);
    } else {
      this.edge = null;
      this.node = nextNode(model, this.scenery.order(), this.node, way);
    }
    this.scenery.point({ focused: (this.edge ?? this.node)?.data.id ?? null });
  }

  /** @returns {{ x: number, y: number } | null} its point in the scene */
  get place() {
    const { edge, node } = this;
    if (!edge) return node;
    return { x: (edge.from.x + edge.to.x) / 2, y: (edge.from.y + edge.to.y) / 2 };
  }

  /** @returns {string} what is said of it */
  get words() {
    const { edge, node } = this;
    if (edge) return `${edge.from.data.name} ${edge.data.forth} ${edge.to.data.name}`;
    return node ? `${node.data.name}, ${node.data.kind}` : "";
  }
}
