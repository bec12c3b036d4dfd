// The words about the connection. Short trouble is normal on a school network and nobody's business:
// words appear only after three seconds of it, and stay calm. #connection carries the translations.

const PATIENCE = 3000;
const BACK_STAYS = 3000;

const bar = document.getElementById("connection");
const words = bar.querySelector("p");
let timer = null;

/** `state`: connecting, away, catching_up, polling (no socket to be had), or connected. */
export function show(state) {
  if (bar.dataset.is === state) return;
  // Where the way back is offered, the words that say why stay until it has been found.
  if (bar.dataset.is === "stopped" && state !== "connected") return;
  bar.querySelector("a").hidden = true;
  bar.dataset.is = state;
  if (state === "connected") return calm();
  if (words.textContent) write(state);
  else timer ??= setTimeout(() => write(bar.dataset.is), PATIENCE);
}

/** The end: a code after which no reconnecting is right, with a way to load the page again. */
export function stop(code) {
  clearTimeout(timer);
  bar.dataset.is = "stopped";
  write(code);
  bar.querySelector("a").hidden = false;
}

function calm() {
  clearTimeout(timer);
  timer = null;
  if (!words.textContent) return;
  write("connected");
  timer = setTimeout(() => {
    words.textContent = "";
    timer = null;
  }, BACK_STAYS);
}

// Rewriting the same words would make a screen reader say them again.
function write(state) {
  const text = bar.dataset[`say_${state}`];
  if (words.textContent !== text) words.textContent = text;
}
