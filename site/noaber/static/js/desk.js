// The first moment in the form of a new page: the title is ready to be typed, and follows the portfolio that is chosen.

const form = document.querySelector("form[data-edit-form]");
const title = form?.querySelector("#id_title");

if (title && !title.value && location.pathname.includes("/pages/add/")) {
  const start = () => {
    // The editor says so when its panels are in place; whoever clicked somewhere by then stays there.
    if (!document.body.classList.contains("ready")) setTimeout(start, 50);
    else if (document.activeElement === document.body) title.focus({ preventScroll: true });
  };
  start();

  form.querySelector("select#id_portfolio")?.addEventListener("change", (event) => {
    const chosen = event.target.selectedOptions[0];
    if (title.value || !chosen?.value) return;
    title.value = chosen.textContent.trim();
    for (const name of ["input", "change", "keyup", "blur"]) title.dispatchEvent(new Event(name, { bubbles: true }));
  });
}

// Wagtail's text editor has no name of its own: it gets the words of the label above it.
const nameEditors = () => {
  for (const field of document.querySelectorAll(".public-DraftEditor-content[role='textbox']:not([aria-label])")) {
    const label = field.closest("[data-contentpath], .w-field__wrapper, .w-field")?.querySelector("label, h2, h3, .w-field__label");
    field.setAttribute("aria-label", label?.textContent.replace("*", "").trim() || "Tekst");
  }
};

if (form) {
  nameEditors();
  new MutationObserver(nameEditors).observe(form, { childList: true, subtree: true });
}
