"""A meeting in which pupils write something of every kind, each text with a mark of its own in it.

`Author.tell` calls `pauses` by name on the way, where a test may have the texts so far taken away.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress

from msgspec.structs import replace

from debate import commands as c
from debate.commands import TEACHER, Command
from debate.events import TextKind
from debate.refusal import Refusal
from debate.scenario import PROCEDURAL_KINDS, StandingOrders
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, lobby

PAUSES = ("written", "seconded", "voting", "carried", "closed")
"""Where texts are taken away: as soon as they are there, once motions are seconded, and so on."""


def mark(kind: str) -> str:
    """Words that stand in one text only."""
    return f"zq{kind}zq"


class Author(Meeting):
    """Archer (s1) takes the chair; the secretary and the press are pupils' persons, too."""

    def __init__(self, at: Callable[["Author", str], None] = lambda author, pause: None):
        everything = mini.with_everything()
        orders = StandingOrders(caucus="always", procedural=PROCEDURAL_KINDS, seconders=1)
        super().__init__(replace(everything, standing_orders=orders))
        self.at_pause = at
        self.__dict__.update(lobby(9, self.scenario, expected=9).__dict__)
        self.do(c.OpenSession(by=TEACHER))
        self.reach("first-debate")

    def tries(self, command: Command) -> None:
        """What may be refused because a text is away."""
        with suppress(Refusal):
            self.do(command)

    def pause(self, name: str) -> None:
        self.at_pause(self, name)

    def office(self, office: str) -> str:
        """The seat of the secretary, or of the press."""
        roles = {id: self.assembly.role_of(id) for id in self.assembly.order}
        return next(id for id, role in roles.items() if role and role.office == office)

    def writes(self, *commands: Command) -> None:
        for command in commands:
            self.tries(command)
            self.wait(1)
            self.pause("written")

    def moves(self, by: str, seconder: str, **motion: object) -> str:
        """A motion that goes as far as it is let; its id."""
        self.writes(c.Move(by=by, **motion))
        id = f"m{self.assembly.motions_moved}"
        self.tries(c.Second(by=seconder, motion=id))
        self.pause("seconded")
        return id

    def carries(self, id: str) -> None:
        """Admit it, put it and carry it, if it can be put."""
        self.tries(c.AdmitMotion(by=TEACHER, motion=id))
        before = self.assembly.ballot
        self.tries(c.PutQuestion(by=TEACHER, motion=id))
        if self.assembly.ballot == before:
            return
        for seat in ("s1", "s2", "s3", "s4"):
            self.tries(c.CastVote(by=seat, ballot=self.assembly.ballot, choice="for"))
        self.pause("voting")
        self.close()
        self.do(c.Announce(by=TEACHER))
        self.pause("carried")

    def tell(self) -> "Author":
        """All of it, to the close."""
        secretary, press = self.office("secretary"), self.office("press")
        self.do(c.GiveChair(by=TEACHER, seat="s1"))
        self.writes(
            c.LeaveStatement(by="s2", text=f"A {mark('statement')} it is."),
            c.CaucusSay(by="s2", text=f"We {mark('line')} them."),
            c.CallHelp(by="s3", text=f"I {mark('help')} this."),
            c.WriteMinutes(by=secretary, text=f"They {mark('minutes')} again."),
            c.WriteHeadline(by=press, text=f"Town {mark('oldheadline')}!"),
            c.WriteHeadline(by=press, text=f"Town {mark('headline')}!"),
        )
        self.ruled_out_and_grouped()
        self.a_text_is_changed()
        self.a_motion_is_changed_and_divided()
        self.carries(self.moves("s2", "s3", text=f"All {mark('carried')} at once."))
        self.moves("s3", "s4", text=f"Nobody {mark('seconded')} at all.")
        self.writes(c.Move(by="s4", text=f"Everybody {mark('alone')} here."))
        for motion in list(self.assembly.motions.values()):
            if motion.kind == "part":
                self.carries(motion.id)
        self.do(c.GiveChair(by=TEACHER))
        self.reach("debrief")
        self.writes(c.Reflect(by="s2", text=f"I {mark('reflection')} now."))
        self.writes(c.HandIn(by="s2", task="essay", text=f"It {mark('work')} them."))
        self.do(c.CloseSession(by=TEACHER))
        self.pause("closed")
        return self

    def ruled_out_and_grouped(self) -> None:
        offending = self.moves("s2", "s3", text="The ferry sinks.")
        other = self.moves("s3", "s4", text="The ferry swims.")
        self.writes(c.GroupMotions(by="s1", motions=(offending, other), name=f"Set {mark('group')}"))
        self.writes(c.RuleOut(by="s1", motion=offending, reason=f"You {mark('undone')}."))
        self.tries(c.Undo(by="s1"))
        self.writes(c.RuleOut(by="s1", motion=offending, reason=f"It {mark('ruling')}."))
        self.tries(c.WithdrawMotion(by="s3", motion=other))

    def a_text_is_changed(self) -> None:
        """Words go into the question's text; half of them are struck again, and it is divided there."""
        self.carries(
            self.moves(
                "s2", "s3", amends="bridge", passage="The town builds a bridge of stone",
                text=f"that {mark('early')} and {mark('late')} too",
            )
        )  # fmt: skip
        self.carries(self.moves("s4", "s3", amends="bridge", text="Boats pay half."))
        self.carries(self.moves("s3", "s4", amends="bridge", how="strike", passage=f"and {mark('late')} too"))
        quotes = f"that {mark('early')}"
        self.moves("s4", "s3", amends="bridge", how="replace", passage=quotes, text="and wood")
        self.carries(self.moves("s5", "s3", kind="divide", about="bridge", passage="The town pays for it."))

    def a_motion_is_changed_and_divided(self) -> None:
        motion = self.moves("s5", "s4", text=f"The {mark('main')} is painted. The {mark('second')} stays.")
        self.carries(self.moves("s3", "s4", amends=motion, how="replace", passage="painted", text="tarred"))
        self.moves("s6", "s4", kind="divide", about=motion, passage=f"The {mark('second')} stays.")
        self.moves("s6", "s4", kind="by_roll_call", about=motion)
        self.carries(motion)


def taken_away(name: str) -> Callable[[Author, str], None]:
    """At every pause of this name all texts there are by then are taken away."""

    def at(author: Author, pause: str) -> None:
        for id in author.assembly.texts if pause == name else ():
            if id not in author.assembly.away:
                author.do(c.TakeAway(by=TEACHER, text=id))

    return at


def marks_in(seen: object) -> set[str]:
    """The marks that stand in anything, however it is written."""
    return set(_found(str(seen)))


def _found(text: str) -> Iterator[str]:
    for piece in text.split("zq")[1::2]:
        if piece.isalpha():
            yield piece


KINDS: dict[str, TextKind] = {
    "statement": "statement", "line": "line", "help": "help", "minutes": "minutes", "oldheadline": "headline",
    "headline": "headline", "group": "group", "undone": "ruling", "ruling": "ruling", "early": "motion",
    "late": "motion", "main": "motion", "second": "motion", "carried": "motion", "seconded": "motion",
    "alone": "motion", "reflection": "reflection", "work": "work",
}  # fmt: skip
"""Every mark, and the kind of text in which it stands."""
