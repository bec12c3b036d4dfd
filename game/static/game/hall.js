// Where the seats of a half-circle stand. Pure arithmetic: from the signs of the factions to places;
// no drawing here. Factions sit in wedges, in the order given, from left to right.

export const WIDTH = 220;
export const HEIGHT = 118;
export const CENTRE = WIDTH / 2;
const FLOOR_LINE = HEIGHT - 10; // the line on which the half-circle stands
const OUTER = 87;
const INNER = 38;
const RIM = 101; // where the factions' signs stand
const WIDEST = 15; // between rows of a small hall; a larger one moves closer together

/**
 * The places for seats with these `signs`; `order` lists the factions from left to right.
 * -> {places: [{x, y}] in the order of `signs`, radius, rim: [{sign, x, y}] one for each faction seated}
 */
export function hall(signs, order) {
  const gap = spacing(signs.length);
  const points = rows(signs.length, gap).sort((a, b) => b.angle - a.angle || a.r - b.r);
  const rank = (i) => (order.indexOf(signs[i]) + order.length + 1) % (order.length + 1);
  const seated = signs.map((_, i) => i).sort((a, b) => rank(a) - rank(b) || a - b);
  const places = [];
  const angles = new Map();
  seated.forEach((seat, n) => {
    places[seat] = at(points[n].angle, points[n].r);
    angles.set(signs[seat], [...(angles.get(signs[seat]) ?? []), points[n].angle]);
  });
  const present = order.filter((sign) => angles.has(sign));
  const rim = present.map((sign) => ({ sign, ...at(mean(angles.get(sign)), RIM) }));
  return { places, radius: gap * 0.4, rim };
}

/** The widest distance at which `n` seats find room. */
function spacing(n) {
  let gap = WIDEST;
  while (room(radii(gap), gap) < n) gap *= 0.985;
  return gap;
}

const radii = (gap) => {
  const rows = Math.floor((OUTER - INNER) / gap) + 1;
  return Array.from({ length: rows }, (_, row) => OUTER - row * gap);
};

const room = (radii, gap) => radii.reduce((sum, r) => sum + Math.floor((Math.PI * r) / gap) + 1, 0);

/** `n` points on as few rows as hold them, shared out by the length of each. */
function rows(n, gap) {
  let all = radii(gap);
  while (all.length > 1 && room(all.slice(0, -1), gap) >= n) all = all.slice(0, -1);
  const length = all.reduce((sum, r) => sum + r, 0);
  let placed = 0;
  let before = 0;
  return all.flatMap((r) => {
    before += r;
    const count = Math.round((n * before) / length) - placed;
    placed += count;
    return spread(count).map((angle) => ({ angle, r }));
  });
}

const spread = (count) =>
  Array.from({ length: count }, (_, i) => (count === 1 ? Math.PI / 2 : (Math.PI * i) / (count - 1)));

const at = (angle, r) => ({
  x: round(CENTRE + r * Math.cos(angle)),
  y: round(FLOOR_LINE - r * Math.sin(angle)),
});
const round = (value) => Math.round(value * 100) / 100;
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
