// A question and its answer on one screen; a failure keeps the form and says what might be meant.

import { button, make, said } from "./elements.js";
import { answerBody } from "./rows.js";

/** @typedef {import("./page_types.js").App} App */
/** @typedef {import("./page_types.js").Route} Route */
/** @typedef {import("./page_types.js").View} View */
/** @typedef {import("./page_types.js").Answer} Answer */
/** @typedef {{title: string, form: () => HTMLElement, ask: () => Promise<Answer>}} Asking */

/**
 * @param {App} app
 * @param {Route} route
 * @param {Asking} asking
 * @returns {Promise<View>}
 */
export async function answeredView(app, route, { title, form, ask }) {
  try {
    const answer = await ask();
    return { title: answer.title, scene: answer, back: "Answer", build: () => [form(), ...answerBody(app, answer)] };
  } catch (error) {
    const failure = /** @type {Error & {choices?: string[]}} */ (error);
    return { title, scene: null, back: title, build: () => [form(), ...failureBody(app, route, failure)] };
  }
}

/**
 * @param {App} app
 * @param {Route} route
 * @param {Error & {choices?: string[]}} error
 */
function failureBody(app, route, error) {
  const alert = make("p", { className: "notes error", role: "alert" }, "Not answered: ", said(error.message));
  const { wrong, meant } = suggested(error);
  const useful = Object.values(route.params).flat().some((value) => value.includes(wrong));
  if (!wrong || !meant.length || !useful) return [alert];
  const buttons = meant.map(({ word, label }) => button(label, () => app.go(corrected(route, wrong, word))));
  return [alert, make("div", { className: "actions", role: "group", "aria-label": `Instead of ${wrong}` },
    said("Did you mean", "span"), ...buttons)];
}

/**
 * Return the word that was not understood, and what a refusal says might be meant.
 * @param {Error & {choices?: string[]}} error
 */
export function suggested({ message, choices = [] }) {
  const wrong = /['“"]([^'”"]+)['”"]/.exec(message)?.[1] ?? "";
  const named = /did you mean (.+?)\??$/.exec(message)?.[1]?.split(" or ").map((word) => ({ word, label: word })) ?? [];
  const listed = choices.map((line) => {
    const [word, ...told] = line.split("  "); // the id, and what tells it from the others
    return { word, label: told.join(", ") || word };
  });
  return { wrong, meant: [...listed, ...named].slice(0, 6) };
}

/**
 * @param {Route} route
 * @param {string} wrong
 * @param {string} word
 * @returns {Route}
 */
function corrected(route, wrong, word) {
  const entries = Object.entries(route.params)
    .map(([key, values]) => [key, values.map((value) => value.replaceAll(wrong, word))]);
  return { screen: route.screen, params: Object.fromEntries(entries), view: {} };
}
