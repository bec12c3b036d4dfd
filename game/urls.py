"""The addresses of `docs/protocol.md`."""

from django.urls import path

from game.pages import (
    act,
    check,
    door,
    library,
    machine,
    metrics,
    outcome,
    paper,
    people,
    replay,
    seat,
    sharing,
    teach,
)

urlpatterns = [
    path("", door.home, name="home"),
    path("join/<str:code>/", door.join, name="join"),
    path("join/<str:code>/qr.svg", door.qr, name="qr"),
    path("resume/", door.resume, name="resume"),
    path("enter/<str:token>/", door.enter, name="enter"),
    path("seat/<str:code>/", seat.seat, name="seat"),
    path("screen/<str:code>/", seat.screen, name="screen"),
    path("teach/", teach.sessions, name="teach"),
    path("teach/new/", teach.new, name="new"),
    path("teach/<str:code>/", teach.desk, name="desk"),
    path("teach/<str:code>/people/", people.people, name="people"),
    path("help/<str:token>/", door.help, name="help"),
    path("teach/<str:code>/print/", paper.pack, name="print"),
    path("outcome/<str:code>/", outcome.outcome, name="outcome"),
    path("replay/<str:code>/", replay.replay, name="replay"),
    path("replay/<str:code>/scene/", replay.scene, name="scene"),
    path("replay/<str:code>/links/", sharing.links, name="replay_links"),
    path("replay/<str:code>/file/", sharing.file, name="replay_file"),
    path("shared/<str:token>/", replay.shared, name="shared"),
    path("shared/<str:token>/scene/", replay.shared_scene, name="shared_scene"),
    path("scenarios/", library.scenarios, name="scenarios"),
    path("scenarios/<slug:slug>/", library.scenario, name="scenario"),
    path("check/", check.check, name="check"),
    path("check/answer/", check.answer, name="check_answer"),
    path("state/<str:code>.json", machine.state, name="state"),
    path("act/<str:code>/", act.act, name="act"),
    path("healthz", machine.healthz, name="healthz"),
    path("metrics", metrics.metrics, name="metrics"),
]

handler404 = "game.pages.sorry.not_found"
handler500 = "game.pages.sorry.our_fault"
