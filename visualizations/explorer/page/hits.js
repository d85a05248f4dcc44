// What lies under a point: a uniform grid says where to look.

/** @import { Box, Camera, DrawnEdge, DrawnNode, Item, Label, Model } from "./types.js" */

import { toScreen } from "./camera.js";
import { Grid } from "./grid.js";
import { SMALLEST } from "./labels.js";
import { controlPoint } from "./model.js";

const PIECE = 120; // of an edge, to say which squares it touches
const PIECES = 12; // of a bent edge, as straight lines
export const REACHES = { mouse: 6, touch: 22 }; // pixels around; a finger wants 44 across

/** @typedef {Grid<DrawnNode | DrawnEdge>} HitGrid */

/**
 * Return what can be hit, by where it is.
 * @type {(model: Model) => HitGrid}
 */
export function hitGrid(model) {
  /** @type {HitGrid} */
  const grid = new Grid();
  for (const edge of model.edges.values()) if (!edge.hidden) addPieces(grid, edge);
  for (const node of model.nodes.values()) {
    if (!node.hidden) grid.add(square(node.x, node.y, node.half * 1.3), node);
  }
  return grid;
}

/** @type {(grid: HitGrid, edge: DrawnEdge) => void} */
function addPieces(grid, edge) {
  const long = Math.hypot(edge.to.x - edge.from.x, edge.to.y - edge.from.y);
  const points = pointsOf(edge, Math.max(1, Math.ceil(long / PIECE)));
  for (let at = 1; at < points.length; at++) {
    const [[x1, y1], [x2, y2]] = [points[at - 1], points[at]];
    const [left, right] = [Math.min(x1, x2), Math.max(x1, x2)];
    grid.add({ left, right, top: Math.min(y1, y2), bottom: Math.max(y1, y2) }, edge);
  }
}

/** @type {(x: number, y: number, half: number) => Box} */
function square(x, y, half) {
  return { left: x - half, right: x + half, top: y - half, bottom: y + half };
}

/**
 * Return points along an edge in the scene; a straight one needs its ends only.
 * @type {(edge: DrawnEdge, count: number) => [number, number][]}
 */
function pointsOf(edge, count) {
  const { from, to } = edge;
  const [cx, cy] = controlPoint(edge);
  /** @type {[number, number][]} */
  const points = [];
  for (let step = 0; step <= count; step++) {
    const t = step / count;
    const [a, b, c] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
    points.push([a * from.x + b * cx + c * to.x, a * from.y + b * cy + c * to.y]);
  }
  return points;
}

/**
 * Return the nearest thing within reach: a name or a node under the point, or else whatever is
 * nearest, where a node wins against its own edges.
 * @type {(grid: HitGrid, labels: readonly Label[], camera: Camera, x: number, y: number, reach: number) =>
 *   Item | null}
 */
export function itemAt(grid, labels, camera, x, y, reach) {
  const named = labels.find(({ box }) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom);
  let [best, least] = /** @type {[Item | null, number]} */ ([null, reach]);
  const [wx, wy] = [
    (x - camera.width / 2) / camera.scale + camera.x,
    (y - camera.height / 2) / camera.scale + camera.y,
  ];
  for (const one of grid.near(square(wx, wy, (reach + SMALLEST) / camera.scale))) {
    const isNode = "half" in one;
    // Fading says "not now": what is faded can be reached where nothing else is.
    const far = (isNode ? nodeDistance(one, camera, x, y) : edgeDistance(one, camera, x, y)) + (one.faded ? 2 : 0);
    if (far < least) [best, least] = [isNode ? { node: one.data } : { edge: one.data }, far];
  }
  return least < 0 || !named ? best : { node: named.node.data };
}

/** @type {(node: DrawnNode, camera: Camera, x: number, y: number) => number} */
function nodeDistance(node, camera, x, y) {
  const [at, down] = toScreen(camera, node.x, node.y);
  return Math.hypot(at - x, down - y) - Math.max(SMALLEST, node.half * camera.scale) - 1;
}

/** @type {(edge: DrawnEdge, camera: Camera, x: number, y: number) => number} */
function edgeDistance(edge, camera, x, y) {
  const points = pointsOf(edge, edge.data.bend ? PIECES : 1).map(([wx, wy]) => toScreen(camera, wx, wy));
  let least = Infinity;
  for (let at = 1; at < points.length; at++) {
    least = Math.min(least, pieceDistance(points[at - 1], points[at], x, y));
  }
  return least;
}

/** @type {(from: [number, number], to: [number, number], x: number, y: number) => number} */
function pieceDistance([x1, y1], [x2, y2], x, y) {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const long = dx * dx + dy * dy;
  const t = long ? Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / long)) : 0;
  return Math.hypot(x1 + t * dx - x, y1 + t * dy - y);
}
