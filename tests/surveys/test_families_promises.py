"""Every sentence of a consent hangs on settings, and a looser setting breaks what was promised."""

import itertools
from datetime import date
from decimal import Decimal
from typing import Any

import hypothesis
import pytest
from hypothesis import strategies as st

from surveys.families_content import families_content
from surveys.families_word_checks import texts_of
from surveys.family_bindings import (
    BLANKS,
    LIMITED,
    SWITCHES,
    UNBOUND,
    blanks,
    depends_on,
    filled,
)
from surveys.family_promises import (
    KEEPS,
    BrokenPromise,
    ToWhom,
    broken_promises,
    consent_text,
    money,
    switch_values,
)
from surveys.family_settings import StudySettings
from tests.surveys.families import BARE, CERTIFIED, LANGUAGES, OPEN, STUDIES, study

CONTENT = families_content()
DAYS = (date(2026, 3, 2), date(2026, 2, 27), date(2026, 3, 9))
ALL = ("never", "paraphrase", "inside", "public")

STRICTER: dict[str, tuple[Any, Any]] = {
    "recording_mode": ("notes", "audio"),
    "contact_days": (7, 30),
    "audio_days": (2, 14),
    "raw_days": (10, 30),
    "redacted_days": (365, 1095),
    "backup_days": (5, 30),
    "recontact_days": (0, 180),
    "withdraw_days": (60, 30),
    "seats_inside": (5, 3),
    "sessions_inside": (3, 2),
    "people_outside": (8, 5),
    "card_floor": (10, 5),
    "quotes_per_seat": (1, 2),
    "group_size": (6, 8),
    "pay_amount": (Decimal(50), Decimal(40)),
    "pay_forms": (("cash", "check"), ("cash",)),
    "facilitators": (("Ana",), ("Ana", "Dan")),
    "also_in_room": ((), ("Bo",)),
    "must_report": ((), ("Ana",)),
    "staff_list": (("Ana", "Bo", "Cy"), ("Ana", "Bo", "Cy", "Dan")),
    "quote_tiers": (ALL, ("never", "inside", "public")),
    "preview": (True, False),
    "public_report": (False, True),
    "shown_first": (True, False),
}
"""Two values of a setting, of which the first promises more."""

OTHER: dict[str, tuple[Any, Any]] = {
    "legal_basis": ("not_research", "research"),
    "pay_currency": ("USD", "CAD"),
    "support_person": ("Cy", "Dan"),
    "questions_to": ("Eve, 555-0100", "Fay, 555-0111"),
}
"""Two values of a setting, neither of which keeps what the other promised."""

CANDIDATES: dict[str, tuple[Any, ...]] = {
    **STRICTER,
    **OTHER,
    "legal_basis": ("certificate", "research", "not_research"),
    "recording_mode": ("none", "notes", "audio"),
    "pay_amount": (Decimal(0), Decimal(40), Decimal("40.50")),
    "quote_tiers": (("never",), ("never", "inside"), ALL),
    "staff_list": (("Ana", "Bo", "Cy"), ("Ana", "Bo", "Cy", "Dan")),
}
"""Values of each setting that lead to every text there is."""


TOGETHER = {"quote_tiers": {"consent_quotes", "consent_preview"}, "preview": {"consent_preview"}}
"""Where no words are kept there is nothing to quote, so these two change nothing by themselves."""


def changed(settings: StudySettings, **changes: Any) -> StudySettings:
    """The same study with other settings, also such as do not go together."""
    return settings.model_copy(update=changes)


def told(settings: StudySettings, language: str = "en") -> dict[str, str]:
    """The texts of a consent by their points."""
    return {point.id: point.text for point in consent_text(settings, language)}


# every setting, every sentence


def test_every_setting_stands_in_a_sentence_or_is_named_with_a_reason() -> None:
    settings = set(StudySettings.model_fields)
    templates = [
        depends_on(point.switch, text)
        for point in CONTENT.structure.consent
        for text in CONTENT.words("en").consent[point.id].values()
    ]
    bound = {setting for each in templates for setting in each}
    assert bound.isdisjoint(UNBOUND)
    assert bound | set(UNBOUND) == settings
    assert all(UNBOUND.values())
    assert set(KEEPS) == bound == set(STRICTER) | set(OTHER)


def test_every_switch_and_every_blank_is_used() -> None:
    used = {point.switch for point in CONTENT.structure.consent if point.switch}
    used |= {switch for choice in CONTENT.structure.choices for switch in choice.only}
    assert used == set(SWITCHES)
    consent = CONTENT.words("en").consent
    filled_in = {
        blank for texts in consent.values() for text in texts.values() for blank in blanks(text)
    }
    assert filled_in == set(BLANKS)
    assert set(LIMITED) <= set(BLANKS)


