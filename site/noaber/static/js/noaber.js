/** What a script can add to pages that already work without it: copying, ways back, films on a click, focus on errors, paper. */

const SHOWN = 5_000; // milliseconds

/** Show the copy button inside `box`; a press puts the text of its source on the clipboard and says so. */
function enableCopy(box) {
  const button = box.querySelector("[data-copy-button]");
  const source = box.querySelector("[data-copy-source]");
  const status = box.querySelector("[data-copy-status]");

  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(source.textContent.trim());
      status.textContent = "Gekopieerd";
    } catch {
      getSelection().selectAllChildren(source);
      status.textContent = "Kopiëren lukte niet. De tekst is geselecteerd.";
    }
  });
}

/** Make the links beside headings copy their address; `status` says so. What the browser refuses stays a plain link. */
function enableHeadingLinks(links) {
  if (!links.length) return;
  const status = document.createElement("p");
  status.className = "heading-status";
  status.role = "status";
  document.querySelector("main").append(status);
  let timer;

  for (const link of links) {
    const words = link.parentElement.querySelector(".heading__text").textContent;
    link.ariaLabel = `Kopieer de link naar dit kopje: ${words}`;
    link.addEventListener("click", async (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      clearTimeout(timer);
      status.textContent = "";
      try {
        await navigator.clipboard.writeText(link.href);
        history.replaceState(history.state, "", link.hash);
        status.textContent = `Link gekopieerd: ${words}`;
      } catch {
        location.hash = link.hash;
        status.textContent = "Kopiëren lukte niet. De link staat nu in de adresbalk.";
      }
      timer = setTimeout(() => status.replaceChildren(), SHOWN);
    });
  }
}

/** Give each source a link back to the first place in the text that points at it. */
function enableWayBack() {
  for (const source of document.querySelectorAll(".sources__list > [id]")) {
    const mention = document.querySelector(`main a[href="#${source.id}"]`);
    if (!mention) continue;
    mention.id ||= `naar-${source.id}`;
    const back = document.createElement("a");
    back.className = "sources__back";
    back.href = `#${mention.id}`;
    back.textContent = "Terug naar de tekst";
    source.append(" ", back);
  }
}

/** The player of `frame`: a frame from the service that keeps the film, or a film element for a file of our own. */
function createPlayer(frame, link) {
  if (!frame.dataset.embed) {
    const film = document.createElement("video");
    film.controls = true;
    film.autoplay = true;
    film.tabIndex = -1;
    film.ariaLabel = frame.dataset.title;
    film.src = link.href;
    return film;
  }
  const player = document.createElement("iframe");
  player.title = frame.dataset.title;
  player.allow = "autoplay; fullscreen; picture-in-picture";
  player.allowFullscreen = true;
  player.referrerPolicy = "strict-origin-when-cross-origin";
  const address = new URL(frame.dataset.embed);
  address.searchParams.set("autoplay", "1");
  player.src = address.href;
  return player;
}

/** Let the link inside `frame` load the player in place; other clicks (new tab, new window) stay those of a link. */
function enableVideo(frame) {
  const link = frame.querySelector("a");

  if (!frame.dataset.embed && !/\.(mp4|webm)$/i.test(new URL(link.href).pathname)) return;
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const player = createPlayer(frame, link);
    frame.classList.remove("video__frame--bare");
    frame.replaceChildren(player);
    player.focus();
  });
}

/** Open every closed panel for paper, and close the same ones afterwards. */
function openForPrint() {
  let opened = [];

  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("main details:not([open])")];
    for (const panel of opened) panel.open = true;
  });
  addEventListener("afterprint", () => {
    for (const panel of opened) panel.open = false;
  });
}

/** Show a button that prints the page; without script the browser's own menu does. */
function enablePrint(button) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

if (navigator.clipboard) {
  document.querySelectorAll("[data-copy]").forEach(enableCopy);
  enableHeadingLinks(document.querySelectorAll(".heading__link"));
}
enableWayBack();
document.querySelectorAll("[data-video]").forEach(enableVideo);
document.querySelector("[data-focus]")?.focus();
document.querySelectorAll("[data-print]").forEach(enablePrint);
openForPrint();
