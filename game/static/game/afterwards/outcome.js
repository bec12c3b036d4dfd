// Persons and leanings come when they are unfolded: a page with all of them would be heavy for a phone. The arrow
// keys go from person to person, as the links do. Without this file there are the links.

import { retell } from "../every_page/times.js";

const WAYS = { ArrowLeft: "prev", ArrowRight: "next" };

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("input, textarea, select, .scroll, [popover]")) return;
  document.querySelector(`a[rel="${WAYS[event.key]}"]`)?.click();
});

document.addEventListener("toggle", ({ target }) => {
  if (target.open && target.dataset.piece) fetched(target);
}, true);

async function fetched(fold) {
  const answer = await fetch(fold.dataset.piece).catch(() => null);
  if (!answer?.ok || !fold.dataset.piece) return; // The link to the page that shows it stays.
  delete fold.dataset.piece;
  const piece = document.createElement("template");
  piece.innerHTML = await answer.text();
  retell(piece.content);
  fold.querySelector("p").replaceWith(piece.content);
}
