"""A licensed edition, from a table or from YAML: what becomes of it."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from surveys.answers import check_answers
from surveys.counting import counted_items, levels_of
from surveys.instrument import (
    ChooseItem,
    Edition,
    Instrument,
    NumberItem,
    PercentItem,
    ScaleItem,
    SingleChoiceItem,
    TextItem,
)
from surveys.library import load_folder, save_folder
from surveys.licensed import read_licensed
from surveys.problems import InstrumentProblems


def read(content: str | bytes, name: str, *, expires: date | None = None) -> Edition:
    """The edition with a permission that stands."""
    return read_licensed(
        content if isinstance(content, bytes) else content.encode(),
        name,
        owner=" The owner ",
        permission=" Letter 7 ",
        expires=expires,
    )


@pytest.fixture(scope="module")
def edition(table: str) -> Edition:
    """The edition, read from the table."""
    return read(table, "county.csv")


@pytest.fixture(scope="module")
def asked(edition: Edition) -> Instrument:
    """Its structure."""
    return edition.instrument


def test_the_table_and_the_yaml_are_the_same_edition(edition: Edition, plain: str) -> None:
    assert read(plain, "county.yaml") == edition


def test_it_has_its_id_version_languages_and_terms(edition: Edition, asked: Instrument) -> None:
    assert (asked.id, asked.version, asked.edition) == ("county_inventory", "2.0.0", "licensed")
    assert edition.languages == ("en", "es")
    assert edition.wording("es").title == "Inventario del condado"
    assert (asked.owner, asked.permission, asked.expires) == ("The owner", "Letter 7", None)
    assert not asked.wording_may_be_exported
    assert not asked.validated


def test_five_points_have_a_middle(edition: Edition, asked: Instrument) -> None:
    (scale,) = asked.scales
    assert [point.value for point in scale.points] == [1, 2, 3, 4, 5]
    assert scale.midpoint
    assert scale.no_answer == ("dk",)
    labels = [words.label for words in edition.wording("es").scales["scale"].points.values()]
    assert labels == [
        "Muy en desacuerdo",
        "En desacuerdo",
        "Neutral",
        "De acuerdo",
        "Muy de acuerdo",
    ]


def test_four_points_have_none(table: str) -> None:
    four = "".join(line for line in table.splitlines(keepends=True) if "point,3" not in line)
    assert not read(four, "a.csv").instrument.scales[0].midpoint


def test_every_kind_of_item_is_what_the_table_says(asked: Instrument) -> None:
    assert list(asked.items) == [
        ScaleItem(id="q1", section="sharing", scale="scale"),
        ScaleItem(id="q2", section="sharing", scale="scale", reverse=True),
        ChooseItem(id="q3", section="causes", options=("a", "b", "c"), at_most=2),
        PercentItem(id="q4", section="causes"),
        NumberItem(id="q5", section="causes", minimum=0, maximum=20, bands=(0, 4, 8, 12, 16)),
        NumberItem(id="q6", section="causes", minimum=0, maximum=40, bands=(0, 5, 20)),
        SingleChoiceItem(id="q7", section="causes", options=("judge", "team")),
        TextItem(id="q8", section="statements"),
    ]
    assert asked.sections == ("sharing", "causes")


def test_a_text_with_a_comma_and_an_option_keep_their_words(edition: Edition) -> None:
    assert edition.wording("en").items["q1"].text == "We decide together, always."
    assert edition.wording("es").items["q7"].options == {"judge": "El juez", "team": "El equipo"}


def test_it_can_be_answered_and_counted(asked: Instrument) -> None:
    sheet = {"q1": 4, "q2": "dk", "q3": ["c", "a"], "q4": 55, "q5": 20, "q7": 1, "q8": "More."}
    levels = levels_of(asked, check_answers(asked, sheet))
    assert {key: level for key, level in levels.items() if level >= 0} == {
        "q1": 4,
        "q3.a": 1,
        "q3.b": 0,
        "q3.c": 1,
        "q4": 2,
        "q5": 4,
        "q7": 1,
    }
    assert len(counted_items(asked)) == 9


def test_it_can_be_saved_as_a_folder_and_read_again(edition: Edition, tmp_path: Path) -> None:
    save_folder(edition, tmp_path / "county")
    assert load_folder(tmp_path / "county") == edition


@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_table_from_a_program_of_another_country_is_read_too(
    table: str, edition: Edition, mark: str
) -> None:
    made = io.StringIO()
    csv.writer(made, delimiter=mark).writerows(csv.reader(io.StringIO(table)))
    assert read(made.getvalue().encode("utf-8-sig"), "COUNTY.CSV") == edition


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_endings_of_other_programs_are_read_too(
    table: str, edition: Edition, ending: str
) -> None:
    assert read(table.replace("\n", ending), "county.csv") == edition


def test_columns_in_another_order_and_case_are_read_too(table: str, edition: Edition) -> None:
    names, *rows = csv.reader(io.StringIO(table))
    padded = [row + [""] * (len(names) - len(row)) for row in rows]
    made = io.StringIO()
    csv.writer(made).writerows(
        [[name.upper() for name in reversed(names)], *(row[::-1] for row in padded)]
    )
    assert read(made.getvalue(), "county.csv") == edition


def test_the_last_day_of_a_permission_is_a_day_of_it(table: str) -> None:
    today = datetime.now(UTC).date()
    assert read(table, "a.csv", expires=today).instrument.expires == today
    with pytest.raises(InstrumentProblems, match=r"I050 a\.csv: expires: the permission ended on"):
        read(table, "a.csv", expires=today - timedelta(days=2))


def test_everything_wrong_with_permission_and_file_is_told_at_once() -> None:
    with pytest.raises(InstrumentProblems, match="nobody is named") as told:
        read_licensed(b"", "a.yaml", owner="", permission="\t", expires=date(2001, 1, 1))
    assert [problem.code for problem in told.value.problems] == ["I050"] * 3 + ["I010"] * 3


def test_the_minutes_are_guessed_from_the_items_unless_they_are_given(plain: str) -> None:
    assert read(plain, "a.yaml").instrument.minutes == 1
    assert read(f"minutes: 9\n{plain}", "a.yaml").instrument.minutes == 9


@pytest.mark.parametrize(
    ("ends", "bands"),
    [((0, 1), (0, 1)), ((1, 3), (1, 2, 3)), ((-5, 4), (-5, -3, -1, 1, 3)), ((0, 3), (0, 1, 2, 3))],
)
def test_numbers_without_bands_get_even_ones(ends: tuple[int, int], bands: list[int]) -> None:
    low, high = ends
    text = (
        f"id: a\ntitle: {{en: T}}\nitems:\n"
        f"- {{id: q, type: number, minimum: {low}, maximum: {high}, text: {{en: How many}}}}\n"
    )
    (item,) = read(text, "a.yaml").instrument.items
    assert isinstance(item, NumberItem)
    assert item.bands == bands
