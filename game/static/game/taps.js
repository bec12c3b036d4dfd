// Two taps of one finger are one press. When the page has changed between them, the second must not press
// whatever has come to lie there: who asks for the floor twice would withdraw at once.

/** A second tap comes so soon after the answer to the first: ms. */
export const SAME_TAP = 600;
const SO_SOON = 400; // ms after the first tap
const SAME_PLACE = 32; // px

let last = { at: -SO_SOON };

function near(event) {
  const apart = Math.hypot(event.clientX - last.x, event.clientY - last.y);
  return event.timeStamp - last.at < SO_SOON && apart < SAME_PLACE;
}

document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest("button");
    if (!button || !event.detail) return; // by key
    const pressed = `${button.form?.id} ${button.textContent}`;
    if (near(event) && pressed !== last.pressed) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    last = { at: event.timeStamp, x: event.clientX, y: event.clientY, pressed };
  },
  true,
);
