"""The plan: what is entered is what is promised, and no promise is broken unseen."""

from datetime import date

import pytest

from data.family_views import DestructionView
from data.services import families, family_ends, intake
from data.services.family_copies import Holding
from data.services.teams import create_team
from pages.families.ended import entry_said, held_said
from pages.families.flyer import picture
from pages.families.settings_words import SETTINGS, problem_said, value_said
from surveys.family_promises import consent_text
from surveys.family_settings import StudySettings
from tests.data.services.families.groups import ROSTER, begun, contact, facilitator, held
from tests.pages.families.conftest import Show, Shown


def fill(shown: Shown) -> None:
    """What a plan cannot do without."""
    shown.field("text_input", "Name of this plan").input("Listening")
    shown.field("text_area", SETTINGS["facilitators"]).input("A. Rivera\n\nD. Ames")
    shown.field("text_input", SETTINGS["support_person"]).input("C. Vance")
    shown.field("text_area", "Who else sees words").input("B. Quist")
    shown.field("text_input", SETTINGS["questions_to"]).input("A. Rivera, 555-0100")


def test_a_plan_is_made_from_plain_fields_with_the_usual_numbers(show: Show) -> None:
    team = create_team("River county", "", ROSTER)
    shown = show("plan", team=team.id, plan="new")
    fill(shown)
    shown.press("Save this plan")
    (plan,) = families.studies(team.id)
    assert (plan.name, plan.state) == ("Listening", "planned")
    assert plan.settings.staff_list == ("A. Rivera", "D. Ames", "C. Vance", "B. Quist")
    assert (plan.settings.legal_basis, plan.settings.contact_days) == ("not_research", 30)


def test_a_name_of_somebody_is_asked_about_before_a_plan_is_called_so(show: Show) -> None:
    team = create_team("River county", "", ROSTER)
    shown = show("plan", team=team.id, plan="new")
    fill(shown)
    shown.field("text_input", "Name of this plan").input("Families of Judge Vancastle")
    shown.press("Save this plan")
    assert "This may tell who somebody is" in shown.words
    assert "“Vancastle”" in shown.words
    assert families.studies(team.id) == ()
    shown.field("checkbox", "I have looked at each of these").check()
    shown.press("Save this plan")
    (plan,) = families.studies(team.id)
    assert plan.name == "Families of Judge Vancastle"


@pytest.mark.long
def test_what_is_missing_is_said_by_the_names_on_the_screen_and_nothing_is_lost(show: Show) -> None:
    team = create_team("River county", "", ROSTER)
    shown = show("plan", team=team.id, plan="new")
    assert not shown.problems
    shown.field("text_input", "Name of this plan").input("Listening")
    shown.press("Save this plan")
    assert f"{SETTINGS['facilitators']}: this is empty." in shown.problems
    assert shown.field("text_input", "Name of this plan").value == "Listening"
    assert families.studies(team.id) == ()


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_sentence_is_shown_as_families_read_it_with_what_it_hangs_on(
    show: Show, language: str
) -> None:
    group = begun(languages=["en", "es"])
    shown = show("plan", team=group.team_id, plan=group.plan.id)
    if language != "en":
        (control,) = shown.app.button_group
        control.set_value(language).run()
    for point in consent_text(group.plan.settings, language):
        assert point.text in shown.words
        for setting in point.settings:
            assert SETTINGS[setting] in shown.words


@pytest.mark.long
def test_the_sentences_follow_a_field_before_anything_is_saved(show: Show) -> None:
    group = begun()
    shown = show("plan", team=group.team_id, plan=group.plan.id)
    shown.field("number_input", SETTINGS["contact_days"]).set_value(9).run()
    assert "we erase it at most 9 days later" in shown.words
    assert families.study(group.team_id, group.plan.id).settings.contact_days == 30


def test_a_broken_promise_says_which_what_it_becomes_and_to_how_many(show: Show) -> None:
    group = begun(contact_days=7)
    for name in ("One", "Two"):
        intake.ask_to_come(group.plan.id, contact(group.plan, name))
    shown = show("plan", team=group.team_id, plan=group.plan.id)
    shown.field("number_input", SETTINGS["contact_days"]).set_value(30).run()
    assert "This would break 1 promise made to 2 people" in shown.problems
    assert "was 7 days; would become 30 days." in shown.words
    assert "we erase it at most 7 days later" in shown.words
    assert not shown.has_button("Save this plan")
    shown.press("Take my changes back")
    assert shown.field("number_input", SETTINGS["contact_days"]).value == 7
    assert shown.has_button("Save this plan")
    shown.field("number_input", SETTINGS["contact_days"]).set_value(5).run()
    shown.press("Save this plan")
    assert families.study(group.team_id, group.plan.id).settings.contact_days == 5


