// The network pre-flight: tries on this very network all that a lesson needs, line by line, then says in one
// sentence whether it will do. All words stand in the page (templates/pages/before/check.html): each line holds a
// paragraph for whatever may be found, with what that means for the verdict; this file picks.

const TRIPS = 7;
const SLOW = 1000; // all times in ms, as in live.js
const ANSWER_WITHIN = 5000;
const BEATS = [0, 2000, 4000, 20000, 40000, 60000]; // quick at first, then as seldom as a live page's
const QUICK = BEATS[2];
const LONG = BEATS.at(-1);
const CLOCK_MAY_DIFFER = 30000;
const KEEP_AFTER = [0, 2000, 8000]; // what has just cut the line may be away for a moment more
const RANK = ["ready", "here", "no_line", "asleep", "fails"]; // from best to worst

const lines = [...document.querySelectorAll("[data-check]")];
const bar = document.querySelector("#check-minute progress");
let slept = false; // a page that was away for a while can't tell a strict network from its own sleep

const sleep = (ms) => new Promise((wake) => setTimeout(wake, Math.max(0, ms)));
const within = (ms, hoped) => Promise.race([hoped, sleep(ms)]);
const heard = (target, event) => new Promise((hear) => target.addEventListener(event, hear));

// --- showing --------------------------------------------------------------------------------------

/** Shows the paragraph `data-when=what` of a line; `figures` go into its `data-figure`s first. */
function found(line, what, figures = {}) {
  const place = document.getElementById(`check-${line}`);
  for (const [name, figure] of Object.entries(figures)) {
    for (const spot of place.querySelectorAll(`[data-figure=${name}]`)) spot.textContent = figure;
  }
  place.dataset.is = what;
  for (const words of place.children) words.hidden = words.dataset.when !== what;
}

const outcome = (line) => line.querySelector(`[data-when=${line.dataset.is}]`).dataset;
const verdict = () => RANK[Math.max(...lines.map((line) => RANK.indexOf(outcome(line).means ?? "ready")))];
const reasons = () => lines.map(outcome).filter(({ means }) => means === "fails").map(({ why }) => why);

// --- trying ---------------------------------------------------------------------------------------

/** What the server answers, with `ms` it took and the time `now` it came; null if nothing does. */
async function ask(options = {}, path = "answer/") {
  const began = performance.now();
  const asked = { cache: "no-store", headers: { Accept: "application/json" }, ...options };
  const got = fetch(path, asked).then((response) => response.ok && response.json());
  const answer = await within(ANSWER_WITHIN, got.catch(() => null));
  return answer ? { ...answer, ms: performance.now() - began, now: Date.now() } : null;
}

const send = (fields, path) => ask({ method: "POST", body: new URLSearchParams(fields) }, path);

async function requests() {
  const answers = [];
  for (let trip = 0; trip < TRIPS; trip++) answers.push(await ask());
  const came = answers.filter(Boolean).sort((one, other) => one.ms - other.ms);
  if (!came.length) return found("requests", "blocked");
  const median = came[came.length >> 1].ms;
  const fine = came.length === TRIPS && median < SLOW;
  found("requests", fine ? "good" : "slow", { came: came.length, ms: Math.ceil(median) });
  found("cookies", came.every(({ cookie }) => cookie) ? "good" : "lost");
  const off = Math.abs(came[0].at + came[0].ms / 2 - came[0].now);
  found("clock", off < CLOCK_MAY_DIFFER ? "good" : "off", { off: Math.round(off / 1000) });
  return post(); // only now: where nothing comes through at all, one reason is enough
}

async function post() {
  const answer = await send({ word: "order" });
  found("post", answer?.word === "order" ? "good" : "blocked");
}

function storage() {
  try {
    sessionStorage.setItem("check", "kept");
    found("storage", sessionStorage.getItem("check") === "kept" ? "good" : "off");
    sessionStorage.removeItem("check");
  } catch {
    found("storage", "off");
  }
}

// A part is morphed in as a live page does it: new words, but still the same element.
async function browser() {
  const scratch = document.getElementById("scratch");
  const text = '<hx-partial hx-target="#scratch" hx-swap="outerMorph"><p id="scratch" hidden>new</p></hx-partial>';
  const page = { sourceElement: document.body, target: document.body, transition: false };
  await window.htmx?.swap({ ...page, swap: "none", text }).catch(() => null);
  const morphs = scratch.isConnected && scratch.textContent === "new";
  const styles = CSS.supports("selector(:has(a))") && CSS.supports("color", "light-dark(red, red)");
  found("browser", morphs ? (styles ? "good" : "plain") : "old");
}

async function line() {
  const began = performance.now();
  const passed = () => performance.now() - began;
  const socket = new WebSocket(new URL("../ws/check/", location.href.replace(/^http/, "ws")));
  const closed = heard(socket, "close");
  await within(ANSWER_WITHIN, Promise.race([heard(socket, "open"), closed]));
  for (const [number, time] of BEATS.entries()) {
    await within(time - passed(), closed);
    if (!(await echoes(socket, number, closed))) {
      socket.close();
      const what = slept ? "asleep" : time ? "cut" : "blocked";
      return found("line", what, { seconds: Math.round(passed() / 1000) });
    }
    if (time === QUICK) quick();
  }
  socket.close();
  found("line", "good");
}

async function echoes(socket, number, closed) {
  if (socket.readyState !== WebSocket.OPEN) return false;
  const echo = heard(socket, "message");
  socket.send(JSON.stringify({ beat: number }));
  const message = await within(ANSWER_WITHIN, Promise.race([echo, closed]));
  return message?.type === "message";
}

function quick() {
  found("line", "open");
  if (["ready", "here"].includes(verdict())) found("verdict", "quick");
}

// --- begin ----------------------------------------------------------------------------------------

async function all() {
  const began = performance.now();
  const ticking = setInterval(() => {
    bar.value = Math.min(LONG, performance.now() - began) / 1000;
    found("minute", "running", { second: Math.floor(bar.value) });
  }, 1000);
  storage();
  await Promise.all([requests(), browser(), line()]);
  clearInterval(ticking);
  found("minute", "over");
  const last = verdict();
  found("verdict", last, { why: reasons().join("; ") });
  if ("keep" in document.getElementById("tests").dataset && last !== "asleep") await keep(last);
}

async function keep(last) {
  const details = Object.fromEntries(lines.map((line) => [line.dataset.check, line.dataset.is]));
  for (const pause of KEEP_AFTER) {
    await sleep(pause);
    if (await send({ verdict: last, ...details }, "")) return found("kept", "yes");
  }
  found("kept", "no");
}

document.addEventListener("visibilitychange", () => (slept ||= document.hidden));
document.getElementById("no-scripts").hidden = true;
document.getElementById("tests").hidden = false;
all();
