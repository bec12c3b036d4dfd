// Every act on the desk by its name: Ctrl K, or / where nobody writes. What can be done is read from the page each
// time it is opened, so nothing is named twice. A plain button is pressed; whatever has fields, or asks whether one
// is sure, is unfolded and focused. Without this file the same acts stand in their panels and in the drawer.

import { reveal } from "./desk.js";

const MOST = 12;
const ACTS = ".console button:not([popovertarget^=about-]), .console summary, .masthead a";
const FIELDS = "select, textarea, input:not([type=hidden])";

const dialog = document.getElementById("palette");
const words = document.getElementById("palette-words");
const list = document.getElementById("palette-found");
const none = document.getElementById("palette-none");
const opener = document.getElementById("open-palette");

let acts = []; // [{ element, name, place }]
let chosen = 0;

const plain = (text) => text.trim().replace(/\s+/g, " ");
const bare = (text) => text.toLocaleLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
const isOf = (element, kind) => element.closest(kind);

function read() {
  acts = [];
  for (const element of document.querySelectorAll(ACTS)) {
    if (element.disabled || isOf(element, "[hidden]") || element === opener) continue;
    const name = plain(element.getAttribute("aria-label") ?? element.textContent);
    if (name) acts.push({ element, name, place: placeOf(element) });
  }
}

/** Where it is: the panel, and the line or fold in it that it is about. */
function placeOf(element) {
  const panel = isOf(element, "section")?.querySelector("h2");
  const fold = element.matches("summary") ? element.parentElement.parentElement : element;
  const line = element.closest("li, article")?.querySelector(".who, h3") ?? fold.closest("details:not(#drawer)")?.querySelector("summary");
  const about = [panel, line].filter((one) => one && !one.contains(element)).map((one) => plain(one.textContent));
  return [...new Set(about)].join(" · ");
}

function search() {
  const wanted = bare(words.value).split(/\s+/).filter(Boolean);
  const fits = ({ name, place }) => wanted.every((word) => bare(`${name} ${place}`).includes(word));
  const begins = ({ name }) => wanted.length && bare(name).startsWith(wanted[0]);
  const found = acts.filter(fits);
  return [...found.filter(begins), ...found.filter((act) => !begins(act))].slice(0, MOST);
}

let found = [];
function show() {
  found = search();
  list.replaceChildren(...found.map(row));
  none.hidden = found.length > 0;
  choose(0);
}

function row({ name, place }, n) {
  const option = document.createElement("li");
  option.id = `palette-${n}`;
  option.setAttribute("role", "option");
  option.append(name);
  if (place) option.append(" ", Object.assign(document.createElement("small"), { textContent: place }));
  option.addEventListener("click", () => take(found[n]));
  return option;
}

function choose(n) {
  chosen = found.length ? (n + found.length) % found.length : 0;
  for (const [at, option] of [...list.children].entries()) option.setAttribute("aria-selected", at === chosen);
  const option = list.children[chosen];
  if (option) words.setAttribute("aria-activedescendant", option.id);
  else words.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

function take(act) {
  if (!act) return;
  dialog.close();
  const { element } = act;
  if (!element.isConnected) return open(); // a push has taken it away: what is there now?
  if (isPlain(element)) return element.click();
  reveal(element);
  if (element.matches("summary")) element.parentElement.open = true;
  (firstField(element) ?? element).focus();
}

function isPlain(element) {
  if (element.matches("a")) return true;
  return element.matches("button") && !element.dataset.confirm && !element.matches(".danger") && !firstField(element);
}

const firstField = (element) => !element.matches("summary") && element.form?.querySelector(FIELDS);

function open() {
  read();
  words.value = "";
  dialog.showModal();
  show();
}

document.addEventListener("keydown", (event) => {
  const isCtrlK = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && !event.altKey && !event.shiftKey;
  const writes = event.target.matches("input:not([type=checkbox], [type=radio]), textarea, select");
  const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !writes;
  const keysOn = document.getElementById("keys-on").checked;
  if (dialog.open || !(isCtrlK || (isSlash && keysOn))) return;
  event.preventDefault();
  open();
});

words.addEventListener("input", show);
words.addEventListener("keydown", (event) => {
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in moves) choose(chosen + moves[event.key]);
  else if (event.key === "Enter") take(found[chosen]);
  else return;
  event.preventDefault();
});
document.getElementById("palette-close").addEventListener("click", () => dialog.close());
opener.addEventListener("click", open);
opener.hidden = false;
