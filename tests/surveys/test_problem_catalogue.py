"""Each problem of the catalogue, made by an author and told to the author."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from surveys.licensed import read_licensed
from surveys.problems import CATALOGUE, InstrumentProblems
from tests.surveys.conftest import Folder

STRUCTURE = "instrument.yaml"


@dataclass(frozen=True)
class Slip:
    """One change that spoils a file, and the one line that an author reads about it."""

    file: str
    old: str
    new: str
    told: str


SLIPS = [
    Slip(
        STRUCTURE,
        "minutes: 3",
        "minutes: 3: 4",
        "I002 instrument.yaml: line 4: a colon is within a text; put quotes around it; "
        "correct the line.",
    ),
    Slip(
        STRUCTURE,
        "license: CC-BY-4.0",
        "license: CC-BY-4.0\nversion: 1.0.1",
        "I003 instrument.yaml: line 6: 'version' is there twice (lines 2 and 6); "
        "give one of them another name or remove it.",
    ),
    Slip(
        STRUCTURE,
        "sections: [work, people]",
        "sections: [&w work, people]",
        "I004 instrument.yaml: line 14: 'w' is named to be used twice; "
        "write the text out in both places.",
    ),
    Slip(
        STRUCTURE,
        "minutes: 3",
        "minutes: !!int 3",
        "I005 instrument.yaml: line 4: 'tag:yaml.org,2002:int' is a tag; "
        "remove it; plain text, numbers, lists and tables are enough.",
    ),
    Slip(
        STRUCTURE,
        "minutes: 3",
        f"minutes: {'[' * 40}{']' * 40}",
        "I006 instrument.yaml: line 4: it goes deeper than 40 levels; "
        "stay under 1,000,000 characters and 40 levels.",
    ),
    Slip(
        STRUCTURE,
        "  at_most: 2\n",
        "",
        "I010 instrument.yaml: line 19, item 'causes', at_most: is missing; add it.",
    ),
    Slip(
        STRUCTURE,
        "{kind: text, id: comment}",
        "{kind: text, id: comment, longer: 20}",
        "I011 instrument.yaml: line 31, item 'comment', longer: is not a field we know; "
        "remove it or correct its name.",
    ),
    Slip(
        STRUCTURE,
        "minutes: 3",
        "minutes: three",
        "I012 instrument.yaml: line 4, minutes: 'three' came; give a whole number.",
    ),
    Slip(
        STRUCTURE,
        "id: transport, section: people",
        "id: housing, section: people",
        "I020 instrument.yaml: line 17, item 'housing': is listed twice (lines 16 and 17); "
        "give one of them another id.",
    ),
    Slip(
        STRUCTURE,
        "id: housing, section: work",
        "id: housing, section: home",
        "I021 instrument.yaml: line 16, item 'housing', section: 'home' is unknown; "
        "add it to 'sections' or correct its name.",
    ),
    Slip(
        STRUCTURE,
        "section: people, scale: agree",
        "section: people, scale: stages",
        "I022 instrument.yaml: line 17, item 'transport', scale: 'stages' is unknown; "
        "add it to 'scales' or correct its name.",
    ),
    Slip(
        STRUCTURE,
        "value: 3",
        "value: 0",
        "I023 instrument.yaml: line 8, scale 'agree', points: the values are 1, 2, 0; "
        "list the points from the lowest value to the highest.",
    ),
    Slip(
        STRUCTURE,
        "  - {value: 3, id: high}\n",
        "  - {value: 3, id: high}\n  - {value: 4, id: top}\n",
        "I024 instrument.yaml: line 14, scale 'agree', midpoint: "
        "it has 4 points and says it has a midpoint; "
        "an even number of points has none: 'midpoint: false'.",
    ),
    Slip(
        STRUCTURE,
        "bands: [0, 10, 20]",
        "bands: [5, 10, 40]",
        "I025 instrument.yaml: line 30, item 'meetings', bands: "
        "the bands 5, 10, 40 do not run from 0 to 30; "
        "start with the minimum and rise up to the maximum.",
    ),
    Slip(
        STRUCTURE,
        "at_most: 2",
        "at_most: 4",
        "I026 instrument.yaml: line 23, item 'causes', at_most: it asks for 0 to 4 of 3 options; "
        "ask for at most as many options as there are.",
    ),
    Slip(
        STRUCTURE,
        "options: ['yes', 'no']",
        "options: ['yes', dk]",
        "I027 instrument.yaml: line 18, item 'way', no-answer code 'dk': is an option too; "
        "give the code another name.",
    ),
    Slip(
        STRUCTURE,
        "    other: guests\n",
        "    others: guests\n",
        "I028 instrument.yaml: line 38, fact 'role', broad: 'other' has no broad group; "
        "name the broad group of each option, and no other.",
    ),
    Slip(
        STRUCTURE,
        "    other: guests\n",
        "    others: guests\n",
        "I028 instrument.yaml: line 41, fact 'role', broad group of 'others': "
        "there is no such option; name the broad group of each option, and no other.",
    ),
    Slip(
        "es.yaml",
        "  comment: {text: Diga más.}\n",
        "",
        "I030 es.yaml: line 17, item 'comment': has no text; add the text in this language.",
    ),
    Slip(
        "es.yaml",
        "broad_groups: {staff: Personal, guests: Invitados}",
        "broad_groups: {staff: Personal}",
        "I030 es.yaml: line 42, broad group 'guests': has no text; add the text in this language.",
    ),
    Slip(
        "es.yaml",
        "parts: {motivation: Motivación}\n",
        "",
        "I030 es.yaml: line 1, part 'motivation': has no text; add the text in this language.",
    ),
    Slip(
        "es.yaml",
        "    help: Piense en el último mes.\n",
        "",
        "I030 es.yaml: line 19, item 'transport', help: "
        "has no text, but other languages have one; add the text in this language.",
    ),
    Slip(
        "es.yaml",
        ", anchor: Depende de una persona.",
        "",
        "I030 es.yaml: line 10, scale 'agree', point 'middle', anchor: "
        "has no text, but other languages have one; add the text in this language.",
    ),
    Slip(
        "es.yaml",
        "prompts:\n  agreement: ¿Qué lo mantendría así?",
        "prompts: {}",
        "I030 es.yaml: line 44, prompt 'agreement': "
        "has no text, but other languages have one; add the text in this language.",
    ),
    Slip(
        "en.yaml",
        "  comment: {text: Say more.}",
        "  comment: {text: Say more.}\n  weather: {text: It rains.}",
        "I031 en.yaml: line 34, item 'weather': is not in instrument.yaml; "
        "remove them or correct the id.",
    ),
    Slip(
        "en.yaml",
        "  housing: {text: Housing is at hand.}",
        "  housing: {text: Housing is at hand., options: {a: A}}",
        "I031 en.yaml: line 17, item 'housing', option 'a': is not in instrument.yaml; "
        "remove them or correct the id.",
    ),
    Slip(
        "en.yaml",
        "language: en",
        "language: fr",
        "I032 en.yaml: line 1, language: it says its language is 'fr'; "
        "name the file after its language, such as es.yaml.",
    ),
]


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: f"{slip.told[:4]}-{slip.new.strip()[:30]}")
def test_a_slip_is_told_with_its_line_its_item_what_came_and_what_would_be_right(
    folder: Folder, slip: Slip
) -> None:
    folder.change(slip.file, slip.old, slip.new)
    assert slip.told in folder.problems()


@pytest.mark.parametrize("bands", ["5, 10, 20", "0, 10, 40", "0, 20, 10", "0, 10, 10"])
def test_bands_that_leave_a_number_out_or_turn_back_are_told(folder: Folder, bands: str) -> None:
    folder.change(STRUCTURE, "bands: [0, 10, 20]", f"bands: [{bands}]")
    assert folder.problems() == [
        (
            f"I025 instrument.yaml: line 30, item 'meetings', bands: the bands {bands} "
            "do not run from 0 to 30; start with the minimum and rise up to the maximum."
        )
    ]


def _no_structure(folder: Folder) -> None:
    (folder.path / STRUCTURE).unlink()


def _no_language(folder: Folder) -> None:
    for language in ("en", "es"):
        (folder.path / f"{language}.yaml").unlink()


def _other_checksum(folder: Folder) -> None:
    folder.write("released.toml", f'[checksums]\n"1.0.0" = "{"0" * 64}"\n')


def _no_checksum(folder: Folder) -> None:
    folder.write("released.toml", '[checksums]\n"1.0.0" = 7\n')


FOLDERS = {
    "I001 instrument.yaml: the folder: there is no instrument.yaml; add the file.": _no_structure,
    "I033 en.yaml: the folder: no language is there beside instrument.yaml; "
    "add a file such as en.yaml.": _no_language,
    "I040 released.toml: every_kind: version 1.0.0 was released with other content; "
    "give the changed questionnaire a new version.": _other_checksum,
    "I041 released.toml: the file: it does not list versions with their checksums; "
    'under [checksums], write one line for each version: "1.0.0" = "its checksum".': _no_checksum,
}


@pytest.mark.parametrize("told", FOLDERS, ids=lambda told: told[:4])
def test_what_is_wrong_with_a_whole_folder_is_told_alone(folder: Folder, told: str) -> None:
    FOLDERS[told](folder)
    assert folder.problems() == [told]


TABLES = {
    "I050 a.csv: expires: the permission ended on 2020-06-30; "
    "give the owner, the permission and a date to come.": (None, date(2020, 6, 30)),
    "I051 a.csv: row 1: there is no column type, id, language; "
    "save it as CSV with the columns type, id, language, text.": (b"a,text\n1,x\n", None),
}


@pytest.mark.parametrize("told", TABLES, ids=lambda told: told[:4])
def test_what_is_wrong_with_a_licensed_edition_is_told_alone(licensed: Path, told: str) -> None:
    spoiled, ends = TABLES[told]
    content = spoiled or (licensed / "county.csv").read_bytes()
    with pytest.raises(InstrumentProblems, match=told[:4]) as problems:
        read_licensed(content, "a.csv", owner="A", permission="B", expires=ends)
    assert str(problems.value) == told


def test_every_code_of_the_catalogue_has_an_example_here() -> None:
    examples = (*(slip.told for slip in SLIPS), *FOLDERS, *TABLES)
    assert {told[:4] for told in examples} == set(CATALOGUE)


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_code_says_in_plain_words_what_is_wrong_and_what_to_do(code: str) -> None:
    what, remedy = CATALOGUE[code]
    for words in (what, remedy):
        assert words
        assert not words.endswith(".")
