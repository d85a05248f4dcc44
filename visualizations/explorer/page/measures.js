// How large a node is: by its links, by its months, or by how many shortest paths lead over it.

/** @import { DrawnNode, Measure, Model } from "./types.js" */

const LEAST = 8;
const MOST = 60; // a hub of thousands stays a node

/**
 * Set half the width of every node. By the root, so that the area tells the amount.
 * @type {(model: Model, measure: Measure, central: ReadonlyMap<string, number> | null) => void}
 */
export function measureNodes(model, measure, central) {
  const greatest = Math.max(1e-9, ...(central?.values() ?? []));
  for (const [id, node] of model.nodes) {
    const months = Math.min(MOST, (node.data.months ?? 0) / 4);
    const amount = measure === "months" ? months : (MOST * (central?.get(id) ?? 0)) / greatest;
    node.half = measure === "links" ? node.data.size : LEAST + 2.2 * Math.sqrt(amount);
  }
}

/**
 * Return the share of shortest paths that lead over each node, seen or hidden (Brandes, *A faster
 * algorithm for betweenness centrality*, 2001); every link is one step long.
 * @type {(model: Model) => Map<string, number>}
 */
export function betweenness(model) {
  const nodes = [...model.nodes.values()];
  const places = new Map(nodes.map((node, place) => [node, place]));
  const near = nodes.map((node) => nearTo(node, places));
  const work = workFor(near);
  for (let start = 0; start < nodes.length; start++) addPathsFrom(start, work);
  return new Map(nodes.map((node, place) => [node.data.id, work.total[place]]));
}

/** @type {(node: DrawnNode, places: ReadonlyMap<DrawnNode, number>) => number[]} */
function nearTo(node, places) {
  const found = new Set();
  for (const edge of node.edges) {
    const place = places.get(edge.from === node ? edge.to : edge.from);
    if (place !== undefined && place !== places.get(node)) found.add(place);
  }
  return [...found];
}

/**
 * The neighbours of node i are those from first[i] to before first[i + 1].
 * @typedef {object} Work
 * @property {Int32Array} first
 * @property {Int32Array} near
 * @property {Int32Array} order
 * @property {Int32Array} steps
 * @property {Float64Array} paths
 * @property {Float64Array} share
 * @property {Float64Array} total
 */

/** @type {(near: readonly number[][]) => Work} */
function workFor(near) {
  const count = near.length;
  const first = new Int32Array(count + 1);
  near.forEach((those, place) => (first[place + 1] = first[place] + those.length));
  return {
    ...{ first, near: Int32Array.from(near.flat()) },
    ...{ order: new Int32Array(count), steps: new Int32Array(count) },
    ...{ paths: new Float64Array(count), share: new Float64Array(count) },
    total: new Float64Array(count),
  };
}

/** @type {(start: number, work: Work) => void} */
function addPathsFrom(start, { first, near, order, steps, paths, share, total }) {
  steps.fill(-1);
  paths.fill(0);
  share.fill(0);
  let found = 1;
  order[0] = start;
  steps[start] = 0;
  paths[start] = 1;
  for (let place = 0; place < found; place++) {
    const at = order[place];
    for (let next = first[at]; next < first[at + 1]; next++) {
      const node = near[next];
      if (steps[node] < 0) {
        steps[node] = steps[at] + 1;
        order[found++] = node;
      }
      if (steps[node] === steps[at] + 1) paths[node] += paths[at];
    }
  }
  for (let place = found - 1; place > 0; place--) {
    const at = order[place];
    for (let next = first[at]; next < first[at + 1]; next++) {
      const node = near[next];
      if (steps[node] === steps[at] - 1) share[node] += (paths[node] / paths[at]) * (1 + share[at]);
    }
    total[at] += share[at];
  }
}
