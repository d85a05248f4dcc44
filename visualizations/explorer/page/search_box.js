// The search at the head: names, and where several skills are typed, the question that asks for them.

import { combobox } from "./combobox.js";
import { isPerhapsSkill } from "./expressions.js";
import { folded } from "./words.js";

/** @typedef {import("./page_types.js").App} App */
/** @typedef {import("./page_types.js").Suggestion} Suggestion */
/** @typedef {import("./combobox.js").Action} Action */

const SEVERAL = /\s*[,;+&]\s*|\s+(?:and|und|et|y)\s+/i;
const MOST_SKILLS = 8;

/** @param {App} app */
export function searchBox(app) {
  return combobox(app, {
    label: "Search", placeholder: "Search a person, skill, company …  ( / )",
    choose: (one) => { app.names.learn(one); app.openNode(one.id); },
    actions: async (text, found) => {
      if (!app.source.asks) return [];
      const skills = await skillsIn(app, text);
      if (skills.length > 1) return [findAction(app, skills)];
      return found.length ? [] : [{ id: "", kind: "Find", name: "Find people by skills, place or employer", act: () => toFind(app, skills) }];
    },
  });
}

/**
 * Return the skills that a text lists, all of them or none.
 * @param {App} app
 * @param {string} text
 */
async function skillsIn(app, text) {
  const parts = text.split(SEVERAL).filter(Boolean).slice(0, MOST_SKILLS);
  if (parts.length < 2) return [];
  const found = await Promise.all(parts.map((part) => skillOf(app, part)));
  return found.every(Boolean) ? /** @type {Suggestion[]} */ (found) : [];
}

/**
 * @param {App} app
 * @param {string} text
 */
async function skillOf(app, text) {
  const wanted = folded(text);
  const skills = (await app.source.suggest(text).catch(() => [])).filter(isPerhapsSkill);
  const named = (/** @type {Suggestion} */ one) => [one.name, one.matched ?? ""].map(folded);
  return skills.find((one) => named(one).includes(wanted))
    ?? skills.find((one) => named(one).some((name) => name.startsWith(wanted))) ?? null;
}

/**
 * @param {App} app
 * @param {Suggestion[]} skills
 * @returns {Action}
 */
function findAction(app, skills) {
  const names = skills.map((one) => one.name);
  const words = `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
  return { id: "", kind: "Find", name: `Find people with ${words}`, act: () => toFind(app, skills) };
}

/**
 * @param {App} app
 * @param {Suggestion[]} skills
 */
function toFind(app, skills) {
  for (const one of skills) app.names.learn(one);
  /** @type {Record<string, string[]>} */
  const params = skills.length ? { all: [...new Set(skills.map((one) => one.id))] } : {};
  app.go({ screen: "find", params, view: {} });
}
