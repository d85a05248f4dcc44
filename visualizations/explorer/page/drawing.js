// The stage: a scene as a drawing to move about in, on one canvas.

/** @import { Camera, Colouring, DrawnNode, Item, Label, Measure, Part, Scene, StageFilter, StageHandlers, Theme, Way } from "./types.js" */

import { fitted, toScreen, zoomedAt } from "./camera.js";
import { Focus } from "./focus.js";
import { Gestures } from "./gestures.js";
import { handsOf, keyHandsOf } from "./hands.js";
import { REACHES, itemAt } from "./hits.js";
import { INKS } from "./inks.js";
import { KEYS_SAID, pressed } from "./keys.js";
import { Layer } from "./layer.js";
import { seenOf } from "./model.js";
import { begin, paintOver } from "./paint.js";
import { pngOf, svgOf } from "./saving.js";
import { Scenery } from "./scenery.js";
import { View } from "./view.js";
import { counted } from "./words.js";

const FOCUS_MARGIN = 60; // pixels from the edge, within which what is in focus is brought in

/**
 * Make a stage on a canvas, whose size the page's style gives. By itself it changes the view, what
 * is hovered or in focus, and where nodes are dragged to: the page says what is selected.
 * @type {(canvas: HTMLCanvasElement, handlers: StageHandlers) => Stage}
 */
export function createStage(canvas, handlers) {
  return new Stage(canvas, handlers);
}

export class Stage {
  /** @param {HTMLCanvasElement} canvas @param {StageHandlers} handlers */
  constructor(canvas, handlers) {
    this.canvas = canvas;
    this.handlers = handlers;
    /** @type {DrawnNode | null} */
    this.dragged = null;
    this.isFitted = true; // nobody has moved the view since everything was shown
    /** @type {Label[]} */
    this.labels = [];
    this.layer = new Layer(() => this.view.ask());
    this.scenery = new Scenery(() => this.changed(), () => this.view.ask());
    this.focus = new Focus(this.scenery);
    this.view = new View(canvas, () => this.paint(), () => this.resized());
    this.gestures = new Gestures(canvas, handsOf(this));
    this.status = document.createElement("span");
    this.listen();
  }

  /** Say to screen readers what the canvas is, and hear its keys. */
  listen() {
    const { canvas } = this;
    const { signal } = this.gestures.ended;
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    canvas.setAttribute("aria-roledescription", "drawing");
    this.status.setAttribute("role", "status");
    canvas.append(this.status);
    const hands = keyHandsOf(this);
    canvas.addEventListener("keydown", (event) => pressed(event, hands), { signal });
    canvas.addEventListener("blur", () => this.focus.clear(), { signal });
  }

  /** @param {Camera} camera @param {boolean} [gently] */
  look(camera, gently = false) {
    this.isFitted = false;
    this.view.look(camera, gently);
    this.handlers.onChange?.();
  }

  resized() {
    if (this.isFitted) this.view.look(fitted(this.view.camera, this.scenery.extents()));
  }

  changed() {
    this.layer.forget();
    this.view.ask();
  }

  paint() {
    const ctx = this.canvas.getContext("2d", { alpha: false });
    if (!ctx) return;
    const { scenery, view: { camera, ratio } } = this;
    begin(ctx, INKS[scenery.marked.theme].paper, camera, ratio);
    this.layer.paintOn(ctx, camera, ratio, (around) => scenery.shapes(around));
    const picture = scenery.pointed(camera);
    this.labels = picture.labels;
    paintOver(ctx, picture, ratio);
  }

  /**
   * Show a scene, all of it. Nodes that were pinned and are in it again stay where they are.
   * @param {Scene} scene
   */
  show(scene) {
    this.scenery.show(scene);
    this.dragged = null;
    this.focus.clear();
    this.describe();
    this.isFitted = true;
    this.view.look(fitted(this.view.camera, this.scenery.extents()));
  }

  describe() {
    const { nodes, edges } = this.seen();
    const said = `Drawing of ${counted(nodes, "node")} and ${counted(edges, "link")}. ${KEYS_SAID}`;
    this.canvas.setAttribute("aria-label", said);
  }

