"""Is this value an answer to this item?"""

import copy
import json
import math

import pytest

from surveys.answers import AnswerError, check_answers, longest_sheet
from surveys.instrument import Edition, Instrument
from surveys.library import shipped_edition


@pytest.fixture
def asked(every_kind: Edition) -> Instrument:
    """One item of every kind."""
    return every_kind.instrument


@pytest.mark.parametrize(
    ("item", "value"),
    [
        ("housing", 0),
        ("housing", 2),
        ("housing", "dk"),
        ("way", 0),
        ("way", 1),
        ("way", "dk"),
        ("causes", ["money"]),
        ("causes", ["money", "trust"]),
        ("causes", []),
        ("share", 0),
        ("share", 100),
        ("share", "dk"),
        ("meetings", 30),
        ("comment", "We do."),
        ("comment", ""),
        ("comment", "x" * 600),
        ("proud", "Much."),
        ("role", "lead"),
        ("housing", None),
        ("causes", None),
        ("comment", None),
        ("role", None),
    ],
)
def test_an_answer_is_taken_as_it_is(asked: Instrument, item: str, value: object) -> None:
    assert check_answers(asked, {item: value}) == {item: value}


@pytest.mark.parametrize(
    ("item", "value", "told"),
    [
        ("housing", 3, "levels 0 to 2, not 3"),
        ("housing", -1, "levels 0 to 2, not -1"),
        ("housing", True, "levels 0 to 2, not True"),
        ("housing", 1.0, "levels 0 to 2, not 1.0"),
        ("housing", "1", "levels 0 to 2, not '1'"),
        ("housing", "na", "levels 0 to 2, not 'na'"),
        ("housing", [1], "levels 0 to 2, not 1"),
        ("way", 2, "levels 0 to 1, not 2"),
        ("way", "yes", "levels 0 to 1, not 'yes'"),
        ("causes", "money", "0 to 2 of money, time, trust, not 'money'"),
        ("causes", ["money", "money"], "0 to 2 of money, time, trust, not 'money', 'money'"),
        ("causes", ["luck"], "0 to 2 of money, time, trust, not 'luck'"),
        ("causes", [["money"]], "0 to 2 of money, time, trust, not 'money'"),
        ("causes", [1], "0 to 2 of money, time, trust, not 1"),
        ("causes", {"money": 1}, "0 to 2 of money, time, trust, not {'money': 1}"),
        (
            "causes",
            ["money", "time", "trust"],
            "0 to 2 of money, time, trust, not 'money', 'time', 'trust'",
        ),
        ("share", 101, "a whole number from 0 to 100, not 101"),
        ("share", 12.5, "a whole number from 0 to 100, not 12.5"),
        ("share", math.nan, "a whole number from 0 to 100, not nan"),
        ("share", math.inf, "a whole number from 0 to 100, not inf"),
        ("share", "50", "a whole number from 0 to 100, not '50'"),
        ("share", False, "a whole number from 0 to 100, not False"),
        ("meetings", -1, "a whole number from 0 to 30, not -1"),
        ("meetings", "dk", "a whole number from 0 to 30, not 'dk'"),
        pytest.param(
            *("meetings", 10**5000, "a whole number from 0 to 30, not so large a number"),
            id="five thousand digits",
        ),
        ("comment", 5, "a text of at most 600 characters, not 5"),
        ("comment", "x" * 601, "a text of at most 600 characters, not 601 characters"),
        ("role", "judge", "one of direct, lead, other, not 'judge'"),
        ("role", 0, "one of direct, lead, other, not 0"),
    ],
)
def test_what_is_no_answer_is_told_with_what_would_be(
    asked: Instrument, item: str, value: object, told: str
) -> None:
    with pytest.raises(AnswerError, match=rf"^every_kind\.{item} takes ") as problem:
        check_answers(asked, {item: value})
    assert str(problem.value) == f"every_kind.{item} takes {told}."


