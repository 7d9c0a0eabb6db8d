"""Who was in the room, in totals: cards are typed in, counted once, and shown if enough gave them.

While a session may still be held nothing is shown of the cards, not even how many there are: a
number that goes up while somebody watches would say who has just given one.
"""

from typing import Any

import streamlit as st

from data.family_views import CardsView, CardTotals, StudyView
from data.services import card_box, family_cards
from data.services.authority import may
from data.views import TeamView
from pages.parts import links
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.session import for_staff
from pages.parts.steps import take_step
from pages.parts.words import written_date
from surveys.families_content import families_content
from surveys.families_parts import IntakeItem
from surveys.families_words import FamiliesWording

_FORM = "card-form"


def in_totals(team: TeamView, plan: StudyView) -> None:
    """What may be told of those who came, or why not yet."""
    st.header("Who was in the room, in totals", anchor=False)
    found = family_cards.standing(team.id, plan.id)
    runs = may("families.run", team_id=team.id)
    if found.state == "counted":
        _totals(found)
        return
    st.write(
        "People can fill in a card with a few questions about them, with no name and no seat. The "
        f"cards are counted once for the whole plan. A total is shown from {found.floor} people on."
    )
    if found.state == "waiting":
        st.write("Until the plan is ended nothing is told of them, not even how many there are.")
    elif found.state == "empty":
        st.write("No card was given.")
    if runs:
        _typing(team, plan)
        if found.state == "ready" and st.button("Count the cards …", type="primary"):
            _confirm_counting(team, plan)
    small(
        f"Cards that nobody counts are destroyed {plan.settings.raw_days} days after the last "
        "session, and are gone when that day is over. Taking back a seat takes back no card, since "
        "no card leads to a seat."
    )


def _totals(found: CardsView) -> None:
    words = families_content().words("en")
    for each in found.totals:
        st.markdown(f"**{plain(words.items[each.question].text)}**")
        if each.cells:
            st.markdown("\n".join(f"- {plain(told)}" for told in _cells(each, words)))
        else:
            st.write("Not shown.")
    on = "" if found.counted_on is None else f", on {written_date(found.counted_on, 'en')}"
    small(f"Counted by {plain(found.counted_by)}{on}. The cards are destroyed.")
    small(
        f"What fewer than {found.floor} gave is not shown, and neither is what could be worked out "
        "from it. So an answer can be missing that more people gave, and what is not shown may be "
        "nobody at all. Words are as people wrote them, in small letters."
    )


def _cells(found: CardTotals, words: FamiliesWording) -> list[str]:
    labels = words.items[found.question].options
    return [f"{labels.get(answer, answer)}: {count}" for answer, count in found.cells]


def _typing(team: TeamView, plan: StudyView) -> None:
    words = families_content().words("en")
    turn = st.session_state.get(_FORM, 0)
    with (
        st.expander("Type in a card from paper"),
        st.form(f"{_FORM}-{plan.id}-{turn}", enter_to_submit=False),
    ):
        small("Shuffle the cards first, and destroy each one once it is typed in.")
        answers = {item.id: _field(item, words) for item in card_box.questions()}
        if not st.form_submit_button("Put this card in the box"):
            return

    def step() -> None:
        family_cards.type_card(team.id, plan.id, answers)

    def go(_: None) -> None:
        links.stay(team=team.id, plan=plan.id)

    def forget() -> None:
        st.session_state[_FORM] = turn + 1

    take_step(step, go=go, told="The card is in the box.", then=forget)


def _field(item: IntakeItem, words: FamiliesWording) -> Any:
    said = words.items[item.id]
    label = plain(said.text)
    if item.kind == "short_text":
        return st.text_input(label, max_chars=item.longest)
    options = list(item.answers)
    if item.kind == "multi":
        return st.multiselect(
            label, options, format_func=said.options.__getitem__, placeholder="Choose"
        )
    return st.selectbox(
        label,
        options,
        index=None,
        format_func=said.options.__getitem__,
        placeholder="Left blank",
    )


@st.dialog("Count the cards?")
@for_staff
def _confirm_counting(team: TeamView, plan: StudyView) -> None:
    st.write(
        "This can be done once. The cards are destroyed, and only totals of enough people stay. "
        "Cards that are still on paper cannot be added afterwards, so type them in first."
    )
    if not st.button("Count them once", type="primary"):
        return

    def go(_: CardsView) -> None:
        links.stay(team=team.id, plan=plan.id)

    take_step(
        lambda: family_cards.count_cards(team.id, plan.id),
        go=go,
        told="The cards are counted and destroyed.",
    )
