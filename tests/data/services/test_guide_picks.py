"""What a guide picks from a report made by hand: which, why, in which order, and how many."""

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from scipy.stats import binom

from data.services.guide_picks import (
    LIMITS,
    MOVED_BY_CHANCE,
    Pick,
    common_ground,
    picks,
    reasons_of,
)
from data.services.guide_sentences import Teller
from scoring.comparison import ItemChange, Moved
from scoring.report import ReportedItem
from surveys.guide_words import guide_words
from tests.data.services.guides_by_hand import (
    ground,
    held_back,
    leaning,
    nearly_all,
    report,
    shared,
    split,
    statement,
)

LETTERS = "abcdefghijkl"


def picked(made, *, sections: dict[str, str] | None = None, in_stages: bool = False):
    """Item and first reason, with every statement in a section of its own unless said."""
    own = {item.id: item.id for item in made.items} | (sections or {})
    whole = ground(made, in_stages=in_stages)
    return [(each.item, each.reasons[0]) for each in picks(whole, sections=own)]


def test_each_reason_finds_its_statement_and_the_talk_opens_with_what_is_shared() -> None:
    made = report(
        leaning("plain"),
        leaning("apart", apart="clear"),
        leaning("moved"),
        leaning("unsure", unsure=12),
        split("split"),
        shared("shared"),
        held_back("hidden"),
        moves={"moved": (0.45, 0.75), "plain": (0.6, 0.7)},
    )
    assert picked(made) == [
        *(("shared", "shared"), ("split", "split"), ("unsure", "unsure")),
        *(("moved", "moved"), ("apart", "groups")),
    ]


def test_a_statement_with_several_reasons_is_picked_once_and_keeps_them_all() -> None:
    made = report(split("all", unsure=12, apart="possible"), moves={"all": (0.2, 0.5)})
    (only,) = picks(ground(made), sections={})
    assert only == Pick("all", ("split", "unsure", "moved", "groups"))


def test_each_reason_has_its_limit() -> None:
    kinds = {
        "shared": lambda name: shared(name),
        "split": lambda name: split(name),
        "unsure": lambda name: leaning(name, unsure=12),
        "moved": lambda name: leaning(name),
        "groups": lambda name: leaning(name, apart="clear"),
    }
    items = [make(f"{kind}{n}") for kind, make in kinds.items() for n in range(6)]
    made = report(*items, moves={f"moved{n}": (0.2, 0.6) for n in range(6)})
    found = [reason for _, reason in picked(made)]
    assert {reason: found.count(reason) for reason in kinds} == dict(LIMITS)
    assert found == sorted(found, key=list(LIMITS).index)


def test_the_strongest_come_first() -> None:
    made = report(
        *(split("s1", gap=1.0), split("s2", gap=1.4), split("s3", gap=1.2), split("s4", gap=1.1)),
        *(shared("a1", agree=25, disagree=5), shared("a2", agree=30, disagree=0)),
        *(leaning("u1", unsure=11), leaning("u2", unsure=20)),
        *(leaning("m1"), leaning("m2"), leaning("m3")),
        moves={"m1": (0.5, 0.75), "m2": (0.8, 0.5), "m3": (0.5, 0.71)},
    )
    assert picked(made) == [
        *(("a2", "shared"), ("a1", "shared")),
        *(("s2", "split"), ("s3", "split"), ("s4", "split")),
        *(("u2", "unsure"), ("u1", "unsure")),
        *(("m2", "moved"), ("m1", "moved")),
    ]


def test_of_groups_clear_comes_before_possible_and_then_what_chance_does_less_often() -> None:
    made = report(
        leaning("possible", apart="possible", adjusted="05_to_20", average_gap=2.0),
        leaning("clear", apart="clear", adjusted="01_to_05", average_gap=0.5),
        leaning("clearest", apart="clear", adjusted="below_01", average_gap=0.4),
    )
    assert picked(made) == [("clearest", "groups"), ("clear", "groups")]


def test_what_stands_out_perhaps_is_not_beyond_chance_and_is_never_picked_for_it() -> None:
    assert picked(report(leaning("perhaps", apart="perhaps"))) == []
    assert picked(report(shared("perhaps", apart="perhaps"))) == [("perhaps", "shared")]


def test_ties_go_by_the_order_of_the_questionnaire_however_often_it_is_asked() -> None:
    for names in list(permutations("abcd"))[:12]:
        made = report(*(split(name) for name in names))
        assert picked(made) == [(name, "split") for name in names[:3]]
        assert picked(made) == picked(made)


