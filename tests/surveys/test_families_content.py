"""Family groups as they are shipped: whole in both languages, timed, honest in what they say."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from surveys.families_content import FOLDER, families_content
from surveys.families_parts import LEGAL_BASES, PAY_FORMS, TIERS
from surveys.family_bindings import CLOCKS
from surveys.resource_map import resource_map
from tests.conftest import shared_folder
from tests.surveys.families import LANGUAGES, said
from tests.surveys.test_shipped_wording import INFORMAL, STIGMA

ROOT = Path(__file__).resolve().parents[2]
CONTENT = families_content()
STRUCTURE = CONTENT.structure

CHANGED = {
    "elig_experience": "asked for more than eight years of school, and left young adults out",
    "elig_area": "reads more smoothly",
    "support_ride": "reads more smoothly",
    "support_food": "no short forms",
    "support_person": "says what is meant, and not a job",
    "contact_avoid": "is yes or no, so that nobody's name is written down",
    "guide_warm_up": "is for other caregivers, too",
    "guide_treated": "asks about services, not about everybody",
    "guide_peer": "reads more smoothly",
}
"""Questions that say it in other words than the draft, and why."""

REDRAFTED_OPTIONS = {
    ("es", "elig_case_now", "open_unsure"),
    ("es", "support_childcare", "money"),
}
"""Options that named a gender in the draft."""


@pytest.fixture
def draft() -> dict[str, Any]:
    """What was drafted."""
    path = shared_folder("content") / "focus_group.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def drafted_items(draft: dict[str, Any]) -> list[dict[str, Any]]:
    """All questions of the drafted intake."""
    intake = draft["intake"]
    items = [*intake["eligibility"], *intake["supports"], *intake["contact"]]
    return [*items, *intake["demographics"]["items"]]


# what is there


def test_every_drafted_part_is_there(draft: dict[str, Any]) -> None:
    items = {item.id for item in STRUCTURE.items}
    assert {each["id"] for each in drafted_items(draft)} <= items
    points = {each["id"] for each in draft["consent"]["points"]}
    assert points <= {each.id for each in STRUCTURE.consent}
    asked = [each["id"] for each in draft["guide"]["questions"]]
    assert asked == [each.id for each in STRUCTURE.questions]
    codes = [each["id"] for each in draft["codebook"]["codes"]]
    assert codes == [each.id for each in STRUCTURE.codes]
    assert tuple(draft["codebook"]["valence"]) == STRUCTURE.valence
    assert draft["design"]["minutes"] == STRUCTURE.minutes
    assert draft["design"]["groups"]["min"] == STRUCTURE.smallest_number_of_sessions


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_says_what_was_drafted_but_where_there_is_a_reason(
    draft: dict[str, Any], language: str
) -> None:
    words = CONTENT.words(language)
    guide = draft["guide"]["questions"]
    for each in drafted_items(draft):
        if each["id"] not in CHANGED:
            assert words.items[each["id"]].text == each["text"][language]
        kept = STRUCTURE.item(each["id"]).kind in ("choice", "multi")
        for option in each.get("options", []) if kept else []:
            if (language, each["id"], option["id"]) not in REDRAFTED_OPTIONS:
                options = words.items[each["id"]].options
                assert options[option["id"]] == option["label"][language]
    for each in guide:
        if each["id"] not in CHANGED:
            assert words.questions[each["id"]].text == each["text"][language]


def test_every_reason_for_other_words_is_still_one(draft: dict[str, Any]) -> None:
    drafted = {each["id"]: each["text"] for each in drafted_items(draft)}
    drafted |= {each["id"]: each["text"] for each in draft["guide"]["questions"]}
    for each in CHANGED:
        asked = [
            words.items[each].text if each in words.items else words.questions[each].text
            for words in map(CONTENT.words, LANGUAGES)
        ]
        assert asked != [drafted[each][language] for language in LANGUAGES], each


def test_a_code_means_what_was_drafted(draft: dict[str, Any]) -> None:
    words = CONTENT.words("en").codes
    for each in draft["codebook"]["codes"]:
        assert words[each["id"]].label == each["label"]
        assert words[each["id"]].definition == each["definition"]
        other = re.search(r"\((?:also )?use (code_\w+)\)", each["exclude"])
        assert STRUCTURE.code(each["id"]).instead == (other.group(1) if other else None)


def test_there_are_ten_ways_in_which_help_can_fall_short() -> None:
    assert [each.id for each in STRUCTURE.dimensions] == [
        "availability",
        "wait",
        "distance",
        "cost",
        "eligibility",
        "childcare",
        "accommodation",
        "acceptability",
        "awareness",
        "handoff",
    ]
    gaps = {each.id: each.gap_type for each in STRUCTURE.dimensions if each.gap_type}
    assert sorted(gaps.values()) == list("ABCDEFG")
    titles = {each.id for each in resource_map().gap_types}
    assert set(gaps.values()) < titles


def test_every_choice_is_offered_from_the_least_to_the_most() -> None:
    assert STRUCTURE.tiers == TIERS == ("never", "paraphrase", "inside", "public")
    for language in LANGUAGES:
        words = CONTENT.words(language)
        assert tuple(words.legal_bases) == LEGAL_BASES
        assert tuple(words.pay_forms) == PAY_FORMS
    offered = STRUCTURE.item("support_pay").answers
    assert offered == (*PAY_FORMS, "check_first", "none")


@pytest.mark.parametrize(
    ("find", "what"),
    [
        (STRUCTURE.item, "question"),
        (STRUCTURE.limit, "limit"),
        (STRUCTURE.code, "code"),
        (CONTENT.words("en").step, "step"),
    ],
    ids=["question", "limit", "code", "step"],
)
def test_what_is_not_there_is_named(find: Any, what: str) -> None:
    with pytest.raises(KeyError, match=rf"{what} 'nothing'"):
        find("nothing")


# the intake


def test_an_open_case_is_warned_and_not_turned_away() -> None:
    assert STRUCTURE.item("elig_case_now").screens == {
        "open_ok": "open_case",
        "open_unsure": "private_talk",
    }
    text = CONTENT.words("en").screens["open_case"].text
    assert "You can still take part" in text
    assert "talk with us in private" in text


def test_somebody_in_custody_is_stopped_and_nothing_is_kept_of_who_may_come() -> None:
    assert STRUCTURE.item("elig_custody").screens == {"yes": "custody"}
    (eligibility, *_) = STRUCTURE.intake
    kept = {item.id: item.store for item in eligibility.items if item.store != "nowhere"}
    assert kept == {"staff_involved": "contact"}


def test_each_part_of_the_intake_goes_into_one_store() -> None:
    stores = {section.id: {item.store for item in section.items} for section in STRUCTURE.intake}
    assert stores["supports"] == stores["contact"] == stores["pay"] == {"contact"}
    assert stores["demographics"] == {"card"}


def test_what_pay_may_change_is_said_before_anybody_says_how_they_want_it() -> None:
    assert STRUCTURE.item("support_pay").said_first == "consent_pay_effect"
    text = CONTENT.words("en").consent["consent_pay_effect"]["yes"]
    for part in ("taxes", "aid such as food", "rules differ", "help you check", "not take the pay"):
        assert part in text
    assert not re.search(r"[0-9$]", text)
    assert not re.search(r"[0-9$]", CONTENT.words("es").consent["consent_pay_effect"]["yes"])


# the consent


def test_a_certificate_is_told_with_both_halves_and_no_other_basis_claims_protection() -> None:
    for language, does, does_not in (
        ("en", "We may not give your name", "It does not stop reports that the law asks for"),
        ("es", "No podemos dar", "No impide los reportes que pide la ley"),
    ):
        texts = CONTENT.words(language).consent["consent_court_limit"]
        assert does in texts["certificate"]
        assert does_not in texts["certificate"]
        assert does not in texts["research"] + texts["not_research"]
    for basis in ("research", "not_research"):
        text = CONTENT.words("en").consent["consent_court_limit"][basis]
        assert "A court could order us" in text or "a court could order us" in text
        assert "We cannot promise that the law keeps your words private" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_claimed_that_nobody_can_keep(language: str) -> None:
    claims = re.compile(
        r"anonym|anónim|hipaa|de-identified|desidentific|legally protected|"
        r"protegid[oa]s? por la ley|"
        r"100 ?%|completely|completamente|secure\b|guarantee|garantiz|\bnever\b|\bnunca\b|"
        r"confidential\b|confidencial\b",
        re.IGNORECASE,
    )
    told = {place: text for place, text in said(language).items() if claims.search(text)}
    assert told == {}


def test_the_promise_of_taking_words_back_says_where_it_ends() -> None:
    text = CONTENT.words("en").consent["consent_withdraw"]["yes"]
    assert "{withdraw_days}" in text
    assert "only what has not been given out" in text
    assert "cannot call back" in text
    assert "as long as we keep them" in CONTENT.words("en").consent["consent_lost_card"]["yes"]


# the session


def test_the_minutes_of_the_run_sheet_come_to_ninety() -> None:
    assert sum(step.minutes for step in STRUCTURE.run_sheet) == STRUCTURE.minutes == 90


def test_the_reporting_notice_is_ticked_before_the_first_question() -> None:
    steps = [step.id for step in STRUCTURE.run_sheet]
    asked = [steps.index(each.id) for each in STRUCTURE.questions]
    (ticked,) = (step for step in STRUCTURE.run_sheet if step.tick)
    assert ticked.id == "run_notice"
    assert steps.index("run_notice") < min(asked)
    assert CONTENT.words("en").step("run_notice") == "Reporting notice"
    assert CONTENT.words("es").step("guide_helped") == "¿Qué fue lo que más ayudó?"


def test_the_pause_stops_the_talk_first_and_keeps_what_was_said_out_of_the_notes() -> None:
    assert (STRUCTURE.incident[0], STRUCTURE.incident[-1]) == ("stop", "write_down")
    words = CONTENT.words("en")
    assert words.incident_title == "Pause: incident"
    assert "out of the notes" in words.incident["write_down"].do
    assert words.incident["report"].say
    assert "I will tell you first" in words.incident["report"].say


def test_a_program_keeps_its_list_and_sends_its_own_invitations() -> None:
    for language in LANGUAGES:
        assert "42 CFR" in CONTENT.words(language).advice["program_invites"]
    assert "Do not ask for its list" in CONTENT.words("en").advice["program_invites"]
    assert "not use this consent as a release" in CONTENT.words("en").advice["no_release"]


def test_what_is_kept_may_be_kept_shorter_and_not_longer() -> None:
    assert {each: STRUCTURE.limit(each).usual for each in CLOCKS} == {
        "contact_days": 30,
        "audio_days": 14,
        "raw_days": 30,
        "redacted_days": 3 * 365,
        "backup_days": 30,
    }
    assert all(STRUCTURE.limit(each).most == STRUCTURE.limit(each).usual for each in CLOCKS)


# words


def test_every_part_has_its_words_in_both_languages_and_in_its_own() -> None:
    english, spanish = said("en"), said("es")
    assert CONTENT.languages == LANGUAGES
    assert english.keys() == spanish.keys()
    assert len(english) > 300
    same = {place for place, text in english.items() if text == spanish[place]}
    assert same == {"answers.no"}
    assert CONTENT.words("es").translation == "first"
    assert CONTENT.words("fr").language == "en"


def test_a_group_and_its_meetings_are_called_by_the_words_of_the_product() -> None:
    words = CONTENT.words("en")
    assert (words.group, words.session) == ("family group", "listening session")


def test_the_folder_says_that_nothing_was_validated() -> None:
    assert not STRUCTURE.validated
    assert "have not been validated" in CONTENT.words("en").note
    assert "no han sido validados" in CONTENT.words("es").note
    licence = (FOLDER / "LICENSE").read_text(encoding="utf-8")
    assert "Attribution 4.0 International" in licence
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "surveys/families/LICENSE" in project["license-files"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_makes_a_person_into_a_condition(language: str) -> None:
    unwanted = re.compile(rf"\b({STIGMA[language]})\b", re.IGNORECASE)
    assert {place: text for place, text in said(language).items() if unwanted.search(text)} == {}


def test_the_spanish_says_usted_throughout() -> None:
    informal = re.compile(rf"\b({INFORMAL})\b", re.IGNORECASE)
    assert {place: text for place, text in said("es").items() if informal.search(text)} == {}


def test_spanish_questions_and_cries_open_and_close() -> None:
    for place, text in said("es").items():
        for opening, closing in ("¿?", "¡!", "«»"):
            assert text.count(opening) == text.count(closing), f"{place}: {text}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_has_a_slip_of_the_keyboard(language: str) -> None:
    for place, text in said(language).items():
        assert re.search(r"  |\s[.,;:?!]|\.\.|,,|\n", text) is None, f"{place}: {text}"
        assert re.search(r"\b(\w+) \1\b", text, re.IGNORECASE) is None, f"{place}: {text}"


def test_the_english_holds_no_sign_of_another_alphabet() -> None:
    assert all(text.isascii() for text in said("en").values())


def test_the_words_are_read_once() -> None:
    assert families_content() is families_content()
