"""`common-table instrument from-xlsform`: a form of somebody else becomes an instrument folder."""

from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

from surveys.library import load_folder

Write = Callable[..., Path]
HEAD = ("type", "name", "label::English (en)", "label::Español (es)")
CHOICES = (
    ("list_name", "name", "label::English (en)", "label::Español (es)"),
    ("agree", "1", "Disagree", "En desacuerdo"),
    ("agree", "2", "Agree", "De acuerdo"),
    ("agree", "99", "Don't know", "No sé"),
)


@pytest.fixture
def form(tmp_path: Path) -> Write:
    """Write a form with these questions."""

    def write(*questions: Sequence[str | None]) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for name, rows in (("survey", (HEAD, *questions)), ("choices", CHOICES)):
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        path = tmp_path / "form.xlsx"
        book.save(path)
        return path

    return write


TRUST = ("select_one agree", "trust", "We trust.", "Confiamos.")
TIME = ("select_one agree", "time", "We have time.", "Tenemos tiempo.")
WHERE = ("geopoint", "where", "Where?", "¿Dónde?")
MORE = ("text", "more", "Anything else?", "¿Algo más?")


def test_a_form_becomes_a_folder_and_what_was_left_out_or_guessed_is_told(form, run) -> None:
    done = run("instrument", "from-xlsform", form(TRUST, TIME, WHERE, MORE), "-o", "mine")
    assert done.status == 0
    said = "mine: 2 items, 1 open questions, in en, es. Read the notes before you use it.\n"
    assert done.text == said
    assert done.problems == []
    place = "left out: a place on a map is not asked here."
    assert f"note: form.xlsx: survey row 4 (where): {place}" in done.said
    assert any("row 4: 'Don't know' is taken as no answer ('dk')" in line for line in done.said)
    edition = load_folder(Path("mine"))
    assert [item.id for item in edition.instrument.items] == ["trust", "time"]
    assert edition.wording("es").items["time"].text == "Tenemos tiempo."
    assert run("instrument", "check", "mine").text == "mine: no problems\n"


def test_words_that_a_form_lacks_are_problems_of_the_new_folder(form, run) -> None:
    file = form(TRUST, ("select_one agree", "time", "We have time.", None))
    done = run("instrument", "from-xlsform", file, "-o", "mine")
    assert done.status == 1
    (line,) = done.problems
    assert line.startswith("mine/es.yaml: I030 ")
    assert "item 'time': has no text" in line
    assert run("instrument", "check", "mine").problems == [line]


def test_a_form_with_nothing_to_count_is_refused_with_the_reasons_and_nothing_is_written(
    form, run, tmp_path: Path
) -> None:
    done = run("instrument", "from-xlsform", form(WHERE), "-o", "mine")
    assert (done.status, done.out) == (1, b"")
    assert done.said[0].startswith("note: form.xlsx: survey row 2 (where): left out: a place")
    (line,) = done.problems
    assert line.startswith("form.xlsx: the sheet 'survey' has no question that can be counted")
    assert not (tmp_path / "mine").exists()


def test_a_folder_that_holds_something_is_left_as_it_is(form, run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine")
    done = run("instrument", "from-xlsform", form(TRUST), "-o", "mine")
    assert (done.status, done.problems) == (
        *(1, ["mine holds something already; name a new folder."]),
    )
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none.xlsx", "none.xlsx: No such file or directory; name an XLSForm."),
        ("form.csv", "form.csv: a form is read from a workbook, and its name ends in '.csv'; "),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_what_would_be_right(
    name: str, said: str, run
) -> None:
    done = run("instrument", "from-xlsform", name, "-o", "mine")
    assert done.status == 1
    assert done.problems[0].startswith(said)


def test_a_folder_that_cannot_be_made_is_named_with_the_reason(form, run) -> None:
    done = run("instrument", "from-xlsform", form(TRUST), "-o", "form.xlsx/mine")
    assert done.status == 1
    (line,) = done.problems
    assert line.endswith(": Not a directory.")
