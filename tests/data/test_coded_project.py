"""A coded project that contradicts itself is refused, and nobody's words are in the message."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from data.coded_project import (
    Case,
    Code,
    CodedProject,
    CodeMatrix,
    Coder,
    Coding,
    ProjectProblems,
    Source,
    Variable,
    Withheld,
    paths,
)
from tests.data.exports.families.coded import TEXT, study

SECRET = "Nobody called me back"
GOOD = CodedProject(
    "s",
    "Study",
    date(2027, 1, 1),
    (Code("a", "A"), Code("h", "Heading", is_codable=False)),
    (Coder("x", "coder_x"),),
    (Source("t", "Session 1", SECRET),),
    (Case("k", "Session 1", ("t",)),),
)


def coded(start: int, end: int, **more) -> dict:
    coding = Coding("c", start, end, **{"code": "a", "coder": "x", **more})
    return {"sources": (replace(GOOD.sources[0], codings=(coding,)),)}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (coded(4, 4), "it takes 4 to 4 of 21 characters"),
        (coded(9, 4), "it takes 9 to 4 of 21 characters"),
        (coded(-1, 4), "it takes -1 to 4 of 21 characters"),
        (coded(0, 22), "it takes 0 to 22 of 21 characters"),
        (coded(0, 4, code="b"), "its code 'b' is no code of this project"),
        (coded(0, 4, code="h"), "its code 'h' is a heading"),
        (coded(0, 4, coder="y"), "its coder 'y' is no coder"),
        (coded(0, 4, made_on=datetime(2027, 1, 1)), "its time has no zone"),  # noqa: DTZ001
        ({"sources": (Source("t", "S", SECRET, sha256="0" * 64),)}, "its checksum differs"),
        ({"sources": (Source("t", "S", "a\0b"),)}, "zero characters or half characters"),
        ({"sources": (Source("t", "S", "a\ud83d"),)}, "zero characters or half characters"),
        ({"sources": (Source("t", "S", "\ufeffa"),)}, "begins with a byte order mark"),
        ({"sources": (Source("t", " ", SECRET),)}, "source 't': it has no name"),
        ({"sources": GOOD.sources * 2}, "source 't': 2 have this id"),
        ({"codes": (Code("a", "A", "b"),)}, "its parent 'b' is no code"),
        ({"codes": (Code("a", "A", "b"), Code("b", "B", "a"))}, "it lies below itself"),
        ({"codes": (Code("a", "A", colour="red"),)}, "'red' is no colour; write it as #1f77b4"),
        ({"codes": (Code("", "A"),)}, "code: one has no id"),
        ({"codes": (Code("a", ""),)}, "code 'a': it has no name"),
        ({"coders": (Coder("x", "ana@example.org"),)}, "give a name such as 'coder_a'"),
        ({"coders": (Coder("x", ""),)}, "coder 'x': no name came"),
        ({"cases": (Case("k", "S", ("u",)),)}, "its text 'u' is no source"),
        ({"cases": (Case("k", "S", (), (Variable("n", 1),) * 2),)}, "'n': 2 have this id"),
        ({"cases": (Case("k", "S", (), (Variable("n", float("nan")),)),)}, "it is no number"),
        ({"matrix": CodeMatrix(("k",), {"a": (1, 2)})}, "code 'a' has 2 cells for 1 sessions"),
        ({"matrix": CodeMatrix(("z",), {})}, "its session 'z' is no session"),
        ({"withheld": (Withheld("quotes", -1, "why"),)}, "a count of 0 or more"),
        ({"id": ""}, "project: it has no id or no name"),
    ],
)
def test_a_contradiction_is_told_with_its_place_and_without_what_people_said(
    changes: dict, said: str
) -> None:
    with pytest.raises(ProjectProblems) as caught:
        replace(GOOD, **changes)
    assert said in str(caught.value)
    assert SECRET[:6] not in str(caught.value)


def test_everything_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(ProjectProblems) as caught:
        replace(GOOD, name="", coders=(), **coded(4, 4))
    assert len(caught.value.problems) == 3


def test_a_whole_study_is_in_order_and_its_texts_have_checksums() -> None:
    made = study()
    assert made.sources[0].sha256 == Source("other", "other", TEXT).sha256
    assert made.sources[0].words(made.sources[0].codings[2]) == "😀.\nWe"
    assert replace(made.sources[0]).sha256 == made.sources[0].sha256


def test_the_way_to_a_code_is_told_from_the_top_whatever_the_order() -> None:
    found = paths((Code("c", "C", "b"), Code("b", "B", "a"), Code("a", "A"), Code("z", "Z")))
    assert found == {"a": ("A",), "b": ("A", "B"), "c": ("A", "B", "C"), "z": ("Z",)}
    assert list(found) == ["a", "b", "c", "z"]


def test_a_time_in_any_zone_is_taken() -> None:
    assert replace(GOOD, **coded(0, 4, made_on=datetime(2027, 1, 1, tzinfo=UTC)))
