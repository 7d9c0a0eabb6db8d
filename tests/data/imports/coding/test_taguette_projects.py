"""Projects and codebooks that Taguette wrote, or that say so."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.imports.coding.documents import read_document
from data.imports.coding.losses import Lost
from data.imports.coding.reading import read_coded_file
from data.imports.problems import Refused
from data.store import taguette_file
from data.store.taguette_file import (
    TaguetteDocument,
    TaguetteHighlight,
    TaguetteProject,
    TaguetteTag,
    read_taguette_file,
    write_taguette_file,
)
from tests.data.exports.families.coded import LETTERS

CONTENTS = "<h1>Título</h1><p>We <b>waited</b> é</p><p>Then 😀 left</p>"
TAGS = (TaguetteTag(1, "Waiting", "weeks"), TaguetteTag(2, "Waiting/Housing", ""))


def highlight(start: int, end: int, snippet: str, *tags: int, own: int = 1) -> TaguetteHighlight:
    return TaguetteHighlight(own, start, end, snippet, tags or (1,))


def file(*highlights: TaguetteHighlight, contents: str = CONTENTS, **more) -> bytes:
    document = TaguetteDocument(1, "One", "one.html", "", contents, highlights)
    made = TaguetteProject("Theirs", "About it", "2027-04-26", TAGS, (document,))
    return write_taguette_file(replace(made, **more))


def changed(content: bytes, statements: Iterable[str]) -> bytes:
    """The same database after somebody wrote in it."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.deserialize(content)
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.executescript(";".join(statements))
        return connection.serialize()


def said(losses: tuple[Lost, ...], what: str, why: str) -> int:
    return sum(each.count for each in losses if each.what == what and why in each.why)


def test_what_was_written_is_read_again() -> None:
    document = TaguetteDocument(1, "One", "a.txt", "d", "<p>x</p>", (highlight(0, 1, "x", 1, 2),))
    made = TaguetteProject("P", "about", "2027-04-26", TAGS, (document,))
    assert read_taguette_file(write_taguette_file(made)) == made


def test_paragraphs_are_lines_and_places_in_bytes_are_places_of_the_same_words() -> None:
    letters = "TítuloWe waited éThen 😀 left".encode()
    passages = ("waited", "waited éThen", "Título", "😀", "left")
    found = []
    for number, words in enumerate(passages, start=1):
        start = letters.index(words.encode())
        found.append(highlight(start, start + len(words.encode()), words, own=number))
    project, losses = read_coded_file(file(*found), "theirs.sqlite3")
    (source,) = project.sources
    assert source.text == "Título\nWe waited é\nThen 😀 left"
    assert {source.words(each) for each in source.codings} == {
        *("waited", "waited é\nThen", "Título", "😀", "left")
    }
    assert [each.what for each in losses] == ["names of coders"]


def test_words_with_two_codes_are_two_codings_and_a_slash_is_a_step() -> None:
    project, _ = read_coded_file(file(highlight(0, 7, "Título", 1, 2)), "theirs.db")
    assert [each.name for each in project.codes] == ["Waiting", "Housing"]
    assert project.codes[1].parent == project.codes[0].id
    assert len(project.sources[0].codings) == 2
    assert (project.name, project.about) == ("Theirs", ("About it",))


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (highlight(3, 3, ""), "begin where they end"),
        (highlight(7, 3, ""), "not in the text"),
        (highlight(0, 4000, ""), "not in the text"),
        (highlight(-1, 4, ""), "not in the text"),
        (highlight(0, 2, "T"), "not in the text"),
        (highlight(0, 7, "other words"), "not those that the file repeats"),
    ],
)
def test_words_that_are_not_where_they_should_be_are_told(
    found: TaguetteHighlight, why: str
) -> None:
    project, losses = read_coded_file(file(found), "theirs.sqlite3")
    assert project.sources[0].codings == ()
    assert said(losses, "marked passages", why) == 1
    assert said(losses, "codings", why) == 1


