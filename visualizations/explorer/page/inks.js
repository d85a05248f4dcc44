// The colours of a drawing, for light and for dark.

/** @import { Colouring, DrawnNode, Kind, Theme } from "./types.js" */

export const INKS = {
  light: {
    paper: "#fbfaf7", text: "#1d2127", line: "#a3a29b", near: "#4b5058", mark: "#111418",
  },
  dark: {
    paper: "#14171c", text: "#e7e9ec", line: "#5d6673", near: "#c3cad4", mark: "#ffffff",
  },
};

// Okabe and Ito's colours, which those who see red and green alike tell apart. Yellow alone is
// weak on white: drawn by community, nodes have a border of the text's colour.
const COMMUNITIES = [
  "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#999999",
];
const UNKNOWN = { shape: "dot", filled: true, light: "#5c6470", dark: "#aab2bd" };

/**
 * Return the colour of a community; whoever is in none is grey.
 * @type {(community: number | null | undefined) => string}
 */
export function communityColour(community) {
  const few = COMMUNITIES.length - 1;
  return community == null ? COMMUNITIES[few] : COMMUNITIES[((community % few) + few) % few];
}

/**
 * Return how a node is drawn: its shape, what fills it and what borders it.
 * @type {(node: DrawnNode, kind: Kind | undefined, colouring: Colouring, theme: Theme) =>
 *   { shape: string, fill: string, border: string, width: number }}
 */
export function lookOf(node, kind, colouring, theme) {
  const look = kind ?? UNKNOWN;
  const ink = INKS[theme];
  if (colouring === "community") {
    const fill = communityColour(node.data.community);
    return { shape: look.shape, fill, border: ink.text, width: look.filled ? 1 : 2 };
  }
  const colour = look[theme];
  if (look.filled) return { shape: look.shape, fill: colour, border: ink.paper, width: 1 };
  return { shape: look.shape, fill: ink.paper, border: colour, width: 2.5 };
}
