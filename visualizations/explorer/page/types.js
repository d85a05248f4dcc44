// The types of what a page is given and shows, for the type checker; nothing here runs.

/**
 * A label and its text.
 * @typedef {[string, string]} Fact
 */

/**
 * A node as the page gets it; x and y are missing in a part, whose nodes the stage places.
 * Months are counted as year × 12 + month − 1.
 * @typedef {object} SceneNode
 * @property {string} id
 * @property {string} kind
 * @property {string} name
 * @property {number} [x]
 * @property {number} [y]
 * @property {number} size half the width, in pixels
 * @property {Fact[]} facts
 * @property {string[]} [aliases]
 * @property {number} degree links in the whole graph
 * @property {number} [more] neighbours that are not in the scene
 * @property {number | null} [months]
 * @property {number | null} [first]
 * @property {number | null} [last]
 * @property {number | null} [community]
 */

/**
 * An edge; forth and back are its words read from either end.
 * @typedef {object} SceneEdge
 * @property {string} id
 * @property {string} type
 * @property {string} from
 * @property {string} to
 * @property {string} family
 * @property {string} forth
 * @property {string} back
 * @property {number} bend how far a parallel edge is bent, as a share of its length; 0 is straight
 * @property {Fact[]} facts
 * @property {number[]} evidence places in the scene's list of lines
 * @property {number | null} [first]
 * @property {number | null} [last]
 */

/**
 * A line of a document; marks are ranges of the quote.
 * @typedef {object} Line
 * @property {string} source
 * @property {number} line
 * @property {string} where
 * @property {string} quote
 * @property {[number, number][]} marks
 */

/**
 * How a kind is drawn.
 * @typedef {object} Kind
 * @property {string} kind
 * @property {string} many
 * @property {number} count
 * @property {string} shape
 * @property {boolean} filled
 * @property {string} light
 * @property {string} dark
 */

/**
 * @typedef {object} Family
 * @property {string} family
 * @property {string} words
 * @property {number} count
 */

/**
 * @typedef {object} Scene
 * @property {string} title
 * @property {string} summary
 * @property {string[]} notes
 * @property {string} leftOut
 * @property {boolean} answered
 * @property {string[]} focus
 * @property {Kind[]} kinds
 * @property {Family[]} families
 * @property {SceneNode[]} nodes
 * @property {SceneEdge[]} edges
 * @property {Line[]} evidence
 */

/**
 * What expanding a node brings.
 * @typedef {object} Part
 * @property {SceneNode[]} nodes
 * @property {SceneEdge[]} edges
 * @property {Line[]} [evidence]
 * @property {number} [more]
 * @property {string} [said]
 */

export {};
