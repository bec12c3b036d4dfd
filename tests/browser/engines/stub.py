"""A session made of one counter: the smallest server the browser side can be tried against.

It serves a live page on `templates/base.html`, takes commands by socket and by POST, and does on request
what a real server does only on bad days: goes deaf, drops every line, refuses sockets,
closes with a fatal code.
Run as a program: `python -m tests.browser.engines.stub PORT`. The tests steer it by POST to /control/.
"""

import json
import mimetypes
import sys
import time
from pathlib import Path
from urllib.parse import parse_qsl

import django
import django_htmx
from daphne.endpoints import build_endpoint_description_strings
from daphne.server import Server
from django.conf import settings

ROOT = Path(__file__).resolve().parents[3]
STATIC = [ROOT / "game" / "static", Path(django_htmx.__file__).parent / "static"]

NONSENSE = {"ok": False, "refusal": "nonsense", "message": "That is nonsense."}
PARTS = """
<hx-partial hx-target="#count" hx-swap="outerMorph"><p id="count">{count} sentences</p></hx-partial>
<hx-partial hx-target="#desk" hx-swap="outerMorph">{desk}</hx-partial>
"""
DESK = """
<section id="desk">
  <form id="say" method="post" action="/act/" data-live data-clear>
    <input type="hidden" name="act" value="leave_statement">
    <label for="text">A sentence for the record</label><textarea id="text" name="text"></textarea>
    <button name="how" value="aloud">Say it</button><p data-answer role="status"></p>
  </form>
  <seat-map id="hall" seats="{seats}" colours="L1R2" seated="LR" label="the hall"
    places="{places}" radius="6">
    <i id="block" data-marks="{marks}" hidden></i></seat-map>
  <order-clock id="clock" ends="{ends}" label="The debate"></order-clock>
</section>
"""
APPS = ["django.contrib.staticfiles"]
PAGE = """{% extends "base.html" %}
{% block title %}Stub{% endblock %}
{% block body %}data-live="/ws/" data-act="/act/" data-seat="s1" data-seq="0" data-at="{{ at }}"{% endblock %}
{% block live_script %}<script src="/static/game/live/live.js" type="module"></script>{% endblock %}
{% block main %}<h1>Stub</h1><p id="count">{{ count }} sentences</p>{{ desk|safe }}{% endblock %}
"""


def now() -> int:
    return int(time.time() * 1000)


class Stub:
    """State and ASGI application in one. `seen`: frames as they came; `taken`: command id -> answer."""

    def __init__(self):
        self.begin()

    def begin(self) -> None:
        """Nothing has happened yet, and nobody is there: for the next test."""
        self.flags = {
            "deaf": False,
            "sockets": True,
            "mute": False,
            "fatal": None,
            "marks": "." * 12,
            "ends": now() + 90_000,
        }
        self.seen, self.taken, self.lines, self.seq, self.opened = [], {}, [], 0, 0

    def answer(self, command: dict) -> dict:
        if command["id"] not in self.taken:
            refused = command.get("text") == "nonsense"
            self.seq += not refused
            verdict = NONSENSE if refused else {"ok": True}
            self.taken[command["id"]] = {"id": command["id"], "seq": self.seq, **verdict}
        return self.taken[command["id"]]

    def desk(self) -> str:
        marks = self.flags["marks"]
        seats = "L" * (len(marks) // 2) + "R" * (len(marks) - len(marks) // 2)
        places = " ".join(f"{(n % 20) * 10 + 10} {n // 20 * 10 + 20}" for n in range(len(seats)))
        return DESK.format(seats=seats, marks=marks, places=places, ends=self.flags["ends"])

    def parts(self) -> dict:
        return {"seq": self.seq, "html": PARTS.format(count=self.seq, desk=self.desk()), "at": now()}

    async def push(self, frame: dict) -> None:
        for send in self.lines:
            await send({"type": "websocket.send", "text": json.dumps(frame)})

    async def __call__(self, scope, receive, send):
        await (self.socket if scope["type"] == "websocket" else self.http)(scope, receive, send)

    async def socket(self, scope, receive, send):
        await receive()
        if not self.flags["sockets"]:
            await send({"type": "websocket.close"})
            return
        await send({"type": "websocket.accept"})
        if self.flags["fatal"]:
            await send({"type": "websocket.close", "code": self.flags["fatal"]})
            return
        self.lines.append(send)
        self.opened += 1
        await send({"type": "websocket.send", "text": json.dumps(self.parts())})
        while (message := await receive())["type"] == "websocket.receive":
            frame = json.loads(message["text"])
            self.seen.append(frame)
            if "here" in frame and not self.flags["mute"]:
                await send({"type": "websocket.send", "text": json.dumps({"at": now()})})
            if "act" in frame and not self.flags["deaf"]:
                await send({"type": "websocket.send", "text": json.dumps(self.answer(frame))})
                await self.push(self.parts())
        if send in self.lines:
            self.lines.remove(send)

    async def http(self, scope, receive, send):
        body = b""
        while (message := await receive()).get("more_body"):
            body += message["body"]
        body += message.get("body", b"")
        status, kind, content = await self.respond(scope["path"], body)
        headers = [(b"content-type", kind.encode()), (b"content-security-policy", b"default-src 'self'")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    async def respond(self, path: str, body: bytes) -> tuple[int, str, bytes]:
        if path.startswith("/static/"):
            found = [folder / path[8:] for folder in STATIC if (folder / path[8:]).is_file()]
            kind = mimetypes.guess_type(path)[0] or "text/plain"
            return (200, kind, found[0].read_bytes()) if found else (404, kind, b"")
        if path == "/act/":
            command = dict(parse_qsl(body.decode()))
            self.seen.append({"by": "post", **command})
            answer = self.answer(command)
            return 200 if answer["ok"] else 409, "application/json", json.dumps(answer).encode()
        if path == "/control/":
            await self.control(json.loads(body))
            told = {"seen": self.seen, "lines": len(self.lines), "opened": self.opened}
            return 200, "application/json", json.dumps(told).encode()
        if path == "/elsewhere/":
            return 200, "text/html", b"<!doctype html><title>Elsewhere</title>"
        return 200, "text/html; charset=utf-8", self.page().encode()

    def page(self) -> str:
        from django.template import engines

        values = {"at": now(), "count": self.seq, "desk": self.desk()}
        return engines["django"].from_string(PAGE).render(values)

    async def control(self, wish: dict) -> None:
        if wish.get("begin"):
            self.begin()
        self.flags.update({key: wish[key] for key in self.flags if key in wish})
        for _ in range(wish.get("pushes", 0)):
            self.seq += 1
            await self.push(self.parts())
        if "close" in wish:
            lines, self.lines = self.lines, []
            for send in lines:
                await send({"type": "websocket.close", "code": wish["close"]})


if __name__ == "__main__":
    engine = {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "OPTIONS": {"builtins": [f"game.templatetags.{name}" for name in ("assets", "root", "times")]},
    }
    settings.configure(STATIC_URL="/static/", PREFIX="", TEMPLATES=[engine], INSTALLED_APPS=APPS)
    django.setup()
    mimetypes.add_type("text/javascript", ".js")
    endpoints = build_endpoint_description_strings(host="127.0.0.1", port=int(sys.argv[1]))
    Server(Stub(), endpoints=endpoints).run()
