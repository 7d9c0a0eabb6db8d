"""Every measure of the table has a key, a source and a function that stays inside its range."""

import inspect
import re
from dataclasses import fields

import numpy as np
import pytest

from scoring.measures import MEASURES
from scoring.report import Measures

EACH = pytest.mark.parametrize("key", list(MEASURES))


@EACH
def test_a_measure_is_documented_and_goes_by_the_name_of_its_function(key: str) -> None:
    measure = MEASURES[key]
    assert measure.key == key == measure.function.__name__
    assert measure.unit in ("share", "points", "index")
    assert re.search(r"\b(18|19|20)\d\d\b", measure.source)  # the year of what it comes from
    told = inspect.getdoc(measure.function) or ""
    assert "Returns:" in told
    assert "nan" in told


@EACH
def test_a_measure_is_in_the_report_and_explained_there(key: str) -> None:
    assert key in {part.name for part in fields(Measures)}
    assert key in (inspect.getdoc(Measures) or "")


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
