"""A file of responses as people's programs write it, and every file that is none."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.imports import responses as reading
from data.imports.responses import InputProblems, Responses, read_responses, shortened

COLUMNS = ("agency", "q1", "q2")
ROWS = (("Niños", "3", "4"), ("Court, north", "", "dk"))
PLAIN = 'agency,q1,q2\nNiños,3,4\n"Court, north",,dk\n'
SEMICOLONS = 'agency;q1;q2\nNiños;3;4\n"Court, north";;dk\n'
CLOSE = 'close every quote and write " inside of quotes as "".'
COMMON = {"max_examples": 60, "deadline": None, "database": None}


@pytest.fixture
def file(tmp_path: Path):
    """Write the bytes of a file."""

    def file(content: bytes, name: str = "responses.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return file


def problems(path: Path) -> tuple[str, ...]:
    with pytest.raises(InputProblems) as caught:
        read_responses(path)
    return caught.value.problems


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        SEMICOLONS.encode(),
        PLAIN.replace(",", "\t").replace("Court\t", "Court,").encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("cp1252"),
        PLAIN.replace(",", "\t").replace("Court\t", "Court,").encode("utf-16"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.rstrip("\n").encode(),
        (PLAIN + ",,\n,,\n,,\n").encode(),
        (PLAIN + "\n\n  \n").encode(),
        PLAIN.replace("Niños,3,4", '"Niños"," 3 ","4"').encode(),
        PLAIN.replace("Niños,3,4", " Niños ,\t3,4\u00a0").encode(),
        PLAIN.replace("agency,q1,q2", '"agency", q1 ,"q2 "').encode(),
    ],
    ids=[
        "commas",
        "semicolons",
        "tabs",
        "byte order mark",
        "Windows letters",
        "two bytes a letter",
        "Windows lines",
        "old Mac lines",
        "no last line break",
        "empty rows of a spreadsheet at the end",
        "blank lines at the end",
        "quotes",
        "spaces",
        "names with spaces",
    ],
)
def test_the_same_table_is_read_however_a_program_wrote_it(content: bytes, file) -> None:
    table = read_responses(file(content))
    assert (table.columns, table.rows, table.numbers) == (COLUMNS, ROWS, (2, 3))


def test_a_name_with_a_line_break_inside_is_one_name(file) -> None:
    table = read_responses(file(b'"Your\r\nagency",q1\nCourt,3\n'))
    assert table.column("Your agency") == ("Court",)


def test_a_row_has_the_number_that_a_spreadsheet_shows(file) -> None:
    table = read_responses(file(b'agency,q1\n\nCourt,"two\nlines"\n,\nClinic,3\n'))
    assert table.rows == (("Court", "two\nlines"), ("Clinic", "3"))
    assert table.numbers == (3, 5)


def test_a_column_without_a_name_is_no_problem_however_many_there_are(file) -> None:
    table = read_responses(file(b"agency,q1,,\nCourt,3,,x\n"))
    assert table.columns == ("agency", "q1", "", "")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "responses.csv: its first row has no column names."),
        (b"\n\n", "responses.csv: its first row has no column names."),
        (b",,\n1,2,3\n", "responses.csv: its first row has no column names."),
        (b"agency,q1\n", "responses.csv: it has no row below the column names."),
        (b"agency,q1\n,\n  ,\n", "responses.csv: it has no row below the column names."),
        (
            b"PK\x03\x04\x00\x00",
            (
                "responses.csv: it is a workbook or another container, and its name says that it "
                "is text; save it as CSV UTF-8."
            ),
        ),
        (
            PLAIN.encode("utf-16-le"),
            "responses.csv: it holds zero bytes, so it is no text; save it as CSV UTF-8.",
        ),
        (
            b"agency,q1\nCourt,\x81\xff\n",
            "responses.csv: byte 17, in line 2, is not UTF-8 text; save it as CSV UTF-8.",
        ),
        (
            b"agency,q1,q1\nCourt,1,2\n",
            "responses.csv: the column 'q1' is there twice; give one another name.",
        ),
        (
            b"agency,q1,q1 \nCourt,1,2\n",
            "responses.csv: the column 'q1' is there twice; give one another name.",
        ),
        (
            b"agency,q1\nCourt,1\nClinic,1,2\n",
            "responses.csv: row 3 has 3 cells and the first row has 2; make them the same.",
        ),
        (
            b'agency,q1\nCourt,"1\nClinic,2\n',
            f"responses.csv: row 2 is no row of a CSV table (unexpected end of data); {CLOSE}",
        ),
        (
            b'agency,q1\nCourt,1\nThe "so called",2\n"a"b,1\n',
            f"responses.csv: row 4 is no row of a CSV table (',' expected after '\"'); {CLOSE}",
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_where_and_what_would_be_right(
    content: bytes, said: str, file
) -> None:
    assert problems(file(content)) == (said,)


def test_a_cell_longer_than_any_answer_is_refused_by_its_row(file) -> None:
    (line,) = problems(file(b"agency,q1\nCourt," + b"x" * 200_000 + b"\n"))
    said = "row 2 has a cell of 200,000 characters; at most 131,072 are read."
    assert line == f"responses.csv: {said}"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing.csv", "No such file or directory"),
        (".", "Is a directory"),
        ("responses.csv/inside.csv", "Not a directory"),
    ],
)
def test_what_is_no_file_is_named_with_the_reason(
    name: str, reason: str, file, tmp_path: Path
) -> None:
    file(b"agency\n")
    assert problems(tmp_path / name) == (f"{tmp_path / name}: {reason}; name a file of responses.",)


def test_a_problem_in_many_rows_is_told_fifty_times_and_counted(file) -> None:
    told = problems(file(b"agency,q1\n" + b"Court\n" * 1234))
    assert len(told) == 51
    assert told[0].startswith("responses.csv: row 2 has 1 cells")
    assert told[-1] == "responses.csv: and 1,184 more."


@pytest.mark.parametrize(
    ("limit", "value", "said"),
    [
        ("LARGEST_FILE", 20, "responses.csv: it is too large; at most 20 bytes are read."),
        ("MOST_ROWS", 1, "responses.csv: it has more than 1 rows."),
        ("MOST_COLUMNS", 2, "responses.csv: it has 3 columns; at most 2 are read."),
    ],
)
def test_a_file_larger_than_what_is_read_is_refused(
    limit: str, value: int, said: str, file, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, limit, value)
    assert problems(file(PLAIN.encode())) == (said,)


def test_a_file_exactly_as_large_as_may_be_is_read(file, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST_FILE", len(PLAIN.encode()))
    monkeypatch.setattr(reading, "MOST_ROWS", 2)
    monkeypatch.setattr(reading, "MOST_COLUMNS", 3)
    assert read_responses(file(PLAIN.encode())).rows == ROWS


def test_a_column_that_is_not_there_is_told_with_those_that_are(file) -> None:
    table = read_responses(file(PLAIN.encode()))
    with pytest.raises(InputProblems, match=r"there is no column 'Q1'\. There are: agency, q1, q2"):
        table.column("Q1")


def test_a_long_list_of_names_is_shortened() -> None:
    assert shortened([f"q{number}" for number in range(15)], most=3) == "q0, q1, q2 and 12 more"
    assert shortened(["x" * 100]) == "x" * 57 + "..."


CELLS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=12
)


@settings(**COMMON, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=5),
    delimiter=st.sampled_from(",;\t"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig"]),
)
def test_whatever_a_csv_writer_writes_comes_back(
    rows: list[list[str]], delimiter: str, quoting: int, encoding: str, tmp_path: Path
) -> None:
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([COLUMNS, *rows])
    path = tmp_path / "any.csv"
    path.write_bytes(sheet.getvalue().encode(encoding))
    wanted = [tuple(cell.strip() for cell in row) for row in rows]
    kept = tuple(row for row in wanted if any(row))
    if not kept:
        assert problems(path) == ("any.csv: it has no row below the column names.",)
        return
    assert read_responses(path).rows == kept


@settings(**COMMON, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200) | st.text('",;\n\r\tax1\0', max_size=60).map(str.encode))
def test_any_bytes_make_a_table_or_problems_and_nothing_else(
    content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(content)
    table, told = read_or_told(path)
    assert (table is None) == bool(told)
    assert all(line.startswith("any.csv: ") for line in told)
    if table is not None:
        assert len(table.rows) == len(table.numbers) >= 1
        assert all(len(row) == len(table.columns) for row in table.rows)


def read_or_told(path: Path) -> tuple[Responses | None, tuple[str, ...]]:
    try:
        return read_responses(path), ()
    except InputProblems as wrong:
        return None, wrong.problems
