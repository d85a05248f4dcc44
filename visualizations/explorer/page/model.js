// What is on the stage: the nodes and edges of a scene, where they are, and what is hidden.

/** @import { DrawnEdge, DrawnNode, Model, Part, Scene, SceneEdge, SceneNode, StageFilter } from "./types.js" */

/** @type {() => Model} */
export function emptyModel() {
  return { kinds: new Map(), focus: new Set(), asked: new Set(), nodes: new Map(), edges: new Map() };
}

/**
 * Make the model of a scene. Who was pinned in the model before stays where they are.
 * @type {(scene: Scene, before: Model) => Model}
 */
export function modelOf(scene, before) {
  const model = emptyModel();
  model.kinds = new Map(scene.kinds.map((kind) => [kind.kind, kind]));
  model.focus = new Set(scene.focus);
  model.asked = new Set(scene.asked ?? []);
  for (const data of scene.nodes) {
    const old = before.nodes.get(data.id);
    const kept = old?.pinned ? old : null;
    const node = addedNode(model, data, kept?.x ?? data.x ?? 0, kept?.y ?? data.y ?? 0);
    node.pinned = kept !== null;
  }
  addEdges(model, scene.edges);
  return model;
}

/** @type {(model: Model, data: SceneNode, x: number, y: number) => DrawnNode} */
export function addedNode(model, data, x, y) {
  const node = {
    data, x, y, half: data.size, pinned: false, hidden: false, faded: false, undated: false, edges: [],
  };
  model.nodes.set(data.id, node);
  return node;
}

/**
 * Add the edges that are new and have both ends here.
 * @type {(model: Model, edges: readonly SceneEdge[]) => string[]}
 */
export function addEdges(model, edges) {
  const added = [];
  for (const data of edges) {
    const from = model.nodes.get(data.from);
    const to = model.nodes.get(data.to);
    if (!from || !to || model.edges.has(data.id)) continue;
    const edge = { data, from, to, hidden: false, faded: false };
    model.edges.set(data.id, edge);
    from.edges.push(edge);
    if (to !== from) to.edges.push(edge);
    added.push(data.id);
  }
  return added;
}

/**
 * Remove nodes with their edges, and edges.
 * @type {(model: Model, ids: Iterable<string>) => void}
 */
export function removeFrom(model, ids) {
  for (const id of ids) {
    const node = model.nodes.get(id);
    for (const edge of node ? [...node.edges] : []) removeEdge(model, edge);
    model.nodes.delete(id);
    const edge = model.edges.get(id);
    if (edge) removeEdge(model, edge);
  }
}

/** @type {(model: Model, edge: DrawnEdge) => void} */
function removeEdge(model, edge) {
  model.edges.delete(edge.data.id);
  for (const end of [edge.from, edge.to]) end.edges = end.edges.filter((other) => other !== edge);
}

/**
 * Return the nodes of a part that are not on the stage yet.
 * @type {(model: Model, part: Part) => SceneNode[]}
 */
export function unknownNodes(model, part) {
  return part.nodes.filter((node) => !model.nodes.has(node.id));
}

/**
 * Mark what a filter takes away. An edge without dates fits any time; a node is out of a time by
 * its own dates or, where it has none, when every edge of it is: what only lost its links stays.
 * @type {(model: Model, filter: StageFilter) => void}
 */
export function applyFilter(model, filter) {
  const faded = filter.faded ?? false;
  const out = new Set();
  const late = new Set();
  for (const edge of model.edges.values()) {
    if (isOutside(edge.data, filter)) late.add(edge);
    if (filter.families?.has(edge.data.family) || late.has(edge)) out.add(edge);
  }
  for (const node of model.nodes.values()) {
    const away = isNodeOut(node, filter, late);
    node.hidden = away && !faded;
    // What has no dates may be of these years or of others: it is there, and faintly.
    node.undated = !away && isTimed(filter) && !isDated(node);
    node.faded = (away && faded) || node.undated;
  }
  for (const edge of model.edges.values()) {
    const { from, to } = edge;
    edge.hidden = (out.has(edge) && !faded) || from.hidden || to.hidden;
    const undated = isTimed(filter) && edge.data.family !== "ontology" && !hasDates(edge.data);
    edge.faded = !edge.hidden && (out.has(edge) || undated || from.faded || to.faded);
  }
}

/**
 * Return how much is seen of what there is: what is faded is not, and what of that has no dates.
 * @type {(model: Model) => import("./types.js").Seen}
 */
export function seenOf({ nodes, edges }) {
  const seen = (/** @type {DrawnNode | DrawnEdge} */ one) => !one.hidden && !one.faded;
  return {
    nodes: [...nodes.values()].filter(seen).length, allNodes: nodes.size,
    edges: [...edges.values()].filter(seen).length, allEdges: edges.size,
    undated: [...nodes.values()].filter((node) => node.undated && !node.hidden).length,
  };
}

/** @type {(filter: StageFilter) => boolean} */
function isTimed(filter) {
  return filter.from != null || filter.to != null;
}

/** @type {(dates: SceneNode | SceneEdge) => boolean} */
function hasDates(dates) {
  return dates.first != null || dates.last != null;
}

/** @type {(node: DrawnNode) => boolean} */
function isDated(node) {
  return hasDates(node.data) || node.edges.some((edge) => hasDates(edge.data));
}

/** @type {(node: DrawnNode, filter: StageFilter, late: ReadonlySet<DrawnEdge>) => boolean} */
function isNodeOut(node, filter, late) {
  if (filter.kinds?.has(node.data.kind)) return true;
  if (filter.from == null && filter.to == null) return false;
  if (node.data.first != null || node.data.last != null) return isOutside(node.data, filter);
  const dated = node.edges.some((edge) => edge.data.first != null || edge.data.last != null);
  return dated && node.edges.every((edge) => late.has(edge));
}

/** @type {(dates: SceneNode | SceneEdge, filter: StageFilter) => boolean} */
function isOutside(dates, filter) {
  const first = dates.first ?? dates.last;
  const last = dates.last ?? dates.first;
  if (first == null || last == null) return false;
  return (filter.from != null && last < filter.from) || (filter.to != null && first > filter.to);
}

/**
 * Return the control point of an edge, which is its middle unless it is bent; pictures of the
 * command line bend to the same side.
 * @type {(edge: DrawnEdge) => [number, number]}
 */
export function controlPoint({ data, from, to }) {
  const bend = data.bend || 0;
  return [
    (from.x + to.x) / 2 + (to.y - from.y) * bend,
    (from.y + to.y) / 2 - (to.x - from.x) * bend,
  ];
}
