// The legend, which is the filter: kinds, links, time, size and colour.

import { communityList } from "./communities.js";
import { button, fill, icon, make, stroke } from "./elements.js";
import { choice, field } from "./pieces.js";
import { yearOf } from "./words.js";

/** @typedef {import("./page_types.js").App} App */

/** A look is no step of the history: going back leads to another screen. */
const NO_STEP = { replace: true };

/**
 * @param {App} app
 * @param {HTMLElement} place
 */
export function showLegend(app, place) {
  const nodes = [...app.model.nodes.values()];
  const edges = [...app.model.edges.values()];
  const kinds = counts(nodes.map((node) => node.kind));
  const families = counts(edges.map((edge) => edge.family));
  const looks = [...app.looks.values()].filter((look) => kinds.get(look.kind));
  fill(place,
    make("h2", { text: "Legend and filter" }),
    make("ul", { "aria-label": "Kinds of nodes" }, ...looks.map((look) => (
      toggle(app, "kinds", look.kind, icon(look, app.dark), look.many || look.kind, kinds.get(look.kind) ?? 0)))),
    families.size ? make("h2", { text: "Links" }) : null,
    make("ul", { "aria-label": "Kinds of links" }, ...[...families].map(([family, count]) => (
      toggle(app, "families", family, stroke(family), app.families.get(family) ?? family, count)))),
    time(app),
    button("Show all", () => app.growth.showAll(), "all"),
    make("h2", { text: "Filtered out" }),
    field("What does not fit is", choice([["hide", "hidden"], ["fade", "faded"]],
      app.filter.faded ? "fade" : "hide", (value) => app.setFilter({ faded: value === "fade" }))),
    make("h2", { text: "Look" }),
    field("Size by", choice([["links", "links"], ["months", "months of use"], ["centrality", "centrality"]],
      app.sized, (value) => app.look({ size: value === "links" ? "" : value }, NO_STEP))),
    field("Colour by", choice([["kind", "kind"], ["community", "community"]],
      app.coloured, (value) => recolour(app, place, value))),
    app.coloured === "community" ? make("div", { className: "divided" }, make("h2", { text: "Communities" }), communityList(app)) : null);
}

/**
 * Colour otherwise and say what the colours mean; the choice keeps the focus.
 * @param {App} app
 * @param {HTMLElement} place
 * @param {string} value
 */
async function recolour(app, place, value) {
  await app.look({ colour: value === "kind" ? "" : value }, NO_STEP);
  showLegend(app, place);
  [...place.querySelectorAll("select")].pop()?.focus();
}

/**
 * @param {string[]} names
 * @returns {Map<string, number>}
 */
function counts(names) {
  const found = new Map();
  for (const name of names) found.set(name, (found.get(name) ?? 0) + 1);
  return found;
}

/**
 * @param {App} app
 * @param {"kinds" | "families"} which
 * @param {string} key
 * @param {Element} picture
 * @param {string} words
 * @param {number} count
 */
function toggle(app, which, key, picture, words, count) {
  const change = (/** @type {any} */ { target }) => {
    if (target.checked) app.filter[which].delete(key);
    else app.filter[which].add(key);
    app.setFilter({});
  };
  const box = make("input", { type: "checkbox", checked: !app.filter[which].has(key), on: { change } });
  const number = make("span", { className: "count", text: count.toLocaleString("en") });
  return make("li", {}, make("label", {}, box, picture, make("span", { text: words }), number));
}

/**
 * Return the first and last year that anything drawn speaks of.
 * @param {App} app
 * @returns {[number, number] | null}
 */
export function yearsOf(app) {
  const things = [...app.model.nodes.values(), ...app.model.edges.values()];
  const firsts = things.flatMap((one) => one.first ?? []);
  const lasts = things.flatMap((one) => one.last ?? []);
  if (!firsts.length || !lasts.length) return null;
  const years = /** @type {[number, number]} */ ([
    yearOf(Math.min(...firsts)), yearOf(Math.max(...lasts)),
  ]);
  return years[0] < years[1] ? years : null;
}

/** @param {App} app */
function time(app) {
  const years = yearsOf(app);
  if (!years) return null;
  const [first, last] = years;
  const from = app.filter.from === null ? first : yearOf(app.filter.from);
  const to = app.filter.to === null ? last : yearOf(app.filter.to);
  const said = make("output", {});
  const slider = (/** @type {string} */ label, /** @type {number} */ value) => (
    /** @type {HTMLInputElement} */ (make("input", {
      type: "range", min: String(first), max: String(last), step: "1", value: String(value), "aria-label": label,
    })));
  const [low, high] = [slider("From year", from), slider("To year", to)];
  const told = () => {
    said.textContent = `${low.value} – ${high.value}`;
    for (const one of [low, high]) one.setAttribute("aria-valuetext", one.value);
  };
  const moved = (/** @type {Event} */ event) => {
    const other = event.target === low ? high : low;
    if (Number(low.value) > Number(high.value)) other.value = event.target === low ? low.value : high.value;
    told();
    const [a, b] = [Number(low.value), Number(high.value)];
    app.setFilter({ from: a === first ? null : a * 12, to: b === last ? null : b * 12 + 11 });
  };
  for (const one of [low, high]) one.addEventListener("input", moved);
  told();
  return make("div", { className: "time", role: "group", "aria-label": "Years" },
    make("h2", {}, "Years ", said), low, high);
}
