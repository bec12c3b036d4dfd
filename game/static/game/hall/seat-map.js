// `<seat-map>`: the hall, for twelve seats or a thousand. One character a seat:
//   seats="LLCCCR..."   the sign of the seat's faction; any other character: no faction
//   colours="L1C2R3"    sign and place in the palette; their order is the order in the hall, left to right
//   places="110 20..."  where each seat stands, across and down, and radius="6" its size: the server places them by
//                       the plan of the hall (`game/hall/`)
//   lines="M..." solid="M..." what stands round them, in hairlines and in ink
//   rim="L 20 60 C..."  where the factions' signs stand
//   seated="LR"         the signs of those sides in which somebody sits
//   label="..."         the text alternative
// and of the seats block by block in elements inside, so that a push changes one of them and not the hall:
//   data-held="pph-..." p a pupil (full), h the house (ring), - nobody (faint ring)
//   data-marks="fa.n.." . nothing, f for, a against, n abstains, s a bloc that is split, v has voted,
//                       1 to 9 an alternative, h has the floor; F A N S and ① to ⑨ the same of a pupil who
//                       said nothing and was counted
// The drawing lies in a shadow root, so that a push never changes a seat's element.
//
// Whoever points at a seat, taps it or goes there by the arrow keys is told who sits there: as the list of
// persons says it (`[data-place]`), else the side. One's own seat has a ring (`[data-own]` says which).

import { SHAPES } from "./shapes.js";

const [WIDTH, HEIGHT] = [220, 124];
const circle = (r) => `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
const VOTES = { f: SHAPES.f, a: SHAPES.a, n: SHAPES.n, s: SHAPES.s };
// An alternative, by its number: a die with so many dots.
const dot = (place) => `M${(place % 3) * 0.6 - 0.82} ${Math.floor(place / 3) * 0.6 - 0.6}a.22 .22 0 1 0 .44 0a.22 .22 0 1 0-.44 0z`;
const DOTS = { 1: "4", 2: "26", 3: "246", 4: "0268", 5: "02468", 6: "023568", 7: "0234568", 8: "01235678", 9: "012345678" };
for (const [n, places] of Object.entries(DOTS)) VOTES[n] = `M-1-1H1V1H-1z${[...places].map(dot).join("")}`;
// Whoever said nothing: the same above a dash.
for (const [n, mark] of Object.entries("fans123456789")) VOTES["FANS①②③④⑤⑥⑦⑧⑨"[n]] = `${VOTES[mark]}M-.9 1.4H.9V1.65H-.9z`;
const SEATS = {
  p: { ".": SHAPES.p, v: `${SHAPES.p}M-.62.02L-.2.48L.66-.36L.46-.56L-.2.08L-.42-.18z` },
  h: { ".": SHAPES.h, v: `${SHAPES.h}${circle(0.36)}` },
  "-": { ".": SHAPES["-"] },
};
const FLOOR = `${circle(1.75)}${circle(1.4)}`; // drawn around the seat that has the floor
const LARGEST = 30; // signs that would have to be larger would cover a very small hall: the legend has them
const OWN = 1.3; // round one's own seat

function shape(held, mark) {
  const seat = SEATS[held] ?? SEATS.p;
  if (mark === "h") return seat["."] + FLOOR;
  return VOTES[mark] ?? seat[mark] ?? seat["."];
}

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :host { display: block; position: relative; }
  svg { display: block; width: 100%; height: var(--hall-height, auto); overflow: visible; }
  path { fill-rule: evenodd; fill: var(--ink-soft, currentColor); }
  ${[1, 2, 3, 4, 5, 6].map((n) => `.c${n} { fill: var(--faction-${n}); }`).join("\n")}
  .empty { fill: var(--field-line, currentColor); }
  .floor { stroke: var(--ink, currentColor); stroke-width: 0.12; }
  text { font: bold 1px var(--display, serif); text-anchor: middle; dominant-baseline: central; paint-order: stroke; stroke: var(--paper); stroke-width: 0.25; }
  .furniture { fill: none; stroke: var(--field-line, currentColor); stroke-width: 0.6; }
  .solid { fill: var(--ink, currentColor); }
  .own, .told { fill: none; stroke: var(--second, currentColor); stroke-width: 0.3; }
  .own { stroke: var(--ink, currentColor); stroke-width: 0.22; }
  svg:focus { outline: none; }
  svg:focus-visible { outline: 3px solid var(--second, currentColor); outline-offset: 2px; }
  output { position: absolute; inset-block-start: 0; inset-inline-start: 0; width: max-content; max-width: min(100%, 17rem); box-sizing: border-box; padding: 0.25em 0.6em; background: var(--ink); color: var(--paper); font: 600 max(0.875rem, 0.6em)/1.25 var(--sans); pointer-events: none; overflow-wrap: anywhere; }
  output:empty { display: none; }
  @media (forced-colors: active) {
    path[class], text { fill: CanvasText; }
    .furniture, .own, .told { fill: none; stroke: CanvasText; }
  }
`);

