// What the explorer's pages do beyond links and forms, all of which work without: names are suggested while one types,
// and lists are replaced in place. The pages are made on the server; htmx (its settings stand in the head of a page)
// puts parts of them where they belong.
import "htmx.org";
import "./explorer.css";

const field = document.querySelector<HTMLInputElement>("form.search input");
const found = document.getElementById("suggestions");

function links(): HTMLAnchorElement[] {
  return [...(found?.querySelectorAll<HTMLAnchorElement>("a") ?? [])];
}

function close(): void {
  found?.replaceChildren();
}

/** Up and down go through the names, Escape closes them and goes back to the field. */
function move(event: KeyboardEvent): void {
  const all = links();
  if (event.key === "Escape") {
    if (all.length) event.preventDefault();
    close();
    field?.focus();
    return;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !all.length) return;
  event.preventDefault();
  const next = all.indexOf(document.activeElement as HTMLAnchorElement) + step;
  (next < 0 ? field : all[Math.min(next, all.length - 1)])?.focus();
}

if (field && found) {
  field.form?.addEventListener("keydown", move);
  field.form?.addEventListener("focusout", ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node) || !field.form?.contains(relatedTarget)) close();
  });
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if ((event.target as Element).closest("input, textarea, select, [contenteditable], .CodeMirror")) return;
  event.preventDefault();
  field?.focus();
});
