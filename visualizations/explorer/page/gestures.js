// What hands do on the canvas: drag, pinch, turn the wheel, click, tap, and twice of it.

import { REACHES } from "./hits.js";

const SLACK = { mouse: 4, touch: 10 }; // pixels that a click may wander
const TWICE = 350; // milliseconds between the two clicks of a double one
const TWICE_APART = 24; // pixels
const WHEEL_LINE = 16; // pixels of a line, and of a page below, as wheels count them
const WHEEL_PAGE = 320;

/**
 * What the stage does with them; x and y are pixels on the canvas.
 * @typedef {object} Hands
 * @property {(x: number, y: number, reach: number) => boolean} grab is there a node to drag?
 * @property {(dx: number, dy: number) => void} dragNode
 * @property {(dx: number, dy: number) => void} pan
 * @property {(factor: number, x: number, y: number) => void} zoomAt
 * @property {(moved: boolean) => void} drop
 * @property {(x: number, y: number, reach: number, event: PointerEvent) => void} click
 * @property {(x: number, y: number, reach: number, event: PointerEvent) => void} open
 * @property {(x: number, y: number, reach: number) => void} hover
 * @property {() => void} leave
 */

/** @typedef {{ x: number, y: number, startX: number, startY: number }} Finger */

/** Turns the events of pointers into what hands do. */
export class Gestures {
  /** @param {HTMLElement} canvas @param {Hands} hands */
  constructor(canvas, hands) {
    this.canvas = canvas;
    this.hands = hands;
    /** @type {Map<number, Finger>} */
    this.fingers = new Map();
    this.grabbed = false;
    this.moved = false;
    this.last = { time: -Infinity, x: 0, y: 0, by: "" };
    this.ended = new AbortController();
    this.listen();
  }

  listen() {
    const { canvas, ended: { signal } } = this;
    canvas.style.touchAction = "none"; // or the browser takes two fingers for its own zoom
    canvas.addEventListener("pointerdown", (event) => this.down(event), { signal });
    canvas.addEventListener("pointermove", (event) => this.hover(event), { signal });
    canvas.addEventListener("pointerleave", () => this.hands.leave(), { signal });
    canvas.addEventListener("wheel", (event) => this.wheel(event), { signal, passive: false });
    // On the window, for a drag may leave the canvas.
    window.addEventListener("pointermove", (event) => this.move(event), { signal });
    window.addEventListener("pointerup", (event) => this.up(event), { signal });
    window.addEventListener("pointercancel", (event) => this.cancel(event), { signal });
  }

  stop() {
    this.ended.abort();
  }

  /** @param {MouseEvent} event @returns {[number, number]} */
  point(event) {
    const box = this.canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  /** @param {PointerEvent} event */
  down(event) {
    if (event.button !== 0) return;
    const [x, y] = this.point(event);
    this.fingers.set(event.pointerId, { x, y, startX: x, startY: y });
    if (this.fingers.size === 1) {
      this.moved = false;
      this.grabbed = this.hands.grab(x, y, reachOf(event) / 2);
    } else this.release(true);
  }

  /** @param {boolean} moved */
  release(moved) {
    this.moved = moved;
    if (this.grabbed) this.hands.drop(moved);
    this.grabbed = false;
  }

  /** @param {PointerEvent} event */
  move(event) {
    const finger = this.fingers.get(event.pointerId);
    if (!finger) return;
    const [x, y] = this.point(event);
    const slack = event.pointerType === "touch" ? SLACK.touch : SLACK.mouse;
    if (!this.moved && Math.hypot(x - finger.startX, y - finger.startY) < slack) return;
    this.moved = true;
    const [dx, dy] = [x - finger.x, y - finger.y];
    if (this.fingers.size > 1) this.pinch(finger, x, y);
    else if (this.grabbed) this.hands.dragNode(dx, dy);
    else this.hands.pan(dx, dy);
    Object.assign(finger, { x, y });
  }

  /**
   * One of two fingers has come to x and y: what lay under both still does.
   * @param {Finger} finger @param {number} x @param {number} y
   */
  pinch(finger, x, y) {
    const other = [...this.fingers.values()].find((one) => one !== finger);
    if (!other) return;
    const before = Math.hypot(finger.x - other.x, finger.y - other.y) || 1;
    const after = Math.hypot(x - other.x, y - other.y) || 1;
    this.hands.pan((x - finger.x) / 2, (y - finger.y) / 2);
    this.hands.zoomAt(after / before, (x + other.x) / 2, (y + other.y) / 2);
  }

  /** @param {PointerEvent} event */
  up(event) {
    if (!this.fingers.delete(event.pointerId) || this.fingers.size) return;
    const { moved } = this;
    this.release(moved);
    if (moved) return;
    const [x, y] = this.point(event);
    if (this.isSecond(x, y, event)) this.hands.open(x, y, reachOf(event), event);
    else this.hands.click(x, y, reachOf(event), event);
  }

  /**
   * Is this the second click of a double one? The next is a first again.
   * @param {number} x @param {number} y @param {PointerEvent} event
   */
  isSecond(x, y, { timeStamp: time, pointerType: by, shiftKey }) {
    const { last } = this;
    const near = by === last.by && Math.hypot(x - last.x, y - last.y) < TWICE_APART;
    const second = near && time - last.time < TWICE && !shiftKey;
    this.last = { time: second ? -Infinity : time, x, y, by };
    return second;
  }

  /** @param {PointerEvent} event */
  cancel(event) {
    if (this.fingers.delete(event.pointerId)) this.release(this.moved);
  }

  /** @param {PointerEvent} event */
  hover(event) {
    if (event.pointerType === "touch" || this.fingers.size) return;
    this.hands.hover(...this.point(event), reachOf(event));
  }

  /** @param {WheelEvent} event */
  wheel(event) {
    event.preventDefault();
    const unit = [1, WHEEL_LINE, WHEEL_PAGE][event.deltaMode] ?? 1;
    // A pinch on a touchpad comes as a wheel with Ctrl, in smaller steps.
    const turned = event.deltaY * unit * (event.ctrlKey ? 0.01 : 0.0018);
    this.hands.zoomAt(Math.exp(-Math.min(1, Math.max(-1, turned))), ...this.point(event));
  }
}

/** @type {(event: PointerEvent) => number} */
function reachOf(event) {
  return event.pointerType === "touch" ? REACHES.touch : REACHES.mouse;
}
