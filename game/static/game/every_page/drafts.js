// Nothing typed is ever lost: what stands in the fields of a live form outlives a reload, a phone that slept,
// and a push that takes the form away and brings it back later.

import { forgetAll, keep, kept, recall } from "./store.js";

// Of choices only those that begin empty: a list that shows how things are is no draft.
const FIELDS = `form[data-live] :is(textarea, input[type=text], input[type=number], input[type=checkbox],
  select[name^="rank-"])`;

const isBox = (field) => field.type === "checkbox";
const key = (field) =>
  `draft ${location.pathname} ${document.body.dataset.seat} ${field.form.id} ${field.name} ${isBox(field) ? field.value : ""}`.trim();

document.addEventListener("input", ({ target }) => {
  if (target.matches(FIELDS)) keep(key(target), (isBox(target) ? target.checked : target.value) || null);
});

/** Nothing of what was filled in stays: a paper that is in the box is nobody's to read. */
export function forget(formId) {
  const begins = `draft ${location.pathname} ${document.body.dataset.seat} ${formId} `;
  for (const field of kept()) if (field.startsWith(begins)) keep(field, null);
  document.getElementById(formId)?.reset();
}

document.addEventListener("submit", ({ target }) => target.id === "hand-on" && forgetAll());

function restore() {
  for (const field of document.querySelectorAll(FIELDS)) {
    if (field === document.activeElement) continue;
    if (isBox(field)) field.checked ||= recall(key(field), false);
    else if (field.value === "") field.value = recall(key(field), "");
  }
}

// What was typed before this file had come is a draft as well.
for (const field of document.querySelectorAll(FIELDS)) {
  if (isBox(field) || field.defaultValue === undefined || field.value === field.defaultValue) continue;
  keep(key(field), field.value);
}
restore();
document.addEventListener("htmx:after:swap", restore);
