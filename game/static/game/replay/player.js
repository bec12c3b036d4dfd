// The player of a replay, on the page and in the single file: slider, speed, chapters, the time that runs.
// What a step looks like it gets from its source: `show(step, from)` shows it and gives its words, or null when
// it can't be had; `keep(step, scale)` puts the place into the address.

import { inWords } from "../every_page/times.js";

const BEAT = 100; // ms between two looks at the time while it plays
const ADDRESS_EVERY = 1000; // ms: browsers do not let a page write its address more often for long
const $ = (id) => document.getElementById(id);

export class Player {
  constructor(timeline, source, step, scale) {
    Object.assign(this, { timeline, source, scale, step, shown: step, moment: timeline.moment(step) });
    this.links = [...document.querySelectorAll("#jumps [data-seq]")];
    this.chapters = this.links.map((link) => Number(link.dataset.seq));
    for (const id of ["play", "pace"]) $(id).hidden = false;
    this.words = $("play").textContent;
    this.refresh();
    this.say($("moment").textContent);
  }

  // --- going somewhere ------------------------------------------------------------------------------

  /** To a step; the time goes along. */
  goTo(step) {
    this.step = this.timeline.within(step);
    this.moment = this.timeline.moment(this.step);
    return this.arrive();
  }

  /** To a moment; the step goes along. */
  goAt(moment) {
    this.moment = Math.min(Math.max(this.timeline.first, moment), this.timeline.last);
    this.step = this.timeline.reached(this.moment);
    return this.arrive();
  }

  // Whoever drags the slider wants the place where it stops, not every one on the way.
  async arrive() {
    this.refresh();
    if (this.busy) return;
    this.busy = true;
    while (this.shown !== this.step) {
      const step = this.step;
      const words = await this.source.show(step, this.shown);
      if (words === null) return this.lost();
      this.shown = step;
      this.say(words);
    }
    this.busy = false;
    this.keep();
  }

  lost() {
    this.busy = false;
    this.pause();
    this.goBack();
    this.say($("player").dataset.lost);
  }

  goBack() {
    this.step = this.shown;
    this.moment = this.timeline.moment(this.shown);
    this.refresh();
  }

  // --- what keys and buttons ask for ----------------------------------------------------------------

  toggle() {
    if (this.beat) return this.pause();
    if (this.moment >= this.timeline.last) this.goTo(1);
    this.before = performance.now();
    this.beat = setInterval(() => this.tick(), BEAT);
    this.pressed(true);
  }

  pause() {
    clearInterval(this.beat);
    this.beat = null;
    this.pressed(false);
    this.keep(true);
  }

  pressed(on) {
    $("play").setAttribute("aria-pressed", on);
    $("play").textContent = on ? $("play").dataset.pause : this.words;
    // While it plays, a screen reader is told what happens by the parts, not each step by its number.
    $("moment").setAttribute("aria-live", on ? "off" : "polite");
  }

  tick() {
    const now = performance.now();
    const passed = (now - this.before) * Number($("speed").value);
    this.before = now;
    this.goAt(this.moment + passed);
    if (this.moment >= this.timeline.last) this.pause();
  }

  // One step from where the last press leads, so that quick presses count one by one.
  stepBy(way) {
    return this.goTo(this.timeline.beside(this.step, way));
  }

  wind(seconds) {
    return this.goAt(this.moment + seconds * 1000);
  }

  rim(way) {
    return this.goTo(way < 0 ? 1 : this.timeline.head);
  }

  pace(way) {
    const speed = $("speed");
    speed.selectedIndex = Math.min(Math.max(0, speed.selectedIndex + way), speed.length - 1);
  }

  chapter(way) {
    const there = this.chapters.filter((step) => (way < 0 ? step < this.step : step > this.step));
    if (there.length) return this.goTo(there.at(way < 0 ? -1 : 0));
  }

  jump(kind) {
    const there = this.next(kind);
    if (there) return this.goTo(Number(there.dataset.seq));
  }

  next(kind) {
    return this.links.find((link) => link.parentElement.dataset.kind === kind && Number(link.dataset.seq) > this.step);
  }

  setScale(scale) {
    this.scale = scale;
    this.refresh();
    this.keep(true);
  }

  // --- what is to be seen of it ---------------------------------------------------------------------

  refresh() {
    this.slide();
    document.body.dataset.now = Math.round(this.moment + this.timeline.skipped(this.step));
    for (const scale of ["steps", "time"]) mark($(`scale-${scale}`), scale === this.scale);
    for (const link of document.querySelectorAll("[data-jump]")) leads(link, this.next(link.dataset.jump));
    const current = this.chapters.findLastIndex((step) => step <= this.step);
    if (current === this.current) return;
    mark(this.links[this.current], false);
    mark(this.links[current], true);
    this.current = current;
    follow(this.links[current]);
  }

  slide() {
    const slider = $("at");
    const byTime = this.scale === "time";
    slider.name = byTime ? "moment" : "at";
    slider.min = byTime ? 0 : 1;
    slider.max = byTime ? Math.floor((this.timeline.last - this.timeline.first) / 1000) + 1 : this.timeline.head;
    slider.value = byTime ? Math.round((this.moment - this.timeline.first) / 1000) : this.step;
  }

  /** Where the slider was moved to. */
  slid(value) {
    return this.scale === "time" ? this.goAt(this.timeline.first + value * 1000) : this.goTo(value);
  }

  say(told) {
    const words = inWords(told, this.timeline.when(this.shown));
    $("moment").textContent = words;
    $("at").setAttribute("aria-valuetext", words);
  }

  keep(now = false) {
    const due = performance.now();
    if (!now && this.beat && due - this.kept < ADDRESS_EVERY) return;
    this.kept = due;
    this.source.keep(this.step, this.scale);
  }
}

const mark = (link, on) => (on ? link?.setAttribute("aria-current", "true") : link?.removeAttribute("aria-current"));

function leads(link, there) {
  if (there) link.href = there.href;
  else link.removeAttribute("href");
}

// The list alone scrolls to the chapter, never the page.
function follow(link) {
  const list = link?.closest("ol");
  if (!list) return;
  const { top } = link.getBoundingClientRect();
  const around = list.getBoundingClientRect();
  list.scrollTop += top - around.top - around.height / 2; // what comes next is in sight, too
}

/** Lets buttons, links and the slider steer the player. */
export function steered(player) {
  document.addEventListener("input", ({ target }) => {
    if (target.id === "at") player.slid(Number(target.value));
  });
  $("play").addEventListener("click", () => player.toggle());
  $("replay").addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#back, #on, #scale-steps, #scale-time, #jumps a, [data-jump]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.id === "back" || link.id === "on") player.stepBy(link.id === "on" ? 1 : -1);
    else if (link.id) player.setScale(link.id.slice("scale-".length));
    else if (link.dataset.jump) player.jump(link.dataset.jump);
    else player.goTo(Number(link.dataset.seq));
  });
}
