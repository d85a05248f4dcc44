// A page that a service gave asks that service, and nobody else.

/** @typedef {import("./page_types.js").Source} Source */

/** @implements {Source} */
export class ServiceSource {
  /** @param {string} base */
  constructor(base) {
    this.asks = true;
    this.base = base;
  }

  /** @param {string} text */
  async suggest(text) {
    const found = await this.get("search", [["q", text], ["n", "12"]]);
    return Array.isArray(found) ? found : found.rows ?? [];
  }

  /** @param {string} id */
  async node(id) {
    return this.get(`nodes/${encodeURIComponent(id)}`);
  }

  /**
   * @param {string} id
   * @param {string[]} known
   */
  async neighbours(id, known) {
    const query = known.map((one) => /** @type {[string, string]} */ (["known", one]));
    return this.get(`neighbours/${encodeURIComponent(id)}`, query);
  }

  /** @param {string} id */
  async around(id) {
    return this.get("scene", [["around", id]]);
  }

  /**
   * @param {string} question
   * @param {Record<string, any>} parameters
   */
  async ask(question, parameters) {
    return this.post(`${encodeURIComponent(question)}?scene=1`, parameters);
  }

  /**
   * @param {string} text
   * @param {number} limit
   */
  async match(text, limit) {
    return this.post("match?scene=1", { advert: text, limit });
  }

  async map() {
    return this.get("map");
  }

  async about() {
    return this.get("about");
  }

  async documents() {
    const found = await this.get("documents");
    return Array.isArray(found) ? found : found.rows ?? found.documents ?? [];
  }

  /** @param {string} key */
  async document(key) {
    return this.get(`documents/${key.split("/").map(encodeURIComponent).join("/")}`);
  }

  /**
   * @param {string} path
   * @param {[string, string][]} [query]
   */
  async get(path, query = []) {
    const asked = new URLSearchParams(query).toString();
    return answerOf(fetch(`${this.base}/${path}${asked ? `?${asked}` : ""}`, { headers: PLAIN }));
  }

  /**
   * @param {string} path
   * @param {Record<string, any>} body
   */
  async post(path, body) {
    const headers = { ...PLAIN, "Content-Type": "application/json" };
    const sent = { method: "POST", headers, body: JSON.stringify(body) };
    return answerOf(fetch(`${this.base}/${path}`, sent));
  }
}

const PLAIN = { Accept: "application/json" };

/**
 * @param {Promise<Response>} asked
 * @returns {Promise<any>}
 */
async function answerOf(asked) {
  const response = await asked.catch(() => {
    throw new Error("The service does not answer. Is “commonground serve” still running?");
  });
  const body = await response.json().catch(() => null);
  if (response.ok) return body;
  const error = new Error(body?.detail || body?.title || `The service answers ${response.status}.`);
  throw Object.assign(error, { choices: Array.isArray(body?.choices) ? body.choices.map(String) : [] });
}
