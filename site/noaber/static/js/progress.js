/** Keeps a box that shows how work stands up to date, for as long as the work lasts. */

const PAUSE = 2000;

const boxes = (root) => [...root.querySelectorAll("[data-progress]")];

/** Fetch this page and put the same box from it in the place of `box`; again after a pause while it is busy. */
async function refresh(box) {
  try {
    const response = await fetch(location.href, { credentials: "same-origin" });
    const fresh = boxes(new DOMParser().parseFromString(await response.text(), "text/html"))[boxes(document).indexOf(box)];
    if (fresh) {
      box.replaceWith(fresh);
      follow(fresh);
    }
  } catch {
    setTimeout(() => refresh(box), PAUSE * 5);
  }
}

/** Look again in a while when the box is busy; `data-pause` tells how long, in milliseconds. */
function follow(box) {
  if (box.querySelector("[data-busy]")) setTimeout(() => refresh(box), Number(box.dataset.pause) || PAUSE);
}

boxes(document).forEach(follow);