def test_a_highlight_without_a_code_or_with_one_that_is_gone_is_told() -> None:
    content = changed(
        file(highlight(0, 7, "Título"), highlight(8, 10, "We", own=2)),
        (
            "UPDATE highlights SET start_offset = 7, end_offset = 9 WHERE id = 2",
            "DELETE FROM highlight_tags WHERE highlight_id = 1",
            "UPDATE highlight_tags SET tag_id = 77 WHERE highlight_id = 2",
        ),
    )
    _, losses = read_coded_file(content, "theirs.sqlite3")
    assert said(losses, "marked passages", "nothing was coded") == 1
    assert said(losses, "codings", "not in the file") == 1


def test_more_projects_pictures_and_codes_of_one_name_are_told() -> None:
    content = changed(
        file(contents="<p>a</p><img src='/static/missing.png'>"),
        ["INSERT INTO projects VALUES (2, 'Other', '', '2027-04-26')"],
    )
    _, losses = read_coded_file(content, "theirs.sqlite3")
    assert said(losses, "projects", "only the first") == 1
    assert said(losses, "pictures", "plain texts") == 1


def test_a_file_with_a_log_beside_it_is_read_all_the_same() -> None:
    content = bytearray(file(highlight(0, 7, "Título")))
    content[18:20] = b"\2\2"
    project, _ = read_coded_file(bytes(content), "theirs.sqlite3")
    assert len(project.sources[0].codings) == 1


VIEW = (
    "CREATE VIEW documents AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
    "SELECT i id, 'a' name, '' filename, '' description, '' contents, 1 project_id FROM n"
)


@pytest.mark.parametrize(
    ("statements", "what"),
    [
        (("DROP TABLE documents", VIEW), "no table 'documents'"),
        (("DROP TABLE tags",), "no table 'tags'"),
        (("DELETE FROM projects",), "it holds no project"),
        (("ALTER TABLE tags RENAME path TO way",), "it cannot be read (SQLITE_ERROR)"),
    ],
)
def test_a_database_that_is_none_of_taguettes_is_refused(
    statements: tuple[str, ...], what: str
) -> None:
    with pytest.raises(Refused) as caught:
        read_coded_file(changed(file(), statements), "theirs.sqlite3")
    assert what in str(caught.value)


def test_reading_that_takes_too_long_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taguette_file, "_MOST_STEPS", 0)
    monkeypatch.setattr(taguette_file, "_STEPS_AT_ONCE", 1)
    with pytest.raises(Refused, match="SQLITE_INTERRUPT"):
        read_coded_file(file(highlight(0, 7, "Título")), "theirs.sqlite3")


def test_a_table_with_too_many_rows_ends_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taguette_file, "MOST_ROWS", 1)
    with pytest.raises(Refused, match="more than 1 rows"):
        read_coded_file(file(), "theirs.sqlite3")


def test_columns_that_hold_something_else_do_no_harm() -> None:
    content = changed(
        file(highlight(0, 7, "Título")),
        (
            "UPDATE highlights SET start_offset = 'x', snippet = x'00ff'",
            "UPDATE tags SET description = 5, path = x'ff' WHERE id = 2",
            "UPDATE projects SET created = 'soon', name = CAST(x'ff' AS TEXT)",
        ),
    )
    project, losses = read_coded_file(content, "theirs.sqlite3")
    assert said(losses, "marked passages", "not in the text") == 1
    assert {each.name for each in project.codes} == {"Waiting", "(no name)"}


def test_a_name_in_the_schema_that_is_no_text_is_refused_in_words() -> None:
    whole = file(highlight(0, 7, "Título"))
    assert whole.count(b"(project_id)") > 1
    with pytest.raises(Refused, match="it cannot be read"):
        read_coded_file(whole.replace(b"(project_id)", b"(p\xa1oject_id)"), "theirs.sqlite3")


@given(content=st.binary(max_size=300), at=st.integers(0, 60_000))
def test_a_damaged_database_is_refused_or_read_and_never_breaks(content: bytes, at: int) -> None:
    whole = bytearray(file(highlight(0, 7, "Título")))
    whole[at : at + len(content)] = content
    for damaged in (bytes(whole), bytes(whole[:at])):
        try:
            project, _ = read_coded_file(damaged, "theirs.sqlite3")
        except Refused:
            continue
        assert all(
            0 <= each.start < each.end <= len(source.text)
            for source in project.sources
            for each in source.codings
        )


