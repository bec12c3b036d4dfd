// The replay's page: the player gets each step's parts from the server, only those that look different, and
// htmx morphs them in. The address holds the place, so a link to a moment can be shared; without this file every
// jump is an ordinary page.

import "../every_page/clock.js";
import "../seat/motions.js";
import { obeysKeys } from "./keys.js";
import { Player, steered } from "./player.js";
import { inWords } from "../every_page/times.js";
import { Timeline } from "./timeline.js";

const asked = () => new URLSearchParams(location.search);

async function show(step, from) {
  const wanted = asked();
  wanted.delete("moment");
  wanted.set("at", step);
  wanted.set("from", from);
  const response = await fetch(`${location.pathname}scene/?${wanted}`).catch(() => null);
  if (!response?.ok) return null;
  const { says, html, beside } = await response.json();
  await htmx.swap({ sourceElement: document.body, target: document.body, swap: "none", text: html, transition: false });
  if (beside) besides(beside);
  return says;
}

/** Where the other meeting is. */
function besides({ says, now }) {
  document.getElementById("other").dataset.now = now;
  document.getElementById("other-says").textContent = inWords(says, now);
}

function keep(step, scale) {
  const address = asked();
  address.delete("moment");
  address.set("at", step);
  if (scale === "time") address.set("scale", "time");
  else address.delete("scale");
  history.replaceState(null, "", `?${address}`);
  const view = document.querySelector("#view [name=at]");
  if (view) view.value = step; // whoever looks with other eyes stays where they are
}

const slider = document.getElementById("at");
const { at, ...timeline } = JSON.parse(document.getElementById("timeline").textContent);
const player = new Player(new Timeline(timeline), { show, keep }, at, slider.name === "moment" ? "time" : "steps");
const other = document.getElementById("other");
if (other) besides({ says: document.getElementById("other-says").textContent, now: Number(other.dataset.now) });
steered(player);
obeysKeys(player);
