/** Lets a file be dropped anywhere on a form with one file field, and says that it is being read. */

for (const form of document.querySelectorAll("form[data-drop]")) {
  const field = form.querySelector("input[type=file]");
  const button = form.querySelector("[data-busy-text]");

  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("noaber-form--over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("noaber-form--over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("noaber-form--over");
    if (event.dataTransfer.files.length) {
      field.files = event.dataTransfer.files;
      form.requestSubmit(button);
    }
  });
  form.addEventListener("submit", () => {
    // After the browser has taken what the button says.
    setTimeout(() => {
      button.disabled = true;
      button.textContent = button.dataset.busyText;
    });
  });
}
