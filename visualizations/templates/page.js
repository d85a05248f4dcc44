// The page around the drawing. Text enters the document through textContent and nothing else.
"use strict";

(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const state = {
    selected: null, lit: null, hiddenKinds: new Set(), hiddenFamilies: new Set(), dark: dark.matches,
  };
  const looks = new Map(data.kinds.map((look) => [look.kind, look]));
  const touching = linksByNode();
  let drawing = null;

  // ---- making elements -------------------------------------------------------------------------

  function make(tag, settings = {}, ...children) {
    const element = document.createElement(tag);
    for (const [key, value] of Object.entries(settings)) {
      if (key === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
      else if (key === "text") element.textContent = value;
      else if (key in element && key !== "role") element[key] = value;
      else element.setAttribute(key, value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  // Names and quotes come from resumes: isolated, so that their direction ends where they end.
  const said = (text, tag = "bdi") => make(tag, { text, dir: "auto" });
  const fill = (element, ...children) => element.replaceChildren(...children.filter(Boolean));

  const OUTLINES = {
    square: "2.5,2.5 13.5,2.5 13.5,13.5 2.5,13.5",
    diamond: "8,1 15,8 8,15 1,8",
    triangle: "8,1.5 15,14 1,14",
    triangleDown: "1,2 15,2 8,14.5",
    hexagon: "4.5,2 11.5,2 15,8 11.5,14 4.5,14 1,8",
    star: "8,0.8 10,5.8 15.4,6.1 11.2,9.5 12.6,14.8 8,11.8 3.4,14.8 4.8,9.5 0.6,6.1 6,5.8",
  };

  function icon(kind) {
    const look = looks.get(kind);
    const svg = drawn("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true", class: "icon" });
    if (!look) return svg;
    const colour = state.dark ? look.dark : look.light;
    const paint = { fill: look.filled ? colour : "none", stroke: colour, "stroke-width": look.filled ? 1 : 2 };
    const outline = OUTLINES[look.shape];
    if (outline) svg.append(drawn("polygon", { points: outline, "stroke-linejoin": "round", ...paint }));
    else if (look.shape === "box") svg.append(drawn("rect", { x: 1, y: 4, width: 14, height: 8, rx: 2, ...paint }));
    else if (look.shape === "ellipse") svg.append(drawn("ellipse", { cx: 8, cy: 8, rx: 7, ry: 4.5, ...paint }));
    else svg.append(drawn("circle", { cx: 8, cy: 8, r: 6, ...paint }));
    return svg;
  }

  function stroke(family) {
    const dash = { ontology: "5 4", derived: "1.5 3" }[family] ?? "none";
    const svg = drawn("svg", { viewBox: "0 0 22 16", width: 22, height: 16, "aria-hidden": "true", class: "icon" });
    svg.append(drawn("line", { x1: 1, y1: 8, x2: 21, y2: 8, stroke: "currentColor", "stroke-width": 2, "stroke-dasharray": dash }));
    return svg;
  }

  function drawn(tag, attributes) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }

  // ---- what is selected ------------------------------------------------------------------------

  function linksByNode() {
    const found = new Map(data.nodes.map((node) => [node.id, []]));
    for (const edge of data.edges) {
      found.get(edge.from).push({ edge, other: edge.to, forward: true });
      if (edge.from !== edge.to) found.get(edge.to).push({ edge, other: edge.from, forward: false });
    }
    return found;
  }

  function select(id, { move = false, focus = false } = {}) {
    state.selected = id;
    light(id === null ? null : [id, ...touching.get(id).map((link) => link.other)]);
    if (id === null) showAnswer();
    else showNode(id);
    if (id !== null && move) drawing?.show([...state.lit]);
    if (focus) byId("panel").focus({ preventScroll: false });
    byId("panel").scrollTop = 0;
    report();
  }

  function light(ids) {
    state.lit = ids === null ? null : new Set(ids);
    drawing?.paint(state);
  }

  function report() {
    const id = state.selected;
    byId("status").textContent = id === null
      ? data.summary
      : `Selected: ${data.details[id].name}, ${data.details[id].kind}, ${plural(touching.get(id).length, "link")}`;
  }

  const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

  // ---- the panel -------------------------------------------------------------------------------

  function nodeButton(id, name) {
    if (!id || !data.details[id]) return said(name);
    const act = () => select(id, { move: true, focus: true });
    return make("button", { type: "button", className: "node", on: { click: act } },
      icon(data.details[id].kind), said(name ?? data.details[id].name));
  }

  function quotes(numbers, most = 2) {
    if (!numbers.length) return null;
    const list = make("ul", { className: "quotes" });
    const add = (number) => list.append(quote(data.evidence[number]));
    numbers.slice(0, most).forEach(add);
    const rest = numbers.slice(most);
    if (rest.length) {
      const more = make("button", { type: "button", className: "more", text: `${rest.length} more` });
      const item = make("li", { className: "plain" }, more);
      more.addEventListener("click", () => { item.remove(); rest.forEach(add); });
      list.append(item);
    }
    return list;
  }

  function quote(line) {
    return make("li", {},
      line.quote ? make("q", { text: line.quote, dir: "auto" }) : null,
      make("cite", { text: line.where, dir: "auto" }));
  }

  function factList(facts) {
    if (!facts.length) return null;
    return make("dl", {}, ...facts.flatMap(([label, text]) =>
      [make("dt", { text: label }), said(text, "dd")]));
  }

  function showNode(id) {
    const { name, kind, facts } = data.details[id];
    const back = make("button", { type: "button", className: "back", text: data.answered ? "← Answer" : "← Overview", on: { click: () => select(null, { focus: true }) } });
    const links = [...touching.get(id)].sort(byWords);
    fill(byId("panel"), back,
      make("p", { className: "kind" }, icon(kind), kind),
      said(name, "h2"), factList(facts),
      make("h3", { text: `Links (${links.length}) and evidence` }),
      make("ul", { className: "links" }, ...links.map(linkItem)));
  }

  const words = (link) => data.links[link.edge.id][link.forward ? "forth" : "back"];

  function byWords(a, b) {
    const rank = { fact: 1, derived: 0, ontology: 2 };
    return rank[a.edge.group] - rank[b.edge.group]
      || words(a).localeCompare(words(b), "en")
      || data.details[a.other].name.localeCompare(data.details[b.other].name, "en");
  }

  function linkItem(link) {
    const { facts, evidence } = data.links[link.edge.id];
    const text = facts.map(([label, value]) => (label === "when" || label === "months" ? value : `${label} ${value}`)).join(" · ");
    return make("li", {},
      make("span", { className: "type", text: words(link) }), " ", nodeButton(link.other), " ",
      text ? make("small", { text, dir: "auto" }) : null, quotes(evidence));
  }

  function showAnswer() {
    const panel = byId("panel");
    if (data.answered && data.rows.length) fill(panel, make("h2", { text: "Answer" }), make("ol", { className: "rows" }, ...data.rows.map(rowItem)));
    else if (data.answered) fill(panel, make("h2", { text: "Answer" }), make("p", { className: "none", text: "No rows." }), ...data.notes.map((note) => said(note, "p")));
    else fill(panel, make("h2", { text: "Most connected" }), make("ul", { className: "links" }, ...mostConnected()));
  }

  function mostConnected() {
    const ranked = data.nodes.map((node) => [touching.get(node.id).length, node.id]);
    ranked.sort((a, b) => b[0] - a[0] || (a[1] < b[1] ? -1 : 1));
    return ranked.slice(0, 15).map(([count, id]) =>
      make("li", {}, nodeButton(id), " ", make("small", { text: plural(count, "link") })));
  }

  function rowItem(row) {
    const members = row.members;
    const enter = () => { if (state.selected === null && members.length) light(members); };
    const leave = () => { if (state.selected === null) light(null); };
    return make("li", { on: { mouseenter: enter, mouseleave: leave, focusin: enter, focusout: leave } },
      make("div", { className: "headline" },
        nodeButton(row.id, row.name),
        row.score === null ? null : make("span", { className: "score", text: row.score, title: "score in bits: the sum of the terms" })),
      factList(row.facts),
      mentionList(row.terms, "terms", "Terms of the score"),
      mentionList(row.people, "people", "Who"),
      quotes(row.evidence));
  }

  function mentionList(items, className, label) {
    if (!items.length) return null;
    return make("ul", { className, "aria-label": label }, ...items.map((item) =>
      make("li", {}, nodeButton(item.id, item.name), " ", item.text ? make("small", { text: item.text, dir: "auto" }) : null, quotes(item.evidence))));
  }

  // ---- legend, search, table -------------------------------------------------------------------

  function toggle(list, hidden, key, picture, label, count) {
    const box = make("input", { type: "checkbox", checked: !hidden.has(key) });
    box.addEventListener("change", () => {
      if (box.checked) hidden.delete(key);
      else hidden.add(key);
      drawing?.paint(state);
    });
    list.append(make("li", {}, make("label", {}, box, picture, make("span", { text: label }), make("span", { className: "count", text: count.toLocaleString("en") }))));
  }

  function showLegend() {
    fill(byId("kinds"));
    fill(byId("families"));
    for (const look of data.kinds) toggle(byId("kinds"), state.hiddenKinds, look.kind, icon(look.kind), look.many, look.count);
    for (const kind of data.families) toggle(byId("families"), state.hiddenFamilies, kind.family, stroke(kind.family), kind.words, kind.count);
  }

  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  function matches(text) {
    const wanted = folded(text.trim());
    if (!wanted) return [];
    const rank = (id) => {
      const name = folded(data.details[id].name);
      if (name.startsWith(wanted)) return 0;
      if (name.includes(wanted)) return 1;
      return folded(data.details[id].find).includes(wanted) ? 2 : null;
    };
    return data.nodes.map((node) => [rank(node.id), data.details[node.id].name, node.id])
      .filter(([place]) => place !== null)
      .sort((a, b) => a[0] - b[0] || a[1].localeCompare(b[1], "en"))
      .slice(0, 12).map(([, , id]) => id);
  }

  function startSearch() {
    const field = byId("search");
    const list = byId("found");
    let found = [];
    let at = 0;
    const close = () => { list.hidden = true; field.setAttribute("aria-expanded", "false"); field.removeAttribute("aria-activedescendant"); };
    const choose = (id) => { close(); field.value = ""; select(id, { move: true, focus: true }); };
    const draw = () => {
      const none = field.value.trim() && !found.length;
      fill(list, ...found.map((id, i) => make("li", { id: `found-${i}`, role: "option", "aria-selected": String(i === at), on: { mousedown: (event) => { event.preventDefault(); choose(id); } } },
        icon(data.details[id].kind), said(data.details[id].name), make("small", { text: data.details[id].kind }))),
      none ? make("li", { className: "none", text: "Nothing in this picture has that name." }) : null);
      list.hidden = !found.length && !none;
      field.setAttribute("aria-expanded", String(!list.hidden));
      if (found.length) field.setAttribute("aria-activedescendant", `found-${at}`);
      else field.removeAttribute("aria-activedescendant");
    };
    field.addEventListener("input", () => { found = matches(field.value); at = 0; draw(); });
    field.addEventListener("blur", close);
    field.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && found.length) { event.preventDefault(); at = (at + step + found.length) % found.length; draw(); }
      else if (event.key === "Enter" && found.length) choose(found[at]);
      else if (event.key === "Escape") { field.value = ""; close(); field.blur(); event.stopPropagation(); }
    });
  }

  function tableOf(caption, heads, rows) {
    return make("table", {}, make("caption", { text: caption }),
      make("thead", {}, make("tr", {}, ...heads.map((text) => make("th", { scope: "col", text })))),
      make("tbody", {}, ...rows.map((cells) => make("tr", {}, ...cells.map((cell) => make("td", {}, cell))))));
  }

  function showTables(open) {
    const tables = byId("tables");
    if (open && !tables.childElementCount) fill(tables, nodeTable(), linkTable());
    tables.hidden = !open;
    byId("network").hidden = open;
    document.querySelector(".zoom").hidden = open || !drawing;
    byId("table").setAttribute("aria-pressed", String(open));
    if (open) tables.focus();
  }

  const byName = (a, b) => data.details[a].name.localeCompare(data.details[b].name, "en") || (a < b ? -1 : 1);

  function nodeTable() {
    const ids = data.nodes.map((node) => node.id).sort(byName);
    return tableOf(`Nodes (${ids.length})`, ["Name", "Kind", "Links", "Details"], ids.map((id) => [
      nodeButton(id), data.details[id].kind, String(touching.get(id).length),
      said(data.details[id].facts.map(([label, text]) => `${label}: ${text}`).join("; ")),
    ]));
  }

  function linkTable() {
    const edges = [...data.edges].sort((a, b) => byName(a.from, b.from) || byName(a.to, b.to));
    return tableOf(`Links (${edges.length})`, ["From", "Link", "To", "Evidence"], edges.map((edge) => [
      nodeButton(edge.from), data.links[edge.id].forth, nodeButton(edge.to), quotes(data.links[edge.id].evidence, 1) ?? "",
    ]));
  }

  // ---- start -----------------------------------------------------------------------------------

  function showQuestion() {
    byId("title").textContent = data.title;
    byId("summary").textContent = data.summary;
    const notes = data.rows.length || !data.answered ? data.notes : [];
    fill(byId("notes"), ...notes.map((note) => said(note, "p")), data.leftOut ? make("p", { className: "left-out", text: data.leftOut }) : null);
  }

  function startDrawing() {
    const frame = byId("network");
    frame.setAttribute("aria-label", `Drawing of ${data.nodes.length} nodes and ${data.edges.length} links`);
    byId("empty").hidden = data.nodes.length > 0;
    document.querySelector(".zoom").hidden = !data.nodes.length;
    if (!data.nodes.length) return;
    const hover = (id) => { if (id === null) report(); else byId("status").textContent = `${data.details[id].name}, ${data.details[id].kind}`; };
    drawing = new Drawing(frame, data, (id) => select(id), hover);
    frame.querySelector(".vis-network").tabIndex = -1;
    drawing.paint(state);
    byId("nearer").addEventListener("click", () => drawing.zoom(1.3));
    byId("farther").addEventListener("click", () => drawing.zoom(1 / 1.3));
  }

  function pressed(event) {
    if (event.key === "Escape") { if (byId("tables").hidden) select(null); else showTables(false); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input[type=search]")) return;
    const act = { "/": () => byId("search").focus(), f: () => drawing?.fit(), t: () => showTables(byId("tables").hidden) }[event.key];
    if (act) { event.preventDefault(); act(); }
  }

  function repaint() {
    state.dark = dark.matches;
    showLegend();
    if (state.selected === null) showAnswer();
    else showNode(state.selected);
    drawing?.paint(state);
  }

  showQuestion();
  startDrawing();
  showLegend();
  showAnswer();
  startSearch();
  report();
  byId("fit").addEventListener("click", () => drawing?.fit());
  byId("table").addEventListener("click", () => showTables(byId("tables").hidden));
  document.addEventListener("keydown", pressed);
  dark.addEventListener("change", repaint);
  document.documentElement.dataset.ready = "yes";
  // The one handle that the tests and a curious reader of the console have on the page.
  window.commonground = { data, state, select, drawing };
})();
