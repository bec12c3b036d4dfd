"""Extra time: where a pupil who has some may vote, the vote's clock is set for it, for everybody.

So it shows on no page whose it is, and stands in no entry of the journal but as time that was given.
"""

from collections.abc import Iterable, Iterator

from debate.assembly import Assembly
from debate.commands import CLOCK, GiveTime
from debate.events import AnyEvent, QuestionPut
from debate.rules.voting.opening import LONGEST_BALLOT
from game.people.sitters import People


def more_time(assembly: Assembly, people: People, events: Iterable[AnyEvent]) -> Iterator[GiveTime]:
    """For each vote with a clock that was put just now, the time that somebody needs there besides."""
    for put in events:
        ballot = assembly.ballots.get(put.ballot) if isinstance(put, QuestionPut) else None
        if ballot is None or not ballot.open or ballot.closes_at is None:
            continue
        lasts = (ballot.closes_at - ballot.put_at) // 1000
        share = max((people.extra_time(seat) for seat in ballot.weights), default=0)
        if seconds := min(lasts * share // 100, LONGEST_BALLOT - lasts):
            yield GiveTime(by=CLOCK, ballot=ballot.id, seconds=seconds)
