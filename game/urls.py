"""The addresses of `docs/protocol.md`."""

from django.conf import settings
from django.urls import include, path, re_path, register_converter

from game import codes
from game.pages import (
    act,
    check,
    door,
    health,
    lab,
    library,
    machine,
    metrics,
    outcome,
    paper,
    past,
    people,
    records,
    replay,
    seat,
    sharing,
    take_away,
    teach,
)


class TypedCode:
    """What could be the code of a session, however it is written."""

    regex = "[^/]+"

    def to_python(self, typed: str) -> str:
        """In our own letters. Raises ValueError for what is no code, which is then no page."""
        code = codes.tidy(typed)
        if not codes.is_join_code(code):
            raise ValueError
        return code


register_converter(TypedCode, "typed")

pages = [
    path("", door.home, name="home"),
    path("join/<str:code>/", door.join, name="join"),
    path("join/<str:code>/qr.svg", door.qr, name="qr"),
    path("resume/", door.resume, name="resume"),
    path("enter/<str:token>/", door.enter, name="enter"),
    path("seat/<str:code>/", seat.seat, name="seat"),
    path("seat/<str:code>/hand-on/", door.hand_on, name="hand_on"),
    path("screen/<str:code>/", seat.screen, name="screen"),
    path("teach/", past.sessions, name="teach"),
    path("teach/new/", teach.new, name="new"),
    path("teach/keeping/", past.keep, name="keep"),
    path("teach/<str:code>/", teach.desk, name="desk"),
    path("teach/<str:code>/people/", people.people, name="people"),
    path("teach/<str:code>/records/", records.records, name="records"),
    path("help/<str:token>/", door.help, name="help"),
    path("teach/<str:code>/print/", paper.pack, name="print"),
    path("outcome/<str:code>/", outcome.outcome, name="outcome"),
    path("outcome/<str:code>/person/<str:seat>/", outcome.person, name="outcome_person"),
    path("outcome/<str:code>/leanings/<str:question>/", outcome.leanings, name="outcome_leanings"),
    path("lab/<str:code>/", lab.lab, name="lab"),
    path("replay/<str:code>/", replay.replay, name="replay"),
    path("replay/<str:code>/scene/", replay.scene, name="scene"),
    path("replay/<str:code>/links/", sharing.links, name="replay_links"),
    path("shared/<str:token>/", replay.shared, name="shared"),
    path("shared/<str:token>/scene/", replay.shared_scene, name="shared_scene"),
    path("minutes/<str:code>/", take_away.minutes, name="minutes"),
    path("export/session.schema.json", take_away.file_schema, name="schema"),
    path("export/<str:code>.<str:ending>", take_away.export, name="export"),
    path("kept/", past.kept, name="kept"),
    path("scenarios/", library.scenarios, name="scenarios"),
    path("scenarios/<slug:slug>/", library.scenario, name="scenario"),
    path("check/", check.check, name="check"),
    path("check/answer/", check.answer, name="check_answer"),
    path("state/<str:code>.json", machine.state, name="state"),
    path("act/<str:code>/", act.act, name="act"),
    path("healthz", health.healthz, name="healthz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("<typed:code>", door.to_the_door),
    path("<typed:code>/", door.to_the_door),
    re_path(r"^[Jj][Oo][Ii][Nn]/(?P<code>[^/]+)/?$", door.to_the_door),
]
# Reversed addresses have the prefix at all times, also where no request is at hand.
urlpatterns = [path(settings.PREFIX[1:] + "/", include(pages))] if settings.PREFIX else pages

handler400 = "game.pages.sorry.bad_request"
handler404 = "game.pages.sorry.not_found"
handler500 = "game.pages.sorry.our_fault"
