"""Lessons played on a running server, by its addresses alone: what is kept is what a class leaves behind.

Told by the protocol, not by the rules, so that the same script can play on the server of any tree.
"""

import re
import time
from typing import Any

from tests.server import Person, Server

NAMES = ("Ada", "Ben", "Cem", "Dee", "Eva", "Fay", "Gus")
CHOICES = ("for", "against", "abstain")
BESIDE, PAPER = "Hal", "Zoë Paper"


class Lesson:
    """One session with seven pupils, one more on paper, and its teacher."""

    def __init__(self, server: Server, teacher: Person, scenario: str):
        self.server, self.teacher, self.scenario = server, teacher, scenario
        self.code = server.session(teacher, scenario, pupils=8, minutes=50, matching="true")
        self.pupils = {}
        for name in NAMES:
            pupil = server.pupil(self.code, name)
            self.pupils[pupil.state(self.code)["me"]["seat"]] = pupil
        self.share_a_seat(next(iter(self.pupils)))
        self.of_people("add_pupil", name=PAPER)
        self.teacher.post(f"/teach/{self.code}/records/", {"act": "label", "label": f"10b, {scenario}"})

    def of_people(self, act: str, **fields: Any) -> None:
        """The desk does something about the people."""
        form = {"act": act, **fields}
        answer = self.teacher.post(
            f"/teach/{self.code}/people/", form, headers={"Accept": "application/json"}
        )
        assert answer.json["ok"], answer.text

    def share_a_seat(self, seat: str) -> None:
        """An eighth pupil sits down beside the one in this seat."""
        self.of_people("share", seat=seat)
        page = self.pupils[seat].get(f"/seat/{self.code}/").text
        [code] = re.findall(r'share-code">([\w-]+)<', page)
        came = Person(self.server).post(f"/join/{self.code}/", {"name": BESIDE, "share": code})
        assert "/seat/" in came.url, came.text

    @property
    def state(self) -> Any:
        """As the teacher sees it."""
        return self.teacher.state(self.code)

    @property
    def voters(self) -> list[str]:
        """The seats of pupils who have a vote and a device."""
        return [seat["id"] for seat in self.state["seats"] if seat["votes"] and seat["id"] in self.pupils]

    def does(self, who: str, act: str, **fields: Any) -> None:
        """A pupil, or the teacher (""), gives a command that succeeds."""
        person = self.pupils[who] if who else self.teacher
        answer = person.act(self.code, act, id=f"{act}-{time.monotonic_ns()}", **fields).json
        if answer.get("refusal") == "too_many":
            time.sleep(0.5)
            return self.does(who, act, **fields)
        assert answer["ok"], (act, fields, answer)

    def teach(self, act: str, **fields: Any) -> None:
        self.does("", act, **fields)

    def put(self, **fields: Any) -> str:
        """Open a vote without a clock; its id."""
        self.teach("put_question", seconds=0, **fields)
        return str(self.state["ballot"]["id"])

    def vote(self, ballot: str, choices: tuple[str, ...] = CHOICES) -> None:
        """Each voter makes another of these choices."""
        for number, seat in enumerate(self.voters):
            self.does(seat, "cast_vote", ballot=ballot, choice=choices[number % len(choices)])

    def decide(self, choices: tuple[str, ...] = CHOICES, **fields: Any) -> None:
        """A vote from the putting to the announcement."""
        self.vote(self.put(**fields), choices)
        self.finish()

    def finish(self) -> None:
        """The open vote is closed; a tie is decided; the result is read out."""
        self.teach("close_ballot")
        if self.state["ballot"].get("tied"):
            self.teach("give_casting_vote", choice="for")
        self.teach("announce")

    def moved(self, seat: str, **motion: Any) -> str:
        """A motion with its seconders, admitted."""
        self.does(seat, "move", **motion)
        made = self.state["motions"][-1]
        for other in [voter for voter in self.voters if voter != seat][: made["needed"]]:
            self.does(other, "second", motion=made["id"])
        self.teach("admit_motion", motion=made["id"])
        return str(made["id"])

    def until(self, kind: str) -> None:
        """On to the next stage of this kind; questions that come on the way are decided."""
        while True:
            stage = self.state["stage"]
            decided = {row["question"] for row in self.state["divisions"] if not row.get("reconsidered")}
            if stage["kind"] == "division" and stage["question"] not in decided:
                self.decide()
            self.teach("advance_stage")
            if self.state["stage"]["kind"] == kind:
                return

    def begin(self) -> None:
        """The meeting opens; the groups talk, lean, and take their straw poll."""
        straw = next(question for question in self.state["questions"] if question.get("straw"))
        self.teach("open_session")
        self.until("caucus")
        first, second = self.voters[:2]
        self.does(first, "caucus_say", text="Who speaks first?")
        self.does(second, "call_help", text="What is a caucus?")
        self.teach("answer_help", seat=second)
        for number, seat in enumerate(self.voters):
            self.does(seat, "set_leaning", question=self.leaning_on(), value=number % 5 - 2)
        ballot = self.put(question=straw["id"])
        ranked = self.state["ballot"]["alternatives"]
        ids = [one if isinstance(one, str) else one["id"] for one in ranked]
        self.vote(ballot, (">".join(ids), ">".join(reversed(ids))))
        self.finish()

    def leaning_on(self) -> str:
        """A question of the meeting with a text."""
        return str(next(q["id"] for q in self.state["questions"] if q.get("wording") and not q.get("straw")))

    def debate(self) -> None:
        """Speeches, a motion with an amendment, a secret ballot, one that is undone and put again."""
        self.until("debate")
        one, two, three = self.voters[:3]
        self.does(one, "request_floor", purpose="support")
        self.does(two, "request_floor", purpose="attack")
        self.teach("give_floor")
        self.teach("give_intervention", seat=two)
        self.teach("end_turn")
        self.does(one, "yield_floor")
        self.does(three, "leave_statement", text="We ask to be heard.")
        motion = self.moved(one, text="The hall asks for peace. It goes home.")
        change = self.moved(two, amends=motion, how="replace", passage="peace", text="a just peace")
        self.decide(("for",), motion=change, method="show")
        self.decide(motion=motion, method="secret")
        while not self.state["ballot"]["open"]:
            self.teach("undo")
        self.finish()
        second = self.moved(three, text="The doors stay shut.")
        self.vote(self.put(motion=second, method="secret"))
        self.teach("undo")
        self.decide(motion=second, method="secret")
        self.teach("pause")
        self.teach("resume")

    def end(self) -> None:
        """On to the debrief, and the close."""
        self.teach("plan_debrief", questions="d1,d2")
        self.until("debrief")
        self.does(self.voters[0], "reflect", text="I would vote otherwise now.")
        self.teach("show_question", question="d1")
        self.teach("close_session")

    def stop_in_a_secret_vote(self) -> None:
        """The bell rings while a secret vote is open, a motion waits, and somebody wants to speak."""
        one, two, *others = self.voters
        self.does(one, "move", text="Let us meet again tomorrow.")
        self.does(two, "request_floor", purpose="question")
        ballot = self.put(motion=self.moved(two, text="Tea is served."), method="secret")
        for seat in others:
            self.does(seat, "cast_vote", ballot=ballot, choice="for")
