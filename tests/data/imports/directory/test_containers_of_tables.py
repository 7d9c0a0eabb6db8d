"""Files as they come: in zips and folders with others beside them, in any letters, however long."""

import json
from collections import Counter
from pathlib import Path

import pytest

from data.imports import containers
from data.imports.directory.reading import read_directory
from data.imports.directory.records import Directory
from data.imports.directory.report import report
from data.imports.problems import InputProblems
from tests.hostile.containers import packed

TABLE = "id,name,description,status\ns1,Niñez,Juegos,active\ns2,Café,Pan,active\n"


def codes(directory: Directory) -> Counter[str]:
    return Counter(issue.code for issue in directory.issues)


@pytest.mark.parametrize("letters", ["utf-16", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_a_table_is_read_in_the_letters_that_its_start_announces(
    letters: str, delimiter: str
) -> None:
    content = TABLE.replace(",", delimiter).encode(letters)
    directory = read_directory({"services.txt": content})
    assert [each.name for each in directory.services] == ["Niñez", "Café"]
    assert codes(directory)["disputed_letters"] == 0
    assert directory.files[0].encoding == letters.removesuffix("-sig")


def test_json_of_two_bytes_a_letter_is_read_and_one_that_lies_too_deep_is_not() -> None:
    value = [{"id": "s1", "name": "Niñez", "status": "active"}]
    directory = read_directory({"services.json": json.dumps(value).encode("utf-16")})
    assert [each.name for each in directory.services] == ["Niñez"]
    with pytest.raises(InputProblems, match="deep inside of one another"):
        read_directory({"services.json": ("[" * 60 + "]" * 60).encode("utf-16")})


@pytest.mark.parametrize("name", ["readme.txt", "README_FIRST.TXT", "license.txt", "LÉEME.txt"])
def test_a_text_to_read_first_is_no_table_and_is_named(name: str) -> None:
    content = packed(
        {"out/services.csv": TABLE.encode(), f"out/{name}": b"Version, date\nof, today\n"}
    )
    directory = read_directory({"all.zip": content})
    told = [each for each in directory.issues if each.code == "file_left_alone"]
    assert [(each.file, each.came) for each in told] == [(f"out/{name}", "a text to read first")]
    assert codes(directory)["table_not_known"] == 0


def test_a_table_of_text_with_another_name_is_read() -> None:
    assert len(read_directory({"services.txt": TABLE.encode()}).services) == 2


@pytest.mark.parametrize("length", [255, 32_767])
def test_a_text_of_a_length_at_which_programs_cut_is_told(length: int) -> None:
    rows = f"id,name,description\ns1,Help,{'x' * length}\ns2,Food,{'x' * (length + 1)}\n"
    directory = read_directory({"services.csv": rows.encode()})
    told = [each for each in directory.issues if each.code == f"cut_at_{length}"]
    assert [each.row for each in told] == [2]


def test_files_of_other_kinds_are_named_and_those_of_a_system_are_not() -> None:
    content = packed(
        {
            "out/services.csv": TABLE.encode(),
            "out/how to read it.pdf": b"%PDF-1.7",
            "out/codes": b"x",
            "__MACOSX/out/._services.csv": b"x",
            "out/.DS_Store": b"x",
        }
    )
    directory = read_directory({"all.zip": content})
    said = report(directory)
    assert said["services"] == 2
    assert said["issues"]["file_left_alone"] == 2
    assert {name: sum(counts.values()) for name, counts in said["files"].items()} == {
        "out/services.csv": 4,
        "out/how to read it.pdf": 0,
        "out/codes": 0,
    }


def test_a_folder_is_told_like_a_zip(tmp_path: Path) -> None:
    (tmp_path / "services.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "notes.docx").write_bytes(b"PK")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("x")
    directory = read_directory(tmp_path)
    (issue,) = (each for each in directory.issues if each.code == "file_left_alone")
    assert (issue.file, issue.came) == ("notes.docx", "a file of another kind")
    assert {each.name for each in directory.files} == {"services.csv", "notes.docx"}


def test_a_folder_with_no_table_says_what_lies_there(tmp_path: Path) -> None:
    (tmp_path / "notes.docx").write_bytes(b"PK")
    with pytest.raises(InputProblems) as caught:
        read_directory(tmp_path)
    assert caught.value.problems == (
        "notes.docx: a file of another kind; CSV, TSV, TXT, XLSX, JSON or ZIP.",
    )


def test_two_zips_with_files_of_one_name_are_both_read() -> None:
    other = TABLE.replace("s1", "s3").replace("s2", "s4")
    directory = read_directory(
        {
            "east.zip": packed({"services.csv": TABLE.encode()}),
            "west.zip": packed({"services.csv": other.encode()}),
        }
    )
    assert {each.external_id for each in directory.services} == {"s1", "s2", "s3", "s4"}
    assert {each.name for each in directory.files} == {"services.csv", "west.zip/services.csv"}


def test_a_file_beside_a_zip_with_a_file_of_its_name_replaces_none() -> None:
    other = TABLE.replace("s1", "s3").replace("s2", "s4")
    both = {"all.zip": packed({"services.csv": TABLE.encode()}), "services.csv": other.encode()}
    for given in (both, dict(reversed(both.items()))):
        directory = read_directory(given)
        assert {each.external_id for each in directory.services} == {"s1", "s2", "s3", "s4"}


def test_a_cell_may_be_longer_than_a_page() -> None:
    long = "x" * 200_000
    directory = read_directory({"services.csv": TABLE.replace("Juegos", long).encode()})
    assert directory.services[0].description == long


def test_a_zip_may_hold_one_large_table_and_no_more_than_all_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(containers, "LARGEST_PART", 1_000)
    monkeypatch.setattr(containers, "LARGEST_SUM", 60_000_000)
    rows = "".join(f"s{number},Help {number},,active\n" for number in range(2_000))
    directory = read_directory({"all.zip": packed({"services.csv": (TABLE + rows).encode()})})
    assert len(directory.services) == 2_000 + 2 - len({"s1", "s2"})
    monkeypatch.setattr(containers, "LARGEST_SUM", 1_000)
    with pytest.raises(InputProblems, match="or give them without a zip"):
        read_directory({"all.zip": packed({"services.csv": (TABLE + rows).encode()})})


def test_column_names_that_stand_there_again_are_no_record() -> None:
    directory = read_directory({"services.csv": (TABLE + TABLE.replace("s1", "s3")).encode()})
    assert {each.external_id for each in directory.services} == {"s1", "s2", "s3"}
    (file,) = directory.files
    assert (file.rows, file.excluded, codes(directory)["header_repeated"]) == (5, 1, 1)
    assert [(each.row, each.reason) for each in file.set_aside if each.outcome == "excluded"] == [
        (4, "it says the names of the columns again")
    ]
