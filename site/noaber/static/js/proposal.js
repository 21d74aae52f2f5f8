/* One press instead of a tick and a save: the page is stored as a draft, so that the editor sees who was added. */
document.addEventListener("DOMContentLoaded", () => {
  const box = document.querySelector('input[name="propose_attendance"]');
  const save = document.querySelector("button.action-save:not([disabled])");
  if (!box || !save) return;
  const label = document.querySelector(`label[for="${box.id}"]`);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-small button-secondary";
  button.textContent = label?.textContent.trim() || box.name;
  const help = box.getAttribute("aria-describedby");
  if (help) button.setAttribute("aria-describedby", help);
  button.addEventListener("click", () => {
    box.checked = true;
    save.click();
  });
  box.hidden = true;
  if (label) label.hidden = true;
  box.after(button);
});

/* Back after that press: Wagtail scrolls to the list, and leaves it folded. */
window.addEventListener("load", () => {
  const section = document.querySelector('input[name="propose_attendance"]')?.closest("section[data-panel]");
  if (!section || location.hash !== `#${section.id}`) return;
  section.querySelector('[data-panel-toggle][aria-expanded="false"]')?.click();
  // After Wagtail's own scrolling, which does not know how high the page is yet.
  setTimeout(() => section.scrollIntoView(), 600);
});
