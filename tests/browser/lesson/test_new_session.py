"""A teacher fills in the form of a new session, and sees what it makes as it changes."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def room(classroom):
    yield classroom
    classroom.leave()


def test_the_plan_follows_the_form(room):
    page = room.teacher().page
    page.goto("/teach/new/?scenario=democratic-conference&pupils=28&minutes=45&lessons=2")
    expect(page.locator("#preview caption")).to_have_count(2)

    page.get_by_label("Lessons").select_option("1")
    expect(page.locator("#preview caption")).to_have_count(0)
    expect(page.locator("#plan-says")).to_contain_text("This does not fit.")

    page.get_by_label("Pupils", exact=True).fill("2")
    expect(page.locator("#preview")).to_be_hidden()
    expect(page.get_by_label("Pupils", exact=True)).to_have_value("2")

    page.get_by_label("Pupils", exact=True).fill("12")
    page.locator("[name=scenario][value=central-committee-10-october]").check()
    expect(page.locator("#preview-title")).to_have_text("The Central Committee, 10 October 1917")
    expect(page.locator("#options-of-meeting legend")).to_have_text("What if?")
