"""A report is written in one way, and comes back as it was."""

import hashlib
import json
from dataclasses import fields, replace

import pytest

from scoring.release import AtLeast, Figure, release
from scoring.report import (
    DivergenceReport,
    canonical_json,
    checksum,
    divergence_report,
    from_dict,
    to_dict,
)
from tests.scoring.conftest import apart, cube_of, scale
from tests.scoring.reports import ROSTERS, reported, team_report

# --- there and back ------------------------------------------------------------------------------


@pytest.mark.parametrize(("people", "agencies"), ROSTERS)
@pytest.mark.parametrize("public", [False, True])
def test_a_report_comes_back_the_same_from_json(
    people: int, agencies: int, *, public: bool
) -> None:
    report = team_report(2, people=people, agencies=agencies, public=public)
    again = from_dict(json.loads(json.dumps(to_dict(report))))
    assert again == report
    assert from_dict(to_dict(report)) == report
    assert canonical_json(again) == canonical_json(report)
    assert checksum(again) == checksum(report)


def test_a_report_on_nothing_comes_back_the_same_too() -> None:
    released = release(cube_of([[(1, 1, 1, 1)]]), items=scale(4), groups=apart(1))
    report = divergence_report(released)
    assert report.items == ()
    assert from_dict(json.loads(canonical_json(report))) == report


def test_printed_values_given_as_whole_numbers_keep_the_checksum_too() -> None:
    (item,) = scale(4)
    whole = replace(item, printed=(1, 2, 3, 4))
    cube = cube_of([[(3, 3, 3, 3), (0, 1, 4, 1)]])
    report = divergence_report(release(cube, items=[whole], groups=apart(2)))
    assert report.items[0].groups is not None
    assert report.items[0].groups[1].mean == 3
    assert checksum(from_dict(json.loads(canonical_json(report)))) == checksum(report)


def test_the_checksum_is_that_of_the_one_way_to_write_it() -> None:
    report = team_report(2, people=30, agencies=8)
    text = canonical_json(report)
    assert checksum(report) == hashlib.sha256(text.encode()).hexdigest()
    plain = json.loads(text)
    assert text == json.dumps(plain, sort_keys=True, separators=(",", ":"))
    assert set(plain) == {part.name for part in fields(DivergenceReport)}


def test_any_other_figure_has_another_checksum() -> None:
    report = team_report(2, people=30, agencies=8)
    one_more = replace(report, release=replace(report.release, people=report.release.people + 1))
    assert checksum(one_more) != checksum(report)


def test_what_cannot_be_told_is_nothing_and_never_nan() -> None:
    text = canonical_json(team_report(0, people=8, agencies=3, public=True))
    assert "NaN" not in text
    assert "Infinity" not in text


def test_blurred_figures_come_back_as_figures() -> None:
    report = reported([(0, 0, 0, 12)])
    (item,) = from_dict(to_dict(report)).items
    assert item.team == Figure(
        12, at_least=AtLeast("level", 3, 10), no_answer=None, no_answer_at_most=2
    )
