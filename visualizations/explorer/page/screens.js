// The screens by their names in the address.

import { make } from "./elements.js";
import { aboutScreen } from "./about_screen.js";
import { documentScreen } from "./document_screen.js";
import { findScreen } from "./find_screen.js";
import { matchScreen } from "./match_screen.js";
import { nodeScreen, startScreen } from "./start_screen.js";
import { questionScreen } from "./question_screen.js";
import { param } from "./address.js";

/** @typedef {import("./page_types.js").App} App */
/** @typedef {import("./page_types.js").Route} Route */
/** @typedef {import("./page_types.js").View} View */

/** @type {Record<string, (app: App, route: Route) => Promise<View>>} */
const SCREENS = {
  start: startScreen,
  node: (app, route) => nodeScreen(app, param(route, "id")),
  find: findScreen,
  match: matchScreen,
  path: questionScreen,
  ask: questionScreen,
  document: documentScreen,
  about: aboutScreen,
};

/**
 * @param {App} app
 * @param {Route} route
 */
export async function screenOf(app, route) {
  const screen = Object.hasOwn(SCREENS, route.screen) ? SCREENS[route.screen] : startScreen;
  return screen(app, route);
}

/**
 * Return what a screen is that could not be made.
 * @param {Error} error
 * @returns {View}
 */
export function failed(error) {
  const said = make("p", { className: "notes error", role: "alert", text: error.message });
  return { title: "Not answered", scene: null, back: "Back", build: () => [said] };
}
