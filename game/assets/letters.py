"""The letters that typefaces are cut to, in two lots: a page without Cyrillic loads none."""

LATIN = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x192, 0x192), (0x218, 0x21B), (0x2C6, 0x2C7), (0x2D8, 0x2DD),
    (0x2009, 0x2015), (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x202F, 0x2030),
    (0x2032, 0x2033), (0x2039, 0x203A), (0x2044, 0x2044), (0x20AC, 0x20AC), (0x2116, 0x2116),
    (0x2122, 0x2122), (0x2153, 0x215E), (0x2190, 0x2193), (0x2212, 0x2212), (0x2248, 0x2248),
    (0x2260, 0x2265), (0x2713, 0x2713),
)  # fmt: skip
"""Latin with the accents of Europe, and the signs and arrows of the pages: first and last of each row."""
CYRILLIC = ((0x400, 0x45F), (0x462, 0x463), (0x472, 0x475), (0x490, 0x491))
"""With the letters that were still in use in 1917."""

LOTS = {"latin": LATIN, "cyrillic": CYRILLIC}


def of(lot: str) -> list[int]:
    """Every letter of a lot."""
    return [letter for first, last in LOTS[lot] for letter in range(first, last + 1)]


def as_css(lot: str) -> str:
    """What `unicode-range` says of it."""
    return ", ".join(f"U+{first:X}-{last:X}" if last > first else f"U+{first:X}" for first, last in LOTS[lot])
