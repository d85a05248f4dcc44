// Who fits an advert. Its text stays in this window: no address and no history holds it.

import { button, make } from "./elements.js";
import { param } from "./address.js";
import { answeredView } from "./asking.js";
import { findRoute } from "./edit_in_find.js";
import { field } from "./pieces.js";

/** @typedef {import("./page_types.js").App} App */
/** @typedef {import("./page_types.js").Route} Route */
/** @typedef {import("./page_types.js").View} View */

const MANY = "10";

/**
 * @param {App} app
 * @param {Route} route
 * @returns {Promise<View>}
 */
export async function matchScreen(app, route) {
  const title = "Match an advert";
  const limit = param(route, "limit") || MANY;
  let expression = "";
  const form = () => matchForm(app, limit, expression);
  if (!app.advert) return { title, scene: null, build: () => [form()], back: "Match" };
  const ask = async () => {
    const answer = await app.source.match(app.advert, Number(limit));
    expression = answer.expression ?? "";
    return answer;
  };
  return answeredView(app, route, { title, form, ask });
}

/**
 * @param {App} app
 * @param {string} limit
 * @param {string} expression the advert as Find takes it, once it is read
 */
function matchForm(app, limit, expression) {
  const text = /** @type {HTMLTextAreaElement} */ (make("textarea", {
    rows: 7, value: app.advert, placeholder: "Paste the advert’s text here …",
  }));
  const many = /** @type {HTMLInputElement} */ (make("input", { type: "number", min: "1", max: "1000", value: limit }));
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    app.advert = text.value.trim();
    app.view = null; // the address is the same, and the answer another
    /** @type {Record<string, string[]>} */
    const params = many.value && many.value !== MANY ? { limit: [many.value] } : {};
    app.go({ screen: "match", params, view: {} });
  };
  const edit = expression ? button("Edit in Find", async () => app.go(await findRoute(app, expression))) : null;
  return make("form", { className: "ask", on: { submit } }, field("The advert", text), field("How many people", many),
    make("div", { className: "actions" },
      make("button", { type: "submit", className: "primary", text: "Who fits?" }), edit));
}
