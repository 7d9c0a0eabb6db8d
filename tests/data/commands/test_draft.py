"""`common-table instrument draft`: whatever columns somebody has become a questionnaire."""

import json
from pathlib import Path

import pytest

from surveys.library import load_folder


@pytest.fixture
def file(write) -> Path:
    rows = [("Court", 1, "4.0", "dk", "", 7), ("Clinic", 4, " 2 ", "3", "NA", 1)]
    return write(("agency", "trust", "time", "money", "empty", "too_long"), rows)


def test_columns_of_the_scale_become_items_and_the_others_are_named_with_the_reason(
    file: Path, run
) -> None:
    done = run("instrument", "draft", file, "--scale", "1-4", "--by", "agency", "-o", "mine")
    assert done.status == 0
    assert done.text == "mine: 3 items. Put the real words into en.yaml.\n"
    empty, too_long = done.said
    assert empty == "note: responses.csv: column 'empty' is left out: it holds no answer."
    assert too_long == (
        "note: responses.csv: column 'too_long' is left out: row 2 holds '7', "
        "and the scale runs from 1 to 4."
    )
    edition = load_folder(Path("mine"))
    assert edition.instrument.id == "mine"
    assert [item.id for item in edition.instrument.items] == ["trust", "time", "money"]
    assert [point.value for point in edition.instrument.scales[0].points] == [1, 2, 3, 4]
    assert edition.wording("en").title == "responses"


def test_what_was_drafted_has_no_problems_and_scores_the_file_it_came_from(file: Path, run) -> None:
    run("instrument", "draft", file, "--scale", "1-4", "--by", "agency", "-o", "mine")
    assert run("instrument", "check", "mine").text == "mine: no problems\n"
    done = run("score", file, "--instrument", "mine", "--by", "agency", "--public")
    counts = {item["id"]: item["counts"] for item in json.loads(done.out)["items"]}
    assert counts == {"trust": [1, 0, 0, 1], "time": [0, 1, 0, 1], "money": [0, 0, 1, 0]}


def test_columns_may_be_chosen_and_the_title_be_given(file: Path, run) -> None:
    words = ("instrument", "draft", file, "--scale", "1-4", "--by", "agency", "-o", "mine")
    assert run(*words, "--columns", "time, trust ,time", "--title", " What  we say ").status == 0
    edition = load_folder(Path("mine"))
    assert [item.id for item in edition.instrument.items] == ["time", "trust"]
    assert edition.wording("en").title == "What we say"


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ("trust,too_long", "column 'too_long' is left out: row 2 holds '7', and the scale runs"),
        ("trust,none", "there is no column 'none'. There are: agency, trust, time, money, empty"),
        ("agency", "column 'agency' is left out: row 2 holds 'Court', and the scale runs"),
    ],
)
def test_a_chosen_column_that_cannot_be_an_item_is_a_problem_and_nothing_is_written(
    columns: str, said: str, file: Path, run, tmp_path: Path
) -> None:
    words = ("instrument", "draft", file, "--scale", "1-4", "--by", "agency", "-o", "mine")
    done = run(*words, "--columns", columns)
    assert (done.status, done.out) == (1, b"")
    assert said in done.said[0]
    assert not (tmp_path / "mine").exists()


def test_a_file_without_a_single_column_of_the_scale_is_a_problem(write, run) -> None:
    file = write(("agency", "words"), [("Court", "often")])
    done = run("instrument", "draft", file, "--scale", "1-4", "--by", "agency", "-o", "mine")
    assert done.status == 1
    assert done.said[-1] == "responses.csv: no column holds values from 1 to 4 only."


def test_a_column_whose_name_cannot_be_an_id_is_left_out_with_a_remedy(write, run) -> None:
    file = write(("agency", "I trust you", "trust"), [("Court", 1, 1)])
    done = run("instrument", "draft", file, "--scale", "1-4", "--by", "agency", "-o", "mine")
    assert done.status == 0
    (note,) = done.said
    assert note == (
        "note: responses.csv: column 'I trust you' is left out: an id takes up to 64 letters, "
        "digits and _, a letter first; rename the column."
    )


def test_more_columns_than_a_questionnaire_has_room_for_are_a_problem(write, run) -> None:
    names = [f"q{number}" for number in range(301)]
    file = write(("agency", *names), [("Court", *[1] * 301)])
    words = ("instrument", "draft", file, "--scale", "1-4", "--by", "agency", "-o", "mine")
    done = run(*words)
    assert done.status == 1
    (line,) = done.said
    assert line == (
        "responses.csv: 301 columns can be items and a questionnaire has room for 300; "
        "name those you want with --columns."
    )
    assert run(*words, "--columns", ",".join(names[:300])).status == 0


def test_a_missing_group_column_is_a_problem(file: Path, run) -> None:
    done = run("instrument", "draft", file, "--scale", "1-4", "--by", "office", "-o", "mine")
    assert done.status == 1
    assert "there is no column 'office'" in done.said[0]


def test_a_folder_that_holds_something_is_left_as_it_is(file: Path, run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine")
    done = run("instrument", "draft", file, "--scale", "1-4", "--by", "agency", "-o", "mine")
    assert done.status == 1
    assert done.problems == ["mine holds something already; name a new folder."]
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    ("folder", "reason"),
    [("responses.csv/mine", "Not a directory"), ("x" * 300, "File name too long")],
)
def test_a_folder_that_cannot_be_made_is_named_with_the_reason(
    folder: str, reason: str, file: Path, run
) -> None:
    done = run("instrument", "draft", file, "--scale", "1-4", "--by", "agency", "-o", folder)
    assert done.status == 1
    (line,) = done.problems
    assert line.endswith(f": {reason}.")


@pytest.mark.parametrize(
    ("folder", "identifier"),
    [("2026 values", "draft_2026_values"), ("déjà-vu", "d_j__vu"), ("a/b", "b"), ("c/../d", "d")],
)
def test_the_id_comes_from_the_name_of_the_folder(
    folder: str, identifier: str, file: Path, run
) -> None:
    words = ("instrument", "draft", file, "--scale", "1-4", "--by", "agency", "-o", folder)
    assert run(*words).status == 0
    assert load_folder(Path(folder)).instrument.id == identifier


@pytest.mark.parametrize("scale", ["4-1", "1-1", "1-8", "1", "-", "one-four", "1-²", "1-4-7", ""])
def test_a_scale_of_another_shape_is_wrong_usage(scale: str, file: Path, run) -> None:
    done = run("instrument", "draft", file, f"--scale={scale}", "--by", "agency", "-o", "mine")
    assert done.status == 2
    assert "takes two numbers such as 1-4, 2 to 7 points, not" in done.said[-1]


def test_a_scale_may_start_at_zero(write, run) -> None:
    file = write(("agency", "trust"), [("Court", 0), ("Court", 6)])
    words = ("instrument", "draft", file, "--scale", "0-6", "--by", "agency", "-o", "mine")
    assert run(*words).status == 0
    points = load_folder(Path("mine")).instrument.scales[0].points
    assert [point.value for point in points] == [0, 1, 2, 3, 4, 5, 6]
