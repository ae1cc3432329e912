// Copy to the clipboard: <button data-copy="text"> or <button data-copy-from="#id">.

/**
 * Put text on the clipboard, also on an intranet page without https.
 * @param {string} text
 * @returns {Promise<void>}
 */
async function put(text) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const box = document.createElement("textarea");
  box.value = text;
  box.className = "sr";
  document.body.append(box);
  box.select();
  document.execCommand("copy");
  box.remove();
}

/**
 * Say on the button itself that it is done, for two seconds.
 * @param {HTMLElement} button
 */
function confirm(button) {
  const said = button.querySelector("span") ?? button;
  const before = said.textContent;
  if (button.dataset.busy) return;
  button.dataset.busy = "1";
  said.textContent = button.dataset.copied ?? "✓";
  setTimeout(() => {
    said.textContent = before;
    delete button.dataset.busy;
  }, 2000);
}

/** Make every copy button of the page work, also those that arrive later. */
export function startCopy() {
  document.addEventListener("click", async (event) => {
    const target = /** @type {Element} */ (event.target);
    const button = /** @type {HTMLElement | null} */ (
      target.closest("[data-copy], [data-copy-from]")
    );
    if (!button) return;
    const from = button.dataset.copyFrom;
    const text = from ? document.querySelector(from)?.textContent?.trim() : button.dataset.copy;
    await put(text ?? "");
    confirm(button);
  });
}
