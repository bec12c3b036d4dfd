"""The pages around the hour, by their pupils' own browser: the questions before."""

from playwright.sync_api import Browser, expect

from tests.browser.states import Meeting, device
from tests.server import Server


def test_a_pupil_answers_the_questions_before_the_lesson_with_and_without_scripts(
    browser: Browser, server: Server
):
    meeting = Meeting(server, joined=1)
    for scripts in (True, False):
        page = device(browser, meeting.pupils[0], java_script_enabled=scripts).new_page()
        page.goto(f"/seat/{meeting.code}/")
        page.get_by_role("link", name="Before the lesson").first.click()
        question = page.locator("#check-q-who-rules")
        question.get_by_role("button", name="The tsar").click()
        expect(question.get_by_text("Not quite.")).to_be_visible()
        question.get_by_role("button", name="Five men").click()
        expect(question.get_by_text("Right.")).to_be_visible()
        expect(question.get_by_role("button", name="Five men")).to_have_attribute("aria-pressed", "true")
        page.context.close()
