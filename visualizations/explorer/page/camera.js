// Where the drawing is looked at from: a camera is a value, and moving it makes another.

/** @import { Box, Camera } from "./types.js" */

export const FURTHEST = 0.04;
export const CLOSEST = 6;
const CLOSEST_FIT = 1.25; // of a few nodes: closer they would only be large
const MARGIN = 18; // pixels that stay free at the edges when everything is shown

/** @type {(camera: Camera, x: number, y: number) => [number, number]} */
export function toScreen(camera, x, y) {
  return [
    (x - camera.x) * camera.scale + camera.width / 2,
    (y - camera.y) * camera.scale + camera.height / 2,
  ];
}

/** @type {(camera: Camera, x: number, y: number) => [number, number]} */
export function toWorld(camera, x, y) {
  return [
    (x - camera.width / 2) / camera.scale + camera.x,
    (y - camera.height / 2) / camera.scale + camera.y,
  ];
}

/**
 * Move by so many pixels: what lay under a finger stays under it.
 * @type {(camera: Camera, dx: number, dy: number) => Camera}
 */
export function panned(camera, dx, dy) {
  return { ...camera, x: camera.x - dx / camera.scale, y: camera.y - dy / camera.scale };
}

/**
 * Come closer, or go away, with the point at x and y in its place.
 * @type {(camera: Camera, factor: number, x: number, y: number) => Camera}
 */
export function zoomedAt(camera, factor, x, y) {
  const scale = Math.min(CLOSEST, Math.max(FURTHEST, camera.scale * factor));
  const [wx, wy] = toWorld(camera, x, y);
  return {
    ...camera,
    scale,
    x: wx - (x - camera.width / 2) / scale,
    y: wy - (y - camera.height / 2) / scale,
  };
}

/**
 * What one thing takes of the picture: its point and half its size in the scene, which grows with
 * the scale, and the pixels that its label takes to each side, which do not.
 * @typedef {{ x: number, y: number, half: number, aside: number, below: number }} Extent
 */

/**
 * Return a camera that shows everything, labels too, as large as that goes.
 * @type {(camera: Camera, extents: readonly Extent[]) => Camera}
 */
export function fitted(camera, extents) {
  if (!extents.length) return { ...camera, x: 0, y: 0, scale: 1 };
  const wide = Math.max(40, camera.width - 2 * MARGIN);
  const high = Math.max(40, camera.height - 2 * MARGIN);
  let [least, most] = [FURTHEST, CLOSEST_FIT];
  if (!fits(around(extents, most), wide, high)) {
    // Halved so often, what is left is far below a pixel.
    for (let step = 0; step < 24; step++) {
      const middle = (least + most) / 2;
      if (fits(around(extents, middle), wide, high)) least = middle;
      else most = middle;
    }
  } else least = most;
  const box = around(extents, least);
  return {
    ...camera,
    scale: least,
    x: (box.left + box.right) / 2 / least,
    y: (box.top + box.bottom) / 2 / least,
  };
}

/** @type {(extents: readonly Extent[], scale: number) => Box} */
function around(extents, scale) {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { x, y, half, aside, below } of extents) {
    const reach = Math.max(half * scale, aside);
    box.left = Math.min(box.left, x * scale - reach);
    box.right = Math.max(box.right, x * scale + reach);
    box.top = Math.min(box.top, (y - half) * scale);
    box.bottom = Math.max(box.bottom, (y + half) * scale + below);
  }
  return box;
}

/** @type {(box: Box, wide: number, high: number) => boolean} */
function fits(box, wide, high) {
  return box.right - box.left <= wide && box.bottom - box.top <= high;
}

/**
 * Return a camera between two, with t from 0 to 1; closer and further at a steady rate.
 * @type {(from: Camera, to: Camera, t: number) => Camera}
 */
export function between(from, to, t) {
  const eased = t < 0.5 ? 2 * t * t : 1 - 2 * (1 - t) * (1 - t);
  /** @type {(a: number, b: number) => number} */
  const mix = (a, b) => a + (b - a) * eased;
  const scale = from.scale * (to.scale / from.scale) ** eased;
  return { ...to, scale, x: mix(from.x, to.x), y: mix(from.y, to.y) };
}
