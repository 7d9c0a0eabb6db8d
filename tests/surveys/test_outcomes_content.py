"""The indicators of shared results: nothing is missing, and each figure says where it is from."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

import surveys.outcomes
from surveys.outcomes import MEDIANS, STATISTICS, Federal, Indicator, five_rs
from surveys.problems import InstrumentProblems
from tests.surveys.reading_level import grade
from tests.surveys.test_shipped_wording import STIGMA

OURS = five_rs()
INDICATORS = [pytest.param(each, id=each.id) for each in OURS.indicators]
SOURCE = "CFSR Round 4 national performance"
FEDERAL = {
    "permanency_12mo_entries": (35.2, "19B-21B", ("age at entry", "state entry rate")),
    "permanency_12_23": (43.8, "21A, 21B", ("age on first day",)),
    "permanency_24_plus": (37.3, "21A, 21B", ("age on first day",)),
    "repeat_maltreatment_12mo": (9.7, "FY19, FY20", ("age at initial victimization",)),
    "maltreatment_in_care": (9.07, "19A, 19B, FY19, FY20", ("age",)),
    "reentry_12mo": (5.6, "20A-21B", ("age at exit",)),
    "placement_moves": (4.48, "21A, 21B", ("age at entry",)),
}
NO_WORDS = {"id", "group", "version", "language", "license", "statistic", "direction", "cites"}


def said(plain: object) -> Iterator[str]:
    """Every text that is read by people."""
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, dict):
        for key, inside in plain.items():
            yield from () if key in NO_WORDS or str(key).endswith("cite") else said(inside)
    elif isinstance(plain, list | tuple):
        for each in plain:
            yield from said(each)


def federal_of(indicator_id: str) -> Federal:
    found = OURS.indicator(indicator_id).federal
    assert found is not None
    return found


def test_there_are_nineteen_indicators_each_with_an_id_of_its_own() -> None:
    assert len({each.id for each in OURS.indicators}) == len(OURS.indicators) == 19


def test_the_five_rs_and_what_stands_beside_them_come_in_order_and_none_is_empty() -> None:
    assert Counter(each.group for each in OURS.indicators) == {
        "recovery": 6,
        "remain_home": 3,
        "reunification": 5,
        "repeat_harm": 2,
        "reentry": 2,
        "context": 1,
    }
    in_order = dict.fromkeys(each.group for each in OURS.indicators)
    assert [group.id for group in OURS.groups] == list(in_order)


@pytest.mark.parametrize("indicator_id", FEDERAL, ids=lambda each: f"{SOURCE}, {each}")
def test_a_federal_value_is_the_published_one_with_its_periods_and_adjustment(
    indicator_id: str,
) -> None:
    federal = federal_of(indicator_id)
    assert (federal.value, federal.periods, federal.adjusted_for) == FEDERAL[indicator_id]
    assert federal.indicator.startswith("CFSR Round 4: ")


def test_no_other_indicator_has_a_federal_value() -> None:
    assert {each.id for each in OURS.indicators if each.federal} == set(FEDERAL)


def test_every_source_that_is_cited_is_there_and_every_one_there_is_cited() -> None:
    cited: set[str] = set()
    for each in OURS.indicators:
        if each.federal:
            cited |= {each.federal.cite, each.federal.definition_cite}
        cited |= set(each.context.cites if each.context else ())
    assert cited == set(OURS.citations)


@pytest.mark.parametrize("indicator", INDICATORS)
def test_every_statistic_is_known_and_only_medians_come_as_days(indicator: Indicator) -> None:
    assert indicator.statistic in STATISTICS
    assert indicator.is_median == (indicator.statistic in MEDIANS)
    assert indicator.is_median == indicator.definition.startswith("Median days")


def test_a_median_has_no_federal_value_beside_it() -> None:
    medians = [each for each in OURS.indicators if each.is_median]
    assert {each.id for each in medians} == {
        "recovery_days_to_assessment",
        "recovery_days_to_treatment",
        "reunification_median_days",
    }
    assert [each.federal for each in medians] == [None] * 3


@pytest.mark.parametrize("indicator", INDICATORS)
def test_a_rate_says_in_its_definition_per_how_many(indicator: Indicator) -> None:
    per = {"rate_per_1000": "1,000 children", "rate_per_1000_days": "1,000 days"}
    per |= {"rate_per_100000_days": "100,000 days"}
    if indicator.statistic in per:
        assert f"each {per[indicator.statistic]}" in indicator.definition
        assert ("days in care" in indicator.denominator) == (indicator.statistic[-4:] == "days")


def test_re_entry_counts_who_went_home_to_a_relative_or_a_guardian_and_no_adoption() -> None:
    reentry = OURS.indicator("reentry_12mo")
    for wanted in ("reunification", "relative", "guardianship"):
        assert wanted in reentry.denominator
    assert "adopt" not in reentry.denominator
    assert "permanency" not in reentry.denominator
    assert "does not count adoption" in (reentry.note or "")


@pytest.mark.parametrize("indicator", INDICATORS)
def test_a_result_after_some_months_waits_until_they_are_over(indicator: Indicator) -> None:
    later = re.search(
        r"cohort(?:,| \+) (?:followed )?(\d+) (months|days)|months \+ (\d+)", indicator.period
    )
    months = 0
    if later:
        count = int(later[1] or later[3])
        months = count // 30 if later[2] == "days" else count
    assert indicator.follow_up_months == months


def test_how_often_parents_use_is_written_down_is_context_and_no_aim() -> None:
    wished = {each.id: each.direction for each in OURS.indicators}
    assert [each for each in wished if wished[each] == "context_only"] == [
        "home_substance_removals"
    ]


def test_the_rules_say_that_a_federal_figure_is_no_grade_and_how_few_are_hidden() -> None:
    rules = " ".join(OURS.rules)
    assert "neither is a grade" in rules
    assert "fewer than 20 people" in rules
    assert "counts from 1 to 10 are hidden" in rules


@pytest.mark.parametrize("text", list(said(OURS.model_dump())))
def test_no_word_makes_a_person_into_a_condition(text: str) -> None:
    assert re.search(rf"\b({STIGMA['en']})\b", text, re.IGNORECASE) is None


def test_every_text_of_an_indicator_is_looked_at() -> None:
    texts = set(said(OURS.model_dump()))
    for each in OURS.indicators:
        assert {each.title, each.definition, each.numerator, each.denominator} <= texts


def test_definitions_ask_for_no_more_than_ninth_grade() -> None:
    assert grade(each.definition for each in OURS.indicators) <= 9


@pytest.mark.parametrize("indicator", INDICATORS)
def test_a_definition_is_a_sentence_with_its_stop(indicator: Indicator) -> None:
    assert indicator.definition[0].isupper()
    assert indicator.definition.endswith(".")


def test_an_indicator_that_is_not_there_is_named() -> None:
    with pytest.raises(KeyError, match="outcomes_5rs has no indicator 'reentry'"):
        OURS.indicator("reentry")


def test_a_damaged_file_is_told_with_all_that_is_wrong_with_it(tmp_path, monkeypatch) -> None:
    whole = surveys.outcomes.FILE.read_text(encoding="utf-8")
    spoiled = whole.replace("statistic: percent", "statistic: per_cent", 1)
    spoiled = spoiled.replace("value: 35.2", "value: about a third")
    (tmp_path / "outcomes.yaml").write_text(spoiled, encoding="utf-8")
    monkeypatch.setattr(surveys.outcomes, "FILE", tmp_path / "outcomes.yaml")
    with pytest.raises(InstrumentProblems, match="statistic") as told:
        five_rs.__wrapped__()
    assert len(told.value.problems) == 2
