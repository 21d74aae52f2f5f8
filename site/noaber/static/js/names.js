/* Offers names of the register while somebody types one; without it the field takes any name as well. */
(() => {
  const PAUSE = 200;
  const list = document.querySelector("datalist[data-names-url]");
  let waiting = 0;
  let asked = null;

  document.addEventListener("input", (event) => {
    if (!list || event.target.getAttribute?.("list") !== list.id) return;
    clearTimeout(waiting);
    const text = event.target.value.trim();
    const chosen = [...list.options].some((option) => option.value === text);
    if (text.length >= 2 && !chosen) waiting = setTimeout(() => ask(text), PAUSE);
  });

  async function ask(text) {
    asked?.abort();
    asked = new AbortController();
    try {
      const address = `${list.dataset.namesUrl}?${new URLSearchParams({ q: text })}`;
      const reply = await fetch(address, { signal: asked.signal, headers: { Accept: "application/json" } });
      const names = reply.ok ? (await reply.json()).names : [];
      list.replaceChildren(...names.map((name) => Object.assign(document.createElement("option"), { value: name })));
    } catch {
      /* A later question came first, or there is no connection: the field works as it is. */
    }
  }
})();
