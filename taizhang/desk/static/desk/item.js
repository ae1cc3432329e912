// The item page and quick hand-over: chips of units, sliders that say their value, picks.

/**
 * @param {HTMLElement} box
 * @param {string} name
 */
function addChip(box, name) {
  const field = box.dataset.name ?? "";
  const known = [...box.querySelectorAll("input[type=hidden]")];
  if (!name || known.some((input) => input instanceof HTMLInputElement && input.value === name)) {
    return;
  }
  const chip = document.createElement("span");
  chip.className = "chip";
  chip.append(name);
  const hidden = document.createElement("input");
  hidden.type = "hidden";
  hidden.name = field;
  hidden.value = name;
  const out = document.createElement("button");
  out.type = "button";
  out.textContent = "×";
  out.setAttribute("aria-label", `× ${name}`);
  chip.append(hidden, out);
  box.querySelector("input[type=text]")?.before(chip);
  settle(box);
}

/** A box whose units are chips is filled in, though nothing is typed in it. */
function settle(/** @type {Element | null | undefined} */ box) {
  const input = box?.querySelector("input[type=text]");
  if (!(input instanceof HTMLInputElement)) return;
  input.dataset.must ??= String(input.required);
  input.required = input.dataset.must === "true" && !box?.querySelector(".chip");
}

/** @param {HTMLInputElement} input */
function optionsOf(input) {
  const list = input.list;
  return list ? [...list.options].map((option) => option.value) : [];
}

/** Turn the words that are in the box into chips, as far as they are names. */
function takeUp(/** @type {HTMLElement} */ box) {
  const input = box.querySelector("input[type=text]");
  if (!(input instanceof HTMLInputElement)) return;
  const names = input.value.split(/[、，,；;\s]+/).filter(Boolean);
  names.forEach((name) => addChip(box, name));
  input.value = "";
}

/** @param {ParentNode} root */
function start(root) {
  root.querySelectorAll("[data-units]").forEach((box) => takeUp(/** @type {HTMLElement} */ (box)));
  root.querySelectorAll("[data-narrows]").forEach((select) => {
    select.closest(".field")?.removeAttribute("hidden");
  });
}

/** @param {Event} event */
function onInput(event) {
  const input = event.target;
  if (!(input instanceof HTMLInputElement)) return;
  const percent = input.closest("[data-percent]")?.querySelector("output");
  if (percent) percent.textContent = `${input.value}%`;
  const box = input.closest("[data-units]");
  if (box && input.type === "text" && optionsOf(input).includes(input.value)) {
    takeUp(/** @type {HTMLElement} */ (box));
  }
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const input = event.target;
  const box = input instanceof HTMLInputElement ? input.closest("[data-units]") : null;
  if (!box || !(input instanceof HTMLInputElement) || input.type !== "text") return;
  // A name that was typed whole is a chip already: Enter must not send the form behind it.
  if (["Enter", "、", ","].includes(event.key)) {
    event.preventDefault();
    takeUp(/** @type {HTMLElement} */ (box));
  } else if (event.key === "Backspace" && !input.value) {
    [...box.querySelectorAll(".chip")].at(-1)?.remove();
    settle(box);
  }
}

/** @param {MouseEvent} event */
function onClick(event) {
  const target = /** @type {Element} */ (event.target);
  const out = target.closest("[data-units] .chip button");
  if (out) {
    const box = out.closest("[data-units]");
    out.closest(".chip")?.remove();
    settle(box);
  }
  const pick = /** @type {HTMLElement | null} */ (target.closest("[data-pick]"));
  if (pick) choose(pick);
  const opener = /** @type {HTMLElement | null} */ (target.closest("[data-title]"));
  const title = document.getElementById("act-title");
  if (opener && title) title.textContent = opener.dataset.title ?? "";
}

/** A pick fills a field: a unit becomes a chip, a number of days is written and announced. */
function choose(/** @type {HTMLElement} */ pick) {
  const field = document.getElementById(pick.dataset.pick ?? "");
  const box = field?.closest("[data-units]");
  if (box) {
    addChip(/** @type {HTMLElement} */ (box), pick.dataset.value ?? "");
  } else if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) {
    if (field instanceof HTMLSelectElement) widen(field);
    field.value = pick.dataset.value ?? "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/** Show every group of a select again. */
function widen(/** @type {HTMLSelectElement} */ select) {
  const narrowing = document.querySelector(`[data-narrows="${select.id}"]`);
  if (narrowing instanceof HTMLSelectElement && narrowing.value) {
    narrowing.value = "";
    narrow(narrowing);
  }
}

/** @type {Map<string, HTMLOptGroupElement[]>} */
const whole = new Map();

/** A select of groups leaves in another one only the group that is chosen. */
function narrow(/** @type {HTMLSelectElement} */ groups) {
  const select = document.getElementById(groups.dataset.narrows ?? "");
  if (!(select instanceof HTMLSelectElement)) return;
  // Taken out, not hidden: telephones show hidden options too.
  const every = whole.get(select.id) ?? [...select.querySelectorAll("optgroup")];
  whole.set(select.id, every);
  const chosen = select.value;
  every.forEach((group) => group.remove());
  select.append(...every.filter((group) => !groups.value || group.label === groups.value));
  select.value = [...select.options].some((option) => option.value === chosen) ? chosen : "";
}

/** What has been handed over is no draft any more. */
function forgetDrafts() {
  for (const place of document.querySelectorAll("[data-draft-done]")) {
    const name = /** @type {HTMLElement} */ (place).dataset.draftDone;
    localStorage.removeItem(`draft:${document.body.dataset.person ?? 0}:${name}`);
  }
}

start(document);
forgetDrafts();
document.addEventListener("htmx:load", (event) => {
  start(/** @type {CustomEvent} */ (event).detail.elt);
});
document.addEventListener("input", onInput);
document.addEventListener("change", (event) => {
  const select = event.target;
  if (select instanceof HTMLSelectElement && select.dataset.narrows) narrow(select);
});
document.addEventListener("keydown", onKey);
document.addEventListener("click", onClick);
document.addEventListener(
  "submit",
  (event) => {
    const form = /** @type {Element} */ (event.target);
    form.querySelectorAll("[data-units]").forEach((box) => takeUp(/** @type {HTMLElement} */ (box)));
  },
  true,
);
