"""Who knows of a service is counted by agency, and who does not know denies nothing."""

import math

import pytest

from scoring.awareness import Awareness, Knowing, awareness, knowing, together

NOBODY = Knowing(0, 0, 0)


def test_awareness_is_the_share_inside_minus_the_share_outside() -> None:
    """.92 inside and .40 outside of the agency that runs it."""
    found = awareness(
        {
            "treatment": ["yes"] * 23 + ["unknown"] * 2,
            "court": ["yes"] * 6 + ["unknown"] * 8 + ["no"],
            "schools": ["yes"] * 4 + ["unknown"] * 6,
        },
        operator="treatment",
    )
    assert found.inside.share == pytest.approx(0.92)
    assert found.outside == Knowing(10, 1, 14)
    assert found.outside.share == pytest.approx(0.40)
    assert found.gap == pytest.approx(0.52)
    assert found.outside.dont_know_share == pytest.approx(14 / 25)
    assert (found.inside.asked, found.outside.asked, found.services) == (25, 25, 1)


def test_who_was_not_asked_neither_knows_nor_fails_to() -> None:
    found = awareness({"a": ["yes", "not_asked"], "b": ["not_asked"] * 5 + ["no"]}, operator="a")
    assert found.inside == Knowing(1, 0, 0)
    assert found.outside == Knowing(0, 1, 0)
    assert found.gap == 1.0


@pytest.mark.parametrize("answers", [{}, {"a": ["yes"]}, {"b": ["yes"]}, {"a": ["not_asked"]}])
def test_a_side_that_nobody_asked_leaves_the_gap_unknown(answers: dict) -> None:
    assert math.isnan(awareness(answers, operator="a").gap)


def test_the_gap_reaches_both_ends() -> None:
    assert awareness({"a": ["no"], "b": ["yes"]}, operator="a").gap == -1
    assert awareness({"a": ["yes"], "b": ["unknown"]}, operator="a").gap == 1


def test_services_together_count_every_answer_once() -> None:
    one = awareness({"a": ["yes", "yes"], "b": ["unknown"]}, operator="a")
    other = awareness({"a": ["yes"], "b": ["unknown", "yes"]}, operator="b")
    assert together([one, other]) == Awareness(Knowing(3, 0, 1), Knowing(1, 0, 1), 2)
    assert together([]) == Awareness(NOBODY, NOBODY, 0)


def test_each_agency_has_its_strip() -> None:
    found = knowing({"a": ["yes", "no"], "b": ["unknown"], "c": ["not_asked"]})
    assert found == {"a": Knowing(1, 1, 0), "b": Knowing(0, 0, 1), "c": NOBODY}
    assert math.isnan(found["c"].share)
    assert math.isnan(found["c"].dont_know_share)


def test_an_answer_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="answers take yes, no, unknown, not_asked, not perhaps"):
        knowing({"a": ["perhaps"]})  # type: ignore[list-item]
