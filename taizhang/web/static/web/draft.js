// Drafts: what was typed into <form data-draft="id"> survives a lost connection or a flat battery.

const DAYS = 14;

/** @param {HTMLFormElement} form */
function keyOf(form) {
  return `draft:${document.body.dataset.person ?? 0}:${form.dataset.draft}`;
}

/**
 * The boxes whose words are worth keeping: no passwords, files or hidden tokens.
 * @param {HTMLFormElement} form
 */
function boxes(form) {
  const skipped = ["password", "file", "hidden", "submit", "checkbox", "radio"];
  return [...form.elements].filter(
    (box) =>
      (box instanceof HTMLTextAreaElement ||
        box instanceof HTMLSelectElement ||
        box instanceof HTMLInputElement) &&
      box.name &&
      !skipped.includes(box.type),
  );
}

/** @param {HTMLFormElement} form */
function keep(form) {
  /** @type {Record<string, string>} */
  const words = {};
  for (const box of boxes(form)) words[box.name] = box.value;
  localStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), words }));
}

/** @param {HTMLFormElement} form */
function restore(form) {
  const kept = localStorage.getItem(keyOf(form));
  if (!kept) return;
  const { words } = JSON.parse(kept);
  let changed = false;
  for (const box of boxes(form)) {
    const isPristine = box instanceof HTMLSelectElement || !box.value;
    if (words[box.name] && isPristine && box.value !== words[box.name]) {
      box.value = words[box.name];
      changed = true;
    }
  }
  if (changed) form.dataset.restored = "";
}

/** Throw away drafts that nobody came back for. */
function tidy() {
  const oldest = Date.now() - DAYS * 86400000;
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith("draft:"))) {
    const { at } = JSON.parse(localStorage.getItem(key) ?? "{}");
    if (!(at > oldest)) localStorage.removeItem(key);
  }
}

function forget() {
  const kept = Object.keys(localStorage).filter((name) => name.startsWith("draft:"));
  kept.forEach((key) => localStorage.removeItem(key));
}

/** @param {ParentNode} root */
function restoreAll(root) {
  root.querySelectorAll("form[data-draft]").forEach((form) => {
    restore(/** @type {HTMLFormElement} */ (form));
  });
}

/** Keep, restore and forget drafts. */
export function startDrafts() {
  tidy();
  restoreAll(document);
  document.addEventListener("htmx:load", (event) => {
    restoreAll(/** @type {CustomEvent} */ (event).detail.elt);
  });
  document.addEventListener("input", (event) => {
    const form = /** @type {Element} */ (event.target).closest("form[data-draft]");
    if (form) keep(/** @type {HTMLFormElement} */ (form));
  });
  document.addEventListener("submit", (event) => {
    const form = /** @type {Element} */ (event.target);
    if (form.closest("[data-forget-drafts]")) forget();
  });
}
