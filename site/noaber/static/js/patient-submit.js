// Lets a button of the page form wait for the editor's own saving. Both at once make a new page twice: the second then
// finds its address taken, and the editor gets an error that is not theirs.

const AUTOSAVED = 'form[data-controller~="w-autosave"]';
const LONGEST = 15_000; // milliseconds

let saving = null; // the form that is being saved by itself
let waiting = null; // what to send after that: { form, name, value }
let sent = false; // nothing is saved by itself after a button was pressed

function resume() {
  if (!waiting) return;
  const { form, name, value } = waiting;
  waiting = null;
  sent = true;
  // A button shows by now that it is busy; a disabled one says nothing to the server.
  const pressed = Object.assign(document.createElement("input"), { type: "hidden", name, value });
  if (name) form.append(pressed);
  form.requestSubmit();
  pressed.remove();
}

document.addEventListener("w-autosave:save", (event) => {
  if (waiting || sent) event.preventDefault();
  else saving = event.target;
});

for (const outcome of ["success", "error"]) {
  document.addEventListener(`w-autosave:${outcome}`, () => {
    saving = null;
    setTimeout(resume); // after all others took notice of the new version
  });
}

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!form.matches(AUTOSAVED)) return;
    // A form that another script keeps here goes on being saved by itself.
    setTimeout(() => {
      if (event.defaultPrevented) sent = false;
    });
    if (sent) return;
    if (saving !== form) {
      sent = true;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting = { form, name: event.submitter?.name ?? "", value: event.submitter?.value ?? "" };
    setTimeout(resume, LONGEST);
  },
  true,
);

// Back from another page, the form is at work again.
addEventListener("pageshow", () => {
  saving = waiting = null;
  sent = false;
});
