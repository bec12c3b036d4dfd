"""Rules about aims: each asks for something that can happen and that its person could want."""

from collections.abc import Iterator

from debate.check.fault import Fault
from debate.scenario import Aim, Role, Scenario
from debate.scenario.walk import within


def aims_ask_for_something(scenario: Scenario) -> Iterator[Fault]:
    """A condition that asks for nothing always holds, and the aim would be met by sitting there."""
    for place, _, aim in _aims(scenario):
        if aim == Aim():
            yield Fault(place, "asks for nothing.", "Say what it takes, or take it out.")


def aims_can_be_met(scenario: Scenario) -> Iterator[Fault]:
    """Without a vote one neither votes nor moves; and nobody votes for or against an alternative."""
    several = {question.id for question in scenario.questions if question.by_preference}
    for place, role, aim in _aims(scenario):
        if not role.votes and (aim.voted or aim.moved or aim.seconded or aim.motions_carried):
            yield Fault(place, "asks somebody without a vote to vote or move.", "Ask for something else.")
        for id in (*aim.voted, *aim.at_least):
            if id in several:
                yield Fault(
                    place,
                    f"counts votes for and against on “{id}”.",
                    "Name a question that is voted on openly.",
                )


def aims_respect_beliefs(scenario: Scenario) -> Iterator[Fault]:
    """Nobody has to vote against their belief for an aim, unless they might be won over."""
    for place, role, aim in _aims(scenario):
        for question, vote in aim.voted.items():
            belief = role.beliefs.get(question)
            stands = (belief, *belief.cases) if belief else ()
            if stands and not any(vote in (stand.vote, *stand.open) for stand in stands):
                wrong = f"goes against the belief on “{question}”."
                yield Fault(f"{place}.voted", wrong, "Mark the belief open, or change the aim.")


def _aims(scenario: Scenario) -> Iterator[tuple[str, Role, Aim]]:
    for row, role in enumerate(scenario.roles):
        for name, met in (("public_met", role.public_met), ("private_met", role.private_met)):
            for place, piece in within(f"roles[{row}].{name}", met):
                if isinstance(piece, Aim):
                    yield place, role, piece
