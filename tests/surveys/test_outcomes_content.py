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
PER = {
    "rate_per_1000": "1,000 children",
    "rate_per_1000_days": "1,000 days",
    "rate_per_100000_days": "100,000 days",
}
SOURCE = "CFSR Round 4 national performance"
FEDERAL = {
    "permanency_12mo_entries": (35.2, "19B-21B", ("age at entry", "state entry rate"), "up"),
    "permanency_12_23": (43.8, "21A, 21B", ("age on first day",), "up"),
    "permanency_24_plus": (37.3, "21A, 21B", ("age on first day",), "up"),
    "repeat_maltreatment_12mo": (9.7, "FY19, FY20", ("age at initial victimization",), "down"),
    "maltreatment_in_care": (9.07, "19A, 19B, FY19, FY20", ("age",), "down"),
    "reentry_12mo": (5.6, "20A-21B", ("age at exit",), "down"),
    "placement_moves": (4.48, "21A, 21B", ("age at entry",), "down"),
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


@pytest.mark.parametrize("indicator_id", FEDERAL, ids=lambda each: f"{SOURCE}, {each}")
def test_a_federal_value_is_the_published_one_with_its_periods_and_adjustment(
    indicator_id: str,
) -> None:
    indicator = BASELINE.indicator(indicator_id)
    federal = indicator.federal
    assert federal is not None
    told = (federal.national_value, federal.data_periods, federal.risk_adjusted_by)
    assert (*told, indicator.direction) == FEDERAL[indicator_id]
    assert federal.indicator.startswith("CFSR Round 4: ")


def test_no_other_indicator_has_a_federal_value() -> None:
    assert {each.id for each in BASELINE.indicators if each.federal} == set(FEDERAL)


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


def test_re_entry_counts_who_went_home_to_a_relative_or_a_guardian_and_no_adoption() -> None:
    """One public list says "permanency", which would count adoption as well."""
    reentry = BASELINE.indicator("reentry_12mo")
    for wanted in ("reunification", "relative", "guardianship"):
        assert wanted in reentry.denominator
    assert "adopt" not in reentry.denominator
    assert "permanency" not in reentry.denominator
    assert "adopted are not counted" in (reentry.note or "")


def test_medians_are_three_and_have_no_federal_value_beside_them() -> None:
    medians = [each for each in BASELINE.indicators if each.is_median]
    assert {each.id for each in medians} == {
        "recovery_days_to_assessment",
        "recovery_days_to_treatment",
        "reunification_median_days",
    }
    assert [each.federal for each in medians] == [None] * 3


@pytest.mark.parametrize(
    "indicator",
    [each for each in BASELINE.indicators if each.statistic in PER],
    ids=lambda each: each.id,
)
def test_a_rate_says_in_its_definition_per_how_many(indicator: Indicator) -> None:
    assert f"each {PER[indicator.statistic]}" in indicator.definition
    assert ("days in care" in indicator.denominator) == indicator.statistic.endswith("_days")


def test_the_rules_say_that_a_federal_figure_is_no_grade_and_how_few_are_hidden() -> None:
    rules = " ".join(BASELINE.use_rules)
    assert "never grade one against the other" in rules
    assert "fewer than 20 people" in rules
    assert "hide counts of 1 to 10" in rules


@pytest.mark.parametrize("indicator", BASELINE.indicators, ids=lambda each: each.id)
def test_a_definition_is_a_sentence_with_its_stop(indicator: Indicator) -> None:
    assert indicator.definition[0].isupper()
    assert indicator.definition.endswith(".")


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


def test_a_damaged_file_is_told_with_all_that_is_wrong_and_where(
    tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = surveys.outcomes.FILE.read_text(encoding="utf-8")
    broken = tmp_path / "outcomes.yaml"
    spoiled = whole.replace("direction: context_only", "direction: better", 1)
    spoiled = spoiled.replace("national_value: 35.2", "national_value: about a third", 1)
    broken.write_text(spoiled, "utf-8")
    monkeypatch.setattr(surveys.outcomes, "FILE", broken)
    with pytest.raises(InstrumentProblems, match=r"I012 outcomes.yaml: line \d+, .*better") as told:
        five_rs.__wrapped__()
    assert len(told.value.problems) == 2


def test_the_file_and_its_licence_are_shipped_with_the_rooms() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "surveys" in project["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]
    assert surveys.outcomes.FILE.is_relative_to(ROOT / "surveys")
    licence = (ROOT / "surveys" / "baselines" / "LICENSE").read_text(encoding="utf-8")
    assert "Attribution 4.0 International" in licence
