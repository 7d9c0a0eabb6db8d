"""What may be said of a fact that several agencies were asked about; unknown is never zero."""

from datetime import date, timedelta
from itertools import product

import pytest

from scoring.scanned import KNOWN, STANDINGS, differences, holds, section, standing

SAID = ("in_place", "partly", "not_in_place", "not_applicable", "unknown", "not_our_area")
SAYS_HOW = SAID[:4]
DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, "not_asked"),
        ({"a": "not_our_area"}, "not_asked"),
        ({"a": "unknown", "b": "not_our_area"}, "unknown"),
        ({"a": "in_place", "b": "unknown"}, "in_place"),
        ({"a": "in_place", "b": "in_place"}, "in_place"),
        ({"a": "in_place", "b": "partly"}, "differ"),
        ({"a": "not_applicable", "b": "not_in_place"}, "differ"),
    ],
)
def test_the_standing_of_an_item_is_what_agencies_that_know_say_together(answers, expected):
    assert standing(answers) == expected


def test_nothing_but_a_no_is_a_no():
    """Of all answers of three agencies, only those in which somebody said so, and nobody else."""
    for said in product((*SAID, None), repeat=3):
        answers = {agency: each for agency, each in zip("abc", said, strict=True) if each}
        knows = {each for each in answers.values() if each in SAYS_HOW}
        assert (standing(answers) == "not_in_place") == (knows == {"not_in_place"})


def test_a_vote_decides_nothing():
    assert standing(dict.fromkeys("abcdefghi", "in_place") | {"j": "not_in_place"}) == "differ"


def test_an_answer_that_is_too_old_neither_counts_nor_contradicts():
    answers = {"a": "in_place", "b": "not_in_place"}
    assert standing(answers, stale="b") == "in_place"
    assert standing(answers, stale="ab") == "stale"
    assert standing({"a": "in_place", "b": "unknown"}, stale="a") == "stale"


def test_what_was_settled_holds_whatever_agencies_say():
    assert standing({"a": "in_place", "b": "not_in_place"}, settled="partly") == "partly"


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        (("in_place", "in_place"), ()),
        (("in_place", "unknown"), ()),
        (("in_place", "not_in_place"), ("existence",)),
        (("partly", "not_in_place"), ("existence",)),
        (("in_place", "partly"), ("extent",)),
        (("not_applicable", "in_place"), ("applies",)),
        (("in_place", "partly", "not_in_place"), ("existence", "extent")),
        (("not_applicable", "in_place", "not_in_place"), ("applies", "existence")),
    ],
)
def test_answers_that_differ_are_told_by_type(said, kinds):
    assert differences(dict(zip("abc", said, strict=False))) == kinds


def test_two_answers_differ_in_some_type_exactly_if_they_leave_the_item_open():
    for said in product(SAID, repeat=3):
        answers = dict(zip("abc", said, strict=True))
        assert bool(differences(answers)) == (standing(answers) == "differ")


@pytest.mark.parametrize(("days", "told"), [(365, False), (366, True)])
def test_sources_of_differing_answers_more_than_a_year_apart_are_told(days, told):
    answers = {"a": "in_place", "b": "partly"}
    dated = {"a": DAY, "b": DAY + timedelta(days=days)}
    assert ("date" in differences(answers, dated=dated)) == told


def test_a_section_counts_all_eight_standings_and_both_shares():
    found = section(["in_place"] * 4 + ["partly"] * 2 + ["not_in_place", "unknown"])
    assert set(found.counts) == set(STANDINGS)
    assert (found.applicable, found.known) == (8, 7)
    assert found.known_share == pytest.approx(7 / 8)
    assert found.in_place_share == pytest.approx(5 / 7)


@pytest.mark.parametrize(("known", "shown"), [(5, False), (6, True)])
def test_the_share_in_place_is_told_from_sixty_percent_known_on(known, shown):
    found = section(["in_place"] * known + ["not_asked"] * (10 - known))
    assert (found.in_place_share is not None) == shown


def test_what_has_no_place_here_is_in_neither_share():
    found = section(["not_applicable"] * 5 + ["in_place"])
    assert (found.applicable, found.known_share, found.in_place_share) == (1, 1.0, 1.0)
    none = section(["not_applicable"])
    assert (none.known_share, none.in_place_share) == (None, None)


def test_more_unknown_items_never_lower_the_share_in_place():
    """Unknown is no zero: the share of what is known stays, or is not told any more."""
    known = ["in_place", "in_place", "partly", "not_in_place"]
    told = {section(known + ["unknown"] * more).in_place_share for more in range(10)}
    assert told == {section(known).in_place_share, None}


def test_nothing_at_all_is_no_share():
    found = section([])
    assert (found.applicable, found.known, found.known_share) == (0, 0, None)
    assert set(KNOWN) < set(STANDINGS)


@pytest.mark.parametrize(
    ("said", "heard", "expected"),
    [
        ({"a": "in_place", "b": "partly"}, {"a": "in_place", "b": "partly"}, True),
        ({"a": "in_place", "b": "partly"}, {"a": "in_place", "b": "not_in_place"}, False),
        ({"a": "in_place", "b": "partly"}, {"a": "in_place", "b": None}, False),
        ({"a": "in_place"}, {"a": "partly"}, True),
        ({"a": "unknown"}, {"a": "partly"}, True),
        ({"a": "not_applicable"}, {}, True),
        ({"new": "not_in_place"}, {}, False),
        ({}, {}, True),
    ],
)
def test_a_decision_holds_until_somebody_says_something_new_and_against_it(said, heard, expected):
    assert holds("in_place", said=said, heard=heard) is expected