  /**
   * Add what a node was expanded to; nothing that was there moves. Return the ids of what is new.
   * @param {Part} part @param {string} parentId
   */
  add(part, parentId) {
    const added = this.scenery.add(part, parentId);
    this.describe();
    return added;
  }

  /** Draw again: what nodes are called is another. */
  renamed() {
    this.scenery.mark({});
  }

  /** @param {Iterable<string>} ids of nodes, which go with their edges, and of edges */
  remove(ids) {
    this.scenery.remove(ids);
    this.describe();
  }

  /** @param {{ nodes?: Iterable<string>, edges?: Iterable<string> }} what */
  select({ nodes = [], edges = [] }) {
    this.scenery.mark({ selected: new Set([...nodes, ...edges]) });
  }

  /** @param {Iterable<string> | null} ids of nodes and edges; null lights everything */
  light(ids) {
    this.scenery.mark({ lit: ids === null ? null : new Set(ids) });
  }

  /** @param {StageFilter} filter */
  filter(filter) {
    this.scenery.filter(filter);
    this.describe();
  }

  /** @param {Iterable<string>} [ids] of nodes; without, everything that is not hidden */
  fit(ids) {
    const extents = this.scenery.extents(ids);
    if (ids !== undefined && !extents.length) return;
    this.look(fitted(this.view.camera, extents), true);
    this.isFitted = ids === undefined;
  }

  /** @param {number} factor */
  zoom(factor) {
    const { width, height } = this.view.camera;
    this.look(zoomedAt(this.view.aim, factor, width / 2, height / 2), true);
  }

  /** @param {string} id @param {boolean} pinned */
  pin(id, pinned) {
    this.scenery.pin(id, pinned);
  }

  /** Return how much of what is there a filter lets be seen. */
  seen() {
    return seenOf(this.scenery.model);
  }

  positions() {
    return this.scenery.positions();
  }

  /** @param {Measure} measure */
  sizeBy(measure) {
    this.scenery.sizeBy(measure);
  }

  /** @param {Colouring} colouring */
  colourBy(colouring) {
    this.scenery.mark({ colouring });
  }

  /** @param {Theme} theme */
  theme(theme) {
    this.scenery.mark({ theme });
  }

  /** Return what is seen, as a PNG of at least two pixels for each of the page. */
  toPNG() {
    return pngOf(this.scenery.picture(this.view.aim));
  }

  /** Return what is seen, as the text of an SVG. */
  toSVG() {
    return svgOf(this.scenery.picture(this.view.aim), this.scenery.title);
  }

  /**
   * Return what lies at a point of the canvas, or within so many pixels of it.
   * @param {number} x @param {number} y @param {number} [reach]
   * @returns {Item | null}
   */
  hit(x, y, reach = REACHES.mouse) {
    return itemAt(this.scenery.hits(), this.labels, this.view.camera, x, y, reach);
  }

  /**
   * Return where a node stands on the canvas.
   * @param {string} id
   * @returns {[number, number] | null}
   */
  place(id) {
    const node = this.scenery.model.nodes.get(id);
    return node ? toScreen(this.view.camera, node.x, node.y) : null;
  }

  /**
   * Bring the keys to the next node, or the next edge of the node they are at.
   * @param {Way} way
   * @returns {Item | null}
   */
  focusNext(way) {
    this.focus.go(way);
    const { item, place } = this.focus;
    if (!item || !place) return null;
    const { camera } = this.view;
    const [x, y] = toScreen(camera, place.x, place.y);
    const [wide, high] = [camera.width / 2, camera.height / 2];
    const inside = Math.abs(x - wide) <= wide - FOCUS_MARGIN && Math.abs(y - high) <= high - FOCUS_MARGIN;
    if (!inside) this.look({ ...camera, x: place.x, y: place.y });
    this.status.textContent = this.focus.words;
    this.handlers.onHover?.(item, inside ? x : wide, inside ? y : high);
    return item;
  }

  destroy() {
    this.gestures.stop();
    this.view.stop();
    this.layer.stop();
    this.status.remove();
  }
}
