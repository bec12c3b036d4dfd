// The desk's forms about people (form[data-people]) go out without leaving the page, so that the focus stays
// where it is. What has changed comes by the socket; here is only the answer. Without this file they are
// ordinary forms.

import { drawn } from "../live/drawn.js";
import { SAME_TAP } from "../live/taps.js";

// What was sent and has no answer yet, or hardly any: the same again is a second tap on the same button.
const sent = new Set();

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form[data-people]")) return;
  event.preventDefault();
  const question = event.submitter?.dataset.confirm;
  if (question && !confirm(question)) return;
  const body = new URLSearchParams(new FormData(form, event.submitter));
  body.delete("form");
  const asked = `${form.id} ${body}`;
  if (sent.has(asked)) return;
  sent.add(asked);
  body.set("form", drawn());
  const answer = (await post(form.action, body)) ?? (await post(form.action, body));
  setTimeout(() => sent.delete(asked), answer?.ok ? SAME_TAP : 0);
  tell(form, answer);
  if (answer?.ok && form.id === "add-pupil") form.reset();
});

// Null where no answer came: it may have been done all the same, so the same key is sent again.
async function post(action, body) {
  const headers = { Accept: "application/json" };
  const response = await fetch(action, { method: "POST", headers, body }).catch(() => null);
  return response?.json().catch(() => null);
}

// A name that is refused is its field's fault, and is read out with it; that the house is full is not.
function mark(field, place, answer) {
  if (!field) return;
  place.id ||= `${field.id}_error`;
  const marks = { "aria-invalid": "true", "aria-describedby": place.id };
  for (const [name, value] of Object.entries(marks)) {
    if (answer?.refusal?.startsWith("name_")) field.setAttribute(name, value);
    else field.removeAttribute(name);
  }
}

function tell(form, answer) {
  const said = document.getElementById("answer").dataset;
  // A row that is gone, with the pupil who sat there, has nothing to say any more.
  const place = document.getElementById(form.id)?.querySelector("[data-answer]");
  if (!place) return;
  place.textContent = answer?.link || answer?.message || (answer?.ok ? said.saved : said.refused);
  place.dataset.state = answer?.ok ? "saved" : "refused";
  mark(place.closest("form").querySelector("input[type=text]"), place, answer);
  if (answer?.link) getSelection().selectAllChildren(place);
}
