// The large button of the desk never changes under a hand. What is pushed into its bar waits until nobody has
// pressed near it for a while (until then the old button does what it says, which harms nobody twice); and
// when the time of a stage is up (data-until="MS"), what stands beside the large button takes its place.

import * as clock from "../every_page/clock.js";

const STAYS = 800; // ms after the last press near it
const NEAR = 48; // px
const BARS = ["#next", "#bar"];

let pressed = -STAYS;
const held = new Map(); // which bar to what waits to be shown there
let waiting = null;

const left = () => pressed + STAYS - performance.now();

function isNear({ target, clientX: x, clientY: y, detail }) {
  if (target.closest?.(BARS.join())) return true;
  if (!detail) return false; // by key: it has no place
  return BARS.some((bar) => {
    const box = document.querySelector(bar)?.getBoundingClientRect();
    return box?.width && x > box.left - NEAR && x < box.right + NEAR && y > box.top - NEAR && y < box.bottom + NEAR;
  });
}

function press(event) {
  if (!isNear(event)) return;
  pressed = performance.now();
  if (held.size) wait();
}

function wait() {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    if (left() > 0) return wait();
    const html = [...held.values()].join("");
    held.clear();
    if (html) document.dispatchEvent(new CustomEvent("live:show", { detail: html }));
    turn();
  }, left());
}

// What a newer push brings stands for what was held back of an older one.
document.addEventListener("live:parts", ({ detail }) => {
  if (!BARS.some((bar) => detail.html.includes(`hx-target="${bar}"`))) return;
  const coming = document.createElement("template");
  coming.innerHTML = detail.html;
  for (const bar of BARS) {
    const part = coming.content.querySelector(`hx-partial[hx-target="${bar}"]`);
    if (!part) continue;
    held.delete(bar);
    if (left() <= 0) continue;
    held.set(bar, part.outerHTML);
    part.remove();
  }
  if (held.size) wait();
  detail.html = coming.innerHTML;
});

// What can be done until a moment is not offered after it (data-ends="MS").
function end() {
  for (const one of document.querySelectorAll("#next [data-ends]")) one.hidden = clock.now() > Number(one.dataset.ends);
}

/** Past `until`, what stood beside comes first and is the large one. The focus stays where it is. */
function turn() {
  end();
  for (const pair of document.querySelectorAll(".next-pair[data-until]")) {
    const [first, second] = pair.children;
    const due = clock.now() >= Number(pair.dataset.until) && !document.querySelector(".stage-bar .paused");
    if (!due || !second || second.querySelector(".primary") || left() > 0) continue;
    const focused = document.activeElement;
    first.querySelector("button").classList.remove("primary", "large");
    second.querySelector("button").classList.add("primary", "large");
    pair.prepend(second);
    if (second.contains(focused)) focused.focus({ preventScroll: true });
  }
}

addEventListener("pointerdown", press, true);
addEventListener("click", press, true);
document.addEventListener("htmx:after:swap", turn);
setInterval(turn, 1000);
turn();