const SVG = "http://www.w3.org/2000/svg";
function draw(name, attributes, parent) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return parent.appendChild(element);
}

class SeatMap extends HTMLElement {
  static observedAttributes = ["seats", "colours", "places", "radius", "lines", "solid", "rim", "seated", "label"];

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    this.svg = draw("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", tabindex: 0 }, root);
    this.says = root.appendChild(document.createElement("output"));
    this.svg.addEventListener("pointermove", (event) => this.tell(this.under(event)));
    this.svg.addEventListener("pointerdown", (event) => this.tell(this.under(event)));
    this.svg.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && this.tell(-1));
    this.svg.addEventListener("keydown", (event) => this.go(event));
    this.svg.addEventListener("blur", () => this.tell(-1));
  }

  connectedCallback() {
    this.watch = new MutationObserver(() => this.soon());
    this.watch.observe(this, { subtree: true, childList: true, attributeFilter: ["data-held", "data-marks"] });
    this.sized = new ResizeObserver(() => this.fit());
    this.sized.observe(this);
    this.soon();
  }

  disconnectedCallback() {
    this.watch.disconnect();
    this.sized.disconnect();
  }

  attributeChangedCallback(name) {
    this.moved ||= name !== "label";
    this.soon();
  }

  // A push changes several attributes one by one: draw once, after the last.
  soon() {
    this.waiting ??= queueMicrotask(() => this.renew()) ?? true;
  }

  renew() {
    this.waiting = null;
    this.svg.setAttribute("aria-label", this.text("label"));
    if (this.moved) this.build();
    this.moved = false;
    this.recolour();
  }

  text(name) {
    return this.getAttribute(name) ?? "";
  }

  /** What all blocks say of the seats, one after the other. */
  blocks(name) {
    return [...this.querySelectorAll(`[data-${name}]`)].map((block) => block.dataset[name]).join("");
  }

  /** Places every seat anew; only when seats, factions or the plan change. */
  build() {
    this.letter = this.least();
    this.hall = {
      places: [...this.text("places").matchAll(/(\S+) (\S+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) })),
      rim: [...this.text("rim").matchAll(/(\S+) (\S+) (\S+)/g)].map(([, sign, x, y]) => ({ sign, x, y })),
      radius: Number(this.text("radius")),
    };
    this.colour = new Map([...this.text("colours").matchAll(/(.)(\d)/gu)].map(([, sign, n]) => [sign, n]));
    this.svg.replaceChildren();
    for (const [name, kind] of [["lines", "furniture"], ["solid", "solid"]]) {
      draw("path", { class: kind, d: this.text(name) }, this.svg);
    }
    this.drawn = this.hall.places.map((place) => ({ path: draw("path", this.on(place), this.svg), is: "" }));
    const signed = this.letter > LARGEST ? [] : this.hall.rim;
    for (const { sign, x, y } of signed.filter((one) => this.text("seated").includes(one.sign))) {
      const letter = draw("text", { class: `c${this.colour.get(sign)}`, transform: `translate(${x} ${y}) scale(${this.letter})` }, this.svg);
      letter.textContent = sign;
    }
    this.rings = { own: draw("path", { class: "own" }, this.svg), told: draw("path", { class: "told" }, this.svg) };
    this.tell(-1);
  }

  on({ x, y }) {
    return { transform: `translate(${x} ${y}) scale(${this.hall.radius})` };
  }

  /** How high the signs have to be, in the drawing's units, to be no smaller than the text around. */
  least() {
    const { width, height } = this.svg.getBoundingClientRect();
    const scale = Math.min(width / WIDTH, height / HEIGHT) || 1;
    return Math.max(9, parseFloat(getComputedStyle(this).fontSize) / scale);
  }

  fit() {
    if (!this.hall || Math.abs(this.least() - this.letter) < 0.02) return;
    this.build();
    this.recolour();
  }

  /** Touches only the seats that look different from before. */
  recolour() {
    const [signs, held, marks] = [this.text("seats"), this.blocks("held"), this.blocks("marks")].map((all) => [...all]);
    this.drawn?.forEach((seat, i) => {
      const came = seat.is && held[i] === "p" && seat.is[1] !== "p";
      const is = `${signs[i]}${held[i] ?? "p"}${marks[i] ?? "."}`;
      if (is === seat.is) return;
      seat.is = is;
      seat.path.setAttribute("d", shape(held[i], marks[i]));
      seat.path.setAttribute("class", this.look(signs[i], held[i], marks[i]));
      if (came) this.dispatchEvent(new CustomEvent("seat-filled", { detail: i, bubbles: true }));
    });
    if (this.hall) this.ring("own", Number(document.querySelector("[data-own]")?.dataset.own || -1), OWN);
  }

  look(sign, held, mark) {
    if (held === "-") return "empty";
    return `c${this.colour.get(sign) ?? 0}${mark === "h" ? " floor" : ""}`;
  }

  ring(name, seat, r) {
    const place = this.hall.places[seat];
    const drawn = place ? { d: `${circle(r)}`, ...this.on(place) } : { d: "" };
    for (const [key, value] of Object.entries(drawn)) this.rings[name].setAttribute(key, value);
  }

  /** The seat nearest to where somebody points; -1 where there is none near. */
  under({ clientX, clientY }) {
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(this.svg.getScreenCTM().inverse());
    return this.nearest({ x, y }, () => true, this.hall.radius * 2);
  }

  nearest(from, may, most = Infinity) {
    let [found, least] = [-1, most];
    this.hall.places.forEach((place, seat) => {
      const away = Math.hypot(place.x - from.x, place.y - from.y);
      if (away <= least && may(place)) [found, least] = [seat, away];
    });
    return found;
  }

  /** An arrow goes to the nearest seat in its direction, and first of all to one's own. */
  go(event) {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.key === "Escape") this.tell(-1);
    if (!step || !this.hall?.places.length) return;
    event.preventDefault();
    const at = this.hall.places[this.told];
    const own = Math.max(0, Number(document.querySelector("[data-own]")?.dataset.own || 0));
    if (!at) return this.tell(own);
    const ahead = ({ x, y }) => (x - at.x) * step[0] + (y - at.y) * step[1];
    const aside = ({ x, y }) => Math.abs((x - at.x) * step[1]) + Math.abs((y - at.y) * step[0]);
    const next = this.nearest(at, (place) => ahead(place) > 0.01 && ahead(place) >= aside(place));
    if (next >= 0) this.tell(next);
  }

  /** Says who sits there, beside the seat; of -1 nothing. */
  tell(seat) {
    this.told = seat;
    const place = this.hall.places[seat];
    this.ring("told", seat, OWN + 0.3);
    this.says.textContent = place ? this.who(seat) : "";
    if (!place) return;
    const { x, y } = this.where(seat);
    const { left, top, width } = this.getBoundingClientRect();
    const room = width - this.says.offsetWidth;
    const over = y - top - this.says.offsetHeight - 14;
    this.says.style.transform = `translate(${Math.max(0, Math.min(room, x - left - this.says.offsetWidth / 2))}px, ${over < 0 ? y - top + 14 : over}px)`;
  }

  /** Where in the window a seat is. */
  where(seat) {
    const { x, y } = this.hall.places[seat];
    return new DOMPoint(x, y).matrixTransform(this.svg.getScreenCTM());
  }

  get page() {
    return this.closest(".scene") ?? document;
  }

  /** The name of who sits there; "" where the list of persons has none. */
  named(seat) {
    return this.page.querySelector(`[data-place="${seat}"] > span`)?.textContent ?? "";
  }

  who(seat) {
    const named = this.page.querySelector(`[data-place="${seat}"]`)?.children ?? [];
    const side = this.page.querySelector(`.legend [data-sign="${CSS.escape(this.text("seats")[seat])}"]`);
    return [...named, side].filter(Boolean).map((one) => one.textContent.replace(/\s+/g, " ").trim()).join(" · ");
  }
}

customElements.define("seat-map", SeatMap);
