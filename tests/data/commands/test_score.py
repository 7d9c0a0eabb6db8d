"""`common-table score`: what it takes, what it refuses, and where the result goes."""

import csv
import io
import json
import os
import stat
from pathlib import Path

import openpyxl
import pytest

from data.commands import output
from surveys.library import shipped
from tests.hostile.containers import with_part

KEYS = {"instrument", "version", "public", "people", "groups", "withheld", "items"}
ITEM_KEYS = {"id", "people", "counts", "side_share", "typical_gap", "consensus", "mean"}
FORMULA_STARTS = tuple("=+-@＝＋－＠")
HOSTILE_NAMES = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    '=HYPERLINK("http://evil.example","click")',
    "＝1+1",
    "\t=1+1",
    "Court;=1+1",
    "\u200b=1+1",
    "A\x1b[2Jrest",
    "a bell \x07 and a null-like \x01",
    "line\none, line two",
    'a "quoted" name',
    "x" * 10_000,
    "<script>alert(1)</script>",
    "../../etc/passwd",
)


def test_the_json_has_the_promised_keys(run, answers: Path, leadership: Path) -> None:
    done = run("score", answers, "--instrument", leadership, "--by", "agency")
    assert done.status == 0
    plain = json.loads(done.out)
    assert set(plain) >= KEYS
    assert (plain["instrument"], plain["version"], plain["public"]) == (
        "leadership",
        "0.1.0",
        False,
    )
    assert plain["people"] == 24
    assert [group["name"] for group in plain["groups"]] == ["Clinic", "Court"]
    for group in plain["groups"]:
        assert (group["people"], group["shown"]) == (12, True)
    assert len(plain["items"]) == 11
    for item in plain["items"]:
        assert set(item) >= ITEM_KEYS


