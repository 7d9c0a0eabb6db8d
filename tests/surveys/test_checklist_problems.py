"""What the author of a checklist is told."""

import shutil
from collections import Counter
from pathlib import Path

import pytest
import yaml

from surveys.checklists import SHIPPED, checklist_problems, load_checklist
from surveys.problems import InstrumentProblems


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the shipped checklist, as an author may change it."""
    folder = shutil.copytree(SHIPPED / "scan_open", tmp_path / "scan_open")
    (folder / "released.toml").unlink()
    return folder


def replace(path: Path, old: str, new: str) -> None:
    """Put other words in the place of the first occurrence of some."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(folder: Path) -> list[str]:
    """What an author reads."""
    return [str(problem) for problem in checklist_problems(folder)]


@pytest.mark.parametrize("file", ["checklist.yaml", "en.yaml", "es.yaml"])
def test_one_changed_word_needs_a_new_version(file: str, tmp_path: Path) -> None:
    folder = shutil.copytree(SHIPPED / "scan_open", tmp_path / "scan_open")
    word = {"checklist.yaml": "minutes: 20", "en.yaml": "validated", "es.yaml": "validada"}[file]
    other = {"checklist.yaml": "minutes: 21"}.get(file, word.upper())
    replace(folder / file, word, other)
    assert told(folder) == [
        (
            "I040 released.toml: scan_open: version 0.1.0 was released with other content; "
            "give the changed checklist a new version."
        )
    ]
    replace(folder / "checklist.yaml", "version: 0.1.0", "version: 0.2.0")
    assert load_checklist(folder).checklist.version == "0.2.0"


def test_a_list_of_released_versions_that_cannot_be_read_is_told(copy: Path) -> None:
    (copy / "released.toml").write_text("[checksums\n", encoding="utf-8")
    assert [problem.code for problem in checklist_problems(copy)] == ["I041"]


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        (
            "checklist.yaml",
            "section: certification",
            "section: papers",
            (
                "I021 checklist.yaml: line 9, item 'cert_body_known', section: 'papers' is "
                "unknown; add it to 'sections' or correct its name."
            ),
        ),
        (
            "checklist.yaml",
            "[sud_treatment, recovery_peer]",
            "[sud_treatment, sud_treatment]",
            (
                "I012 checklist.yaml: line 10, item 'cert_body_known', who_knows: "
                "'sud_treatment' is listed 2 times; list each sector once."
            ),
        ),
        (
            "checklist.yaml",
            "  weight: 2",
            "  weight: 4",
            (
                "I012 checklist.yaml: line 11, item 'cert_body_known', weight: 4 came; "
                "give a number up to 3."
            ),
        ),
        (
            "checklist.yaml",
            "[sud_treatment, recovery_peer]",
            "[]",
            (
                "I012 checklist.yaml: line 10, item 'cert_body_known', who_knows: a list of 0 "
                "came; list 1 or more."
            ),
        ),
        (
            "checklist.yaml",
            "minutes: 20",
            "minutes: 20\nlength: 3",
            (
                "I011 checklist.yaml: line 5, length: is not a field we know; "
                "remove it or correct its name."
            ),
        ),
        (
            "en.yaml",
            "language: en",
            "language: fr",
            (
                "I032 en.yaml: line 1, language: it says its language is 'fr'; "
                "name the file after its language, such as es.yaml."
            ),
        ),
        (
            "en.yaml",
            "  cert_types_known:",
            "  cert_kinds_known:",
            (
                "I030 en.yaml: line {items}, item 'cert_types_known': has no text; "
                "add the text in this language."
            ),
        ),
        (
            "es.yaml",
            "  certification:",
            "  papers:",
            (
                "I031 es.yaml: line {papers}, section 'papers': is not in checklist.yaml; "
                "remove them or correct the id."
            ),
        ),
    ],
)
def test_an_author_is_told_where_what_came_and_what_would_be_right(
    copy: Path, file: str, old: str, new: str, line: str
) -> None:
    replace(copy / file, old, new)
    lines = (copy / file).read_text(encoding="utf-8").splitlines()
    numbers = {
        name: number
        for name in ("items", "papers")
        for number, text in enumerate(lines, start=1)
        if text.strip() == f"{name}:" or text.strip().startswith(f"{name}: ")
    }
    assert line.format(**numbers) in told(copy)


def test_a_sector_that_is_none_is_told_with_those_there_are(copy: Path) -> None:
    replace(copy / "checklist.yaml", "[sud_treatment, recovery_peer]", "[sud_treatment, police]")
    (line,) = told(copy)
    assert "item 'cert_body_known', who_knows: 'police' is no sector; give one of child" in line


def test_an_id_that_is_there_twice_is_told_with_both_lines(copy: Path) -> None:
    replace(copy / "checklist.yaml", "id: cert_types_known", "id: cert_body_known")
    assert any(
        "I020" in line and "'cert_body_known': is listed twice (lines 8 and 12)" in line
        for line in told(copy)
    )


def test_a_section_that_is_there_twice_is_told(copy: Path) -> None:
    replace(copy / "checklist.yaml", "[certification, funding", "[certification, certification")
    assert "I020" in {problem.code for problem in checklist_problems(copy)}


def test_a_language_with_a_text_less_is_told(copy: Path) -> None:
    whole = yaml.safe_load((copy / "es.yaml").read_text(encoding="utf-8"))
    del whole["items"]["work_turnover"]["why"]
    text = yaml.safe_dump(whole, allow_unicode=True, sort_keys=False)
    (copy / "es.yaml").write_text(text, encoding="utf-8")
    (line,) = told(copy)
    assert line.startswith("I010 es.yaml: line ")
    assert "item 'work_turnover', why: is missing" in line


def test_everything_wrong_is_told_at_once_and_loading_refuses_with_all_of_it(copy: Path) -> None:
    replace(copy / "checklist.yaml", "section: certification", "section: papers")
    replace(copy / "checklist.yaml", "  weight: 2", "  weight: 4")
    replace(copy / "en.yaml", "  cert_types_known:", "  cert_kinds_known:")
    (copy / "es.yaml").write_text("language: es: en\n", encoding="utf-8")
    codes = Counter(problem.code for problem in checklist_problems(copy))
    assert codes == {"I012": 1, "I030": 1, "I031": 1, "I002": 1}
    with pytest.raises(InstrumentProblems) as caught:
        load_checklist(copy)
    assert len(caught.value.problems) == 4


def test_an_empty_folder_is_told_what_belongs_there(tmp_path: Path) -> None:
    assert [problem.code for problem in checklist_problems(tmp_path)] == ["I001", "I033"]
