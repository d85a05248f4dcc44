// What is hidden or faded of the drawing: kinds, families of links, and times.

/** @typedef {{first?: number | null, last?: number | null}} Timed */
/** @typedef {import("./types.js").SceneEdge} SceneEdge */
/** @typedef {import("./scene_model.js").SceneModel} Model */

export class Filtering {
  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    /** @type {Set<string>} kinds that are away */
    this.kinds = new Set();
    /** @type {Set<string>} families of links that are away */
    this.families = new Set();
    /** @type {number | null} the first month that counts */
    this.from = null;
    /** @type {number | null} the last month that counts */
    this.to = null;
    this.faded = false;
  }

  /**
   * Take what an address says of it.
   * @param {Record<string, string>} view
   */
  read(view) {
    const set = (/** @type {string | undefined} */ text) => new Set(text ? text.split(",") : []);
    const month = (/** @type {string | undefined} */ text) => (text && Number(text) ? Number(text) : null);
    this.kinds = set(view.hide);
    this.families = set(view.without);
    this.from = month(view.from);
    this.to = month(view.to);
    this.faded = view.fade === "1";
  }

  /** Let everything be seen. */
  clear() {
    this.read({ fade: this.faded ? "1" : "" });
  }

  /** @returns {Record<string, string>} */
  written() {
    return {
      hide: [...this.kinds].join(","), without: [...this.families].join(","),
      from: this.from === null ? "" : String(this.from), to: this.to === null ? "" : String(this.to),
      fade: this.faded ? "1" : "",
    };
  }

  /** @param {Timed & {kind: string}} node */
  shows(node) {
    return !this.kinds.has(node.kind) && this.inTime(node);
  }

  /** @param {SceneEdge} edge */
  showsEdge(edge) {
    const ends = [this.model.nodes.get(edge.from), this.model.nodes.get(edge.to)];
    return !this.families.has(edge.family) && this.inTime(edge)
      && ends.every((node) => node && this.shows(node));
  }

  /**
   * What has no time is always within it.
   * @param {Timed} thing
   */
  inTime({ first, last }) {
    const over = this.from !== null && typeof last === "number" && last < this.from;
    const ahead = this.to !== null && typeof first === "number" && first > this.to;
    return !over && !ahead;
  }
}
