"""Plain tables become frozen values again, and what does not fit is named by its place."""

import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest

from scoring.rebuilding import rebuilt
from scoring.release import Figure, ReleasedFact, ReleasedItem, Withheld, release
from scoring.report import DivergenceReport, divergence_report, from_dict, to_dict
from tests.scoring.teams import made_team

FIGURE: dict[str, Any] = {
    "people": 12,
    "counts": [3, 4, 5],
    "at_least": {"kind": "side", "index": 2, "people": 10},
    "sides": [3, 4, 5],
    "mean": 2,
    "mean_edge": "exact",
    "no_answer": None,
    "no_answer_at_most": 2,
}


def test_lists_become_tuples_and_tables_the_values_they_were() -> None:
    figure = rebuilt(Figure, FIGURE, where="figure")
    assert figure.counts == figure.sides == (3, 4, 5)
    assert isinstance(figure.mean, float)
    assert figure.at_least is not None
    assert figure.at_least.people == 10


def test_cells_of_a_fact_keep_their_shape() -> None:
    plain = {"id": "years", "cells": [[["long"], 9], [["short", "new"], 7]]}
    assert rebuilt(ReleasedFact, plain, where="fact") == ReleasedFact(
        "years", ((("long",), 9), (("short", "new"), 7))
    )


def test_taken_apart_it_is_what_the_standard_library_makes_of_it() -> None:
    team = made_team(3, people=30, agencies=6, kinds=("typical", "polarised"), asked=((4, True),))
    report = divergence_report(release(team.cube(), items=team.items, groups=team.shapes))
    assert report.items
    assert repr(to_dict(report)) == repr(asdict(report))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"people": "12"}, "figure.people takes int, not '12'."),
        ({"people": 12.0}, "figure.people takes int, not 12.0."),
        ({"people": True}, "figure.people takes int, not True."),
        ({"people": None}, "figure.people takes int, not None."),
        ({"mean": "2"}, "figure.mean takes a number, not '2'."),
        ({"mean": False}, "figure.mean takes a number, not False."),
        ({"counts": 3}, "figure.counts takes a list, not int."),
        ({"counts": [3, "4"]}, "figure.counts.1 takes int, not '4'."),
        ({"sides": [3, 4]}, "figure.sides takes 3 values, not 2."),
        ({"mean_edge": "about"}, "figure.mean_edge takes one of ('exact', 'half_step'"),
        ({"at_least": {"kind": "level"}}, "figure.at_least takes the fields index, kind, people."),
        ({"at_least": [1]}, "figure.at_least takes the fields index, kind, people."),
        ({"median": 2}, "figure takes the fields at_least, counts, mean, mean_edge, no_answer,"),
    ],
    ids=str,
)
def test_a_part_of_another_kind_is_refused_by_its_place(change: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=re.escape(told)) as refused:
        rebuilt(Figure, FIGURE | change, where="figure")
    assert str(refused.value).startswith(told)


def test_a_missing_part_is_refused() -> None:
    plain = {name: value for name, value in FIGURE.items() if name != "people"}
    with pytest.raises(ValueError, match=r"figure takes the fields .*people"):
        rebuilt(Figure, plain, where="figure")


@pytest.mark.parametrize("kind", [Figure, ReleasedItem, Withheld, DivergenceReport])
@pytest.mark.parametrize("plain", [None, [], "text", 3])
def test_what_is_no_table_is_refused(kind: type, plain: Any) -> None:
    with pytest.raises(ValueError, match=r"^here takes the fields "):
        rebuilt(kind, plain, where="here")


def spoiled(report: DivergenceReport, spoil: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    plain = to_dict(report)
    spoil(plain)
    return plain


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda plain: plain.pop("agreed"), "report takes the fields "),
        (lambda plain: plain.update(note="x"), "report takes the fields "),
        (lambda plain: plain["release"].update(people="30"), "report.release.people takes int"),
        (
            lambda plain: plain["items"][0]["released"].update(levels=None),
            "report.items.0.released.levels takes int",
        ),
        (lambda plain: plain.update(unsure=[1]), "report.unsure.0 takes str, not 1."),
    ],
)
def test_a_report_that_was_tampered_with_is_refused_by_its_place(
    spoil: Callable[[dict[str, Any]], object], told: str
) -> None:
    report = divergence_report(made_team(0, people=20, agencies=6).released())
    with pytest.raises(ValueError, match=re.escape(told)) as refused:
        from_dict(spoiled(report, spoil))
    assert str(refused.value).startswith(told)
