// The one place where a page talks with its session: it opens the socket, opens it again, sends commands,
// and hands the parts that arrive to htmx. A page is live by its body:
//   <body data-live="/ws/CODE/?as=seat" data-act="/act/CODE/" data-seat="s7" data-seq="41" data-shown="...">
// Without this file every form still works by its own POST. The frames are described in docs/protocol.md.

import * as answers from "./answers.js";
import * as clock from "../every_page/clock.js";
import * as connection from "./connection.js";
import { forget } from "../every_page/drafts.js";
import { keptFocus } from "./focus.js";
import { forgetAll } from "../every_page/store.js";
import { Unanswered } from "./unanswered.js";

const FATAL = [4400, 4403, 4404, 4409, 4423];
const NO_SEAT = 4401; // the seat is somebody else's for now: it may come back
const TAKEN_OUT = 4423;
const TAKEN_OVER = 4409; // by a newer tab, or another device
const VOTES = ["cast_vote", "enter_vote"];
const NO_SEAT_AGAIN = 10000;
const FLOODED = 4429; // too many frames at once: to come back at once would be more of the same
const FLOODED_AGAIN = 10000;
const OPEN_WITHIN = 5000; // all times in ms
const ANSWER_WITHIN = 10000;
const SHORT_NAP = 15000; // after a longer one the socket may be dead without a word (iOS)
const BEAT = 20000;
const ACK_EVERY = 4; // the server lets eight pushes go unacknowledged
const ACK_IDLE = 500;

// Without htmx nothing could be shown: better to leave the forms to the browser.
if (!window.htmx) throw new Error("htmx is not there; forms work by plain POST");

const page = document.body.dataset;
const unanswered = new Unanswered(`${page.live} ${page.seat ?? ""}`);
let socket = null;
let failures = 0;
let retry = null;
let stopped = false;
let polling = false; // pages come by plain requests, for want of a socket
let beats = false; // the server answers our {"here"}, so silence means something
let heard = Date.now();
let hiddenAt = Date.now();
let applying = Promise.resolve();

const isOpen = () => socket?.readyState === WebSocket.OPEN;
const say = (frame) => isOpen() && socket.send(JSON.stringify(frame));
const sayHere = () => say({ here: !document.hidden });

// --- the socket's life ----------------------------------------------------------------------------

function connect() {
  clearTimeout(retry);
  leave();
  if (stopped) return;
  trouble();
  const line = (socket = new WebSocket(address()));
  const late = setTimeout(() => lost(line), OPEN_WITHIN);
  line.onopen = () => {
    clearTimeout(late);
    opened();
  };
  line.onmessage = ({ data }) => line === socket && received(JSON.parse(data));
  line.onclose = ({ code }) => {
    clearTimeout(late);
    lost(line, code);
  };
}

// As long as nothing has come since the page was drawn, the server need not say again what it shows.
function address() {
  const there = new URL(page.live, location.href.replace(/^http/, "ws"));
  if (page.shown) there.searchParams.set("shown", page.shown);
  return there;
}

// The old socket may linger half-dead; from here on it is not listened to.
function leave() {
  const old = socket;
  socket = null;
  old?.close();
}

function opened() {
  heard = Date.now();
  clock.startOver();
  connection.show("catching_up");
  sayHere();
  unanswered.entries.forEach(deliver);
}

function lost(line, code) {
  if (line !== socket) return;
  leave();
  if (code === TAKEN_OUT || code === TAKEN_OVER) leaveNothing();
  if (code === TAKEN_OUT) forgetAll(); // what is typed here is the newer tab's, too
  if (FATAL.includes(code)) {
    stopped = true;
    connection.stop(code);
  } else if (code === NO_SEAT) {
    document.body.classList.add("out");
    connection.stop(code);
    retry = setTimeout(connect, NO_SEAT_AGAIN);
  } else if (code === FLOODED) {
    retry = setTimeout(connect, FLOODED_AGAIN);
    connection.show("away");
  } else {
    clearTimeout(retry);
    retry = setTimeout(connect, 500 + Math.random() * Math.min(4500, 500 * 2 ** failures++));
    trouble();
    if (failures > 2) refresh();
  }
  post();
}

// What the page shows is this browser's no longer, or will be another pupil's without its hearing of it: it goes,
// and does not lie hidden for whoever looks for it.
function leaveNothing() {
  for (const shown of document.querySelectorAll("main, .own, .stage-bar")) shown.replaceChildren();
}

function trouble() {
  connection.show(polling ? "polling" : failures ? "away" : "connecting");
}

// Back to the front, or back on a network: never wait for the next attempt.
function wake() {
  if (document.hidden) {
    hiddenAt = Date.now();
    sayHere();
  } else if (isOpen() && Date.now() - hiddenAt < SHORT_NAP) {
    sayHere();
  } else if (socket?.readyState !== WebSocket.CONNECTING) {
    failures = 0;
    connect();
  }
}

// A network can vanish without closing anything. Only a server that answers a beat can be missed.
function beat() {
  if (document.hidden || !isOpen()) return;
  if (beats && Date.now() - heard > 2 * BEAT) lost(socket);
  else sayHere();
}

// --- what arrives ---------------------------------------------------------------------------------

