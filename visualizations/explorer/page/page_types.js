// The types of answers, details and sources, for the type checker; nothing here runs.

/** @typedef {import("./types.js").Fact} Fact */
/** @typedef {import("./types.js").Line} Line */
/** @typedef {import("./types.js").Scene} Scene */
/** @typedef {import("./types.js").SceneNode} SceneNode */
/** @typedef {import("./types.js").Part} Part */

/**
 * Where the page is: a screen, what is asked there, and how it is looked at.
 * @typedef {object} Route
 * @property {string} screen
 * @property {Record<string, string[]>} params
 * @property {Record<string, string>} view
 */

/** @typedef {{id: string, kind: string, name: string, matched?: string | null, count?: number | null}} Suggestion */
/** @typedef {{id: string | null, name: string, text: string, value: string, evidence: number[], mark?: "lapsed" | "undated"}} Mention */
/** @typedef {{title: string, said: string[], rows: number[], count: number | null}} Section rows under a heading, by number */

/**
 * A node of a path, or the step between two.
 * @typedef {object} Step
 * @property {string} [id]
 * @property {string} [kind]
 * @property {string | null} [name]
 * @property {string} [type]
 * @property {string} [from]
 * @property {string} [to]
 * @property {string} [words]
 * @property {number[]} [evidence]
 */

/**
 * @typedef {object} Row
 * @property {string} id
 * @property {string} kind
 * @property {string} name
 * @property {string | number | null} score
 * @property {Fact[]} facts
 * @property {Mention[]} terms
 * @property {string[]} [missing]
 * @property {Mention[]} people
 * @property {number[]} evidence
 * @property {string[]} members
 * @property {string} [sentence]
 * @property {Step[]} [steps] of a path
 */

/** @typedef {{question?: Record<string, any>, expression?: string, timed?: boolean, rows?: Row[], sections?: Section[], instead?: {title: string, rows: Row[]}[]}} Answered */
/** @typedef {Scene & Answered} Answer */

/**
 * @typedef {object} Stint
 * @property {number | string | null} from
 * @property {number | string | null} to
 * @property {string} title
 * @property {number | null} [months]
 * @property {boolean} [current]
 * @property {string | null} [asOf] the month of the document that says that it goes on
 * @property {boolean} [atLeast] whether years alone leave open how long it was
 * @property {{id: string, name: string} | null} employer
 * @property {{id: string, name: string, months?: number | null}[]} technologies
 * @property {number[]} evidence
 */
/** @typedef {{edge: string, id: string, kind: string, name: string, text: string, value?: any, evidence: number[]}} GroupItem */
/** @typedef {{words: string, type: string, ontology?: boolean, count: number, items: GroupItem[], more: number}} Group */

/**
 * @typedef {object} Details
 * @property {SceneNode} node
 * @property {string[]} labels
 * @property {string | null} definition
 * @property {Fact[]} facts
 * @property {Stint[]} [timeline]
 * @property {Record<string, any>[]} [studies]
 * @property {string[]} [documents]
 * @property {{year: number, people: number}[]} [months]
 * @property {Group[]} groups
 * @property {Line[]} evidence
 */

/**
 * @typedef {object} About
 * @property {string | null} built
 * @property {string} version
 * @property {[string, number | string][]} counts
 * @property {{term: string, people: number}[]} unknown
 * @property {{document: string, why: string}[]} unread
 * @property {boolean} [part] whether it is said of a page's file alone
 */

/**
 * One argument of a question, as its form shows it.
 * @typedef {object} Argument
 * @property {string} name
 * @property {string} help
 * @property {string} kind term, person, node, count, text or flag
 * @property {boolean} many
 * @property {boolean} option
 * @property {boolean} needed
 * @property {string[]} choices
 * @property {any} value what it is unless somebody says otherwise
 */
/** @typedef {{name: string, summary: string, arguments: Argument[]}} Form */

/**
 * What the page is written with.
 * @typedef {object} PageData
 * @property {string} title
 * @property {Answer | null} scene
 * @property {string | null} service
 * @property {About | null} about
 * @property {Record<string, Details>} details
 * @property {import("./types.js").Kind[]} kinds every kind that there is
 * @property {{family: string, words: string}[]} families
 * @property {Form[]} forms
 */

/**
 * Where answers come from: the page's own file, or a service.
 * @typedef {object} Source
 * @property {boolean} asks whether it can be asked new questions
 * @property {(text: string) => Promise<Suggestion[]>} suggest
 * @property {(id: string) => Promise<Details | null>} node
 * @property {(id: string, known: string[]) => Promise<Part>} neighbours
 * @property {(id: string) => Promise<Answer>} around
 * @property {(question: string, parameters: Record<string, any>) => Promise<Answer>} ask
 * @property {(text: string, limit: number) => Promise<Answer>} match
 * @property {() => Promise<Answer>} map
 * @property {() => Promise<About>} about
 * @property {() => Promise<{key: string, [key: string]: any}[]>} documents
 * @property {(key: string) => Promise<Record<string, any>>} document
 */

/**
 * What a screen shows: the panel, and a scene where it has one of its own.
 * @typedef {object} View
 * @property {string} title
 * @property {Answer | null} scene
 * @property {() => (Node | null | undefined | false | "")[]} build what stands in the panel, once the scene is shown
 * @property {string} [back] what the way back from a node is called
 */

/** @typedef {{node: string} | {edge: string} | null} Selection */
/** @typedef {import("./app.js").App} App */

export {};
