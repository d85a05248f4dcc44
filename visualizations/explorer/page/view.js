// The canvas and its camera: the right number of pixels, one painting a frame, gentle movements.

/** @import { Camera } from "./types.js" */

import { between } from "./camera.js";

const MOVING = 220; // milliseconds
const MOST_PIXELS = 16e6; // a canvas beyond is refused by some browsers

export class View {
  /** @param {HTMLCanvasElement} canvas @param {() => void} paintNow @param {() => void} resized */
  constructor(canvas, paintNow, resized) {
    this.canvas = canvas;
    this.paintNow = paintNow;
    this.resized = resized;
    this.frame = 0;
    this.ratio = 1;
    /** @type {Camera} */
    this.camera = { x: 0, y: 0, scale: 1, width: 1, height: 1 };
    /** @type {{ from: Camera, to: Camera, began: number } | null} */
    this.movement = null;
    this.observer = new ResizeObserver(() => this.measure() && this.resized());
    this.observer.observe(canvas);
    this.measure();
  }

  stop() {
    this.observer.disconnect();
    cancelAnimationFrame(this.frame);
  }

  /**
   * Take the size that the page gives the canvas; return whether it is another.
   * @returns {boolean}
   */
  measure() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const wide = Math.max(1, width);
    const high = Math.max(1, height);
    const ratio = Math.min(window.devicePixelRatio || 1, Math.sqrt(MOST_PIXELS / (wide * high)));
    const { camera } = this;
    if (camera.width === wide && camera.height === high && this.ratio === ratio) return false;
    this.ratio = ratio;
    this.canvas.width = Math.round(wide * ratio);
    this.canvas.height = Math.round(high * ratio);
    this.camera = { ...camera, width: wide, height: high };
    if (this.movement) this.movement.to = { ...this.movement.to, width: wide, height: high };
    this.ask();
    return true;
  }

  /** Ask for a painting in the next frame, once however often it is asked for. */
  ask() {
    this.frame ||= requestAnimationFrame((now) => {
      this.frame = 0;
      if (this.measure()) this.resized(); // also where a window comes to a screen with other pixels
      if (this.movement) this.step(now);
      this.paintNow();
    });
  }

  /** @param {number} now */
  step(now) {
    const { movement } = this;
    if (!movement) return;
    const t = Math.min(1, Math.max(0, (now - movement.began) / MOVING));
    this.camera = t < 1 ? between(movement.from, movement.to, t) : movement.to;
    if (t < 1) this.ask();
    else this.movement = null;
  }

  /**
   * Look from elsewhere, at once or on a way that the eye can follow.
   * @param {Camera} camera @param {boolean} [gently]
   */
  look(camera, gently = false) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.movement = null;
    if (gently && !still) {
      this.movement = { from: this.camera, to: camera, began: performance.now() };
    } else this.camera = camera;
    this.ask();
  }

  /** Return the camera as it will be when it has come to rest. */
  get aim() {
    return this.movement?.to ?? this.camera;
  }
}
