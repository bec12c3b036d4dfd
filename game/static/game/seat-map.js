// `<seat-map>`: the hall as a half-circle, for twelve seats or a thousand. One character a seat:
//   seats="LLCCCR..."   the sign of the seat's faction; any other character: no faction
//   colours="L1C2R3"    sign and place in the palette; their order is the order in the hall, left to right
//   label="..."         the text alternative
// and of the seats block by block in elements inside, so that a push changes one of them and not the hall:
//   data-held="pph-..." p a pupil (full), h the house (ring), - nobody (faint ring)
//   data-marks="fa.n.." . nothing, f for, a against, n abstains, s a bloc that is split, v has voted,
//                       h has the floor
// What else stands inside the element is shown in the middle of the hall, before the presidium.
// The drawing lies in a shadow root, so that a push never changes a seat's element.

import { hall, WIDTH, HEIGHT, CENTRE } from "./hall.js";

// Shapes of radius 1, filled even-odd, so that a ring is a shape and not a stroke. A vote is told by
// its shape alone: up, down with an eye, a bar, up and down.
const ring = (outer, inner) => `${circle(outer)}${circle(inner)}`;
const circle = (r) => `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
const VOTES = {
  f: "M0-1.15L1.15.85H-1.15z",
  a: "M0 1.15L1.15-.85H-1.15zM0 .3L-.46-.44H.46z",
  n: "M-1.1-.38H1.1V.38H-1.1z",
  s: "M-.6-1.15L0 .2H-1.2zM.6 1.15L0-.2H1.2z",
};
const SEATS = {
  p: { ".": circle(1), v: `${circle(1)}M-.62.02L-.2.48L.66-.36L.46-.56L-.2.08L-.42-.18z` },
  h: { ".": ring(1, 0.68), v: `${ring(1, 0.68)}${circle(0.36)}` },
  "-": { ".": ring(0.8, 0.66) },
};
const FLOOR = ring(1.75, 1.4); // drawn around the seat that has the floor

function shape(held, mark) {
  const seat = SEATS[held] ?? SEATS.p;
  if (mark === "h") return seat["."] + FLOOR;
  return VOTES[mark] ?? seat[mark] ?? seat["."];
}

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :host { display: block; position: relative; }
  svg { display: block; width: 100%; height: auto; overflow: visible; }
  path { fill-rule: evenodd; fill: var(--ink-soft, currentColor); }
  ${[1, 2, 3, 4, 5, 6].map((n) => `.c${n} { fill: var(--faction-${n}); }`).join("\n")}
  .empty { fill: var(--field-line, currentColor); }
  .floor { stroke: var(--ink, currentColor); stroke-width: 0.12; }
  text { font: bold 6px var(--face-display, serif); fill: var(--on-faction); text-anchor: middle; }
  .presidium { fill: var(--ink, currentColor); }
  div { position: absolute; left: 36%; right: 36%; bottom: 5.5%; text-align: center; }
  @media (forced-colors: active) {
    path[class] { fill: CanvasText; }
    .sign path[class] { fill: Canvas; stroke: CanvasText; }
    text { fill: CanvasText; }
  }
`);

const SVG = "http://www.w3.org/2000/svg";
function draw(name, attributes, parent) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return parent.appendChild(element);
}

class SeatMap extends HTMLElement {
  static observedAttributes = ["seats", "colours", "label"];

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    this.svg = draw("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img" }, root);
    root.appendChild(document.createElement("div")).appendChild(document.createElement("slot"));
  }

  connectedCallback() {
    this.watch = new MutationObserver(() => this.soon());
    this.watch.observe(this, { subtree: true, childList: true, attributeFilter: ["data-held", "data-marks"] });
    this.soon();
  }

  disconnectedCallback() {
    this.watch.disconnect();
  }

  attributeChangedCallback(name) {
    this.moved ||= name === "seats" || name === "colours";
    this.soon();
  }

  // A push changes several attributes one by one: draw once, after the last.
  soon() {
    this.waiting ??= queueMicrotask(() => this.renew()) ?? true;
  }

  renew() {
    this.waiting = null;
    this.svg.setAttribute("aria-label", this.getAttribute("label") ?? "");
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

  /** Places every seat anew; only when seats or factions change. */
  build() {
    const signs = [...this.text("seats")];
    const colours = [...this.text("colours").matchAll(/(.)(\d)/gu)].map(([, sign, n]) => [sign, n]);
    const { places, radius, rim } = hall(signs, colours.map(([sign]) => sign));
    this.colour = new Map(colours);
    this.svg.replaceChildren();
    draw("path", { class: "presidium", d: `M${CENTRE - 14} ${HEIGHT - 3}h28v2h-28z` }, this.svg);
    this.drawn = places.map(({ x, y }) => ({
      path: draw("path", { transform: `translate(${x} ${y}) scale(${radius})` }, this.svg),
      is: "",
    }));
    rim.forEach((place) => this.sign(place));
  }

  sign({ sign, x, y }) {
    const group = draw("g", { class: "sign", transform: `translate(${x} ${y})` }, this.svg);
    draw("path", { class: `c${this.colour.get(sign)}`, d: "M-4.6-4.6H4.6V4.6H-4.6z" }, group);
    draw("text", { y: 2.1 }, group).textContent = sign;
  }

  /** Touches only the seats that look different from before. */
  recolour() {
    const [signs, held, marks] = [this.text("seats"), this.blocks("held"), this.blocks("marks")].map((all) => [...all]);
    this.drawn?.forEach((seat, i) => {
      const is = `${signs[i]}${held[i] ?? "p"}${marks[i] ?? "."}`;
      if (is === seat.is) return;
      seat.is = is;
      seat.path.setAttribute("d", shape(held[i], marks[i]));
      seat.path.setAttribute("class", this.look(signs[i], held[i], marks[i]));
    });
  }

  look(sign, held, mark) {
    if (held === "-") return "empty";
    return `c${this.colour.get(sign) ?? 0}${mark === "h" ? " floor" : ""}`;
  }
}

customElements.define("seat-map", SeatMap);
