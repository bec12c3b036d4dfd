"""Who is played in a class of any size: proportion, a person for each, delegates for a lecture hall."""

from collections import Counter

import pytest
from msgspec.structs import replace

from debate.rules.hall.casting import cast_order, delegates, plan
from debate.scenario import Scenario
from tests.support.rules import mini, shipped

CLASSES = range(4, 61)
LECTURES = (61, 100, 333, 1000)


def factions(scenario: Scenario, pupils: int) -> Counter[str]:
    """Seats per faction of so many pupils, who all came."""
    return Counter(seat.faction for seat in plan(scenario, pupils)[:pupils])


def ranks_allow(scenario: Scenario, pupils: int) -> bool:
    """Has every faction voters enough for its share of so many seats?"""
    voters = Counter(role.faction for role in scenario.roles if role.votes and role.seat == "core")
    total = sum(faction.delegates for faction in scenario.factions)
    return all(pupils * f.delegates <= voters[f.id] * total for f in scenario.factions)


@pytest.mark.parametrize(
    ("slug", "largest"), [("democratic-conference", 47), ("central-committee-10-october", 12)]
)
def test_every_class_is_in_proportion_to_the_factions_within_one_seat(slug, largest):
    scenario = shipped.scenario(slug)
    total = sum(faction.delegates for faction in scenario.factions)
    sizes = [n for n in CLASSES if ranks_allow(scenario, n)]

    for pupils in sizes:
        seats = factions(scenario, pupils)
        for faction in scenario.factions:
            assert abs(seats[faction.id] - pupils * faction.delegates / total) < 1

    assert sizes == list(range(4, largest + 1))


@pytest.mark.parametrize("pupils", CLASSES)
def test_in_the_conference_every_faction_with_delegates_has_somebody(pupils):
    scenario = shipped.scenario("democratic-conference")

    seats = factions(scenario, pupils)

    assert all(seats[faction.id] for faction in scenario.factions if faction.delegates)


@pytest.mark.parametrize("pupils", CLASSES)
def test_in_the_conference_every_pupil_has_a_person_of_their_own(pupils):
    persons = [seat.role for seat in plan(shipped.scenario("democratic-conference"), pupils)[:pupils]]

    assert all(persons)
    assert len(set(persons)) == pupils


@pytest.mark.parametrize("slug", ["democratic-conference", "central-committee-10-october"])
@pytest.mark.parametrize("pupils", [*CLASSES, *LECTURES])
def test_there_is_a_seat_for_everybody_and_one_in_ten_to_spare(slug, pupils):
    seats = plan(shipped.scenario(slug), pupils)

    assert len(seats) >= pupils + pupils // 10 + 1
    assert [seat.id for seat in seats] == [f"s{n}" for n in range(1, len(seats) + 1)]
    assert all(bool(seat.role) or bool(seat.delegation) for seat in seats)


@pytest.mark.parametrize("pupils", LECTURES)
def test_a_lecture_hall_gets_delegates_in_proportion_to_their_blocs(pupils):
    scenario = shipped.scenario("democratic-conference")
    sent = [seat for seat in plan(scenario, pupils) if not seat.role]
    blocs = {(d.id, f): size for d in scenario.delegations for f, size in d.blocs.items()}
    total = sum(blocs.values())

    dealt = Counter((seat.delegation, seat.faction) for seat in sent)

    assert set(dealt) <= set(blocs)
    for bloc, size in blocs.items():
        # Everybody comes in once before anybody comes in by size: in a small hall the small are ahead.
        assert dealt[bloc] <= max(1, len(sent) * size / total + 1)
    assert len(sent) == len(plan(scenario, pupils)) - len(scenario.roles)


@pytest.mark.parametrize("slug", ["democratic-conference", "central-committee-10-october"])
def test_a_larger_class_begins_with_the_seats_of_the_smaller(slug):
    scenario = shipped.scenario(slug)
    hall = [(seat.id, seat.role, seat.delegation) for seat in plan(scenario, 1000)]

    for pupils in (4, 30, 60, 61, 300):
        seats = [(seat.id, seat.role, seat.delegation) for seat in plan(scenario, pupils)]
        assert hall[: len(seats)] == seats


