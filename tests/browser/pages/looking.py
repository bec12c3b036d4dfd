"""A close look at a page: by axe in light and in dark, and by a ruler at every size it can have.

How it came into the state in which it is looked at is the business of `states.py`.
"""

from collections.abc import Callable, Iterator
from typing import Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect

from tests.browser.states import device, watched
from tests.server import Person

LAPTOP, PHONE, ZOOMED = (1366, 768), (320, 640), (683, 384)
"""ZOOMED is the laptop at 200 %."""
WALLS = ((1280, 720), (1920, 1080))
COLOURS = ["color-contrast", "link-in-text-block"]
BUT_COLOURS = {
    "resultTypes": ["violations", "incomplete"],
    "rules": {rule: {"enabled": False} for rule in COLOURS},
}
COLOURS_ONLY = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": COLOURS}}
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
UNFOLD = """most => {  // of each kind of piece that comes when it is unfolded the first and the last ones
  const kinds = {};
  for (const one of document.querySelectorAll("details[data-piece]"))
    (kinds[one.dataset.piece.replace(/[^/]+[/]$/, "")] ??= []).push(one);
  const left = new Set(Object.values(kinds).flatMap((all) => all.slice(most / 2, all.length - most / 2)));
  document.querySelectorAll("details").forEach((one) => (one.open = !left.has(one)));
}"""
PIECES = 4
"""Of a kind: the first persons are pupils', the last the house's."""
SPELL_OUT = """() => {  // as if translated into a language of longer words that is written from right to left
  document.documentElement.dir = "rtl";
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = texts.nextNode());) {
    if (text.parentElement.closest(".code, .where, .own")) continue;
    text.data = text.data.replace(/\\p{L}{4,}/gu, (word) => word + word.slice(-2) + "en");
  }
}"""
OUTSIDE = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const { top, left, bottom, right, width, height } = one.getBoundingClientRect();
  if (width < 2 || height < 2 || one.closest(".visually-hidden, .matter > *")) return false;
  return top < -1 || left < -1 || bottom > innerHeight + 1 || right > innerWidth + 1;
}).map((one) => `${one.tagName} ${one.id || one.className} ${one.textContent.trim().slice(0, 40)}`)"""
CUT = """() => [...document.querySelectorAll(".screen :is(.page, .matter, .matter > *, .hall, .foot)")]
  .filter((one) => one.scrollHeight > one.clientHeight + 2 || one.scrollWidth > one.clientWidth + 2)
  .map((one) => `${one.id || one.className}: ${one.scrollHeight} in ${one.clientHeight}`)"""
SMALL_PRINT = """async () => {
  // Texts that can't be read from ten metres: smaller than 2.6 hundredths of the picture.
  const least = 2.6 * Math.min(innerWidth / 100, (innerHeight * 16) / 900) - 0.1;
  const within = (root) => [...root.querySelectorAll("*")].flatMap((one) =>
    one.shadowRoot ? [one, ...within(one.shadowRoot)] : [one]);
  const size = (one) => parseFloat(getComputedStyle(one).fontSize) * (one.getScreenCTM?.().a ?? 1);
  const small = () => within(document.querySelector("main"))
    .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .filter((one) => one.checkVisibility() && !one.closest(".visually-hidden, style, output"))
    .filter((one) => size(one) < least)
    .map((one) => `${one.textContent.trim().slice(0, 40)}: ${size(one).toFixed(1)} px`);
  // The hall fits its signs some frames after the picture has another size.
  for (let n = 0; n < 60 && small().length; n++) await new Promise(requestAnimationFrame);
  return small();
}"""

TWICE = """() => {
  const all = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  return [...new Set(all.filter((id, at) => all.indexOf(id) !== at))];
}"""

AXE = "options => axe.run(options).then(found => [...found.violations, ...found.incomplete])"
"""What has passed stays in the page: it is ten times as long, and nobody reads it."""
AXE_ON_COLOURS = """([options, known]) => {
  // Colours take axe nine tenths of its time, and a list of a hundred rows has them a hundred times. Of all
  // texts of one element, class, colour, size and background the first two and the last two are looked at,
  // and none of a kind in which nothing was wrong on an earlier page.
  const seen = new Map();
  const behind = (one) => {
    if (!one) return "";
    if (!seen.has(one)) {
      const { backgroundColor, backgroundImage, opacity, filter } = getComputedStyle(one);
      seen.set(one, [behind(one.parentElement), backgroundColor, backgroundImage, opacity, filter].join("|"));
    }
    return seen.get(one);
  };
  const kinds = {};
  for (const one of document.querySelectorAll("body *")) {
    const writes = [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!writes && !one.matches("input, select, textarea, button")) continue;
    const { color, fontSize, fontWeight, textShadow, textDecoration } = getComputedStyle(one);
    const within = one.parentElement;
    const kind = [one.tagName, one.className, within.tagName, within.className, color, fontSize, fontWeight];
    (kinds[[...kind, textShadow, textDecoration, behind(one)]] ??= []).push(one);
  }
  const mark = (text) => {
    let [a, b] = [5381, 52711];
    for (let at = 0; at < text.length; at++) {
      a = Math.imul(a, 33) ^ text.charCodeAt(at);
      b = Math.imul(b, 31) ^ text.charCodeAt(at);
    }
    return `${a}:${b}:${text.length}`;
  };
  const before = new Set(known);
  const fresh = Object.entries(kinds).map(([kind, all]) => [mark(kind), all])
    .filter(([kind]) => !before.has(kind));
  if (!fresh.length) return { violations: [], kinds: [] };
  const some = fresh.flatMap(([, all]) => [...new Set([...all.slice(0, 2), ...all.slice(-2)])]);
  return axe.run({ include: some }, options)
    .then(({ violations }) => ({ violations, kinds: fresh.map(([kind]) => kind) }));
}"""

SOUND: set[str] = set()
"""Kinds of text (their marks) in which nothing was wrong with the colours, in this process so far."""

Look = Callable[..., None]


class Looks:
    """Opens pages and looks at each closely. `faults`: what was wrong with them."""

    def __init__(self, browser: Browser, stranger: Person):
        self.faults: list[str] = []
        self._browser, self._stranger = browser, stranger
        self._pages: dict[tuple[Person, bool], Page] = {}

    def look(self, path: str, who: Person | None = None, says: str = "", refused: bool = False) -> None:
        """At this page as somebody sees it; `refused`: whoever sees it is not let in."""
        page = self._page_of(who or self._stranger, refused)
        resize(page, LAPTOP)
        page.emulate_media(color_scheme="light")
        page.goto(path)
        assert says.lower() in page.locator("body").inner_text().lower(), f"{path} does not say “{says}”"
        self.faults.extend(f"{path} [{says}]: {fault}" for fault in examine(page))

    def _page_of(self, who: Person, refused: bool) -> Page:
        if (who, refused) not in self._pages:
            page = self._pages[who, refused] = device(self._browser, who).new_page()
            if not refused:  # a refusal's status is an error on the console
                watched(page, self.faults)
        return self._pages[who, refused]

    def close(self) -> None:
        for page in self._pages.values():
            page.context.close()


def resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


def examine(page: Page) -> Iterator[str]:
    """What is wrong with this page."""
    wall = "/screen/" in page.url
    if wall:
        yield from beyond_the_wall(page)
    page.evaluate(UNFOLD, PIECES)
    expect(page.locator("details[open][data-piece]")).to_have_count(0)
    for id in page.evaluate(TWICE):
        yield f"has two elements with the id {id}"
    yield from refused_by_axe(page, "light")
    yield from refused_by_axe(page, "dark")
    if page.locator("h1").count() != 1:
        yield "has not exactly one h1"
    yield from too_wide(page, "")
    page.evaluate(SPELL_OUT)
    yield from too_wide(page, " in long words from the right")
    if wall:
        # Here a part may lose its last line, but nothing may push anything else out of the picture.
        yield from beyond_the_wall(page, " in long words from the right", cut=False)


def refused_by_axe(page: Page, colours: Literal["light", "dark"]) -> Iterator[str]:
    """In light everything, in dark what may differ there."""
    page.emulate_media(color_scheme=colours)
    if not page.evaluate("'axe' in window"):  # once for each time that the page was loaded
        page.evaluate(AXE_SCRIPT)
    violations = page.evaluate(AXE, BUT_COLOURS) if colours == "light" else []
    found = page.evaluate(AXE_ON_COLOURS, [COLOURS_ONLY, list(SOUND)])
    if not found["violations"]:
        SOUND.update(found["kinds"])
    for violation in violations + found["violations"]:
        where = [node["html"][:120] for node in violation["nodes"][:3]]
        yield f"axe, {colours}: {violation['id']} ({violation['help']}): {where}"


def too_wide(page: Page, how: str) -> Iterator[str]:
    for size in (ZOOMED, PHONE):
        resize(page, size)
        if (by := page.evaluate(TOO_WIDE)) > 0:
            yield f"{by} px too wide at {size[0]} px{how}"


def beyond_the_wall(page: Page, how: str = "", cut: bool = True) -> Iterator[str]:
    for size in WALLS:
        resize(page, size)
        for fault in page.evaluate(OUTSIDE) + (page.evaluate(CUT) if cut else []):
            yield f"beyond the picture at {size[0]} × {size[1]}{how}: {fault}"
        for fault in page.evaluate(SMALL_PRINT):
            yield f"too small for ten metres at {size[0]} × {size[1]}{how}: {fault}"
