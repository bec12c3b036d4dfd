// Written work: what is typed stays in this tab until the teacher has it, and its words are counted. Without this
// file the form works all the same; what is typed then lives as long as the page.

import { keep, recall } from "../every_page/store.js";

const key = (box) => `work ${location.pathname} ${box.dataset.task}`;
const words = (text) => (text.match(/\S+/gu) ?? []).length;

function told(box) {
  const line = box.form.querySelector(".counted");
  line.hidden = false;
  line.textContent = line.dataset.say.replace("N", words(box.value));
  if (box.value.trim() && box.value.trim() !== box.dataset.has.trim()) line.textContent += ` · ${line.dataset.unsent}`;
}

for (const box of document.querySelectorAll("textarea[data-task]")) {
  // What was typed before this file had come is a draft as well.
  if (box.value !== box.defaultValue) keep(key(box), { text: box.value, had: box.dataset.has });
  const draft = recall(key(box));
  // Sent, and the teacher has something else since: that is it. What was refused stands in the box already.
  if (draft?.sent && draft.had !== box.dataset.has) keep(key(box), null);
  else if (draft && draft.text.trim() !== box.dataset.has.trim()) box.value = draft.text;
  told(box);
  box.addEventListener("input", () => {
    keep(key(box), { text: box.value, had: box.dataset.has });
    told(box);
  });
  box.form.addEventListener("submit", () => keep(key(box), { text: box.value, had: box.dataset.has, sent: true }));
}
