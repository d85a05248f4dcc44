// A field that suggests nodes by kind: a combobox as WAI-ARIA describes it.

import { fill, make, said, small } from "./elements.js";
import { sign } from "./pieces.js";

/** @typedef {import("./page_types.js").App} App */
/** @typedef {import("./page_types.js").Suggestion} Suggestion */
/** @typedef {Suggestion & {act?: () => void}} Action */
/**
 * @typedef {object} Settings
 * @property {string} label
 * @property {string} [placeholder]
 * @property {string} [value]
 * @property {string[]} [kinds] only these; all when empty
 * @property {boolean} [keep] whether the chosen name stays in the field
 * @property {(chosen: Suggestion) => void} choose
 * @property {(text: string) => void} [typed] what Enter does where nothing is suggested
 * @property {(text: string, found: Suggestion[]) => Promise<Action[]>} [actions] what else a text may ask for
 */

let boxes = 0;

/**
 * @param {App} app
 * @param {Settings} settings
 */
export function combobox(app, settings) {
  boxes += 1;
  const id = `suggestions-${boxes}`;
  const input = /** @type {HTMLInputElement} */ (make("input", {
    type: "search", role: "combobox", "aria-label": settings.label, "aria-expanded": "false",
    "aria-controls": id, "aria-autocomplete": "list", autocomplete: "off", spellcheck: false,
    placeholder: settings.placeholder ?? "", value: settings.value ?? "",
  }));
  const list = make("ul", { id, role: "listbox", "aria-label": `${settings.label}: suggestions` });
  const none = make("p", { className: "none", role: "status" });
  const popup = make("div", { className: "suggestions", hidden: true }, list, none);
  const box = make("div", { className: "combobox" }, input, popup);
  /** @type {Action[]} */
  let found = [];
  let at = -1;
  let turn = 0;
  let waiting = 0;

  const close = () => {
    turn += 1;
    clearTimeout(waiting);
    found = [];
    at = -1;
    popup.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (/** @type {Action} */ one) => {
    input.value = settings.keep ? one.name : "";
    close();
    if (one.act) one.act();
    else settings.choose(one);
  };
  const mark = () => {
    [...list.querySelectorAll("[role=option]")].forEach((item, place) => {
      item.setAttribute("aria-selected", String(place === at));
      if (place === at) item.scrollIntoView({ block: "nearest" });
    });
    if (at >= 0) input.setAttribute("aria-activedescendant", `${id}-${at}`);
    else input.removeAttribute("aria-activedescendant");
  };
  const draw = () => {
    fill(list, ...grouped(found).map(([kind, items]) => group(app, kind, items, id, choose)));
    none.textContent = found.some((one) => one.id) ? "" : "Nothing has that name.";
    popup.hidden = false;
    input.setAttribute("aria-expanded", String(found.length > 0));
    mark();
  };
  const tell = (/** @type {string} */ words) => {
    fill(list);
    none.textContent = words;
    popup.hidden = false;
  };
  const look = async () => {
    turn += 1;
    const mine = turn;
    const text = input.value.trim();
    if (!text) return close();
    const slow = setTimeout(() => { if (mine === turn && popup.hidden) tell("Searching …"); }, 250);
    const all = await app.source.suggest(text).catch(() => []);
    const others = await settings.actions?.(text, all) ?? [];
    clearTimeout(slow);
    if (mine !== turn) return;
    const kept = all.filter((one) => !settings.kinds?.length || isWanted(one, settings.kinds));
    found = grouped([...others, ...kept.slice(0, 12)]).flatMap(([, items]) => items.map(({ one }) => one));
    at = found.length ? 0 : -1;
    draw();
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, app.source.asks ? 90 : 0);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", async (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && found.length) {
      event.preventDefault();
      at = (at + by + found.length) % found.length;
      mark();
    } else if (event.key === "Enter" && input.value.trim()) {
      event.preventDefault();
      if (!found.length && waiting) await look();
      if (found.length) choose(found[Math.max(at, 0)]);
      else settings.typed?.(input.value.trim());
    } else if (event.key === "Escape") {
      event.stopPropagation();
      event.preventDefault(); // a browser would clear the field at once
      if (popup.hidden && !input.value) input.blur();
      else if (popup.hidden) input.value = "";
      close();
    }
  });
  return { box, input };
}

/**
 * @param {Suggestion} one
 * @param {string[]} kinds
 */
function isWanted(one, kinds) {
  const people = ["Person", "Employer", "School", "Role", "Education", "Project"];
  return kinds.includes(one.kind) || (kinds.includes("Concept") && !people.includes(one.kind));
}

/**
 * Return suggestions by kind; the kind of the nearest comes first.
 * @param {Action[]} found
 * @returns {[string, {one: Action, place: number}[]][]}
 */
function grouped(found) {
  /** @type {Map<string, {one: Action, place: number}[]>} */
  const kinds = new Map();
  for (const one of found) kinds.set(one.kind, [...(kinds.get(one.kind) ?? []), { one, place: 0 }]);
  let place = 0;
  for (const items of kinds.values()) for (const item of items) { item.place = place; place += 1; }
  return [...kinds];
}

/**
 * @param {App} app
 * @param {string} kind
 * @param {{one: Action, place: number}[]} items
 * @param {string} id
 * @param {(chosen: Action) => void} choose
 */
function group(app, kind, items, id, choose) {
  const head = make("li", { role: "presentation", className: "group" },
    said(app.looks.get(kind)?.many || kind));
  const options = items.map(({ one, place }) => {
    const mousedown = (/** @type {Event} */ event) => { event.preventDefault(); choose(one); };
    const settings = { id: `${id}-${place}`, role: "option", "aria-selected": "false" };
    const count = one.count ? `${one.count.toLocaleString("en")} ${one.count === 1 ? "person" : "people"}` : "";
    return make("li", { ...settings, on: { mousedown } }, one.id ? sign(app, one.kind) : null, said(one.name),
      one.matched ? small(`also “${one.matched}”`) : null,
      count ? make("small", { className: "count", text: count }) : null);
  });
  const name = `${id}-${kind}`.replace(/\W/g, "-");
  head.id = name;
  return make("li", { role: "presentation" }, make("ul", { role: "group", "aria-labelledby": name },
    head, ...options));
}
