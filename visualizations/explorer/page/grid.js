// Things by the squares that they touch, so that what is near is found without asking everybody.

/** @import { Box } from "./types.js" */

const SQUARE = 160;

/** @template T */
export class Grid {
  constructor() {
    /** @type {Map<number, T[]>} */
    this.cells = new Map();
  }

  /** @param {Box} box @param {T} thing */
  add(box, thing) {
    for (const key of keysOf(box)) {
      const cell = this.cells.get(key);
      // What comes piece by piece is often in the square already.
      if (!cell) this.cells.set(key, [thing]);
      else if (cell[cell.length - 1] !== thing) cell.push(thing);
    }
  }

  /** @param {Box} box @returns {Set<T>} */
  near(box) {
    /** @type {Set<T>} */
    const found = new Set();
    for (const key of keysOf(box)) for (const one of this.cells.get(key) ?? []) found.add(one);
    return found;
  }
}

/** @type {(box: Box) => number[]} */
function keysOf(box) {
  const keys = [];
  for (let row = Math.floor(box.top / SQUARE); row <= Math.floor(box.bottom / SQUARE); row++) {
    for (let at = Math.floor(box.left / SQUARE); at <= Math.floor(box.right / SQUARE); at++) {
      keys.push(row * 1e6 + at); // no scene is a million squares wide
    }
  }
  return keys;
}
