// Toasts: good news leaves by itself, bad news stays; a lost connection is said, not swallowed.

const MILLISECONDS = 8000;

/** @param {ParentNode} root */
function letGo(root) {
  root.querySelectorAll("[data-toast]:is(.toast-success, .toast-info)").forEach((toast) => {
    setTimeout(() => toast.remove(), MILLISECONDS);
  });
}

/**
 * Show one of the sentences that the page brought along for the case.
 * @param {string} id
 */
function say(id) {
  const kept = document.getElementById(id);
  if (kept instanceof HTMLTemplateElement) {
    document.getElementById("toasts")?.append(kept.content.cloneNode(true));
  }
}

/** Make toasts come and go. */
export function startToasts() {
  letGo(document);
  document.addEventListener("htmx:load", () => letGo(document));
  document.addEventListener("htmx:sendError", () => say("toast-offline"));
  document.addEventListener("htmx:responseError", () => say("toast-failed"));
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (target.closest("[data-dismiss]")) target.closest("[data-toast]")?.remove();
  });
}
