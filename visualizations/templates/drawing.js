// The drawing: vis-network at fixed places, painted again whenever the page's state changes.
"use strict";

const MANY_EDGES = 1500;
const FONT = 13;
const LEGIBLE = 11;
const CLOSEST = 1.25;
const CROWD = 60;
const ALWAYS = 12;
const INK = {
  light: {
    paper: "#fbfaf7", text: "#1d2127", faint: "#c9c9c4",
    line: "#b4b3ac", lit: "#5a5f66", mark: "#111418",
  },
  dark: {
    paper: "#14171c", text: "#e7e9ec", faint: "#4a515c",
    line: "#5d6673", lit: "#c3cad4", mark: "#ffffff",
  },
};

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
    frame.querySelector(".vis-network").tabIndex = -1;
    this.network.fit({ maxZoomLevel: CLOSEST });
    this.focus = new Set(data.focus);
    this.state = null;
    let waiting = 0;
    const again = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => this.state && this.paint(this.state), 120);
    };
    for (const event of ["zoom", "animationFinished", "resize"]) this.network.on(event, again);
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

  // The labels that fit, most wanted first; one that would cover another waits for a zoom. In a
  // crowd only the most wanted may cover nodes.
  labelled(state, hidden, size) {
    const visible = this.data.nodes.filter((node) => !hidden.has(node.id));
    const wanted = (node) =>
      (node.id === state.selected ? 2000 : 0) + (this.focus.has(node.id) ? 1000 : 0) + node.size;
    const candidates = visible.filter((node) => state.lit === null || state.lit.has(node.id));
    candidates.sort((a, b) => wanted(b) - wanted(a) || (a.id < b.id ? -1 : 1));
    const crowd = candidates.length > CROWD ? visible.map(nodeBox) : [];
    const placed = [];
    const named = new Set();
    candidates.forEach((node, place) => {
      const box = labelBox(node, size);
      const covers = (other) => overlap(box, other);
      if (placed.some(covers) || (place >= ALWAYS && crowd.some(covers))) return;
      placed.push(box);
      named.add(node.id);
    });
    return named;
  }

  // state: {hiddenKinds, hiddenFamilies, selected, lit, dark}; lit is null when nothing is dimmed.
  paint(state) {
    this.state = state;
    const ink = state.dark ? INK.dark : INK.light;
    const size = Math.max(FONT, LEGIBLE / this.network.getScale());
    const away = this.data.nodes.filter((node) => state.hiddenKinds.has(node.group));
    const hidden = new Set(away.map((node) => node.id));
    const named = this.labelled(state, hidden, size);
    this.nodes.update(this.data.nodes.map((node) => {
      const fate = { hidden: hidden.has(node.id), named: named.has(node.id), size };
      return this.paintedNode(node, fate, state, ink);
    }));
    this.edges.update(this.data.edges.map((edge) => {
      const loose = hidden.has(edge.from) || hidden.has(edge.to);
      return paintedEdge(edge, loose || state.hiddenFamilies.has(edge.group), state, ink);
    }));
  }

  paintedNode(node, { hidden, named, size }, state, ink) {
    const look = this.looks.get(node.group);
    const colour = state.dark ? look.dark : look.light;
    const lit = state.lit === null || state.lit.has(node.id);
    const chosen = node.id === state.selected;
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
        size: inside ? FONT : size,
      },
    };
  }

  fit(nodes) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const animation = still ? false : { duration: 250, easingFunction: "easeInOutQuad" };
    this.network.fit({ ...(nodes ? { nodes } : {}), animation, maxZoomLevel: CLOSEST });
  }

  zoom(factor) {
    this.network.moveTo({ scale: this.network.getScale() * factor });
  }
}

function labelBox(node, size) {
  const half = (node.label.length * size * 0.56) / 2;
  const top = node.y + node.size + 2;
  return { left: node.x - half, right: node.x + half, top, bottom: top + size * 1.35 };
}

function nodeBox(node) {
  const { x, y, size } = node;
  return { left: x - size, right: x + size, top: y - size, bottom: y + size };
}

function overlap(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function paintedEdge(edge, hidden, state, ink) {
  const touched = [edge.from, edge.to].includes(state.selected);
  const lit = state.lit === null || (state.lit.has(edge.from) && state.lit.has(edge.to));
  const strong = touched || (state.selected === null && state.lit !== null && lit);
  return {
    id: edge.id,
    hidden,
    dashes: edge.group === "ontology" ? [5, 5] : false,
    width: (edge.group === "fact" ? 2 : 1) + (strong ? 1 : 0),
    color: {
      color: strong ? ink.lit : ink.line, hover: ink.lit, opacity: lit ? 1 : 0.12, inherit: false,
    },
  };
}
