/* The text of the volume before goes beside the field of the same heading; without this it stands above them all. */
(() => {
  const typeOf = (block) => block.querySelector(":scope > input[name$='-type']")?.value ?? "";

  function place(piece, blocks) {
    const wanted = piece.dataset.anchor;
    let reached = wanted === "";
    for (const block of blocks) {
      const anchor = block.querySelector("input[name$='-anchor']");
      if (anchor && anchor.value === wanted && wanted !== "") {
        if (typeOf(block) !== "heading") return anchor.closest(".w-panel__content, [data-block-content], .struct-block") ?? block;
        reached = true;
        continue;
      }
      if (reached && typeOf(block) === "paragraph") return block;
      if (reached && anchor) return null;
    }
    return null;
  }

  function move() {
    const panel = document.querySelector("[data-earlier]");
    const blocks = [...document.querySelectorAll("[data-contentpath='body'] [data-streamfield-child]")].filter(
      (block) => !block.parentElement.closest("[data-streamfield-child]"),
    );
    if (!panel || !blocks.length) return false;
    for (const piece of panel.querySelectorAll(".noaber-earlier__piece")) place(piece, blocks)?.append(piece);
    if (!panel.childElementCount) panel.closest(".w-panel")?.setAttribute("hidden", "");
    return true;
  }

  let tries = 0;
  const wait = () => {
    tries += 1;
    if (!move() && tries < 20) setTimeout(wait, 150);
  };
  if (document.querySelector("[data-earlier]")) wait();
})();
