/* A list of names that is pasted into one field goes on in the fields below it. */
(() => {
  const fields = () => [...document.querySelectorAll("input[data-names]")];

  document.addEventListener("paste", (event) => {
    const start = fields().indexOf(event.target);
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const lines = text.split(/\r?\n/).map((line) => line.replaceAll("\t", " ").trim()).filter(Boolean);
    if (start < 0 || lines.length < 2) return;
    event.preventDefault();
    const free = fields().slice(start).filter((field) => !stays(field));
    free.forEach((field, place) => {
      if (place < lines.length) field.value = lines[place];
    });
    const more = document.getElementById("more");
    const rest = lines.slice(free.length);
    if (more && rest.length) {
      more.value = [more.value.trim(), ...rest].filter(Boolean).join("\n");
      more.closest("details").open = true;
    }
  });

  /* Whoever stays has no successor. */
  function stays(field) {
    return document.getElementById(field.id.replace("name-", "stays-"))?.checked ?? false;
  }
})();
