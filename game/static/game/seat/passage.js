// Marking words in a text that is to be changed fills the field for the passage, so that nobody has to copy
// them by hand. Without this file the field is typed into.

document.addEventListener("selectionchange", () => {
  const chosen = getSelection();
  const text = chosen.anchorNode?.parentElement?.closest("[data-passage]");
  const words = chosen.toString().trim();
  if (!text || !words || !text.contains(chosen.focusNode)) return;
  const field = text.closest("form").elements.passage;
  field.value = words;
  field.dispatchEvent(new Event("input", { bubbles: true })); // so that the draft is kept
});
