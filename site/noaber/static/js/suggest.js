// Offers a summary and portfolios while they are empty, from the text as it stands; one press takes them over.
// What somebody typed or ticked is never replaced.

const ENOUGH = 80; // letters before there is something to say about a text
const PAUSE = 1000;

const form = document.querySelector("form[data-edit-form]");
const summary = form?.querySelector("textarea[name=summary]");

/** The words of the text: of each rich text in the body, paragraph by paragraph. */
function text() {
  const pieces = [];
  for (const input of form.querySelectorAll("input[type=hidden][name^='body-']")) {
    if (!input.value.startsWith("{")) continue;
    try {
      for (const block of JSON.parse(input.value).blocks ?? []) pieces.push(block.text);
    } catch {
      // No rich text.
    }
  }
  return pieces.join("\n").trim();
}

/** The title and the headings in the text: they say what it is about, but are no part of a summary. */
const headings = () => [...form.querySelectorAll("#id_title, input[name^='body-'][name$='-value-text']")].map((field) => field.value).join("\n");

/** The page that is being changed, or the one below which it is made; saving by itself changes the form's address. */
function place() {
  const path = new URL(form.action, location.href).pathname;
  const edited = path.match(/\/pages\/(\d+)\/edit\//);
  const made = path.match(/\/pages\/add\/[^/]+\/[^/]+\/(\d+)\//);
  return edited ? { page: Number(edited[1]) } : made ? { parent: Number(made[1]) } : null;
}

const boxes = () => [...form.querySelectorAll("input[type=checkbox][name=portfolios]")];
const lacks = () => ({ summary: !summary.value.trim(), portfolios: boxes().length > 0 && !boxes().some((box) => box.checked) });

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

if (summary && !summary.disabled) {
  const panel = element("div", { className: "noaber-suggestion", hidden: true });
  panel.setAttribute("role", "group");
  panel.setAttribute("aria-label", "Voorstel uit uw tekst");
  const said = element("p", { className: "w-sr-only" });
  said.setAttribute("role", "status");
  (summary.closest("[data-field-input]") ?? summary).after(panel, said);
  let asked = "";
  let seen = "";
  let answer = null;
  let declined = "";

  function take(found) {
    const open = lacks();
    if (open.summary && found.summary) summary.value = found.summary;
    for (const box of open.portfolios ? boxes() : []) {
      if (!found.portfolios.some((item) => String(item.id) === box.value)) continue;
      box.checked = true;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    }
    for (const name of ["input", "change"]) summary.dispatchEvent(new Event(name, { bubbles: true }));
    panel.hidden = true;
    summary.focus({ preventScroll: true });
    said.textContent = "Overgenomen. U kunt het nog wijzigen.";
  }

  function show() {
    const open = lacks();
    const words = open.summary ? (answer?.summary ?? "") : "";
    const names = open.portfolios ? (answer?.portfolios ?? []).map((item) => item.name) : [];
    if ((!words && !names.length) || declined === asked) {
      panel.hidden = true;
      return;
    }
    const key = JSON.stringify([words, names]);
    if (panel.dataset.shown === key && !panel.hidden) return;
    panel.dataset.shown = key;
    const takes = element("button", { type: "button", className: "button button-small", textContent: "Voorstel overnemen" });
    const leaves = element("button", { type: "button", className: "button button-small button-secondary", textContent: "Nee, dank u" });
    takes.addEventListener("click", () => take(answer));
    leaves.addEventListener("click", () => {
      declined = asked;
      panel.hidden = true;
      summary.focus({ preventScroll: true });
    });
    panel.replaceChildren(
      element("p", { className: "noaber-suggestion__title", textContent: "Voorstel uit uw tekst" }),
      ...(words ? [element("p", { textContent: words })] : []),
      ...(names.length ? [element("p", { textContent: `Hoort bij: ${names.join(", ")}` })] : []),
      element("p", { className: "noaber-suggestion__buttons" }, takes, leaves),
    );
    panel.hidden = false;
    said.textContent = "Er is een voorstel voor de samenvatting.";
  }

  async function look() {
    const open = lacks();
    const now = open.summary || open.portfolios ? text() : "";
    const where = place();
    // A text that still grows (somebody types, a paste is being spread over blocks) is left alone until it rests.
    const all = `${headings()}\n${now}`;
    const rests = all === seen;
    seen = all;
    if (rests && now.length >= ENOUGH && all !== asked && where) {
      asked = all;
      try {
        const reply = await fetch("/beheer/voorstel/", {
          method: "POST",
          headers: { "Content-Type": "application/json", [window.wagtailConfig.CSRF_HEADER_NAME]: window.wagtailConfig.CSRF_TOKEN },
          body: JSON.stringify({ text: now, title: headings(), ...where }),
        });
        answer = reply.ok ? await reply.json() : null;
      } catch {
        answer = null; // Without suggestions the form works as well.
      }
    }
    if (now.length < ENOUGH) panel.hidden = true;
    else show();
    setTimeout(look, PAUSE);
  }

  setTimeout(look, PAUSE);
}
