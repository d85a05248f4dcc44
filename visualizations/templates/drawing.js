// The drawing: vis-network at fixed places, painted again whenever the page's state changes.
"use strict";

const MANY_NODES = 70;
const MANY_EDGES = 1500;

class Drawing {
  constructor(frame, data, onSelect, onHover) {
    this.data = data;
    this.looks = new Map(data.kinds.map((look) => [look.kind, look]));
    this.nodes = new vis.DataSet(data.nodes);
    this.edges = new vis.DataSet(data.edges);
    this.network = new vis.Network(frame, { nodes: this.nodes, edges: this.edges }, this.options());
    this.network.on("click", (event) => onSelect(event.nodes[0] ?? null));
    this.network.on("hoverNode", (event) => onHover(event.node));
    this.network.on("blurNode", () => onHover(null));
    this.labelled = this.alwaysLabelled();
  }

  options() {
    const many = this.data.edges.length > MANY_EDGES;
    return {
      autoResize: true,
      physics: false,
      layout: { improvedLayout: false, randomSeed: 1 },
      interaction: {
        dragNodes: false,
        hover: true,
        hideEdgesOnDrag: many,
        hideEdgesOnZoom: many,
        selectConnectedEdges: false,
        tooltipDelay: 1e9,
      },
      nodes: { font: { size: 13, face: "system-ui, sans-serif" }, chosen: false },
      edges: {
        smooth: false,
        chosen: false,
        arrows: { to: { enabled: !many, scaleFactor: 0.4 } },
      },
    };
  }

  // In a large picture only what the question is about and the best connected carry a label.
  alwaysLabelled() {
    if (this.data.nodes.length <= MANY_NODES) return new Set(this.nodes.getIds());
    const largest = [...this.data.nodes].sort((a, b) => b.size - a.size || (a.id < b.id ? -1 : 1));
    return new Set([...this.data.focus, ...largest.slice(0, 25).map((node) => node.id)]);
  }

  // state: {hiddenKinds, hiddenFamilies, selected, lit, dark}; lit is null when nothing is dimmed.
  paint(state) {
    const ink = inkOf(state.dark);
    const hidden = new Set();
    this.nodes.update(this.data.nodes.map((node) => {
      if (state.hiddenKinds.has(node.group)) hidden.add(node.id);
      return this.paintedNode(node, hidden.has(node.id), state, ink);
    }));
    this.edges.update(this.data.edges.map((edge) => {
      const away = hidden.has(edge.from) || hidden.has(edge.to);
      return paintedEdge(edge, away || state.hiddenFamilies.has(edge.group), state, ink);
    }));
  }

  paintedNode(node, hidden, state, ink) {
    const look = this.looks.get(node.group);
    const colour = state.dark ? look.dark : look.light;
    const lit = state.lit === null || state.lit.has(node.id);
    const chosen = node.id === state.selected;
    const named = chosen || (state.lit === null ? this.labelled.has(node.id) : lit);
    const fill = look.filled ? colour : ink.paper;
    const inside = look.shape === "box" || look.shape === "ellipse";
    return {
      id: node.id,
      hidden,
      opacity: lit ? 1 : 0.16,
      label: named || inside ? node.label : "",
      borderWidth: chosen ? 4 : look.filled ? 1 : 2.5,
      color: { background: fill, border: chosen ? ink.mark : colour },
      font: {
        color: lit ? ink.text : ink.faint,
        strokeColor: ink.paper,
        strokeWidth: inside ? 0 : 4,
        size: this.data.focus.includes(node.id) ? 15 : 13,
      },
    };
  }

  show(ids) {
    const seen = ids.filter((id) => this.nodes.get(id) !== null);
    if (seen.length) this.fit(seen);
  }

  fit(nodes) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const animation = still ? false : { duration: 250, easingFunction: "easeInOutQuad" };
    this.network.fit({ ...(nodes ? { nodes } : {}), animation, maxZoomLevel: 1.25 });
  }

  zoom(factor) {
    this.network.moveTo({ scale: this.network.getScale() * factor });
  }
}

function inkOf(dark) {
  return dark
    ? { paper: "#14171c", text: "#e7e9ec", faint: "#4a515c", line: "#5d6673", mark: "#ffffff", lit: "#c3cad4" }
    : { paper: "#fbfaf7", text: "#1d2127", faint: "#c9c9c4", line: "#b4b3ac", mark: "#111418", lit: "#5a5f66" };
}

function paintedEdge(edge, hidden, state, ink) {
  const touched = state.selected !== null && (edge.from === state.selected || edge.to === state.selected);
  const lit = state.lit === null || (state.lit.has(edge.from) && state.lit.has(edge.to));
  const strong = touched || (state.selected === null && state.lit !== null && lit);
  return {
    id: edge.id,
    hidden,
    dashes: edge.group === "ontology" ? [5, 5] : edge.group === "derived" ? [1, 3] : false,
    width: strong ? 2 : 1,
    color: { color: strong ? ink.lit : ink.line, hover: ink.lit, opacity: lit ? 1 : 0.12, inherit: false },
  };
}
