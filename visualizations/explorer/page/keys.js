// The drawing by keys: from node to node, along the edges of one, closer and further.

/** @import { DrawnEdge, DrawnNode, Model, Way } from "./types.js" */

/** @type {ReadonlyMap<string, Way>} */
const WAYS = new Map([
  ["ArrowLeft", "left"],
  ["ArrowRight", "right"],
  ["ArrowUp", "up"],
  ["ArrowDown", "down"],
  ["PageDown", "edge"],
  ["PageUp", "edge back"],
]);

export const KEYS_SAID =
  "Arrow keys go from node to node, Page Up and Page Down along its links, Enter chooses, " +
  "plus and minus zoom. The table holds the same.";

/**
 * @typedef {object} KeyHands
 * @property {(way: Way) => void} go
 * @property {(event: KeyboardEvent) => void} choose
 * @property {(factor: number) => void} zoom
 * @property {() => void} fit
 */

/**
 * Do what a key says; what is none of ours is left to the page.
 * @type {(event: KeyboardEvent, hands: KeyHands) => void}
 */
export function pressed(event, hands) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const way = WAYS.get(event.key);
  if (way) hands.go(way);
  else if (event.key === "Enter" || event.key === " ") hands.choose(event);
  else if (event.key === "+" || event.key === "=") hands.zoom(1.25);
  else if (event.key === "-") hands.zoom(0.8);
  else if (event.key === "0") hands.fit();
  else return;
  event.preventDefault();
}

/**
 * Return the node that comes next: of all in their order, or the nearest in a direction.
 * @type {(model: Model, order: readonly DrawnNode[], at: DrawnNode | null, way: Way) => DrawnNode | null}
 */
export function nextNode(model, order, at, way) {
  if (!order.length) return null;
  if (!at || at.hidden || !model.nodes.has(at.data.id)) return order[0];
  if (way === "next" || way === "previous") {
    const place = order.indexOf(at) + (way === "next" ? 1 : -1);
    return order[(place + order.length) % order.length];
  }
  const [dx, dy] = DIRECTIONS[way] ?? [0, 0];
  let [best, least] = [at, Infinity];
  for (const node of order) {
    const [x, y] = [node.x - at.x, node.y - at.y];
    const along = x * dx + y * dy;
    const across = Math.abs(x * dy) + Math.abs(y * dx);
    // What lies ahead, and rather straight ahead than near.
    if (node !== at && along > 0 && across <= 2 * along && along + 2 * across < least) {
      [best, least] = [node, along + 2 * across];
    }
  }
  return best;
}

/** @type {Partial<Record<Way, [number, number]>>} */
const DIRECTIONS = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] };

/**
 * Return the next of a node's edges that can be seen, round and round.
 * @type {(node: DrawnNode, at: DrawnEdge | null, way: Way) => DrawnEdge | null}
 */
export function nextEdge(node, at, way) {
  const edges = node.edges.filter((edge) => !edge.hidden);
  if (!edges.length) return null;
  const place = at ? edges.indexOf(at) : -1;
  if (place < 0) return way === "edge" ? edges[0] : edges[edges.length - 1];
  return edges[(place + (way === "edge" ? 1 : -1) + edges.length) % edges.length];
}
