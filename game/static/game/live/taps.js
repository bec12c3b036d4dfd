// Two taps of one finger are one press. When the page has changed between them, the second must not press
// whatever has come to lie there: who asks for the floor twice would withdraw at once. So it is with a key that
// presses a button (desk.js). On a slow line the change comes late, and nobody has read yet what lies there then.

/** A second tap comes so soon after the answer to the first: ms. */
export const SAME_TAP = 600;
const SO_SOON = 400; // ms after the first press, or after the change that it, or somebody else, has caused
const SAME_PLACE = 32; // px

let last = null; // { at, pressed, changedAt, lies: what lies there now, and either x and y or key }

const named = (button) => button && `${button.form?.id} ${button.textContent}`;
const isOld = (now) => now - last.at >= SO_SOON && !(now - last.changedAt < SO_SOON);

/** Is this press on a button that has come to lie where another was pressed a moment ago? If not, it is the
    press that the next one is compared with. `isHere`: was the last one in the same place? */
function isSecond(now, button, isHere, place) {
  const pressed = named(button);
  if (last && isHere(last) && pressed !== last.pressed && !isOld(now)) return true;
  last = { ...place, at: now, pressed };
  return false;
}

/** So for a key that presses the button which `lies()` there. */
export function isSecondKey(key, at, lies) {
  return isSecond(at, lies(), (before) => before.key === key, { key, lies });
}

document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest("button");
    if (!button || !event.detail) return; // by key
    const { clientX: x, clientY: y } = event;
    const lies = () => document.elementFromPoint(x, y)?.closest("button");
    const isHere = (before) => Math.hypot(x - before.x, y - before.y) < SAME_PLACE;
    if (!isSecond(event.timeStamp, button, isHere, { x, y, lies })) return;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);

// What has come to lie there by scrolling was seen to come: only a change of the page counts.
let lay = null;
document.addEventListener("htmx:before:swap", () => {
  lay = last && named(last.lies());
});
document.addEventListener("htmx:after:swap", () => {
  if (!last || last.changedAt !== undefined) return;
  const lies = named(last.lies());
  if (lies !== lay && lies !== last.pressed) last.changedAt = performance.now();
});
