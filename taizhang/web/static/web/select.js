// Many rows at once: <form data-select> with checkboxes name="ids"; shift-click takes the range.

/** @type {HTMLInputElement | null} */
let last = null;

/**
 * @param {Element} area
 * @returns {HTMLInputElement[]}
 */
function boxes(area) {
  return [...area.querySelectorAll("input[type=checkbox][name=ids]:not(:disabled)")].filter(
    (box) => box instanceof HTMLInputElement,
  );
}

/** @param {Element} area */
function show(area) {
  const all = boxes(area);
  const chosen = all.filter((box) => box.checked);
  all.forEach((box) => box.closest("tr")?.classList.toggle("is-chosen", box.checked));
  const whole = area.querySelector("[data-select-all]");
  if (whole instanceof HTMLInputElement) {
    whole.checked = all.length > 0 && chosen.length === all.length;
    whole.indeterminate = chosen.length > 0 && chosen.length < all.length;
  }
  area.querySelectorAll("[data-bulk]").forEach((bar) => {
    bar.toggleAttribute("hidden", chosen.length === 0);
  });
  area.querySelectorAll("[data-count]").forEach((place) => {
    place.textContent = String(chosen.length);
  });
}

/** @param {MouseEvent} event */
function choose(event) {
  const box = event.target;
  if (!(box instanceof HTMLInputElement) || box.type !== "checkbox") return;
  const area = box.closest("[data-select]");
  if (!area) return;
  const all = boxes(area);
  if (box.matches("[data-select-all]")) {
    all.forEach((one) => (one.checked = box.checked));
  } else if (event.shiftKey && last && all.includes(last)) {
    const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
    all.slice(from, to + 1).forEach((one) => (one.checked = box.checked));
  }
  if (box.name === "ids") last = box;
  show(area);
}

/** Make bulk selection work, also in tables that htmx brings. */
export function startSelection() {
  const showAll = () => document.querySelectorAll("[data-select]").forEach(show);
  document.addEventListener("click", choose);
  document.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("[data-select-none]");
    const area = button?.closest("[data-select]");
    if (!area) return;
    boxes(area).forEach((box) => (box.checked = false));
    show(area);
  });
  document.addEventListener("htmx:load", showAll);
  window.addEventListener("pageshow", showAll);
  showAll();
}
