// The grid of activities saves each field by itself, and shows what another wrote in it meanwhile.
// Without this the button below the grid does the same.

const PAUSE = 1500; // after the last key
const AGAIN = 5000; // after a failure

const form = document.querySelector("form[data-activities]");

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

const valueOf = (field) => (field.type === "checkbox" ? (field.checked ? field.value : "") : field.value);
const baseOf = (field) => form.elements[field.name.replace(/^c-/, "b-")];
const partOf = (field, name) => field.closest("td").querySelector(`#${CSS.escape(field.name)} ~ [${name}], label:has(#${CSS.escape(field.name)}) ~ [${name}]`);
const same = (one, other) => one.replaceAll("\r\n", "\n").trim() === other.replaceAll("\r\n", "\n").trim();

if (form) {
  const status = form.querySelector("[data-status]");
  const timers = new Map();
  const busy = new Set();

  const waiting = () => [...form.querySelectorAll("[data-cell]")].some((field) => !same(valueOf(field), baseOf(field).value) && !field.dataset.refused);

  function say(text) {
    if (status.textContent !== text) status.textContent = text;
    delete status.dataset.saved;
  }

  /** How all fields stand: what asks for a choice first, then what is wrong, then what is on its way. */
  function tell() {
    if (form.querySelector("[data-asked]")) say("Niet bewaard: een ander schreef ook in dit vak. Kies welke tekst blijft.");
    else if (form.querySelector("[data-refused]")) say("Niet bewaard. Kijk bij het rode vak.");
    else if (waiting()) say("Bezig met bewaren …");
    else {
      say(`Alles is bewaard om ${new Date().toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" }).replace(":", ".")} uur.`);
      status.dataset.saved = "1";
    }
  }

  function fail(field, text) {
    const error = partOf(field, "data-error");
    error.textContent = text;
    error.hidden = !text;
    if (text) {
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", error.id);
    } else {
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
    }
  }

  async function send(field, values) {
    const body = new URLSearchParams({ number: field.dataset.number, cell: field.dataset.cell, ...values });
    const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, "X-Requested-With": "XMLHttpRequest", Accept: "application/json" };
    const response = await fetch(form.dataset.cells, { method: "POST", body, headers });
    const isJson = (response.headers.get("Content-Type") ?? "").includes("json");
    if (!isJson) throw new Error(String(response.status));
    return { status: response.status, ...(await response.json()) };
  }

  function later(field, wait) {
    clearTimeout(timers.get(field));
    timers.set(field, setTimeout(() => save(field), wait));
  }

  async function save(field) {
    clearTimeout(timers.get(field));
    const value = valueOf(field);
    const base = baseOf(field);
    if (same(value, base.value) || field.dataset.asked) return;
    if (busy.has(field)) {
      later(field, PAUSE);
      return;
    }
    busy.add(field);
    say("Bezig met bewaren …");
    try {
      const answer = await send(field, { value, base: base.value });
      if (answer.status === 409) {
        ask(field, answer, value);
        tell();
      } else if (answer.status === 422) {
        field.dataset.refused = "1";
        fail(field, answer.message);
        tell();
      } else {
        base.value = answer.value;
        delete field.dataset.refused;
        fail(field, "");
        after(field);
        if (!same(valueOf(field), value)) later(field, PAUSE);
        tell();
      }
    } catch {
      say("Niet bewaard: de site is niet bereikbaar of u bent uitgelogd. Uw tekst blijft hier staan; wij proberen het opnieuw.");
      later(field, AGAIN);
    } finally {
      busy.delete(field);
    }
  }

  /** What is not held has no stoplight. */
  function after(field) {
    if (field.type !== "checkbox") return;
    const light = field.closest("[data-row]").querySelector("select[data-cell]");
    if (!light || !field.checked) return;
    light.value = "";
    baseOf(light).value = "";
  }

  /** Shows the other's text below the field, with the three things that one can do; `kept` is what the site has of ours. */
  function ask(field, answer, kept) {
    const aside = partOf(field, "data-aside");
    const { theirs } = answer;
    field.dataset.asked = "1";
    const settle = async () => {
      const mine = valueOf(field);
      // What was typed since then is kept aside as well.
      if (!same(mine, kept) && !same(mine, theirs)) await send(field, { value: mine, base: baseOf(field).value });
      await send(field, { settle: "1" });
    };
    const put = (text) => {
      delete field.dataset.asked;
      aside.hidden = true;
      aside.replaceChildren();
      baseOf(field).value = theirs;
      if (field.type === "checkbox") field.checked = Boolean(text);
      else field.value = text;
      field.focus();
    };
    const choose = (textOf) => async () => {
      const text = textOf();
      if (!same(text, theirs)) {
        put(text);
        save(field);
        return;
      }
      try {
        await settle();
      } catch {
        say("Niet gelukt: de site is niet bereikbaar of u bent uitgelogd. Uw tekst blijft hier staan; probeer het opnieuw.");
        return;
      }
      put(text);
      say("De tekst van uw collega blijft staan. De uwe vindt u bij Eerdere teksten.");
    };
    const button = (label, textOf, isFirst) => {
      const made = element("button", { type: "button", className: `button button-small${isFirst ? "" : " button-secondary"}`, textContent: label });
      made.addEventListener("click", choose(textOf));
      return made;
    };
    const shown = element("blockquote", { textContent: field.tagName === "SELECT" ? ([...field.options].find((option) => option.value === theirs)?.text ?? "") : theirs || "(leeg)" });
    const buttons = [button("Neem die tekst", () => theirs, false), button("Houd mijn tekst", () => valueOf(field), false)];
    if (field.tagName === "TEXTAREA") buttons.unshift(button("Zet beide onder elkaar", () => `${theirs}\n\n${valueOf(field)}`, true));
    aside.replaceChildren(element("p", { textContent: `${answer.who} schreef hier ondertussen:` }), shown, ...buttons);
    aside.hidden = false;
  }

  for (const field of form.querySelectorAll("[data-cell]")) {
    field.addEventListener("input", () => {
      delete field.dataset.refused;
      if (status.dataset.saved) say("");
      if (field.tagName === "TEXTAREA" || field.type === "text") later(field, PAUSE);
    });
    field.addEventListener("change", () => save(field));
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-offer]");
    if (!button) return;
    event.preventDefault();
    const field = form.elements[button.value];
    if (!field.value.trim()) field.value = button.dataset.offer;
    button.remove();
    field.focus();
    save(field);
  });

  // Up and down in one column.
  form.addEventListener("keydown", (event) => {
    const field = event.target.closest("[data-cell]");
    if (!field || !event.ctrlKey || event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    const column = [...form.querySelectorAll(`[data-cell="${CSS.escape(field.dataset.cell)}"]`)].filter((other) => other.offsetParent !== null);
    const next = column[column.indexOf(field) + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  });

  let isSent = false;
  form.addEventListener("submit", () => {
    isSent = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!isSent && (busy.size || waiting())) event.preventDefault();
  });
}
