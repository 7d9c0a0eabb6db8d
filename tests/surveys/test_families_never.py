"""No question of an intake can ask for what a court should not find: by kind, by id or by words."""

import shutil
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from surveys.families_content import FOLDER, families_content, load_families
from surveys.families_never import FREE_TEXT, NEVER, by_id, by_words
from surveys.families_parts import LONGEST, IntakeSection, ShortText
from surveys.problems import InstrumentProblems
from tests.surveys.families import LANGUAGES

CONTENT = families_content()
STRUCTURE = CONTENT.structure

ASKING = {
    "child_name": (
        ("child_name", "children_first_names", "kids_names"),
        ("What is your child's name?", "List the names of your children."),
        ("¿Cuál es el nombre de su hija?", "Escriba los nombres de sus hijos.",
         "¿Cómo se llaman sus hijos?"),
    ),
    "case_number": (
        ("case_number", "court_id", "docket"),
        ("What is your case number?", "What is the number of your case?"),
        ("¿Cuál es el número de su caso?", "Expediente del tribunal"),
    ),
    "medical_number": (
        ("medicaid_id", "patient_number", "mrn"),
        ("What is your Medicaid number?", "Medical record number"),
        ("¿Cuál es su número de paciente?", "Escriba el número de su seguro médico."),
    ),
    "social_security": (
        ("ssn", "contact_social_security"),
        ("What are the last four digits of your Social Security number?", "Your SSN"),
        ("¿Cuál es su número de Seguro Social?",),
    ),
    "birth_date": (
        ("dob", "birth_date", "date_of_birth"),
        ("What is your date of birth?", "When were you born?"),
        ("¿Cuál es su fecha de nacimiento?", "¿Cuándo nació?"),
    ),
    "diagnosis": (
        ("diagnosis", "demo_diagnoses", "illness"),
        ("What is your diagnosis?", "Do you have a mental health condition?"),
        ("¿Cuál es su diagnóstico?", "¿Qué enfermedad tiene?"),
    ),
    "substances": (
        ("substances", "current_use", "last_use", "heroin"),
        ("Which drugs were involved?", "How often do you use?", "Fentanyl", "Do you still drink?"),
        ("¿Qué drogas eran?", "¿Todavía consume?", "Metanfetamina"),
    ),
    "medicine": (
        ("medicine", "moud", "methadone"),
        ("What medicine do you take?", "Are you prescribed buprenorphine?"),
        ("¿Qué medicinas toma?", "¿Le recetaron metadona?"),
    ),
    "offense": (
        ("arrests", "charge", "probation"),
        ("Have you been arrested?", "What was the charge?", "Are you on probation?"),
        ("¿Le han arrestado?", "¿Cuál fue el delito?"),
    ),
    "immigration": (
        ("immigration", "citizenship", "visa"),
        ("What is your immigration status?", "Are you a citizen?"),
        ("¿Cuál es su estado migratorio?", "¿Es ciudadano de este país?"),
    ),
    "staff_name": (
        ("caseworker_name", "judge_name"),
        ("What is the name of your caseworker?", "Who is your judge?", "Your lawyer's name"),
        ("¿Cuál es el nombre de su trabajadora social?", "¿Cómo se llama su abogado?",
         "¿Quién es su juez?"),
    ),
    "home_address": (
        ("home_address", "contact_address", "zip_code"),
        ("What is your home address?", "Where do you live?", "ZIP code"),
        ("¿Cuál es su dirección?", "¿Dónde vive?", "Código postal"),
    ),
    "employer": (
        ("employer", "contact_workplace"),
        ("Who is your employer?", "Where do you work?"),
        ("¿Dónde trabaja?", "Nombre de su empleador"),
    ),
    "photo": (
        ("photo", "picture_upload"),
        ("Please send a photo.", "Upload a picture."),
        ("Mande una foto.", "Suba un archivo con su imagen."),
    ),
    "story": (
        ("story", "what_happened", "anything_else"),
        ("Tell us your story.", "What happened in your case?", "Is there anything else?"),
        ("Cuéntenos su historia.", "¿Qué pasó en su caso?", "¿Quiere decirnos algo más?"),
    ),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "families"))


def test_everything_that_is_never_asked_is_named_and_recognized() -> None:
    assert set(NEVER) == set(ASKING) == set(STRUCTURE.never)
    for language in LANGUAGES:
        assert set(CONTENT.words(language).never) == set(NEVER)


@pytest.mark.parametrize("thing", ASKING)
def test_a_question_that_asks_for_it_is_recognized(thing: str) -> None:
    ids, english, spanish = ASKING[thing]
    assert [each for each in ids if thing not in by_id(each)] == []
    assert [each for each in english if thing not in by_words(each, "en")] == []
    assert [each for each in spanish if thing not in by_words(each, "es")] == []


