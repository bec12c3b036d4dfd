// What a form says of the command it sent: sending, saved, or refused and why. The words stand in the
// page (#answer carries the translations); each form may hold its own `[data-answer]` for them.

const SHOW_SENDING_AFTER = 400; // ms; a quick answer should not flicker
const SAVED_STAYS = 6000;

const general = document.getElementById("answer");

export function sending(form, button) {
  button?.setAttribute("aria-busy", "true");
  say(form, "sending", "");
  setTimeout(() => {
    if (place(form).dataset.state === "sending") place(form).textContent = general.dataset.sending;
  }, SHOW_SENDING_AFTER);
}

/** Shows the server's answer to `command`; `form` may be null when the page has moved on since. */
export function answered(form, command, answer) {
  for (const button of form?.querySelectorAll("[aria-busy]") ?? []) button.removeAttribute("aria-busy");
  if (!answer.ok) return say(form, "refused", answer.message || general.dataset.refused);
  say(form, "saved", general.dataset.saved);
  setTimeout(() => place(form).dataset.state === "saved" && say(form, "", ""), SAVED_STAYS);
  if (form && "clear" in form.dataset) clear(form, command);
}

function place(form) {
  return form?.querySelector("[data-answer]") ?? general;
}

function say(form, state, words) {
  const answer = place(form);
  answer.dataset.state = state;
  answer.textContent = words;
}

/** Has the form been cleared, so that there is nothing in it to be sent? */
export function isClear(form) {
  return "clear" in form.dataset && typedIn(form).every((field) => !field.value.trim());
}

const typedIn = (form) =>
  [...form.elements].filter((field) =>
    field.matches("textarea, input:not([type=hidden], [type=radio], [type=checkbox])"),
  );

// Only a text that is still the one that was sent is cleared: somebody may be typing the next already.
function clear(form, command) {
  for (const field of typedIn(form)) {
    if (field.value.trim() !== String(command[field.name] ?? "").trim()) continue;
    field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
