// The replay's slider without reloads: fetch the page at another place and morph it in. The address holds
// the place, so a link to a moment can be shared; without this file every jump is an ordinary page.

const slider = () => document.getElementById("at");
let aim = Number(slider().value); // the place asked for last; the page may still be on its way there
let busy = false;

// The next place at which something is seen to happen: some entries only mark a step of the chair.
function beside(at, step) {
  const marks = document.getElementById("replay").dataset.marks.split(" ");
  do at += step;
  while (marks.includes(String(at)));
  return at;
}

async function show(at) {
  aim = Math.min(Math.max(at, Number(slider().min)), Number(slider().max));
  if (busy) return;
  busy = true;
  // Whoever drags the slider wants the place where it stops, not every one on the way.
  for (let shown = null; shown !== aim; ) {
    shown = aim;
    await fetched(shown);
  }
  slider().value = aim;
  busy = false;
}

async function fetched(place) {
  const address = `${location.pathname}?at=${place}`;
  const response = await fetch(address).catch(() => null);
  if (!response?.ok) return;
  history.replaceState(null, "", address);
  const text = await response.text();
  await htmx.swap({ sourceElement: document.body, target: document.body, swap: "innerMorph", text, transition: false });
}

document.addEventListener("input", ({ target }) => {
  if (target.id === "at") show(Number(target.value));
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("#back, #on, #jumps a");
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  // One step from where the last press leads, so that quick presses count one by one.
  const step = { back: -1, on: 1 }[link.id];
  show(step ? beside(aim, step) : Number(new URL(link.href).searchParams.get("at")));
});
