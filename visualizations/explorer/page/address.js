// The page's address: which screen, asked about which ids and under which conditions. Other words
// that somebody typed, which may be somebody's name, are kept by the browser's history alone.

import { isExpression } from "./expressions.js";

/** @typedef {import("./page_types.js").Route} Route */

const ADDRESSED = /^[\w.~:@+/-]{1,200}$/;
const TYPED = ["also", "terms"]; // what may hold any word
const VIEW = ["sel", "hide", "without", "from", "to", "size", "colour", "fade", "open"];

/**
 * @param {string} hash
 * @returns {Route}
 */
export function parsed(hash) {
  const [screen, query = ""] = hash.replace(/^#/, "").split("?");
  /** @type {Route} */
  const route = { screen: screen || "start", params: {}, view: {} };
  for (const [key, value] of new URLSearchParams(query)) {
    if (key.startsWith("v.") && VIEW.includes(key.slice(2))) route.view[key.slice(2)] = value;
    else (route.params[key] ??= []).push(value);
  }
  return route;
}

/**
 * Return the address of a screen: what is no id and no condition is left out.
 * @param {Route} route
 */
export function addressOf(route) {
  const query = new URLSearchParams();
  for (const [key, values] of Object.entries(route.params)) {
    const kept = (/** @type {string} */ one) => isExpression(one) || (ADDRESSED.test(one) && !TYPED.includes(key));
    for (const value of values.filter(kept)) query.append(key, value);
  }
  for (const [key, value] of Object.entries(route.view)) if (value) query.set(`v.${key}`, value);
  const text = query.toString().replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%2F", "/").replaceAll("%40", "@");
  return `#${route.screen}${text ? `?${text}` : ""}`;
}

/**
 * Whether a route's address says all that is asked.
 * @param {Route} route
 */
export function isWholeIn(route) {
  return sameQuestion(route, parsed(addressOf(route)));
}

/**
 * Whether two addresses are answered alike: the same screen, asked the same.
 * @param {Route} a
 * @param {Route} b
 */
export function sameQuestion(a, b) {
  return a.screen === b.screen && JSON.stringify(a.params) === JSON.stringify(b.params);
}

/**
 * Return the first value of a parameter, or "".
 * @param {Route} route
 * @param {string} name
 */
export function param(route, name) {
  return route.params[name]?.[0] ?? "";
}

/**
 * Whether the second asks the same as the first for more rows.
 * @param {Route} before
 * @param {Route} now
 */
export function isLonger(before, now) {
  const without = (/** @type {Route} */ { screen, params }) => JSON.stringify([screen, { ...params, limit: [], go: [] }]);
  return !sameQuestion(before, now) && without(before) === without(now);
}
