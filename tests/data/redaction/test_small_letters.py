"""Where a machine wrote speech down without capitals, places, months and ages are proposed too."""

from pathlib import Path

import pytest

from data.redaction.finding import Places, hits
from data.redaction.small_letters import months, places

PLAIN = Path(__file__).with_name("plain_speech.txt").read_text(encoding="utf-8").splitlines()
"""What people say of shelters, schools and courts that are called nothing, and of 'may'."""


def proposed(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in hits(text, roster=None, places=Places(()))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("she is seven and the baby is two", ["seven", "two"]),
        ("my kids are five seven and nine", ["five seven and nine"]),
        ("we moved to lexington in march", ["lexington", "march"]),
        ("since may we have been waiting", ["may"]),
        ("they closed it back in august", ["august"]),
        ("en mayo fuimos a la corte", ["mayo"]),
        ("i live in fort dodge off cedar avenue", ["fort dodge", "cedar avenue"]),
        ("he was at harbor light mission", ["harbor light mission"]),
        ("he was at the sunrise recovery center", ["sunrise recovery center"]),
        ("we went to family court in clay county", ["clay county"]),
        ("the bus stops on main street", ["main street"]),
        ("we went to saint mary's church", ["saint mary's church"]),
        ("the hearing was in el mirador", ["el mirador"]),
    ],
)
def test_what_is_named_is_proposed_without_a_capital(text: str, found: list[str]) -> None:
    assert proposed(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "this may be the last time and i may go",
        "they may march down there and we may not",
        "in a high school near a community health center",
        "i stay on the street across the street",
        "the whole county knows this county and our county",
        "we were at the treatment center and at my clinic",
    ],
)
def test_a_verb_is_no_month_and_a_kind_of_place_no_name(text: str) -> None:
    assert proposed(text) == []


def test_in_plain_speech_these_rules_propose_nothing() -> None:
    assert sum(len(line.split()) for line in PLAIN) > 250
    assert [line for line in PLAIN if [*months(line), *places(line)]] == []


def test_where_capitals_tell_they_are_gone_by() -> None:
    assert proposed("We were at the sunrise place, at Harbor Light Mission.") == [
        "Harbor Light Mission"
    ]
    assert proposed("We came in march. They march in.") == ["march"]


def test_a_letter_that_folds_to_two_moves_no_place() -> None:
    assert [hit.start for hit in places("ßtraße and İ, at harbor light mission")] == [17]


def test_a_long_text_without_an_end_takes_no_time_to_speak_of() -> None:
    assert list(places("in " + "harbor " * 20_000)) == []
    assert list(months("in " * 20_000)) == []