@given(parts=st.lists(LETTERS.map(lambda text: f"a{text}"), min_size=1, max_size=4))
def test_places_of_any_words_in_paragraphs_are_right(parts: list[str]) -> None:
    escaped = [each.replace("&", "&amp;").replace("<", "&lt;") for each in parts]
    document = read_document("".join(f"<p>{each}</p>" for each in escaped))
    before = 0
    for words in parts:
        end = before + len(words.encode())
        assert document.text[document.start(before) : document.end(end)] == words
        before = end


def test_a_byte_order_mark_before_everything_is_counted_and_is_no_letter() -> None:
    document = read_document("<p>\ufeff\ufeffabc</p>")
    assert (document.text, document.start(6), document.end(7)) == ("abc", 0, 1)
    assert document.start(0) is None


def test_a_script_in_a_document_is_no_text() -> None:
    assert read_document("<script>alert(1)</script><p>a&amp;b<style>p{}</style>c</p>").text == (
        "a&bc"
    )


@pytest.mark.parametrize("name", ["tag", "Name", "PATH"])
def test_a_codebook_is_read_by_the_name_of_its_column(name: str) -> None:
    table = f"{name},description,number of highlights\nA,first,3\nA/B,,0\n,,\n,lost,\nA,again,1\n"
    project, losses = read_coded_file(table.encode(), "codebook.csv")
    assert [(each.name, each.definition) for each in project.codes] == [("A", "first"), ("B", "")]
    assert project.codes[1].parent == project.codes[0].id
    assert said(losses, "columns", "only names and descriptions") == 1
    assert said(losses, "rows", "name no code") == 1
    assert said(losses, "codes", "the same name is there twice") == 1


def test_a_slash_is_a_step_only_where_the_code_above_is_there() -> None:
    project, _ = read_coded_file(b"tag\nhe/she\nA\nA/x/y\n", "codebook.csv")
    assert [(each.name, each.parent is None) for each in project.codes] == [
        ("he/she", True),
        ("A", True),
        ("x/y", False),
    ]


@pytest.mark.parametrize("table", [b"a,b\n1,2\n", b"tag,name\nx,y\n", b"\n", b"\xef\xbb\xbf"])
def test_a_table_without_one_column_of_names_is_refused(table: bytes) -> None:
    with pytest.raises(Refused, match="no column of codes"):
        read_coded_file(table, "codebook.csv")


@pytest.mark.parametrize(
    ("table", "line", "came"),
    [
        ('tag,description\nWaiting,"how long\nHousing,no place\n', 2, 'Waiting,"how long'),
        ('tag,description\nA,x\nWaiting,"how long\nHousing,"no place"\n', 3, 'Waiting,"how long'),
        ('tag,description\r\nA,"two\r\nlines"\r\n"Waiting" time,x\r\n', 4, '"Waiting" time,x'),
        ('"tag,description\nA,x\n', 1, '"tag,description'),
    ],
)
def test_a_quote_that_stays_open_is_told_with_its_line_and_makes_no_code_of_all_below(
    table: str, line: int, came: str
) -> None:
    with pytest.raises(Refused) as told:
        read_coded_file(table.encode(), "codebook.csv")
    (problem,) = told.value.problems
    assert f"on line {line} a quote is opened" in problem
    assert problem.endswith(
        f': {came}; put one " before a cell and one after it, and write "" for a " inside.'
    )


def test_a_cell_of_several_lines_and_a_quote_in_a_cell_are_read() -> None:
    table = 'tag,description\nA,"two\nlines, and ""more"""\nB "so",x\n'
    project, _ = read_coded_file(table.encode(), "codebook.csv")
    assert [(each.name, each.definition) for each in project.codes] == [
        ("A", 'two\nlines, and "more"'),
        ('B "so"', "x"),
    ]


def test_old_letters_of_windows_are_read() -> None:
    project, _ = read_coded_file("tag\nniño\n".encode("cp1252"), "codebook.csv")
    assert [each.name for each in project.codes] == ["niño"]
