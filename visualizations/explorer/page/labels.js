// Which nodes are named, and where: the most wanted first, none over another, none cut.

/** @import { Box, Camera, DrawnNode, Label, Marked, Model } from "./types.js" */

import { toScreen } from "./camera.js";

export const FACE = 'system-ui, "Noto Sans", "DejaVu Sans", sans-serif';
export const TEXT_SIZE = 13;
export const LINE = 17;
export const SMALLEST = 3; // pixels: half the width of a node that is far away
const BASE = 13; // from the top of a line to where its letters stand
const GAP = 4;
const LONGEST = 44; // letters
const SHORTENED = 30; // where there is less room
const GROUP = "Community";
const MOST_LABELS = 260;
const ALWAYS = 12; // so many people's may cover nodes, though no other label
const SIDES = [0, 1, 2, 3];
const CELL = 4; // pixels; a node's mark is drawn in by half of it, so that its own label is clear

/** @type {CanvasRenderingContext2D | null} */
let ruler = null;
/** @type {Map<string, number>} */
const widths = new Map();

/** @type {(strong: boolean) => string} */
export function fontOf(strong) {
  return `${strong ? "600 " : ""}${TEXT_SIZE}px ${FACE}`;
}

/** @type {(text: string, strong: boolean) => number} */
export function textWidth(text, strong) {
  const key = strong ? `!${text}` : text;
  let width = widths.get(key);
  if (width === undefined) {
    ruler ??= document.createElement("canvas").getContext("2d");
    if (!ruler) return text.length * TEXT_SIZE * 0.56;
    ruler.font = fontOf(strong);
    width = ruler.measureText(text).width;
    widths.set(key, width);
  }
  return width;
}

/** @type {(node: DrawnNode) => string} */
export function labelText(node) {
  return labelTexts(node)[0];
}

/**
 * Return what may stand at a node, the fullest first: a group that is called by several names is
 * called by fewer where there is no room; one long name is cut.
 * @type {(node: DrawnNode) => string[]}
 */
function labelTexts({ data: { name, kind } }) {
  if (kind !== GROUP) return [...new Set([cutAt(name, LONGEST), cutAt(name, SHORTENED)])];
  const names = name.split(", ");
  const texts = names.map((_, at) => names.slice(0, names.length - at).join(", "));
  const short = texts.filter((text) => text.length <= LONGEST);
  return short.length ? short : [cutAt(names[0], LONGEST)];
}

/** @type {(text: string, most: number) => string} */
function cutAt(text, most) {
  const letters = [...text];
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : text;
}

/** @type {(node: DrawnNode, marked: Marked) => boolean} */
export function isStrong({ data: { id } }, { selected, hovered, focused }) {
  return selected.has(id) || hovered === id || focused === id;
}

/**
 * Return the nodes that may be named, the most wanted first; it holds until something changes but
 * the camera and what is pointed at.
 * @type {(model: Model, marked: Marked) => DrawnNode[]}
 */
export function wantedLabels(model, marked) {
  /** @type {(node: DrawnNode) => number} */
  const rank = (node) =>
    (marked.selected.has(node.data.id) ? 8 : 0) +
    (model.asked.has(node.data.id) ? 4 : 0) +
    (model.focus.has(node.data.id) ? 2 : 0) +
    (isPerson(node) ? 1 : 0);
  return [...model.nodes.values()]
    .filter((node) => isNamed(node, marked))
    .map((node) => ({ node, rank: rank(node) }))
    .sort((a, b) => b.rank - a.rank || b.node.half - a.node.half || byId(a.node, b.node))
    .map(({ node }) => node);
}

/** @type {(node: DrawnNode) => boolean} */
function isPerson({ data }) {
  return data.kind === "Person";
}

/** @type {(node: DrawnNode, marked: Marked) => boolean} */
function isNamed({ data, hidden, faded }, { lit, selected }) {
  return !hidden && (selected.has(data.id) || (!faded && (lit === null || lit.has(data.id))));
}

/** @type {(a: DrawnNode, b: DrawnNode) => number} */
function byId(a, b) {
  return a.data.id < b.data.id ? -1 : 1;
}

/**
 * Place the labels that fit on what the camera sees.
 * @type {(model: Model, camera: Camera, marked: Marked, wanted: readonly DrawnNode[]) => Label[]}
 */
