// The desk's forms about people (form[data-people]) go out without leaving the page, so that the focus stays
// where it is. What has changed comes by the socket; here is only the answer. Without this file they are
// ordinary forms.

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form[data-people]")) return;
  event.preventDefault();
  const question = event.submitter?.dataset.confirm;
  if (question && !confirm(question)) return;
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const headers = { Accept: "application/json" };
  const response = await fetch(form.action, { method: "POST", headers, body }).catch(() => null);
  const answer = await response?.json().catch(() => null);
  tell(form, answer);
  if (answer?.ok && form.id === "add-pupil") form.reset();
});

function tell(form, answer) {
  const said = document.getElementById("answer").dataset;
  // A row that is gone, with the pupil who sat there, has nothing to say any more.
  const place = document.getElementById(form.id)?.querySelector("[data-answer]");
  if (!place) return;
  place.textContent = answer?.link || answer?.message || (answer?.ok ? said.saved : said.refused);
  place.dataset.state = answer?.ok ? "saved" : "refused";
  if (answer?.link) getSelection().selectAllChildren(place);
}