def test_no_question_that_is_asked_is_taken_for_one() -> None:
    for item in STRUCTURE.items:
        for identifier in (item.id, *item.answers):
            assert by_id(identifier) == (), identifier
        for language in LANGUAGES:
            words = CONTENT.words(language).items[item.id]
            for text in (words.text, *words.options.values()):
                assert by_words(text, language) == (), text


def test_a_file_with_questions_that_ask_for_any_of_it_does_not_load(folder: Path) -> None:
    path = folder / "structure.yaml"
    text = path.read_text(encoding="utf-8")
    place = "  - {id: support_person, kind: yes_no, store: contact}\n"
    assert place in text
    asked = {thing: ids[0] for thing, (ids, _, _) in ASKING.items()}
    more = [f"  - {{id: {each}, kind: yes_no, store: contact}}\n" for each in asked.values()]
    path.write_text(text.replace(place, place + "".join(more)), encoding="utf-8")
    with pytest.raises(InstrumentProblems, match="which is never asked") as raised:
        load_families(folder)
    told = str(raised.value)
    for thing, each in asked.items():
        assert f"item '{each}': it would ask for '{thing}', which is never asked" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_harmless_id_does_not_hide_words_that_ask_for_any_of_it(
    folder: Path, language: str
) -> None:
    path = folder / f"{language}.yaml"
    plain = yaml.safe_load(path.read_text(encoding="utf-8"))
    which = 1 + LANGUAGES.index(language)
    asked = dict(zip(plain["items"], ASKING.items(), strict=False))
    assert len(asked) == len(ASKING)
    for item_id, (_, examples) in asked.items():
        plain["items"][item_id]["text"] = examples[which][0]
    path.write_text(yaml.safe_dump(plain, allow_unicode=True), encoding="utf-8")
    with pytest.raises(InstrumentProblems, match="which is never asked") as raised:
        load_families(folder)
    told = str(raised.value)
    for item_id, (thing, _) in asked.items():
        assert f"item '{item_id}': it would ask for '{thing}', which is never asked" in told


@pytest.mark.parametrize(
    "kind", ["date", "number", "percent", "long_text", "text", "file", "photo", "signature"]
)
def test_there_is_no_kind_of_question_for_a_date_a_number_a_file_or_a_story(kind: str) -> None:
    with pytest.raises(ValidationError, match="does not match any of the expected tags"):
        IntakeSection.model_validate(
            {"id": "a", "items": [{"id": "b", "kind": kind, "store": "contact"}]}
        )


def test_words_of_ones_own_are_taken_in_the_named_places_only_and_are_short() -> None:
    texts = {item.id: item for item in STRUCTURE.items if isinstance(item, ShortText)}
    assert set(texts) == FREE_TEXT
    assert max(item.longest for item in texts.values()) <= LONGEST == 200
    assert {item.store for item in texts.values()} == {"contact", "card"}
    with pytest.raises(ValidationError, match="less than or equal to 200"):
        ShortText(id="a", store="contact", longest=201)


def test_another_text_does_not_load(folder: Path) -> None:
    path = folder / "structure.yaml"
    text = path.read_text(encoding="utf-8")
    old = "{id: support_person, kind: yes_no, store: contact}"
    new = "{id: support_person, kind: short_text, longest: 40, store: contact}"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(InstrumentProblems, match=r"support_person.*takes words of one's own"):
        load_families(folder)


def test_no_answer_goes_beside_a_seat() -> None:
    assert {item.store for item in STRUCTURE.items} == {"nowhere", "contact", "card"}


def test_who_of_the_staff_is_part_of_a_case_is_a_yes_or_a_no() -> None:
    item = STRUCTURE.item("staff_involved")
    assert (item.kind, item.answers) == ("yes_no", ("yes", "no"))


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("en", ("names of children", "case numbers", "workers or judges", "health or drug use")),
        (
            "es",
            ("nombres de niños", "números de caso", "trabajadores sociales o jueces", "su consumo"),
        ),
    ],
)
def test_beside_every_text_stands_what_not_to_write(language: str, parts: tuple[str, ...]) -> None:
    warning = CONTENT.words(language).warning
    assert [part for part in parts if part not in warning] == []


def test_a_list_that_leaves_something_out_or_names_something_else_does_not_load(
    folder: Path,
) -> None:
    path = folder / "structure.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("home_address, employer", "home_address, boss"), encoding="utf-8")
    with pytest.raises(InstrumentProblems, match=r"'employer' is missing") as told:
        load_families(folder)
    assert "'boss' came, and nothing recognizes it" in str(told.value)
