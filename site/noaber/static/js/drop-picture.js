// Lets a photo be dropped on the form of a page (or picked from the computer): its description is asked in place, its
// maker is the one of the last time, and a click on it says what must stay in view. It is stored by Wagtail's own
// address for uploads in a chooser, so rights, limits and the collection are Wagtail's and ours.

const UPLOAD = "/beheer/images/chooser/create/";
const PREFIX = "image-chooser-upload-";
const FAILED = "Het plaatsen van de foto is niet gelukt. Uw tekst staat er nog. Probeer het nog eens.";
const REFUSED = "U mag hier geen foto's plaatsen. Kies er een die er al staat.";
const STEP = 5; // per cent that an arrow moves the point

const form = document.querySelector("form[data-edit-form]");

function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes("-") || key === "role" || key === "for") made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...children);
  return made;
}

/** Wagtail's form for an upload, with its defaults; null when somebody may not add pictures. */
async function uploadForm() {
  const reply = await fetch(UPLOAD);
  if (!reply.ok || !reply.headers.get("Content-Type")?.includes("json")) return null;
  const html = JSON.parse(await reply.text()).htmlFragment;
  return new DOMParser().parseFromString(html, "text/html").querySelector("form");
}

function messages(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const found = [...page.querySelectorAll(".error-message, .help-block.help-critical")];
  return [...new Set(found.map((one) => one.textContent.replace(/\s+/g, " ").trim()).filter(Boolean))];
}

class Upload {
  constructor(chooser, file) {
    this.chooser = chooser;
    this.file = file;
    this.point = null;
    const id = `${chooser.id}-foto`;
    this.url = URL.createObjectURL(file);
    this.image = element("img", { src: this.url, alt: "", className: "noaber-photo__image" });
    this.mark = element("span", { className: "noaber-photo__mark", hidden: true });
    this.frame = element(
      "button",
      { type: "button", className: "noaber-photo__frame", "aria-label": "Wat moet in beeld blijven? Klik op de foto, of verplaats het punt met de pijltjes." },
      this.image,
      this.mark,
    );
    this.description = element("input", { id: `${id}-beschrijving`, type: "text", maxLength: 255, required: true, "aria-describedby": `${id}-uitleg ${id}-fout` });
    this.credit = element("input", { id: `${id}-maker`, type: "text", maxLength: 120 });
    this.error = element("p", { id: `${id}-fout`, className: "noaber-photo__error", role: "alert" });
    this.send = element("button", { type: "button", className: "button button-small", textContent: "Foto plaatsen" });
    const cancel = element("button", { type: "button", className: "button button-small button-secondary", textContent: "Annuleren" });
    this.panel = element(
      "div",
      { className: "noaber-photo", role: "group", "aria-label": "Nieuwe foto" },
      element("div", {}, this.frame, element("p", { className: "noaber-photo__help", textContent: "Klik op wat altijd in beeld moet blijven." })),
      element(
        "div",
        { className: "noaber-photo__fields" },
        element("label", { for: this.description.id, textContent: "Beschrijving" }),
        this.description,
        element("p", { id: `${id}-uitleg`, className: "noaber-photo__help", textContent: "Wat is er te zien? Voor wie het beeld niet ziet; één zin is genoeg." }),
        element("label", { for: this.credit.id, textContent: "Maker" }),
        this.credit,
        this.error,
        element("p", { className: "noaber-photo__buttons" }, this.send, cancel),
      ),
    );
    this.listen(cancel);
  }

