// Stops a form that the server would refuse as too large, so that its text stays where it is.
// Without this script the server answers with a page that says what to do.
const limits = document.querySelector("script[data-form-limits]").dataset;
const encoder = new TextEncoder();

function measure(form) {
  let bytes = 0;
  let fields = 0;
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") {
      bytes += encoder.encode(name).length + encoder.encode(value).length;
      fields += 1;
    }
  }
  return { bytes, fields };
}

function refuse(event) {
  const form = event.target;
  if (form.method !== "post") return;
  const { bytes, fields } = measure(form);
  if (bytes <= Number(limits.bytes) && fields <= Number(limits.fields)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const text =
    bytes > Number(limits.bytes)
      ? "Er is niets opgeslagen: deze tekst is te groot. Maak de tekst korter of verdeel hem over twee pagina's."
      : "Er is niets opgeslagen: dit formulier heeft te veel velden. Verdeel de inhoud over twee pagina's.";
  document.dispatchEvent(new CustomEvent("w-messages:add", { detail: { text, type: "error" } }));
  window.scrollTo(0, 0);
}

document.addEventListener("submit", refuse, { capture: true });
