"""Any workbook that calls itself a form is read, or refused in words; none breaks the reader."""

import contextlib
import io
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.imports.problems import InputProblems
from data.imports.xlsform import FormProblems, read_form, read_xlsform, remarks_told
from surveys.library import check_folder, load_folder, save_folder
from surveys.xlsform import edition_of_form
from surveys.xlsform_sheets import FormRefused, Remark

Table = Sequence[Sequence[Any]]
HEAD = ("type", "name", "label")
GOOD = ("select_one yn", "good", "Good?")
YN = (("list_name", "name", "label"), ("yn", "yes", "Yes"), ("yn", "no", "No"))


def book(sheets: Mapping[str, Table]) -> bytes:
    made, file = openpyxl.Workbook(), io.BytesIO()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(file)
    return file.getvalue()


def survey(
    *rows: Sequence[Any], head: Sequence[Any] = HEAD, **sheets: Table
) -> Mapping[str, Table]:
    return {"survey": (head, *rows), "choices": YN, **sheets}


READ: Mapping[str, Mapping[str, Table]] = {
    "plain": survey(GOOD),
    "sheet names in capitals": {"Survey ": (HEAD, GOOD), "CHOICES": YN},
    "a read me before": {"Read me": [("Hello",)], "survey": (HEAD, GOOD), "choices": YN},
    "headers in capitals": survey(GOOD, head=("Type", "NAME", " Label ")),
    "old names of columns": survey(GOOD, head=("command", "tag", "caption")),
    "an empty row first": {"survey": ((), (), HEAD, (), GOOD), "choices": YN},
    "columns without a name": survey((*GOOD, "x", "y"), head=(*HEAD, None, "")),
    "a column twice": survey((*GOOD, "Better?"), head=(*HEAD, "label")),
    "no name": survey(("select_one yn", None, "Good?")),
    "no label": survey(("select_one yn", "good", None)),
    "numbers as names": survey(("select_one yn", 7, 12.5)),
    "a claim as a label": survey(("select_one yn", "good", True)),
    "a day as a label": survey(("select_one yn", "good", date(2027, 1, 31))),
    "names alike": survey(GOOD, GOOD, GOOD),
    "names in other letters": survey(("select_one yn", "вопрос", "Да?"), ("text", "質問", "?")),
    "ids that YAML reads as claims": survey(
        *(("select_one yn", name, name) for name in ("yes", "no", "on", "null", "true", "y", "NaN"))
    ),
    "labels that YAML reads otherwise": survey(
        *(
            ("select_one yn", f"q{place}", label)
            for place, label in enumerate(
                (
                    "- a",
                    "a: b",
                    "#a",
                    "'",
                    '"',
                    "&a",
                    "*a",
                    "!a",
                    "%a",
                    "@a",
                    "`a`",
                    "~",
                    "[a",
                    "{a",
                )
            )
        )
    ),
    "a label of a formula": survey(("select_one yn", "good", "'=1+1")),
    "control signs": survey(("select_one yn", "good", "a\tb\nc_x0007_d")),
    "half of a pair": survey(("select_one yn", "good", "a_xD800_b")),
    "an emoji": survey(("select_one yn", "good", "👩‍👧 ok?")),
    "right to left": survey(
        ("select_one yn", "good", "جيد؟"), head=("type", "name", "label::العربية (ar)")
    ),
    "a very long label": survey(("select_one yn", "good", "long " * 6000)),
    "a very long name": survey(("select_one yn", "n" * 3000, None)),
    "a very long type": survey(GOOD, ("select_one " + "or " * 9000, "b", "B?")),
    "signs that make searches slow": survey(GOOD, ("text", "b", "<a" * 9000 + "${" * 3000)),
    "brackets in a constraint": survey(
        (*GOOD, ""), ("integer", "n", "N?", "(" * 9000), head=(*HEAD, "constraint")
    ),
    "a number beyond all ends": survey(
        (*GOOD, ""), ("integer", "n", "N?", f". > 0 and . < {10**40}"), head=(*HEAD, "constraint")
    ),
    "nobody may choose": survey(
        ("select_multiple yn", "m", "M?", "count-selected(.) < 1"), head=(*HEAD, "constraint")
    ),
    "more than there are": survey(
        ("select_multiple yn", "m", "M?", "count-selected(.) >= 9"), head=(*HEAD, "constraint")
    ),
    "groups never closed": survey(*[("begin_group", f"g{n}", "G") for n in range(300)], GOOD),
    "groups closed too often": survey(GOOD, *[("end_group", "", "")] * 300),
    "a repeat never closed": survey(GOOD, ("begin_repeat", "r", "R"), GOOD),
    "groups within repeats": survey(
        *(GOOD, ("begin repeat", "r", "R"), ("begin group", "g", "G")),
        *(("end repeat",), ("end group",), ("begin loop over yn", "l", "L")),
    ),
    "or_other": survey(("select_one yn or_other", "good", "Good?")),
    "other spellings of types": survey(
        *(("select one from yn", "a", "A"), ("select1 yn", "b", "B")),
        *(("select all that apply from yn", "c", "C"), ("Select_Multiple yn", "d", "D")),
        ("add select one prompt using yn", "e", "E"),
    ),
    "choices without names": {
        "survey": (HEAD, GOOD),
        "choices": (*YN, ("yn", None, "Maybe"), ("yn", None, None)),
    },
    "choices alike": {"survey": (HEAD, GOOD), "choices": (*YN, *YN[1:])},
    "choices that differ in signs only": {
        "survey": (HEAD, GOOD),
        "choices": (*YN, ("yn", "a-b", "1"), ("yn", "a.b", "2")),
    },
    "choices that are all no answer": {
        "survey": (HEAD, ("select_one yn", "a", "A"), ("select_one yn", "b", "B")),
        "choices": (YN[0], ("yn", "dk", "Don't know"), ("yn", "na", "N/A")),
    },
    "a code like an option": {
        "survey": (HEAD, GOOD),
        "choices": (*YN, ("yn", "dk", "Duke"), ("yn", "99", "Don't know")),
    },
    "choices in another language": {
        "survey": (("type", "name", "label::French (fr)"), GOOD),
        "choices": (("list_name", "name", "label::German (de)"), *YN[1:]),
    },
    "a language without a text": survey(GOOD, head=(*HEAD, "label::Spanish (es)")),
    "half of a language": survey(
        *((*GOOD, "¿Bien?"), ("select_one yn", "b", "B?", None)), head=(*HEAD, "label::es")
    ),
    "many languages": survey(
        (*GOOD, *["?"] * 26), head=(*HEAD, *(f"label::x{chr(97 + n)}" for n in range(26)))
    ),
    "settings of nothing": survey(GOOD, settings=[("form_title", "form_id")]),
    "settings that are odd": survey(
        GOOD, settings=[("form_title", "form_id", "version"), (7, "///", date(2027, 1, 31))]
    ),
    "external choices": survey(GOOD, external_choices=YN, entities=[("a",), ("b",)], osm=YN),
    "a thousand questions": survey(*[("select_one yn", f"q{n}", "?") for n in range(1000)]),
    "a thousand places": survey(GOOD, *[("geopoint", f"q{n}", "?") for n in range(1000)]),
}
REFUSED: Mapping[str, tuple[Mapping[str, Table] | bytes, str]] = {
    "no sheet": ({"Sheet1": [("a",)]}, "there is no sheet 'survey'"),
    "an empty sheet": ({"survey": []}, "has no row below"),
    "names of columns only": (survey(), "has no row below"),
    "no types": (survey(GOOD, head=("kind", "name", "label")), "nothing in a column 'type'"),
    "no labels": (survey(GOOD, head=("type", "name", "x")), "no column of labels"),
    "no known language": (survey(GOOD, head=("type", "name", "label::Elvish")), "no column of"),
    "no choices": ({"survey": (HEAD, GOOD)}, "no question that can be counted"),
    "words only": (survey(("text", "a", "A")), "no question that can be counted"),
    "disabled": (survey((*GOOD, "yes"), head=(*HEAD, "disabled")), "no question that"),
    "in a repeat": (survey(("begin_repeat", "r", "R"), GOOD), "no question that can be"),
    "too many rows": (survey(*[GOOD] * 5001), "has 5,002 rows; at most 5,000 are read"),
    "no workbook": (b"type,name,label\n", "it is no workbook; save it as .xlsx"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "it is an old or a locked"),
    "half of a workbook": (book(survey(GOOD))[:900], "it does not end as a container ends"),
    "nothing": (b"", "it is no workbook"),
}


