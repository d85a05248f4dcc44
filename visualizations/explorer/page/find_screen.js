// Who has this stack: chips of concepts, each with its months and how lately; and who fits an advert.

import { fill, make, said } from "./elements.js";
import { combobox } from "./combobox.js";
import { choice, disclosure, field, sign } from "./pieces.js";
import { answerBody } from "./rows.js";
import { idsIn, inIds, inNames, termsIn } from "./expressions.js";
import { FileSource } from "./file_source.js";

/** @typedef {import("./page_types.js").App} App */
/** @typedef {import("./page_types.js").Route} Route */
/** @typedef {import("./page_types.js").View} View */
/** @typedef {{id: string, how: string, months: string, since: string}} Chip */

/** @type {[string, string][]} */
const HOW = [["all", "must have"], ["any", "one of these"], ["none", "must not have"]];
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
  const also = route.params.also?.[0] ?? "";
  await app.names.ask([...chips.map((one) => one.id), ...idsIn(also)]);
  if (!chips.length && !also) return { title: "Find people", scene: null, build: () => [findForm(app, chips, also), hint(app)], back: "Find" };
  const answer = await app.ask("find", { terms: termsOf(chips, also), limit: 20 });
  return { title: answer.title, scene: answer, back: "Answer", build: () => [findForm(app, chips, also), ...answerBody(app, answer)] };
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
 * @param {Chip[]} chips
 * @param {string} also
 */
function termsOf(chips, also) {
  const term = (/** @type {Chip} */ { id, months, since }) => (
    id + (months ? `:${months}m` : "") + (since === "current" ? ":current" : since ? `:since=${since}` : ""));
  const of = (/** @type {string} */ how) => chips.filter((one) => one.how === how).map(term);
  const any = of("any");
  return [...of("all"), ...(any.length ? [any.join(" OR ")] : []),
    ...of("none").map((one) => `NOT ${one}`), ...termsIn(also)];
}

/**
 * @param {App} app
 * @param {Chip[]} chips
 * @param {string} also
 */
function findForm(app, chips, also) {
  const list = make("ul", { className: "chips", "aria-label": "Skills asked for" });
  const go = async () => {
    /** @type {Record<string, string[]>} */
    const params = {};
    for (const { how, id, months, since } of chips) {
      (params[how] ??= []).push([id, months, since].join("@").replace(/@+$/, ""));
    }
    const typed = more.value.trim();
    if (typed) params.also = [await inIds(app, typed)];
    app.go({ screen: "find", params, view: {} });
  };
  const { box } = combobox(app, {
    label: "Add a skill", placeholder: "Add a skill …", kinds: ["Concept"],
    choose: (one) => {
      app.names.learn(one);
      if (!chips.some((chip) => chip.id === one.id)) chips.push({ id: one.id, how: "all", months: "", since: "" });
      go();
    },
  });
  const more = /** @type {HTMLInputElement} */ (make("input", {
    type: "text", value: inNames(app, also), placeholder: "in=Germany level=senior", spellcheck: false,
    on: { change: go },
  }));
  fill(list, ...chips.map((one) => chip(app, one, go, () => { chips.splice(chips.indexOf(one), 1); go(); })));
  return make("form", { className: "ask", on: { submit: (/** @type {Event} */ event) => { event.preventDefault(); go(); } } },
    list, box, conditions(more));
}

/** @param {HTMLInputElement} more */
function conditions(more) {
  const inside = () => [field("Place, employer, level …", more,
    "in=Germany · at=EMPLOYER · level=senior · years=5 · language=German · title= · degree= · school=")];
  const shown = disclosure("More conditions", inside);
  if (more.value) shown.querySelector("button")?.click();
  return shown;
}

/**
 * @param {App} app
 * @param {Chip} one
 * @param {() => void} go
 * @param {() => void} away
 */
function chip(app, one, go, away) {
  const name = app.names.of(one.id);
  const set = (/** @type {"how" | "months" | "since"} */ key) => (/** @type {string} */ value) => { one[key] = value; go(); };
  const now = new Date().getFullYear();
  /** @type {[string, string][]} */
  const since = [["", "at any time"], ["current", "still used"], ...[1, 3, 5].map((years) => (
    /** @type {[string, string]} */ ([String(now - years), `since ${now - years}`])))];
  if (one.since && !since.some(([value]) => value === one.since)) since.push([one.since, `since ${one.since}`]);
  const named = (/** @type {HTMLElement} */ select, /** @type {string} */ label) => {
    select.setAttribute("aria-label", `${name}: ${label}`);
    return select;
  };
  return make("li", { className: `chip ${one.how}` },
    make("span", { className: "name" }, sign(app, app.names.kindOf(one.id)), said(name)),
    make("button", { type: "button", className: "away", "aria-label": `Remove ${name}`, text: "×", on: { click: away } }),
    named(choice(HOW, one.how, set("how")), "condition"),
    one.how === "none" ? null : named(choice(MONTHS, one.months, set("months")), "how long"),
    one.how === "none" ? null : named(choice(since, one.since, set("since")), "how lately"));
}

/**
 * Who fits an advert. Its text stays in this window: no address and no history holds it.
 * @param {App} app
 * @returns {Promise<View>}
 */
export async function matchScreen(app) {
  const text = /** @type {HTMLTextAreaElement} */ (make("textarea", {
    rows: 7, value: app.advert, placeholder: "Paste the advert’s text here …",
  }));
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    app.advert = text.value.trim();
    app.view = null; // the address is the same, and the answer another
    app.go({ screen: "match", params: {}, view: {} });
  };
  const form = make("form", { className: "ask", on: { submit } }, field("The advert", text),
    make("button", { type: "submit", className: "primary", text: "Who fits?" }));
  if (!app.advert) return { title: "Match an advert", scene: null, build: () => [form], back: "Match" };
  const answer = await app.source.match(app.advert);
  return { title: answer.title, scene: answer, build: () => [form, ...answerBody(app, answer)], back: "Answer" };
}