@pytest.mark.parametrize("apart", ["clear", "possible"])
def test_a_talk_is_not_opened_with_what_splits_groups_or_what_many_do_not_know(apart) -> None:
    made = report(shared("groups", apart=apart), shared("unsure", unsure=12), shared("fine"))
    assert picked(made) == [("fine", "shared"), ("unsure", "unsure"), ("groups", "groups")]


@pytest.mark.parametrize(
    ("after", "told"), [(0.69, False), (0.7, True), (0.3, True), (0.31, False)]
)
def test_a_move_counts_from_twenty_in_a_hundred_in_either_direction(after, told) -> None:
    made = report(leaning("moved"), moves={"moved": (0.5, after)})
    assert bool(picked(made)) == told


@pytest.mark.parametrize(("after", "told"), [(0.7, False), (0.8, True), (0.2, True)])
def test_a_move_that_thirty_people_could_make_by_chance_is_none(after, told) -> None:
    """Newcombe's interval of 15 of 30 and 21 of 30 is -.04 to .41; of 24 of 30, .06 to .49."""
    made = report(leaning("moved"), moves={"moved": (0.5, after)})
    assert ("moved" in reasons_of(ground(made, people=30), "moved")) == told


def test_without_the_round_before_nothing_is_told_to_have_moved() -> None:
    made = report(leaning("moved"), moves={"moved": (0.2, 0.9)})
    assert reasons_of(ground(made), "moved") == ("moved",)
    assert reasons_of(replace(ground(made), earlier=None), "moved") == ()


@pytest.mark.parametrize("people", [10, 12, 15, 20, 30, 60])
def test_no_more_seems_to_move_by_chance_than_is_said(people: int) -> None:
    """Every pair of counts, weighed by how often it comes when nothing moved."""
    made = report(leaning("moved"), moves={"moved": (0.5, 0.5)})
    told = np.array(
        [
            [_seems_to_move(made, one, other, people=people) for other in range(people + 1)]
            for one in range(people + 1)
        ]
    )
    shares = np.linspace(0.02, 0.98, 49)
    chances = binom.pmf(np.arange(people + 1), people, shares[:, np.newaxis])
    by_chance = np.einsum("si,ij,sj->s", chances, told, chances)
    assert 0 < by_chance.mean() <= MOVED_BY_CHANCE
    assert by_chance.max() < 0.07


def _seems_to_move(made, one: int, other: int, *, people: int) -> bool:
    moved = Moved(one / people, other / people)
    items = (ItemChange("moved", side_share=moved, typical_gap=moved),)
    changed = replace(made, change=replace(made.change, items=items))
    return "moved" in reasons_of(ground(changed, people=people), "moved")


def test_no_section_fills_the_guide_while_another_has_something_to_say() -> None:
    names = [f"court{n}" for n in range(5)] + ["home"]
    gaps = [1.5, 1.4, 1.3, 1.2, 1.1, 1.0]
    made = report(*(split(name, gap=gap) for name, gap in zip(names, gaps, strict=True)))
    sections = {name: name.rstrip("01234") for name in names}
    assert picked(made, sections=sections) == [
        *(("court0", "split"), ("court1", "split"), ("home", "split")),
    ]


def test_where_only_one_section_has_something_to_say_it_says_it() -> None:
    made = report(*(split(f"s{n}") for n in range(5)), leaning("home"))
    sections = {f"s{n}": "court" for n in range(5)} | {"home": "home"}
    assert picked(made, sections=sections) == [(f"s{n}", "split") for n in range(3)]


def test_sections_count_over_all_reasons_together() -> None:
    made = report(
        *(shared("court1"), shared("court2")),
        *(split("court3", gap=1.5), split("h1"), split("h2"), split("i1")),
    )
    sections = {"court1": "c", "court2": "c", "court3": "c", "h1": "h", "h2": "h", "i1": "i"}
    found = [item for item, _ in picked(made, sections=sections)]
    assert found == ["court1", "court2", "h1", "h2", "i1"]


def test_what_is_held_back_or_has_no_order_is_never_picked_or_told() -> None:
    made = report(
        held_back("hidden"),
        split("options", ordinal=False),
        split("shown"),
        moves={"hidden": (0.1, 0.9), "options": (0.1, 0.9)},
    )
    assert picked(made) == [("shown", "split")]
    assert reasons_of(ground(made), "hidden") == ()
    assert common_ground(made) == ()
    teller = Teller(made, guide_words("en"), agreement=True)
    with pytest.raises(ValueError, match="hidden is held back, so nothing can be told of it"):
        teller.figure("hidden")


def test_nobody_answered_is_nothing_to_talk_about() -> None:
    empty = split("empty")
    figure = replace(empty.released.team, people=0)
    gone = replace(empty, released=replace(empty.released, team=figure))
    assert picked(report(gone)) == []


