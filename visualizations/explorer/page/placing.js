// Places for nodes that come later: near their parent, on nobody, and nobody else moves.

/** @import { Box, DrawnNode, Model, SceneNode } from "./types.js" */

import { Grid } from "./grid.js";
import { LINE, labelText, textWidth } from "./labels.js";

const FIRST_RING = 74; // from the parent, in the scene's units
const NEXT_RING = 30;
const STEP = 34; // between two tries on a ring
const RINGS = 200;

/**
 * Return the room of a node with its label.
 * @type {(node: { x: number, y: number, half: number, data: SceneNode }) => Box}
 */
export function roomOf({ x, y, half, data }) {
  const text = labelText(/** @type {DrawnNode} */ ({ data }));
  const aside = Math.max(half * 1.3, textWidth(text, false) / 2) + 5;
  return { left: x - aside, right: x + aside, top: y - half * 1.2 - 4, bottom: y + half * 1.2 + LINE + 7 };
}

/**
 * Return a point for each new node, in their order; the same model gives the same points.
 * @type {(model: Model, parent: DrawnNode, nodes: readonly SceneNode[]) => Map<string, [number, number]>}
 */
export function placesFor(model, parent, nodes) {
  /** @type {Grid<Box>} */
  const taken = new Grid();
  const take = (/** @type {Box} */ room) => taken.add(room, room);
  for (const node of model.nodes.values()) take(roomOf(node));
  const outwards = directionOf(parent);
  /** @type {Map<string, [number, number]>} */
  const places = new Map();
  let first = 0;
  for (const data of nodes) {
    const { place, ring } = freePlace(parent, data, outwards, taken, first);
    first = Math.max(0, ring - 1); // where there was no room for one there is hardly any for the next
    take(roomOf({ x: place[0], y: place[1], half: data.size, data }));
    places.set(data.id, place);
  }
  return places;
}

/**
 * Return the angle that leads away from a node's neighbours, where there is the most room.
 * @type {(parent: DrawnNode) => number}
 */
function directionOf(parent) {
  let [x, y] = [0, 0];
  for (const { from, to } of parent.edges) {
    const other = from === parent ? to : from;
    const far = Math.hypot(other.x - parent.x, other.y - parent.y) || 1;
    x -= (other.x - parent.x) / far;
    y -= (other.y - parent.y) / far;
  }
  return Math.atan2(y, x);
}

/**
 * Try ring after ring, each from the free side to both sides in turn.
 * @type {(parent: DrawnNode, data: SceneNode, outwards: number, taken: Grid<Box>, first: number) =>
 *   { place: [number, number], ring: number }}
 */
function freePlace(parent, data, outwards, taken, first) {
  const nearest = FIRST_RING + parent.half + data.size / 2;
  for (let ring = first; ring < RINGS; ring++) {
    const radius = nearest + ring * NEXT_RING;
    const tries = Math.floor((2 * Math.PI * radius) / STEP);
    for (let step = 0; step < tries; step++) {
      const turn = Math.ceil(step / 2) * (step % 2 ? 1 : -1);
      const place = pointAt(parent, radius, outwards + (turn * 2 * Math.PI) / tries);
      const room = roomOf({ x: place[0], y: place[1], half: data.size, data });
      if (![...taken.near(room)].some((box) => boxesMeet(box, room))) return { place, ring };
    }
  }
  return { place: pointAt(parent, nearest + RINGS * NEXT_RING, outwards), ring: RINGS };
}

/** @type {(parent: DrawnNode, radius: number, angle: number) => [number, number]} */
function pointAt(parent, radius, angle) {
  return [
    Math.round(parent.x + radius * Math.cos(angle)),
    Math.round(parent.y + radius * Math.sin(angle)),
  ];
}

/** @type {(a: Box, b: Box) => boolean} */
export function boxesMeet(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
