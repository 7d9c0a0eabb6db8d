"""`common-table instrument check`: everything that is wrong, at once, and what to do."""

import re
import shutil
from pathlib import Path

import pytest

from surveys.library import SHIPPED, shipped

LINE = re.compile(r"(?P<file>[^:]+): (?P<code>I\d{3}) (?P<where>.+?): (?P<what>.+); (?P<do>.+)\.")
LICENSED = """\
id: county_values
version: 1.0.0
title: {en: County values}
scale:
  points: [{value: 1, label: {en: "No"}}, {value: 2, label: {en: "Yes"}}]
items:
- {id: q1, type: scale, text: {en: Canary one.}}
"""


@pytest.fixture
def copy(leadership: Path, tmp_path: Path):
    """A copy of the example, with texts replaced."""

    def copy(name: str, **changes: tuple[str, str]) -> Path:
        folder = tmp_path / name
        shutil.copytree(leadership, folder)
        for file, (before, after) in changes.items():
            path = folder / f"{file}.yaml"
            text = path.read_text(encoding="utf-8")
            assert before in text
            path.write_text(text.replace(before, after, 1), encoding="utf-8")
        return folder

    return copy


def test_all_problems_of_all_files_are_told_at_once_each_with_code_place_and_remedy(
    run, copy
) -> None:
    copy("one", instrument=("midpoint: true", "midpoint: perhaps"), en=("LEAD11", "LEAD12"))
    copy("two", instrument=("id: LEAD02", "id: LEAD01"), en=("title: Leadership", "heading: L"))
    done = run("instrument", "check", "one", "two")
    assert (done.status, done.out) == (1, b"")
    lines = [LINE.fullmatch(line) for line in done.said]
    assert all(lines)
    found = {(line["file"], line["code"]) for line in lines if line}
    assert found == {
        ("one/instrument.yaml", "I012"),
        ("one/en.yaml", "I030"),
        ("one/en.yaml", "I031"),
        ("two/instrument.yaml", "I020"),
        ("two/en.yaml", "I010"),
        ("two/en.yaml", "I011"),
        ("two/en.yaml", "I031"),
    }


def test_an_item_is_named_with_what_is_wrong_and_what_to_do(run, copy) -> None:
    copy("one", instrument=("scale: answers}", "scale: answer}"))
    (line,) = run("instrument", "check", "one").said
    assert line.startswith("one/instrument.yaml: I022 ")
    assert line.endswith(
        "item 'LEAD01', scale: 'answer' is unknown; add it to 'scales' or correct its name."
    )


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("no_answer: [dk]", "no_answer: &codes [dk]", "I004"),
        ("license: not stated", "license: !!python/name:os.system", "I005"),
        ("kind: other", "kind: other\nkind: values", "I003"),
        ("kind: other", "kind: [other", "I002"),
    ],
    ids=["alias", "tag", "duplicate key", "broken"],
)
def test_yaml_beyond_plain_values_is_refused_by_line(
    before: str, after: str, code: str, run, copy
) -> None:
    copy("one", instrument=(before, after))
    done = run("instrument", "check", "one")
    assert done.status == 1
    assert done.said[0].startswith(f"one/instrument.yaml: {code} line ")
    scored = run("score", "none.csv", "--instrument", "one", "--by", "x")
    assert scored.status == 1
    assert code in scored.said[0]


def test_folders_without_a_problem_are_said_to_have_none(run, copy) -> None:
    copy("one")
    done = run("instrument", "check", "one", *sorted(SHIPPED.glob("*/")))
    assert (done.status, done.said) == (0, [])
    assert [line.rpartition(": ")[2] for line in done.text.splitlines()] == ["no problems"] * 4


def test_a_file_stands_for_its_folder_and_each_problem_is_told_once(run, copy) -> None:
    copy("one", en=("LEAD11", "LEAD12"))
    of_folder = run("instrument", "check", "one")
    of_files = run("instrument", "check", "one/en.yaml", "one/instrument.yaml", "one")
    assert of_folder.said == of_files.said
    assert len(of_folder.said) == 2


def test_problems_of_one_path_do_not_hide_those_of_the_next(run, copy) -> None:
    copy("one", en=("LEAD11", "LEAD12"))
    done = run("instrument", "check", "nowhere", "x" * 300, "one")
    assert done.status == 1
    assert done.said[0] == (
        "nowhere: I001 there is no such file or folder; name one that is there."
    )
    assert done.said[1].endswith(": File name too long.")
    assert len(done.said) == 4


def test_words_without_a_structure_beside_them_miss_it(run, copy) -> None:
    (copy("one") / "instrument.yaml").unlink()
    Path("one/released.toml").write_text("[checksums]\n")
    for path in ("one", "one/en.yaml", "one/released.toml"):
        (line,) = run("instrument", "check", path).said
        assert line.startswith("one/instrument.yaml: I001 ")


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\xff\xfe\x00", b"\x89PNG\r\n\x1a\n\x00", b"[" * 100_000, b"a" * 1_100_000],
)
def test_a_file_that_is_no_questionnaire_has_problems_and_nothing_worse(
    content: bytes, run, tmp_path: Path
) -> None:
    (tmp_path / "odd.yaml").write_bytes(content)
    done = run("instrument", "check", "odd.yaml")
    assert (done.status, done.out) == (1, b"")
    assert all(line.startswith("odd.yaml: I0") and line.isprintable() for line in done.said)


def test_a_licensed_edition_is_checked_before_any_permission_is_told(run, tmp_path: Path) -> None:
    (tmp_path / "county.yaml").write_text(LICENSED)
    done = run("instrument", "check", "county.yaml")
    assert (done.status, done.text) == (0, "county.yaml: no problems\n")


def test_a_licensed_edition_is_read_though_it_lies_in_the_folder_of_another(run, copy) -> None:
    (copy("one") / "county.csv").write_text("type,id\n")
    done = run("instrument", "check", "one/county.csv")
    assert done.status == 1
    assert done.said[0].startswith("one/county.csv: I051 ")


def test_problems_of_a_licensed_edition_never_quote_its_wording(run, tmp_path: Path) -> None:
    (tmp_path / "county.yaml").write_text(LICENSED.replace("type: scale", "type: Canary"))
    done = run("instrument", "check", "county.yaml")
    assert done.status == 1
    assert done.said
    assert not any("Canary one" in line for line in done.said)


def test_the_shipped_questionnaires_are_listed(run) -> None:
    lines = run("instrument", "list").text.splitlines()
    assert len(lines) == len(shipped())
    for line, edition in zip(lines, shipped(), strict=True):
        asked = edition.instrument
        title = edition.wording("en").title
        assert line.split("\t") == [
            asked.id,
            asked.version,
            f"{len(asked.items)} statements",
            "en,es",
            title,
        ]
