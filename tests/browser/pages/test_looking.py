"""What looks closely at pages sees what is wrong with them."""

import pytest

from tests.browser.pages.looking import LAPTOP, examine, resize

PAGE = """<!doctype html><html lang="en"><head><title>A page</title><style>
  body {{ background: white; color: black }} ul {{ padding: 1em }}
  .faint {{ color: #bbb }}
  @media (prefers-color-scheme: dark) {{ body {{ background: black; color: white }} .late {{ color: #333 }} }}
</style></head><body><main><h1>A page</h1><ul>{rows}</ul>{more}</main></body></html>"""
ROWS = "".join(f"<li>Row {number}</li>" for number in range(40))


@pytest.fixture
def page(browser):
    opened = browser.new_context(bypass_csp=True).new_page()
    resize(opened, LAPTOP)
    yield opened
    opened.context.close()


@pytest.mark.parametrize(
    ("rows", "more", "fault"),
    [
        (ROWS, "", ""),
        (ROWS + '<li class="faint">faint</li>' + ROWS, "", "axe, light: color-contrast"),
        (ROWS + '<li style="color: #bbb">faint</li>' + ROWS, "", "axe, light: color-contrast"),
        (ROWS + '<li style="background: #444">faint</li>' + ROWS, "", "axe, light: color-contrast"),
        (ROWS + '<li class="late">faint at night</li>' + ROWS, "", "axe, dark: color-contrast"),
        (ROWS, '<div style="opacity: 0.3"><p>faint</p></div><p>clear</p>', "axe, light: color-contrast"),
        (ROWS, "<button></button>", "axe, light: button-name"),
        (ROWS, "<h1>Another</h1>", "has not exactly one h1"),
        (ROWS, '<p style="width: 700px">wide</p>', "px too wide at 320 px"),
    ],
)
def test_a_fault_is_found(page, rows, more, fault):
    page.emulate_media(color_scheme="light")
    page.set_content(PAGE.format(rows=rows, more=more))

    faults = list(examine(page))

    assert any(fault in found for found in faults) if fault else faults == []
