"""Every measure of the table has a key, a source and a function that stays inside its range."""

import inspect
import re
from dataclasses import fields

import numpy as np
import pytest

from data.services import (
    access_maps,
    calls,
    county_gaps,
    family_walk,
    found_on_lists,
    gap_maps,
    gap_order,
    gaps,
    other_figures,
    placed_sites,
    state_means,
)
from pages.charts.words import words
from scoring.comparison import Apart, Change, Comparison, GroupPair, ItemPair
from scoring.measures import MEASURES, RESOURCE_MEASURES
from scoring.report import Measures

ALL = MEASURES | RESOURCE_MEASURES
EVERY = pytest.mark.parametrize("key", list(ALL))
OF_THE_TEAM = [key for key, measure in MEASURES.items() if measure.takes == "counts"]
EACH = pytest.mark.parametrize("key", [key for key in OF_THE_TEAM if key != "gap_interval"])
SHOWN = (Measures, Apart, Comparison, ItemPair)
ASKING = (
    *(gaps, gap_order, gap_maps, access_maps, placed_sites, state_means, county_gaps),
    *(other_figures, calls, family_walk, found_on_lists),
)
"""Services that reckon something of a map of resources."""
ELSEWHERE = {
    "team_chance": "chance",
    "profile_distance": "distance",
    "change_typical_gap": "typical_gap",
    "change_side_share": "side_share",
    "change_group_gap": "group_gap",
}
"""Measures that go by another name where they are reported."""


@EVERY
def test_a_measure_is_documented_where_it_is_computed(key: str) -> None:
    measure = ALL[key]
    assert measure.key == key
    assert inspect.getdoc(measure.function)
    assert re.search(r"\b(18|19|20)\d\d\b", measure.source)  # the year of what it comes from


@EACH
def test_a_measure_of_counts_goes_by_the_name_of_its_function(key: str) -> None:
    told = inspect.getdoc(MEASURES[key].function) or ""
    assert MEASURES[key].function.__name__ == key
    assert "Returns:" in told
    assert "nan" in told


@pytest.mark.parametrize("key", [key for key, of in MEASURES.items() if of.takes != "rows"])
def test_a_measure_is_in_the_report_and_explained_there(key: str) -> None:
    name = ELSEWHERE.get(key, key)
    homes = [
        home for home in (*SHOWN, Change, GroupPair) if name in {part.name for part in fields(home)}
    ]
    assert homes
    assert any(name in (inspect.getdoc(home) or "") for home in homes)


@EVERY
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_measure_has_words_that_a_facilitator_can_read_aloud(key: str, language: str) -> None:
    sentences = words(language).sentences
    assert sentences[f"measure.{key}.name"]
    assert sentences[f"measure.{key}.reading"]


def test_measures_of_answers_and_of_resources_share_no_key() -> None:
    assert not MEASURES.keys() & RESOURCE_MEASURES.keys()


@pytest.mark.parametrize("key", list(RESOURCE_MEASURES))
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_measure_of_resources_says_what_to_hold_it_against(key: str, language: str) -> None:
    assert words(language).sentences[f"measure.{key}.cut_offs"]


def test_whatever_is_reckoned_of_resources_has_its_line() -> None:
    """Each statistic of a map of resources that a service asks for is explained to people."""
    explained = {of.function.__module__ for of in RESOURCE_MEASURES.values()}
    helpers = {"scoring.amounts", "scoring.reach"}  # sums of what is stated; how distance counts
    asked = {
        module
        for service in ASKING
        for module in re.findall(r"^from (scoring\.\w+) import", inspect.getsource(service), re.M)
    }
    assert len(asked) > 10
    assert asked - helpers <= explained


def test_cut_offs_that_have_a_source_are_told() -> None:
    told = {key for key, measure in MEASURES.items() if "cut-offs" in measure.source.lower()}
    assert told == {"side_share", "typical_gap", "agency_share", "cliffs_delta"}
    for language in ("en", "es"):
        assert all(words(language).sentences[f"measure.{key}.cut_offs"] for key in told)


@EACH
@pytest.mark.parametrize("levels", range(2, 8))
def test_values_stay_inside_the_range_and_reach_its_ends(key: str, levels: int) -> None:
    measure = MEASURES[key]
    random = np.random.default_rng(levels)
    counts = random.integers(0, 8, size=(500, levels))
    ends = np.zeros((4, levels), dtype=np.int64)
    ends[0, 0] = ends[1, -1] = 12
    ends[2, [0, -1]] = 6
    ends[3, [0, -1]] = 7
    of = measure.function(np.concatenate([counts, ends]))
    people = of.people.astype(float)
    known = people > 1
    high = (
        np.full(len(people), measure.high)
        if measure.high is not None
        else (levels - 1) * people / (2 * np.maximum(people - 1, 1))
    )
    assert np.isfinite(of.value[known]).all()
    assert (of.value[known] >= measure.low).all()
    assert (of.value[known] <= high[known] + 1e-12).all()
    assert of.value[-4:].min() == measure.low
    assert of.value[-4:].max() == pytest.approx(high[np.argmax(of.value[-4:]) - 4])


@EACH
def test_nobody_has_no_value_and_is_counted_as_nobody(key: str) -> None:
    of = MEASURES[key].function([[0, 0, 0, 0]])
    assert np.isnan(of.value).all()
    assert of.people.tolist() == [0]
