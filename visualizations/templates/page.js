// The page around the drawing: question, panel, legend, search and tables.
"use strict";

(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const narrow = matchMedia("(max-width: 1000px)");
  const darkness = matchMedia("(prefers-color-scheme: dark)");
  const state = {
    selected: null,
    lit: null,
    hiddenKinds: new Set(),
    hiddenFamilies: new Set(),
    dark: darkness.matches,
  };
  const looks = new Map(data.kinds.map((look) => [look.kind, look]));
  const touching = linksByNode();
  let drawing = null;

  const plural = (count, word) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
  const nameOf = (id) => data.details[id].name;
  const kindOf = (id) => data.details[id].kind;
  const sign = (id) => icon(looks.get(kindOf(id)), state.dark);
  const wordsOf = (link) => data.links[link.edge.id][link.forward ? "forth" : "back"];
  const inOrder = (a, b) => a.localeCompare(b, "en");
  const byName = (a, b) => inOrder(nameOf(a), nameOf(b)) || inOrder(a, b);

  function linksByNode() {
    const found = new Map(data.nodes.map((node) => [node.id, []]));
    for (const edge of data.edges) {
      found.get(edge.from).push({ edge, other: edge.to, forward: true });
      if (edge.from === edge.to) continue;
      found.get(edge.to).push({ edge, other: edge.from, forward: false });
    }
    return found;
  }

  // ---- what is selected ------------------------------------------------------------------------

  function select(id, { move = false, focus = false } = {}) {
    state.selected = id;
    light(id === null ? null : [id, ...touching.get(id).map((link) => link.other)]);
    showPanel();
    if (id !== null && move) drawing.fit([...state.lit]);
    if (focus) byId("panel").focus();
    byId("panel").scrollTop = 0;
    if (id !== null && narrow.matches) byId("panel").scrollIntoView();
    report();
  }

  function light(ids) {
    state.lit = ids === null ? null : new Set(ids);
    drawing?.paint(state);
  }

  function report() {
    const id = state.selected;
    byId("status").textContent = id === null ? data.summary
      : `Selected: ${nameOf(id)}, ${kindOf(id)}, ${plural(touching.get(id).length, "link")}`;
  }

  // ---- pieces of the panel ---------------------------------------------------------------------

  function nodeButton(id, name) {
    if (!data.details[id]) return said(name);
    const act = () => select(id, { move: true, focus: true });
    const settings = { type: "button", className: "node", on: { click: act } };
    return make("button", settings, sign(id), said(name ?? nameOf(id)));
  }

  function quotes(numbers, most = 2) {
    if (!numbers.length) return null;
    const items = numbers.map((number) => quote(data.evidence[number]));
    const rest = items.splice(most);
    const list = make("ul", { className: "quotes" }, ...items);
    if (rest.length) list.append(make("li", { className: "plain" }, showMore(list, rest)));
    return list;
  }

  function showMore(list, rest) {
    return button(`${rest.length} more`, () => {
      list.lastChild.remove();
      list.append(...rest);
    }, "more");
  }

  function quote({ quote: text, where }) {
    const words = text ? make("q", { text, dir: "auto" }) : null;
    return make("li", {}, words, make("cite", { text: where, dir: "auto" }));
  }

  function factList(facts) {
    if (!facts.length) return null;
    const pairs = facts.flatMap(([label, text]) => [make("dt", { text: label }), said(text, "dd")]);
    return make("dl", {}, ...pairs);
  }

  function line(...children) {
    return make("div", { className: "line" }, ...children);
  }

  function mentionList(items, className, label) {
    if (!items.length) return null;
    const value = (text) => (text ? make("span", { className: "value", text }) : null);
    return make("ul", { className, "aria-label": label }, ...items.map((item) => make("li", {},
      line(nodeButton(item.id, item.name), value(item.value), small(item.text)),
      quotes(item.evidence))));
  }

  // ---- the panel -------------------------------------------------------------------------------

  function showPanel() {
    const panel = byId("panel");
    if (state.selected !== null) fill(panel, ...nodeDetails(state.selected));
    else if (!data.answered) fill(panel, ...mostConnected());
    else fill(panel, make("h2", { text: "Answer" }), ...answer());
  }

  function nodeDetails(id) {
    const back = () => select(null, { focus: true });
    const links = [...touching.get(id)].sort(byWords);
    return [
      button(data.answered ? "← Answer" : "← Overview", back, "back"),
      make("p", { className: "kind" }, sign(id), said(kindOf(id))),
      said(nameOf(id), "h2"),
      factList(data.details[id].facts),
      make("h3", { text: `Links (${links.length}) and evidence` }),
      make("ul", { className: "links" }, ...links.map(linkItem)),
    ];
  }

  function byWords(a, b) {
    const rank = { derived: 0, fact: 1, ontology: 2 };
    return rank[a.edge.group] - rank[b.edge.group]
      || inOrder(wordsOf(a), wordsOf(b)) || byName(a.other, b.other);
  }

  function linkItem(link) {
    const { facts, evidence } = data.links[link.edge.id];
    const plain = (label) => label === "when" || label === "time";
    const text = facts.map(([label, value]) => (plain(label) ? value : `${label} ${value}`));
    return make("li", {},
      line(make("span", { className: "type", text: wordsOf(link) }), nodeButton(link.other),
        small(text.join(" · "))),
      quotes(evidence));
  }

  function answer() {
    if (data.rows.length) return [rowList(data.rows)];
    const instead = data.instead.flatMap(({ title, rows }) => [said(title, "h3"), rowList(rows)]);
    return [make("p", { className: "none", text: "No rows." }), ...instead];
  }

  function rowList(rows) {
    return make("ol", { className: "rows" }, ...rows.map(rowItem));
  }

  // A row about a node leads to it; a path, or a total, only lights up what it speaks of.
  function headline(row) {
    return data.details[row.id]?.kind === row.kind ? nodeButton(row.id, row.name) : said(row.name);
  }

  function rowItem(row) {
    const enter = () => { if (state.selected === null && row.members.length) light(row.members); };
    const leave = () => { if (state.selected === null) light(null); };
    const on = { mouseenter: enter, mouseleave: leave, focusin: enter, focusout: leave };
    const about = "Score in bits: the sum of its terms";
    return make("li", { on },
      make("div", { className: "headline" }, headline(row),
        row.score && make("span", { className: "score", text: row.score, title: about })),
      factList(row.facts),
      mentionList(row.terms, "terms", "Terms of the score"),
      mentionList(row.people, "people", "Who"),
      quotes(row.evidence));
  }

  function mostConnected() {
    if (!data.nodes.length) return [];
    const count = (id) => touching.get(id).length;
    const ids = data.nodes.map((node) => node.id);
    ids.sort((a, b) => count(b) - count(a) || byName(a, b));
    const items = ids.slice(0, 15).map((id) =>
      make("li", {}, line(nodeButton(id), small(plural(count(id), "link")))));
    return [make("h2", { text: "Most connected" }), make("ul", { className: "links" }, ...items)];
  }

  // ---- legend ----------------------------------------------------------------------------------

  function showLegend() {
    fill(byId("kinds"), ...data.kinds.map((look) =>
      toggle(state.hiddenKinds, look.kind, icon(look, state.dark), look.many, look.count)));
    fill(byId("families"), ...data.families.map(({ family, words, count }) =>
      toggle(state.hiddenFamilies, family, stroke(family), words, count)));
    byId("filters").hidden = !data.kinds.length;
    byId("links-title").hidden = !data.families.length;
  }

  function toggle(hidden, key, picture, label, count) {
    const box = make("input", { type: "checkbox", checked: !hidden.has(key) });
    box.addEventListener("change", () => {
      if (box.checked) hidden.delete(key);
      else hidden.add(key);
      drawing?.paint(state);
    });
    const number = make("span", { className: "count", text: count.toLocaleString("en") });
    return make("li", {}, make("label", {}, box, picture, make("span", { text: label }), number));
  }

  // ---- search ----------------------------------------------------------------------------------

  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  function rankOf(id, wanted) {
    const name = folded(nameOf(id));
    if (name.startsWith(wanted)) return 0;
    if (name.includes(wanted)) return 1;
    return folded(data.details[id].find).includes(wanted) ? 2 : 3;
  }

  function matches(text) {
    const wanted = folded(text.trim());
    if (!wanted) return [];
    return data.nodes.map((node) => ({ id: node.id, rank: rankOf(node.id, wanted) }))
      .filter((match) => match.rank < 3)
      .sort((a, b) => a.rank - b.rank || byName(a.id, b.id))
      .slice(0, 12).map((match) => match.id);
  }

  function startSearch() {
    const field = byId("search");
    const list = byId("found");
    let found = [];
    let at = 0;

    const close = () => {
      found = [];
      list.hidden = true;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    };
    const choose = (id) => {
      field.value = "";
      close();
      showTables(false);
      select(id, { move: true, focus: true });
    };
    const option = (id, place) => {
      const mousedown = (event) => { event.preventDefault(); choose(id); };
      const settings = { id: `found-${place}`, role: "option", on: { mousedown } };
      const chosen = { "aria-selected": String(place === at) };
      return make("li", { ...settings, ...chosen }, sign(id), said(nameOf(id)), small(kindOf(id)));
    };
    const draw = () => {
      if (!field.value.trim()) return close();
      const none = make("li", { className: "none", text: "Nothing drawn here has that name." });
      fill(list, ...(found.length ? found.map(option) : [none]));
      list.hidden = false;
      field.setAttribute("aria-expanded", "true");
      if (found.length) field.setAttribute("aria-activedescendant", `found-${at}`);
      else field.removeAttribute("aria-activedescendant");
    };
    const step = (by) => { at = (at + by + found.length) % found.length; draw(); };

    field.addEventListener("input", () => { found = matches(field.value); at = 0; draw(); });
    field.addEventListener("blur", close);
    field.addEventListener("keydown", (event) => {
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (by && found.length) { event.preventDefault(); step(by); }
      if (event.key === "Enter" && found.length) choose(found[at]);
      if (event.key === "Escape") { event.stopPropagation(); field.value = ""; field.blur(); }
    });
  }

  // ---- tables ----------------------------------------------------------------------------------

  function tableOf(caption, heads, rows) {
    const head = make("tr", {}, ...heads.map((text) => make("th", { scope: "col", text })));
    const cell = (item) => make("td", {}, item);
    const body = rows.map((cells) => make("tr", {}, ...cells.map(cell)));
    return make("table", {}, make("caption", { text: caption }),
      make("thead", {}, head), make("tbody", {}, ...body));
  }

  function nodeTable() {
    const ids = data.nodes.map((node) => node.id).sort(byName);
    const facts = (id) => data.details[id].facts.map(([label, text]) => `${label}: ${text}`);
    const count = (id) => String(touching.get(id).length);
    const cells = (id) =>
      [nodeButton(id), said(kindOf(id)), count(id), said(facts(id).join("; "))];
    return tableOf(`Nodes (${ids.length})`, ["Name", "Kind", "Links", "Details"], ids.map(cells));
  }

  function linkTable() {
    const edges = [...data.edges];
    edges.sort((a, b) => byName(a.from, b.from) || byName(a.to, b.to) || inOrder(a.id, b.id));
    const cells = (edge) => {
      const { forth, evidence } = data.links[edge.id];
      return [nodeButton(edge.from), forth, nodeButton(edge.to), quotes(evidence, 1)];
    };
    return tableOf(`Links (${edges.length})`, ["From", "Link", "To", "Evidence"], edges.map(cells));
  }

  function showTables(open) {
    const tables = byId("tables");
    if (open) fill(tables, nodeTable(), linkTable());
    tables.hidden = !open;
    byId("network").hidden = open;
    byId("zoom").hidden = open || !drawing;
    byId("table").setAttribute("aria-pressed", String(open));
    if (open) tables.focus();
  }

  // ---- start -----------------------------------------------------------------------------------

  function showQuestion() {
    const note = (text) => said(text, "p");
    byId("title").textContent = data.title;
    byId("summary").textContent = data.summary;
    fill(byId("notes"), ...data.notes.map(note), data.leftOut && note(data.leftOut));
  }

  function startDrawing() {
    const place = byId("network");
    const counts = `${plural(data.nodes.length, "node")} and ${plural(data.edges.length, "link")}`;
    place.setAttribute("aria-label", `Drawing of ${counts}`);
    byId("empty").hidden = data.nodes.length > 0;
    byId("zoom").hidden = !data.nodes.length;
    if (!data.nodes.length) return;
    drawing = new Drawing(place, data, (id) => select(id), (id) => {
      if (id === null) report();
      else byId("status").textContent = `${nameOf(id)}, ${kindOf(id)}`;
    });
    drawing.paint(state);
  }

  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target === byId("search")) return;
    const act = {
      "/": () => byId("search").focus(),
      f: () => drawing?.fit(),
      t: () => showTables(byId("tables").hidden),
      Escape: () => (byId("tables").hidden ? select(null) : showTables(false)),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  function repaint() {
    state.dark = darkness.matches;
    showLegend();
    showPanel();
    drawing?.paint(state);
  }

  showQuestion();
  startDrawing();
  showLegend();
  showPanel();
  startSearch();
  report();
  listen(byId("fit"), { click: () => drawing?.fit() });
  listen(byId("table"), { click: () => showTables(byId("tables").hidden) });
  listen(byId("nearer"), { click: () => drawing?.zoom(1.3) });
  listen(byId("farther"), { click: () => drawing?.zoom(1 / 1.3) });
  listen(document, { keydown: pressed });
  listen(darkness, { change: repaint });
  // The handle that the tests, and whoever opens the console, have on the page.
  window.commonground = { data, state, select, drawing };
})();
