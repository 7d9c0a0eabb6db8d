"""The workbook holds values only, no words of people unless they are asked for, and what is not."""

import io
import zipfile
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from data.coded_project import Case, Code, CodedProject, Coding, Source, Variable, Withheld
from data.exports.families.xlsx import write_xlsx
from tests.data.exports.families.coded import study
from tests.hostile.formulas import FORMULAS


def sheets(written: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(written))
    return {sheet.title: [tuple(row) for row in sheet.values] for sheet in book}


def test_it_has_codebook_matrix_sessions_codings_and_what_was_left_out() -> None:
    found = sheets(write_xlsx(study()))
    names = ["Read me", "Codebook", "Code by session", "Sessions", "Codings", "Left out"]
    assert list(found) == names
    assert found["Codebook"][2] == (
        *("Barriers / Childcare", "Nobody to leave a child with", "yes", "no", "yes", "#1f77b4"),
        "care",
    )
    assert found["Code by session"] == [
        ("code", "session_1", "session_2"),
        ("called", "Session 1", "Session 2"),
        ("Barriers / Childcare", 4, "fewer than 3"),
        ("Getting there", 0, 5),
    ]
    assert found["Left out"][1:3] == [
        ("texts", 1, "one is not released yet."),
        ("codings", 9, "see above."),
    ]


def test_codings_are_places_without_words_and_the_file_says_so() -> None:
    written = write_xlsx(study())
    found = sheets(written)
    heads = ("text", "first_character", "end", "code", "coder", "day", "memo")
    assert found["Codings"][0] == heads
    place = ("Session 1", 12, 38, "Barriers / Childcare", "coder_a", "2027-04-01", "ask again")
    assert place in found["Codings"]
    assert any("not what people said" in row[0] for row in found["Read me"])
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        everything = b"".join(parts.read(name) for name in parts.namelist())
    for said in ("cuidara", "waited", "The bus comes"):
        assert said.encode() not in everything


def test_rows_that_can_be_counted_tell_no_number_that_another_sheet_keeps_back() -> None:
    book = study()
    few = Coding("c6", 0, 3, "care", "a")
    sources = (book.sources[0], replace(book.sources[1], codings=(*book.sources[1].codings, few)))
    found = sheets(write_xlsx(replace(book, sources=sources)))
    told = {(row[0], row[3]) for row in found["Codings"][1:]}
    assert told == {("Session 1", "Barriers / Childcare"), ("Session 2", "Getting there")}
    what, count, why = found["Left out"][-1]
    assert (what.startswith("codes of a session"), count) == (True, 5)  # 8 cells, 3 with a number
    assert "few people" in why
    assert any(f"Left out: 5 {what}" in row[0] for row in found["Read me"])


def test_how_many_are_left_out_is_the_same_whatever_stands_behind_them() -> None:
    book = study()
    twice = tuple(replace(each, id=f"{each.id}-2") for each in book.sources[0].codings)
    more = replace(book.sources[0], codings=(*book.sources[0].codings, *twice))
    changed = replace(book, sources=(more, book.sources[1]))
    left_out = sheets(write_xlsx(book))["Left out"]
    assert sheets(write_xlsx(changed))["Left out"] == left_out


def test_without_a_matrix_nobody_knows_what_may_be_told_so_no_coding_is() -> None:
    found = sheets(write_xlsx(replace(study(), matrix=None)))
    assert found["Codings"][1:] == []
    assert found["Left out"][-1][1] == 8


def test_words_come_only_when_they_are_asked_for() -> None:
    found = sheets(write_xlsx(study(), with_words=True))
    words = [row[6:] for row in found["Codings"][1:]]
    assert words[0] == ("ask again", "no había quien los cuidara")
    assert words[1] == (None, "no había quien los cuidara")
    assert any("what people said" in row[0] for row in found["Read me"])


def test_every_fact_about_a_session_is_a_row() -> None:
    found = sheets(write_xlsx(study()))["Sessions"]
    assert ("Session 1", 1, "online", "yes") in found
    assert ("Session 1", 1, "people", 7) in found
    assert ("Session 1", 1, "day", "2027-03-02") in found
    assert ("Session 2", 1, None, None) in found


def test_nothing_left_out_is_said_too() -> None:
    sources = tuple(replace(each, codings=()) for each in study().sources)
    found = sheets(write_xlsx(replace(study(), withheld=(), matrix=None, sources=sources)))
    assert found["Left out"][1] == ("nothing", 0, "Nothing was left out.")
    assert "Code by session" not in found


def test_the_same_study_gives_the_same_bytes() -> None:
    assert write_xlsx(study()) == write_xlsx(study())


def hostile(turn: int) -> CodedProject:
    """A study with a payload in every place."""
    words = [each for each in (*FORMULAS[turn:], *FORMULAS[:turn]) if each.strip()]
    one = study()
    codes = tuple(
        replace(each, name=words[place], definition=words[place + 9], include=words[place + 19])
        for place, each in enumerate(one.codes)
    )
    text = "x" + "".join(words).replace("\0", "")
    return replace(
        one,
        name=words[40],
        about=(words[41],),
        codes=(*codes, Code("more", words[42], exclude=words[43])),
        coders=tuple(replace(each, name=words[0].replace("@", "=")) for each in one.coders),
        sources=(Source("t", words[44], text, (replace(one.sources[1].codings[0], end=30),)),),
        cases=(Case("k", words[45], ("t",), (Variable(words[46], words[47]),)),),
        matrix=replace(one.matrix, cases=("k",), cells={"care": (words[48],)}),
        withheld=(Withheld(words[49], 1, words[50]),),
    )


@pytest.mark.parametrize("turn", [0, 37, 71])
def test_no_cell_is_live_whatever_stands_in_every_place(turn: int) -> None:
    written = write_xlsx(hostile(turn), with_words=True)
    book = openpyxl.load_workbook(io.BytesIO(written))
    quoted = 0
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in "snb", cell.coordinate
                assert cell.hyperlink is None
                if str(cell.value or "").lstrip(" \"'`")[:1] in set("=+-@＝＋－＠﹢﹣﹦﹫"):
                    assert not str(cell.value) or cell.quotePrefix, cell.coordinate
                    quoted += 1
    assert quoted > 5
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        everything = b"".join(parts.read(name) for name in parts.namelist())
    for mark in (b"<f>", b"<f ", b"<hyperlink", b"<ddeLink", b"TargetMode"):
        assert mark not in everything, mark
