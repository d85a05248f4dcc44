// Time as bars: a person's roles and technologies, and the people who used a concept by year.

import { make, said } from "./elements.js";
import { more, nodeButton, quotes } from "./pieces.js";
import { TIMES_SAID, counted, inYears, monthOf, monthText, yearOf } from "./words.js";

/** @typedef {import("./page_types.js").App} App */
/** @typedef {import("./page_types.js").Details} Details */
/** @typedef {import("./page_types.js").Stint} Stint */
/** @typedef {{from: number, to: number}} Span */

const TECHNOLOGIES = 10;

/**
 * Return a person's roles in their time, each with its technologies, then the technologies' own.
 * @param {App} app
 * @param {Details} details
 */
export function timeline(app, details) {
  const stints = details.timeline ?? [];
  const spans = stints.map((one) => spanOf(one)).filter((one) => one !== null);
  const studies = details.studies ?? [];
  const all = { from: Math.min(...spans.map((one) => one.from)), to: Math.max(...spans.map((one) => one.to)) };
  return make("section", { className: "timeline" }, make("h2", { text: "Roles" }),
    spans.length ? axis(all) : null,
    make("ul", { className: "stints" }, ...stints.map((one) => stint(app, one, all, details))),
    studies.length ? make("h2", { text: "Studies" }) : null,
    studies.length ? make("ul", { className: "stints" }, ...studies.map((one) => study(app, one, details))) : null,
    spans.length ? technologies(app, stints, all) : null);
}

/**
 * @param {Stint} one
 * @returns {Span | null}
 */
function spanOf(one) {
  const from = monthOf(one.from);
  if (from === null) return null;
  const to = monthOf(one.to) ?? from + (one.months ?? 1) - 1;
  return { from, to: Math.max(to, from) };
}

/** @param {Span} all */
function axis(all) {
  const years = make("div", { className: "axis", "aria-hidden": "true" });
  years.append(make("span", { text: String(yearOf(all.from)) }), make("span", { text: String(yearOf(all.to)) }));
  return years;
}

/**
 * @param {Span[]} spans
 * @param {Span} all
 */
function bar(spans, all) {
  const width = all.to - all.from + 1;
  const track = make("div", { className: "track", "aria-hidden": "true" });
  for (const { from, to } of spans) {
    const piece = make("span", {});
    piece.style.left = `${((from - all.from) / width) * 100}%`;
    piece.style.width = `${((to - from + 1) / width) * 100}%`;
    track.append(piece);
  }
  return track;
}

/**
 * @param {App} app
 * @param {Stint} one
 * @param {Span} all
 * @param {Details} details
 */
function stint(app, one, all, details) {
  const span = spanOf(one);
  const until = one.current ? (one.asOf ? `now (as of ${one.asOf})` : "now") : monthText(one.to);
  const least = one.atLeast ? "at least " : "";
  const when = [monthText(one.from), until].filter(Boolean).join(" – ");
  const used = one.technologies.map((tech) => make("li", {}, nodeButton(app, tech.id, "", tech.name)));
  return make("li", {},
    span ? bar([span], all) : null,
    make("p", {}, said(one.title, "strong"), one.employer ? " at " : "",
      one.employer ? nodeButton(app, one.employer.id, "Employer", one.employer.name) : null),
    make("p", { className: "when", text: when + (span ? ` · ${least}${inYears(one.months ?? span.to - span.from + 1)}` : "") }),
    used.length ? make("ul", { className: "used", "aria-label": "Used there" }, ...used) : null,
    quotes(app, one.evidence.map((number) => details.evidence[number]).filter(Boolean), 1));
}

/**
 * @param {App} app
 * @param {Record<string, any>} one
 * @param {Details} details
 */
function study(app, one, details) {
  const when = [monthText(one.from), monthText(one.to)].filter(Boolean).join(" – ");
  const named = (/** @type {any} */ what) => (typeof what === "string" ? what : what?.name ?? "");
  const title = one.title || [one.degree, one.field].map(named).filter(Boolean).join(", ");
  const school = one.school;
  return make("li", {},
    make("p", {}, said(title || "Studied", "strong"), school ? " at " : "",
      school?.id ? nodeButton(app, school.id, "School", school.name) : said(named(school))),
    when ? make("p", { className: "when", text: when }) : null,
    quotes(app, (one.evidence ?? []).map((/** @type {number} */ at) => details.evidence[at]).filter(Boolean), 1));
}

/**
 * Return the longest used technologies, each a row of bars where its roles used it.
 * @param {App} app
 * @param {Stint[]} stints
 * @param {Span} all
 */
function technologies(app, stints, all) {
  /** @type {Map<string, {name: string, spans: Span[], months: number}>} */
  const found = new Map();
  for (const one of stints) {
    const span = spanOf(one);
    for (const { id, name, months } of span ? one.technologies : []) {
      const known = found.get(id) ?? { name, spans: [], months: 0 };
      if (span) known.spans.push(span);
      // What is known of a technology is said of all roles together.
      known.months = months ?? known.months + (span ? span.to - span.from + 1 : 0);
      found.set(id, known);
    }
  }
  const sorted = [...found].sort((a, b) => b[1].months - a[1].months || (a[0] < b[0] ? -1 : 1));
  if (!sorted.length) return null;
  const item = (/** @type {typeof sorted[0]} */ [id, { name, spans, months }]) => make("li", {},
    nodeButton(app, id, "", name), make("span", { className: "when", text: inYears(months) }), bar(spans, all));
  const list = make("ul", { className: "spans" }, ...sorted.slice(0, TECHNOLOGIES).map(item));
  const rest = sorted.slice(TECHNOLOGIES);
  const opener = rest.length ? more(rest.length, "more", () => {
    list.append(...rest.map(item));
    opener?.remove();
  }) : null;
  if (opener) opener.textContent = `+${rest.length} more`;
  return make("div", {}, make("h2", { text: "Technologies in their time" }),
    make("p", { className: "costs", text: TIMES_SAID }), list, opener);
}

/** @type {Record<string, string>} */
const DID = { Employer: "worked there", School: "studied there", Degree: "studied for it", Field: "studied it" };

/**
 * Return how many people used a concept, or were at a place, in each year.
 * @param {{year: number, people: number}[]} months
 * @param {string} kind
 */
export function peopleByYear(months, kind) {
  const most = Math.max(...months.map((one) => one.people), 1);
  const items = months.map(({ year, people }) => {
    const column = make("span", { className: "column", "aria-hidden": "true" });
    column.style.height = `${(people / most) * 48}px`;
    return make("li", { title: `${year}: ${counted(people, "person", "people")}` },
      make("span", { className: "number", text: String(people) }), column,
      make("span", { className: "year", text: `’${String(year).slice(2)}` }));
  });
  return make("section", {}, make("h2", { text: `People who ${DID[kind] ?? "used it"}, by year` }),
    make("ol", { className: "years" }, ...items));
}
