"""What a benchmark found, and how it is printed: figures, the baseline's, ratios, and what is wanted."""

import json
from dataclasses import dataclass, field

AT_LEAST, BELOW = "at least", "below"


@dataclass
class Result:
    """Figures by name, which ends in the unit. `targets`: name of a figure or ratio to its bound."""

    figures: dict[str, float] = field(default_factory=dict)
    baseline: dict[str, float] = field(default_factory=dict)
    ratios: dict[str, float] = field(default_factory=dict)
    targets: dict[str, tuple[str, float]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def rows(self) -> list[tuple[str, str, float, str]]:
        """(kind, name, value, what the target says of it), in the order they were found."""
        return [
            (kind, name, value, self._judged(name, value))
            for kind, part in self._parts().items()
            for name, value in part.items()
        ]

    @property
    def missed(self) -> list[str]:
        """The game's figures and ratios that are not where they should be."""
        return [name for kind, name, _, said in self.rows() if kind != "baseline" and "MISSED" in said]

    def _parts(self) -> dict[str, dict[str, float]]:
        return {"figures": self.figures, "baseline": self.baseline, "ratios": self.ratios}

    def _judged(self, name: str, value: float) -> str:
        if name not in self.targets:
            return ""
        word, bound = self.targets[name]
        reached = value >= bound if word == AT_LEAST else value < bound
        return f"{word} {bound:,g}: {'reached' if reached else 'MISSED'}"


def table(name: str, result: Result) -> str:
    """One benchmark as lines of text."""
    lines = [name]
    lines += [
        f"  {kind:<9} {row:<42} {shown(value):>12}  {verdict}".rstrip()
        for kind, row, value, verdict in result.rows()
    ]
    return "\n".join(lines + [f"  {note}" for note in result.notes])


def shown(value: float) -> str:
    """Three digits that count, with separators."""
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.3g}"


def as_json(results: dict[str, Result]) -> str:
    """All benchmarks as the one object of docs/protocol.md."""
    return json.dumps({name: result._parts() for name, result in results.items()}, indent=1)
