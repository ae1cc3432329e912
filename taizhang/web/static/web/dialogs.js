// Dialogs and menus: open, close, and get out of the way; a refused button does nothing.

/** @param {Element} target */
function openOrClose(target) {
  const opener = /** @type {HTMLElement | null} */ (target.closest("[data-open]"));
  if (opener) {
    const dialog = document.getElementById(opener.dataset.open ?? "");
    if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
  }
  if (target.closest("[data-close]")) target.closest("dialog")?.close();
  if (target instanceof HTMLDialogElement) target.close(); // a click beside it, on the backdrop
}

/** @param {Element | null} inside the element that stays open */
function foldMenus(inside) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!inside || !menu.contains(inside)) menu.removeAttribute("open");
  }
}

/** A refused button says why instead of doing something. */
function refuse(/** @type {Event} */ event) {
  const button = /** @type {Element} */ (event.target).closest("[aria-disabled='true']");
  if (!button) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** Make dialogs, menus and refused buttons behave. */
export function startDialogs() {
  document.addEventListener("click", refuse, true);
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    openOrClose(target);
    foldMenus(target);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = /** @type {HTMLElement | null} */ (
      document.querySelector("details[data-menu][open] > summary")
    );
    foldMenus(null);
    open?.focus();
  });
  document.addEventListener("change", (event) => {
    const form = /** @type {Element} */ (event.target).closest("form[data-autosubmit]");
    if (form instanceof HTMLFormElement && event.target instanceof HTMLSelectElement) {
      form.requestSubmit();
    }
  });
}
