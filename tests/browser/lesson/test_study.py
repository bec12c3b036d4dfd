"""The pages around the hour, by their pupils' own browser: the questions before, and written work."""

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


def test_what_is_typed_before_the_scripts_have_come_outlives_a_reload_too(browser: Browser, server: Server):
    meeting = Meeting(server, joined=1)
    meeting.teach("open_session")
    meeting.teach("close_session")
    page, held = device(browser, meeting.pupils[0]).new_page(), []
    page.route("**/*.js", lambda route, _request: held.append(route))
    page.goto(f"/seat/{meeting.code}/work/", wait_until="commit")
    box = page.locator("#task-letter-home").get_by_role("textbox")
    box.fill("I was quick.")

    for route in held:
        route.continue_()
    expect(page.locator("#task-letter-home .counted")).to_contain_text("3 words")
    page.unroute("**/*.js")
    page.reload()

    expect(box).to_have_value("I was quick.")
    page.context.close()


def test_what_is_typed_outlives_a_reload_and_is_said_to_be_handed_in_when_it_is(
    browser: Browser, server: Server
):
    meeting = Meeting(server, joined=1)
    meeting.teach("open_session")
    meeting.teach("close_session")
    page = device(browser, meeting.pupils[0]).new_page()
    page.goto(f"/seat/{meeting.code}/")
    page.locator("#my-now").get_by_role("link", name="Written work").click()
    task = page.locator("#task-letter-home")
    box = task.get_by_role("textbox")

    box.fill("Dear friends,\n\nI voted for peace.")
    expect(task.locator(".counted")).to_have_text("6 words · not handed in yet")
    page.reload()
    expect(box).to_have_value("Dear friends,\n\nI voted for peace.")
    expect(page.get_by_text("Your teacher has this")).to_have_count(0)

    task.get_by_role("button", name="Hand it in").click()
    expect(task.get_by_text("Your teacher has this: 6 words")).to_be_visible()
    expect(task.locator(".counted")).to_have_text("6 words")

    box.fill("Dear friends, I voted for nothing.")
    page.reload()
    expect(box).to_have_value("Dear friends, I voted for nothing.")
    expect(task.locator(".counted")).to_have_text("6 words · not handed in yet")
    task.get_by_role("button", name="Hand it in again").click()
    task.get_by_text("Your teacher has this: 6 words").click()
    expect(task.locator(".handed-in blockquote")).to_have_text("Dear friends, I voted for nothing.")
    page.context.close()
