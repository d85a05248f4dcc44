// What the camera sees, as plain figures: the same picture is painted on the canvas or saved as SVG.

/** @import { Camera, DrawnEdge, DrawnNode, Marked, Marks, Model, Picture, Stroke } from "./types.js" */

import { toScreen } from "./camera.js";
import { INKS, lookOf } from "./inks.js";
import { SMALLEST } from "./labels.js";
import { controlPoint } from "./model.js";

const FAINT = 0.16;
const CROWDED = 400; // edges, above which each is as thin as can be
const HAIR = 0;
const DETAILED = 0.5; // the scale from which dashes and arrows can be seen
const REACH = 14; // pixels: rings and borders about a node

/**
 * Return the lines and shapes that the camera sees, without names.
 * @type {(model: Model, camera: Camera, marked: Marked) => Picture}
 */
export function shapesOf(model, camera, marked) {
  return {
    ...blank(camera, marked),
    strokes: strokesOf(model, model.edges.values(), camera, marked),
    marks: marksOf(model, model.nodes.values(), camera, marked),
  };
}

/**
 * Return those of them that are pointed at, an edge with both its ends.
 * @type {(model: Model, camera: Camera, marked: Marked) => Picture}
 */
export function pointedOf(model, camera, marked) {
  const ids = [marked.hovered ?? "", marked.focused ?? ""];
  const edges = ids.flatMap((id) => model.edges.get(id) ?? []);
  const nodes = ids.flatMap((id) => model.nodes.get(id) ?? []);
  const shown = new Set([...nodes, ...edges.flatMap(({ from, to }) => [from, to])]);
  return {
    ...blank(camera, marked),
    strokes: strokesOf(model, edges, camera, marked),
    marks: marksOf(model, shown, camera, marked),
  };
}

/** @type {(camera: Camera, marked: Marked) => Picture} */
function blank({ width, height }, { theme }) {
  const { paper, text } = INKS[theme];
  return { width, height, paper, ink: text, strokes: [], marks: [], labels: [] };
}

/** @type {(model: Model, edges: Iterable<DrawnEdge>, camera: Camera, marked: Marked) => Stroke[]} */
function strokesOf(model, edges, camera, marked) {
  /** @type {Map<string, Stroke>} */
  const strokes = new Map();
  const crowd = model.edges.size > CROWDED;
  const litEdges = marked.lit !== null && [...marked.lit].some((id) => model.edges.has(id));
  for (const edge of edges) {
    if (edge.hidden) continue;
    const line = lineOf(edge, camera);
    if (!line) continue;
    const state = edgeState(edge, marked, litEdges);
    const ontology = edge.data.family === "ontology";
    const key = `${state}${ontology}`;
    let stroke = strokes.get(key);
    if (!stroke) strokes.set(key, (stroke = strokeOf(state, ontology, camera, marked, crowd)));
    if (stroke.arrow) shortened(line, edge.to.half * camera.scale + 2);
    stroke.lines.push(...line);
  }
  return [...strokes.values()].sort((a, b) => a.rank - b.rank);
}

/**
 * Return 0 for faint, 1 for plain, 2 for what touches the selection or is lit, 3 for the edge itself.
 * @type {(edge: DrawnEdge, marked: Marked, litEdges: boolean) => number}
 */
function edgeState({ data, faded }, { selected, lit, hovered, focused }, litEdges) {
  if (selected.has(data.id) || hovered === data.id || focused === data.id) return 3;
  const bothLit = !litEdges && lit !== null && lit.has(data.from) && lit.has(data.to);
  const isLit = lit === null || lit.has(data.id) || bothLit;
  if (faded || !isLit) return 0;
  return lit !== null || selected.has(data.from) || selected.has(data.to) ? 2 : 1;
}

/** @type {(state: number, ontology: boolean, camera: Camera, marked: Marked, crowd: boolean) => Stroke} */
function strokeOf(state, ontology, camera, marked, crowd) {
  const ink = INKS[marked.theme];
  return {
    rank: state,
    colour: [ink.line, ink.line, ink.near, ink.mark][state],
    width: [crowd ? HAIR : 1, crowd ? HAIR : 1.3, 1.8, 3][state],
    alpha: [FAINT, crowd ? 0.6 : 1, 0.9, 1][state],
    dash: ontology && camera.scale >= DETAILED ? 5 : 0,
    arrow: ontology && camera.scale >= DETAILED,
    lines: [],
  };
}

