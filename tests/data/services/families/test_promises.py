"""Once somebody has agreed, no setting becomes looser; before that, and to be stricter, any may."""

from typing import Any

import pytest

from data.services import contact_book, families, intake, seats
from data.services.families import PromisesBroken
from surveys.family_settings import StudySettings
from tests.data.services.families.groups import Group, begun, contact, held, settings

BASE: dict[str, Any] = {
    "contact_days": 20,
    "raw_days": 20,
    "redacted_days": 300,
    "backup_days": 20,
    "withdraw_days": 30,
    "seats_inside": 4,
    "sessions_inside": 3,
    "people_outside": 6,
    "card_floor": 6,
    "quotes_per_seat": 1,
    "group_size": 6,
    "pay_amount": "40",
    "preview": True,
    "quote_tiers": ["never", "paraphrase", "inside"],
    "public_report": False,
    "recontact_days": 30,
}
LOOSER: dict[str, Any] = {
    "contact_days": 21,
    "raw_days": 21,
    "redacted_days": 301,
    "backup_days": 21,
    "withdraw_days": 29,
    "seats_inside": 3,
    "sessions_inside": 2,
    "card_floor": 5,
    "quotes_per_seat": 2,
    "group_size": 7,
    "pay_amount": "39.99",
    "preview": False,
    "recontact_days": 31,
    "recording_mode": "audio",
    "public_report": True,
    "also_in_room": ["B. Quist"],
    "support_person": "B. Quist",
    "questions_to": "C. Vance",
    "legal_basis": "research",
    "facilitators": ["A. Rivera", "B. Quist"],
    "quote_tiers": ["never", "inside"],
    "staff_list": ["A. Rivera", "B. Quist", "C. Vance", "D. New"],
}
STRICTER: dict[str, Any] = {
    "contact_days": 19,
    "raw_days": 19,
    "redacted_days": 299,
    "backup_days": 19,
    "withdraw_days": 31,
    "seats_inside": 5,
    "sessions_inside": 4,
    "people_outside": 7,
    "card_floor": 7,
    "group_size": 5,
    "pay_amount": "41",
    "recontact_days": 29,
    "recording_mode": "none",
    "quote_tiers": ["never", "paraphrase"],
    "staff_list": ["A. Rivera", "C. Vance"],
}


def agreed(how: str) -> Group:
    made = begun(**BASE)
    if how == "contact":
        intake.ask_to_come(made.plan.id, contact(made.plan))
    elif how == "seat":
        held(made, people=1, name="One")
    return made


def changed(group: Group, new: StudySettings) -> None:
    now = families.study(group.team_id, group.plan.id)
    families.change_study(group.team_id, now.id, name=now.name, settings=new, seen=now.version)


@pytest.mark.parametrize("how", ["contact", "seat"])
def test_each_looser_setting_breaks_a_promise_and_nothing_is_saved(
    sqlite_database: str, how: str
) -> None:
    made = agreed(how)
    for name, value in LOOSER.items():
        new = settings(**BASE | {name: value})
        with pytest.raises(PromisesBroken) as told:
            changed(made, new)
        assert name in {each.setting for each in told.value.broken}, name
        assert {each.to.people for each in told.value.broken} == {1}
    assert families.study(made.team_id, made.plan.id) == made.plan


def test_each_stricter_setting_is_saved(sqlite_database: str) -> None:
    made = agreed("contact")
    held(made, people=1, name="One")
    before = dict(BASE)
    for name, value in STRICTER.items():
        before[name] = value
        changed(made, settings(**before))
    now = families.study(made.team_id, made.plan.id)
    assert now.version == made.plan.version + len(STRICTER)


def test_before_anybody_agrees_everything_may_change(sqlite_database: str) -> None:
    made = agreed("nobody")
    for name, value in LOOSER.items():
        changed(made, settings(**BASE | {name: value}))


def test_to_ask_again_for_longer_breaks_what_was_said_of_contacts_and_of_asking(
    sqlite_database: str,
) -> None:
    for before, points in (
        (0, {"consent_contact", "consent_recontact"}),
        (30, {"consent_recontact"}),
    ):
        made = begun(**BASE | {"recontact_days": before})
        intake.ask_to_come(made.plan.id, contact(made.plan))
        with pytest.raises(PromisesBroken) as told:
            changed(made, settings(**BASE | {"recontact_days": 60}))
        assert {each.point for each in told.value.broken} == points


def test_whoever_is_gone_is_promised_nothing_any_more(sqlite_database: str) -> None:
    made = agreed("contact")
    new = settings(**BASE | {"raw_days": 30})
    (view,) = contact_book.open_book(made.team_id, made.plan.id)
    contact_book.remove_contact(made.team_id, made.plan.id, view.id)
    session = held(made, people=1, name="One")
    with pytest.raises(PromisesBroken):
        changed(made, new)
    seats.withdraw(made.receipts[session.id][0].card)
    changed(made, new)
