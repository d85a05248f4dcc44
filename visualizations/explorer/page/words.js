// Numbers, months and names as the page says them.

export const TIMES_SAID = "A time beside a skill is that of the whole roles and projects that name it; "
  + "where they overlap, a month counts once.";

/**
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
export function counted(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/**
 * Return how much is drawn, as "9 people and things, 14 links".
 * @param {number} nodes
 * @param {number} links
 */
export function drawnWords(nodes, links) {
  const things = nodes === 1 ? "1 person or thing" : `${nodes.toLocaleString("en")} people and things`;
  return `${things}, ${counted(links, "link")}`;
}

/**
 * Return how much is seen of what is drawn, and what of it is faint for want of a date.
 * @param {import("./types.js").Seen} seen
 */
export function seenWords({ nodes, allNodes, edges, allEdges, undated }) {
  const of = (/** @type {number} */ some, /** @type {number} */ all) => (some < all ? `${some.toLocaleString("en")} of ` : "");
  const [things, links] = drawnWords(allNodes, allEdges).split(", ");
  const faint = undated ? ` · ${undated.toLocaleString("en")} without dates, faded` : "";
  return `${of(nodes, allNodes)}${things}, ${of(edges, allEdges)}${links}${faint}`;
}

/**
 * Return 19 as "19 months" and 27 as "2 years 3 months", as Python's words do.
 * @param {number} months
 */
export function inYears(months) {
  if (months < 24) return counted(months, "month");
  const rest = months % 12;
  const years = counted(Math.floor(months / 12), "year");
  return rest ? `${years} ${counted(rest, "month")}` : years;
}

/**
 * Return facts as one text, for a file or a cell that has no room for a list.
 * @param {[string, string][]} facts
 */
export function factText(facts) {
  return facts.map(([label, text]) => `${label}: ${text}`).join("; ");
}

/** @param {number} month the year × 12 + the month − 1 */
export function yearOf(month) {
  return Math.floor(month / 12);
}

/**
 * Return a month as "2021-03"; what is a text already stays.
 * @param {number | string | null | undefined} month
 */
export function monthText(month) {
  if (month === null || month === undefined) return "";
  if (typeof month === "string") return month;
  return `${yearOf(month)}-${String((month % 12) + 1).padStart(2, "0")}`;
}

/**
 * Return a date of the service ("2021", "2021-03", "now" or a number) as a month.
 * @param {number | string | null | undefined} date
 * @returns {number | null}
 */
export function monthOf(date) {
  if (typeof date === "number") return date;
  const found = /^(\d{4})(?:-(\d\d))?/.exec(date ?? "");
  return found ? Number(found[1]) * 12 + Number(found[2] ?? 1) - 1 : null;
}

/** @param {string} text */
export function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

/**
 * @param {string} a
 * @param {string} b
 */
export function inOrder(a, b) {
  return a.localeCompare(b, "en", { numeric: true });
}

/**
 * Return how many letters differ, or a large number beyond two: nobody mistypes more.
 * @param {string} a
 * @param {string} b
 */
export function distance(a, b) {
  if (Math.abs(a.length - b.length) > 2) return 9;
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[b.length];
}
