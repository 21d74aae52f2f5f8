// Keeps the form of a page telling the truth about the version that it holds: after each time that the editor saved by
// itself, the form has become that newest version. The server compares it when the form is sent in.
document.addEventListener("w-autosave:success", (event) => {
  const form = event.target;
  const saved = event.detail.data;
  if (!(form instanceof HTMLFormElement) || !saved.revision_id) return;

  const known = { loaded_revision_id: saved.revision_id, loaded_revision_created_at: saved.revision_created_at };
  for (const [name, value] of Object.entries(known)) {
    const field = form.elements.namedItem(name);
    if (field) field.value = value;
  }
});