  listen(cancel) {
    this.image.addEventListener("error", () => this.frame.parentElement.classList.add("noaber-photo__nothing"));
    this.frame.addEventListener("click", (event) => {
      if (!event.detail) return; // A press of a key: the arrows move the point.
      const box = this.image.getBoundingClientRect();
      this.aim(((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100);
    });
    this.frame.addEventListener("keydown", (event) => {
      const [x, y] = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key] ?? [0, 0];
      if (!x && !y) return;
      event.preventDefault();
      this.aim((this.point?.x ?? 50) + x, (this.point?.y ?? 50) + y);
    });
    this.panel.addEventListener("keydown", (event) => {
      // Enter must not send the page's own form.
      if (event.key === "Enter" && event.target.matches("input")) {
        event.preventDefault();
        this.store();
      }
    });
    this.send.addEventListener("click", () => this.store());
    cancel.addEventListener("click", () => this.close());
  }

  aim(x, y) {
    this.point = { x: Math.min(100, Math.max(0, x)), y: Math.min(100, Math.max(0, y)) };
    this.mark.style.insetInlineStart = `${this.point.x}%`;
    this.mark.style.insetBlockStart = `${this.point.y}%`;
    this.mark.hidden = false;
  }

  async open() {
    this.chooser.parentElement.querySelector(".noaber-photo")?.remove();
    this.chooser.after(this.panel);
    this.chooser.classList.add("noaber-chooser--busy");
    this.description.focus();
    this.panel.scrollIntoView({ block: "nearest" });
    try {
      this.upload = await uploadForm();
      if (!this.upload) this.refuse();
      else if (!this.credit.value) this.credit.value = this.upload.elements.namedItem(`${PREFIX}credit`)?.value ?? "";
    } catch {
      this.upload = undefined; // Asked again when the photo is placed.
    }
  }

  refuse() {
    this.error.textContent = REFUSED;
    this.send.disabled = true;
  }

  close() {
    URL.revokeObjectURL(this.url);
    this.panel.remove();
    this.chooser.classList.remove("noaber-chooser--busy");
    this.chooser.querySelector(".unchosen button")?.focus();
  }

  data() {
    const data = new FormData(this.upload);
    data.set(`${PREFIX}file`, this.file);
    data.set(`${PREFIX}title`, this.file.name.replace(/\.[^.]+$/, "").slice(0, 255) || "Foto");
    data.set(`${PREFIX}description`, this.description.value);
    data.set(`${PREFIX}credit`, this.credit.value);
    if (this.point && this.image.naturalWidth) {
      const { naturalWidth: width, naturalHeight: height } = this.image;
      const side = Math.round(Math.min(width, height) / 10);
      data.set(`${PREFIX}focal_point_x`, Math.round((this.point.x / 100) * width));
      data.set(`${PREFIX}focal_point_y`, Math.round((this.point.y / 100) * height));
      data.set(`${PREFIX}focal_point_width`, side);
      data.set(`${PREFIX}focal_point_height`, side);
    }
    return data;
  }

  async store() {
    if (this.send.disabled) return;
    this.error.textContent = "";
    this.description.removeAttribute("aria-invalid");
    if (!this.description.value.trim()) {
      this.description.setAttribute("aria-invalid", "true");
      this.error.textContent = "Beschrijf in één zin wat er te zien is.";
      this.description.focus();
      return;
    }
    this.send.disabled = true;
    this.send.textContent = "Wordt geplaatst…";
    try {
      this.upload ??= await uploadForm();
      if (!this.upload) return this.refuse();
      await this.finish(await this.post());
    } catch {
      this.error.textContent = FAILED;
    }
    this.send.disabled = false;
    this.send.textContent = "Foto plaatsen";
  }

  async post() {
    const { CSRF_HEADER_NAME, CSRF_TOKEN } = window.wagtailConfig;
    const reply = await fetch(UPLOAD, { method: "POST", body: this.data(), headers: { [CSRF_HEADER_NAME]: CSRF_TOKEN } });
    return JSON.parse(await reply.text());
  }

  async finish(answer) {
    if (answer.step === "duplicate_found") {
      // The same file is here already: the description that was just written belongs to the new one.
      const page = new DOMParser().parseFromString(answer.htmlFragment, "text/html");
      const reply = await fetch(page.querySelector(".use-new-image").getAttribute("href"));
      answer = JSON.parse(await reply.text());
    }
    if (answer.step === "chosen") {
      this.chooser.widget.setStateFromModalData(answer.result);
      this.close();
      this.chooser.querySelector(".chosen button")?.focus({ preventScroll: true });
    } else {
      this.error.textContent = messages(answer.htmlFragment ?? "").join(" ") || FAILED;
    }
  }
}

/** The field that a photo is meant for: the one it falls on, or else the page's own. */
function chooserFor(target) {
  const near = target.closest?.(".image-chooser, [data-contentpath], [data-field]");
  return near?.matches(".image-chooser") ? near : (near?.querySelector(".image-chooser") ?? form.querySelector("#id_image-chooser"));
}

function offer(chooser) {
  const input = element("input", { type: "file", accept: "image/jpeg,image/png,image/webp,image/avif", hidden: true });
  const button = element("button", { type: "button", className: "button button-small button-secondary", textContent: "Foto van uw computer" });
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    if (input.files[0]) new Upload(chooser, input.files[0]).open();
    input.value = "";
  });
  chooser.classList.add("noaber-chooser");
  chooser.querySelector(".unchosen").append(button, input, element("span", { className: "noaber-chooser__hint", textContent: "of sleep een foto hierheen" }));
}

if (form?.querySelector("#id_image-chooser")) {
  offer(form.querySelector("#id_image-chooser"));

  const holdsFile = (event) => event.dataTransfer?.types.includes("Files");
  form.addEventListener("dragover", (event) => {
    if (!holdsFile(event)) return;
    event.preventDefault();
    form.classList.add("noaber-drop");
  });
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) form.classList.remove("noaber-drop");
  });
  // Before the text editor sees it, which would take the file's name for text.
  form.addEventListener(
    "drop",
    (event) => {
      if (!holdsFile(event) || event.target.closest("input[type=file]")) return;
      event.preventDefault();
      event.stopPropagation();
      form.classList.remove("noaber-drop");
      const chooser = chooserFor(event.target);
      if (chooser && event.dataTransfer.files[0]) new Upload(chooser, event.dataTransfer.files[0]).open();
    },
    true,
  );
}
