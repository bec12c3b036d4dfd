// Nothing typed is ever lost: what stands in the text fields of a live form outlives a reload, a phone
// that slept, and a push that takes the form away and brings it back later.

import { keep, recall } from "./store.js";

const FIELDS = "form[data-live] textarea, form[data-live] input[type=text]";

const key = (field) => `draft ${location.pathname} ${field.form.id} ${field.name}`;

document.addEventListener("input", ({ target }) => {
  if (target.matches(FIELDS)) keep(key(target), target.value || null);
});

function restore() {
  for (const field of document.querySelectorAll(FIELDS)) {
    if (field.value === "" && field !== document.activeElement) field.value = recall(key(field), "");
  }
}

restore();
document.addEventListener("htmx:after:swap", restore);