def test_every_text_of_every_point_is_said_under_some_settings() -> None:
    seen: set[tuple[str, str]] = set()
    for base in STUDIES.values():
        for setting, values in CANDIDATES.items():
            for value in values:
                switched = switch_values(changed(base, **{setting: value}))
                assert switched.keys() == SWITCHES.keys()
                for point in CONTENT.structure.consent:
                    seen.add((point.id, switched.get(point.switch or "", "always")))
    wanted = {(each.id, value) for each in CONTENT.structure.consent for value in texts_of(each)}
    assert wanted <= seen
    silent = {(each.id, value) for each in CONTENT.structure.consent for value in each.silent}
    assert seen - wanted == silent == {("consent_pay_effect", "no")}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("base", STUDIES)
def test_a_sentence_changes_with_each_setting_it_hangs_on_and_with_no_other(
    base: str, language: str
) -> None:
    settings = STUDIES[base]
    before = {point.id: point for point in consent_text(settings, language)}
    for setting, values in CANDIDATES.items():
        moved: set[str] = set()
        for value in values:
            after = told(changed(settings, **{setting: value}), language)
            moved |= {each for each, point in before.items() if after.get(each) != point.text}
        hanging = {each for each, point in before.items() if setting in point.settings}
        together = TOGETHER.get(setting, set()) if settings is BARE else set()
        assert hanging - moved == together, setting
        assert moved <= hanging, setting


@pytest.mark.parametrize("setting", UNBOUND)
def test_a_setting_without_a_sentence_changes_no_word(setting: str) -> None:
    other = {"basis_decided_by": "Somebody else", "basis_decided_on": date(2025, 1, 1)}
    after = changed(CERTIFIED, **{setting: other.get(setting, ("en", "es"))})
    for language in LANGUAGES:
        assert told(after, language) == told(CERTIFIED, language)
    assert broken_promises(CERTIFIED, after, DAYS) == ()
    assert broken_promises(after, CERTIFIED, DAYS) == ()


def test_no_blank_is_left_and_no_point_is_said_twice() -> None:
    for settings, language in itertools.product(STUDIES.values(), LANGUAGES):
        points = consent_text(settings, language)
        assert len({point.id for point in points}) == len(points)
        assert all("{" not in point.text and "}" not in point.text for point in points)


# what breaks


def base_for(setting: str) -> dict[str, Any]:
    """Settings under which a sentence hangs on this one."""
    if setting == "staff_list":
        return {}
    public = {"public_report": True} if setting in ("people_outside", "quote_tiers") else {}
    audio = {"recording_mode": "audio"} if setting == "audio_days" else {}
    return public | audio


@pytest.mark.parametrize("setting", STRICTER)
def test_a_looser_setting_breaks_a_promise_and_a_stricter_one_breaks_none(setting: str) -> None:
    strict, loose = STRICTER[setting]
    base = base_for(setting)
    old, new = study(**base | {setting: strict}), study(**base | {setting: loose})
    broken = broken_promises(old, new, DAYS)
    assert {each.setting for each in broken} == {setting}
    assert all((each.was, each.becomes) == (strict, loose) for each in broken)
    assert {each.point for each in broken} == {
        point for point, text in told(old).items() if told(new).get(point) != text
    }
    assert broken_promises(new, old, DAYS) == ()


@pytest.mark.parametrize("setting", OTHER)
def test_where_no_value_is_stricter_every_change_breaks_a_promise(setting: str) -> None:
    one, another = (study(**{setting: value}) for value in OTHER[setting])
    for old, new in ((one, another), (another, one)):
        assert {each.setting for each in broken_promises(old, new, DAYS)} == {setting}


@pytest.mark.parametrize(
    ("was", "becomes", "breaks"),
    [
        ("certificate", "research", True),
        ("certificate", "not_research", True),
        ("research", "certificate", False),
        ("research", "not_research", True),
        ("not_research", "research", True),
        ("not_research", "certificate", True),
    ],
)
def test_only_a_certificate_for_what_was_research_breaks_nothing(
    was: str, becomes: str, breaks: bool
) -> None:
    old, new = changed(CERTIFIED, legal_basis=was), changed(CERTIFIED, legal_basis=becomes)
    broken = broken_promises(old, new, DAYS)
    assert [each.point for each in broken] == ["consent_court_limit"] * breaks


def test_a_broken_promise_names_what_changed_and_to_whom_it_was_given() -> None:
    assert broken_promises(study(contact_days=7), study(contact_days=21), DAYS) == (
        BrokenPromise(
            point="consent_contact",
            setting="contact_days",
            was=7,
            becomes=21,
            to=ToWhom(people=3, first=date(2026, 2, 27), last=date(2026, 3, 9)),
        ),
    )


def test_nothing_is_broken_before_anybody_consented() -> None:
    assert broken_promises(study(), OPEN, ()) == ()
    assert broken_promises(study(), OPEN, DAYS)


