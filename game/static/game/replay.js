// The replay's slider without reloads: fetch the page at another place and morph it in. The address holds
// the place, so a link to a moment can be shared; without this file every jump is an ordinary page.

const slider = () => document.getElementById("at");
let wanted = null;
let busy = false;

async function show(at) {
  wanted = at;
  if (busy) return;
  busy = true;
  // Whoever drags the slider wants the place where it stops, not every one on the way.
  while (wanted !== null) {
    const place = wanted;
    wanted = null;
    const address = `${location.pathname}?at=${place}`;
    const response = await fetch(address).catch(() => null);
    if (response?.ok) {
      history.replaceState(null, "", address);
      const text = await response.text();
      await htmx.swap({ sourceElement: document.body, target: document.body, swap: "innerMorph", text, transition: false });
      if (wanted === null) slider().value = place;
    }
  }
  busy = false;
}

document.addEventListener("input", ({ target }) => {
  if (target.id === "at") show(target.value);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("#back, #on, #jumps a");
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  show(new URL(link.href).searchParams.get("at"));
});
