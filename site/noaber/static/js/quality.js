// Shows beside the editor what there is to mend in the saved version of a page: when the panel is opened for the first
// time, and again each time that the editor saved by itself. Without it the editor works as it did.
const part = document.querySelector("[data-quality-url]");

if (part) {
  const panel = part.closest("[data-side-panel]");
  const remarks = part.querySelector("[data-quality-remarks]");
  let shown = "";
  let newest = part.dataset.qualityPage ? "first" : "";

  const refresh = async () => {
    if (!newest || newest === shown || (panel && panel.hidden)) return;
    shown = newest;
    const address = part.dataset.qualityUrl.replace("/0/", `/${part.dataset.qualityPage}/`);
    try {
      const answer = await fetch(address, { headers: { "X-Requested-With": "XMLHttpRequest" } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      remarks.innerHTML = await answer.text();
    } catch {
      remarks.textContent = part.dataset.qualityFailed;
      shown = "";
    }
  };

  if (panel) panel.addEventListener("show", refresh);
  document.addEventListener("w-autosave:success", (event) => {
    const saved = event.detail.data;
    if (saved.pk) part.dataset.qualityPage = String(saved.pk);
    newest = `${saved.revision_id || ""} ${Date.now()}`;
    refresh();
  });
  refresh();
}
