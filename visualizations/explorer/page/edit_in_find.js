// An expression, as an advert is read, becomes the form of Find: chips, fields, and what neither holds.

import { conditionsOf, conditionsText } from "./conditions.js";
import { conceptId } from "./expressions.js";

/** @typedef {import("./page_types.js").App} App */
/** @typedef {import("./page_types.js").Route} Route */

const TERM = /^(?<name>"[^"]*"|[^"():?^=]+)(?<conditions>(?::(?:\d+[my]|current|since=[\d-]+))*)(?<mark>\?)?$/;
const ALTERNATIVES = /^\(([^()]+ OR [^()]+)\)$/;

/**
 * Return the route of Find with an expression's conditions.
 * @param {App} app
 * @param {string} expression
 * @returns {Promise<Route>}
 */
export async function findRoute(app, expression) {
  /** @type {Record<string, string[]>} */
  const params = {};
  /** @type {string[]} */
  const rest = [];
  for (const part of partsOf(expression)) {
    const [how, texts] = await chipsOf(app, part, Boolean(params.any));
    if (texts.length) (params[how] ??= []).push(...texts);
    else rest.push(part);
  }
  const { fields, others } = sorted(rest);
  const also = [fields, others].filter(Boolean);
  if (also.length) params.also = also;
  return { screen: "find", params, view: {} };
}

/**
 * Return what AND joins, but for what is in parentheses or quotes.
 * @param {string} expression
 */
export function partsOf(expression) {
  const parts = [""];
  let depth = 0;
  for (const word of expression.match(/"[^"]*"|[()]|\s+|[^\s()"]+/g) ?? []) {
    depth += word === "(" ? 1 : word === ")" ? -1 : 0;
    if (word === "AND" && !depth) parts.push("");
    else parts[parts.length - 1] += word;
  }
  return parts.map((part) => part.trim()).filter(Boolean);
}

/**
 * Return how a part is asked for, with its chips; with none where it is no chip.
 * @param {App} app
 * @param {string} part
 * @param {boolean} hasAlternatives the form has room for one list of them
 * @returns {Promise<[string, string[]]>}
 */
async function chipsOf(app, part, hasAlternatives) {
  const either = hasAlternatives ? null : ALTERNATIVES.exec(part)?.[1].split(" OR ");
  if (either) {
    const texts = await Promise.all(either.map((one) => chipText(app, one)));
    return ["any", texts.every((text) => text && !text.endsWith("?")) ? /** @type {string[]} */ (texts) : []];
  }
  const negated = part.startsWith("NOT ");
  const text = await chipText(app, negated ? part.slice(4) : part);
  if (!text) return ["", []];
  return [negated ? "none" : text.endsWith("?") ? "nice" : "all", [text.replace(/\?$/, "")]];
}

/**
 * @param {App} app
 * @param {string} text
 */
async function chipText(app, text) {
  const found = TERM.exec(text.trim())?.groups;
  const id = found && await conceptId(app, found.name.trim());
  if (!found || !id) return null;
  const months = /:(\d+)([my])/.exec(found.conditions);
  const length = months ? String(Number(months[1]) * (months[2] === "y" ? 12 : 1)) : "";
  const since = found.conditions.includes(":current") ? "current" : /since=([\d-]+)/.exec(found.conditions)?.[1] ?? "";
  return [id, length, since].join("@").replace(/@+$/, "") + (found.mark ?? "");
}

/**
 * Return conditions that the fields hold, and the rest as one expression.
 * @param {string[]} parts
 */
function sorted(parts) {
  /** @type {Map<string, string>} */
  const told = new Map();
  const others = [];
  for (const part of parts) {
    const [one] = conditionsOf(part).told;
    if (one && !conditionsOf(part).rest && !told.has(one[0])) told.set(...one);
    else others.push(part);
  }
  return { fields: conditionsText({ told, rest: "" }), others: others.join(" AND ") };
}
