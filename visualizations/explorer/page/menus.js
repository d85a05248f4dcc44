// The head of the page: search, screens, questions, files to save and the link to copy.

import { addressOf, isWholeIn } from "./address.js";
import { elementById, fill, listen, make } from "./elements.js";
import { listedAnswer, saveList } from "./answer_csv.js";
import { searchBox } from "./search_box.js";
import { TITLES } from "./question_screen.js";
import { FORMATS, save } from "./saves.js";

/** @typedef {import("./page_types.js").App} App */
/** @typedef {import("./page_types.js").PageData} PageData */

const IN_NO_MENU = ["find", "match", "path", "profile", "timeline", "tenure"];

/**
 * @param {App} app
 * @param {PageData} data
 */
export function startMenus(app, data) {
  fill(elementById("search"), searchBox(app).box);
  const to = (/** @type {string} */ screen, /** @type {Record<string, string[]>} */ params = {}) => () => (
    app.go({ screen, params, view: {} }));
  listen(elementById("brand"), { click: to("start") });
  listen(elementById("about"), { click: to("about") });
  listen(elementById("find"), { click: to("find") });
  listen(elementById("path"), { click: to("path") });
  for (const id of ["find", "path", "ask"]) elementById(id).hidden = !data.service;
  const order = [...TITLES.keys()];
  const asked = data.forms.filter((form) => !IN_NO_MENU.includes(form.name))
    .sort((a, b) => (order.indexOf(a.name) + 99) % 99 - (order.indexOf(b.name) + 99) % 99);
  /** @type {[string, string, () => void][]} */
  const questions = asked.map((form) => [TITLES.get(form.name) ?? form.name, form.summary, to("ask", { q: [form.name] })]);
  menu("ask", () => [["Match an advert", "Paste a job advert: who fits?", to("match")], ...questions,
    ["Documents", "The resumes as they were read", to("document")]]);
  menu("save", () => {
    const answer = listedAnswer(app);
    const drawn = FORMATS.map(([format, words]) => /** @type {MenuItem} */ ([words, "", () => save(app, format)]));
    return answer ? [["This list (CSV)", "for a spreadsheet: ranks, reasons, sources", () => saveList(answer)], ...drawn] : drawn;
  });
  listen(elementById("table"), { click: () => app.toggleTable() });
  listen(elementById("copy"), { click: () => copyLink(app) });
  listen(elementById("fit"), { click: () => app.stage.fit() });
  listen(elementById("nearer"), { click: () => app.stage.zoom(1.3) });
  listen(elementById("farther"), { click: () => app.stage.zoom(1 / 1.3) });
  listen(elementById("undo"), { click: () => app.growth.undo() });
  listen(elementById("redo"), { click: () => app.growth.redo() });
  const filters = elementById("legend");
  listen(elementById("filter"), {
    click: () => elementById("filter").setAttribute("aria-expanded", String(filters.classList.toggle("open"))),
  });
}

/** @typedef {[string, string, () => void]} MenuItem */

/**
 * Open a list of choices under a button.
 * @param {string} id
 * @param {() => MenuItem[]} items
 */
function menu(id, items) {
  const opener = elementById(id);
  const list = elementById(`${id}-menu`);
  const close = () => { list.hidden = true; opener.setAttribute("aria-expanded", "false"); };
  const renew = () => fill(list, ...items().map(([words, about, act]) => make("li", {},
    make("button", { type: "button", on: { click: () => { close(); act(); } } },
      make("span", { text: words }), about ? make("small", { text: about }) : null))));
  const toggle = () => {
    if (!list.hidden) return close();
    renew();
    list.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    const room = document.documentElement.clientWidth;
    const left = Math.min(opener.getBoundingClientRect().left, room - list.offsetWidth - 8);
    list.style.left = `${Math.max(8, left)}px`;
    list.style.top = `${opener.getBoundingClientRect().bottom + 4}px`;
    wholeItems(list);
    list.querySelector("button")?.focus();
  };
  listen(opener, { click: toggle });
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  listen(list, {
    keydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Escape") { event.stopPropagation(); close(); opener.focus(); }
      const by = steps[/** @type {keyof typeof steps} */ (event.key)];
      if (!by) return;
      event.preventDefault();
      const all = [...list.querySelectorAll("button")];
      const at = all.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
      all[(at + by + all.length) % all.length]?.focus();
    },
    focusout: (/** @type {FocusEvent} */ event) => {
      const next = /** @type {Node | null} */ (event.relatedTarget);
      if (!list.contains(next) && next !== opener) close();
    },
  });
}

/**
 * Give a list the height of the window or less, so that none of its items is cut.
 * @param {HTMLElement} list
 */
function wholeItems(list) {
  list.style.maxHeight = "";
  const { top } = list.getBoundingClientRect();
  const room = document.documentElement.clientHeight - top - 8;
  const ends = [...list.children].map((item) => item.getBoundingClientRect().bottom - top);
  if (Math.max(...ends, 0) <= room) return;
  list.style.maxHeight = `${Math.max(...ends.filter((end) => end + 6 <= room), 60) + 6}px`;
}

/** @param {App} app */
async function copyLink(app) {
  const link = location.href.split("#")[0] + addressOf(app.route);
  const told = app.route.screen === "match" ? "The link opens the form: the advert itself is not part of a link."
    : isWholeIn(app.route) ? "" : "What you typed is not part of a link.";
  const here = ["127.0.0.1", "localhost", "[::1]", ""].includes(location.hostname) ? "It opens only on this machine." : "";
  try {
    await navigator.clipboard.writeText(link);
    app.status(["Link copied.", told, here].filter(Boolean).join(" "));
  } catch {
    app.status(`Copy the address of the page: ${addressOf(app.route)}`);
  }
}
