"""From an answer sheet to levels: what the cube counts."""

import copy

import pytest

from surveys.answers import Answer
from surveys.counting import (
    NO_ANSWER,
    NOT_REACHED,
    SKIPPED,
    CountedItem,
    counted_items,
    facts_of,
    levels_of,
    texts_of,
)
from surveys.instrument import Edition, Instrument
from surveys.library import shipped

COUNTED = {
    "housing": 3,
    "transport": 3,
    "way": 2,
    "causes.money": 2,
    "causes.time": 2,
    "causes.trust": 2,
    "share": 5,
    "meetings": 3,
}
SHEET: dict[str, Answer] = {
    "housing": 2,
    "transport": "dk",
    "way": None,
    "causes": ["money", "trust"],
    "share": 40,
    "comment": "  More buses. ",
    "proud": "   ",
    "role": "lead",
}


@pytest.fixture
def asked(every_kind: Edition) -> Instrument:
    """One item of every kind."""
    return every_kind.instrument


def counted(asked: Instrument, counted_id: str) -> CountedItem:
    """One row of the cube."""
    return next(item for item in counted_items(asked) if item.id == counted_id)


def test_everything_but_text_is_counted_and_each_option_of_several_by_itself(
    asked: Instrument,
) -> None:
    assert {item.id: item.levels for item in counted_items(asked)} == COUNTED


def test_only_statements_have_a_direction_and_a_score(asked: Instrument) -> None:
    assert counted(asked, "housing") == CountedItem(
        id="housing",
        item_id="housing",
        section="work",
        levels=3,
        ordinal=True,
        scored=True,
        reverse=False,
        printed=(1.0, 2.0, 3.0),
    )
    assert counted(asked, "transport").reverse
    others = [item for item in counted_items(asked) if item.item_id not in ("housing", "transport")]
    assert not any(item.scored or item.reverse for item in others)
    assert {item.id for item in others if item.ordinal} == {"share", "meetings"}


def test_printed_values_are_those_of_the_scale_also_from_nought(asked: Instrument) -> None:
    capacity = next(each for each in shipped() if each.instrument.id == "capacity_open")
    assert counted_items(capacity.instrument)[0].printed == (0.0, 1.0, 2.0, 3.0, 4.0)


def test_the_four_states_of_an_answer_are_kept_apart(asked: Instrument) -> None:
    assert levels_of(asked, SHEET) == {
        "housing": 2,
        "transport": NO_ANSWER,
        "way": SKIPPED,
        "causes.money": 1,
        "causes.time": 0,
        "causes.trust": 1,
        "share": 2,
        "meetings": NOT_REACHED,
    }
    assert len({NO_ANSWER, SKIPPED, NOT_REACHED}) == 3
    assert max(NO_ANSWER, SKIPPED, NOT_REACHED) < 0


@pytest.mark.parametrize(
    ("percent", "level"),
    [(0, 0), (19, 0), (20, 1), (39, 1), (40, 2), (79, 3), (80, 4), (100, 4)],
)
def test_a_band_starts_at_its_edge(asked: Instrument, percent: int, level: int) -> None:
    assert levels_of(asked, {"share": percent})["share"] == level


@pytest.mark.parametrize(("number", "level"), [(0, 0), (9, 0), (10, 1), (20, 2), (30, 2)])
def test_a_number_is_kept_as_a_band(asked: Instrument, number: int, level: int) -> None:
    assert levels_of(asked, {"meetings": number})["meetings"] == level


@pytest.mark.parametrize(
    ("answer", "level"), [([], 0), (None, SKIPPED), ("dk", NO_ANSWER), (["time"], 0)]
)
def test_an_option_of_several_is_chosen_or_not_unless_nothing_was_said(
    asked: Instrument, answer: Answer, level: int
) -> None:
    assert levels_of(asked, {"causes": answer})["causes.money"] == level


def test_nobody_answered_anything_is_not_reached_everywhere(asked: Instrument) -> None:
    assert set(levels_of(asked, {}).values()) == {NOT_REACHED}


def test_own_words_come_apart_from_levels_and_empty_ones_not_at_all(asked: Instrument) -> None:
    assert texts_of(asked, SHEET) == (("comment", "More buses."),)
    assert texts_of(asked, {}) == ()


def test_facts_come_apart_from_levels(asked: Instrument) -> None:
    assert facts_of(asked, SHEET) == {"role": "lead"}
    assert facts_of(asked, {"role": None}) == {}


@pytest.mark.parametrize("edition", shipped(), ids=lambda edition: edition.instrument.id)
def test_every_level_of_every_statement_counts_as_itself(edition: Edition) -> None:
    items = counted_items(edition.instrument)
    assert [item.id for item in items] == [item.id for item in edition.instrument.items]
    for level in range(items[0].levels):
        sheet: dict[str, Answer] = {item.id: level for item in items}
        assert set(levels_of(edition.instrument, sheet).values()) == {level}


def test_the_sheet_is_not_changed(asked: Instrument) -> None:
    before = copy.deepcopy(SHEET)
    levels_of(asked, SHEET)
    texts_of(asked, SHEET)
    facts_of(asked, SHEET)
    assert before == SHEET
