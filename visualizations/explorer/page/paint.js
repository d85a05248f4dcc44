// A picture on a canvas.

/** @import { Marks, Picture, Stroke } from "./types.js" */

import { fontOf } from "./labels.js";
import { traceShape } from "./shapes.js";

const ARROW = 8; // pixels
const AT_ONCE = 16; // lines of a path: one each costs calls, thousands in one are slow to fill in

/** @type {(ctx: CanvasRenderingContext2D, picture: Picture, ratio: number) => void} */
export function paint(ctx, picture, ratio) {
  paintShapes(ctx, picture, ratio);
  paintLabels(ctx, picture);
}

/** @type {(ctx: CanvasRenderingContext2D, picture: Picture, ratio: number) => void} */
export function paintShapes(ctx, picture, ratio) {
  begin(ctx, picture.paper, picture, ratio);
  for (const stroke of picture.strokes) paintStroke(ctx, stroke, ratio);
  for (const marks of picture.marks) paintMarks(ctx, marks);
}

/**
 * Make a canvas blank, and its unit a pixel of the page.
 * @type {(ctx: CanvasRenderingContext2D, paper: string, size: { width: number, height: number }, ratio: number) => void}
 */
export function begin(ctx, paper, { width, height }, ratio) {
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.globalAlpha = 1;
  ctx.fillStyle = paper;
  ctx.fillRect(0, 0, width, height);
}

/**
 * Paint over what is there.
 * @type {(ctx: CanvasRenderingContext2D, picture: Picture, ratio: number) => void}
 */
export function paintOver(ctx, picture, ratio) {
  for (const stroke of picture.strokes) paintStroke(ctx, stroke, ratio);
  for (const marks of picture.marks) paintMarks(ctx, marks);
  paintLabels(ctx, picture);
}

/** @type {(ctx: CanvasRenderingContext2D, stroke: Stroke, ratio: number) => void} */
function paintStroke(ctx, { colour, width, alpha, dash, arrow, lines }, ratio) {
  ctx.globalAlpha = alpha;
  ctx.strokeStyle = ctx.fillStyle = colour;
  ctx.lineWidth = width || 1 / ratio; // a line of one pixel is several times quicker than of more
  ctx.setLineDash(dash ? [dash, dash - 1] : []);
  for (let start = 0; start < lines.length; start += 6 * AT_ONCE) {
    const end = Math.min(lines.length, start + 6 * AT_ONCE);
    ctx.beginPath();
    for (let at = start; at < end; at += 6) traceLine(ctx, lines, at);
    ctx.stroke();
  }
  ctx.setLineDash([]);
  if (!arrow) return;
  for (let at = 0; at < lines.length; at += 6) {
    ctx.beginPath();
    arrowHead(lines, at).forEach(([x, y]) => ctx.lineTo(x, y));
    ctx.fill();
  }
}

/** @type {(ctx: CanvasRenderingContext2D, lines: readonly number[], at: number) => void} */
function traceLine(ctx, lines, at) {
  ctx.moveTo(lines[at], lines[at + 1]);
  if (isStraight(lines, at)) ctx.lineTo(lines[at + 4], lines[at + 5]);
  else ctx.quadraticCurveTo(lines[at + 2], lines[at + 3], lines[at + 4], lines[at + 5]);
}

/** @type {(lines: readonly number[], at: number) => boolean} */
export function isStraight(lines, at) {
  const across = (lines[at] + lines[at + 4]) / 2 - lines[at + 2];
  const down = (lines[at + 1] + lines[at + 5]) / 2 - lines[at + 3];
  // An arrow's line ends a little earlier, which moves the middle along the line, not off it.
  const [x, y] = [lines[at + 4] - lines[at], lines[at + 5] - lines[at + 1]];
  return Math.abs(across * y - down * x) < 0.5 * Math.hypot(x, y) + 1e-9;
}

/** @type {(lines: readonly number[], at: number) => [number, number][]} */
export function arrowHead(lines, at) {
  const [cx, cy, x, y] = lines.slice(at + 2, at + 6);
  const length = Math.hypot(x - cx, y - cy) || 1;
  const [ux, uy] = [(x - cx) / length, (y - cy) / length];
  const [bx, by] = [x - ux * ARROW, y - uy * ARROW];
  const half = ARROW * 0.4;
  return [[x, y], [bx - uy * half, by + ux * half], [bx + uy * half, by - ux * half]];
}

/** @type {(ctx: CanvasRenderingContext2D, marks: Marks) => void} */
function paintMarks(ctx, { shape, fill, border, width, alpha, places }) {
  ctx.globalAlpha = alpha;
  ctx.fillStyle = fill || "transparent";
  ctx.strokeStyle = border;
  ctx.lineWidth = width;
  for (let at = 0; at < places.length; at += 3) {
    ctx.beginPath();
    traceShape(ctx, shape, places[at], places[at + 1], places[at + 2]);
    if (fill) ctx.fill();
    ctx.stroke();
  }
}

/** @type {(ctx: CanvasRenderingContext2D, picture: Picture) => void} */
function paintLabels(ctx, { labels, paper, ink }) {
  ctx.textAlign = "center";
  ctx.textBaseline = "alphabetic";
  // A veil behind the letters keeps them legible over lines; outlined letters take far longer.
  ctx.globalAlpha = 0.78;
  ctx.fillStyle = paper;
  for (const { box } of labels) {
    ctx.fillRect(box.left, box.top, box.right - box.left, box.bottom - box.top);
  }
  ctx.globalAlpha = 1;
  ctx.fillStyle = ink;
  for (const strong of [false, true]) {
    ctx.font = fontOf(strong);
    for (const label of labels) if (label.strong === strong) ctx.fillText(label.text, label.x, label.y);
  }
}