@pytest.mark.long
def test_the_other_way_ends_the_plan_and_asks_everybody_anew(show: Show) -> None:
    group = begun(contact_days=7)
    intake.ask_to_come(group.plan.id, contact(group.plan))
    shown = show("plan", team=group.team_id, plan=group.plan.id)
    shown.field("number_input", SETTINGS["contact_days"]).set_value(30).run()
    shown.press("End this plan and begin another …")
    shown.field("text_input", "Name of the new plan").input("Listening again")
    shown.confirm("End this plan and begin another …", "End the one, begin the other")
    by_name = {each.name: each for each in families.studies(group.team_id)}
    old, new = by_name["Listening"], by_name["Listening again"]
    assert (old.state, old.settings.contact_days) == ("ended", 7)
    assert (new.state, new.settings.contact_days) == ("planned", 30)
    assert families.what_breaks(new, old.settings) == ()


@pytest.mark.long
def test_an_open_plan_shows_its_address_and_a_planned_one_does_not(show: Show) -> None:
    group = begun()
    address = f"/family/{group.plan.id}"
    shown = show("plan", team=group.team_id, plan=group.plan.id)
    assert shown.app.code[0].value.endswith(address)
    shown.press("End this plan").confirm("End this plan", "End it")
    assert families.study(group.team_id, group.plan.id).state == "ended"
    assert not show("plan", team=group.team_id, plan=group.plan.id).app.code


@pytest.mark.long
def test_a_consultant_reads_the_plan_and_changes_nothing(show: Show) -> None:
    group = begun()
    who = facilitator(group.team_id, role="consultant")
    shown = show("plan", team=group.team_id, plan=group.plan.id, who=who)
    assert "A. Rivera" in shown.words
    assert not shown.app.button
    assert not shown.app.text_input


@pytest.mark.long
def test_what_was_destroyed_is_listed_and_whether_the_list_is_whole(show: Show) -> None:
    group = begun()
    intake.ask_to_come(group.plan.id, contact(group.plan))
    session = held(group, people=2, name="One")
    family_ends.destroy_contacts(group.team_id, group.plan.id)
    number = group.receipts[session.id][0].label
    family_ends.withdraw_by_number(group.team_id, session.id, number)
    shown = show("plan", team=group.team_id, plan=group.plan.id)
    first, second = family_ends.destructions(group.team_id, group.plan.id)
    for each, what in ((first, "The book of contacts"), (second, "The words of a seat")):
        assert entry_said(each) in shown.words
        assert what in entry_said(each)
    assert "This list is whole" in shown.words
    assert "last at most 30 days more" in shown.words
    assert "No backup that the program knows of is older" in shown.words
    assert "does not know of copies that people made themselves" in shown.words


@pytest.mark.parametrize(
    ("backups", "until", "said"),
    [
        (0, None, ""),
        (1, date(2026, 12, 3), "1 backup from before may hold it still, the last until December 3"),
        (2, None, "2 backups from before may hold it still; nobody has set a day for the last"),
    ],
)
def test_backups_that_may_hold_what_was_destroyed_are_told_with_their_day(
    backups: int, until: date | None, said: str
) -> None:
    entry = DestructionView(1, "seat", 2, "key_and_rows", date(2026, 11, 2), sound=True)
    told = held_said(Holding(entry, backups, until))
    assert told.startswith(said)
    assert bool(told) == bool(backups)


def test_every_setting_has_a_name_and_every_usual_value_can_be_said() -> None:
    assert set(SETTINGS) == set(StudySettings.model_fields)
    plan = StudySettings(
        facilitators=("A",),
        staff_list=("A", "B"),
        support_person="B",
        questions_to="A",
        pay_amount=50,  # pyright: ignore[reportArgumentType]
    )
    for setting in SETTINGS:
        said = value_said(setting, getattr(plan, setting))
        assert said
        assert "_" not in said


@pytest.mark.parametrize(
    "changed",
    [
        {"facilitators": []},
        {"facilitators": ["A", "A"]},
        {"must_report": ["Z"]},
        {"legal_basis": "certificate"},
        {"quote_tiers": ["never", "public"]},
        {"pay_currency": "us"},
        {"pay_forms": []},
        {"languages": []},
        {"questions_to": ""},
        {"support_person": "x" * 200},
        {"contact_days": 31},
    ],
)
def test_no_problem_names_a_setting_by_its_name_in_code(changed: dict[str, object]) -> None:
    right = {
        "facilitators": ["A"],
        "staff_list": ["A", "B"],
        "support_person": "B",
        "questions_to": "A",
        "pay_amount": "50",
    }
    with pytest.raises(families.FamilyProblems) as caught:
        families.settings_of(right | changed)
    for problem in caught.value.problems:
        said = problem_said(problem)
        assert not [each for each in StudySettings.model_fields if "_" in each and each in said]
        assert "should" not in said


def test_a_square_code_is_a_picture() -> None:
    assert picture("http://example.org/family/0123456789abcdef").startswith(b"\x89PNG")