def test_in_each_faction_the_lower_rank_is_played_first():
    order = cast_order(mini.scenario())

    assert [role.id for role in order] == [
        "archer", "fisher", "mason", "baker", "gardener", "cooper", "dyer", "potter", "hunter", "tinker",
    ]  # fmt: skip


def test_who_must_be_played_comes_first_and_of_those_the_chair():
    """They take the places of others of their faction: Gardener and Hunter those of Fisher and Gardener."""
    scenario = replace(mini.scenario(), chair="hunter")
    roles = [replace(role, must_be_played=role.id in ("gardener", "tinker")) for role in scenario.roles]

    order = cast_order(replace(scenario, roles=tuple(roles)))

    assert [role.id for role in order] == [
        "hunter", "gardener", "tinker", "archer", "mason", "baker", "cooper", "dyer", "potter", "fisher",
    ]  # fmt: skip


def test_core_seats_are_kept_by_the_house_and_optional_ones_are_not():
    seats = {seat.role: seat for seat in plan(mini.scenario(), 4)}

    assert [role for role, seat in seats.items() if not seat.kept] == ["tinker"]


def test_an_option_has_its_roles_kept_too():
    seats = {seat.role: seat for seat in plan(mini.with_travellers(), 4, ("travellers",))}

    assert seats["tinker"].kept
    assert all(seat.kept for seat in seats.values())


def test_the_roles_of_an_option_that_is_off_have_no_seat_in_a_class_of_any_size():
    assert "tinker" not in {seat.role for seat in plan(mini.with_travellers(), 60)}


def test_the_absent_members_of_the_committee_can_be_made_present():
    scenario = shipped.scenario("central-committee-10-october")
    (option,) = [option.id for option in scenario.options if len(option.roles) == 10]

    voters = [seat for seat in plan(scenario, 22, (option,)) if seat.kept and seat.votes]

    assert len(voters) == 22


def test_delegates_who_only_advise_have_no_vote_and_no_house_to_keep_them():
    visitors = [
        seat for seat in plan(mini.scenario(), 100) if seat.delegation == "visitors" and not seat.role
    ]

    assert visitors
    assert not any(seat.votes or seat.kept for seat in visitors)


def test_no_delegates_are_dealt_where_there_are_none():
    assert list(delegates(mini.scenario(), 0)) == []
    assert list(delegates(mini.scenario(), -3)) == []


@pytest.mark.parametrize("pupils", CLASSES)
@pytest.mark.parametrize("slug", ["democratic-conference", "central-committee-10-october"])
def test_whoever_no_pupil_plays_is_kept_by_the_house_so_that_no_vote_is_missing(slug, pupils):
    scenario = shipped.scenario(slug)
    core = {role.id for role in scenario.roles if role.seat == "core"}

    seats = plan(scenario, pupils)

    assert core <= {seat.role for seat in seats[:pupils]} | {seat.role for seat in seats if seat.kept}


@pytest.mark.parametrize("slug", ["democratic-conference", "central-committee-10-october"])
def test_one_pupil_more_changes_nobody_s_faction(slug):
    scenario = shipped.scenario(slug)

    for pupils in CLASSES[:-1]:
        more = factions(scenario, pupils + 1)
        more.subtract(factions(scenario, pupils))
        assert sorted(number for number in more.values() if number) == [1]


@pytest.mark.parametrize("sizes", [(0, 40, 20), (0, 0, 0), (-3, 40, 20), (10**18, 1, 1), (1, 10**18, 0)])
@pytest.mark.parametrize("pupils", [4, 1000])
def test_casting_ends_whatever_the_factions_say_of_their_size(sizes, pupils):
    bare = mini.scenario()
    factions = (replace(f, delegates=size) for f, size in zip(bare.factions, sizes, strict=True))
    scenario = replace(bare, factions=tuple(factions))

    seats = plan(scenario, pupils)

    voters = [role.id for role in bare.roles if role.seat == "core"]
    assert sorted(seat.role for seat in seats[: len(voters)]) == sorted(voters)
