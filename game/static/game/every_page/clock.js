// Clocks that run by the server's time, not by this device's. `<order-clock>` shows minutes and seconds:
//   ends="MS"   counts down to that instant and, past it, up with a sign
//   since="MS"  without `ends`: counts up from that instant; with it: when the countdown began
//   paused="MS" stands still at that instant
//   (within an element with data-now="MS": shows how it stood at that instant, as a replay does)
//   label="The debate"  speaks at the thresholds; a clock without a label is silent
// All instants are milliseconds since 1970 by the server's clock.

const THRESHOLDS = [300, 60, 10, 0]; // seconds left at which a screen reader hears of it, never each second

const LAST = 60; // seconds left from which on a clock is red

let ahead = Number(document.body.dataset.at ?? Date.now()) - Date.now();
let fresh = true;

/** Takes note of the server's time. A frame can only be late, so the largest lead heard is the truest. */
export function hear(at) {
  const lead = at - Date.now();
  ahead = fresh ? lead : Math.max(ahead, lead);
  fresh = false;
}

/** A new connection: clocks may have been set meanwhile, so what was heard before counts no more. */
export function startOver() {
  fresh = true;
}

/** Milliseconds since 1970 by the server's clock. */
export const now = () => Date.now() + ahead;

/** 65 -> "1:05". Whole seconds, never negative. */
export const figures = (seconds) =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

class OrderClock extends HTMLElement {
  // The figures live in a shadow root, out of reach of the morph that renews the attributes.
  connectedCallback() {
    this.face ??= this.attachShadow({ mode: "open" }).appendChild(document.createElement("span"));
    this.face.setAttribute("role", "timer");
    this.tick();
    this.beat = setInterval(() => this.tick(), 200);
  }

  disconnectedCallback() {
    clearInterval(this.beat);
  }

  instant(name) {
    return this.hasAttribute(name) ? Number(this.getAttribute(name)) : null;
  }

  tick() {
    const then = this.closest("[data-now]")?.dataset.now;
    const at = this.instant("paused") ?? (then ? Number(then) : now());
    const ends = this.instant("ends");
    const since = this.instant("since");
    if (ends === null) return this.show(figures(Math.max(0, Math.floor((at - (since ?? at)) / 1000))), "running");
    const left = Math.ceil((ends - at) / 1000);
    // Of a short speech not the last minute is the last of it, but the last fifth.
    const last = since === null ? LAST : Math.min(LAST, (ends - since) / 5000);
    this.speak(left);
    if (left >= 0) this.show(figures(left), left <= last ? "last" : "running");
    else this.show(`+${figures(-left)}`, "over");
  }

  show(text, part) {
    if (this.face.textContent !== text) this.face.textContent = text;
    if (this.face.part.value !== part) this.face.part.value = part;
  }

  // Speaks when a threshold is crossed before our eyes, not when a page is opened after it.
  speak(left) {
    const crossed = THRESHOLDS.find((seconds) => this.left > seconds && left <= seconds);
    const jumped = this.left - left > 5; // the stage was changed or the device slept
    this.left = left;
    if (crossed === undefined || jumped || !this.hasAttribute("label")) return;
    const says = document.getElementById("clock-says");
    says.textContent = `${this.getAttribute("label")}: ${says.dataset[crossed]}`;
  }
}

customElements.define("order-clock", OrderClock);
