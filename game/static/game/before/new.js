// A new session: what the form makes is shown again whenever the form changes. Without this file the button
// “Show what this makes” does it.

const AFTER = 300; // ms after the last change
const form = document.getElementById("new-session");
let timer = 0;
let asked = 0;

async function show() {
  const number = ++asked;
  const fields = new URLSearchParams(new FormData(form));
  fields.delete("form");
  const answer = await fetch(`?${fields}`).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (number !== asked) return; // a later change is under way
  for (const place of document.querySelectorAll("[data-follows]")) place.replaceWith(page.getElementById(place.id));
  document.getElementById("plan-says").textContent = document.querySelector("[data-says]")?.textContent.trim() ?? "";
}

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(show, AFTER);
});
