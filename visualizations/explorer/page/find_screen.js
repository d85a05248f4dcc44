// Who has this stack: chips of concepts, each with its months and how lately, and other conditions.

import { make, said } from "./elements.js";
import { param } from "./address.js";
import { answeredView } from "./asking.js";
import { combobox } from "./combobox.js";
import { conditionFields, conditionsOf, conditionsText } from "./conditions.js";
import { choice, sign } from "./pieces.js";
import { inYears } from "./words.js";
import { idsIn, inIds, inNames, termsIn } from "./expressions.js";
import { FileSource } from "./file_source.js";

/** @typedef {import("./page_types.js").App} App */
/** @typedef {import("./page_types.js").Route} Route */
/** @typedef {import("./page_types.js").View} View */
/** @typedef {import("./conditions.js").Conditions} Conditions */
/** @typedef {{id: string, how: string, months: string, since: string}} Chip */

/** @type {[string, string][]} */
const HOW = [["all", "must have"], ["any", "one of these"], ["nice", "nice to have"], ["none", "must not have"]];
/** @type {[string, string][]} */
const MONTHS = [["", "any length"], ["6", "6+ months"], ["12", "1+ year"],
  ["24", "2+ years"], ["36", "3+ years"], ["60", "5+ years"]];

/**
 * @param {App} app
 * @param {Route} route
 * @returns {Promise<View>}
 */
export async function findScreen(app, route) {
  const chips = HOW.flatMap(([how]) => (route.params[how] ?? []).map((text) => chipOf(how, text)));
  const also = route.params.also ?? [];
  await app.names.ask([...chips.map((one) => one.id), ...also.flatMap(idsIn)]);
  const title = "Find people";
  const form = () => findForm(app, chips, also);
  if (!chips.length && !also.length) return { title, scene: null, build: () => [form(), hint(app)], back: "Find" };
  const ask = () => app.ask("find", { terms: termsOf(chips, also), limit: Number(param(route, "limit") || 20) });
  return answeredView(app, route, { title, form, ask });
}

/** @param {App} app */
function hint(app) {
  const text = app.source instanceof FileSource ? ""
    : "Add one skill or more. A broad one (“database”) finds everything beneath it.";
  return make("p", { className: "none", text });
}

/**
 * @param {string} how
 * @param {string} text
 * @returns {Chip}
 */
function chipOf(how, text) {
  const [id, months = "", since = ""] = text.split("@");
  return { id, how, months, since };
}

/**
 * Return the terms as the question takes them.
 * @param {readonly Chip[]} chips
 * @param {string[]} also
 */
function termsOf(chips, also) {
  const term = (/** @type {Chip} */ { id, months, since }) => (
    id + (months ? `:${months}m` : "") + (since === "current" ? ":current" : since ? `:since=${since}` : ""));
  const of = (/** @type {string} */ how) => chips.filter((one) => one.how === how).map(term);
  const any = of("any");
  return [...of("all"), ...(any.length ? [any.join(" OR ")] : []), ...of("nice").map((one) => `${one}?`),
    ...of("none").map((one) => `NOT ${one}`), ...also.flatMap(termsIn)];
}

/**
 * Ask Find anew; a word for a concept becomes its id, so that the address may hold it.
 * @param {App} app
 * @param {readonly Chip[]} chips
 * @param {Conditions} conditions
 */
async function goFind(app, chips, { told, rest }) {
  /** @type {Record<string, string[]>} */
  const params = {};
  for (const { how, id, months, since } of chips) {
    (params[how] ??= []).push([id, months, since].join("@").replace(/@+$/, ""));
  }
  const also = [conditionsText({ told, rest: "" }), rest ? await inIds(app, rest) : ""].filter(Boolean);
  if (also.length) params.also = also;
  await app.go({ screen: "find", params, view: {} });
}

/**
 * @param {App} app
 * @param {readonly Chip[]} chips
 * @param {string[]} also
 */
function findForm(app, chips, also) {
  const read = also.map(conditionsOf);
  const told = new Map(read.flatMap((one) => [...one.told]));
  const conditions = { told, rest: read.map((one) => one.rest).filter(Boolean).join(" ") };
  const go = (/** @type {readonly Chip[]} */ changed) => goFind(app, changed, conditions);
  const { box } = combobox(app, {
    label: "Add a skill", placeholder: "Add a skill …", kinds: ["Concept"],
    choose: (one) => {
      app.names.learn(one);
      go(chips.some((chip) => chip.id === one.id) ? chips : [...chips, { id: one.id, how: "all", months: "", since: "" }]);
    },
  });
  const items = chips.map((one) => chip(app, one, (changed) => (
    go(chips.flatMap((other) => (other === one ? changed ?? [] : other))))));
  const submit = (/** @type {Event} */ event) => { event.preventDefault(); go(chips); };
  const shown = { told, rest: inNames(app, conditions.rest) };
  return make("form", { className: "ask", on: { submit } },
    make("ul", { className: "chips", "aria-label": "Skills asked for" }, ...items), box,
    conditionFields(shown, (changed) => goFind(app, chips, changed)));
}

/**
 * @param {App} app
 * @param {Chip} one
 * @param {(changed: Chip | null) => void} go
 */
function chip(app, one, go) {
  const name = app.names.of(one.id);
  const set = (/** @type {"how" | "months" | "since"} */ key) => (/** @type {string} */ value) => go({ ...one, [key]: value });
  const now = new Date().getFullYear();
  /** @type {[string, string][]} */
  const since = [["", "at any time"], ["current", "still used"], ...[1, 3, 5].map((years) => (
    /** @type {[string, string]} */ ([String(now - years), `since ${now - years}`])))];
  if (one.since && !since.some(([value]) => value === one.since)) since.push([one.since, `since ${one.since}`]);
  const months = MONTHS.some(([value]) => value === one.months) ? MONTHS
    : [...MONTHS, /** @type {[string, string]} */ ([one.months, `${inYears(Number(one.months))} or more`])];
  const named = (/** @type {HTMLElement} */ select, /** @type {string} */ label) => {
    select.setAttribute("aria-label", `${name}: ${label}`);
    return select;
  };
  return make("li", { className: `chip ${one.how}` },
    make("span", { className: "name" }, sign(app, app.names.kindOf(one.id)), said(name)),
    make("button", { type: "button", className: "away", "aria-label": `Remove ${name}`, text: "×", on: { click: () => go(null) } }),
    named(choice(HOW, one.how, set("how")), "condition"),
    one.how === "none" ? null : named(choice(months, one.months, set("months")), "how long"),
    one.how === "none" ? null : named(choice(since, one.since, set("since")), "how lately"));
}
