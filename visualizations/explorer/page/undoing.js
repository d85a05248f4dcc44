// What was done to the drawing, step by step, to be undone and done again. Before the first of these
// steps undoing takes back what was changed in the question, as the browser's Back does.

/** @typedef {import("./page_types.js").App} App */
/** @typedef {import("./types.js").Part} Part */
/** @typedef {Record<string, string>} Look */
/**
 * What came and went, how the drawing was looked at, and what is called otherwise; of which question.
 * @typedef {{added: Part | null, removed: Part | null, parent: string, words: string, from?: Look, to?: Look, at?: number,
 *   names?: Record<string, string>, formerly?: Record<string, string>, of?: string}} Step
 */

export class Undoing {
  /**
   * @param {App} app
   * @param {(step: Step) => unknown} apply
   */
  constructor(app, apply) {
    this.app = app;
    this.apply = apply;
    /** @type {Step[]} */
    this.done = [];
    /** @type {Step[]} */
    this.undone = [];
  }

  clear() {
    this.done = [];
    this.undone = [];
  }

  /**
   * @param {Step} step
   * @param {{again?: boolean}} [how] whether it is no new step, but one that an address holds
   */
  push(step, { again = false } = {}) {
    this.done.push({ ...step, of: this.question });
    this.undone = [];
    if (!again) this.app.visits.forget();
  }

  /** @returns {Step | null} the step that was taken back, but for one to another question */
  undo() {
    if (this.isElsewhere(this.done) && this.app.visits.turn(-1, "Undone: change to the question")) return null;
    const step = this.done.pop();
    if (!step) this.app.status("Nothing to undo here; the browser’s Back leads to the screen before.");
    if (!step) return null;
    this.apply({ ...step, added: step.removed, removed: step.added, to: step.from, names: step.formerly });
    this.undone.push(step);
    return step;
  }

  /** @returns {Step | null} */
  redo() {
    if (this.isElsewhere(this.undone) && this.app.visits.turn(1, "Again: change to the question")) return null;
    const step = this.undone.pop();
    if (!step) this.app.status("Nothing to redo.");
    if (!step) return null;
    this.apply(step);
    this.done.push(step);
    return step;
  }

  /** @returns {string} what is asked, which the drawing may outlast */
  get question() {
    const { screen, params } = this.app.route;
    return JSON.stringify([screen, params]);
  }

  /**
   * Whether no step is left that was taken since the question is what it is.
   * @param {Step[]} steps
   */
  isElsewhere(steps) {
    return steps[steps.length - 1]?.of !== this.question;
  }
}
