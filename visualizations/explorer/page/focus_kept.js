// The focus in the panel, when what stands there is made anew: it comes back to the same field.

/** @typedef {{name: string, tag: string, text: string, asked: boolean}} Held */

/**
 * Return what in the panel has the focus, and what has been typed there.
 * @param {HTMLElement} place
 * @returns {Held | null}
 */
export function heldIn(place) {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || active === place || !place.contains(active)) return null;
  const text = active instanceof HTMLInputElement && active.type === "search" ? active.value : "";
  return { name: nameOf(active), tag: active.tagName, text, asked: Boolean(active.closest(".ask")) };
}

/**
 * Give the focus to what is called so now; where that is gone, to the form's first box.
 * @param {HTMLElement} place
 * @param {Held | null} held
 */
export function regain(place, held) {
  if (!held || place.contains(document.activeElement)) return;
  const all = [.../** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll("input, select, textarea, button"))];
  const same = all.find((one) => one.tagName === held.tag && nameOf(one) === held.name);
  const box = /** @type {HTMLElement | null} */ (held.asked ? place.querySelector(".ask [role=combobox]") : null);
  const found = same ?? box ?? place;
  found.focus({ preventScroll: true });
  if (!same || !(same instanceof HTMLInputElement) || !held.text || same.value) return;
  same.value = held.text; // typed while the answer was on its way
  same.dispatchEvent(new Event("input"));
}

/** @param {HTMLElement} element */
function nameOf(element) {
  const labels = element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element.labels : null;
  return element.getAttribute("aria-label") ?? labels?.[0]?.firstChild?.textContent ?? element.textContent ?? "";
}
