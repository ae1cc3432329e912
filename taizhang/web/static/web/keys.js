// Shortcuts: any element with data-key="g d" is reached by typing it; `?` lists them all.

let typed = "";
let forgetting = 0;

/** @param {EventTarget | null} place */
function isWriting(place) {
  return place instanceof Element && place.closest("input, textarea, select, [contenteditable]");
}

/** @returns {Map<string, HTMLElement>} */
function shortcuts() {
  const found = new Map();
  for (const element of document.querySelectorAll("[data-key]")) {
    const key = /** @type {HTMLElement} */ (element).dataset.key;
    if (key && !found.has(key)) found.set(key, element);
  }
  return found;
}

/** Fill the list of the dialog from the page itself, so that it cannot lie. */
function list() {
  const place = document.querySelector("[data-shortcuts]");
  if (!place || place.children.length > 1) return;
  for (const [key, element] of shortcuts()) {
    const row = document.createElement("div");
    const dt = document.createElement("dt");
    for (const part of key.split(" ")) {
      const kbd = document.createElement("kbd");
      kbd.textContent = part;
      dt.append(kbd);
    }
    const dd = document.createElement("dd");
    const words = element.querySelector("span")?.textContent ?? element.textContent ?? "";
    dd.textContent = element.dataset.keyLabel ?? words.trim();
    row.append(dt, dd);
    place.append(row);
  }
}

/** @param {HTMLElement} element */
function go(element) {
  if (element instanceof HTMLInputElement) {
    element.focus();
    element.select();
  } else {
    element.click();
  }
}

/** @param {KeyboardEvent} event */
function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
  if (event.key === "?") {
    list();
    const dialog = document.getElementById("shortcuts");
    if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
    return;
  }
  const known = shortcuts();
  const wanted = typed ? `${typed} ${event.key}` : event.key;
  clearTimeout(forgetting);
  const element = known.get(wanted) ?? known.get(event.key);
  typed = "";
  if (element) {
    event.preventDefault();
    go(element);
  } else if ([...known.keys()].some((key) => key.startsWith(`${event.key} `))) {
    typed = event.key;
    forgetting = window.setTimeout(() => (typed = ""), 1200);
  }
}

/** Listen for shortcuts. */
export function startKeys() {
  document.addEventListener("keydown", press);
  document.addEventListener("click", (event) => {
    if (/** @type {Element} */ (event.target).closest("[data-open='shortcuts']")) list();
  });
}
