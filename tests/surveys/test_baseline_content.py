"""The indicators of a baseline: complete, plain, and never a mark to pass."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import scoring.baseline
import surveys.outcomes
from scoring.baseline import figure
from surveys.outcomes import DIRECTIONS, STATISTICS, Indicator, five_rs
from surveys.problems import InstrumentProblems
from tests.surveys.reading_level import grade
from tests.surveys.test_shipped_wording import STIGMA

BASELINE = five_rs()
ROOT = Path(__file__).resolve().parents[2]
OF_A_UNIT = {
    "percent": "percent",
    "rate_per_1000_days": "per_1000_days",
    "rate_per_100000_days": "per_100000_days",
}
# CFSR Round 4 national performance: instruments.md, section 6
NATIONAL = {
    "permanency_12mo_entries": (35.2, "up"),
    "permanency_12_23": (43.8, "up"),
    "permanency_24_plus": (37.3, "up"),
    "reentry_12mo": (5.6, "down"),
    "repeat_maltreatment_12mo": (9.7, "down"),
    "maltreatment_in_care": (9.07, "down"),
    "placement_moves": (4.48, "down"),
}
COUNTS = re.compile(r"^([\d.]+)%? .*?\(([\d,]+) (?:\w+ )?(?:of|over) ([\d,]+)")


def own_words() -> Iterator[str]:
    """Every text of ours; names of sources and of federal indicators are not."""
    yield from (BASELINE.title, BASELINE.intro, BASELINE.english_only, BASELINE.context_only)
    yield from BASELINE.use_rules
    yield from (group.title for group in BASELINE.groups)
    for each in BASELINE.indicators:
        yield from (each.title, each.definition, each.numerator, each.denominator, each.period)
        yield from (text for text in (each.note, each.context and each.context.text) if text)


def stopped(text: str) -> str:
    """A text with a stop, so that a heading counts as a sentence."""
    return text if text.endswith((".", "?")) else f"{text}."


def number(text: str) -> int:
    return int(text.replace(",", ""))


def test_there_are_19_indicators_in_six_groups_and_none_is_there_twice() -> None:
    assert Counter(each.group for each in BASELINE.indicators) == {
        "recovery": 6,
        "remain_home": 3,
        "reunification": 5,
        "repeat_harm": 2,
        "reentry": 2,
        "context": 1,
    }
    assert [group.id for group in BASELINE.groups] == list(
        dict.fromkeys(each.group for each in BASELINE.indicators)
    )
    assert len({each.id for each in BASELINE.indicators}) == 19


def test_every_kind_of_statistic_and_every_direction_is_used() -> None:
    assert {each.statistic for each in BASELINE.indicators} == set(STATISTICS)
    assert {each.direction for each in BASELINE.indicators} == set(DIRECTIONS)


def test_only_how_often_substance_use_is_recorded_has_no_direction() -> None:
    without = [each.id for each in BASELINE.indicators if each.direction == "context_only"]
    assert without == ["home_substance_removals"]


def test_the_federal_values_are_those_of_round_4_and_no_other_indicator_has_one() -> None:
    assert {
        each.id: (each.federal.national_value, each.direction)
        for each in BASELINE.indicators
        if each.federal
    } == NATIONAL


@pytest.mark.parametrize(
    "indicator", [each for each in BASELINE.indicators if each.federal], ids=lambda each: each.id
)
def test_a_federal_value_is_in_the_unit_of_its_indicator(indicator: Indicator) -> None:
    assert indicator.federal
    assert indicator.federal.unit == OF_A_UNIT[indicator.statistic]
    assert indicator.federal.risk_adjusted_by


def test_every_figure_from_elsewhere_is_cited_and_every_source_is_used() -> None:
    cited = [
        citation
        for each in BASELINE.indicators
        for part in (each.federal, each.context)
        if part
        for citation in part.citations
    ]
    assert set(cited) == set(BASELINE.citations)


def test_each_national_rate_that_is_told_is_that_of_the_counts_beside_it() -> None:
    seen = 0
    for each in BASELINE.indicators:
        found = COUNTS.match(each.context.text) if each.context else None
        if found is None:
            continue
        seen += 1
        ours = figure(each.statistic, numerator=number(found[2]), denominator=number(found[3]))
        places = len(found[1].partition(".")[2])
        assert ours.value is not None
        assert f"{ours.value:.{places}f}" == found[1], each.id
    assert seen == 8


def test_a_result_after_months_says_how_long_people_are_followed() -> None:
    for each in BASELINE.indicators:
        then = re.search(r"then (\d+) (days|months)$", each.period)
        days = int(then[1]) * (1 if then[2] == "days" else 365 / 12) if then else 0
        assert each.follow_up_days == days, each.id


def test_return_to_care_does_not_count_adoption_as_one_public_list_has_it() -> None:
    reentry = BASELINE.indicator("reentry_12mo")
    assert "adopt" not in reentry.denominator
    assert "permanency" not in reentry.denominator


def test_nothing_here_passes_fails_or_is_better_than_another() -> None:
    graded = re.compile(
        r"\b(pass(es|ed)?|fail(s|ed|ing)?|better than|worse than|target|benchmark|on track|red|"
        r"green)\b",
        re.IGNORECASE,
    )
    allowed = {BASELINE.context_only}
    assert "can't pass or fail" in BASELINE.context_only
    assert [text for text in own_words() if graded.search(text) and text not in allowed] == []


def test_nobody_needs_more_than_eight_years_of_school_for_it() -> None:
    assert grade([stopped(text) for text in own_words()]) <= 8
    assert grade([stopped(each.definition) for each in BASELINE.indicators]) <= 8


def test_the_words_respect_people_and_have_no_slips() -> None:
    unwanted = re.compile(rf"\b({STIGMA['en']})\b", re.IGNORECASE)
    texts = list(own_words())
    assert len(texts) > 100
    assert [text for text in texts if unwanted.search(text)] == []
    for text in texts:
        assert text.isascii(), text
        assert re.search(r"  |\s[.,;:?!]|\.\.|,,|\n", text) is None, text
        assert re.search(r"\b(\w+) \1\b", text, re.IGNORECASE) is None, text


def test_an_indicator_is_found_by_its_id_and_a_wrong_one_is_named() -> None:
    assert BASELINE.indicator("reentry_12mo").group == "reentry"
    assert BASELINE.find("nothing") is None
    with pytest.raises(KeyError, match="five_rs has no indicator 'nothing'"):
        BASELINE.indicator("nothing")


def test_the_rooms_agree_on_what_statistics_there_are() -> None:
    assert get_args(scoring.baseline.Statistic) == STATISTICS


def test_a_damaged_file_is_told_with_its_line(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = surveys.outcomes.FILE.read_text(encoding="utf-8")
    broken = tmp_path / "outcomes.yaml"
    broken.write_text(whole.replace("direction: context_only", "direction: better", 1), "utf-8")
    monkeypatch.setattr(surveys.outcomes, "FILE", broken)
    with pytest.raises(InstrumentProblems, match=r"I012 outcomes.yaml: line \d+, .*better"):
        five_rs.__wrapped__()


def test_the_file_and_its_licence_are_shipped_with_the_rooms() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "surveys" in project["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]
    assert surveys.outcomes.FILE.is_relative_to(ROOT / "surveys")
    licence = (ROOT / "surveys" / "baselines" / "LICENSE").read_text(encoding="utf-8")
    assert "Attribution 4.0 International" in licence
