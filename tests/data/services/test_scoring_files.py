"""A file goes through the same door as a wave, and every number is one that others find too."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas
import pytest

from data.exports.content import ReportContent
from data.imports.responses import InputProblems
from data.services import closing, release
from data.services.scoring_files import NO_GROUP, Question, score_file
from data.views import AgencyEntry
from scoring.report import checksum
from surveys.drafting import draft_edition
from surveys.instrument import Edition

ITEMS = ("q1", "q2", "q3")
VALUES = (1, 2, 3, 4)
ROSTER = (
    AgencyEntry(name="County court", sector="court", people=6),
    AgencyEntry(name="Child welfare", sector="child_welfare", people=11),
    AgencyEntry(name="River clinic", sector="sud_treatment", people=8),
)


@pytest.fixture
def four_points() -> Edition:
    return draft_edition(ITEMS, scale=(1, 4), instrument_id="mine", title="Mine")


@pytest.fixture
def score(tmp_path: Path, four_points: Edition):
    """Score rows of cells."""

    def score(
        columns: Sequence[str],
        rows: Sequence[Sequence[object]],
        *,
        edition: Edition | None = None,
        **question: object,
    ) -> ReportContent:
        path = tmp_path / "file.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([columns, *rows])
        asked = Question(**({"by": "agency"} | question))  # type: ignore[arg-type]
        return score_file(path, edition or four_points, question=asked)

    return score


def table(seed: int, people: int = 60) -> pandas.DataFrame:
    """Made-up cells: printed values, no answers, and blanks."""
    chance = np.random.default_rng(seed)
    cells = chance.choice(
        ["1", "2", "3", "4", "dk", ""],
        p=[0.2, 0.3, 0.2, 0.2, 0.05, 0.05],
        size=(people, len(ITEMS)),
    )
    return pandas.DataFrame(cells, columns=list(ITEMS)).assign(
        agency=chance.choice(["A", "B", "C"], size=people)
    )


@pytest.mark.parametrize("seed", range(5))
def test_public_figures_are_those_of_pandas(seed: int, score) -> None:
    made = table(seed)
    content = score(list(made.columns), made.to_numpy().tolist(), public=True)
    names = [content.released_group_name(group) for group in content.report.release.groups]
    assert names == ["A", "B", "C"]
    for item in content.report.items:
        numbers = pandas.to_numeric(made[item.id], errors="coerce")
        of_all = numbers.value_counts().reindex(VALUES, fill_value=0)
        assert item.team.counts == tuple(of_all)
        assert item.team.no_answer == (made[item.id] == "dk").sum()
        assert item.measures.mean == pytest.approx(numbers.mean(), rel=1e-14)
        for name, figure in zip(names, item.groups, strict=True):
            own = numbers[made["agency"] == name]
            assert figure.counts == tuple(own.value_counts().reindex(VALUES, fill_value=0))
            assert figure.mean == pytest.approx(own.mean(), rel=1e-14)


def test_a_skipped_cell_a_missing_value_and_dont_know_are_kept_apart(score) -> None:
    rows = [("A", "1", "2", "3"), ("A", "", "NA", "dk"), ("A", "DK", " ", "4.0")]
    content = score(("agency", *ITEMS), rows, public=True)
    figures = [(item.team.counts, item.team.no_answer) for item in content.report.items]
    assert figures == [((1, 0, 0, 0), 1), ((0, 1, 0, 0), 0), ((0, 0, 1, 1), 1)]
    assert content.report.release.people == 3


def test_a_row_that_only_names_a_group_is_a_person_who_skipped_everything(score) -> None:
    content = score(("agency", *ITEMS), [("A", 1, 1, 1), ("A", "", "", "")], public=True)
    assert content.report.release.people == 2
    assert content.report.items[0].team.people == 1


def test_an_item_without_a_column_is_not_asked_and_named(score) -> None:
    content = score(("agency", "q1"), [("A", 1 + n % 4) for n in range(12)])
    q1, q2, _ = content.report.items
    assert q1.team.people == 12
    assert (q2.team, q2.measures) == (None, None)
    assert content.warnings == ("file.csv: items without a column count as not asked: q2, q3.",)


@dataclass(frozen=True)
class _Person:
    """Somebody of an agency with a sheet as a form gives it."""

    agency: str
    sheet: dict[str, object]


def test_a_file_and_a_wave_with_the_same_answers_show_the_same_figures(
    database, make_round, score, edition: Edition
) -> None:
    made = make_round(roster=ROSTER)
    chance = np.random.default_rng(3)
    names = {group.code: group.name["en"] for group in made.wave.groups}
    people: list[_Person] = []
    for place, secret in enumerate(made.secrets):
        levels = {f"q{number}": int(chance.integers(4)) for number in range(1, 11)}
        unsure = {f"q{1 + place % 10}": "dk", f"q{1 + (place + 1) % 10}": None}
        others = {"causes": ["one", "three"], "first": int(chance.integers(3)), "share": 45}
        sheet = levels | unsure | others | {"years": int(chance.integers(61))}
        people.append(_Person(names[made.groups[secret]], sheet))
        made.send(place, sheet)
    closing.close_wave(made.wave.id)
    of_wave = release.release_wave(made.wave.id).report

    asked = [item.id for item in edition.instrument.items if item.kind != "text"]
    rows = [
        [person.agency, *(cell(item, person.sheet[item]) for item in asked)] for person in people
    ]
    of_file = score(("agency", *asked), rows, edition=edition).report
    order = {content_name: place for place, content_name in enumerate(names.values())}
    of_groups = sorted(range(3), key=lambda place: order[sorted(names.values())[place]])
    for from_wave, from_file in zip(of_wave.items, of_file.items, strict=True):
        assert from_file.team == from_wave.team
        shown = from_file.groups and tuple(from_file.groups[place] for place in of_groups)
        assert shown == from_wave.groups
    assert any(item.groups for item in of_wave.items)
    assert of_file.agreed == of_wave.agreed
    assert of_file.spread_out == of_wave.spread_out


def cell(item: str, answer: object) -> object:
    """The answer as a file holds it."""
    if answer is None or isinstance(answer, str):
        return answer or ""
    if isinstance(answer, list):
        return "|".join(answer)
    if item == "first":
        return ("one", "two", "three")[answer]  # type: ignore[call-overload]
    return answer + 1 if item.startswith("q") else answer  # type: ignore[operator]


def test_the_seal_of_the_result_is_that_of_its_report(score) -> None:
    content = score(("agency", "q1"), [("A", 1 + n % 4) for n in range(12)])
    assert content.sha256 == checksum(content.report)
    assert (content.title, content.team, content.demo) == ("file.csv", None, False)


def test_names_that_look_alike_are_one_group_and_others_are_not(score) -> None:
    names = ("Court", " Court ", "Court\u200b", "court", "Nin\u0303ez", "Niñez", "A  B", "A B")
    content = score(("agency", "q1"), [(name, 1) for name in names], public=True)
    groups = {
        content.group_name(group.code): group.people for group in content.report.release.groups
    }
    assert groups == {"A B": 2, "Court": 3, "court": 1, "Niñez": 2}


def test_numbered_groups_come_in_the_order_of_their_numbers(score) -> None:
    names = ["10", "2", "b", "1.0", "A", "-3"]
    content = score(("agency", "q1"), [(name, 1) for name in names], public=True)
    in_order = [content.group_name(group.code) for group in content.report.release.groups]
    assert in_order == ["-3", "1.0", "2", "10", "A", "b"]


def test_rows_without_a_group_make_one_of_their_own_and_are_told_without_a_number(score) -> None:
    rows = [("A", 1 + n % 4) for n in range(6)] + [("", 1 + n % 4) for n in range(5)]
    content = score(("agency", "q1", "q2", "q3"), [(*row, 1, 1) for row in rows])
    names = [content.group_name(group.code) for group in content.report.release.groups]
    assert names == ["A", NO_GROUP]
    (told,) = content.warnings
    assert told == (
        "file.csv: rows without a group in column 'agency' are in the group 'no group given'."
    )


def test_warnings_never_count_people_since_the_door_may_not(score) -> None:
    rows = [("A", "NA", 1), ("", 2, 1), *(("A", 1 + n % 4, 2) for n in range(9))]
    content = score(("agency", "q1", "q2", "note"), [(*row, "x") for row in rows])
    assert [line.removeprefix("file.csv: ") for line in content.warnings] == [
        "columns that are not scored were left out: note.",
        "items without a column count as not asked: q3.",
        "'NA' was read as skipped.",
        "rows without a group in column 'agency' are in the group 'no group given'.",
    ]


def test_an_item_and_a_group_of_one_name_are_not_mixed_up_in_the_reasons(tmp_path: Path) -> None:
    edition = draft_edition(("g1", "g2"), scale=(1, 4), instrument_id="mine", title="Mine")
    path = tmp_path / "file.csv"
    rows = [f"A,{1 + n % 4}," for n in range(6)] + [f"B,{1 + n % 4},1" for n in range(6)]
    path.write_text("\n".join(["agency,g1,g2", *rows]))
    content = score_file(path, edition, question=Question(by="agency"))
    (withheld,) = content.report.release.withheld
    assert (withheld.what, content.names[withheld.subject]) == ("statement", "g2")
    assert content.names["1"] == "A"


def test_an_instrument_that_wants_larger_groups_gets_them(score, four_points: Edition) -> None:
    stricter = four_points.instrument.model_copy(update={"smallest_group": 8})
    edition = four_points.model_copy(update={"instrument": stricter})
    rows = [(name, 1 + n % 4, 1, 1) for name in "ABC" for n in range(6)]
    content = score(("agency", *ITEMS), rows, edition=edition)
    assert content.report.release.smallest_group == 8
    assert all(group.people >= 8 for group in content.report.release.groups)
    assert content.warnings == ("mine is shown for groups of 8 or more people only.",)
    assert score(("agency", *ITEMS), rows, edition=edition, smallest_group=10).warnings == ()
    exact = score(("agency", *ITEMS), rows, edition=edition, public=True)
    assert len(exact.report.release.groups) == 3
    assert exact.warnings == ()


def test_no_group_below_the_smallest_is_in_a_release_whatever_the_file(score) -> None:
    chance = np.random.default_rng(11)
    for _ in range(20):
        sizes = chance.integers(1, 9, size=6)
        rows = [
            (f"g{place}", *chance.integers(1, 5, size=3))
            for place, size in enumerate(sizes)
            for _ in range(size)
        ]
        content = score(("agency", *ITEMS), rows)
        assert all(group.people >= 5 for group in content.report.release.groups)
        for item in content.report.items:
            assert all(figure.people >= 5 for figure in item.groups or ())


@pytest.mark.parametrize(
    ("columns", "rows", "said"),
    [
        (
            ("agency", "other"),
            [("A", 1)],
            "file.csv: no column is an item of mine. Its items are: q1, q2, q3.",
        ),
        (
            ("office", "q1"),
            [("A", 1)],
            "file.csv: there is no column 'agency'. There are: office, q1.",
        ),
        (
            ("agency", "q1"),
            [(f"person {number}", 1) for number in range(2001)],
            (
                "file.csv: column 'agency' names 2,001 groups; --by takes a column with at most "
                "2,000, not one that numbers each person."
            ),
        ),
    ],
    ids=["no item", "no group column", "too many groups"],
)
def test_a_file_that_cannot_be_scored_says_why(columns, rows, said: str, score) -> None:
    with pytest.raises(InputProblems) as caught:
        score(columns, rows)
    assert caught.value.problems == (said,)


def test_the_group_column_cannot_be_an_item(score) -> None:
    with pytest.raises(InputProblems, match=r"column 'q1' is an item of mine; --by takes"):
        score(("agency", "q1"), [("A", 1)], by="q1")


def test_every_wrong_value_is_named_up_to_fifty_and_the_rest_counted(score) -> None:
    with pytest.raises(InputProblems) as caught:
        score(("agency", "q1", "q2"), [("A", 5, 0)] * 40)
    problems = caught.value.problems
    assert len(problems) == 51
    assert problems[0].startswith("file.csv: row 2, column q1: the scale takes 1, 2, 3, 4, dk")
    assert problems[39].startswith("file.csv: row 41, column q1: ")
    assert problems[40].startswith("file.csv: row 2, column q2: ")
    assert problems[-1] == "file.csv: and 30 more."
