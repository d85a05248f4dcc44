// The keys, and the dialog that lists them.

import { elementById, listen } from "./elements.js";

/** @typedef {import("./page_types.js").App} App */

/** @param {App} app */
export function startShortcuts(app) {
  const help = /** @type {HTMLDialogElement} */ (elementById("help"));
  /** @type {Record<string, () => void>} */
  const acts = {
    "/": () => elementById("search").querySelector("input")?.focus(),
    f: () => app.stage.fit(),
    t: () => app.toggleTable(),
    e: () => expandSelected(app),
    u: () => app.growth.undo(),
    r: () => app.growth.redo(),
    "?": () => help.showModal(),
    "+": () => app.stage.zoom(1.3),
    "-": () => app.stage.zoom(1 / 1.3),
    Escape: () => stepBack(app),
  };
  listen(document, {
    keydown: (/** @type {KeyboardEvent} */ event) => {
      if (help.open || event.altKey || isTyping(event)) return;
      if (event.ctrlKey || event.metaKey) return undoing(app, event);
      const act = acts[event.key];
      if (!act || event.defaultPrevented || (event.key !== "Escape" && isPicking(app, event))) return;
      event.preventDefault();
      act();
    },
  });
  listen(elementById("keys"), { click: () => help.showModal() });
}

/** @param {KeyboardEvent} event */
function isTyping(event) {
  const place = /** @type {HTMLElement} */ (event.target);
  return place.matches?.("input:not([type=checkbox], [type=range]), textarea, select");
}

/**
 * Whether somebody is at a form, or its answer is on the way: letters are then meant for it.
 * @param {App} app
 * @param {KeyboardEvent} event
 */
function isPicking(app, event) {
  const place = /** @type {HTMLElement} */ (event.target);
  return app.panel.place.getAttribute("aria-busy") === "true" || Boolean(place.closest?.(".ask, .combobox, .menu"));
}

/**
 * Escape goes one step back and keeps the question.
 * @param {App} app
 */
function stepBack(app) {
  if (!elementById("tables").hidden) return app.toggleTable(false);
  if (app.route.view.sel) return app.select(null);
  if (["document", "node", "about"].includes(app.route.screen)) return app.visits.back(app);
  app.status("The browser’s Back leads to the question before this one.");
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

/** @type {string} the node of the first shift-click */
let pathFrom = "";

/**
 * The first shift-click remembers a node; the second asks for the path between both.
 * @param {App} app
 * @param {string} id
 */
export function pathTo(app, id) {
  if (!app.source.asks) return app.status("Paths are asked of a graph: run “commonground serve”.");
  if (!pathFrom || pathFrom === id) {
    pathFrom = id;
    return app.status(`Path from ${app.names.of(id)}: shift-click where to.`);
  }
  const params = { from: [pathFrom], to: [id], go: ["yes"] };
  pathFrom = "";
  return app.go({ screen: "path", params, view: {} });
}

/**
 * Return the end of a link that the keys did not come from; else the one that is not asked about.
 * @param {App} app
 * @param {string} id
 */
function farEnd(app, id) {
  const edge = app.model.edges.get(id);
  if (!edge) return "";
  const near = app.stage.focus.node?.data.id ?? app.scene?.focus.find((one) => one === edge.from || one === edge.to);
  return near === edge.to ? edge.from : edge.to;
}

/** @param {App} app */
function expandSelected(app) {
  const { selection } = app;
  if (!selection) return app.status("Select a node or a link first; then e expands it.");
  return app.growth.expand("node" in selection ? selection.node : farEnd(app, selection.edge));
}
