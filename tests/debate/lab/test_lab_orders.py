"""A text and its amendments in other orders: the Conference, and the paradoxes of votes on parts."""

import pytest

from debate.lab.divisions import of_record
from debate.lab.orders import REORDERINGS, runs, turned
from debate.scenario import Lab
from tests.support.rules import shipped

LAB = Lab(main="p", amendments=("q", "r"), whole="w")


def ends(lab: Lab, results: dict[str, bool]) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {run.order: (run.end, run.text) for run in runs(lab, results)}


def majority(*votes: bool) -> bool:
    return 2 * sum(votes) > len(votes)


def test_the_conference_as_its_own_figures_have_it():
    """Principle 766 to 688, amendments 797 to 139 and 595 to 493, whole 183 to 813.

    In the order of 1917 and with the amendments first the last vote is on the text as amended, and it falls.
    Had the text been put whole as it was moved, the 766 would have carried it. Divided, each part has its
    majority.
    """
    scenario = shipped.scenario("democratic-conference")
    results = {question: division.carried for question, division in of_record(scenario).items()}

    assert ends(scenario.lab, results) == {
        "as_held": ("no_text", ()),
        "amendments_turned": ("no_text", ()),
        "amendments_first": ("no_text", ()),
        "whole_first": ("text", ("coalition",)),
        "divided": ("text", ("coalition", "without-kornilov", "without-kadets")),
        "undivided": ("no_text", ()),
    }


def test_ostrogorskis_paradox():
    """Ostrogorski (Rae and Daudt 1976): five voters, three issues, each votes on the whole as on most issues.

    Voters 1 to 3 say yes to one issue each (p, q, r), voters 4 and 5 to all. Each issue: 1 + 2 = 3 of 5 say
    yes. The whole: voters 1 to 3 like one part of three and say no; 2 of 5 say yes. Divided all parts
    stand, undivided nothing does.
    """
    likes = [{"p"}, {"q"}, {"r"}, {"p", "q", "r"}, {"p", "q", "r"}]
    results = {issue: majority(*(issue in liked for liked in likes)) for issue in ("p", "q", "r")}
    results["w"] = majority(*(len(liked) > 1 for liked in likes))

    found = ends(LAB, results)

    assert found["divided"] == ("text", ("p", "q", "r"))
    assert found["undivided"] == ("no_text", ())


def test_the_discursive_dilemma_of_three_judges():
    """Kornhauser and Sager 1986: liable if there was a contract (p) and it was broken (q).

    Judges: yes-yes, yes-no, no-yes. Contract: 2 of 3. Broken: 2 of 3. Both: 1 of 3. By its premises the court
    finds against the defendant, by its conclusion for them.
    """
    judges = [(True, True), (True, False), (False, True)]
    results = {
        "p": majority(*(p for p, _ in judges)),
        "q": majority(*(q for _, q in judges)),
        "w": majority(*(p and q for p, q in judges)),
    }

    found = ends(Lab(main="p", amendments=("q",), whole="w"), results)

    assert found["divided"] == ("text", ("p", "q"))
    assert found["undivided"] == ("no_text", ())


def test_where_the_main_question_was_lost_nobody_voted_on_the_rest():
    assert ends(LAB, {"p": False}) == {
        "as_held": ("no_text", ()),
        "amendments_turned": ("no_text", ()),
        "amendments_first": ("unknown", ()),
        "whole_first": ("no_text", ()),
        "divided": ("no_text", ()),
        "undivided": ("unknown", ()),
    }


def test_a_text_with_an_amendment_that_fell_is_not_the_one_piece_that_was_moved():
    found = ends(LAB, {"p": True, "q": True, "r": False, "w": True})

    assert found["as_held"] == ("text", ("p", "q"))
    assert found["divided"] == ("text", ("p", "q"))
    assert found["undivided"] == ("unknown", ())


def test_without_a_single_vote_everything_is_unknown():
    assert {end for end, _ in ends(LAB, {}).values()} == {"unknown"}


def test_a_meeting_without_such_a_text_has_no_orders():
    assert runs(Lab(rivals=("p", "q")), {}) == []
    assert len(runs(LAB, {})) == len(REORDERINGS)


@pytest.mark.parametrize(
    ("results", "as_held", "the_other_way"),
    [
        ({"p": True}, "p", None),
        ({"p": True, "q": True}, "p", "q"),
        ({"p": False, "q": True}, "q", "q"),
        ({"p": False, "q": False}, "", ""),
        ({"p": True, "q": False}, "p", "p"),
        ({}, None, None),
    ],
)
def test_of_two_rivals_that_both_have_a_majority_the_first_wins(results, as_held, the_other_way):
    found = turned(Lab(rivals=("p", "q")), results)

    assert (found.as_held, found.turned) == (as_held, the_other_way)


def test_without_rivals_nothing_is_turned():
    assert turned(LAB, {}) is None
