"""A real public file, from its columns to every figure, against pandas, numpy and R."""

import csv
import io
import json
import math
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import openpyxl
import pandas
import pytest

from data.cli import main

ITEMS = tuple(f"LEAD{number:02}" for number in range(1, 12))
VALUES = (1, 2, 3, 4, 5)
FORMATS = ("json", "csv", "xlsx")
NEARLY_ALL = 2
FULL = 10


@dataclass(frozen=True)
class Figures:
    """What a file shows of one statement, for everybody or for one group."""

    people: int | None
    counts: tuple[int, ...] | None
    mean: float | None
    mean_is: str | None
    side_share: float | None = None
    typical_gap: float | None = None
    consensus: float | None = None


@dataclass(frozen=True)
class Scored:
    """All figures of a file; the group of everybody has no name."""

    figures: dict[tuple[str, str | None], Figures]
    marked_public: bool


@pytest.fixture
def soldiers(reference_folder: Path) -> Path:
    """The file; skips where it is absent."""
    return reference_folder / "data" / "lq2002_items.csv"


@pytest.fixture
def truth(soldiers: Path) -> pandas.DataFrame:
    """The file as pandas reads it."""
    return pandas.read_csv(soldiers)


@dataclass(frozen=True)
class Outputs:
    """The result in every format, with the door and without, each made when it is first asked."""

    soldiers: Path

    def __getitem__(self, wanted: tuple[str, bool]) -> bytes:
        form, public = wanted
        return file_of(self.soldiers, form, public=public)


@pytest.fixture
def outputs(soldiers: Path) -> Outputs:
    return Outputs(soldiers)


@cache
def file_of(soldiers: Path, form: str, *, public: bool) -> bytes:
    with tempfile.TemporaryDirectory() as name:
        drafted, out = f"{name}/drafted", Path(name) / f"out.{form}"
        draft = ["instrument", "draft", str(soldiers), "--scale", "1-5", "--by", "COMPID"]
        assert main([*draft, "--columns", ",".join(ITEMS), "-o", drafted]) == 0
        assert main(["instrument", "check", drafted]) == 0
        score = ["score", str(soldiers), "--instrument", drafted, "--by", "COMPID"]
        options = ["--format", form, "-o", str(out), *(["--public"] if public else [])]
        assert main([*score, *options]) == 0
        return out.read_bytes()


def read(form: str, content: bytes) -> Scored:
    return {"json": read_json, "csv": read_csv, "xlsx": read_xlsx}[form](content)


def read_json(content: bytes) -> Scored:
    plain = json.loads(content)
    figures: dict[tuple[str, str | None], Figures] = {}
    for item in plain["items"]:
        keys = ("people", "mean", "side_share", "typical_gap", "consensus")
        figures[item["id"], None] = Figures(
            counts=tuple(item["counts"]), mean_is="exact", **{key: item[key] for key in keys}
        )
        for group in item["groups"]:
            counts = None if group["counts"] is None else tuple(group["counts"])
            figures[item["id"], group["name"]] = Figures(
                group["people"], counts, group["mean"], group["mean_is"]
            )
    return Scored(figures, plain["public"])


def read_csv(content: bytes) -> Scored:
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    shown = [row for row in rows if row["scope"] in ("team", "group")]
    figures = {
        (row["id"], row["group"] or None): from_row(
            {key: value or None for key, value in row.items()}
        )
        for row in shown
    }
    return Scored(figures, {row["public"] for row in rows} == {"yes"})


def read_xlsx(content: bytes) -> Scored:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    figures = {
        (str(row["id"]), row.get("group")): from_row(row)
        for title in ("Statements", "Groups")
        for row in sheet_rows(book[title])
    }
    first = [str(row[0]) for row in book["Read me"].iter_rows(values_only=True)]
    book.close()
    return Scored(figures, "The answers were public before, so every figure is exact." in first)


def sheet_rows(sheet) -> Iterator[dict[str, object]]:
    rows = sheet.iter_rows(values_only=True)
    headers = next(rows)
    for row in rows:
        yield dict(zip(headers, row, strict=True))


def from_row(row: dict) -> Figures:
    def number(key: str) -> float | None:
        return None if row.get(key) is None else float(row[key])

    counts = [row[f"level_{value}"] for value in VALUES]
    return Figures(
        people=int(row["people"]),
        counts=None if None in counts else tuple(int(count) for count in counts),
        mean=number("average"),
        mean_is=row["average_is"],
        side_share=number("side_share"),
        typical_gap=number("typical_gap"),
        consensus=number("consensus"),
    )


def counts_of(answers: pandas.Series) -> tuple[int, ...]:
    return tuple(int((answers == value).sum()) for value in VALUES)


def all_pairs(answers: np.ndarray) -> float:
    """The distances of all ordered pairs of people, one after the other."""
    return float(np.abs(answers[:, None] - answers[None, :]).sum())


