// The single file: every step of the hall is in it (`#frames`), packed as game/replay/packed.py does it, and the
// address's hash holds the place. Nothing is fetched; the policy in the file's head would not let it.

import { obeysKeys } from "./keys.js";
import { Player, steered } from "./player.js";
import { Timeline } from "./timeline.js";

async function unpacked(text) {
  const bytes = Uint8Array.from(atob(text.trim()), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

/** The versions of a part, each made from the one before: how much of its beginning and end stays, what is new. */
function written(versions) {
  let text = [];
  return versions.map(([start, end, between]) => {
    // By whole characters, as they were counted where the file was made.
    text = [...text.slice(0, start), ...between, ...(end ? text.slice(-end) : [])];
    return text.join("");
  });
}

/** The version that a part shows at a step. */
function version(shows, step) {
  let low = 0;
  for (let high = shows.length - 1; low < high; ) {
    const middle = Math.ceil((low + high) / 2);
    if (shows[middle][0] <= step) low = middle;
    else high = middle - 1;
  }
  return shows[low][1];
}

const placed = () => Number(/^#at=(\d+)$/.exec(location.hash)?.[1]);

async function begin() {
  const { versions, shows, says } = await unpacked(document.getElementById("frames").content.textContent);
  const parts = Object.fromEntries(Object.entries(versions).map(([target, rows]) => [target, written(rows)]));

  async function show(step, from) {
    let text = "";
    for (const target of Object.keys(parts)) {
      const now = version(shows[target], step);
      if (now === version(shows[target], from)) continue;
      text += `<hx-partial hx-target="#${target}" hx-swap="outerMorph">${parts[target][now]}</hx-partial>`;
    }
    if (text) await htmx.swap({ sourceElement: document.body, target: document.body, swap: "none", text, transition: false });
    return says[step - 1];
  }

  const keep = (step) => history.replaceState(null, "", `#at=${step}`);
  const { at, ...timeline } = JSON.parse(document.getElementById("timeline").textContent);
  const player = new Player(new Timeline(timeline), { show, keep }, at, "steps");
  steered(player);
  obeysKeys(player);
  addEventListener("hashchange", () => placed() && player.goTo(placed()));
  if (placed()) player.goTo(placed());
}

begin().catch(() => (document.getElementById("unreadable").hidden = false));
