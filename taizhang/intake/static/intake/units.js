// Several units in one box: the list offers the next one behind those that are written already.

const BETWEEN = /[、，,;；]\s*/u;
const all = document.querySelector("datalist#units");
const names = [...(all?.querySelectorAll("option") ?? [])].map((option) => option.value);

/** @param {HTMLInputElement} box */
function offer(box) {
  if (!all) return;
  const written = box.value.split(BETWEEN).slice(0, -1).filter(Boolean);
  const before = written.length ? `${written.join("、")}、` : "";
  if (all.getAttribute("data-before") === before) return;
  all.setAttribute("data-before", before);
  const left = names.filter((name) => !written.includes(name));
  all.replaceChildren(
    ...left.map((name) => {
      const option = document.createElement("option");
      option.value = before + name;
      option.label = name;
      return option;
    }),
  );
}

for (const kind of ["input", "focusin"]) {
  document.addEventListener(kind, (event) => {
    const box = event.target;
    if (box instanceof HTMLInputElement && box.getAttribute("list") === "units") offer(box);
  });
}