@cache
def widest(people: int) -> float:
    """All pairs of two camps at the ends that are as equal as can be."""
    half = people // 2
    return all_pairs(np.array([1] * half + [5] * (people - half)))


def is_nearly_of_one_voice(answers: pandas.Series) -> bool:
    sides = ((answers < 3).sum(), (answers == 3).sum(), (answers > 3).sum())
    return max(*counts_of(answers), *sides) >= len(answers) - NEARLY_ALL


@pytest.mark.long
@pytest.mark.parametrize("public", [False, True], ids=["door", "public"])
@pytest.mark.parametrize("form", FORMATS)
def test_figures_of_everybody_are_those_of_pandas_and_numpy(
    form: str, public: bool, truth: pandas.DataFrame, outputs
) -> None:
    scored = read(form, outputs[form, public])
    for item in ITEMS:
        shown, answers = scored.figures[item, None], truth[item]
        people, values = len(answers), answers.to_numpy()
        assert shown.people == people == 2042
        assert shown.counts == counts_of(answers)
        assert shown.mean == pytest.approx(answers.mean(), rel=1e-14)
        assert shown.side_share == pytest.approx((answers > 3).mean(), rel=1e-14)
        gap = all_pairs(values) / (people * (people - 1))
        assert shown.typical_gap == pytest.approx(gap, rel=1e-12)
        consensus = 1 - all_pairs(values) / widest(people)
        assert shown.consensus == pytest.approx(consensus, rel=1e-12)


@pytest.mark.long
@pytest.mark.parametrize("form", FORMATS)
def test_public_figures_of_every_company_are_exact(
    form: str, truth: pandas.DataFrame, outputs
) -> None:
    scored = read(form, outputs[form, True])
    assert scored.marked_public
    assert len(scored.figures) == len(ITEMS) * (49 + 1)
    for company, rows in truth.groupby("COMPID"):
        for item in ITEMS:
            shown = scored.figures[item, str(company)]
            assert shown.people == len(rows)
            assert shown.counts == counts_of(rows[item])
            assert shown.mean == pytest.approx(rows[item].mean(), rel=1e-14)
            assert shown.mean_is == "exact"


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.long
def test_the_door_shows_counts_of_all_companies_or_half_steps_of_all(
    form: str, truth: pandas.DataFrame, outputs
) -> None:
    scored = read(form, outputs[form, False])
    assert not scored.marked_public
    assert truth.groupby("COMPID").size().min() >= FULL  # so that no company is merged
    open_enough = {
        item: not any(is_nearly_of_one_voice(rows[item]) for _, rows in truth.groupby("COMPID"))
        for item in ITEMS
    }
    assert 0 < sum(open_enough.values()) < len(ITEMS)
    for company, rows in truth.groupby("COMPID"):
        for item in ITEMS:
            shown = scored.figures[item, str(company)]
            mean = rows[item].mean()
            if open_enough[item]:
                assert shown.counts == counts_of(rows[item])
                assert shown.mean == pytest.approx(mean, rel=1e-14)
                continue
            assert shown.counts is None
            assert shown.mean is not None
            assert shown.mean * 2 == int(shown.mean * 2)
            assert shown.mean_is == "half_step"
            assert abs(shown.mean - mean) <= 0.25 + 1e-12


def nearly(value: float | None) -> object:
    """The value but for its last digit, which a workbook does not keep."""
    return None if value is None else pytest.approx(value, rel=1e-15)


@pytest.mark.long
def test_all_three_formats_hold_the_same_figures(truth: pandas.DataFrame, outputs) -> None:
    for public in (False, True):
        first, *others = (read(form, outputs[form, public]).figures for form in FORMATS)
        for other in others:
            assert other.keys() == first.keys()
            for place, figures in first.items():
                assert other[place] == replace(
                    figures,
                    mean=nearly(figures.mean),
                    side_share=nearly(figures.side_share),
                    typical_gap=nearly(figures.typical_gap),
                    consensus=nearly(figures.consensus),
                )


def test_the_draft_takes_every_column_of_the_scale_and_names_the_rest(
    truth: pandas.DataFrame, soldiers: Path, run, tmp_path: Path
) -> None:
    done = run(
        "instrument", "draft", soldiers, "--scale", "1-5", "--by", "COMPID", "-o", tmp_path / "all"
    )
    assert done.status == 0
    fits = [
        name for name in truth.columns if name != "COMPID" and truth[name].isin(list(VALUES)).all()
    ]
    assert f"{len(fits)} items" in done.text
    for name in set(truth.columns) - {*fits, "COMPID"}:
        assert any(f"column '{name}' is left out: row " in line for line in done.said), name


def test_columns_that_are_not_scored_are_named(
    truth: pandas.DataFrame, soldiers: Path, leadership: Path, run
) -> None:
    done = run("score", soldiers, "--instrument", leadership, "--by", "COMPID")
    (note,) = done.said
    rest = ", ".join(name for name in truth.columns if name not in (*ITEMS, "COMPID"))
    assert note == (f"note: {soldiers.name}: columns that are not scored were left out: {rest}.")


