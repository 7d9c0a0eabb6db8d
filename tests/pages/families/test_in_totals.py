"""Who was in the room, in totals: nothing while sessions may be held, once counted what may be."""

from typing import Any

import pytest

from data.services import families, family_cards
from tests.data.services.families.cards_given import card, ended, in_the_box
from tests.data.services.families.groups import Group, begun, facilitator, held
from tests.pages.families.conftest import Show, Shown

COUNT = "Count the cards …"
PUT = "Put this card in the box"


@pytest.fixture
def group(sqlite_database: str) -> Group:
    made = begun(languages=["en", "es"])
    for name in ("One", "Two"):
        held(made, people=6, name=name)
    return made


def room(show: Show, group: Group, **more: Any) -> Shown:
    return show("room", team=group.team_id, plan=group.plan.id, **more)


def test_while_the_plan_goes_on_the_screen_is_the_same_with_any_number_of_cards(
    show: Show, group: Group
) -> None:
    before = room(show, group).words
    assert "Until the plan is ended nothing is told of them" in before
    for number in range(7):
        family_cards.type_card(group.team_id, group.plan.id, card(number))
    shown = room(show, group)
    assert shown.words == before
    assert not shown.has_button(COUNT)


def test_a_card_from_paper_is_typed_in_and_the_fields_are_empty_again(
    show: Show, group: Group
) -> None:
    shown = room(show, group)
    shown.field("text_input", "How do you describe your race").input("Black")
    shown.field("selectbox", "What is your age group").select("a18_25")
    shown.press(PUT)
    assert len(in_the_box(group)) == 1
    assert shown.field("text_input", "How do you describe your race").value == ""
    shown.press(PUT)
    assert "This card has no answer on it." in shown.problems
    assert len(in_the_box(group)) == 1


def test_cards_are_counted_once_and_what_few_gave_stays_hidden(show: Show, group: Group) -> None:
    for number in range(12):
        family_cards.type_card(group.team_id, group.plan.id, card(number))
    ended(group)
    shown = room(show, group)
    shown.press(COUNT)
    assert "This can be done once." in shown.words
    shown.confirm(COUNT, "Count them once")
    assert family_cards.standing(group.team_id, group.plan.id).state == "counted"
    shown = room(show, group)
    for each in ("26 to 39: 7", "40 or older: 5", "español: 12", "0 to 2: 12", "3 to 5: 6"):
        assert each in shown.words
    assert "Not shown." in shown.words
    assert "quinault" not in shown.words.casefold()
    assert not shown.has_button(COUNT)
    assert not shown.has_button(PUT)


def test_whoever_does_not_run_the_group_types_and_counts_nothing(show: Show, group: Group) -> None:
    family_cards.type_card(group.team_id, group.plan.id, card(1))
    ended(group)
    shown = room(show, group, who=facilitator(group.team_id, role="consultant"))
    assert "Who was in the room, in totals" in shown.words
    assert not shown.has_button(COUNT)
    assert not shown.has_button(PUT)


def test_a_plan_without_cards_says_so(show: Show, group: Group) -> None:
    now = families.study(group.team_id, group.plan.id)
    families.move_study(group.team_id, now.id, "ended", seen=now.version)
    shown = room(show, group)
    assert "No card was given." in shown.words
    assert not shown.has_button(COUNT)
