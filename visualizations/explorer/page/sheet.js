// On a phone the panel is a sheet at the bottom, which a handle pulls up and down.

import { elementById, listen } from "./elements.js";

const HEIGHTS = ["low", "half", "high"];
const FAR = 40; // pixels that a pull must go to count

export function startSheet() {
  const sheet = elementById("sheet");
  const handle = elementById("handle");
  const set = (/** @type {string} */ height) => {
    sheet.dataset.height = height;
    handle.setAttribute("aria-expanded", String(height !== "low"));
  };
  const step = (/** @type {number} */ by) => {
    const at = HEIGHTS.indexOf(sheet.dataset.height ?? "half") + by;
    set(HEIGHTS[Math.max(0, Math.min(at, HEIGHTS.length - 1))]);
  };
  let from = 0;
  let pulled = false;
  listen(handle, {
    pointerdown: (/** @type {PointerEvent} */ event) => {
      from = event.clientY;
      pulled = false;
      handle.setPointerCapture(event.pointerId);
    },
    pointerup: (/** @type {PointerEvent} */ event) => {
      const by = from - event.clientY;
      if (Math.abs(by) < FAR) return;
      pulled = true;
      step(Math.sign(by) * (Math.abs(by) > innerHeight / 3 ? 2 : 1));
    },
    click: () => {
      if (!pulled) set(sheet.dataset.height === "high" ? "low" : HEIGHTS[HEIGHTS.indexOf(sheet.dataset.height ?? "half") + 1]);
      pulled = false;
    },
    keydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "ArrowUp") step(1);
      if (event.key === "ArrowDown") step(-1);
    },
  });
  // What was asked for in the drawing is seen at once, without hiding the drawing.
  listen(sheet, {
    lowered: () => set("low"),
    filled: () => { if (sheet.dataset.height === "low") set("half"); },
  });
  set("half");
}
