// The page of one document: its text, what each span became, and the list of all facts.


(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const looks = new Map(data.kinds.map((look) => [look.kind, look]));
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const shownAt = data.facts.map(() => []); // the pieces of text of each fact
  const listedAt = data.facts.map(() => null);
  const unused = [];
  const rowOf = new Map(); // the first row of each line of the file
  const state = { fact: null, pinned: false, turn: 0, unused: -1 };
  const CHUNK = 60; // lines that the browser lays out, or passes over, together
  const AT_ONCE = 20; // chunks that are made before the browser may paint again

  const sign = (kind) => icon(looks.get(kind), false);
  const sayWhat = ({ what, value }) => (value ? `${what}: ${value}` : what);

  // ---- the text --------------------------------------------------------------------------------

  function showText(from = 0) {
    const end = Math.min(from + AT_ONCE * CHUNK, data.blocks.length);
    for (let at = from; at < end; at += CHUNK) {
      const lines = data.blocks.slice(at, Math.min(at + CHUNK, end)).flatMap(block);
      byId("text").append(make("div", { className: "chunk" }, ...lines));
    }
    if (end < data.blocks.length) setTimeout(showText, 0, end);
  }

  function block({ heading, bullet, bold, apart, rows }) {
    const names = [
      "block", heading && "heading", bullet && "bullet", bold && "bold", apart && "apart",
      bullet && `deep-${Math.min(bullet, 4)}`,
    ];
    const settings = { className: names.filter(Boolean).join(" "), dir: "auto" };
    const set = heading ? { role: "heading", "aria-level": Math.min(heading + 1, 6) } : {};
    const line = make("div", { ...settings, ...set }, ...rows.map(row));
    line.dataset.number = rows[0].number;
    const begins = rows.find((one) => one.region);
    return begins ? [make("p", { className: "region", text: begins.region }), line] : [line];
  }

  function row({ number, pieces, unused: why }) {
    const parts = pieces.map((one, at) => piece(one, pieces[at - 1]));
    const shown = make("span", { className: why ? "row unused" : "row" }, ...parts);
    if (!rowOf.has(number)) rowOf.set(number, shown);
    if (!why) return shown;
    shown.tabIndex = 0;
    shown.setAttribute("role", "note");
    shown.setAttribute("aria-label", `Unused: ${shown.textContent}. It ${why}.`);
    shown.dataset.unused = unused.push({ shown, number, why }) - 1;
    return shown;
  }

  function piece(content, before) {
    if (typeof content === "string") return document.createTextNode(content);
    const [text, ...facts] = content;
    const { kind } = data.facts[facts[0]];
    // What other facts stand in is in several pieces: one sign and one stop of Tab for all of them.
    const goesOn = kind === "Text" ? shownAt[facts[0]].length > 0
      : Array.isArray(before) && before.includes(facts[0], 1);
    const words = goesOn || kind === "Text" ? [document.createTextNode(text)] : signed(kind, text);
    const settings = { className: `fact k-${kind}`, role: "button", tabIndex: goesOn ? -1 : 0 };
    const shown = make("span", settings, ...words);
    shown.setAttribute("aria-label", `${text.trim()}, ${facts.map((at) => sayWhat(data.facts[at])).join("; ")}`);
    shown.dataset.facts = facts.join(" ");
    for (const at of facts) shownAt[at].push(shown);
    return shown;
  }

  // The sign stays with the first word: alone at the end of a line it would mark nothing.
  function signed(kind, text) {
    const [begin] = text.match(/^\s*\S{0,24}/);
    const held = make("span", { className: "held" }, sign(kind), document.createTextNode(begin));
    return [held, document.createTextNode(text.slice(begin.length))];
  }

  // ---- what a fact is --------------------------------------------------------------------------

  function light(facts) {
    for (const shown of document.querySelectorAll(".lit, .kin")) shown.classList.remove("lit", "kin");
    const entries = new Set(facts.map((at) => data.facts[at].entry));
    for (const at of [...entries].flatMap((entry) => data.entries[entry].facts)) {
      for (const shown of [...shownAt[at], listedAt[at]]) shown?.classList.add("kin");
    }
    // Of a sentence that holds other facts, what is its own; these say something else.
    const isOwn = (shown) => facts.includes(firstOf(shown));
    for (const at of facts) {
      for (const shown of shownAt[at].filter(isOwn)) shown.classList.add("lit");
      listedAt[at]?.classList.add("lit");
    }
  }

  function showCard(facts, { pinned }) {
    state.fact = facts[0];
    state.pinned = pinned;
    const narrow = facts.filter((at) => at === facts[0] || isListed(at)); // no sentence around it
    light(narrow);
    const close = button("Close", away, "close");
    fill(byId("card"), close, ...narrow.map(told));
    byId("card").hidden = false;
    document.body.classList.add("carded");
  }

  function told(at) {
    const { kind, what, value, why, more, sure, where, places, entry, unseen } = data.facts[at];
    const beyond = places > 1 ? ` and ${places - 1} more` : "";
    const facts = [
      ["of", data.entries[entry].title], ["because", why], ["sure", sure], ["means", more],
      ["stands in", where + beyond + (unseen ? ", which is not shown" : "")],
    ].filter(([, text]) => text);
    return make("div", { className: `told k-${kind}` },
      make("p", { className: "kind" }, sign(kind), said(looks.get(kind).many)),
      make("p", { className: "what" }, said(what), value ? said(value, "strong") : null),
      make("dl", {}, ...facts.flatMap(([label, text]) => [make("dt", { text: label }), said(text, "dd")])));
  }

  function showWhy({ number, why }) {
    state.pinned = true;
    light([]);
    const words = [
      make("p", { className: "kind", text: "Unused" }),
      said(`Line ${number} ${why}.`, "p"),
    ];
    fill(byId("card"), button("Close", away, "close"), make("div", { className: "told" }, ...words));
    byId("card").hidden = false;
    document.body.classList.add("carded");
  }

  function away() {
    state.fact = null;
    state.pinned = false;
    light([]);
    byId("card").hidden = true;
    document.body.classList.remove("carded");
  }

  function goTo(shown) {
    shown.scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
    shown.focus({ preventScroll: true });
  }

  // ---- the list of facts -----------------------------------------------------------------------

  function showFacts() {
    const groups = data.groups.filter((group) => data.entries.some((one) => (
      one.group === group && one.facts.some(isListed))));
    fill(byId("facts"), ...groups.map((group) => {
      const entries = data.entries.filter((entry) => entry.group === group);
      const lone = entries.every((entry) => entry.facts.filter(isListed).length < 2);
      const list = lone ? "chips" : "entries";
      return make("section", { "aria-label": group }, make("h3", { text: group }),
        make("ul", { className: list }, ...entries.map((one) => entry(one, lone))));
    }));
  }

  const isListed = (at) => data.facts[at].kind !== "Text";

  function entry({ title, facts }, lone) {
    const listed = facts.filter(isListed);
    const chips = make("div", { className: "chips" }, ...listed.map(chip));
    return make("li", {}, lone || !title ? null : said(title, "h4"), chips);
  }

  function chip(at) {
    const { kind, what, value } = data.facts[at];
    const settings = { type: "button", className: `chip k-${kind}`, on: { click: () => jump(at) } };
    const words = value || what;
    const shown = make("button", settings, sign(kind), said(words));
    shown.title = what;
    listedAt[at] = shown;
    return shown;
  }

  function jump(at) {
    state.turn = state.fact === at ? state.turn + 1 : 0;
    const places = shownAt[at];
    const shown = places.length ? places[state.turn % places.length] : rowOf.get(data.facts[at].line);
    if (shown) goTo(shown);
    showCard([at], { pinned: true });
    report(`${sayWhat(data.facts[at])}, ${data.facts[at].where}`);
  }

  function nextUnused() {
    if (!unused.length) return;
    state.unused = (state.unused + 1) % unused.length;
    goTo(unused[state.unused].shown);
    report(`Unused line ${state.unused + 1} of ${unused.length}: line ${unused[state.unused].number}`);
  }

  function report(text) {
    byId("status").textContent = text;
  }

  // ---- legend, keys and mouse ------------------------------------------------------------------

  function showLegend() {
    fill(byId("kinds"), ...data.kinds.map(({ kind, many, count }) => {
      const toggle = ({ target }) => byId("text").classList.toggle(`no-${kind}`, !target.checked);
      const box = make("input", { type: "checkbox", checked: true, on: { change: toggle } });
      const number = make("span", { className: "count", text: count.toLocaleString("en") });
      return make("li", { className: `k-${kind}` },
        make("label", {}, box, sign(kind), make("span", { text: many }), number));
    }));
  }

  const factsOf = (target) => target.closest?.(".fact")?.dataset.facts.split(" ").map(Number);
  const firstOf = (shown) => Number.parseInt(shown.dataset.facts, 10);
  const unusedOf = (target) => unused[target.closest?.(".unused")?.dataset.unused];

  function point({ target, type }) {
    const pinned = type !== "mouseover";
    if (!pinned && state.pinned) return;
    const facts = factsOf(target);
    if (facts) showCard(facts, { pinned });
    else if (unusedOf(target)) { if (pinned) showWhy(unusedOf(target)); }
    else if (!pinned || type === "click") away();
  }

  listen(byId("text"), { mouseover: point, focusin: point, click: point });
  byId("next").addEventListener("click", nextUnused);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") away();
    else if (event.key === "n") nextUnused();
    else if ((event.key === "Enter" || event.key === " ") && factsOf(event.target)) {
      event.preventDefault();
      showCard(factsOf(event.target), { pinned: true });
    }
  });

  byId("title").textContent = data.title;
  byId("summary").textContent = data.summary;
  byId("unused").textContent = data.unused;
  byId("next").disabled = !data.blocks.some((one) => one.rows.some((each) => each.unused));
  fill(byId("notes"), ...data.warnings.map((text) => make("p", { text, className: "warning" })),
    ...data.notes.map((text) => make("p", { text })));
  showText();
  showFacts();
  showLegend();
  report(data.summary);
})();
