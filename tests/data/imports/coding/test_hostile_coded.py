"""A file that would do harm is refused before anything is made of it."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.imports.coding import reading
from data.imports.coding.reading import read_coded_file
from data.imports.problems import Refused
from tests.data.imports.coding.vendors import packed, project, qdpx, selection, source
from tests.hostile.containers import Part
from tests.hostile.containers import packed as hostile_packed

GOOD = project(source(selection(5, 8)))
BOMB = "".join(
    f'<!ENTITY e{step} "{f"&e{step - 1};" * 10}">' if step else '<!ENTITY e0 "aaaaaaaaaa">'
    for step in range(10)
)
FETCHED = '<!ENTITY e9 SYSTEM "file:///etc/passwd">'
OUTSIDE = '<!DOCTYPE Project SYSTEM "http://evil.example/a.dtd">'


def with_head(head: str) -> str:
    return GOOD.replace("?><", f"?>{head}<", 1).replace("Theirs", "&e9;")


@pytest.mark.parametrize(
    "head",
    [f"<!DOCTYPE Project [{BOMB}]>", f"<!DOCTYPE Project [{FETCHED}]>", OUTSIDE, "<!DOCTYPE a>"],
)
@pytest.mark.parametrize("before", ["", " " * 200])
def test_no_entity_and_no_document_type_is_ever_read(head: str, before: str) -> None:
    written = with_head(head)
    if before:  # as text without its first line, so that it may begin with spaces
        written = before + written.split("?>", 1)[1]
    with pytest.raises(Refused, match="defines its own entities or document type"):
        read_coded_file(qdpx(written), "a.qdpx")
    with pytest.raises(Refused, match="defines its own entities or document type"):
        read_coded_file(written.encode(), "a.qdc")


@pytest.mark.parametrize(
    "name",
    ["../evil.txt", "sources/../../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "sources\\..\\evil"],
)
def test_a_part_whose_name_leads_elsewhere_ends_it(name: str) -> None:
    with pytest.raises(Refused, match="has a name that leads elsewhere"):
        read_coded_file(qdpx(GOOD, more={name: "x"}), "a.qdpx")


def test_what_grows_too_much_when_it_is_unpacked_ends_it() -> None:
    with pytest.raises(Refused, match="grows too much"):
        read_coded_file(qdpx(GOOD, more={"sources/a.txt": b"a" * 20_000_000}), "a.qdpx")


def test_a_link_among_the_parts_ends_it() -> None:
    parts = {"project.qde": GOOD.encode()}
    link = Part("sources/a.txt", b"/etc/passwd", mode=0o120777)
    with pytest.raises(Refused, match="is a link or a device"):
        read_coded_file(hostile_packed(parts, link), "a.qdpx")


def test_the_same_part_twice_ends_it() -> None:
    parts = {"project.qde": GOOD.encode()}
    with pytest.raises(Refused, match="is there twice"):
        read_coded_file(hostile_packed(parts, Part("project.qde", b"<Project/>")), "a.qdpx")


def test_more_parts_than_are_read_end_it() -> None:
    many = {f"sources/{number}.txt": "x" for number in range(300)}
    with pytest.raises(Refused, match=r"parts and at most 200 are read; export it again"):
        read_coded_file(qdpx(GOOD, more=many), "a.qdpx")


def test_depth_and_number_of_marks_have_ends() -> None:
    deep = "<Code>" * 150 + "</Code>" * 150
    with pytest.raises(Refused, match="goes deeper than 100 levels"):
        read_coded_file(f"<CodeBook><Codes>{deep}</Codes></CodeBook>".encode(), "a.qdc")
    wide = "<a/>" * 300_001
    with pytest.raises(Refused, match="more than 300,000 marks"):
        read_coded_file(f"<CodeBook>{wide}</CodeBook>".encode(), "a.qdc")


def test_the_deepest_codebook_that_is_read_is_written_again() -> None:
    deep = '<Code name="a">' * 97 + "</Code>" * 97
    with pytest.raises(Refused, match=r"contradicts itself: .* more than 95 levels deep"):
        read_coded_file(f"<CodeBook><Codes>{deep}</Codes></CodeBook>".encode(), "a.qdc")
    right = '<Code name="a">' * 95 + "</Code>" * 95
    found, _ = read_coded_file(f"<CodeBook><Codes>{right}</Codes></CodeBook>".encode(), "a.qdc")
    assert len(found.codes) == 95


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"x", "a.exe", "its ending is none of those that are read"),
        (b"x", "a", "its ending is none of those that are read"),
        (b"", "a.qdc", "it is empty"),
        (b"x", "a.qdc", "is no XML"),
        (b"x", "a.qdpx", "it is no zip file"),
        (b"x", "a.sqlite3", "it is no SQLite database"),
        (b"SQLite format 3\0", "a.sqlite3", "it is no SQLite database"),
        (b"PK\x03\x04", "a.qdpx", "does not end as a container ends"),
        (b"PK\x03\x04", "a.csv", "a workbook or another container"),
        (b"<Project/>", "a.qdc", "begins with 'Project' and not with 'CodeBook'"),
        (packed({"a.txt": "x"}), "a.qdpx", "there is no project in it"),
        (packed({"project.qde": "<CodeBook/>"}), "a.qdpx", "begins with 'CodeBook'"),
        (packed({"project.qde": b"\xff\xfe\0"}), "a.qdpx", "is no XML"),
    ],
)
def test_a_file_that_is_something_else_is_told_what_would_be_right(
    content: bytes, name: str, said: str
) -> None:
    with pytest.raises(Refused) as caught:
        read_coded_file(content, name)
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"{name}: ")


def test_a_file_that_is_too_large_is_not_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LARGEST", 10)
    place = tmp_path / "a.qdc"
    place.write_bytes(b"<" * 1000)
    with pytest.raises(Refused, match="at most 10 bytes are read"):
        read_coded_file(place)


def test_a_name_that_nobody_can_read_is_shown_shortened() -> None:
    with pytest.raises(Refused) as caught:
        read_coded_file(b"x", "a\u202e" + "b" * 300 + ".exe")
    assert len(str(caught.value)) < 250
    assert "\u202e" not in str(caught.value)


@given(at=st.integers(0, 2000), piece=st.binary(min_size=1, max_size=12))
def test_a_damaged_project_is_refused_or_read_and_never_breaks(at: int, piece: bytes) -> None:
    whole = bytearray(GOOD.encode())
    whole[at % len(whole) : at % len(whole) + len(piece)] = piece
    for damaged in (qdpx(bytes(whole).decode("latin-1")), qdpx(GOOD)[: at or 1]):
        try:
            found, _ = read_coded_file(damaged, "a.qdpx")
        except Refused:
            continue
        assert all(one.words(each) for one in found.sources for each in one.codings)


def test_nothing_is_written_to_a_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("something was unpacked")

    for name in ("extract", "extractall"):
        monkeypatch.setattr(zipfile.ZipFile, name, refused)
    monkeypatch.setattr(Path, "open", refused)
    found, _ = read_coded_file(qdpx(GOOD), "a.qdpx")
    assert len(found.sources) == 1
