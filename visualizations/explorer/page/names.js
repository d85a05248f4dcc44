// What ids are called, as far as the page has met them.

/** @typedef {import("./page_types.js").Source} Source */

export class Names {
  /** @param {Source} source */
  constructor(source) {
    this.source = source;
    /** @type {Map<string, {name: string, kind: string}>} */
    this.known = new Map();
  }

  /** @param {{id: string, name: string, kind: string}} node */
  learn({ id, name, kind }) {
    this.known.set(id, { name, kind });
  }

  /** @param {string} id */
  of(id) {
    return this.known.get(id)?.name ?? id;
  }

  /** @param {string} id */
  kindOf(id) {
    return this.known.get(id)?.kind ?? "";
  }

  /**
   * Ask for the names of an address's ids, before a screen says them.
   * @param {string[]} ids
   */
  async ask(ids) {
    const unknown = ids.filter((id) => !this.known.has(id) && this.source.asks);
    const found = await Promise.all(unknown.map((id) => this.source.node(id).catch(() => null)));
    for (const details of found) if (details) this.learn(details.node);
  }
}
