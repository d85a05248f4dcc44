// Conditions of Find that are no skill: each a field of its own, written as the question takes them.

import { make } from "./elements.js";
import { choice, disclosure, field } from "./pieces.js";

/** @type {[string, string, string][]} the name in the question, the label, an example */
const CONDITION_FIELDS = [
  ["in", "Place", "Germany"], ["at", "Employer", "Quillbridge Protocol"], ["school", "School", "University of Norrhaven"],
  ["level", "Level", ""], ["title", "Title", "engineer"], ["language", "Language", "German"],
  ["degree", "Degree", "Master"], ["years", "Years of work, at least", "5"],
];
const LEVELS = ["intern", "junior", "mid", "senior", "staff", "principal", "lead"];
// A condition goes on until the next, until a sign, or to the end: "in=New York level=senior".
const ONE_CONDITION = /(?:^|\s)(in|at|school|level|title|language|degree|years)=("[^"]*"|[^()"]*?)(?=\s+(?:AND|OR|NOT)\b|\s+[a-z]+=|\s*[()]|\s*$)/g;
const JOINED = /[()]|(?:^|\s)(?:AND|OR|NOT)(?=\s|$)/;

/** @typedef {{told: Map<string, string>, rest: string}} Conditions */

/**
 * Return what a text says of each field, and what no field holds.
 * @param {string} text
 * @returns {Conditions}
 */
export function conditionsOf(text) {
  /** @type {Map<string, string>} */
  const told = new Map();
  if (JOINED.test(text.replaceAll(/"[^"]*"/g, ""))) return { told, rest: text };
  const rest = text.replaceAll(ONE_CONDITION, (whole, name, value) => {
    const plain = value.replaceAll('"', "").trim();
    if (told.has(name) || !plain || /[?^]/.test(plain)) return whole;
    told.set(name, plain);
    return "";
  });
  return { told, rest: rest.trim() };
}

/**
 * Return conditions as one text, which the address may hold.
 * @param {Conditions} conditions
 */
export function conditionsText({ told, rest }) {
  const said = [...told].filter(([, value]) => value).map(([name, value]) => (
    `${name}=${/^[\w.+#-]+$/.test(value) ? value : `"${value.replaceAll('"', "")}"`}`));
  return [...said, rest].filter(Boolean).join(" ");
}

/**
 * Return the fields, opened where any is filled in.
 * @param {Conditions} conditions
 * @param {(changed: Conditions) => void} go
 */
export function conditionFields({ told, rest }, go) {
  const set = (/** @type {string} */ name, /** @type {string} */ value) => {
    const next = new Map(told);
    if (value.trim()) next.set(name, value.trim());
    else next.delete(name);
    go({ told: next, rest });
  };
  const inside = () => [
    make("div", { className: "conditions" }, ...CONDITION_FIELDS.map(([name, label, example]) => (
      field(label, conditionControl(name, example, told.get(name) ?? "", (value) => set(name, value)))))),
    rest ? field("Anything else, as Find on the command line takes it", textField("text", rest, "", (value) => go({ told, rest: value.trim() }))) : null,
  ];
  const shown = disclosure("More conditions", inside);
  if (told.size || rest) shown.querySelector("button")?.click();
  return shown;
}

/**
 * @param {string} name
 * @param {string} example
 * @param {string} value
 * @param {(value: string) => void} act
 */
function conditionControl(name, example, value, act) {
  if (name === "years") return textField("number", value, "", act);
  if (name !== "level") return textField("text", value, example, act);
  const levels = LEVELS.includes(value) || !value ? LEVELS : [...LEVELS, value];
  return choice([["", "any"], ...levels.map((one) => /** @type {[string, string]} */ ([one, one]))], value, act);
}

/**
 * @param {string} type
 * @param {string} value
 * @param {string} example
 * @param {(value: string) => void} act
 */
function textField(type, value, example, act) {
  const change = (/** @type {any} */ event) => act(event.target.value);
  const settings = { type, value, placeholder: example && `such as ${example}`, spellcheck: false };
  return make("input", { ...settings, ...(type === "number" ? { min: "1", max: "60" } : {}), on: { change } });
}
