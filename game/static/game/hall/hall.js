// Where seats stand, by the plan of the hall. Pure arithmetic: from the signs of the factions to places; what
// is drawn round them is in `furniture.js`. Factions sit side by side, in the order given, from left to right.

export const WIDTH = 220;
export const HEIGHT = 124;
export const CENTRE = WIDTH / 2;
export const FLOOR_LINE = 108; // the line on which a half-circle stands
export const MIDDLE = { x: CENTRE, y: 68 }; // of a table
export const TABLE = { half: 44, r: 16 }; // half of its straight side, and the bow at either end
export const ROOM = { left: 5, right: WIDTH - 5, top: 3, bottom: HEIGHT - 2 };
const RIM = 102; // round a half-circle: where the factions' signs stand
const ROWS = { "half-circle": [88, 38], theatre: [81, 38] }; // from the outer row to the inner
const WIDEST = 15; // between seats of a small hall; a larger one moves closer together
const AT_TABLE = { widest: 18, closest: 5 }; // the same at a table; a meeting that is larger needs a hall
const SEAT = 0.4; // a seat's radius as a part of the distance to the next
const FROM_WALL = 9; // the middle of a chair

/**
 * The places for seats with these `signs`; `order` lists the factions from left to right.
 * `plan`: "half-circle", "theatre" or "table"; `behind`: a character a seat, "b" for one at the wall of a table's
 * room, `empty`: so many chairs there for those who are away; `letter`: how high the factions' signs are.
 * -> {plan, places: [{x, y}] in the order of `signs`, radius, chairs: [{x, y}], rim: [{sign, x, y}], one for each
 *     faction that is seated}; the plan is another where a table has no room for so many
 */
export function hall(signs, order, { plan = "half-circle", behind = "", empty = 0, letter = 9 } = {}) {
  const seated = bySide(signs, order);
  const table = plan === "table" && atTable(signs, seated, order, behind, empty, letter);
  return table || inRows(signs, seated, order, plan in ROWS ? plan : "half-circle", letter);
}

/** The seats' numbers, side by side; who is of no side comes last. */
function bySide(signs, order) {
  const rank = (i) => (order.indexOf(signs[i]) + order.length + 1) % (order.length + 1);
  return signs.map((_, i) => i).sort((a, b) => rank(a) - rank(b) || a - b);
}

function inRows(signs, seated, order, plan, letter) {
  const [outer, inner] = ROWS[plan];
  const arcs = (gap) => from(outer, inner, -gap).map(arc);
  const gap = spacing(signs.length, arcs, WIDEST);
  const places = fill(seated, arcs(gap), gap);
  const rim = shared(signs, places, order, letter / arc(RIM).length).map(([sign, t]) => ({ sign, ...arc(RIM).at(t) }));
  return { plan, places: signs.map((_, seat) => places.get(seat)), radius: gap * SEAT, chairs: [], rim };
}

/** Some sit round the table; the others, and chairs for those who are away, stand at the walls. */
function atTable(signs, seated, order, behind, empty, letter) {
  const [near, back] = [seated.filter((seat) => behind[seat] !== "b"), seated.filter((seat) => behind[seat] === "b")];
  const chairs = Array.from({ length: empty }, (_, n) => signs.length + n);
  const half = back.length >> 1;
  const atWall = [...back.slice(0, half), ...chairs, ...back.slice(half)];
  const rings = (gap) => from(8, atWall.length ? 13 : 30, gap).map(ring);
  const { widest, closest } = AT_TABLE;
  const lines = atWall.length * widest > walls()[1].length ? walls() : [walls()[1]];
  const gap = Math.min(spacing(near.length, rings, widest), spacing(atWall.length, () => lines, widest));
  if (gap < closest) return null;
  const round = fill(near, rings(gap), gap);
  const places = new Map([...round, ...fill(atWall, lines, gap)]);
  const signed = ring(8 + gap * (rings(gap).length - 1) + gap * SEAT + letter * 0.55);
  const rim = shared(signs, round, order, letter / signed.length).map(([sign, t]) => ({ sign, ...signed.at(t) }));
  const only = order.filter((sign) => !rim.some((one) => one.sign === sign));
  return {
    plan: "table",
    places: signs.map((_, seat) => places.get(seat)),
    radius: gap * SEAT,
    chairs: chairs.map((seat) => places.get(seat)),
    rim: [...rim, ...only.flatMap((sign) => before(sign, back.filter((seat) => signs[seat] === sign), places))],
  };
}

