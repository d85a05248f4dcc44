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
 * @property {number | null} [months]
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
 * @property {string[]} [warnings] that it is not what it should be
 * @property {string} leftOut
 * @property {boolean} answered
 * @property {string[]} focus
 * @property {string[]} [asked] those of them that the question names
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
 * @property {Record<string, string>} [names] what is drawn already and goes by another name now, by id
 */

/**
 * What was hit, hovered, or chosen.
 * @typedef {{ node: SceneNode, edge?: undefined } | { edge: SceneEdge, node?: undefined }} Item
 */

/**
 * What the stage tells the page. All x and y are CSS pixels from the canvas's upper left corner.
 * @typedef {object} StageHandlers
 * @property {(item: Item | null, event: Event) => void} [onSelect] a click, a tap or Enter
 * @property {(node: SceneNode) => void} [onOpen] a double click
 * @property {(item: Item | null, x: number, y: number) => void} [onHover] also the focus of keys
 * @property {(node: SceneNode) => void} [onShift] a click with Shift
 * @property {() => void} [onChange] a node was moved, or the view was
 */

/**
 * What is hidden, or faded where `faded` is true. Months that are null set no bound.
 * @typedef {object} StageFilter
 * @property {ReadonlySet<string>} [kinds]
 * @property {ReadonlySet<string>} [families]
 * @property {number | null} [from]
 * @property {number | null} [to]
 * @property {boolean} [faded]
 */

/** @typedef {"links" | "months" | "centrality"} Measure */
/** @typedef {"kind" | "community"} Colouring */
/** @typedef {"light" | "dark"} Theme */
/** @typedef {"next" | "previous" | "left" | "right" | "up" | "down" | "edge" | "edge back"} Way */

/**
 * A node on the stage; x and y are those of the scene, half is half its width there.
 * @typedef {object} DrawnNode
 * @property {SceneNode} data
 * @property {number} x
 * @property {number} y
 * @property {number} half
 * @property {boolean} pinned
 * @property {boolean} hidden
 * @property {boolean} faded
 * @property {boolean} undated faded since a time is asked for and it has none
 * @property {DrawnEdge[]} edges
 */

/**
 * @typedef {object} DrawnEdge
 * @property {SceneEdge} data
 * @property {DrawnNode} from
 * @property {DrawnNode} to
 * @property {boolean} hidden
 * @property {boolean} faded
 */

/**
 * How many nodes and edges a filter lets be seen, of all.
 * @typedef {{nodes: number, allNodes: number, edges: number, allEdges: number, undated: number}} Seen
 */

/**
 * What is on the stage.
 * @typedef {object} Model
 * @property {Map<string, Kind>} kinds
 * @property {Set<string>} focus
 * @property {Set<string>} asked
 * @property {Map<string, DrawnNode>} nodes
 * @property {Map<string, DrawnEdge>} edges
 */

/**
 * How it is looked at: the point of the scene in the middle, and pixels for each of its units.
 * @typedef {object} Camera
 * @property {number} x
 * @property {number} y
 * @property {number} scale
 * @property {number} width
 * @property {number} height
 */

/**
 * What stands out, by the ids of nodes and edges.
 * @typedef {object} Marked
 * @property {ReadonlySet<string>} selected
 * @property {ReadonlySet<string> | null} lit
 * @property {string | null} hovered
 * @property {string | null} focused
 * @property {Theme} theme
 * @property {Colouring} colouring
 */

/** @typedef {{ left: number, top: number, right: number, bottom: number }} Box */

/**
 * Lines of one look: six numbers each, from, control point, to.
 * @typedef {object} Stroke
 * @property {number} rank what is painted later covers what is painted before
 * @property {string} colour
 * @property {number} width 0 is the thinnest line that a screen can show
 * @property {number} alpha
 * @property {number} dash
 * @property {boolean} arrow
 * @property {number[]} lines
 */

/**
 * Shapes of one look: three numbers each, x, y and half the width.
 * @typedef {object} Marks
 * @property {number} rank
 * @property {string} shape
 * @property {string} fill
 * @property {string} border
 * @property {number} width
 * @property {number} alpha
 * @property {number[]} places
 */

/**
 * A name beside its node: x is its middle, y its base line.
 * @typedef {object} Label
 * @property {DrawnNode} node
 * @property {string} text
 * @property {number} x
 * @property {number} y
 * @property {Box} box
 * @property {boolean} strong
 */

/**
 * Everything to paint, in CSS pixels: on a canvas or as SVG.
 * @typedef {object} Picture
 * @property {number} width
 * @property {number} height
 * @property {string} paper
 * @property {string} ink
 * @property {Stroke[]} strokes
 * @property {Marks[]} marks
 * @property {Label[]} labels
 */

export {};
