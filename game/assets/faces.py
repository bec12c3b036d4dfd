"""The typefaces of the pages: which, how they are cut, and what stands in for them until they are there.

They come as packages (`requirements.txt`), all under the SIL Open Font License. Cut down, they go by names of
our own, since a cut face may not bear a name that its makers have reserved. A stand-in is a typeface of the
device, made as wide and as high as ours, so that nothing moves when ours comes.
"""

import io
import re
from importlib import resources
from importlib.metadata import version
from typing import Any, NamedTuple

from game.assets import letters


class Face(NamedTuple):
    """`family`: "display" and so on; `weight`: as CSS has it; `axes`: what a variable face is held to."""

    name: str
    family: str
    package: str
    file: str
    weight: str
    axes: dict[str, Any]
    style: str = "normal"


FACES = (
    Face("display", "display", "fontpkg_playfair_display", "PlayfairDisplay[wght].ttf", "700", {"wght": 700}),
    Face("sans", "sans", "fontpkg_source_sans_3", "SourceSans3[wght].ttf", "400 700", {"wght": (400, 700)}),
    Face("text", "text", "fontpkg_pt_serif", "PT_Serif-Web-Regular.ttf", "400", {}),
    Face("text-bold", "text", "fontpkg_pt_serif", "PT_Serif-Web-Bold.ttf", "700", {}),
    Face("text-italic", "text", "fontpkg_pt_serif", "PT_Serif-Web-Italic.ttf", "400", {}, "italic"),
)
"""Each in the weights that the pages use, and no others."""
PACKAGES = sorted({face.package for face in FACES})
FIGURES = "0123456789"
KEPT = ["ccmp", "kern", "liga", "locl", "mark", "mkmk", "rlig"]
"""Features that stay. Figures are lining and equally wide without any."""


class StandIn(NamedTuple):
    """A typeface of the device by its `names`, and how wide its letters are (`mean_width`, in em)."""

    names: tuple[str, ...]
    width: float


STAND_INS: dict[tuple[str, str], tuple[StandIn, ...]] = {
    ("display", "700"): (
        StandIn(("Georgia Bold", "Georgia-Bold"), 0.504),
        StandIn(("Noto Serif Bold", "NotoSerif-Bold"), 0.506),
        StandIn(("Times New Roman Bold", "TimesNewRomanPS-BoldMT", "Liberation Serif Bold"), 0.424),
        StandIn(("DejaVu Serif Bold", "DejaVuSerif-Bold"), 0.564),
    ),
    ("sans", "400"): (
        StandIn(("Roboto", "Roboto-Regular"), 0.442),
        StandIn(("Arial", "ArialMT", "Liberation Sans"), 0.440),
        StandIn(("Noto Sans", "NotoSans-Regular"), 0.471),
        StandIn(("DejaVu Sans", "DejaVuSans"), 0.505),
    ),
    ("sans", "700"): (
        StandIn(("Roboto Bold", "Roboto-Bold"), 0.447),
        StandIn(("Arial Bold", "Arial-BoldMT", "Liberation Sans Bold"), 0.476),
        StandIn(("Noto Sans Bold", "NotoSans-Bold"), 0.501),
        StandIn(("DejaVu Sans Bold", "DejaVuSans-Bold"), 0.571),
    ),
    ("text", "400"): (
        StandIn(("Noto Serif", "NotoSerif-Regular"), 0.477),
        StandIn(("Times New Roman", "TimesNewRomanPSMT", "Liberation Serif"), 0.399),
        StandIn(("DejaVu Serif", "DejaVuSerif"), 0.511),
    ),
    ("text", "700"): (
        StandIn(("Noto Serif Bold", "NotoSerif-Bold"), 0.506),
        StandIn(("Times New Roman Bold", "TimesNewRomanPS-BoldMT", "Liberation Serif Bold"), 0.424),
        StandIn(("DejaVu Serif Bold", "DejaVuSerif-Bold"), 0.564),
    ),
}
"""By family and weight. Where none of them is there, the device's own serif or sans is, as it is."""

OFTEN = dict(zip(" etaonisrhldcumfwgpybvk", (180, 102, 75, 65, 62, 57, 57, 53, 50, 50, 33, 33, 22, 23, 20, 20,
                                              17, 16, 15, 14, 13, 8, 6), strict=True))  # fmt: skip
"""How often a letter comes in a thousand of English."""


def versions() -> list[str]:
    """What another cut would come of: each package and the tools, with its version."""
    return [f"{name} {version(name)}" for name in (*PACKAGES, "fonttools", "brotli")]


def licence(package: str) -> str:
    """The text under which this typeface is given on."""
    return (resources.files(package) / "LICENSE").read_text(encoding="utf-8")


