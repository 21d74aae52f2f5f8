/** What a device remembers of guides, after the reader asked for it: what was read and ticked off, and guides to read offline. */

const KEY = "noaber-gidsen";
const STORE = "noaber-gids:";
const WORKER = "/nieuw-in-de-raad/bewaren.js";
const SCOPE = "/nieuw-in-de-raad/";
const LIST = `${SCOPE}lijst`;

/** What was remembered, by the address of the guide; null when the reader did not ask for it. */
function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

/** Keep what is remembered; null forgets all of it. A device that keeps nothing is left alone. */
function remember(all) {
  try {
    if (all) localStorage.setItem(KEY, JSON.stringify(all));
    else localStorage.removeItem(KEY);
  } catch {
    // Storage is closed or full: the page works as it did.
  }
}

/** The part of what is remembered about one guide. */
function partOf(all, guide) {
  return { read: [], ticks: [], last: "", ...all?.[guide] };
}

/** Turn a button with two labels on or off. */
function press(button, isOn) {
  const label = button.querySelector("[data-label]");
  label.dataset.first ??= label.textContent;
  button.setAttribute("aria-pressed", String(isOn));
  label.textContent = isOn ? label.dataset.label : label.dataset.first;
}

/** Give each item of a checklist a box, ticked as it was; without `on` they become plain items again. */
function showTicks(box, on) {
  const guide = box.dataset.guide;
  for (const item of document.querySelectorAll("[data-checklist] .checklist__item")) {
    const words = item.textContent.trim();
    if (!on) {
      item.textContent = words;
      continue;
    }
    if (item.querySelector("input")) continue;
    const label = document.createElement("label");
    const input = document.createElement("input");
    const text = document.createElement("span");
    label.className = "form-field__option";
    input.type = "checkbox";
    text.textContent = words;
    const key = `${box.dataset.step}#${words}`;
    input.checked = partOf(remembered(), guide).ticks.includes(key);
    input.addEventListener("change", () => change(guide, "ticks", key, input.checked));
    label.append(input, text);
    item.replaceChildren(label);
  }
}

/** Put a key in, or take it out of, one of the lists of a guide. */
function change(guide, list, key, isIn) {
  const all = remembered();
  if (!all) return;
  const part = partOf(all, guide);
  part[list] = part[list].filter((other) => other !== key);
  if (isIn) part[list].push(key);
  remember({ ...all, [guide]: part });
}

/** Show what is remembered of this guide: what was read, the box of this step, and where one was. */
function show(box) {
  const all = remembered();
  const { guide, step, query } = box.dataset;
  const part = partOf(all, guide);
  press(box.querySelector("[data-remember]"), Boolean(all));
  box.querySelector("[data-when-on]").hidden = !all || !step;
  box.querySelector("[data-mark-read]").checked = part.read.includes(step);
  for (const line of document.querySelectorAll("[data-step] > * > [data-read]")) {
    line.hidden = !part.read.includes(line.closest("[data-step]").dataset.step);
  }
  const resume = box.querySelector("[data-resume]");
  resume.hidden = !all || Boolean(step) || !part.last;
  if (part.last) resume.querySelector("a").href = part.last + query;
  showTicks(box, Boolean(all));
}

/** Let the reader have this device remember, and forget. */
function enableMemory(box) {
  const { guide, step } = box.dataset;
  const all = remembered();
  if (all && step) remember({ ...all, [guide]: { ...partOf(all, guide), last: step } });
  box.querySelector("[data-remember]").addEventListener("click", () => {
    const isOn = !remembered();
    remember(isOn ? { [guide]: { ...partOf(null, guide), last: step } } : null);
    box.querySelector("[data-status]").textContent = isOn
      ? "Dit apparaat onthoudt nu waar u bent."
      : "Dit apparaat heeft alles vergeten.";
    show(box);
  });
  box.querySelector("[data-mark-read]").addEventListener("change", (event) => {
    change(guide, "read", step, event.target.checked);
    show(box);
  });
  show(box);
}

