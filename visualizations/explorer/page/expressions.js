// What is typed as a condition, as ids where its words are concepts: "in=Germany AND (Kafka OR NATS)".
// Such a text says nothing of anybody, so the address may hold it; any other word may be a name.

import { folded } from "./words.js";

/** @typedef {import("./page_types.js").App} App */

const PEOPLE = ["Person", "Employer", "School", "Role", "Education", "Project"];
const CONDITION = /^(?:in|level|years|language|degree|title|school|at)=/;
const CONCEPT = /^(?:skill|field|degree):[\w.+#~-]+(?::[\w=-]+)*$/;
// A condition goes on until the next, or until a sign: "in=New York level=senior".
const PARTS = /[()]|\b(?:AND|OR|NOT)\b|[a-z]+=(?:"[^"]*"|[^()]*?(?=\s+(?:AND|OR|NOT)\b|\s+[a-z]+=|\s*[()]|\s*$))|"[^"]*"(?::[^\s()]+)?|[^\s()]+/g;
const SIGNS = /^(?:[()]|AND|OR|NOT)$/;
const ID_OF_CONCEPT = /\b(?:skill|field|degree):[\w.+#~-]*[\w+#]/g;

/**
 * Whether a suggestion is a concept, not somebody or somewhere.
 * @param {import("./page_types.js").Suggestion} one
 */
export function isPerhapsSkill(one) {
  return !PEOPLE.includes(one.kind);
}

/**
 * Whether a text is made of conditions and ids of concepts alone.
 * @param {string} text
 */
export function isExpression(text) {
  const parts = text.match(PARTS) ?? [];
  return parts.length > 0 && text.length <= 600
    && parts.every((part) => SIGNS.test(part) || CONDITION.test(part) || CONCEPT.test(part));
}

/**
 * Return a text with the ids of the concepts that its words call; other words stay.
 * @param {App} app
 * @param {string} text
 */
export async function inIds(app, text) {
  /** @type {string[]} */
  const told = [];
  /** @type {string[]} words that follow each other: one name, or several */
  let run = [];
  const end = async () => { told.push(...await named(app, run)); run = []; };
  for (const part of text.match(PARTS) ?? []) {
    if (SIGNS.test(part) || CONDITION.test(part) || CONCEPT.test(part)) {
      await end();
      told.push(part);
    } else run.push(part);
  }
  await end();
  return told.join(" ").replaceAll("( ", "(").replaceAll(" )", ")");
}

/**
 * Return ids for words, the longest names first.
 * @param {App} app
 * @param {string[]} words
 * @returns {Promise<string[]>}
 */
async function named(app, words) {
  for (let count = words.length; count > 0; count--) {
    const id = await conceptId(app, words.slice(0, count).join(" "));
    if (id) return [id, ...await named(app, words.slice(count))];
  }
  return words.length ? [words[0], ...await named(app, words.slice(1))] : [];
}

/**
 * @param {App} app
 * @param {string} text
 */
export async function conceptId(app, text) {
  const [, quoted, bare, more = ""] = /^(?:"([^"]*)"|([^:]+))(:.*)?$/.exec(text) ?? [];
  const name = folded(quoted ?? bare ?? "");
  if (!name) return null;
  const found = await app.source.suggest(name).catch(() => []);
  const one = found.find((each) => !PEOPLE.includes(each.kind)
    && [each.name, each.matched ?? ""].some((label) => folded(label) === name));
  if (!one) return null;
  app.names.learn(one);
  return one.id + more;
}

/**
 * Return a text as people read it: a concept by its name.
 * @param {App} app
 * @param {string} text
 */
export function inNames(app, text) {
  return text.replace(ID_OF_CONCEPT, (id) => {
    const name = app.names.of(id);
    return name.includes(" ") ? `"${name}"` : name;
  });
}

/**
 * Return the terms of a text: one where signs join them, else each condition and each concept.
 * @param {string} text
 */
export function termsIn(text) {
  const parts = text.match(PARTS) ?? [];
  if (parts.some((part) => SIGNS.test(part))) return [text];
  return text.split(/\s+(?=[a-z]+=|(?:skill|field|degree):)/).filter(Boolean);
}

/**
 * Return the ids of concepts that a text holds.
 * @param {string} text
 */
export function idsIn(text) {
  return text.match(ID_OF_CONCEPT) ?? [];
}