def cut() -> tuple[dict[str, bytes], str]:
    """Every face as woff2 by its file's name, and the style sheet that brings them in from beside it."""
    files, rules = {}, []
    for face in FACES:
        for lot in letters.LOTS:
            font = _cut(face, letters.of(lot))
            rules.append(_rule(face, lot))
            if lot == "latin":
                rules += _stand_ins(face, font)
            files[f"{face.name}-{lot}.woff2"] = _packed(font)
    families = sorted({face.family for face in FACES})
    rules.append(":root { " + " ".join(f"--cut-{family}: {_row(family)};" for family in families) + " }")
    return files, "\n".join(rules) + "\n"


def _cut(face: Face, wanted: list[int]) -> Any:
    """The face with these letters only, held to its axes."""
    from fontTools import subset  # half a second to read in, and needed once
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = TTFont(io.BytesIO((resources.files(face.package) / "files" / face.file).read_bytes()))
    font.recalcTimestamp = False
    _line_up(font)
    cutter = subset.Subsetter(subset.Options(layout_features=KEPT, hinting=False, name_IDs=[1, 2]))
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    if face.axes:
        font = instantiateVariableFont(font, face.axes, inplace=True)
    _level(font)
    for record in font["name"].names:
        record.string = f"Order {face.family.title()}" if record.nameID == 1 else "Regular"
    return font


def _packed(font: Any) -> bytes:
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _line_up(font: Any) -> None:
    """Figures as high as capitals, whatever a style asks for."""
    table = font["GSUB"].table
    lining = {
        index
        for row in table.FeatureList.FeatureRecord
        if row.FeatureTag == "lnum"
        for index in row.Feature.LookupListIndex
    }
    instead: dict[str, str] = {}
    for index in lining:
        for part in table.LookupList.Lookup[index].SubTable:
            instead |= getattr(part, "mapping", {})
    for row in font["cmap"].tables:
        for figure in row.cmap.keys() & set(map(ord, FIGURES)):
            row.cmap[figure] = instead.get(row.cmap[figure], row.cmap[figure])


def _level(font: Any) -> None:
    """Figures all equally wide: a clock must not tremble, nor a column of sums."""
    names, widths = font.getBestCmap(), font["hmtx"].metrics
    figures = [names[ord(figure)] for figure in FIGURES if ord(figure) in names]
    widest = max((widths[name][0] for name in figures), default=0)
    for name in figures:
        width, before = widths[name]
        glyph = font["glyf"][name]
        if width == widest or glyph.isComposite() or "gvar" in font:
            continue
        glyph.coordinates.translate(((widest - width) // 2, 0))
        glyph.recalcBounds(font["glyf"])
        widths[name] = (widest, before + (widest - width) // 2)


def _rule(face: Face, lot: str) -> str:
    return (
        f'@font-face {{ font-family: "Order {face.family.title()}"; font-style: {face.style}; '
        f"font-weight: {face.weight}; font-display: swap; "
        f'src: url("{face.name}-{lot}.woff2") format("woff2"); unicode-range: {letters.as_css(lot)}; }}'
    )


def _stand_ins(face: Face, font: Any) -> list[str]:
    if face.style != "normal":
        return []  # the device slants what stands in
    rules = []
    for weight in re.findall(r"\d+", face.weight):
        for number, stand_in in enumerate(STAND_INS[face.family, weight], 1):
            size = mean_width(font, int(weight)) / stand_in.width
            ascent, descent = (
                edge / font["head"].unitsPerEm / size for edge in (font["hhea"].ascent, -font["hhea"].descent)
            )
            names = ", ".join(f'local("{name}")' for name in stand_in.names)
            rules.append(
                f'@font-face {{ font-family: "Order {face.family.title()} {number}"; font-weight: {weight}; '
                f"src: {names}; size-adjust: {size:.1%}; ascent-override: {ascent:.1%}; "
                f"descent-override: {descent:.1%}; line-gap-override: 0%; }}"
            )
    return rules


def mean_width(font: Any, weight: int) -> float:
    """How wide its letters are in English, in em."""
    from fontTools.varLib.instancer import instantiateVariableFont

    if "fvar" in font:
        font = instantiateVariableFont(font, {"wght": weight})
    names, widths = font.getBestCmap(), font["hmtx"]
    total = sum(often * widths[names[ord(letter)]][0] for letter, often in OFTEN.items())
    return float(total / sum(OFTEN.values()) / font["head"].unitsPerEm)


def _row(family: str) -> str:
    most = max(len(row) for (of, _), row in STAND_INS.items() if of == family)
    name = f"Order {family.title()}"
    return ", ".join(f'"{one}"' for one in (name, *(f"{name} {number}" for number in range(1, most + 1))))