export function placedLabels(model, camera, marked, wanted) {
  const taken = new Occupancy(camera.width, camera.height);
  for (const node of model.nodes.values()) if (!node.hidden) taken.add(markBox(node, camera), 1);
  /** @type {Label[]} */
  const labels = [];
  const pointed = pointedAt(model, marked);
  for (const node of [...pointed, ...wanted.filter((one) => !pointed.includes(one))]) {
    if (labels.length >= MOST_LABELS) break;
    const covers = model.focus.has(node.data.id) || (isPerson(node) && labels.length < ALWAYS);
    const strong = isStrong(node, marked) || node.data.kind === GROUP;
    const label = placedLabel(node, camera, strong, covers, taken);
    if (!label) continue;
    taken.add(label.box, 2);
    labels.push(label);
  }
  return labels;
}

/** @type {(model: Model, marked: Marked) => DrawnNode[]} */
function pointedAt(model, { hovered, focused }) {
  const nodes = [hovered, focused].map((id) => model.nodes.get(id ?? ""));
  return nodes.filter((node) => node !== undefined && !node.hidden).map((node) => /** @type {DrawnNode} */ (node));
}

/** @type {(node: DrawnNode, camera: Camera) => Box} */
function markBox(node, camera) {
  const [x, y] = toScreen(camera, node.x, node.y);
  const half = Math.max(SMALLEST, node.half * camera.scale) - CELL / 2;
  return { left: x - half, right: x + half, top: y - half, bottom: y + half };
}

/**
 * @type {(node: DrawnNode, camera: Camera, strong: boolean, covers: boolean, taken: Occupancy) =>
 *   Label | null}
 */
function placedLabel(node, camera, strong, covers, taken) {
  const [x, y] = toScreen(camera, node.x, node.y);
  if (x < 0 || y < 0 || x > camera.width || y > camera.height) return null;
  const reach = Math.max(SMALLEST, node.half * camera.scale) * 1.2 + GAP;
  const texts = labelTexts(node);
  for (const most of strong || covers ? [0, 1] : [0]) {
    // With fewer names before over a node, and there with the fewest.
    for (const text of most ? texts.slice(-1) : texts) {
      const half = textWidth(text, strong) / 2 + 2;
      for (const side of SIDES) {
        const box = boxAt(side, x, y, reach, half, camera);
        if (taken.isFree(box, most)) return labelIn(box, node, text, strong);
      }
    }
  }
  return null;
}

/** @type {(box: Box, node: DrawnNode, text: string, strong: boolean) => Label} */
function labelIn(box, node, text, strong) {
  return { node, text, x: (box.left + box.right) / 2, y: box.top + BASE, box, strong };
}

/**
 * Return where a label would stand: below, above, right or left; near an edge it moves inwards.
 * @type {(side: number, x: number, y: number, reach: number, half: number, camera: Camera) => Box}
 */
function boxAt(side, x, y, reach, half, { width }) {
  const inside = Math.min(Math.max(x, half + 1), Math.max(half + 1, width - half - 1));
  const middle = [inside, inside, x + reach + half, x - reach - half][side];
  const top = [y + reach, y - reach - LINE, y - LINE / 2, y - LINE / 2][side];
  return { left: middle - half, right: middle + half, top, bottom: top + LINE };
}

/** What of a picture is taken: by 1, a node, or by 2, a label; in cells of a few pixels. */
class Occupancy {
  /** @param {number} width @param {number} height */
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.columns = Math.ceil(width / CELL) + 1;
    this.rows = Math.ceil(height / CELL) + 1;
    this.cells = new Uint8Array(this.columns * this.rows);
  }

  /** @param {Box} box @param {number} what */
  add(box, what) {
    const left = Math.max(0, Math.floor(box.left / CELL));
    const right = Math.min(this.columns - 1, Math.floor(box.right / CELL));
    const bottom = Math.min(this.rows - 1, Math.floor(box.bottom / CELL));
    if (right < left) return;
    for (let row = Math.max(0, Math.floor(box.top / CELL)); row <= bottom; row++) {
      this.cells.fill(what, row * this.columns + left, row * this.columns + right + 1);
    }
  }

  /**
   * Is a box wholly in the picture, and nothing in it above a number?
   * @param {Box} box @param {number} most
   */
  isFree(box, most) {
    if (box.left < 0 || box.top < 0 || box.right > this.width || box.bottom > this.height) return false;
    const left = Math.floor(box.left / CELL);
    const right = Math.floor(box.right / CELL);
    const bottom = Math.floor(box.bottom / CELL);
    for (let row = Math.floor(box.top / CELL); row <= bottom; row++) {
      for (let at = row * this.columns + left, end = at + right - left; at <= end; at++) {
        if (this.cells[at] > most) return false;
      }
    }
    return true;
  }
}
