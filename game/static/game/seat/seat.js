// A pupil's page: one of its five parts at a time on a phone, three side by side where there is room; and the
// call, when something falls due. What is due stands in #my-now (data-key, data-calls); without this file the
// parts are anchors of one long page.

const tabs = document.getElementById("tabs");
const links = [...tabs.querySelectorAll("a")];
const banner = document.getElementById("call");
const says = document.getElementById("due-says");
const title = document.title;
const icon = document.querySelector("link[rel=icon]");
const plain = icon?.href;
const SEEN = `seen ${document.body.dataset.live}`;
const WRITES = "input:not([type=checkbox], [type=radio]), textarea, select";

const due = () => document.getElementById("my-now");
const isWide = () => getComputedStyle(tabs).getPropertyValue("--wide") === "1";
const isTyping = () => document.activeElement?.matches(WRITES) && document.activeElement.value !== "";

// --- one part at a time ---------------------------------------------------------------------------

function open(id, focus = false) {
  document.body.dataset.tab = id;
  for (const link of links) {
    if (link.hash === `#${id}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (id === "tab-now") banner.hidden = true;
  scrollTo(0, 0);
  markSeen(id);
  if (!focus) return;
  const part = document.getElementById(id);
  part.tabIndex = -1;
  part.focus({ preventScroll: true });
}

tabs.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link) return;
  event.preventDefault();
  open(link.hash.slice(1), event.detail === 0);
});
banner.addEventListener("click", (event) => {
  event.preventDefault();
  open("tab-now", true);
});

// A text of the time that is named elsewhere on the page is unfolded where it stands.
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#document-"]');
  const text = link && document.getElementById(link.hash.slice(1));
  if (!text) return;
  event.preventDefault();
  open("tab-texts");
  text.open = true;
  text.scrollIntoView();
  text.querySelector("summary").focus({ preventScroll: true });
});

// --- what is merely new: a number at its part -----------------------------------------------------

const seen = JSON.parse(sessionStorage.getItem(SEEN) ?? "{}");

const shown = (link) => document.querySelectorAll(link.querySelector(".new").dataset.counts).length;

function markSeen(id) {
  const link = links.find((one) => one.hash === `#${id}`);
  if (!link?.querySelector(".new")) return;
  seen[id] = shown(link);
  sessionStorage.setItem(SEEN, JSON.stringify(seen));
  count();
}

function count() {
  for (const link of links.filter((one) => one.querySelector(".new"))) {
    const id = link.hash.slice(1);
    const fresh = String(Math.max(0, shown(link) - (seen[id] ?? 0)) || "");
    const place = link.querySelector(".new");
    if (place.textContent !== fresh) place.textContent = fresh;
  }
}

// --- what falls due calls --------------------------------------------------------------------------

let known = due()?.dataset.key;

function look() {
  count();
  const now = due();
  if (!now || now.dataset.key === known) return;
  known = now.dataset.key;
  const calls = "calls" in now.dataset;
  const words = now.querySelector("h2").textContent.trim();
  mark(calls ? words : "");
  says.textContent = calls ? `${words}.` : "";
  if (!calls) {
    banner.hidden = true;
    // A long paper has gone: what has become of it stands above.
    if (document.body.dataset.tab === "tab-now" && !isTyping()) scrollTo({ top: 0 });
    return;
  }
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(200);
  const inSight = isWide() || document.body.dataset.tab === "tab-now";
  if (inSight) return scrollTo({ top: 0 });
  if (!isTyping()) return open("tab-now");
  banner.firstElementChild.textContent = words;
  banner.hidden = false;
}

// In the tab's title and on its sign, for whoever looks at another one.
function mark(words) {
  document.title = words ? `● ${words} · ${title}` : title;
  if (icon) icon.href = words ? icon.dataset.due : plain;
}

new MutationObserver(look).observe(document.getElementById("main"), {
  subtree: true,
  childList: true,
  attributes: true,
  attributeFilter: ["data-key"],
});
open(links.some((link) => link.hash === location.hash) ? location.hash.slice(1) : "tab-now");
if (due() && "calls" in due().dataset) mark(due().querySelector("h2").textContent.trim());
count();

// --- while the network is away --------------------------------------------------------------------

if (location.protocol === "https:") import("./offline.js");