function received(frame) {
  heard = Date.now();
  if (frame.at) clock.hear(frame.at);
  if (frame.at && !frame.html && !frame.id) inTurn(answered);
  if (frame.id) settle(frame);
  if (frame.html) inTurn(() => apply(frame));
}

// All that was new has come before this answer to our {"here"}: nothing, if the page was up to date.
function answered() {
  beats = true;
  inStep();
}

function inStep() {
  failures = 0;
  polling = false;
  document.body.classList.remove("out");
  connection.show("connected");
}

// Swaps are asynchronous: one after the other, or an older part could overwrite a newer one.
// When one fails, a new connection brings all parts afresh.
function inTurn(step) {
  const line = socket;
  applying = applying.then(step).catch((error) => {
    console.error(error);
    lost(line);
  });
}

async function apply({ seq, html }) {
  delete page.shown;
  const parts = { html };
  document.dispatchEvent(new CustomEvent("live:parts", { detail: parts })); // who holds a part back takes it out
  await show(parts.html);
  page.seq = seq;
  inStep();
  acknowledge(seq);
}

async function show(html) {
  const focused = keptFocus();
  makeRoom(html);
  await swap({ swap: "none", text: html });
  focused();
}

// A new line of a list comes with its place: in which element (data-in), behind which line (data-after). It is
// put there first, unless it is there already, and then morphed like any other part.
function makeRoom(html) {
  if (!html.includes(" data-in=")) return;
  const coming = document.createElement("template");
  coming.innerHTML = html;
  for (const line of coming.content.querySelectorAll("hx-partial[data-in]")) {
    if (document.querySelector(line.getAttribute("hx-target"))) continue;
    const before = document.getElementById(line.dataset.after);
    if (before) before.after(line.firstElementChild.cloneNode(true));
    else document.getElementById(line.dataset.in)?.prepend(line.firstElementChild.cloneNode(true));
  }
}

const swap = (what) =>
  htmx.swap({ sourceElement: document.body, target: document.body, transition: false, ...what });

let applied = 0;
let idle = null;
function acknowledge(seq) {
  clearTimeout(idle);
  if (++applied % ACK_EVERY === 0) say({ ack: seq });
  else idle = setTimeout(() => say({ ack: seq }), ACK_IDLE);
}

function go(path) {
  const there = new URL(path, location.href);
  if (there.origin === location.origin) location.assign(there);
}

// --- commands -------------------------------------------------------------------------------------

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-live]")) return;
  event.preventDefault();
  const question = event.submitter?.dataset.confirm;
  if (question && !confirm(question)) return;
  const data = new FormData(form, event.submitter);
  data.delete("form"); // the key of a page without this file: here each command has an id
  const fields = fieldsOf(data);
  const entry = unanswered.add(fields, form.id, answers.isClear(form));
  if (!entry) return;
  answers.sending(form, event.submitter);
  if (isOpen()) deliver(entry);
  else if (failures || stopped) post(); // on the first attempt the socket may still open
});

// Boxes of one name that were ticked together are one field, as in the POST twin.
function fieldsOf(data) {
  return Object.fromEntries([...new Set(data.keys())].map((name) => [name, data.getAll(name).filter(Boolean).join(",")]));
}

function deliver({ command }) {
  const line = socket;
  say(command);
  setTimeout(() => unanswered.has(command.id) && lost(line), ANSWER_WITHIN);
}

function settle(answer) {
  const entry = unanswered.take(answer);
  if (entry && answer.ok && VOTES.includes(entry.command.act)) forget(entry.form);
  if (entry) answers.answered(document.getElementById(entry.form), entry.command, answer);
}

// The way without a socket: the same commands, in the same order, one at a time.
let posting = false;
async function post() {
  if (posting) return;
  posting = true;
  while (unanswered.entries.length && !isOpen()) {
    const answer = await ask(unanswered.entries[0].command);
    if (!answer) break; // nobody there: the next attempt to connect comes by here again
    settle(answer);
    await refresh();
  }
  posting = false;
}

async function ask(command) {
  const headers = { Accept: "application/json" };
  const body = new URLSearchParams(command);
  const response = await fetch(page.act, { method: "POST", headers, body }).catch(() => null);
  if (!response || response.status >= 500) return null;
  const answer = await response.json().catch(() => ({ ok: false }));
  return { ...answer, id: command.id };
}

// No socket to be had (a strict network): the page itself, morphed in, keeps the class going.
async function refresh() {
  const response = await fetch(location.href).catch(() => null);
  if (isOpen()) return;
  if ([403, 404].includes(response?.status)) return location.reload(); // the answer says why, and nothing else
  polling = Boolean(response?.ok);
  if (!stopped) trouble();
  if (!polling) return;
  if (response.redirected) return go(response.url);
  const text = await response.text();
  delete page.shown;
  inTurn(() => swap({ swap: "innerMorph", text }));
}

// --- begin ----------------------------------------------------------------------------------------

document.addEventListener("live:show", ({ detail }) => inTurn(() => show(detail)));
document.addEventListener("visibilitychange", wake);
addEventListener("pageshow", (event) => event.persisted && wake());
addEventListener("online", connect);
setInterval(beat, BEAT);
connect();
