// A picture as a file: SVG as text, PNG as bytes.

/** @import { Label, Marks, Picture, Stroke } from "./types.js" */

import { FACE, TEXT_SIZE } from "./labels.js";
import { arrowHead, isStraight, paint } from "./paint.js";
import { shapePath } from "./shapes.js";

const HAIRLINE = 0.7;
const SHARPNESS = 2; // pixels of a PNG for each of the page, at least

/**
 * Return text that an XML file may hold: the five signs as entities, nothing that XML forbids.
 * @type {(text: string) => string}
 */
export function escapedXml(text) {
  const entities = new Map([
    ["&", "&amp;"], ["<", "&lt;"], [">", "&gt;"], ['"', "&quot;"], ["'", "&#39;"],
  ]);
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udfff]/gu, "\ufffd")
    .replace(/[&<>"']/g, (sign) => entities.get(sign) ?? "");
}

/** @type {(picture: Picture, title: string) => string} */
export function svgOf(picture, title) {
  const { width, height, paper } = picture;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title>${escapedXml(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${escapedXml(paper)}"/>`,
    ...picture.strokes.map(strokeElement),
    ...picture.marks.map(marksElement),
    `<g font-family="${escapedXml(FACE)}" font-size="${TEXT_SIZE}" text-anchor="middle" fill="${escapedXml(picture.ink)}">`,
    ...picture.labels.map((label) => labelElements(label, paper)),
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

/** @type {(stroke: Stroke) => string} */
function strokeElement({ colour, width, alpha, dash, arrow, lines }) {
  const paths = [];
  const heads = [];
  for (let at = 0; at < lines.length; at += 6) {
    const [x1, y1, cx, cy, x2, y2] = lines.slice(at, at + 6).map((value) => value.toFixed(1));
    paths.push(`M${x1},${y1}${isStraight(lines, at) ? "L" : `Q${cx},${cy} `}${x2},${y2}`);
    if (arrow) heads.push(`M${arrowHead(lines, at).map((point) => point.map(tenths)).join("L")}Z`);
  }
  const dashes = dash ? ` stroke-dasharray="${dash} ${dash - 1}"` : "";
  const paint = escapedXml(colour);
  return [
    `<path fill="none" stroke="${paint}" stroke-width="${width || HAIRLINE}" opacity="${alpha}"${dashes} d="${paths.join("")}"/>`,
    ...(heads.length ? [`<path fill="${paint}" opacity="${alpha}" d="${heads.join("")}"/>`] : []),
  ].join("\n");
}

/** @type {(value: number) => string} */
function tenths(value) {
  return value.toFixed(1);
}

/** @type {(marks: Marks) => string} */
function marksElement({ shape, fill, border, width, alpha, places }) {
  const paths = [];
  for (let at = 0; at < places.length; at += 3) {
    paths.push(`<path d="${shapePath(shape, places[at], places[at + 1], places[at + 2])}"/>`);
  }
  const look = `fill="${escapedXml(fill || "none")}" stroke="${escapedXml(border)}" stroke-width="${width}"`;
  return `<g ${look} opacity="${alpha}">${paths.join("")}</g>`;
}

/** @type {(label: Label, paper: string) => string} */
function labelElements({ text, x, y, strong }, paper) {
  const place = `x="${x.toFixed(1)}" y="${y.toFixed(1)}"${strong ? ' font-weight="600"' : ""}`;
  const halo = `stroke="${escapedXml(paper)}" stroke-width="3" paint-order="stroke" stroke-linejoin="round"`;
  return `<text ${place} ${halo}>${escapedXml(text)}</text>`;
}

/** @type {(picture: Picture) => Promise<Blob>} */
export function pngOf(picture) {
  const canvas = document.createElement("canvas");
  const ratio = Math.max(SHARPNESS, window.devicePixelRatio);
  canvas.width = Math.round(picture.width * ratio);
  canvas.height = Math.round(picture.height * ratio);
  const ctx = canvas.getContext("2d");
  if (ctx) paint(ctx, picture, ratio);
  return new Promise((done, failed) =>
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("the picture is too large"))))
  );
}
