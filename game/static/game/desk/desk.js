// The desk by keyboard. Which key does what stands in the page, in the list of keys (templates/bits/desk/keys.html):
//   data-press="SELECTOR"  clicks the first such button that is in sight
//   data-go="SELECTOR"     unfolds and focuses it; of a panel its heading
// Besides: the focus outlives a push, names can be searched for, and a person dragged onto another.

import { isSecondKey } from "../live/taps.js";

const AWAY = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const SAID_STAYS = 4000; // ms
const KEYS_OFF = "desk keys off";

const find = document.getElementById("find-person");
const inSight = (element) => element.checkVisibility() && !element.disabled;

// --- keys -----------------------------------------------------------------------------------------

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("dialog:modal")) return; // it has keys of its own
  if (event.target.matches(AWAY)) return written(event);
  if (event.key === "Escape" && closes(event.target.closest("#drawer[open]"))) return;
  if (event.key === "?") return document.getElementById("keys").togglePopover();
  if (!document.getElementById("keys-on").checked || document.querySelector("[popover]:popover-open, dialog[open]")) return;
  if (/^[1-9]$/.test(event.key)) return line(Number(event.key));
  const row = document.querySelector(`#keys [data-key="${CSS.escape(event.key)}"]`);
  if (!row) return;
  event.preventDefault(); // or the letter would land in the field that is focused
  if (row.dataset.press) press(row, event);
  else if (!go(document.querySelector(row.dataset.go))) say(row, true);
});

function closes(drawer) {
  if (!drawer) return false;
  drawer.open = false;
  drawer.querySelector("summary").focus();
  return true;
}

function written(event) {
  if (event.key === "Escape") {
    event.preventDefault();
    focus(heading(event.target) ?? document.getElementById("next-title"));
  } else if (event.key === "Enter" && event.target === find) {
    event.preventDefault(); // or it would fold at once what it has unfolded
    go(document.querySelector("#people .crowd > li:not([hidden]) summary"));
  }
}

function press(row, { key, timeStamp }) {
  const lies = () => [...document.querySelectorAll(row.dataset.press)].find(inSight);
  const button = lies();
  if (!button) return say(row, true);
  if (isSecondKey(key, timeStamp, lies)) return;
  say(button);
  button.click();
}

/** Unfolds whatever hides it; a panel that this stage does not need is shown with all of them. */
export function reveal(there) {
  for (let fold = there.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  const panel = there.closest(".middle > *");
  if (panel && !panel.checkVisibility()) document.getElementById("every-panel").checked = true;
}

/** Unfolds and focuses it. False when it is not to be had now. */
function go(there) {
  if (!there || there.closest("[hidden]")) return false;
  reveal(there);
  focus(there.matches(".panel") ? heading(there) : there);
  return true;
}

/** The nth line of the panel in which the focus is: unfolded, or its first button. */
function line(n) {
  const panel = document.activeElement.closest(".panel") ?? document.getElementById("next");
  const lines = [...panel.querySelectorAll(":is(.people, .speakers, .crowd, .docket) > li, .card")].filter(inSight);
  const there =
    lines[n - 1]?.querySelector(":scope > details > summary") ?? lines[n - 1]?.querySelector("form[data-live] button");
  if (!there) return;
  if (there.matches("summary")) there.parentElement.open = true;
  focus(there);
}

const heading = (element) => element.closest(".panel")?.querySelector("h2");

function focus(element) {
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest" });
}

let quiet = null;
function say(what, refused = false) {
  const said = document.getElementById("key-said");
  const words = what.textContent.trim().replace(/\s+/g, " ");
  said.textContent = refused ? `${said.dataset.not_now} ${words}` : words;
  clearTimeout(quiet);
  quiet = setTimeout(() => (said.textContent = ""), SAID_STAYS);
}

// --- the focus outlives a push ---------------------------------------------------------------------

let panel = null; // the one in which the focus is

document.addEventListener("focusin", ({ target }) => (panel = target.closest(".panel")?.id ?? null));
document.addEventListener("focusout", ({ target }) => {
  const there = target.closest(".panel")?.id ?? null;
  // What a push takes away is gone by then; whoever leaves by themself leaves it standing.
  setTimeout(() => {
    if (target.isConnected && inSight(target) && document.activeElement === document.body && panel === there) panel = null;
  });
});

function keepFocus() {
  if (!panel || document.activeElement !== document.body) return;
  const title = document.querySelector(`#${panel} h2`);
  focus(title && inSight(title) ? title : document.getElementById("next-title"));
}

// --- people ---------------------------------------------------------------------------------------

function search() {
  const wanted = find.value.trim().toLowerCase();
  for (const row of document.querySelectorAll("#people .crowd > li")) {
    row.hidden = !row.querySelector("summary").textContent.toLowerCase().includes(wanted);
  }
}

let dragged = null;
document.addEventListener("dragstart", ({ target }) => (dragged = target.closest?.("[data-seat]")));
document.addEventListener("dragover", (event) => dragged && event.target.closest("[data-role]") && event.preventDefault());
document.addEventListener("drop", (event) => {
  const role = event.target.closest("[data-role]")?.dataset.role;
  const form = document.getElementById("assign-role");
  if (!dragged || !role || !form) return;
  event.preventDefault();
  form.elements.seat.value = dragged.dataset.seat;
  form.elements.role.value = role;
  form.requestSubmit();
  document.getElementById("key-said").textContent = document.getElementById("key-said").dataset.swapping;
});

// --- begin, and after each push ---------------------------------------------------------------------

function freshen() {
  search();
  keepFocus();
}

const on = document.getElementById("keys-on");
on.checked = localStorage.getItem(KEYS_OFF) === null;
on.addEventListener("change", () => (on.checked ? localStorage.removeItem(KEYS_OFF) : localStorage.setItem(KEYS_OFF, "1")));
find.parentElement.hidden = false;
find.addEventListener("input", search);
document.addEventListener("htmx:after:swap", freshen);
freshen();
