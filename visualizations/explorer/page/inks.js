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
/** So many communities have a colour of their own; two of one colour would look like one. */
export const COLOURED = COMMUNITIES.length - 1;
const UNKNOWN = { shape: "dot", filled: true, light: "#5c6470", dark: "#aab2bd" };

/**
 * Return the colour of a community; whoever is in none, or a small one, is grey.
 * @type {(community: number | null | undefined) => string}
 */
export function communityColour(community) {
  return COMMUNITIES[community == null ? COLOURED : Math.min(community, COLOURED)];
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
    if (!look.filled) return { shape: look.shape, fill: ink.paper, border: fill, width: 2.5 };
    return { shape: look.shape, fill, border: ink.text, width: 1 };
  }
  const colour = look[theme];
  if (look.filled) return { shape: look.shape, fill: colour, border: ink.paper, width: 1 };
  return { shape: look.shape, fill: ink.paper, border: colour, width: 2.5 };
}
