// The wall at the projector: it fills the screen and keeps it awake once somebody has pressed, and can be heard
// if the desk has switched that on. In the lobby the name of who has come in rises from the seat for a moment.
// Nothing is told by sound or motion alone; without this file the wall shows the same.

import { bell, gavel, isAwake, wake } from "./sounds.js";

const RISING = 4; // names at once; when a whole class comes in together the hall itself shows it
const STIRRED = 4000; // ms the buttons stay after the mouse has moved
const NAMED = 300; // ms until the list of persons has come, too

const main = document.querySelector("main");
const tools = document.getElementById("wall-tools");
const [fill, hear] = tools.querySelectorAll("button");
const still = matchMedia("(prefers-reduced-motion: reduce)");
const scene = () => document.getElementById("scene").dataset;
let before = { ...scene() };

function offer() {
  const heard = "sounds" in scene() && !isAwake();
  fill.hidden = !document.fullscreenEnabled || Boolean(document.fullscreenElement);
  hear.hidden = !heard;
  tools.hidden = fill.hidden && hear.hidden;
  tools.classList.toggle("needed", heard || scene().kind === "lobby");
}

let resting = null;
function stir() {
  tools.classList.add("stirred");
  clearTimeout(resting);
  resting = setTimeout(() => tools.classList.remove("stirred"), STIRRED);
}

async function stayAwake() {
  if (document.fullscreenElement && !document.hidden) await navigator.wakeLock?.request("screen").catch(() => null);
}

fill.addEventListener("click", async () => {
  await document.documentElement.requestFullscreen().catch(() => null);
  await wake();
  offer();
});
hear.addEventListener("click", async () => {
  await wake();
  bell();
  offer();
});
document.addEventListener("fullscreenchange", () => {
  stayAwake();
  offer();
});
document.addEventListener("visibilitychange", stayAwake); // a lock is lost with the page's visibility
document.addEventListener("pointermove", stir);

/** A bell when a speech has ended, a gavel when a verdict is told. */
function listen() {
  const now = { ...scene() };
  offer();
  if ("sounds" in now) {
    if (before.speech && now.speech !== before.speech) bell();
    if (Number(now.told) > Number(before.told)) gavel();
  }
  before = now;
}

new MutationObserver(listen).observe(main, { subtree: true, attributeFilter: ["data-speech", "data-told", "data-sounds", "data-kind"] });
offer();

main.addEventListener("seat-filled", ({ target, detail }) => {
  if (scene().kind !== "lobby" || still.matches) return;
  setTimeout(() => rise(target.named(detail), target.where(detail)), NAMED);
});

function rise(name, { x, y }) {
  if (!name || document.querySelectorAll(".rising").length >= RISING) return;
  const shown = document.body.appendChild(document.createElement("p"));
  shown.className = "rising";
  shown.ariaHidden = "true"; // the list of persons says it
  shown.textContent = name;
  const half = shown.offsetWidth / 2;
  shown.style.left = `${Math.max(half, Math.min(innerWidth - half, x))}px`;
  shown.style.top = `${y}px`;
  shown.addEventListener("animationend", () => shown.remove());
}
