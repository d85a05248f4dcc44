// Where one has been: whether a step leads back, and how a screen was left for a document.

import { addressOf, param, sameQuestion } from "./address.js";

/** @typedef {import("./page_types.js").Route} Route */
/** @typedef {import("./page_types.js").View} View */
/** @typedef {import("./page_types.js").App} App */
/** @typedef {{view: View, viewed: Route, body: App["body"], scene: App["scene"], shown: Node[], key: string, top: number}} Left */

const MOST_LEFT = 12;
const FORMS = ["find", "path", "ask", "match"]; // screens on which a question is changed

export class Visits {
  constructor() {
    /** @type {Map<string, Left>} */
    this.left = new Map();
    /** @type {Map<number, Route>} where this window has been since the page was opened, by the step */
    this.walked = new Map();
    this.words = "";
  }

  /** @returns {number} how many steps of this window lead back to this page */
  get depth() {
    return Number(history.state?.depth ?? 0);
  }

  /**
   * Write a route into the history of the window.
   * @param {Route} route
   * @param {boolean} replace
   */
  write(route, replace) {
    const address = addressOf(route);
    const { depth } = this;
    if (replace) history.replaceState({ ...history.state, route, depth }, "", address);
    else {
      this.forget();
      history.pushState({ route, depth: depth + 1, before: location.hash }, "", address);
    }
    this.walked.set(this.depth, route);
  }

  /**
   * Note where a step of the browser led; what is unknown here begins another walk.
   * @param {Route} route
   */
  arrived(route) {
    const known = this.walked.get(this.depth);
    if (!known || addressOf(known) !== addressOf(route)) this.walked.clear();
    this.walked.set(this.depth, route);
  }

  /** Nothing is ahead any more. */
  forget() {
    for (const step of this.walked.keys()) if (step > this.depth) this.walked.delete(step);
  }

  /**
   * Go back or forth to the next other question of this screen's form, as the browser's Back does;
   * return whether there is one.
   * @param {-1 | 1} way
   * @param {string} words what is said there
   */
  turn(way, words) {
    const here = this.walked.get(this.depth);
    if (!here || !FORMS.includes(here.screen)) return false;
    let step = this.depth;
    let there;
    do {
      step += way;
      there = this.walked.get(step);
    } while (there && sameQuestion(there, here));
    if (there?.screen !== here.screen || param(there, "q") !== param(here, "q")) return false;
    this.words = words;
    history.go(step - this.depth);
    return true;
  }

  /**
   * Say what a step back or forth was.
   * @param {App} app
   */
  tell(app) {
    if (this.words) app.status(this.words);
    this.words = "";
  }

  /**
   * Whether a step back leads to this route.
   * @param {Route} route
   */
  isBehind(route) {
    return this.depth > 0 && history.state?.before === addressOf(route);
  }

  /**
   * Keep a screen as it stands: its opened lines, and how far it was read.
   * @param {App} app
   * @param {Route} route
   */
  keep(app, route) {
    const { view, viewed, body, scene, panel } = app;
    if (!view || !viewed) return;
    const shown = [...panel.place.childNodes];
    const left = { view, viewed, body, scene, shown, key: panel.shown, top: panel.place.scrollTop };
    this.left.set(JSON.stringify([route.screen, route.params, route.view.sel]), left);
    if (this.left.size > MOST_LEFT) this.left.delete([...this.left.keys()][0]);
  }

  /**
   * Return how a screen was left, once.
   * @param {Route} route
   */
  take(route) {
    const key = JSON.stringify([route.screen, route.params, route.view.sel]);
    const left = this.left.get(key) ?? null;
    this.left.delete(key);
    return left;
  }

  /**
   * Show a screen as it was left for a document.
   * @param {App} app
   * @param {Route} route
   * @param {Left} left
   */
  async resume(app, route, { view, viewed, body, scene, shown, key, top }) {
    Object.assign(app, { turn: app.turn + 1, route, view, viewed, body });
    if (scene && scene !== app.scene) app.show(scene);
    app.applyView();
    app.panel.busy(false);
    app.panel.restore(view.title, shown, key, top);
  }

  /**
   * Go one step back, or to the start where this screen came first.
   * @param {App} app
   */
  back(app) {
    if (this.depth) return history.back();
    return app.go({ screen: "start", params: {}, view: {} });
  }
}