def as_workbook(table: Path) -> Path:
    """The same cells in the first sheet of a workbook, numbers as numbers."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            sheet.append([int(cell) if cell.isdecimal() else cell for cell in row])
    path = table.with_suffix(".xlsx")
    book.save(path)
    return path


def test_a_workbook_gives_the_same_figures_as_a_table(run, answers: Path, leadership: Path) -> None:
    words = ("--instrument", leadership, "--by", "agency")
    of_table = json.loads(run("score", answers, *words).out)
    of_book = json.loads(run("score", as_workbook(answers), *words).out)
    for key in ("people", "groups", "items", "team", "pairs"):
        assert of_book[key] == of_table[key]
    assert of_book["title"] == "responses.xlsx"


def test_a_value_off_the_scale_in_a_workbook_is_named_by_its_row_and_column(
    run, write, leadership: Path
) -> None:
    file = as_workbook(write(("agency", "LEAD01"), [("Court", 3), ("Court", 7)]))
    done = run("score", file, "--instrument", leadership, "--by", "agency")
    assert done.status == 1
    (problem,) = done.problems
    assert problem.startswith("responses.xlsx: row 3, column LEAD01: the scale takes 1, 2, 3, 4, 5")
    assert problem.endswith("not '7'.")


def test_a_workbook_that_was_made_to_hurt_is_refused_in_one_line(
    run, tmp_path: Path, leadership: Path
) -> None:
    file = tmp_path / "bomb.xlsx"
    file.write_bytes(with_part("../up.xml"))
    done = run("score", file, "--instrument", leadership, "--by", "agency")
    assert (done.status, done.out) == (1, b"")
    assert done.problems == [
        (
            "bomb.xlsx: its part '../up.xml' has a name that leads elsewhere; open it in a "
            "spreadsheet program and save it again."
        )
    ]


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_the_same_file_and_seed_always_give_the_same_bytes(
    form: str, run, answers: Path, leadership: Path
) -> None:
    words = ("score", answers, "--instrument", leadership, "--by", "agency", "--format", form)
    assert run(*words).out == run(*words, "--seed", 0).out
    assert run(*words, "--seed", 7).out == run(*words, "--seed", 7).out


def test_another_seed_changes_nothing_but_what_chance_would_do(
    run, answers: Path, leadership: Path
) -> None:
    words = ("score", answers, "--instrument", leadership, "--by", "agency", "--public")
    one, other = (json.loads(run(*words, "--seed", seed).out) for seed in (0, 7))
    assert (one["team"]["seed"], other["team"]["seed"]) == (0, 7)
    assert one["team"]["p_value"] == pytest.approx(other["team"]["p_value"], abs=0.03)
    for item, again in zip(one["items"], other["items"], strict=True):
        for key in ("counts", "between", "within", "agency_share", "kruskal_wallis", "average_gap"):
            assert item[key] == again[key]
        assert item["p_value"] == pytest.approx(again["p_value"], abs=0.03)


def test_a_seed_is_a_whole_number(run, answers: Path, leadership: Path) -> None:
    words = ("score", answers, "--instrument", leadership, "--by", "agency", "--seed", "x")
    done = run(*words)
    assert done.status == 2
    assert "takes a whole number from 0, not x" in " ".join(done.problems)


@pytest.mark.parametrize("edition", shipped(), ids=lambda edition: edition.instrument.id)
def test_a_shipped_questionnaire_is_named_by_its_id(edition, run, write) -> None:
    item = next(item for item in edition.instrument.items if item.kind == "scale")
    value = edition.instrument.scale_of(item).points[0].value
    file = write(("agency", item.id), [("Court", value)] * 6)
    done = run("score", file, "--instrument", edition.instrument.id, "--by", "agency")
    assert done.status == 0
    first = next(each for each in json.loads(done.out)["items"] if each["id"] == item.id)
    assert first["people"] == 6


def test_a_group_below_the_smallest_is_counted_with_another(run, write, leadership: Path) -> None:
    rows = [("Court", 1 + n % 5) for n in range(12)]
    rows += [("Clinic", 1 + n % 5) for n in range(12)] + [("Judge", 5), ("Judge", 4)]
    file = write(("agency", "LEAD01"), rows)
    plain = json.loads(run("score", file, "--instrument", leadership, "--by", "agency").out)
    judge = next(group for group in plain["groups"] if group["name"] == "Judge")
    assert judge == {"name": "Judge", "people": None, "shown": False, "into": "Clinic + Judge"}
    assert ("Clinic + Judge", 14) in [(each["name"], each["people"]) for each in plain["groups"]]
    reasons = {each["name"]: each["sentence"] for each in plain["withheld"] if each["name"]}
    assert reasons["Judge"] == (
        "“Judge” is counted in “Clinic + Judge”, because too few of its people answered "
        "to stand alone."
    )
    assert reasons["Clinic"] == (
        "“Clinic” is counted in “Clinic + Judge”, because it takes in a group in which too few "
        "people answered."
    )


def test_the_smallest_group_may_be_raised(run, answers: Path, leadership: Path, write) -> None:
    rows = [(group, 1 + n % 5) for group in ("A", "B", "C") for n in range(6)]
    file = write(("agency", "LEAD01"), rows)
    words = ("score", file, "--instrument", leadership, "--by", "agency")
    assert len(json.loads(run(*words).out)["groups"]) == 3
    raised = json.loads(run(*words, "--smallest-group", 7).out)
    assert raised["smallest_group"] == 7
    assert all(group["people"] is None or group["people"] >= 7 for group in raised["groups"])


def test_public_shows_a_group_of_one_exactly_and_says_so_in_every_format(
    run, write, leadership: Path
) -> None:
    rows = [("Court", 1 + n % 5) for n in range(9)] + [("Judge", 5)]
    file = write(("agency", "LEAD01"), rows)
    words = ("score", file, "--instrument", leadership, "--by", "agency", "--public")
    plain = json.loads(run(*words).out)
    assert plain["public"] is True
    judge = plain["items"][0]["groups"][1]
    assert (judge["name"], judge["counts"], judge["mean"]) == ("Judge", [0, 0, 0, 0, 1], 5.0)
    table = run(*words, "--format", "csv").out.decode("utf-8-sig")
    assert {row["public"] for row in csv.DictReader(io.StringIO(table))} == {"yes"}
    book = openpyxl.load_workbook(io.BytesIO(run(*words, "--format", "xlsx").out))
    lines = [row[0].value for row in book["Read me"].iter_rows()]
    assert "The answers were public before, so every figure is exact." in lines


def test_without_public_no_group_of_one_is_ever_shown(run, write, leadership: Path) -> None:
    rows = [("Court", 1 + n % 5) for n in range(9)] + [("Judge", 5)]
    file = write(("agency", "LEAD01"), rows)
    plain = json.loads(run("score", file, "--instrument", leadership, "--by", "agency").out)
    assert plain["public"] is False
    assert plain["items"][0]["groups"] is None
    assert not any(group["shown"] for group in plain["groups"])


def test_a_file_of_fewer_people_than_the_smallest_group_shows_nothing(
    run, write, leadership: Path
) -> None:
    file = write(("agency", "LEAD01"), [("Court", 5)] * 4)
    plain = json.loads(run("score", file, "--instrument", leadership, "--by", "agency").out)
    assert (plain["items"], plain["groups"]) == ([], [])
    assert plain["withheld"][0]["sentence"].startswith("Nothing is shown, because fewer than 5")


def test_a_value_off_the_scale_names_row_column_value_and_scale(
    run, write, leadership: Path
) -> None:
    rows = [("Court", 3, 4), ("Court", 9, 4), ("Court", 3, "often")]
    file = write(("agency", "LEAD01", "LEAD02"), rows)
    done = run("score", file, "--instrument", leadership, "--by", "agency")
    assert (done.status, done.out) == (1, b"")
    takes = "the scale takes 1, 2, 3, 4, 5, dk for no answer, blank for skipped"
    assert done.said == [
        f"responses.csv: row 3, column LEAD01: {takes}, not '9'.",
        f"responses.csv: row 4, column LEAD02: {takes}, not 'often'.",
    ]


def test_problems_are_one_line_each_whatever_a_cell_holds(run, write, leadership: Path) -> None:
    rows = [("Court", "a\nb\x1b[31m"), ("Court", "c" * 10_000)]
    done = run(
        "score", write(("agency", "LEAD01"), rows), "--instrument", leadership, "--by", "agency"
    )
    assert done.status == 1
    assert len(done.said) == 2
    assert all(line.isprintable() and len(line) < 250 for line in done.said)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--by", "office"], "there is no column 'office'. There are: agency, LEAD01, LEAD02."),
        (["--by", "LEAD01"], "column 'LEAD01' is an item of leadership; --by takes the column"),
    ],
)
def test_a_wrong_group_column_is_named(
    words: list[str], said: str, run, answers: Path, leadership: Path
) -> None:
    done = run("score", answers, "--instrument", leadership, *words)
    assert (done.status, done.out) == (1, b"")
    (line,) = done.said
    assert said in line


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("no_such", "There is no instrument 'no_such'. There are: values_open "),
        ("responses.csv", "responses.csv is a file; name the folder of an instrument."),
        (".", "instrument.yaml: I001 the folder: there is no instrument.yaml; add the file."),
    ],
)
def test_an_instrument_that_is_not_there_is_named(name: str, said: str, run, answers: Path) -> None:
    done = run("score", answers, "--instrument", name, "--by", "agency")
    assert (done.status, done.out) == (1, b"")
    assert said in done.said[0]


@pytest.mark.long
@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
@pytest.mark.parametrize("public", [False, True], ids=["door", "public"])
def test_hostile_group_names_do_nothing_in_any_format(
    form: str, public: bool, run, write, leadership: Path
) -> None:
    names = [f"{name} {place}" for place, name in enumerate(HOSTILE_NAMES)]
    rows = [(name, 1 + person % 5) for name in names for person in range(6)]
    file = write(("agency", "LEAD01"), rows)
    words = ["score", file, "--instrument", leadership, "--by", "agency", "--format", form]
    done = run(*words, *(["--public"] if public else []))
    assert done.status == 0
    {"json": check_json, "csv": check_csv, "xlsx": check_xlsx}[form](done.out)


def check_json(content: bytes) -> None:
    plain = json.loads(content)
    assert len(plain["groups"]) == len(HOSTILE_NAMES)
    assert all(group["name"].isprintable() for group in plain["groups"])
    assert any(group["name"].startswith("x" * 10_000) for group in plain["groups"])


def check_csv(content: bytes) -> None:
    text = content.decode("utf-8-sig")
    for delimiter in (",", ";", "\t"):
        for row in csv.reader(io.StringIO(text), delimiter=delimiter):
            assert not any(cell.strip().startswith(FORMULA_STARTS) for cell in row)
    rows = list(csv.DictReader(io.StringIO(text)))
    first = [row for row in rows if row["scope"] == "group" and row["id"] == "LEAD01"]
    assert len(first) == len(HOSTILE_NAMES)


def check_xlsx(content: bytes) -> None:
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n")
                assert cell.hyperlink is None
                text = str(cell.value).lstrip(" \"'")
                is_text = cell.data_type == "s"
                assert cell.quotePrefix or not (is_text and text.startswith(FORMULA_STARTS))


def test_scoring_stores_nothing_anywhere(
    run, answers: Path, leadership: Path, home: Path, tmp_path: Path
) -> None:
    before = sorted(tmp_path.rglob("*"))
    assert run("score", answers, "--instrument", leadership, "--by", "agency").status == 0
    assert run("score", answers, "--instrument", leadership, "--by", "none").status == 1
    assert not home.exists()
    assert sorted(tmp_path.rglob("*")) == before


def test_an_output_holds_what_standard_output_would_and_is_all_that_is_written(
    run, answers: Path, leadership: Path, tmp_path: Path
) -> None:
    before = set(tmp_path.iterdir())
    words = ("score", answers, "--instrument", leadership, "--by", "agency")
    done = run(*words, "-o", "result.json")
    assert (done.status, done.out) == (0, b"")
    assert (tmp_path / "result.json").read_bytes() == run(*words).out
    assert set(tmp_path.iterdir()) - before == {tmp_path / "result.json"}


def test_an_output_that_is_there_is_replaced_as_a_whole_and_keeps_who_may_read_it(
    run, answers: Path, leadership: Path, tmp_path: Path
) -> None:
    result, kept = tmp_path / "result.json", tmp_path / "kept.json"
    result.write_text("what was there before")
    result.chmod(0o640)
    kept.hardlink_to(result)  # whoever reads the old file goes on reading the old file
    words = ("score", answers, "--instrument", leadership, "--by", "agency")
    assert run(*words, "-o", result).status == 0
    assert json.loads(result.read_bytes())["people"] == 24
    assert kept.read_text() == "what was there before"
    assert stat.S_IMODE(result.stat().st_mode) == 0o640


def test_a_new_output_may_be_read_by_whom_the_system_says(
    run, answers: Path, leadership: Path, tmp_path: Path
) -> None:
    mask = os.umask(0o027)
    try:
        words = ("score", answers, "--instrument", leadership, "--by", "agency")
        assert run(*words, "-o", "result.json").status == 0
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "result.json").stat().st_mode) == 0o640


def test_an_output_behind_a_link_is_replaced_where_the_link_points(
    run, answers: Path, leadership: Path, tmp_path: Path
) -> None:
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "link.json").symlink_to("real.json")
    words = ("score", answers, "--instrument", leadership, "--by", "agency")
    assert run(*words, "-o", "link.json").status == 0
    assert (tmp_path / "link.json").is_symlink()
    assert json.loads((tmp_path / "real.json").read_bytes())["people"] == 24


def test_an_output_that_fails_half_way_leaves_what_was_there(
    run, answers: Path, leadership: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    result = tmp_path / "result.json"
    result.write_text("what was there before")
    before = set(tmp_path.iterdir())
    monkeypatch.setattr(output.os, "fsync", full)
    words = ("score", answers, "--instrument", leadership, "--by", "agency")
    done = run(*words, "-o", result)
    assert done.status == 1
    assert done.problems == [f"{result}: No space left on device."]
    assert result.read_text() == "what was there before"
    assert set(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("no/such/folder.json", "No such file or directory"),
        (".", "this is a folder; name a file"),
        ("responses.csv/inside.json", "Not a directory"),
        ("x" * 300, "File name too long"),
        pytest.param(
            "/dev/full",
            "No space left on device",
            marks=pytest.mark.skipif(
                not Path("/dev/full").exists(), reason="this system has no device that is full"
            ),
        ),
    ],
)
def test_an_output_that_cannot_be_written_is_named_with_the_reason(
    name: str, reason: str, run, answers: Path, leadership: Path
) -> None:
    words = ("score", answers, "--instrument", leadership, "--by", "agency")
    done = run(*words, "-o", name)
    assert (done.status, done.out) == (1, b"")
    assert done.problems == [f"{name}: {reason}."]


def test_the_file_of_responses_is_never_overwritten(
    run, answers: Path, leadership: Path, tmp_path: Path
) -> None:
    before = answers.read_bytes()
    (tmp_path / "link.csv").symlink_to(answers)
    for name in ("responses.csv", answers, "link.csv"):
        done = run("score", answers, "--instrument", leadership, "--by", "agency", "-o", name)
        assert done.status == 1
        assert done.problems == [f"{name}: this is the file of responses; name another one."]
    assert answers.read_bytes() == before
