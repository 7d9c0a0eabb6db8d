"""A study can only be set to what may be promised."""

import re
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from surveys.families_content import families_content
from surveys.family_bindings import LIMITED
from surveys.family_settings import StudySettings
from tests.surveys.families import USUAL, study

STRUCTURE = families_content().structure


def test_the_usual_study_is_no_research_takes_notes_and_publishes_nothing() -> None:
    usual = study()
    assert usual.legal_basis == "not_research"
    assert usual.recording_mode == "notes"
    assert not usual.public_report
    assert usual.recontact_days == 0
    assert "public" not in usual.quote_tiers
    assert {each: getattr(usual, each) for each in LIMITED} == {
        each.id: each.usual for each in STRUCTURE.limits
    }


@pytest.mark.parametrize("setting", LIMITED)
def test_a_number_beyond_its_limit_is_refused_with_what_would_be_right(setting: str) -> None:
    limit = STRUCTURE.limit(setting)
    for within in (limit.least, limit.most):
        assert getattr(study(**{setting: within}), setting) == within
    for beyond in (limit.least - 1, limit.most + 1):
        told = f"{setting} takes {limit.least} to {limit.most} {limit.unit}, not {beyond}"
        with pytest.raises(ValidationError, match=re.escape(told)):
            study(**{setting: beyond})


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"legal_basis": "certificate"}, "nobody is named who decided"),
        ({"legal_basis": "certificate", "basis_decided_by": "Board"}, "basis_decided_on"),
        ({"quote_tiers": ("never", "public")}, "has 'public' and no report is public"),
        ({"quote_tiers": ("inside",)}, "has no 'never'"),
        ({"pay_forms": ()}, "pay_forms is empty and there is pay"),
        ({"pay_forms": ("cash", "cash")}, "has 'cash' 2 times; list it once"),
        ({"facilitators": ("Zoe",)}, "'Zoe' works on the group and is not listed"),
        ({"support_person": "Zoe"}, "'Zoe' works on the group and is not listed"),
        ({"must_report": ("Dan",)}, "'Dan' must report and is not in the room"),
        ({"staff_list": ("Ana", "Bo", "Cy", "Ana")}, "has 'Ana' 2 times"),
        ({"facilitators": ()}, "at least 1 item"),
        ({"pay_amount": -1}, "greater than or equal to 0"),
        ({"pay_amount": "9.999"}, "no more than 2 decimal places"),
        ({"pay_currency": "dollars"}, "should match pattern"),
        ({"languages": ("fr",)}, "languages takes en, es, not 'fr'"),
        ({"questions_to": "Eve\nand more"}, "should match pattern"),
        ({"recording_mode": "video"}, "'none', 'notes' or 'audio'"),
        ({"colour": "red"}, "Extra inputs are not permitted"),
    ],
)
def test_what_cannot_be_promised_together_is_refused(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(told)):
        study(**changes)


@pytest.mark.parametrize(
    "missing", ["pay_amount", "facilitators", "support_person", "staff_list", "questions_to"]
)
def test_what_nobody_can_guess_has_to_be_said(missing: str) -> None:
    given = {key: value for key, value in USUAL.items() if key not in (missing, "must_report")}
    with pytest.raises(ValidationError, match=f"{missing}\n  Field required"):
        StudySettings(**given)


def test_a_study_comes_back_from_its_json_and_stays_as_it_is() -> None:
    kept = study(pay_amount="12.50", basis_decided_by="Board", basis_decided_on="2026-01-15")
    assert StudySettings.model_validate_json(kept.model_dump_json()) == kept
    assert kept.basis_decided_on == date(2026, 1, 15)
    with pytest.raises(ValidationError, match="frozen"):
        kept.contact_days = 3  # pyright: ignore[reportAttributeAccessIssue]


def test_ways_to_use_words_stand_from_the_least_to_the_most() -> None:
    assert study(quote_tiers=("inside", "never")).quote_tiers == ("never", "inside")
