// Rows of a long table: those in view, and some on both sides, are in the document. However long the
// table is, the document stays as small; what is missing above and below is held open by its height.

import { listen, make } from "./elements.js";

const BEYOND = 500; // pixels above and below what is in view that are made too
const GUESS = 34; // pixels of a row that nobody has seen yet

/** @template T */
export class VirtualRows {
  /**
   * @param {HTMLElement} scroller
   * @param {number} columns
   * @param {(row: T) => HTMLElement} makeRow
   */
  constructor(scroller, columns, makeRow) {
    this.scroller = scroller;
    this.makeRow = makeRow;
    this.above = spacer(columns);
    this.body = make("tbody", {});
    this.below = spacer(columns);
    this.whole = false; // for paper, which does not scroll
    /** @type {T[]} */
    this.rows = [];
    /** @type {Map<number, HTMLElement>} */
    this.made = new Map();
    this.heights = new Float32Array(0);
    listen(this.body, { keydown: (/** @type {KeyboardEvent} */ event) => this.pressed(event) });
  }

  /** @param {T[]} rows */
  show(rows) {
    this.rows = rows;
    this.body.replaceChildren();
    this.made.clear();
    this.forget();
  }

  /** The width is another: so is the height of each row. */
  forget() {
    this.heights = new Float32Array(this.rows.length).fill(GUESS);
    this.draw();
  }

  draw() {
    const [from, to] = this.whole ? [0, this.rows.length] : this.inView();
    this.leave(from, to);
    for (let at = from; at < to; at++) if (!this.made.has(at)) this.put(at);
    for (const [at, row] of this.made) this.heights[at] = row.offsetHeight || this.heights[at];
    hold(this.above, sum(this.heights, 0, from));
    hold(this.below, sum(this.heights, to, this.rows.length));
  }

  /** @returns {[number, number]} the first row to be made, and the one behind the last */
  inView() {
    const { top, bottom } = this.scroller.getBoundingClientRect();
    const begin = this.above.getBoundingClientRect().top;
    let [at, y] = [0, begin];
    while (at < this.rows.length && y + this.heights[at] < top - BEYOND) y += this.heights[at++];
    const from = at;
    while (at < this.rows.length && y < bottom + BEYOND) y += this.heights[at++];
    return [from, at];
  }

  /** @param {number} from @param {number} to */
  leave(from, to) {
    for (const [at, row] of this.made) {
      if (at >= from && at < to) continue;
      // Who reads by keys is not thrown to the top of the page.
      if (row.contains(document.activeElement)) this.scroller.focus({ preventScroll: true });
      row.remove();
      this.made.delete(at);
    }
  }

  /** @param {number} at */
  put(at) {
    const row = this.makeRow(this.rows[at]);
    row.setAttribute("aria-rowindex", String(at + 2)); // the head is the first
    row.dataset.at = String(at);
    this.made.set(at, row);
    const next = this.made.get(at + 1) ?? [...this.body.children].find((one) => placeOf(one) > at);
    this.body.insertBefore(row, next ?? null);
  }

  /**
   * The arrows go from row to row, in the column where one is.
   * @param {KeyboardEvent} event
   */
  pressed(event) {
    const cell = /** @type {Element} */ (event.target).closest("td");
    const row = cell?.parentElement;
    if (!cell || !row || event.altKey || event.ctrlKey || event.metaKey) return;
    const last = this.rows.length - 1;
    const to = { ArrowDown: placeOf(row) + 1, ArrowUp: placeOf(row) - 1, Home: 0, End: last }[event.key];
    if (to === undefined || to < 0 || to > last) return;
    event.preventDefault();
    this.reach(to, [...row.children].indexOf(cell));
  }

  /** @param {number} at @param {number} column */
  reach(at, column) {
    if (!this.made.has(at)) {
      const begin = this.above.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
      this.scroller.scrollTop += begin + sum(this.heights, 0, at) - this.scroller.clientHeight / 2;
      this.draw();
    }
    const row = this.made.get(at);
    const target = row?.children[column]?.querySelector("button") ?? row?.querySelector("button");
    target?.focus();
    target?.scrollIntoView({ block: "nearest" });
  }
}

/** @param {number} columns */
function spacer(columns) {
  const cell = make("td", { colSpan: columns });
  return make("tbody", { className: "spacer", "aria-hidden": "true" }, make("tr", {}, cell));
}

/** @param {HTMLElement} place @param {number} height */
function hold(place, height) {
  const cell = place.querySelector("td");
  if (cell) cell.style.height = `${height}px`;
}

/** @param {Float32Array} heights @param {number} from @param {number} to */
function sum(heights, from, to) {
  let total = 0;
  for (let at = from; at < to; at++) total += heights[at];
  return total;
}

/** @param {Element} row */
function placeOf(row) {
  return Number(/** @type {HTMLElement} */ (row).dataset.at);
}
