"""What is wrong with the files of the map or of its rules is told with its place, all at once."""

import shutil
import tomllib
from pathlib import Path

import pytest

import surveys.resource_map
from surveys.problems import InstrumentProblems
from surveys.resource_map import FOLDER, load_resources, resource_edition
from surveys.resource_rule_book import RULES, load_rules

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("en", "es")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "resources_open"))


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    """Put other text in the place of the first occurrence of some text."""
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("resources.yaml", "group: basics", "group: other", "I012 resources.yaml: line .*'other'"),
        ("resources.yaml", "- {id: accepts_couples}\n", "", "'accepts_couples' is no attribute"),
        ("resources.yaml", "- id: moud", "- id: outpatient", "is listed twice .lines 33 and 68.;"),
        ("resources.yaml", "source: nsduh_2017", "source: nowhere", "'nowhere' is no source"),
        ("resources.yaml", "low: 0.028", "low: 0.5", "its figures are 0.5, 0.105, 0.262"),
        ("resources.yaml", "high: 0.262", "high: 26.2", "a share of 26.2 came"),
        ("resources.yaml", "likely: 1.8, guess: true", "likely: 1.8", "where its figures come"),
        ("resources.yaml", "sources: [nsduh_2014]", "sources: []", "'nsduh_2014' is the source of"),
        ("resources.yaml", "  period: week\n", "", "period .*missing"),
        ("resources.yaml", "facts: [serves_kin]", "facts: [kin]", "'kin' is no fact"),
        (
            "resources.yaml",
            "facts: [serves_kin]",
            "facts: [serves_kin, serves_kin]",
            "listed 2 times",
        ),
        ("resources.yaml", "parameters: [responses_rate", "parameters: [x", "'x' is no parameter"),
        ("en.yaml", "  legal:\n    title", "  lawyers:\n    title", "legal.* has no text"),
        (
            "en.yaml",
            "  legal:\n    title",
            "  lawyers:\n    title",
            "lawyers.* is not in resources",
        ),
        ("es.yaml", "      spanish: Español\n", "", "I030 es.yaml: .*spanish.* has no text"),
        ("es.yaml", "language: es", "language: fr", "it says its language is 'fr'"),
        ("en.yaml", "  fund: Pay for it to start\n", "", "fund.* has no text"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_with_its_place(
    folder: Path, file: str, old: str, new: str, told: str
) -> None:
    spoil(folder, file, old, new)
    with pytest.raises(InstrumentProblems, match=told):
        load_resources(folder)


def test_a_standard_without_words_and_words_without_a_standard_are_told(folder: Path) -> None:
    spoil(folder, "resources.yaml", "  standard: {use: look_up, source: hpsa_mental}\n", "")
    spoil(folder, "resources.yaml", "- {id: hpsa_mental", "- {id: unused")
    with pytest.raises(InstrumentProblems, match=r"I031 en.yaml: .*standard: is no standard"):
        load_resources(folder)


def test_all_problems_of_the_files_are_told_at_once(folder: Path) -> None:
    spoil(folder, "resources.yaml", "high: 0.262", "high: 26.2")
    spoil(folder, "es.yaml", "  fund: ", "  funds: ")
    with pytest.raises(InstrumentProblems, match=r"a share of 26\.2 came") as told:
        load_resources(folder)
    assert {each.file for each in told.value.problems} == {"resources.yaml", "es.yaml"}


def test_a_folder_without_a_map_or_without_words_is_told(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(InstrumentProblems, match=r"there is no resources\.yaml"):
        load_resources(tmp_path)
    for language in LANGUAGES:
        (folder / f"{language}.yaml").unlink()
    with pytest.raises(InstrumentProblems, match="no language is there beside"):
        load_resources(folder)


def test_a_map_that_does_not_read_is_told(folder: Path) -> None:
    spoil(folder, "resources.yaml", "unit: slot", "units: slot")
    with pytest.raises(InstrumentProblems, match="is not a field we know"):
        load_resources(folder)


def test_the_map_is_read_once_and_shipped_with_its_licences() -> None:
    assert resource_edition() is resource_edition()
    assert surveys.resource_map.FOLDER.is_relative_to(ROOT / "surveys")
    licence = (ROOT / "surveys" / "resources" / "LICENSE").read_text(encoding="utf-8")
    assert "Attribution 4.0 International" in licence
    assert "ShareAlike 3.0" in licence
    assert "has not been validated" in licence
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "surveys/resources/LICENSE" in project["license-files"]


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RULES, tmp_path / "rules"))


@pytest.mark.long
@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("findtreatment.yaml", "facts: [accepts_children]", "facts: [x]", "'x' is no fact"),
        ("findtreatment.yaml", "any: [ORT]", "any: [ZZ]", "'ZZ' is no code"),
        ("findtreatment.yaml", "{code: MH,", "{code: SA,", "listed twice .lines"),
        ("findtreatment.yaml", "category: moud", "category: mat", "'mat' is no category"),
        ("open_eligibility.yaml", "category: kinship", "category: kin", "'kin' is no category"),
        (
            "open_eligibility.yaml",
            "Care > Daytime Care > Preschool,",
            "Education > Preschool,",
            "listed twice .lines",
        ),
        (
            "open_eligibility.yaml",
            "Emergency > Emergency Food, category: basic_needs",
            "Emergency > Emergency Food, category: housing",
            "'Emergency Food' alone leads to 'basic_needs' too",
        ),
        ("words.yaml", "needs: [medicine]", "needs: [x]", "'x' is no context"),
        ("words.yaml", "not_by: [law]", "not_by: [x]", "'x' is no context"),
        ("words.yaml", "[MAT, OTP]", "['M*', OTP]", "the star comes after 1 letters"),
        ("words.yaml", "sober, sobriety", "'so.ber', sobriety", "give words of letters"),
        ("words.yaml", "  description: 0.3\n", "", "a kind is missing"),
        ("words.yaml", "where: names", "where: titles", "I012 words.yaml"),
    ],
)
def test_what_is_wrong_with_a_file_of_rules_is_told(
    rules: Path, file: str, old: str, new: str, told: str
) -> None:
    text = (rules / file).read_text(encoding="utf-8")
    if old not in text:
        pytest.fail(f"{file} does not hold {old!r}")
    (rules / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InstrumentProblems, match=told):
        load_rules(rules)