LACKING = {"choices in another language", "half of a language", "many languages"}


@pytest.mark.parametrize("name", READ)
def test_an_odd_form_is_read_and_only_words_that_it_lacks_are_problems(
    name: str, tmp_path: Path
) -> None:
    read = read_form(book(READ[name]), name="odd.xlsx")
    lines = remarks_told(read.remarks, file="odd.xlsx")
    assert lines
    assert all(line.startswith("odd.xlsx: ") and line.endswith(".") for line in lines)
    save_folder(read.edition, tmp_path / "odd")
    problems = check_folder(tmp_path / "odd")
    assert {each.code for each in problems} == ({"I030"} if name in LACKING else set())
    if not problems:
        assert load_folder(tmp_path / "odd").instrument == read.edition.instrument


@pytest.mark.parametrize(("content", "said"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_form_is_refused_in_words(
    content: Mapping[str, Table] | bytes, said: str
) -> None:
    file = content if isinstance(content, bytes) else book(content)
    with pytest.raises(InputProblems) as caught:
        read_form(file, name="odd.xlsx")
    (line,) = caught.value.problems
    assert line.startswith("odd.xlsx: ")
    assert said in line
    assert "; " in line


def test_a_file_of_another_ending_or_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputProblems, match=r"form\.xls: a form is read from a workbook"):
        read_xlsform(tmp_path / "form.xls")
    with pytest.raises(InputProblems, match=r"No such file or directory; name an XLSForm\."):
        read_xlsform(tmp_path / "form.xlsx")


def test_a_refused_form_tells_what_it_found_on_the_way() -> None:
    with pytest.raises(FormProblems) as caught:
        read_form(book(survey(("geopoint", "a", "A"), ("geopoint", "b", "B"))), name="odd.xlsx")
    (remark,) = [line for line in caught.value.remarks if "left out" in line]
    place = "left out: a place on a map is not asked here."
    assert remark == f"odd.xlsx: survey rows 2-3 (a, b): {place}"


def test_rows_with_the_same_remark_are_told_together() -> None:
    rows = (9, 3, 4, 5, 12, 4)
    remarks = [Remark("survey", row, "is out") for row in rows]
    assert remarks_told(remarks, file="f") == ["f: survey rows 3-5, 9, 12: is out."]
    names = [Remark("survey", 2, "is out", "a"), Remark("choices", 2, "is out")]
    assert remarks_told(names, file="f") == [
        "f: survey row 2 (a): is out.",
        "f: choices row 2: is out.",
    ]


WORDS = st.sampled_from(
    [
        *("", "type", "name", "label", "label::en", "label::es", "hint", "list_name", "constraint"),
        *("select_one l", "select_multiple l", "integer", "text", "begin_group", "end_group"),
        *("begin repeat", "end repeat", "l", "m", "1", "2", "99", "dk", "yes", "Never", "Always"),
        *(
            ". >= 0 and . <= 9",
            "count-selected(.) <= 1",
            "${a}",
            "likert",
            "range",
            "start=1 end=3",
        ),
    ]
)
CELLS = st.one_of(WORDS, st.text(max_size=12))
TABLES = st.lists(st.lists(CELLS, max_size=6), max_size=8)
HEADS = st.permutations(["type", "name", "label", "label::es", "constraint", "appearance"])


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(head=HEADS, rows=TABLES, choices=TABLES, about=TABLES)
def test_no_rows_of_any_kind_break_the_reader(
    head: list[str], rows: list[list[str]], choices: list[list[str]], about: list[list[str]]
) -> None:
    offered = [["list_name", "name", "label"], ["l", "1", "Never"], ["l", "2", "Always"], *choices]
    asked = [head, ["select_one l"] * 6, *rows]
    with contextlib.suppress(FormRefused):
        read = edition_of_form({"survey": asked, "choices": offered, "settings": about}, name="f")
        assert all(remark.row >= 1 and remark.what for remark in read.remarks)
        with tempfile.TemporaryDirectory() as folder:
            save_folder(read.edition, Path(folder))
            assert {each.code for each in check_folder(Path(folder))} <= {"I030"}