def test_what_was_not_promised_cannot_be_broken() -> None:
    """No sound is recorded, so nobody was told how long sound is kept."""
    assert broken_promises(study(audio_days=2), study(audio_days=14), DAYS) == ()
    unpaid = study(pay_amount=0)
    assert broken_promises(unpaid, changed(unpaid, pay_currency="CAD"), DAYS) == ()


def test_less_pay_breaks_what_was_said_of_pay_and_not_that_there_is_some() -> None:
    less = broken_promises(study(), study(pay_amount=20), DAYS)
    assert [each.point for each in less] == ["consent_pay"]
    none = {each.point for each in broken_promises(study(), study(pay_amount=0), DAYS)}
    assert {"consent_choice", "consent_pay"} <= none


def test_the_most_open_use_of_words_may_go_and_a_more_careful_one_may_not() -> None:
    every, public = study(public_report=True, quote_tiers=ALL), {"public_report": True}
    assert broken_promises(every, study(quote_tiers=ALL[:3], **public), DAYS) == ()
    assert broken_promises(every, study(quote_tiers=("never",), **public), DAYS) == ()
    gone = broken_promises(every, study(quote_tiers=("never", "public"), **public), DAYS)
    assert [each.point for each in gone] == ["consent_quotes"]


def test_someone_new_on_the_list_was_not_shown_to_those_who_looked_at_it() -> None:
    old, new = study(staff_list=("Ana", "Bo", "Cy")), study(staff_list=("Ana", "Bo", "Cy", "Dan"))
    (broken,) = broken_promises(old, new, DAYS)
    assert (broken.point, broken.becomes) == ("consent_staff_list", ("Ana", "Bo", "Cy", "Dan"))
    swapped = changed(old, staff_list=("Ana", "Bo", "Dan"))
    assert len(broken_promises(old, swapped, DAYS)) == 1


SETTINGS = st.fixed_dictionaries(
    {setting: st.sampled_from(values) for setting, values in CANDIDATES.items()}
).map(lambda chosen: changed(study(), **chosen))


@hypothesis.settings(deadline=None, database=None)
@hypothesis.given(old=SETTINGS, new=SETTINGS)
def test_of_any_two_studies_only_what_is_said_otherwise_is_broken(
    old: StudySettings, new: StudySettings
) -> None:
    broken = {(each.point, each.setting) for each in broken_promises(old, new, DAYS)}
    said = {point.id: point for point in consent_text(old, "en")}
    for point, setting in broken:
        assert setting in said[point].settings
        assert getattr(old, setting) != getattr(new, setting)
    assert broken_promises(old, old, DAYS) == ()
    by_blank = {
        (point.id, setting)
        for point in said.values()
        for setting in point.settings
        if setting in LIMITED and not KEEPS[setting](getattr(old, setting), getattr(new, setting))
    }
    assert by_blank <= broken


# how it is said


@pytest.mark.parametrize(
    ("language", "days", "said"),
    [
        ("en", 1, "1 day"),
        ("en", 30, "30 days"),
        ("en", 365, "1 year"),
        ("en", 1095, "3 years"),
        ("en", 366, "366 days"),
        ("es", 1, "1 día"),
        ("es", 364, "364 días"),
        ("es", 365, "1 año"),
        ("es", 730, "2 años"),
    ],
)
def test_days_are_said_as_people_say_them(language: str, days: int, said: str) -> None:
    assert CONTENT.words(language).counted("days", days) == said


@pytest.mark.parametrize(
    ("amount", "currency", "said"),
    [
        ("40", "USD", "$40"),
        ("40.00", "USD", "$40"),
        ("40.5", "USD", "$40.50"),
        ("1000", "USD", "$1,000"),
        ("35", "CAD", "35 CAD"),
    ],
)
def test_an_amount_has_cents_only_where_there_are_any(
    amount: str, currency: str, said: str
) -> None:
    assert money(Decimal(amount), currency) == said


def test_everyone_who_is_named_in_a_study_is_named_to_people() -> None:
    many = study(
        facilitators=("Ana", "Dan"),
        also_in_room=("Bo", "Fay"),
        must_report=("Dan", "Fay"),
        staff_list=("Ana", "Bo", "Cy", "Dan", "Fay", "Gus"),
    )
    for language in LANGUAGES:
        said = told(many, language)
        assert ": Ana, Dan." in said["consent_room"]
        assert ": Bo, Fay." in said["consent_room"]
        assert ": Dan, Fay." in said["consent_must_report"]
        assert ": Ana, Bo, Cy, Dan, Fay, Gus." in said["consent_staff_list"]
        assert CONTENT.words(language).counted("people", 6) in said["consent_staff_list"]
        assert ": Cy." in said["consent_feelings"]


def test_a_name_with_braces_in_it_stays_a_name() -> None:
    odd = study(questions_to="{staff_list} or {nothing}")
    assert told(odd)["consent_questions"].endswith("ask: {staff_list} or {nothing}.")
    with pytest.raises(KeyError, match="nothing"):
        filled("Ask {nothing}.", {})
