// What is before the meeting and what may be moved is the same for all who have a vote; of this pupil the page
// has the ids of the motions they have moved and seconded, and of what they may not ask to vote on again:
//   <section id="my-motions" data-own="m1" data-seconded="m2 m3" data-barred="whole" data-enough>
// Here what would be refused is not offered. Without this file it is offered, and the server says why not.

const ids = (list) => new Set(list?.split(" ").filter(Boolean));

function offer() {
  const mine = document.getElementById("my-motions")?.dataset;
  if (!mine) return;
  const done = new Set([...ids(mine.own), ...ids(mine.seconded)]);
  const rows = [...document.querySelectorAll("#to-second > [data-motion]")];
  for (const row of rows) row.hidden = done.has(row.dataset.motion);
  if (rows.length) document.getElementById("support").hidden = rows.every((row) => row.hidden);
  if (document.getElementById("proposing-title")) document.getElementById("proposing").hidden = "enough" in mine;
  bar(document.getElementById("move-reconsider"), ids(mine.barred));
}

function bar(fold, barred) {
  if (!fold) return;
  const options = [...fold.querySelectorAll("option")];
  for (const option of options) option.hidden = option.disabled = barred.has(option.value);
  fold.hidden = options.every((option) => option.disabled);
  const list = fold.querySelector("select");
  if (list.selectedOptions[0]?.disabled) list.value = options.find((option) => !option.disabled)?.value ?? "";
}

offer();
document.addEventListener("htmx:after:swap", offer);
