"""The record explained by its own figures: each step to the last delegate."""

from msgspec.structs import replace

from debate.lab.picture import laid_out
from debate.scenario import CHOICES, Lab, Picture, PictureStep
from tests.support.rules import mini, shipped


def steps(slug: str):
    return laid_out(shipped.scenario(slug))


def test_766_are_583_and_183():
    hall, coalition, *_ = steps("democratic-conference")

    assert {f.id: f.delegates for f in hall.sides[""]} == {"left": 688, "centre": 183, "right": 583}
    assert [f.id for f in coalition.sides["for"]] == ["centre", "right"]
    assert coalition.model == {"for": 583 + 183, "against": 688, "abstain": 0}
    assert coalition.record == {"for": 766, "against": 688, "abstain": 38}
    assert coalition.differs == {"for": 0, "against": 0, "abstain": -38}


def test_each_majority_is_made_of_other_people():
    sides = [[f.id for f in laid.sides["for"]] for laid in steps("democratic-conference")[1:]]

    assert sides == [["centre", "right"], ["left", "centre", "right"], ["left", "centre"], ["centre"]]


def test_in_the_last_vote_416_fewer_took_part_than_in_the_first():
    """1,492 and 1,076. Of the 1,271 of Left and Right 458 are missing among the 813: 416 had gone and 80
    abstained, of whom 38 had abstained before: 416 + 80 - 38 = 458."""
    whole = steps("democratic-conference")[-1]

    assert whole.model == {"for": 183, "against": 1271, "abstain": 0}
    assert whole.record == {"for": 183, "against": 813, "abstain": 80}
    assert whole.fewer == 416
    assert whole.differs["against"] == 458 == whole.fewer + 80 - 38


def test_the_turn_out_differed_from_vote_to_vote():
    assert [laid.fewer for laid in steps("democratic-conference") if laid.record] == [0, 360, 332, 416]


def test_the_committee_has_a_picture_of_its_own():
    groups, rising = steps("central-committee-10-october")

    assert [f.delegates for f in groups.sides[""]] == [5, 5, 2]
    assert rising.model == rising.record == {"for": 10, "against": 2, "abstain": 0}


def test_a_scenario_without_a_picture_has_no_steps():
    assert laid_out(mini.scenario()) == []
    assert set(steps("democratic-conference")[1].sides) == set(CHOICES)


def test_a_faction_that_was_split_stands_on_both_sides_with_its_figures():
    found = mini.scenario()
    line = {"bridge": {"for": 45, "against": 4, "abstain": 1}, "toll": "for"}
    factions = (replace(found.factions[0], line=line), *found.factions[1:])
    step = PictureStep(question="bridge", title="The bridge", text="So they voted.")
    picture = Picture(title="Why?", model="A model.", steps=(step,))

    [laid] = laid_out(replace(found, factions=factions, lab=Lab(picture=picture)))

    sides = {choice: {f.id: f.delegates for f in laid.sides[choice]} for choice in CHOICES}
    assert sides["for"] == {"builders": 45}
    assert sides["against"] == {"builders": 4, "ferrymen": 30}
    assert sides["abstain"] == {"builders": 1, "undecided": 20}
    assert factions[0].choice("bridge") == "for"
