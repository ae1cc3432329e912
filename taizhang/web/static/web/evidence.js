// A document and what was read from it: the passage and its row light up together.

/**
 * @param {Element} place the element under the pointer or the focus
 * @param {boolean} isOn
 */
function mark(place, isOn) {
  const linked = /** @type {HTMLElement | null} */ (place.closest("[data-span]"));
  const reader = linked?.closest("[data-evidence]");
  if (!linked || !reader) return null;
  const others = reader.querySelectorAll(`[data-span="${CSS.escape(linked.dataset.span ?? "")}"]`);
  others.forEach((element) => element.classList.toggle("is-linked", isOn));
  return { linked, others };
}

/**
 * Bring the other side into view, without moving the side that is being read.
 * @param {Element} place
 */
function follow(place) {
  const found = mark(place, true);
  if (!found || place.closest("button, select, input, textarea, a, label, summary")) return;
  const side = found.linked.closest(".original, .rows");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  for (const other of found.others) {
    if (other.closest(".original, .rows") !== side) {
      other.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
      return;
    }
  }
}

/** Link passages and rows by hover, focus and click. */
export function startEvidence() {
  const on = (/** @type {Event} */ event) => {
    mark(/** @type {Element} */ (event.target), true);
  };
  const off = (/** @type {Event} */ event) => {
    mark(/** @type {Element} */ (event.target), false);
  };
  document.addEventListener("pointerover", on);
  document.addEventListener("pointerout", off);
  document.addEventListener("focusin", on);
  document.addEventListener("focusout", off);
  document.addEventListener("click", (event) => follow(/** @type {Element} */ (event.target)));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target instanceof Element) {
      if (event.target.matches("mark[data-span]")) follow(event.target);
    }
  });
}
