// Makes text that is pasted from Word, LibreOffice or a website plain before the text editor reads it: paragraphs,
// lists, links and bold stay; what Word adds goes. In the text of a page, headings become blocks of their own.

const INLINE = { B: "b", STRONG: "b", SUP: "sup", SUB: "sub" };
const SAFE_LINK = /^(https?:|mailto:|tel:)/i;
const NUMBERED = /^\s*(\(?[0-9]{1,3}|\(?[a-z]|[ivx]+)[.)]/i;
const BLOCKS = "p,div,ul,ol,li,h1,h2,h3,h4,h5,h6,table,tr,td,th,blockquote,pre,section,article";
const LEAVE_OUT = "style,script,meta,link,title,xml,img,svg,object,iframe,del,[style*='mso-list:Ignore'],[style*='mso-list: Ignore'],[style*='display:none']";

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);
const squeezed = (html) => html.replace(/[\s\u00a0]+/g, " ").trim();

/** The running text of an element as harmless HTML; blocks inside it are not for here. */
function inline(node) {
  let html = "";
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) html += escaped(child.data);
    if (child.nodeType !== Node.ELEMENT_NODE || /^(UL|OL)$/.test(child.tagName)) continue;
    const inner = inline(child);
    const bold = /^(bold|[6-9]00)$/.test(child.style?.fontWeight ?? "");
    if (child.tagName === "BR") html += "<br>";
    else if (child.tagName === "A" && SAFE_LINK.test(child.getAttribute("href") ?? "")) html += `<a href="${escaped(child.getAttribute("href"))}">${inner}</a>`;
    else if (INLINE[child.tagName] && child.style?.fontWeight !== "normal" && inner.trim()) html += `<${INLINE[child.tagName]}>${inner}</${INLINE[child.tagName]}>`;
    else if (bold && inner.trim()) html += `<b>${inner}</b>`;
    else html += inner;
  }
  return html;
}

/** The level and kind of a paragraph that Word shows as an item of a list; null for any other. */
function wordItem(element, marker) {
  const level = /mso-list:\s*l\d+\s+level(\d+)/i.exec(element.getAttribute("style") ?? "");
  if (!level && !/^MsoListParagraph/.test(element.className)) return null;
  if (!level && !marker) return null;
  return { depth: Math.min(Number(level?.[1] ?? 1), 4), tag: NUMBERED.test(marker ?? "") ? "ol" : "ul" };
}

/** What the marks of Word's lists say, before they are taken out. */
function markers(page) {
  const found = new Map();
  for (const mark of page.querySelectorAll("[style*='mso-list:Ignore'],[style*='mso-list: Ignore']")) {
    const paragraph = mark.closest("p,li,h1,h2,h3,h4,h5,h6");
    if (paragraph && !found.has(paragraph)) found.set(paragraph, mark.textContent);
  }
  return found;
}

/** The pieces of a text in order: {kind: "p" | "h" | "li", html, depth, tag}. */
function* pieces(element, marks, depth = 0) {
  for (const child of element.childNodes) {
    if (child.nodeType === Node.TEXT_NODE && squeezed(child.data)) yield { kind: "p", html: squeezed(escaped(child.data)) };
    if (child.nodeType !== Node.ELEMENT_NODE) continue;
    const name = child.tagName;
    const item = wordItem(child, marks.get(child));
    if (/^H[1-6]$/.test(name)) yield { kind: "h", depth: Number(name[1]), html: squeezed(child.textContent) };
    else if (item) yield { kind: "li", ...item, html: squeezed(inline(child)) };
    else if (name === "UL" || name === "OL") yield* listed(child, marks, depth + 1);
    else if (name === "TR") yield { kind: "p", html: [...child.cells].map((cell) => squeezed(inline(cell))).filter(Boolean).join(" | ") };
    else if (child.querySelector(BLOCKS)) yield* pieces(child, marks, depth);
    else yield { kind: "p", html: squeezed(inline(child)), runs: !child.matches(BLOCKS) };
  }
}

function* listed(list, marks, depth) {
  const tag = list.tagName.toLowerCase();
  for (const item of list.children) {
    if (/^(UL|OL)$/.test(item.tagName)) yield* listed(item, marks, depth + 1);
    if (item.tagName !== "LI") continue;
    yield { kind: "li", depth, tag, html: squeezed(inline(item)) };
    for (const inner of item.querySelectorAll(":scope > ul, :scope > ol")) yield* listed(inner, marks, depth + 1);
  }
}