/** A page as it is kept: one picture of each, without the choice of sizes that needs the network. */
async function plainPage(response) {
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const source of page.querySelectorAll("picture source")) source.remove();
  for (const image of page.querySelectorAll("img")) {
    image.removeAttribute("srcset");
    image.removeAttribute("sizes");
  }
  const headers = new Headers({ "Content-Type": "text/html; charset=utf-8" });
  const policy = response.headers.get("Content-Security-Policy");
  if (policy) headers.set("Content-Security-Policy", policy);
  const pictures = [...page.querySelectorAll("main img[src], link[rel='icon']")].map((one) => one.src || one.href);
  return { pictures, kept: new Response(`<!doctype html>\n${page.documentElement.outerHTML}`, { headers }) };
}

/** Fetch what everybody gets, whoever is logged in; an error for anything that is not there. */
async function fetchPublic(address) {
  const response = await fetch(address, { credentials: "omit", cache: "no-cache" });
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response;
}

/** Keep a guide: all pages of its list with what they show; what was kept before goes when the new one is whole. */
async function store(box, list) {
  const name = `${STORE}${box.dataset.guide}`;
  const fresh = await caches.open(`${name}?nieuw`);
  const files = new Set(list.files);
  for (const address of list.pages) {
    const { pictures, kept } = await plainPage(await fetchPublic(address));
    await fresh.put(address, kept);
    for (const picture of pictures) files.add(picture);
  }
  for (const address of files) {
    const response = await fetchPublic(address).catch(() => null);
    if (response && new URL(address, location.href).origin === location.origin) await fresh.put(address, response);
  }
  await caches.delete(name);
  const cache = await caches.open(name);
  for (const request of await fresh.keys()) await cache.put(request, await fresh.match(request));
  await cache.put(LIST, new Response(JSON.stringify({ keep: box.dataset.keep, version: list.version })));
  await caches.delete(`${name}?nieuw`);
}

/** Take a guide off this device, and the worker too when nothing is left for it to do. */
async function drop(guide) {
  await caches.delete(`${STORE}${guide}?nieuw`);
  await caches.delete(`${STORE}${guide}`);
  const names = await caches.keys();
  if (names.some((name) => name.startsWith(STORE))) return;
  const registration = await navigator.serviceWorker.getRegistration(SCOPE);
  await registration?.unregister();
}

/** What this device has of a guide: the address of its list and its version; null for nothing. */
async function keptOf(guide) {
  if (!(await caches.has(`${STORE}${guide}`))) return null;
  const list = await (await caches.open(`${STORE}${guide}`)).match(LIST);
  return list ? list.json() : null;
}

/** Let the reader keep the guide on this device and remove it; one that changed is fetched anew. */
async function enableOffline(box) {
  const button = box.querySelector("[data-store]");
  const status = box.querySelector("[data-status]");
  const { guide } = box.dataset;
  box.querySelector("[data-offline]").hidden = false;

  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      if (await keptOf(guide)) {
        await drop(guide);
        press(button, false);
        status.textContent = "De gids is van dit apparaat gehaald.";
      } else {
        status.textContent = "Even geduld, de gids wordt bewaard.";
        await navigator.serviceWorker.register(WORKER, { scope: SCOPE });
        await store(box, await (await fetchPublic(box.dataset.keep)).json());
        press(button, true);
        status.textContent = "De gids staat op dit apparaat. U kunt hem ook zonder internet lezen.";
      }
    } catch {
      await drop(guide);
      press(button, false);
      status.textContent = "Bewaren lukte niet. Probeer het opnieuw als u internet hebt.";
    }
    button.disabled = false;
  });

  const kept = await keptOf(guide);
  press(button, Boolean(kept));
  if (!kept) return;
  try {
    const list = await (await fetchPublic(kept.keep)).json();
    if (list.version !== kept.version) await store({ dataset: { guide, keep: kept.keep } }, list);
  } catch {
    // No network, or no list: what is kept stays as it is.
  }
}

const box = document.querySelector(".own-device");
if (box) {
  box.hidden = false;
  enableMemory(box);
  if ("serviceWorker" in navigator && "caches" in window) enableOffline(box);
}
