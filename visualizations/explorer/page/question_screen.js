// Every other question: a form made of the question's own description, and its answer.

import { make, said } from "./elements.js";
import { combobox } from "./combobox.js";
import { choice, disclosure, field, sign } from "./pieces.js";
import { answeredView } from "./asking.js";
import { param } from "./address.js";
import { idsIn, inIds, inNames } from "./expressions.js";

/** @typedef {import("./page_types.js").App} App */
/** @typedef {import("./page_types.js").Route} Route */
/** @typedef {import("./page_types.js").View} View */
/** @typedef {import("./page_types.js").Argument} Argument */

const NODE_ID = /^\w+:[\w.+#~/-]+$/;
const MOST_ROWS = 25;
const EITHER = "A skill; or type at=EMPLOYER, or several, as in Go OR Rust";

/** What the menu calls each question; one that is not here goes by its own name. */
export const TITLES = new Map([
  ["compare", "Compare two people"], ["shared", "What people share"], ["similar", "Similar people"],
  ["colleagues", "Colleagues over time"], ["bridges", "Bridges between two worlds"],
  ["team", "Smallest team"], ["communities", "Communities"], ["gap", "What somebody lacks"],
  ["tenure", "Months per skill"], ["timeline", "Timeline"], ["profile", "Profile"],
  ["people", "All people"], ["skills", "All skills"], ["employers", "All employers"],
  ["schools", "All schools"], ["duplicates", "Possible duplicates"],
]);
/** @type {Record<string, string>} */
const LABELS = { person: "Person", people: "People", a: "One", b: "The other", terms: "Skills", from: "From", to: "To", k: "How many alternatives", limit: "At most so many", without: "As if nobody had", sort: "Order", like: "Name contains" };

/** @type {Record<string, string>} what is said beneath a field that was left empty */
const WANTED = {
  person: "Choose a person: type a name and take a suggestion.", count: "Say how many.",
  node: "Choose a person, skill, employer or school: type a name and take a suggestion.",
  term: "Add at least one skill: type its name and take a suggestion.",
};

/**
 * @param {App} app
 * @param {Route} route
 * @returns {Promise<View>}
 */
export async function questionScreen(app, route) {
  const name = route.screen === "path" ? "path" : param(route, "q");
  const described = app.forms.get(name);
  if (!described) throw new Error(`There is no question “${name}” here.`);
  const title = name === "path" ? "Path between two" : TITLES.get(name) ?? name;
  const values = Object.values(route.params).flat();
  await app.names.ask([...new Set(values.flatMap((one) => (NODE_ID.test(one) ? [one] : idsIn(one))))]);
  const lead = make("p", { className: "lead", text: described.summary });
  const form = () => questionForm(app, route, name, described.arguments);
  const given = given_of(route, described.arguments);
  if (!given) return { title, scene: null, build: () => [lead, form()], back: title };
  return answeredView(app, route, { title, form, ask: () => app.ask(name, given) });
}

/**
 * Return the arguments as the question takes them, or null where a needed one is missing.
 * @param {Route} route
 * @param {Argument[]} described
 */
function given_of(route, described) {
  /** @type {Record<string, any>} */
  const given = {};
  for (const one of described) {
    const values = route.params[one.name] ?? [];
    if (!values.length) {
      if (one.needed) return null;
    } else if (one.many) given[one.name] = values;
    else if (one.kind === "count") given[one.name] = Number(values[0]);
    else if (one.kind === "flag") given[one.name] = values[0] === "yes";
    else [given[one.name]] = values;
  }
  const asked = described.some((one) => one.many && !one.option);
  const empty = !Object.keys(given).length && !route.params.go;
  if (asked && empty && described.length > 1) return null;
  // Nobody looks at more at once; the answer says how many there are, and shows more.
  const limit = described.find((one) => one.name === "limit");
  if (limit && (limit.value === null || limit.value > MOST_ROWS)) given.limit ??= MOST_ROWS;
  return given;
}

/**
 * @param {App} app
 * @param {Route} route
 * @param {string} name
 * @param {Argument[]} described
 */
function questionForm(app, route, name, described) {
  /** @type {Record<string, string[]>} */
  const params = structuredClone(route.params);
  const go = () => app.go({ screen: route.screen, params: { ...params, go: ["yes"] }, view: {} });
  /** @type {Map<Argument, HTMLElement>} */
  const gaps = new Map();
  const complete = () => described.every((one) => !one.needed || params[one.name]?.length);
  const changed = () => { if (complete()) go(); };
  const shown = described.filter((one) => one.kind !== "text" && one.name !== "contact");
  const made = (/** @type {Argument} */ one) => {
    const gap = make("p", { className: "missing", role: "alert" });
    if (one.needed) gaps.set(one, gap);
    return make("div", {}, control(app, one, params, changed), gap);
  };
  const complain = () => {
    for (const [one, gap] of gaps) gap.textContent = params[one.name]?.length ? "" : WANTED[one.kind] ?? "Fill this in.";
    const first = [...gaps.values()].find((gap) => gap.textContent);
    first?.parentElement?.querySelector("input")?.focus();
  };
  const inMore = shown.filter((one) => one.option && one.name !== "k");
  const fields = shown.filter((one) => !inMore.includes(one)).map(made);
  if (inMore.length) fields.push(disclosure("More options", () => inMore.map(made)));
  const submit = (/** @type {Event} */ event) => { event.preventDefault(); if (complete()) go(); else complain(); };
  const label = name === "path" ? "Show the paths" : "Ask";
  return make("form", { className: "ask", on: { submit } }, ...fields,
    make("button", { type: "submit", className: "primary", text: label }));
}

/**
 * @param {App} app
 * @param {Argument} one
 * @param {Record<string, string[]>} params
 * @param {() => void} changed
 */
function control(app, one, params, changed) {
  const label = LABELS[one.name] ?? one.name.replaceAll("_", " ");
  const set = (/** @type {string[]} */ values) => {
    if (values.length) params[one.name] = values;
    else delete params[one.name];
    changed();
  };
  const value = params[one.name]?.[0] ?? "";
  if (one.choices.length) {
    const words = /** @type {[string, string][]} */ (one.choices.map((text) => [text, text]));
    return field(label, choice(words, value || String(one.value ?? ""), (text) => set([text])));
  }
  if (one.kind === "flag") {
    const change = (/** @type {any} */ event) => set(event.target.checked ? ["yes"] : []);
    return field(label, make("input", { type: "checkbox", checked: value === "yes", on: { change } }));
  }
  if (one.kind === "count") {
    const change = (/** @type {any} */ event) => set(event.target.value ? [event.target.value] : []);
    return field(label, make("input", { type: "number", min: "1", value: value || String(one.value ?? ""), on: { change } }));
  }
  return picker(app, one, label, params[one.name] ?? [], set);
}

/**
 * Return what a field holds as people read it: who or what an id means, or an expression in names.
 * @param {App} app
 * @param {string} value
 */
function calledBy(app, value) {
  return NODE_ID.test(value) ? app.names.of(value) : inNames(app, value);
}

/**
 * Return a field that takes one node, or several as chips; a term may be typed as in find.
 * @param {App} app
 * @param {Argument} one
 * @param {string} label
 * @param {string[]} values
 * @param {(values: string[]) => void} set
 */
function picker(app, one, label, values, set) {
  const kinds = one.kind === "person" ? ["Person"] : one.kind === "term" ? ["Concept"] : [];
  const takes = (/** @type {string} */ value) => set(one.many ? [...new Set([...values, value])] : [value]);
  const text = values[0] ?? "";
  const { box } = combobox(app, {
    label, kinds, keep: !one.many,
    value: one.many ? "" : calledBy(app, text),
    placeholder: one.many ? "Add …" : "Type a name …",
    choose: (chosen) => { app.names.learn(chosen); takes(chosen.id); },
    typed: one.kind === "term" ? async (typed) => takes(await inIds(app, typed)) : undefined,
  });
  const chips = one.many && values.length ? make("ul", { className: "chips" }, ...values.map((value) => {
    const name = calledBy(app, value);
    return make("li", { className: "chip" },
      make("span", { className: "name" }, app.names.kindOf(value) ? sign(app, app.names.kindOf(value)) : null, said(name)),
      make("button", { type: "button", className: "away", text: "×", "aria-label": `Remove ${name}`,
        on: { click: () => set(values.filter((other) => other !== value)) } }));
  })) : null;
  return make("div", { className: "field" }, make("span", { className: "label", text: label, "aria-hidden": "true" }),
    chips, box, one.kind === "term" && !one.many ? make("small", { text: EITHER }) : null);
}