def test_a_seven_on_four_points_is_told_as_the_design_says() -> None:
    with pytest.raises(AnswerError, match=r"takes levels 0 to 3, not 7\.$") as problem:
        check_answers(shipped_edition("values_open").instrument, {"community_any_family": 7})
    assert str(problem.value) == "values_open.community_any_family takes levels 0 to 3, not 7."


def test_what_nobody_asked_is_told_with_the_version(asked: Instrument) -> None:
    with pytest.raises(AnswerError, match="weather is not asked") as problem:
        check_answers(asked, {"weather": 1})
    assert str(problem.value) == "every_kind.weather is not asked by every_kind 1.0.0."


def test_all_that_is_wrong_with_a_sheet_is_told_at_once_in_its_order(asked: Instrument) -> None:
    with pytest.raises(AnswerError, match="levels 0 to 1") as told:
        check_answers(asked, {"way": 9, "housing": 1, "share": 200, "weather": 1})
    assert told.value.problems == (
        "every_kind.way takes levels 0 to 1, not 9.",
        "every_kind.share takes a whole number from 0 to 100, not 200.",
        "every_kind.weather is not asked by every_kind 1.0.0.",
    )
    assert str(told.value) == "\n".join(told.value.problems)


def test_too_few_choices_are_no_answer_where_a_number_is_asked_for(asked: Instrument) -> None:
    causes = asked.item("causes").model_copy(update={"at_least": 2})
    strict = asked.model_copy(update={"items": (causes,)})
    assert check_answers(strict, {"causes": ["time", "money"]}) == {"causes": ["money", "time"]}
    with pytest.raises(AnswerError, match="takes 2 to 2 of money, time, trust, not 'time'"):
        check_answers(strict, {"causes": ["time"]})
    with pytest.raises(AnswerError, match="takes 2 to 2 of money, time, trust, not nothing"):
        check_answers(strict, {"causes": []})


def test_choices_come_back_in_the_order_of_the_form_not_of_the_fingers(asked: Instrument) -> None:
    assert check_answers(asked, {"causes": ["trust", "money"]})["causes"] == ["money", "trust"]
    assert check_answers(asked, {"causes": ("trust", "money")})["causes"] == ["money", "trust"]


def test_a_whole_number_with_a_point_becomes_a_whole_number(asked: Instrument) -> None:
    checked = check_answers(asked, {"share": 50.0})
    assert checked == {"share": 50}
    assert isinstance(checked["share"], int)


def test_skipped_dont_know_and_not_reached_stay_three_different_things(asked: Instrument) -> None:
    checked = check_answers(asked, {"housing": None, "way": "dk"})
    assert checked == {"housing": None, "way": "dk"}
    assert "share" not in checked


def test_nobody_answered_is_an_empty_sheet(asked: Instrument) -> None:
    assert check_answers(asked, {}) == {}


def test_the_sheet_that_was_given_is_not_changed_nor_handed_back(asked: Instrument) -> None:
    sheet: dict[str, object] = {"causes": ["trust", "money"], "share": 50.0, "housing": 1}
    before = copy.deepcopy(sheet)
    checked = check_answers(asked, sheet)
    checked["housing"] = 2
    assert sheet == before
    assert checked["causes"] is not sheet["causes"]


@pytest.mark.parametrize("sign", ["x", "é", "\U0001f600", "\n", '"', "\t"])
def test_no_sheet_is_longer_than_the_longest(asked: Instrument, sign: str) -> None:
    sheet: dict[str, object] = {
        "housing": "dk",
        "transport": "dk",
        "way": "dk",
        "causes": ["money", "trust"],
        "share": 100,
        "meetings": 30,
        "comment": sign * 600,
        "proud": sign * 600,
        "role": "direct",
    }
    fullest = check_answers(asked, sheet)
    assert set(fullest) == {each.id for each in (*asked.items, *asked.open_questions, *asked.facts)}
    written = json.dumps(fullest, ensure_ascii=False, separators=(",", ":")).encode()
    assert len(written) <= longest_sheet(asked)
    if len(sign.encode()) == 4:
        assert longest_sheet(asked) < len(written) + 150
