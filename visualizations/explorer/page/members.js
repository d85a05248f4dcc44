// Who belongs to a community: names that lead to the people, the most central first.

import { button, fill, make, small } from "./elements.js";
import { disclosure, inline, nodeButton, quotes } from "./pieces.js";
import { counted } from "./words.js";

/** @typedef {import("./page_types.js").App} App */
/** @typedef {import("./page_types.js").Row} Row */
/** @typedef {import("./page_types.js").Mention} Mention */
/** @typedef {import("./types.js").Line} Line */

const AT_FIRST = 3;

/**
 * Return the members of a row: the first of them, and a button for the others.
 * @param {App} app
 * @param {Row} row
 * @param {Line[]} lines
 * @param {number} [most] how many are shown at first
 */
export function memberList(app, row, lines, most = AT_FIRST) {
  if (!row.people.length) return null;
  const list = make("ul", { className: "mentions", "aria-label": "Who" });
  const items = row.people.map((one) => make("li", {}, member(app, one, lines)));
  const rest = items.splice(most);
  fill(list, ...items);
  if (rest.length) list.append(make("li", {}, button(`+${rest.length} more`, () => {
    list.lastElementChild?.remove();
    list.append(...rest);
  }, "more")));
  return list;
}

/**
 * @param {App} app
 * @param {Mention} one
 * @param {Line[]} lines
 */
function member(app, one, lines) {
  const cited = one.evidence.map((number) => lines[number]).filter(Boolean);
  const name = inline(nodeButton(app, one.id, "Person", one.name), small(one.text));
  return cited.length
    ? make("div", {}, name, disclosure(counted(cited.length, "line"), () => [quotes(app, cited, 3)])) : name;
}

/**
 * Return who belongs to a community that is drawn as one node, as the drawing's rows say.
 * @param {App} app
 * @param {string} id
 */
export function membersOf(app, id) {
  const row = app.scene?.rows?.find((one) => one.id === id);
  if (!row?.people.length) return null;
  const size = row.facts.find(([label]) => label === "people")?.[1] ?? String(row.people.length);
  return make("section", { className: "group" },
    make("h2", {}, "people", make("span", { className: "count", text: size })),
    memberList(app, row, app.model.evidence, 40));
}

/**
 * Whether the people of a community are in the drawing already.
 * @param {App} app
 * @param {string} id
 */
export function areDrawn(app, id) {
  const row = app.scene?.rows?.find((one) => one.id === id);
  return Boolean(row?.people.some((one) => app.model.nodes.has(one.id ?? "")));
}
