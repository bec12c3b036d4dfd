"""The print pack on paper: how many pages Chromium makes of it, and that nothing sticks out of one."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from game.pages.afterwards.print_pack import PARTS
from tests.browser.lesson.people import Classroom
from tests.browser.pages.looking import examine

MEETINGS = ("democratic-conference", "central-committee-10-october")
PRINTED = {"width": 703, "height": 1040}
"""What the margins leave of A4, in the pixels of CSS."""
STICKS_OUT = """() => [...document.querySelectorAll(".paper *")]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 2)
  .map((one) => `${one.tagName} ${one.className} ${one.textContent.trim().slice(0, 40)}`)"""

Opens = Callable[..., Page]
Takes = Callable[[str, int, str], int]


@pytest.fixture(scope="module")
def codes() -> dict[tuple[str, int], str]:
    """The sessions whose packs are looked at, by their meeting and its number of pupils: all in the lobby."""
    return {}


@pytest.fixture
def opens(classroom: Classroom, codes: dict[tuple[str, int], str]) -> Iterator[Opens]:
    """`opens(meeting, pupils, **query)`: the pack of such a session, on the teacher's laptop."""
    teacher = classroom.teacher()

    def opens(meeting: str, pupils: int, **query: str) -> Page:
        code = codes.get((meeting, pupils)) or teacher.opens_a_lobby(meeting, pupils)
        codes[meeting, pupils] = code
        wanted = "&".join(f"{name}={value}" for name, value in query.items())
        teacher.page.goto(f"/teach/{code}/print/?{wanted}")
        return teacher.page

    yield opens
    classroom.leave()


@pytest.fixture(scope="module")
def printed() -> dict[tuple[str, int, str], int]:
    """How many sheets each part takes, as far as it was printed: for a whole class that takes long."""
    return {}


@pytest.fixture
def takes(opens: Opens, printed: dict[tuple[str, int, str], int]) -> Takes:
    """`takes(meeting, pupils, part)`: how many sheets of paper a part takes."""

    def takes(meeting: str, pupils: int, part: str) -> int:
        if (meeting, pupils, part) not in printed:
            printed[meeting, pupils, part] = pages(opens(meeting, pupils, only=part))
        return printed[meeting, pupils, part]

    return takes


def pages(page: Page) -> int:
    """How many sheets of paper it takes."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


@pytest.mark.parametrize("pupils", [30, 60])
@pytest.mark.parametrize("meeting", MEETINGS)
def test_everybody_has_one_page_and_so_have_procedure_seating_and_the_way_in(takes, meeting, pupils):
    wanted = {"story": 1, "procedure": 1, "roles": pupils, "seating": 1, "qr": 1}

    assert {part: takes(meeting, pupils, part) for part in wanted} == wanted


@pytest.mark.parametrize("meeting", MEETINGS)
def test_the_whole_pack_is_its_parts_and_no_empty_page(opens, takes, meeting):
    each = [takes(meeting, 30, part) for part in PARTS]

    assert pages(opens(meeting, 30)) == sum(each)


@pytest.mark.parametrize("meeting", MEETINGS)
def test_nothing_sticks_out_of_the_paper(opens, meeting):
    page = opens(meeting, 60)
    page.emulate_media(media="print")
    page.set_viewport_size(PRINTED)

    assert page.locator(".slip").count() > 20
    assert page.evaluate(STICKS_OUT) == []


def test_what_only_the_screen_needs_is_not_printed(opens):
    page = opens(MEETINGS[0], 30)
    page.emulate_media(media="print")

    for gone in (".masthead", "h1", "#print", "nav"):
        assert not page.locator(gone).first.is_visible(), gone
    assert page.get_by_role("heading", name="How this meeting works").is_visible()


def test_the_button_opens_the_browsers_print_window(opens):
    page = opens(MEETINGS[0], 30)
    page.add_init_script("window.print = () => { document.body.dataset.printed = 'yes' }")
    page.reload()

    page.get_by_role("button", name="Print what is shown").click()

    assert page.locator("body[data-printed=yes]").count() == 1


def test_on_the_screen_the_teacher_chooses_a_part_and_for_whom(opens):
    page = opens(MEETINGS[1], 12)

    page.get_by_role("link", name="Role sheets").first.click()
    page.get_by_role("link", name="For every seat of the hall").click()

    assert "only=roles" in page.url
    assert page.locator(".role").count() == page.locator(".paper").count() > 12


@pytest.mark.parametrize("meeting", MEETINGS)
def test_the_pack_is_accessible_and_fits_a_phone_light_and_dark(opens, meeting):
    assert list(examine(opens(meeting, 30))) == []
