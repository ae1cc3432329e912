// Chosen files are shown at once, each can be taken out again; files may be dropped on the field.

/** @type {WeakMap<HTMLInputElement, File[]>} what was chosen before, since a camera gives one at a time */
const earlier = new WeakMap();

/** @param {number} bytes */
function sizeWords(bytes) {
  return bytes < 1048576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

/**
 * @param {HTMLInputElement} input
 * @param {File[]} files
 */
function setFiles(input, files) {
  const carrier = new DataTransfer();
  files.forEach((file) => carrier.items.add(file));
  input.files = carrier.files;
  earlier.set(input, files);
  show(input);
}

/**
 * @param {HTMLInputElement} input
 * @param {File} file
 */
function row(input, file) {
  const li = document.createElement("li");
  if (file.type.startsWith("image/") && !/hei[cf]/.test(file.type)) {
    const img = document.createElement("img");
    img.alt = "";
    img.src = URL.createObjectURL(file);
    img.addEventListener("load", () => URL.revokeObjectURL(img.src), { once: true });
    li.append(img);
  }
  const name = document.createElement("span");
  name.textContent = `${file.name} · ${sizeWords(file.size)}`;
  const out = document.createElement("button");
  out.type = "button";
  out.className = "link";
  out.textContent = "×";
  out.setAttribute("aria-label", `× ${file.name}`);
  out.addEventListener("click", () => {
    setFiles(
      input,
      [...(input.files ?? [])].filter((other) => other !== file),
    );
    input.focus();
  });
  li.append(name, out);
  return li;
}

/** @param {HTMLInputElement} input */
function show(input) {
  const place = input.closest("[data-upload]")?.querySelector("[data-chosen]");
  place?.replaceChildren(...[...(input.files ?? [])].map((file) => row(input, file)));
}

/** @param {EventTarget | null} place */
function inputOf(place) {
  const area = place instanceof Element ? place.closest("[data-upload]") : null;
  return /** @type {HTMLInputElement | null} */ (area?.querySelector("input[type=file]") ?? null);
}

/** Show previews and take dropped files. */
export function startUploads() {
  document.addEventListener("change", (event) => {
    const input = inputOf(event.target);
    if (!input) return;
    const chosen = [...(input.files ?? [])];
    setFiles(input, input.multiple ? [...(earlier.get(input) ?? []), ...chosen] : chosen);
  });
  document.addEventListener("dragover", (event) => {
    if (inputOf(event.target)) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const input = inputOf(event.target);
    if (!input || !event.dataTransfer) return;
    event.preventDefault();
    const files = [...event.dataTransfer.files];
    setFiles(input, input.multiple ? [...(earlier.get(input) ?? []), ...files] : files.slice(0, 1));
  });
}
