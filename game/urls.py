"""The addresses of `docs/protocol.md`."""

from django.conf import settings
from django.urls import include, path, re_path, register_converter
from django.urls.converters import StringConverter

from game.pages.afterwards import (
    class_work,
    downloads,
    lab,
    outcome,
    print_pack,
    records,
    replay,
    replay_links,
    sessions,
)
from game.pages.before import library, network_check
from game.pages.lesson import act, desk, entry, new_session, people, seat, study
from game.pages.server import health, metrics, state
from game.web import codes


class TypedCode(StringConverter):
    """What could be the code of a session, however it is written."""

    def to_python(self, typed: str) -> str:
        """In our own letters. Raises ValueError for what is no code, which is then no page."""
        code = codes.tidy(typed)
        if not codes.is_join_code(code):
            raise ValueError
        return code


register_converter(TypedCode, "typed")

pages = [
    path("", entry.home, name="home"),
    path("join/<str:code>/", entry.join, name="join"),
    path("join/<str:code>/qr.svg", entry.qr, name="qr"),
    path("resume/", entry.resume, name="resume"),
    path("enter/<str:token>/", entry.enter, name="enter"),
    path("seat/<str:code>/", seat.seat, name="seat"),
    path("seat/<str:code>/before/", study.before, name="own_before"),
    path("seat/<str:code>/work/", study.work, name="own_work"),
    path("seat/<str:code>/hand-on/", entry.hand_on, name="hand_on"),
    path("screen/<str:code>/", seat.screen, name="screen"),
    path("teach/", sessions.sessions, name="teach"),
    path("teach/new/", new_session.new, name="new"),
    path("teach/keeping/", sessions.keep, name="keep"),
    path("teach/<str:code>/", desk.desk, name="desk"),
    path("teach/<str:code>/pace/", desk.pace, name="pace"),
    path("teach/<str:code>/people/", people.people, name="people"),
    path("teach/<str:code>/records/", records.records, name="records"),
    path("teach/<str:code>/work/", class_work.work, name="class_work"),
    path("help/<str:token>/", entry.help, name="help"),
    path("teach/<str:code>/print/", print_pack.pack, name="print"),
    path("outcome/<str:code>/", outcome.outcome, name="outcome"),
    path("outcome/<str:code>/person/<str:seat>/", outcome.person, name="outcome_person"),
    path("outcome/<str:code>/leanings/<str:question>/", outcome.leanings, name="outcome_leanings"),
    path("lab/<str:code>/", lab.lab, name="lab"),
    path("replay/<str:code>/", replay.replay, name="replay"),
    path("replay/<str:code>/scene/", replay.scene, name="scene"),
    path("replay/<str:code>/links/", replay_links.links, name="replay_links"),
    path("shared/<str:token>/", replay.shared, name="shared"),
    path("shared/<str:token>/scene/", replay.shared_scene, name="shared_scene"),
    path("minutes/<str:code>/", downloads.minutes, name="minutes"),
    path("export/session.schema.json", downloads.file_schema, name="schema"),
    path("export/<str:code>.<str:ending>", downloads.export, name="export"),
    path("kept/", sessions.kept, name="kept"),
    path("scenarios/", library.scenarios, name="scenarios"),
    path("scenarios/<slug:slug>/", library.scenario, name="scenario"),
    path("cover.png", library.cover, name="cover"),
    path("scenarios/<slug:slug>/cover.png", library.cover, name="cover"),
    path("scenarios/<slug:slug>/before/", library.before, name="before"),
    path("scenarios/<slug:slug>/sheets/", library.sheets, name="sheets"),
    path("scenarios/<slug:slug>/watch/", library.watch, name="watch"),
    path("scenarios/<slug:slug>/watch/scene/", library.watch_scene, name="watch_scene"),
    path("check/", network_check.check, name="check"),
    path("check/answer/", network_check.answer, name="check_answer"),
    path("state/<str:code>.json", state.state, name="state"),
    path("act/<str:code>/", act.act, name="act"),
    path("healthz", health.healthz, name="healthz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("<typed:code>", entry.to_the_door),
    path("<typed:code>/", entry.to_the_door),
    re_path(r"^[Jj][Oo][Ii][Nn]/(?P<code>[^/]+)/?$", entry.to_the_door),
]
# Reversed addresses have the prefix at all times, also where no request is at hand.
urlpatterns = [path(settings.PREFIX[1:] + "/", include(pages))] if settings.PREFIX else pages

handler400 = "game.pages.errors.bad_request"
handler404 = "game.pages.errors.not_found"
handler500 = "game.pages.errors.our_fault"