/** HTML of pieces that follow each other, with lists as lists. */
function htmlOf(run) {
  let html = "";
  const open = [];
  for (const piece of run) {
    const depth = piece.kind === "li" ? Math.max(1, piece.depth) : 0;
    while (open.length > depth || (open.length && depth === open.length && open.at(-1) !== piece.tag)) html += `</li></${open.pop()}>`;
    if (piece.kind !== "li") {
      html += piece.kind === "h" ? `<p><b>${escaped(piece.html)}</b></p>` : `<p>${piece.html}</p>`;
      continue;
    }
    if (open.length === depth) html += "</li>";
    while (open.length < depth) {
      html += `<${piece.tag}>`;
      open.push(piece.tag);
      if (open.length < depth) html += "<li>";
    }
    html += `<li>${piece.html}`;
  }
  while (open.length) html += `</li></${open.pop()}>`;
  return html;
}

/** The pieces of pasted HTML without what nobody can read. */
export function read(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const marks = markers(page);
  for (const element of page.querySelectorAll(LEAVE_OUT)) element.remove();
  const joined = [];
  for (const piece of pieces(page.body, marks)) {
    if (!piece.html.replace(/<[^>]*>/g, "").trim()) continue;
    const last = joined.at(-1);
    // Words and links that stand loose beside each other are one paragraph.
    if (piece.kind === "p" && piece.runs && last?.runs) last.html += ` ${piece.html}`;
    else joined.push({ ...piece });
  }
  return joined;
}

function paste(target, html) {
  const data = new DataTransfer();
  data.setData("text/html", `<html><body>${html}</body></html>`);
  data.setData("text/plain", new DOMParser().parseFromString(html.replace(/<\/(p|li)>/g, "</$1>\n"), "text/html").body.textContent.trim());
  target.focus();
  target.dispatchEvent(new CleanPaste("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}

class CleanPaste extends ClipboardEvent {}

/** The stream of blocks that a text stands in, and which of its blocks that is; null where headings have no place. */
function streamAround(target) {
  let root = target.parentElement;
  while (root && !root.rootBlock) root = root.parentElement;
  const stream = root?.rootBlock;
  const number = stream?.children?.findIndex((child) => child.element?.contains(target)) ?? -1;
  const child = stream?.children?.[number];
  return child?.type === "paragraph" && stream.blockDef.childBlockDefsByName?.heading ? { stream, number } : null;
}

const whenReady = (child) =>
  new Promise((resolve) => {
    const look = (left) => {
      const found = child.element.querySelector(".public-DraftEditor-content");
      if (found || !left) resolve(found);
      else setTimeout(look, 50, left - 1);
    };
    look(60);
  });

/** Paragraphs into blocks of text and headings into blocks of their own, from the block that was pasted in. */
async function spread({ stream, number }, target, found) {
  const highest = Math.min(...found.filter((piece) => piece.kind === "h").map((piece) => piece.depth));
  const runs = [];
  for (const piece of found) {
    if (piece.kind === "h") runs.push(piece);
    else if (runs.at(-1)?.pieces) runs.at(-1).pieces.push(piece);
    else runs.push({ pieces: [piece] });
  }
  let at = number;
  let own = target;
  for (const run of runs) {
    if (run.pieces && own) {
      paste(own, htmlOf(run.pieces));
      own = null;
      at += 1;
    } else if (run.pieces) {
      const made = stream.insert({ type: "paragraph", value: stream.blockDef.initialChildStates.paragraph, id: crypto.randomUUID?.() ?? null }, at, {});
      const editor = await whenReady(made);
      if (editor) paste(editor, htmlOf(run.pieces));
      at += 1;
    } else {
      const value = { ...stream.blockDef.initialChildStates.heading, text: run.html.slice(0, 150), level: run.depth === highest ? "2" : "3" };
      stream.insert({ type: "heading", value, id: crypto.randomUUID?.() ?? null }, at, {});
      at += 1;
    }
  }
}

document.addEventListener(
  "paste",
  (event) => {
    const target = event.target.closest?.(".public-DraftEditor-content") ?? event.target.parentElement?.closest(".public-DraftEditor-content");
    const html = event.clipboardData?.getData("text/html");
    // What comes from this editor itself is clean, and knows more than HTML can say.
    if (!target || !html || event instanceof CleanPaste || html.includes("data-editor=") || html.includes("data-draftjs-conductor")) return;
    const found = read(html);
    if (!found.length) return;
    event.preventDefault();
    event.stopPropagation();
    const around = found.some((piece) => piece.kind === "h") && !target.textContent.trim() ? streamAround(target) : null;
    if (around) spread(around, target, found);
    else paste(target, htmlOf(found));
  },
  true,
);
