"""The sheets that a team fills in: nothing is missing, and nothing is said too boldly."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

import surveys.worksheets
from surveys.checklists import shipped_checklists
from surveys.problems import InstrumentProblems
from surveys.sectors import SECTORS
from surveys.worksheets import (
    AREAS,
    COLUMNS,
    OPTIONS,
    ROLE_ANSWERS,
    TOPICS,
    Sheet,
    information_sharing,
    role_comparison,
)
from tests.surveys.reading_level import grade
from tests.surveys.test_shipped_wording import STIGMA

ROLES, SHARING = role_comparison(), information_sharing()
SHEETS = [pytest.param(sheet, id=sheet.id) for sheet in (ROLES, SHARING)]
NO_WORDS = {
    "id",
    "version",
    "language",
    "license",
    "model",
    "sender",
    "receivers",
    "area",
    "answer",
}


def said(plain: object, name: str = "") -> Iterator[str]:
    """Every text that is read by people."""
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, dict):
        for key, inside in plain.items():
            own = key in NO_WORDS or (key == "checks" and name == "rows")
            yield from () if own else said(inside, key)
    elif isinstance(plain, list | tuple):
        for each in plain:
            yield from said(each, name)


def stopped(text: str) -> str:
    """A text with a stop, so that a heading counts as a sentence."""
    return text if text.endswith((".", "?")) else f"{text}."


def test_six_roles_are_set_beside_each_other_and_two_of_them_are_the_models() -> None:
    assert [role.id for role in ROLES.roles] == [
        *("coach", "specialist", "caseworker", "counselor", "sponsor", "parent_partner")
    ]
    assert {role.id: role.model for role in ROLES.roles if role.model} == {
        "coach": "coaches",
        "specialist": "specialists",
    }


def test_every_task_has_a_first_answer_for_every_role_and_no_other() -> None:
    roles = {role.id for role in ROLES.roles}
    assert len(ROLES.tasks) >= 14
    assert [task.id for task in ROLES.tasks if set(task.roles) != roles] == []


def test_where_an_answer_depends_it_says_on_what() -> None:
    assert [
        (task.id, role)
        for task in ROLES.tasks
        for role, cell in task.roles.items()
        if cell.answer == "depends" and not cell.note
    ] == []


def test_every_answer_is_used_and_has_its_words() -> None:
    used = {cell.answer for task in ROLES.tasks for cell in task.roles.values()}
    assert used == set(ROLE_ANSWERS) == set(ROLES.answers)


def test_no_task_sets_peers_to_assess_test_decide_or_report_to_the_court() -> None:
    apart = ("screens", "assesses", "recommends_treatment", "drug_tests", "decides_placement")
    tasks = {task.id: task for task in ROLES.tasks}
    for task_id in (*apart, "reports_to_court"):
        assert tasks[task_id].roles["coach"].answer == "no", task_id
        assert tasks[task_id].roles["parent_partner"].answer == "no", task_id


def test_who_must_report_hangs_on_state_law_for_everybody_but_the_caseworker() -> None:
    (task,) = [task for task in ROLES.tasks if task.id == "must_report"]
    asked = {role: cell for role, cell in task.roles.items() if role != "caseworker"}
    assert task.roles["caseworker"].answer == "yes"
    assert all("State law decides" in (cell.note or "") for cell in asked.values())


def test_no_role_answers_as_another_does_throughout() -> None:
    columns = {
        role.id: tuple(task.roles[role.id].answer for task in ROLES.tasks) for role in ROLES.roles
    }
    assert len(set(columns.values())) == len(columns)


def test_the_two_models_of_support_are_told_apart_in_five_ways() -> None:
    assert {model.id for model in ROLES.models} == {"specialists", "coaches"}
    first, second = ROLES.models
    for model in ROLES.models:
        assert set(model.differs) == set(TOPICS)
        assert len(model.summary.split()) <= 60
    assert all(first.differs[topic] != second.differs[topic] for topic in TOPICS)


def test_what_is_shared_has_rows_to_start_from_with_sectors_there_are() -> None:
    sectors = {sector.id for sector in SECTORS}
    wanted = {"attendance", "drug_test", "return_to_use", "return_to_use_plan", "safety_concern"}
    wanted |= {"peer_visit", "discharge", "court_dates", "family_time"}
    assert wanted <= {row.id for row in SHARING.rows}
    for row in SHARING.rows:
        assert {row.sender, *row.receivers} <= sectors, row.id
        assert row.sender not in row.receivers, row.id
        assert len(set(row.receivers)) == len(row.receivers), row.id


def test_each_column_option_and_area_has_its_words() -> None:
    assert set(SHARING.columns) == set(COLUMNS)
    assert set(SHARING.options) == set(OPTIONS)
    assert set(SHARING.areas) == set(AREAS) == {check.area for check in SHARING.checks}


def test_each_check_says_what_follows_from_every_answer_and_no_two_alike() -> None:
    for check in SHARING.checks:
        assert set(check.follows) == set(OPTIONS), check.id
        assert len(set(check.follows.values())) == len(OPTIONS), check.id
        assert check.question.endswith("?"), check.id


def test_each_row_names_checks_there_are_and_each_check_is_asked_of_some_row() -> None:
    known = {check.id for check in SHARING.checks}
    named = [(row.id, check) for row in SHARING.rows for check in row.checks]
    assert {check for _, check in named} == known
    assert max(Counter(named).values()) == 1
    assert all(row.checks for row in SHARING.rows)


def test_whatever_leaves_treatment_is_checked_for_consent_court_use_and_the_notice() -> None:
    wanted = {check.id for check in SHARING.checks if check.area == "part2"} - {"part2_exception"}
    sent = [row for row in SHARING.rows if row.sender == "sud_treatment"]
    assert sent
    assert [row.id for row in sent if not wanted <= set(row.checks)] == []


def test_a_check_is_found_by_its_id_and_a_wrong_one_is_named() -> None:
    assert SHARING.check("part2_court").area == "part2"
    with pytest.raises(KeyError, match="information_sharing has no check 'nothing'"):
        SHARING.check("nothing")


@pytest.mark.parametrize(
    ("check_id", "saying"),
    [
        ("part2_program", "federal help"),
        ("part2_consent", "42 CFR 2.31"),
        ("part2_exception", "a valid court order"),
        ("part2_court", "without the parent's consent or a court order"),
        ("part2_notice", "42 CFR 2.32"),
        ("report_needed", "allow that first report without consent"),
    ],
)
def test_the_checks_name_the_rule_they_stand_on(check_id: str, saying: str) -> None:
    check = SHARING.check(check_id)
    assert saying in f"{check.question} {check.why}"


def test_nobody_who_is_not_sure_is_told_to_share() -> None:
    for check in SHARING.checks:
        unsure = check.follows["not_sure"]
        assert re.search(r"\b(ask|check|look|find)\b", unsure, re.IGNORECASE), check.id
        assert not unsure.startswith(("Share", "Send")), check.id


@pytest.mark.parametrize("sheet", SHEETS)
def test_each_says_that_it_is_no_legal_advice_and_in_english_only(sheet: Sheet) -> None:
    assert "not legal advice" in sheet.not_legal_advice
    assert "lawyer looks at it" in sheet.not_legal_advice
    assert "English only" in sheet.english_only
    assert sheet.language == "en"


@pytest.mark.parametrize("sheet", SHEETS)
def test_ids_are_there_once(sheet: Sheet) -> None:
    for parts in ("roles", "models", "tasks", "rows", "checks"):
        ids = [part.id for part in getattr(sheet, parts, ())]
        assert len(set(ids)) == len(ids), parts


@pytest.mark.parametrize("sheet", SHEETS)
def test_nobody_needs_more_than_eight_years_of_school_for_it(sheet: Sheet) -> None:
    assert grade([stopped(text) for text in said(sheet.model_dump())]) <= 8


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_words_respect_people_and_have_no_slips(sheet: Sheet) -> None:
    texts = list(said(sheet.model_dump()))
    assert len(texts) > 60
    unwanted = re.compile(rf"\b({STIGMA['en']})\b", re.IGNORECASE)
    assert [text for text in texts if unwanted.search(text)] == []
    for text in texts:
        assert text.isascii(), text
        assert re.search(r"  |\s[.,;:?!]|\.\.|,,|\n", text) is None, text
        assert re.search(r"\b(\w+) \1\b", text, re.IGNORECASE) is None, text


def test_sheets_are_read_once_and_are_no_checklists() -> None:
    assert role_comparison() is ROLES
    assert information_sharing() is SHARING
    assert {edition.checklist.id for edition in shipped_checklists()}.isdisjoint(
        {ROLES.id, SHARING.id}
    )


def test_a_damaged_file_is_told_with_its_line(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = (surveys.worksheets.FOLDER / "role_comparison.en.yaml").read_text(encoding="utf-8")
    name = "role_comparison.en.yaml"
    (tmp_path / name).write_text(whole.replace("answer: to_agree", "answer: maybe", 1), "utf-8")
    monkeypatch.setattr(surveys.worksheets, "FOLDER", tmp_path)
    with pytest.raises(
        InstrumentProblems, match=r"I012 role_comparison.en.yaml: line \d+, .*maybe"
    ):
        role_comparison.__wrapped__()
