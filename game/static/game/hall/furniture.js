// What stands in a hall beside its seats, in hairlines: paths for each plan, round what `hall.js` has placed.

import { CENTRE, FLOOR_LINE, HEIGHT, MIDDLE, ROOM, TABLE, WIDTH } from "./hall.js";

const BOXES = 30;
const TIERS = [89.5, 93, 96.5];

/** -> [{d, solid}] for the seats of `hall()`; `solid`: filled with ink, else a hairline. */
export function furniture({ plan, chairs, radius }) {
  if (plan === "table") return [...room(), ...chairs.map((place) => ({ d: chair(place, radius) }))];
  return plan === "theatre" ? [...boxes(), ...stage()] : [{ d: bow(95.5) }, ...rostrum()];
}

const point = (r, part) =>
  `${round(CENTRE - r * Math.cos(Math.PI * part))} ${round(FLOOR_LINE - r * Math.sin(Math.PI * part))}`;
const round = (value) => Math.round(value * 100) / 100;
const bow = (r) => `M${point(r, 0)}A${r} ${r} 0 0 1 ${point(r, 1)}`;
const circle = (x, y, r) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;

/** Boxes in two tiers round the whole house. */
function boxes() {
  const [low, , high] = TIERS;
  const walls = Array.from({ length: BOXES + 1 }, (_, n) => `M${point(low, n / BOXES)}L${point(high, n / BOXES)}`);
  return [{ d: TIERS.map(bow).join("") + walls.join("") }];
}

/** The stage with its footlights, the table of the presidium and the two sides of the opening. */
function stage() {
  const front = FLOOR_LINE - 10;
  const lights = [-18, -12, -6, 0, 6, 12, 18].map((x) => `M${CENTRE + x - 1.5} ${front}a1.5 1.5 0 0 1 3 0`);
  const boards = `M${CENTRE - 24} ${front}h48l6 ${HEIGHT - 2 - front}h-60z`;
  const opening = `M${CENTRE - 97} ${HEIGHT - 2}h67m60 0h67`;
  return [{ d: boards + opening + lights.join("") }, { d: presidium(FLOOR_LINE), solid: true }];
}

function rostrum() {
  const step = `M${CENTRE - 24} ${HEIGHT - 2}v-14h48v14M${CENTRE - 97} ${HEIGHT - 2}h194`;
  return [{ d: step }, { d: presidium(HEIGHT - 10), solid: true }];
}

const presidium = (y) => `M${CENTRE - 14} ${y}h28v3h-28z`;

/** A room with a door, a table with its cloth and a lamp. */
function room() {
  const { left, right, top, bottom } = ROOM;
  const walls = `M${CENTRE - 12} ${bottom}H${left}V${top}H${right}V${bottom}H${CENTRE + 12}a24 24 0 0 0-24-14`;
  const cloth = (r) => `M${MIDDLE.x - TABLE.half} ${MIDDLE.y - r}h${2 * TABLE.half}a${r} ${r} 0 0 1 0 ${2 * r}h${-2 * TABLE.half}a${r} ${r} 0 0 1 0 ${-2 * r}z`;
  const { x, y } = MIDDLE;
  const rays = [0, 1, 2, 3, 4, 5, 6, 7].map((n) => {
    const [cos, sin] = [Math.cos((n * Math.PI) / 4), Math.sin((n * Math.PI) / 4)];
    return `M${round(x + 6 * cos)} ${round(y + 6 * sin)}L${round(x + 8.5 * cos)} ${round(y + 8.5 * sin)}`;
  });
  const papers = [-38, -24, 20, 34].map((at, n) => `M${x + at} ${y - 5 + (n % 2) * 3}h5v7h-5z`);
  return [
    { d: walls + cloth(TABLE.r) + cloth(TABLE.r - 2) + circle(x, y, 4.5) + rays.join("") + papers.join("") },
    { d: `${circle(x, y, 1.6)}z`, solid: true },
  ];
}

/** A chair with its back to the nearest wall. */
function chair({ x, y }, radius) {
  const r = radius * 0.75;
  if (y < ROOM.top + 12) return `M${x - r} ${y - r}h${2 * r}v${2 * r}h${-2 * r}zM${x - r} ${y - r - 1.5}h${2 * r}`;
  const back = x < WIDTH / 2 ? x - r - 1.5 : x + r + 1.5;
  return `M${x - r} ${y - r}h${2 * r}v${2 * r}h${-2 * r}zM${back} ${y - r}v${2 * r}`;
}
