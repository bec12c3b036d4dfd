// The arrow keys go from person to person, as the links do. Without this file there are the links.

const WAYS = { ArrowLeft: "prev", ArrowRight: "next" };

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("input, textarea, select, .scroll, [popover]")) return;
  document.querySelector(`a[rel="${WAYS[event.key]}"]`)?.click();
});
