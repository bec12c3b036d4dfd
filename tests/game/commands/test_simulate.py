"""`manage.py simulate`: the house alone gives the record, and says so in the contract's words."""

import json

import pytest
from django.core.management import CommandError, call_command

FIGURES = {
    "democratic-conference": [(766, 688, 38), (797, 139, 196), (595, 493, 72), (183, 813, 80)],
    "central-committee-10-october": [(10, 2, 0)],
}


def simulate(capsys, slug, *options):
    """The exit code and what was printed."""
    try:
        call_command("simulate", slug, *options)
        code = 0
    except SystemExit as ended:
        code = ended.code
    return code, capsys.readouterr().out


@pytest.mark.parametrize("slug", FIGURES)
def test_the_house_alone_gives_the_record(capsys, slug):
    code, printed = simulate(capsys, slug, "--json")

    told = json.loads(printed)
    on_record = [row["tally"] for row in told["divisions"] if "record" in row]
    tallies = [tuple(tally[c] for c in ("for", "against", "abstain")) for tally in on_record]
    assert (code, told["match"]) == (0, True)
    assert tallies == FIGURES[slug]


@pytest.mark.parametrize("slug", FIGURES)
def test_the_json_has_the_contract_s_shape(capsys, slug):
    _, printed = simulate(capsys, slug, "--json")

    told = json.loads(printed)

    assert set(told) == {"scenario", "divisions", "outcome", "recorded_outcome", "match"}
    assert told["scenario"] == slug
    for row in told["divisions"]:
        assert {"question", "tally", "carried"} <= set(row)
        if "record" not in row:
            continue
        assert set(row["tally"]) == {"for", "against", "abstain"}
        assert {"for", "against", "abstain", "carried", "marks"} <= set(row["record"])
        assert set(row["record"]["marks"].values()) <= set("DPIU")
    assert told["outcome"]["id"] == told["recorded_outcome"]["id"]


def test_figures_that_are_not_verified_are_marked(capsys):
    _, printed = simulate(capsys, "democratic-conference")

    assert "  record  797[U]-139[U]-196[U]  carried\n" in printed
    assert "  record  766-688-38  carried\n" in printed
    assert "[U] marks a figure that has not been verified.\n" in printed
    assert printed.endswith("Equal to the record.\n")


def test_pupils_who_vote_at_random_do_so_by_the_seed(capsys):
    runs = [simulate(capsys, "democratic-conference", "--json", "--seats", "20", "--seed", s) for s in "778"]

    assert runs[0] == runs[1]
    assert runs[0] != runs[2]


def test_another_result_ends_with_1(capsys):
    code, printed = simulate(capsys, "central-committee-10-october", "--json", "--seats", "12", "--seed", "3")

    assert code == (0 if json.loads(printed)["match"] else 1)
    assert not json.loads(printed)["match"], "choose a seed by which the class decides otherwise"


def test_an_unknown_meeting_is_said_with_those_there_are():
    with pytest.raises(CommandError, match="central-committee-10-october, democratic-conference"):
        call_command("simulate", "dragons")


def test_a_way_to_an_ending_is_played_and_says_who_has_to_be_moved(capsys):
    code, printed = simulate(capsys, "democratic-conference", "--to", "coalition-without-kadets")

    assert code == 0
    assert "The resolution as amended: " in printed
    assert ": against -> for\n" in printed
    assert printed.endswith("Outcome: A coalition, but not with the Kadets\n")


def test_an_ending_that_nobody_can_bring_about_is_refused_in_words(capsys):
    with pytest.raises(CommandError, match="can come to “unfinished” by persuasion"):
        simulate(capsys, "democratic-conference", "--to", "unfinished")
    with pytest.raises(CommandError, match="There is no ending “peace”. Choose one of: "):
        simulate(capsys, "democratic-conference", "--to", "peace")


@pytest.mark.parametrize("slug", FIGURES)
def test_random_plays_are_counted_by_their_endings(capsys, slug):
    _, printed = simulate(capsys, slug, "--many", "200", "--seats", "20", "--json")

    assert sum(json.loads(printed).values()) == 200
