"""What Taguette is given: its own kind of table and database, with places counted in bytes."""

import csv
import io
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given, settings

from data.coded_project import Code, CodedProject, Source
from data.exports.families.taguette import (
    as_markup,
    tag_paths,
    write_taguette,
    write_taguette_codebook,
)
from tests.data.exports.families.coded import LETTERS, studies, study
from tests.hostile.formulas import FORMULAS

BARE = {"sources": (), "cases": (), "matrix": None}


@contextmanager
def opened(written: bytes) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(written)
        yield connection
    finally:
        connection.close()


class Letters(HTMLParser):
    """The letters of a document, in bytes, without its marks."""

    def __init__(self) -> None:
        super().__init__()
        self.found = b""

    def handle_data(self, data: str) -> None:
        self.found += data.encode()


def letters(markup: str) -> bytes:
    reader = Letters()
    reader.feed(markup)
    reader.close()
    return reader.found


def rows(written: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))


@given(text=LETTERS)
def test_the_bytes_of_a_document_without_its_marks_are_those_of_the_text(text: str) -> None:
    shown = "".join(" " if sign < " " and sign not in "\t\n\r\f" else sign for sign in text)
    assert letters(as_markup(text)) == shown.encode()


def test_whatever_looks_like_markup_in_a_text_is_text() -> None:
    said = "<script>alert(1)</script> &amp; <img src=x>\r\n<b>"
    assert as_markup(said) == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; &lt;img src=x&gt;&#13;</p>\n"
        "<p>&lt;b&gt;</p>"
    )


@settings(max_examples=40, deadline=None)
@given(project=studies())
def test_places_in_bytes_hold_the_very_words(project: CodedProject) -> None:
    with opened(write_taguette(project)) as connection:
        found = connection.execute(
            "SELECT d.name, d.contents, h.start_offset, h.end_offset, t.path "
            "FROM highlights h JOIN documents d ON d.id = h.document_id "
            "JOIN highlight_tags ht ON ht.highlight_id = h.id JOIN tags t ON t.id = ht.tag_id"
        ).fetchall()
    tags = tag_paths(project)
    wanted = {
        (source.name, letters(as_markup(source.words(each))), tags[each.code])
        for source in project.sources
        for each in source.codings
    }
    assert {(name, letters(all_)[start:end], tag) for name, all_, start, end, tag in found} == (
        wanted
    )


def test_the_database_is_of_the_revision_that_taguette_knows_and_has_one_project() -> None:
    with opened(write_taguette(study())) as connection:
        run = connection.execute
        assert run("SELECT version_num FROM alembic_version").fetchall() == [("db5e31a0233d",)]
        assert run("PRAGMA application_id").fetchone() == (0x54677474,)
        assert run("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert run("PRAGMA foreign_key_check").fetchall() == []
        assert run("SELECT name FROM projects").fetchall() == [("What families met",)]
        assert run("SELECT privileges FROM project_members").fetchall() == [("ADMIN",)]
        assert run("SELECT count(*) FROM commands").fetchone() == (0,)
        assert run("SELECT email, hashed_password FROM users").fetchall() == [(None, None)]


def test_words_with_two_codes_are_one_highlight_and_the_same_coding_twice_is_one() -> None:
    with opened(write_taguette(study())) as connection:
        assert connection.execute("SELECT count(*) FROM highlights").fetchone() == (4,)
        assert connection.execute("SELECT count(*) FROM highlight_tags").fetchone() == (4,)


def test_what_taguette_cannot_hold_is_told_in_the_description() -> None:
    with opened(write_taguette(study())) as connection:
        (told,) = connection.execute("SELECT description FROM projects").fetchone()
    for said in (
        "Left out: 1 texts. Why: one is not released yet.",
        "Left out: 2 names of coders.",
        "Left out: 1 memos.",
        "Left out: 1 codings. Why: the same words have the same code from more than one person",
        "Left out: 1 colours of codes.",
        "Left out: 2 sessions and facts about them.",
        "Left out: 1 marks of codes that are only headings",
    ):
        assert said in told


def test_names_lead_from_the_top_and_a_slash_in_a_name_is_no_step() -> None:
    assert tag_paths(study()) == {
        "top": "Barriers",
        "care": "Barriers/Childcare",
        "wait": "Barriers/Waiting\u2044time",
        "road": "Getting there",
    }


def test_no_two_codes_have_one_name_and_none_is_longer_than_taguette_takes() -> None:
    long = "x" * 300
    codes = tuple(Code(str(number), name) for number, name in enumerate(["A", "A", long, long]))
    names = list(tag_paths(replace(study(), codes=codes, **BARE)).values())
    assert len(set(names)) == 4
    assert names[:2] == ["A", "A (2)"]
    assert all(0 < len(name) <= 200 for name in names)


def test_long_names_of_texts_are_shortened_since_taguette_refuses_them() -> None:
    made = replace(study(), **BARE | {"name": "p" * 80, "sources": (Source("t", "s" * 80, "x"),)})
    with opened(write_taguette(made)) as connection:
        for table in ("projects", "documents"):
            ((name,),) = connection.execute(f"SELECT name FROM {table}").fetchall()
            assert len(name) == 50


def test_the_same_study_gives_the_same_bytes() -> None:
    assert write_taguette(study()) == write_taguette(study())
    assert write_taguette_codebook(study()) == write_taguette_codebook(study())


def test_the_codebook_is_a_table_whose_every_row_says_what_was_left_out() -> None:
    head, *below = rows(write_taguette_codebook(study()))
    assert head == ["tag", "description", "about_this_file"]
    assert [row[0] for row in below] == list(tag_paths(study()).values())
    assert below[1][1] == "Nobody to leave a child with  Include: yes  Exclude: no"
    assert all("Left out: 9 codings. Why: see above." in row[2] for row in below)


def test_no_cell_of_the_codebook_is_a_formula_whatever_stands_in_it() -> None:
    codes = tuple(
        Code(str(number), text, definition=text) for number, text in enumerate(FORMULAS) if text
    )
    written = write_taguette_codebook(replace(study(), codes=codes, **BARE))
    for row in rows(written):
        for cell in row:
            assert cell.lstrip(" \t\"'`")[:1] not in set("=+-@＝＋－＠") or cell.startswith("'")
    assert written.count(b"\"'") > 100
