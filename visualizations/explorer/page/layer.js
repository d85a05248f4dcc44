// Lines and shapes painted once, with a margin around what is seen: moving the view then only moves
// them. While the scale changes they are stretched, and painted anew when it has come to rest.

/** @import { Camera, Picture } from "./types.js" */

import { toScreen } from "./camera.js";
import { paintShapes } from "./paint.js";

const AROUND = 0.25; // of the width and of the height, on each side
const MOST_LAYER = 24e6; // pixels
const STILL = 90; // milliseconds after which a scale counts as come to rest

export class Layer {
  /** @param {() => void} ask called when it should be painted anew */
  constructor(ask) {
    this.ask = ask;
    this.canvas = document.createElement("canvas");
    /** @type {Camera | null} */
    this.camera = null; // where it was painted from
    this.ratio = 0;
    this.timer = 0;
  }

  /** What it shows is no longer true. */
  forget() {
    this.camera = null;
  }

  /**
   * Paint what is seen on another canvas, which has its ratio of pixels already.
   * @param {CanvasRenderingContext2D} ctx @param {Camera} camera @param {number} ratio
   * @param {(camera: Camera) => Picture} look
   */
  paintOn(ctx, camera, ratio, look) {
    clearTimeout(this.timer);
    if (!this.holds(camera, ratio)) this.renew(camera, ratio, look);
    const from = this.camera;
    if (!from) return;
    const stretch = camera.scale / from.scale;
    const left = toScreen(from, 0, 0)[0];
    const top = toScreen(from, 0, 0)[1];
    const [x, y] = toScreen(camera, 0, 0);
    // On whole pixels of the screen while the scale is the same, or lines would blur and flicker.
    const whole = (/** @type {number} */ at) => (stretch === 1 ? Math.round(at * ratio) / ratio : at);
    ctx.imageSmoothingEnabled = stretch !== 1;
    ctx.drawImage(
      this.canvas, whole(x - left * stretch), whole(y - top * stretch),
      from.width * stretch, from.height * stretch,
    );
    if (stretch !== 1) this.timer = window.setTimeout(() => this.rest(), STILL);
  }

  rest() {
    this.forget();
    this.ask();
  }

  stop() {
    clearTimeout(this.timer);
  }

  /** @param {Camera} camera @param {number} ratio */
  holds(camera, ratio) {
    const from = this.camera;
    if (!from || this.ratio !== ratio) return false;
    const stretch = camera.scale / from.scale;
    const wide = (from.width * stretch - camera.width) / 2;
    const high = (from.height * stretch - camera.height) / 2;
    return (
      Math.abs(camera.x - from.x) * camera.scale <= wide + 1e-6 &&
      Math.abs(camera.y - from.y) * camera.scale <= high + 1e-6 &&
      stretch < 2
    );
  }

  /** @param {Camera} camera @param {number} ratio @param {(camera: Camera) => Picture} look */
  renew(camera, ratio, look) {
    const around = 1 + 2 * AROUND;
    const pixels = camera.width * camera.height * ratio * ratio;
    const size = Math.max(1, Math.min(around, Math.sqrt(MOST_LAYER / pixels)));
    const width = Math.ceil(camera.width * size);
    const height = Math.ceil(camera.height * size);
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.canvas.width !== wide) this.canvas.width = wide;
    if (this.canvas.height !== high) this.canvas.height = high;
    this.camera = { ...camera, width: wide / ratio, height: high / ratio };
    this.ratio = ratio;
    const ctx = this.canvas.getContext("2d", { alpha: false });
    if (ctx) paintShapes(ctx, look(this.camera), ratio);
  }
}
