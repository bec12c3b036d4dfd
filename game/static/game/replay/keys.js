// The keys of the player. Which key does what stands in the page, in the list of keys (bits/replay/player_keys.html):
//   data-keys="Space k" data-does="step" data-by="-1"
// Silent while somebody writes, and where a key has a meaning of its own: on the slider, on a button, in a list.

const WRITES = "input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable]";
const PRESSES = "button, a, summary, input, label"; // what the space bar is for already
const SCROLLS = "[tabindex='0'], [tabindex='0'] *";
const ON_SLIDER = ["ArrowLeft", "ArrowRight", "Home", "End"];

const DOES = {
  toggle: (player) => player.toggle(),
  step: (player, by) => player.stepBy(Number(by)),
  wind: (player, by) => player.wind(Number(by)),
  rim: (player, by) => player.rim(Number(by)),
  pace: (player, by) => player.pace(Number(by)),
  chapter: (player, by) => player.chapter(Number(by)),
  jump: (player, by) => player.jump(by),
};

export function obeysKeys(player) {
  const rows = new Map();
  for (const row of document.querySelectorAll("#keys [data-keys]")) {
    for (const key of row.dataset.keys.split(" ")) rows.set(key === "Space" ? " " : key, row.dataset);
  }
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches(WRITES)) return;
    const list = document.getElementById("keys");
    if (event.key === "?") return list.togglePopover();
    const row = rows.get(event.key);
    if (!row || !document.getElementById("keys-on").checked || document.querySelector(":popover-open")) return;
    if (event.key === " " && event.target.matches(PRESSES)) return;
    if (ON_SLIDER.includes(event.key) && event.target.matches(`[type=range], ${SCROLLS}`)) return;
    event.preventDefault();
    DOES[row.does](player, row.by);
  });
}
