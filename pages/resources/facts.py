"""What is known of one service, and what somebody adds to it: one form open at a time."""

from collections.abc import Callable

import streamlit as st

from data.clock import today
from data.resource_views import CapacityView, KnownView, ServiceView
from data.services import listings, scans
from data.services.authority import may
from data.services.listings import CapacityEntry, FactEntry
from data.views import TeamView
from pages.charts.words import number
from pages.parts import links
from pages.parts.days import day_in, day_input
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.seen import offer_newer, seen
from pages.parts.steps import take_step
from pages.resources.reading import STATES, WORDS, fact_said, whence
from surveys.resource_map import resource_map

_KNOWS = {"yes": "Yes", "no": "No", "not_sure": "Not sure"}
_NUMBERS = {
    "maximum": "How many there are",
    "available": "How many are free now",
    "mean_stay_days": "How many days a family stays, on average",
    "families_per_worker": "Families that one worker serves in a year",
    "wait_days": "Days to wait",
    "families_waiting": "Families in line now",
}


def facts(team: TeamView, service: ServiceView) -> None:
    """Whom the service takes and how it can be reached, as far as anybody knows."""
    st.subheader("Whom it takes", anchor=False)
    asked = asked_of(service)
    if not asked:
        small("Say which kind of help it is first; then you are asked what matters for it.")
        return
    for fact in asked:
        st.markdown(f"**{plain(WORDS.fact(fact))}**: {plain(fact_said(service.fact(fact)))}")
    if not may("resources.note", team_id=team.id):
        return
    wanted = st.query_params.get("fact", "")
    options = ["", *asked]
    chosen = st.selectbox(
        "Say what you know about",
        options,
        index=options.index(wanted) if wanted in options else 0,
        format_func=lambda each: WORDS.fact(each) if each else "Choose",
    )
    if chosen:
        _fact_form(team, service, chosen)


def asked_of(service: ServiceView) -> tuple[str, ...]:
    """What is asked of a service: all that its kinds of help ask, or what is stated already."""
    content = resource_map()
    kinds = {each.category for each in service.categories if each.state != "rejected"}
    attributes = {
        each for kind in content.categories if kind.id in kinds for each in kind.attributes
    }
    of_kinds = {fact for each in content.attributes if each.id in attributes for fact in each.facts}
    return tuple(fact for fact in content.facts if fact in of_kinds or fact in service.facts)


def _fact_form(team: TeamView, service: ServiceView, fact: str) -> None:
    now = service.fact(fact)
    opened = seen(f"fact-{service.id}-{fact}", now)
    known = opened.value
    with st.form(opened.form):
        states = list(STATES)
        state = st.radio(
            "Answer", states, index=states.index(known.state), format_func=STATES.__getitem__
        )
        condition = st.text_input("Under which condition", known.condition, max_chars=400)
        source = st.text_input("Who said so, or where it stands", known.source, max_chars=400)
        day = day_input("Day", known.as_of)
        sent = st.form_submit_button("Save")
    if not sent:
        offer_newer(opened, now)
    if not sent or not opened.may_send():
        return

    def step() -> None:
        entry = FactEntry(state, condition, source, day_in(day, label="Day"))
        listings.save_fact(team.id, service.id, fact, entry, based_on=known.version)

    _take(team, service, step, then=opened.forget)


def capacity(team: TeamView, service: ServiceView) -> None:
    """How much the service can take."""
    st.subheader("How much it can take", anchor=False)
    now = service.capacity
    if now is None:
        small("Nobody says. That is not zero.")
    else:
        small(_said(now))
    for each in service.also:
        small(_said(each))
    if not may("resources.note", team_id=team.id):
        return
    if st.query_params.get("enter") != "capacity":
        if st.button("Enter numbers"):
            links.stay(team=team.id, service=service.id, enter="capacity")
        return
    _capacity_form(team, service)


def _said(known: CapacityView) -> str:
    numbers = (
        f"{label}: {number(value)}"
        for name, label in _NUMBERS.items()
        if (value := getattr(known, name)) is not None
    )
    said = ". ".join(numbers) or "No number is known"
    unit = f"In {known.unit}. " if known.unit else ""
    return f"{unit}{said}{whence(known.source, known)}."


def _capacity_form(team: TeamView, service: ServiceView) -> None:
    opened = seen(f"capacity-{service.id}", service.capacity)
    known = opened.value
    with st.form(opened.form):
        unit = st.text_input("What is counted", known.unit if known else "", max_chars=400)
        small(
            "Leave a number empty where nobody knows it. It counts for a year, and for kinds of "
            "help that are counted in the same: beds say nothing of visits."
        )
        numbers = {
            name: st.number_input(
                label, 0.0, float(listings.MOST_UNITS), getattr(known, name, None), step=1.0
            )
            for name, label in _NUMBERS.items()
        }
        source = st.text_input(
            "Who said so, or where it stands", known.source if known else "", max_chars=400
        )
        day = day_input("Day", known.as_of if known else today())
        sent = st.form_submit_button("Save")
    if not sent:
        offer_newer(opened, service.capacity)
    if not sent or not opened.may_send():
        return

    def step() -> None:
        entry = CapacityEntry(unit, **numbers, source=source, as_of=day_in(day, label="Day"))
        version = known.version if known else 0
        listings.save_capacity(team.id, service.id, entry, based_on=version)

    _take(team, service, step, then=opened.forget)


def known(team: TeamView, service: ServiceView) -> None:
    """Which agencies know the service, and would send a family of their own there."""
    st.subheader("Who knows it", anchor=False)
    names = {agency.code: agency.name for agency in team.agencies}
    for code, each in service.known.items():
        if code in names:
            send = (
                f" Would send their own family: {_KNOWS[each.would_send].lower()}."
                if each.would_send
                else ""
            )
            small(f"{names[code]}: {_KNOWS[each.knows].lower()}.{send}")
    mine = [code for code in scans.my_agencies(team.id) if code in names]
    if not mine:
        return
    with st.form(f"known-{service.id}"):
        agency = st.selectbox("Your agency", mine, format_func=names.__getitem__)
        knows = st.radio(
            "Do your people know it?", list(_KNOWS), format_func=_KNOWS.__getitem__, index=None
        )
        send = st.radio(
            "Would you send your own family there?",
            ["", *_KNOWS],
            format_func=lambda each: _KNOWS.get(each, "No answer"),
        )
        sent = st.form_submit_button("Save for my agency")
    if not sent:
        return
    before = service.known.get(agency)

    def step() -> None:
        version = before.version if before else 0
        listings.save_known(
            team.id, service.id, agency, knows=knows or "", would_send=send, based_on=version
        )

    _take(team, service, step)


def _would_send(each: KnownView) -> str:
    if not each.would_send:
        return ""
    return f" Would send their own family: {_KNOWS[each.would_send].lower()}."


def _take(
    team: TeamView,
    service: ServiceView,
    step: Callable[[], None],
    *,
    then: Callable[[], None] | None = None,
) -> None:
    take_step(step, go=lambda _: links.stay(team=team.id, service=service.id), then=then)
