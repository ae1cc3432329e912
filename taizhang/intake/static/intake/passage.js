// A passage that the reader missed: select it in the original, press the button beside it.

const button = /** @type {HTMLButtonElement | null} */ (
  document.querySelector("[data-mark-selection]")
);
const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-passage]"));

/**
 * Where in the document a place of the page stands.
 * @param {Node} node
 * @param {number} offset
 */
function placeOf(node, offset) {
  const holder = node instanceof Element ? node : node.parentElement;
  const piece = /** @type {HTMLElement | null} */ (holder?.closest("[data-at]"));
  if (piece) {
    const inside = node instanceof Element ? (offset ? (piece.textContent ?? "").length : 0) : offset;
    return Number(piece.dataset.at) + inside;
  }
  // Between two pieces: the next one begins there.
  const child = node instanceof Element ? node.childNodes[offset] : null;
  const next = child instanceof Element ? (child.matches("[data-at]") ? child : child.querySelector("[data-at]")) : null;
  return next instanceof HTMLElement ? Number(next.dataset.at) : null;
}

function selected() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const original = document.querySelector("[data-original]");
  if (!original?.contains(range.commonAncestorContainer)) return null;
  const start = placeOf(range.startContainer, range.startOffset);
  const end = placeOf(range.endContainer, range.endOffset);
  if (start === null || end === null || end <= start) return null;
  return { start, end, words: selection.toString(), box: range.getBoundingClientRect() };
}

function offer() {
  if (!button) return;
  const found = form ? selected() : null;
  button.hidden = !found;
  if (!found) return;
  const left = Math.min(found.box.left, innerWidth - 160);
  button.style.setProperty("left", `${Math.max(8, left)}px`);
  button.style.setProperty("top", `${Math.min(found.box.bottom + 8, innerHeight - 48)}px`);
}

/** @param {string} name @param {string} value */
function put(name, value) {
  const box = form?.elements.namedItem(name);
  if (box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement) box.value = value;
}

button?.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the selection
button?.addEventListener("click", () => {
  const found = selected();
  if (!found || !form) return;
  put("words", found.words);
  put("start", String(found.start));
  put("end", String(found.end));
  form.requestSubmit();
});
// Words typed by hand are looked for; a place left over from a selection would contradict them.
form?.addEventListener("input", () => {
  put("start", "");
  put("end", "");
});
document.addEventListener("selectionchange", offer);
document.querySelector("#refused")?.scrollIntoView({ block: "center" });
