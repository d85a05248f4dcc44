// The keys, and the dialog that lists them.

import { partOf, listen } from "./elements.js";

/** @typedef {import("./page_types.js").App} App */

const ARROWS = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };

/** @param {App} app */
export function startKeys(app) {
  const help = /** @type {HTMLDialogElement} */ (partOf("help"));
  /** @type {Record<string, () => void>} */
  const acts = {
    "/": () => partOf("search").querySelector("input")?.focus(),
    f: () => app.stage.fit(),
    t: () => app.toggleTable(),
    e: () => expandSelected(app),
    u: () => app.growth.undo(),
    r: () => app.growth.redo(),
    "?": () => help.showModal(),
    "+": () => app.stage.zoom(1.3),
    "-": () => app.stage.zoom(1 / 1.3),
    Escape: () => (partOf("tables").hidden ? app.select(null) : app.toggleTable(false)),
  };
  listen(document, {
    keydown: (/** @type {KeyboardEvent} */ event) => {
      if (help.open || event.altKey || isTyping(event)) return;
      if (event.ctrlKey || event.metaKey) return undoing(app, event);
      const act = acts[event.key];
      if (!act || event.defaultPrevented) return;
      event.preventDefault();
      act();
    },
  });
  listen(partOf("keys"), { click: () => help.showModal() });
  listen(partOf("drawing"), { keydown: (/** @type {KeyboardEvent} */ event) => walk(app, event) });
}

/** @param {KeyboardEvent} event */
function isTyping(event) {
  const place = /** @type {HTMLElement} */ (event.target);
  return place.matches?.("input:not([type=checkbox], [type=range]), textarea, select");
}

/**
 * @param {App} app
 * @param {KeyboardEvent} event
 */
function undoing(app, event) {
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return;
  event.preventDefault();
  if (key === "y" || event.shiftKey) app.growth.redo();
  else app.growth.undo();
}

/** @param {App} app */
function expandSelected(app) {
  const { selection } = app;
  if (selection && "node" in selection) app.growth.expand(selection.node);
  else app.status("Select a node first; then e expands it.");
}

/**
 * Walk from node to node with the arrows.
 * @param {App} app
 * @param {KeyboardEvent} event
 */
function walk(app, event) {
  const direction = ARROWS[/** @type {keyof typeof ARROWS} */ (event.key)];
  if (!direction || event.defaultPrevented) return;
  event.preventDefault();
  const next = app.stage.focusNext(direction);
  if (next) app.select({ node: next });
}
