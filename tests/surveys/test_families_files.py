"""What is wrong with the files of family groups is told with its place, all at once."""

import shutil
from pathlib import Path

import pytest

from surveys import families_content
from surveys.families_content import FOLDER, load_families
from surveys.problems import InstrumentProblems
from surveys.resource_map import read_file

READ: dict[object, object] = {}


@pytest.fixture(autouse=True)
def _sound_files_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test spoils one file; the others need not be read again each time."""

    def read(path: Path, model: type) -> object:
        key = (path.name, path.read_bytes(), model)
        if key not in READ:
            READ[key] = read_file(path, model)
        return READ[key]

    monkeypatch.setattr(families_content, "read_file", read)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "families"))


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    """Put other text in the place of the first occurrence of some text."""
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


STRUCTURE = [
    ("{id: elig_area,", "{id: elig_adult,", r"elig_adult.* is listed twice .lines \d+ and \d+"),
    ("screens: {'no': not_this_group}", "screens: {maybe: not_this_group}", "'maybe' is no answer"),
    ("screens: {'yes': custody}", "screens: {'yes': nowhere}", "'nowhere' is no screen; give one"),
    ("said_first: consent_pay_effect", "said_first: taxes", "'taxes' is no point of the consent"),
    ("longest: 200", "longest: 2000", "2000 came; give a number up to 200"),
    ("usual: 14, least: 1, most: 14", "usual: 14, least: 20, most: 14", "are 20, 14, 14; let"),
    ("usual: 14, least: 1, most: 14", "usual: 14, least: 1, most: 90", "give 14 as most"),
    ("- {id: audio_days,", "- {id: sound_days,", "'sound_days' is no setting with a limit"),
    ("- {id: audio_days,", "- {id: sound_days,", "'audio_days' is missing"),
    ("switch: reporters", "switch: reporter", "'reporter' is no switch; give one of legal_basis"),
    ("silent: ['no']", "silent: [never]", "'never' is no value of 'paid'"),
    ("- {id: consent_purpose}", "- {id: consent_purpose, silent: [a]}", "as it has no switch"),
    ("only: {recontact: 'yes'}", "only: {again: 'yes'}", "'again' is no switch"),
    ("only: {recontact: 'yes'}", "only: {recontact: often}", "'often' is no value of 'recontact'"),
    ("{id: run_break, minutes: 5}", "{id: run_break, minutes: 9}", "take 94 minutes and the"),
    ("- {id: guide_helped, minutes: 9}", "- {id: run_other, minutes: 9}", "in the order of"),
    (", tick: true", "", "nothing is ticked; tick one step, the reporting notice"),
    ("{id: run_break, minutes: 5}", "{id: run_break, minutes: 5, tick: true}", "run_break is tick"),
    ("gap_type: A", "gap_type: Z", "'Z' is no kind of gap; give one of A, B"),
    ("instead: code_fair_process,", "instead: code_respect,", "'code_respect' is no other code"),
    ("dimension: handoff", "dimension: hand", "'hand' is no dimension; give one of availability"),
    ("service: moud", "service: mat", "'mat' is no kind of help; give one of outpatient"),
    ("tiers: [never,", "tiers: [nothing,", "'nothing' came"),
    ("minutes: 90\n", "minutes: 90\nlogo: none\n", "logo: is not a field we know"),
]

WORDS = [
    ("en.yaml", "  elig_area:\n", "  elig_place:\n", "I030 .*elig_area.* has no text"),
    ("en.yaml", "  elig_area:\n", "  elig_place:\n", "I031 .*elig_place.* is not in structure"),
    ("es.yaml", "      closed: Ya se cerró\n", "", "I030 es.yaml: .*closed.* has no text"),
    ("es.yaml", "language: es", "language: fr", "it says its language is 'fr'"),
    ("en.yaml", "{audio_days}", "{sound_days}", "nothing fills the blank 'sound_days'; give one"),
    ("es.yaml", "a más tardar {raw_days} después", "pronto", "give those of en.yaml: backup_days"),
    ("en.yaml", "    notes: We do not record.", "    paper: We do not", "notes.* has no text"),
    ("en.yaml", "    - When did you feel judged?\n", "", "has 1 probes and the guide 2"),
    ("en.yaml", "days: {one: 1 day, many: '{count} days'}", "days: {one: 1 day, many: days}",
     "'days' came; write {count} once"),
    ("en.yaml", "section_notes:\n  eligibility:", "section_notes:\n  legible:", "I031 .*legible"),
    ("en.yaml", "warning: Please", "warnings: Please", "I010 en.yaml: .*warning.* is missing"),
    ("es.yaml", "  handoff: {label:", "  handed: {label:", "I030 es.yaml: .*handoff"),
    ("en.yaml", "  certificate:\n    label", "  permit:\n    label", "I012 en.yaml: .*legal_bases"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "told"), STRUCTURE)
def test_what_is_wrong_with_the_structure_is_told_with_its_place(
    folder: Path, old: str, new: str, told: str
) -> None:
    spoil(folder, "structure.yaml", old, new)
    with pytest.raises(InstrumentProblems, match=told) as raised:
        load_families(folder)
    assert all(each.remedy and each.where for each in raised.value.problems)


@pytest.mark.parametrize(("file", "old", "new", "told"), WORDS)
def test_what_is_wrong_with_the_words_is_told_with_its_place(
    folder: Path, file: str, old: str, new: str, told: str
) -> None:
    spoil(folder, file, old, new)
    with pytest.raises(InstrumentProblems, match=told) as raised:
        load_families(folder)
    assert all(each.remedy and each.where for each in raised.value.problems)


def test_a_notice_after_the_first_question_is_told(folder: Path) -> None:
    spoil(folder, "structure.yaml", "- {id: run_notice, minutes: 4, tick: true}\n", "")
    notice = "- {id: run_notice, minutes: 4, tick: true}\n- {id: run_closing"
    spoil(folder, "structure.yaml", "- {id: run_closing", notice)
    with pytest.raises(InstrumentProblems, match="put it before the first question"):
        load_families(folder)


def test_all_problems_of_the_files_are_told_at_once(folder: Path) -> None:
    spoil(folder, "structure.yaml", "gap_type: A", "gap_type: Z")
    spoil(folder, "en.yaml", "{audio_days}", "{sound_days}")
    spoil(folder, "es.yaml", "  stop:\n", "  halt:\n")
    with pytest.raises(InstrumentProblems, match="'Z' is no kind of gap") as told:
        load_families(folder)
    files = {each.file for each in told.value.problems}
    assert files == {"structure.yaml", "en.yaml", "es.yaml"}


def test_a_folder_without_a_structure_or_without_words_is_told(
    folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(InstrumentProblems, match=r"there is no structure\.yaml"):
        load_families(tmp_path)
    for language in ("en", "es"):
        (folder / f"{language}.yaml").unlink()
    with pytest.raises(InstrumentProblems, match="no language is there beside"):
        load_families(folder)


def test_a_sound_copy_loads_as_the_one_that_is_shipped(folder: Path) -> None:
    assert load_families(folder) == load_families(FOLDER)
