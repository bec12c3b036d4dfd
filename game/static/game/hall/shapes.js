// Shapes of radius 1, filled even-odd, so that a ring is a shape and not a stroke: who holds a seat, and how it
// voted. A vote is told by its shape alone: up, down with an eye, a bar, up and down. The server draws pictures
// with them, too (`game/hall/shapes.py`): so this is JSON, and of a path only the `M` are absolute.

export const SHAPES = {
  "p": "M-1 0a1 1 0 1 0 2 0a1 1 0 1 0-2 0z",
  "h": "M-1 0a1 1 0 1 0 2 0a1 1 0 1 0-2 0zM-.68 0a.68 .68 0 1 0 1.36 0a.68 .68 0 1 0-1.36 0z",
  "-": "M-.8 0a.8 .8 0 1 0 1.6 0a.8 .8 0 1 0-1.6 0zM-.66 0a.66 .66 0 1 0 1.32 0a.66 .66 0 1 0-1.32 0z",
  "f": "M0-1.15l1.15 2h-2.3z",
  "a": "M0 1.15l1.15-2h-2.3zM0 .3l-.46-.74h.92z",
  "n": "M-1.1-.38h2.2v.76h-2.2z",
  "s": "M-.6-1.15l.6 1.35h-1.2zM.6 1.15l-.6-1.35h1.2z"
};
