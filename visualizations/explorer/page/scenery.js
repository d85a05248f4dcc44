// What is on the stage, how it is marked, and what follows from both; all but where one looks from.

/** @import { HitGrid } from "./hits.js" */
/** @import { Camera, DrawnNode, Marked, Measure, Part, Picture, Scene, StageFilter } from "./types.js" */

import { hitGrid } from "./hits.js";
import { LINE, labelText, placedLabels, textWidth, wantedLabels } from "./labels.js";
import { betweenness, measureNodes } from "./measures.js";
import { addEdges, addedNode, applyFilter, emptyModel, modelOf, removeFrom, unknownNodes } from "./model.js";
import { pointedOf, shapesOf } from "./picture.js";
import { placesFor } from "./placing.js";

export class Scenery {
  /**
   * @param {() => void} onChange called when it looks different
   * @param {() => void} onPoint called when only what is hovered or in focus is another
   */
  constructor(onChange, onPoint) {
    this.onChange = onChange;
    this.onPoint = onPoint;
    this.model = emptyModel();
    this.title = "";
    /** @type {StageFilter} */
    this.hiding = {};
    /** @type {Measure} */
    this.measure = "links";
    /** @type {Marked} */
    this.marked = {
      ...{ selected: new Set(), lit: null, hovered: null, focused: null },
      ...{ theme: "light", colouring: "kind" },
    };
    /** @type {HitGrid | null} */
    this.grid = null;
    /** @type {ReadonlyMap<string, number> | null} */
    this.central = null; // as long as nothing comes or goes
    /** @type {DrawnNode[] | null} */
    this.wanted = null;
  }

  /** @param {Scene} scene */
  show(scene) {
    this.model = modelOf(scene, this.model);
    this.central = null;
    this.title = scene.title;
    this.mark({ selected: new Set(), lit: null, hovered: null, focused: null });
    this.settle();
  }

  /** @param {Part} part @param {string} parentId */
  add(part, parentId) {
    const parent = this.model.nodes.get(parentId);
    const fresh = unknownNodes(this.model, part);
    // What has a place already, because it was drawn before, comes back to it.
    const homeless = fresh.filter((node) => node.x === undefined || node.y === undefined);
    const places = parent ? placesFor(this.model, parent, homeless) : new Map();
    for (const node of fresh) {
      const [x, y] = places.get(node.id) ?? [node.x ?? 0, node.y ?? 0];
      addedNode(this.model, node, x, y);
    }
    const edges = addEdges(this.model, part.edges);
    this.central = null;
    this.settle();
    return { nodes: fresh.map((node) => node.id), edges };
  }

  /** @param {Iterable<string>} ids */
  remove(ids) {
    removeFrom(this.model, ids);
    this.central = null;
    this.settle();
  }

  /** @param {StageFilter} hiding */
  filter(hiding) {
    this.hiding = hiding;
    this.settle();
  }

  /** @param {Measure} measure */
  sizeBy(measure) {
    this.measure = measure;
    this.settle();
  }

  /** @param {Partial<Marked>} what */
  mark(what) {
    this.marked = { ...this.marked, ...what };
    this.wanted = null;
    this.onChange();
  }

  /** @param {{ hovered?: string | null, focused?: string | null }} what */
  point(what) {
    this.marked = { ...this.marked, ...what };
    this.onPoint();
  }

  /** @param {string} id @param {boolean} pinned */
  pin(id, pinned) {
    const node = this.model.nodes.get(id);
    if (node) node.pinned = pinned;
    this.onChange();
  }

  /** @param {DrawnNode} node @param {number} dx @param {number} dy */
  move(node, dx, dy) {
    node.x += dx;
    node.y += dy;
    node.pinned = true;
    this.changed();
  }

  /** Do again what depends on what there is. */
  settle() {
    applyFilter(this.model, this.hiding);
    if (this.measure === "centrality") this.central ??= betweenness(this.model);
    measureNodes(this.model, this.measure, this.central);
    this.changed();
  }

  changed() {
    this.grid = null;
    this.wanted = null;
    this.onChange();
  }

  /** @returns {HitGrid} */
  hits() {
    return (this.grid ??= hitGrid(this.model));
  }

  /** @param {Camera} camera @returns {Picture} everything, as it is saved */
  picture(camera) {
    return { ...this.shapes(camera), labels: placedLabels(this.model, camera, this.marked, this.order()) };
  }

  /** @param {Camera} camera @returns {Picture} lines and shapes, whatever is pointed at */
  shapes(camera) {
    return shapesOf(this.model, camera, { ...this.marked, hovered: null, focused: null });
  }

  /** @param {Camera} camera @returns {Picture} what is pointed at, and the names */
  pointed(camera) {
    const labels = placedLabels(this.model, camera, this.marked, this.order());
    return { ...pointedOf(this.model, camera, this.marked), labels };
  }

  /** @returns {DrawnNode[]} what can be seen, the most wanted first */
  order() {
    return (this.wanted ??= wantedLabels(this.model, this.marked));
  }

  /**
   * Return what nodes take of the picture with their labels.
   * @param {Iterable<string>} [ids] without, of all that can be seen
   */
  extents(ids) {
    const only = ids && new Set(ids);
    return [...this.model.nodes.values()]
      .filter((node) => !node.hidden && (!only || only.has(node.data.id)))
      .map((node) => ({
        ...{ x: node.x, y: node.y, half: node.half * 1.3, below: LINE + 6 },
        aside: textWidth(labelText(node), true) / 2 + 4,
      }));
  }

  /** @returns {Map<string, { x: number, y: number, pinned: boolean }>} */
  positions() {
    return new Map([...this.model.nodes].map(([id, { x, y, pinned }]) => [id, { x, y, pinned }]));
  }
}