class Company:
    """Agreement indices of R's multilevel package, from the counts that a public file shows."""

    def __init__(self, figures: dict[tuple[str, str | None], Figures], group: str) -> None:
        self._answers = {
            item: np.repeat(VALUES, figures[item, group].counts or ()).astype(float)
            for item in {item for item, _ in figures}
        }

    def rwg(self, item: str) -> float:
        return 1 - self._answers[item].var(ddof=1) / 2

    def awg(self, item: str) -> float:
        answers = self._answers[item]
        mean, people = answers.mean(), len(answers)
        largest = (6 * mean - mean**2 - 5) * people / (people - 1)
        return float(1 - 2 * answers.var(ddof=1) / largest)

    def ad_median(self, item: str) -> float:
        answers = self._answers[item]
        return float(np.abs(answers - np.median(answers)).mean())

    def ad_mean_of_items(self) -> float:
        return float(
            np.mean([np.abs(each - each.mean()).mean() for each in self._answers.values()])
        )

    def rwg_of_items(self) -> float:
        share = self._share_of_chance()
        agreement = len(self._answers) * (1 - share)
        return agreement / (agreement + share)

    def rwg_of_items_lindell(self) -> float:
        return 1 - self._share_of_chance()

    def _share_of_chance(self) -> float:
        return float(np.mean([each.var(ddof=1) for each in self._answers.values()])) / 2


@pytest.fixture
def published(reference_folder: Path) -> dict[str, float]:
    """What R printed, by id."""
    with (reference_folder / "expected.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: float(row["value"]) for row in csv.DictReader(file)}


def test_agreement_indices_from_the_public_counts_are_those_of_r(
    truth: pandas.DataFrame, published: dict[str, float], outputs
) -> None:
    # R: rwg(lq2002[, "LEAD05"], lq2002$COMPID), rwg.j(lq2002[, 3:13], lq2002$COMPID), ...
    figures = read("json", outputs["json", True]).figures
    companies = [Company(figures, str(company)) for company in sorted(truth["COMPID"].unique())]
    first = companies[0]
    computed = {
        "rwg.lq2002.LEAD05.firstgroup": first.rwg("LEAD05"),
        "awg.lq2002.LEAD05.first": first.awg("LEAD05"),
        "admd.lq2002.LEAD05.first": first.ad_median("LEAD05"),
        "rwgj.lq2002.LEAD11.first": first.rwg_of_items(),
        "rwgj.lq2002.LEAD11.mean": np.mean([each.rwg_of_items() for each in companies]),
        "rwgjlindell.lq2002.LEAD11.mean": np.mean(
            [each.rwg_of_items_lindell() for each in companies]
        ),
        "adm.lq2002.LEAD11.mean": np.mean([each.ad_mean_of_items() for each in companies]),
    }
    for name, value in computed.items():
        assert value == pytest.approx(published[f"multilevel.{name}"], rel=1e-12), name


def scored_publicly(run, file: Path, *, scale: str, by: str, folder: Path) -> dict:
    drafted = folder / file.stem
    assert run("instrument", "draft", file, "--scale", scale, "--by", by, "-o", drafted).status == 0
    done = run("score", file, "--instrument", drafted, "--by", by, "--public")
    assert done.status == 0
    return {item["id"]: item for item in json.loads(done.out)["items"]}


@pytest.mark.parametrize("item", ["COH01", "COH02", "COH04", "COH05"])
def test_the_typical_gap_is_the_mean_distance_of_r(
    item: str, run, reference_folder: Path, published: dict[str, float], tmp_path: Path
) -> None:
    # R: mean(dist(na.omit(cohesion$COH01)))
    file = reference_folder / "data" / "cohesion.csv"
    items = scored_publicly(run, file, scale="1-5", by="PLATOON", folder=tmp_path)
    assert items[item]["typical_gap"] == pytest.approx(
        published[f"R.gmd.cohesion.{item}"], rel=1e-12
    )


def test_distances_within_and_between_groups_are_those_of_r(
    run, reference_folder: Path, published: dict[str, float], tmp_path: Path
) -> None:
    # R: energy::disco(wine$rating, factors = wine$judge)
    file = reference_folder / "data" / "wine.csv"
    items = scored_publicly(run, file, scale="1-5", by="judge", folder=tmp_path)
    rating = items["rating"]

    def spread(counts: list[int]) -> float:
        answers = np.repeat(VALUES, counts)
        return all_pairs(answers) / 2 / len(answers)

    within = math.fsum(spread(group["counts"]) for group in rating["groups"])
    between = spread(rating["counts"]) - within
    assert within == pytest.approx(published["energy.disco.wine.rating~judge.within"], rel=1e-12)
    assert between == pytest.approx(published["energy.disco.wine.rating~judge.between"], rel=1e-12)