/**
 * Return an edge's six numbers in pixels, or null where nothing of it can be seen.
 * @type {(edge: DrawnEdge, camera: Camera) => number[] | null}
 */
function lineOf(edge, camera) {
  const [x1, y1] = toScreen(camera, edge.from.x, edge.from.y);
  const [x2, y2] = toScreen(camera, edge.to.x, edge.to.y);
  const [cx, cy] = toScreen(camera, ...controlPoint(edge));
  if (Math.max(x1, x2, cx) < 0 || Math.min(x1, x2, cx) > camera.width) return null;
  if (Math.max(y1, y2, cy) < 0 || Math.min(y1, y2, cy) > camera.height) return null;
  return [x1, y1, cx, cy, x2, y2];
}

/**
 * Let a line end before the node, so that its arrow can be seen.
 * @type {(line: number[], by: number) => void}
 */
function shortened(line, by) {
  const [x, y] = [line[4] - line[2], line[5] - line[3]];
  const length = Math.hypot(x, y);
  if (length <= by) return;
  line[4] -= (x / length) * by;
  line[5] -= (y / length) * by;
}

/** @type {(model: Model, nodes: Iterable<DrawnNode>, camera: Camera, marked: Marked) => Marks[]} */
function marksOf(model, nodes, camera, marked) {
  /** @type {Map<string, Marks>} */
  const marks = new Map();
  for (const node of nodes) {
    if (node.hidden) continue;
    const [x, y] = toScreen(camera, node.x, node.y);
    const half = Math.max(SMALLEST, node.half * camera.scale);
    const reach = half * 1.3 + REACH;
    if (x < -reach || y < -reach || x > camera.width + reach || y > camera.height + reach) continue;
    const { id, kind, community } = node.data;
    const strong = marked.selected.has(id) || marked.hovered === id || marked.focused === id;
    const faint = !strong && (node.faded || (marked.lit !== null && !marked.lit.has(id)));
    const rank = strong ? 2 : faint ? 0 : 1;
    const key = marked.colouring === "kind" ? `${rank}${kind}` : `${rank}${community} ${kind}`;
    let group = marks.get(key);
    if (!group) marks.set(key, (group = marksLike(node, rank, model, camera.scale, marked)));
    group.places.push(x, y, half);
    addRings(marks, node, marked, [x, y, half]);
  }
  return [...marks.values()].sort((a, b) => a.rank - b.rank);
}

/** @type {(node: DrawnNode, rank: number, model: Model, scale: number, marked: Marked) => Marks} */
function marksLike(node, rank, model, scale, marked) {
  const look = lookOf(node, model.kinds.get(node.data.kind), marked.colouring, marked.theme);
  const width = look.width * Math.min(1, 0.4 + scale); // or the outlines of small nodes fill them
  return { ...look, rank, width, alpha: rank === 0 ? FAINT : 1, places: [] };
}

/**
 * Ring what is selected, hovered or in focus, and put a pin on what was put somewhere.
 * @type {(marks: Map<string, Marks>, node: DrawnNode, marked: Marked, place: number[]) => void}
 */
function addRings(marks, node, marked, [x, y, half]) {
  const { id } = node.data;
  const ink = INKS[marked.theme];
  /** @type {(name: string, width: number, size: number, fill?: string) => void} */
  const add = (name, width, size, fill = "") => {
    const made = {
      rank: 3, shape: "dot", fill, border: ink.mark, width, alpha: 1, places: [],
    };
    const group = marks.get(name) ?? made;
    marks.set(name, group);
    group.places.push(x, y, size);
  };
  if (marked.selected.has(id)) add(" selected", 3, half * 1.2 + 4);
  else if (marked.hovered === id) add(" hovered", 1.5, half * 1.2 + 4);
  if (marked.focused === id) add(" focused", 1.5, half * 1.2 + 8);
  if (node.pinned) add(" pinned", 1, 2, ink.paper);
}
