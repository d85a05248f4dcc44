// Questions are asked by ids, which mean one thing; the page says names.

/** @typedef {import("./page_types.js").Answer} Answer */

const SKILL_ID = /\bskill:[\w.+#-]*\w/g;

/**
 * Return an answer that says names where it says ids of concepts.
 * @param {Answer} answer
 * @param {(id: string) => string} nameOf
 * @returns {Answer}
 */
export function withNames(answer, nameOf) {
  const own = new Map(answer.nodes.map((node) => [node.id, node.name]));
  const plain = (/** @type {string} */ text) => text.replace(SKILL_ID, (id) => own.get(id) ?? nameOf(id));
  const rows = (/** @type {import("./page_types.js").Row[] | undefined} */ given) => given?.map((row) => ({
    ...row,
    name: plain(row.name),
    missing: row.missing?.map(plain),
    facts: row.facts.map(([label, text]) => /** @type {[string, string]} */ ([plain(label), plain(text)])),
    terms: row.terms.map((term) => ({ ...term, name: plain(term.name), text: plain(term.text) })),
  }));
  const instead = answer.instead?.map((one) => ({ title: plain(one.title), rows: rows(one.rows) ?? [] }));
  const sections = answer.sections?.map((one) => ({ ...one, title: plain(one.title), said: one.said.map(plain) }));
  return {
    ...answer, sections, title: plain(answer.title), notes: answer.notes.map(plain), rows: rows(answer.rows), instead,
  };
}