@pytest.mark.parametrize("of", range(5, 10))
def test_all_but_two_of_a_small_team_are_no_common_ground(of: int) -> None:
    """3 of 5 are 60 in 100, and 7 of 9 are 78: the report calls nothing shared below 80."""
    made = report(nearly_all("most", people=of - 2, of=of), statement("half", agree=4, disagree=4))
    assert picked(made) == []
    assert common_ground(made) == ()


def stages(name: str, counts: tuple[int, ...], **more) -> ReportedItem:
    """A question in stages with so many people on each."""
    item = leaning(name, **({"spread": "close"} | more))
    figure = replace(item.released.team, people=sum(counts), counts=counts)
    return replace(item, released=replace(item.released, team=figure))


def test_stages_are_alike_or_far_apart_and_have_no_sides_of_a_table() -> None:
    made = report(
        stages("alike", (0, 15, 15, 0), label="split"),
        split("far"),
        leaning("half", label="split", spread="some"),
    )
    assert picked(made, in_stages=True) == [("alike", "shared"), ("far", "split")]
    assert picked(made) == [("far", "split"), ("alike", "split"), ("half", "split")]


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((0, 15, 15, 0), "Two thirds of us or more see our work at one stage or the next here."),
        ((0, 14, 16, 0), "More than half of us see our work at the same stage here."),
        ((5, 10, 10, 5), "Two thirds of us or more see our work at one stage or the next here."),
    ],
)
def test_stages_that_are_seen_alike_have_sentences_of_their_own(counts, told) -> None:
    made = report(stages("x", counts))
    teller = Teller(made, guide_words("en"), agreement=False, in_stages=True)
    first, *_ = teller.why("x", ("shared",))
    assert first == f"{told} Open the talk with it."
    assert "side" not in first


def test_less_than_two_thirds_on_two_stages_is_nothing_to_open_a_talk_with() -> None:
    made = report(stages("x", (6, 10, 9, 5)))
    assert picked(made, in_stages=True) == []


def test_common_ground_is_all_of_it_most_agreed_first() -> None:
    made = report(*(shared(name, agree=24 + n) for n, name in enumerate(LETTERS[:6])))
    assert common_ground(made) == ("f", "e", "d", "c", "b", "a")


def test_what_a_talk_would_not_open_with_is_offered_as_no_principle() -> None:
    made = report(shared("groups", apart="clear"), shared("unsure", unsure=12), shared("fine"))
    assert common_ground(made) == ("fine",)


def test_why_is_told_with_its_figures_and_with_what_chance_would_do() -> None:
    made = report(split("s", unsure=12, apart="clear"), moves={"s": (0.204, 0.5)})
    teller = Teller(made, guide_words("en"), agreement=True)
    said = teller.why("s", ("split", "unsure", "moved", "groups"))
    assert said[1] == "Agree: 15 of 30. Disagree: 15."
    assert "Two people picked at random are about 1.2 points apart on this scale." in said
    assert "12 of 42 did not know, or chose not to say." in said
    assert "Last time 20 in 100 agreed, this time 50 in 100." in said
    assert any("beside the last round: 1. Chance alone would make up to about" in s for s in said)
    assert any("hardly any deal would set groups this far apart" in each for each in said)
    assert (
        "Statements that stand out like this or a little less: 7 of 40. Chance alone would make "
        "about 3.2 do so."
    ) in said


@pytest.mark.parametrize(
    ("item", "agreement", "told"),
    [
        (leaning("x"), True, "Agree: 22 of 30. Disagree: 8."),
        (leaning("x", middle=3), True, "Agree: 22 of 33. Disagree: 8. In the middle: 3."),
        (
            leaning("x"),
            False,
            "In the upper half of the scale: 22 of 30. In the lower half: 8.",
        ),
        (nearly_all("x", people=28, of=30), True, "At least 28 of 30 agree."),
        (
            nearly_all("x", people=28, of=30, side="lower"),
            True,
            "At least 28 of 30 disagree.",
        ),
        (
            nearly_all("x", people=28, of=30),
            False,
            "At least 28 of 30 gave the same answer, or one close to it.",
        ),
    ],
)
def test_a_figure_tells_what_was_released_and_nothing_finer(item, agreement, told) -> None:
    assert Teller(report(item), guide_words("en"), agreement=agreement).figure("x") == told


def test_where_only_an_average_was_released_no_side_is_told() -> None:
    item = leaning("x")
    figure = replace(item.released.team, sides=None, mean=3.0)
    hidden = replace(item, released=replace(item.released, team=figure))
    told = Teller(report(hidden), guide_words("en"), agreement=True).figure("x")
    assert told == "30 people answered. How they did is not shown in more detail."