/** A side that sits at the walls alone has its sign before its middle seat. */
function before(sign, seats, places) {
  if (!seats.length) return [];
  const { x, y } = places.get(seats[seats.length >> 1]);
  if (y < ROOM.top + AT_TABLE.widest) return [{ sign, x, y: y + AT_TABLE.widest }];
  return [{ sign, x: x + AT_TABLE.widest * (x < CENTRE ? 1 : -1), y }];
}

// A line that seats stand on: how long it is, where a part `t` of it lies, and whether its end is its beginning.

const arc = (r) => ({
  length: Math.PI * r,
  at: (t) => at(CENTRE - r * Math.cos(Math.PI * t), FLOOR_LINE - r * Math.sin(Math.PI * t)),
});

/** Round the table, so far from its edge: from the middle of its lower side by the left. */
function ring(away) {
  const { half } = TABLE;
  const r = TABLE.r + away;
  const bow = Math.PI * r;
  const length = 4 * half + 2 * bow;
  const on = (x, y) => at(MIDDLE.x + x, MIDDLE.y + y);
  const turn = (side, angle) => on(side * (half + r * Math.sin(angle)), r * Math.cos(angle));
  return {
    length,
    closed: true,
    at: (t) => {
      const far = t * length;
      if (far < half) return on(-far, r);
      if (far < half + bow) return turn(-1, (far - half) / r);
      if (far < 3 * half + bow) return on(far - 2 * half - bow, -r);
      if (far < 3 * half + 2 * bow) return turn(1, Math.PI - (far - 3 * half - bow) / r);
      return on(length - far, r);
    },
  };
}

/** Along the left wall, the upper one and the right one. */
function walls() {
  const [left, right, top] = [ROOM.left + FROM_WALL, ROOM.right - FROM_WALL, ROOM.top + FROM_WALL];
  const [high, low] = [top + AT_TABLE.widest, ROOM.bottom - FROM_WALL];
  return [
    { length: low - high, at: (t) => at(left, low - t * (low - high)) },
    { length: right - left, at: (t) => at(left + t * (right - left), top) },
    { length: low - high, at: (t) => at(right, high + t * (low - high)) },
  ].map((line, n) => ({ ...line, after: n }));
}

/** Gives the seats, in their order, points on as few of the lines as hold them, shared out by length. -> Map */
function fill(seats, lines, gap) {
  let used = lines;
  while (used.length > 1 && !used[0].after && room(used.slice(0, -1), gap) >= seats.length) used = used.slice(0, -1);
  const whole = used.reduce((sum, line) => sum + line.length, 0);
  let [placed, before] = [0, 0];
  const points = used.flatMap((line) => {
    before += line.length;
    const count = Math.round((seats.length * before) / whole) - placed;
    placed += count;
    return spread(count, line.closed).map((t) => ({ along: (line.after ?? 0) + t, length: line.length, ...line.at(t) }));
  });
  points.sort((a, b) => a.along - b.along || a.length - b.length);
  return new Map(seats.map((seat, n) => [seat, points[n]]));
}

function spread(count, closed) {
  if (closed) return Array.from({ length: count }, (_, i) => (i + 0.5) / count);
  return Array.from({ length: count }, (_, i) => (count === 1 ? 0.5 : i / (count - 1)));
}

/** The widest distance at which `n` seats find room on `lines`. */
function spacing(n, lines, widest) {
  let gap = widest;
  while (room(lines(gap), gap) < n) gap *= 0.985;
  return gap;
}

const room = (lines, gap) =>
  lines.reduce((sum, line) => sum + Math.floor(line.length / gap) + (line.closed ? 0 : 1), 0);

const from = (first, last, step) =>
  Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, n) => first + n * step);

/** [sign, t] of each faction that is seated: the middle of its seats, but each at least `gap` after the last. */
function shared(signs, places, order, gap) {
  const parts = new Map();
  for (const [seat, { along }] of places) parts.set(signs[seat], [...(parts.get(signs[seat]) ?? []), along]);
  const rows = order.filter((sign) => parts.has(sign)).map((sign) => [sign, mean(parts.get(sign))]);
  const least = Math.min(gap, 1 / rows.length);
  rows.forEach((row, n) => (row[1] = Math.max(row[1], n ? rows[n - 1][1] + least : 0)));
  rows.reverse().forEach((row, n) => (row[1] = Math.min(row[1], n ? rows[n - 1][1] - least : 1)));
  return rows.reverse();
}

const at = (x, y) => ({ x: round(x), y: round(y) });
const round = (value) => Math.round(value * 100) / 100;
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
