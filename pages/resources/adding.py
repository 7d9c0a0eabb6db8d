"""Add a service that no list has, or change one that somebody added: with who said so, and when."""

from typing import Any

import streamlit as st

from data.resource_views import ServiceView
from data.services import listings, own_services
from data.services.own_services import LONGEST, LONGEST_DESCRIPTION, STANDINGS, OwnEntry
from data.views import TeamView
from pages.parts import links
from pages.parts.days import day_in, day_input
from pages.parts.frame import small
from pages.parts.seen import offer_newer, seen
from pages.parts.steps import take_step
from pages.resources.reading import category_name
from surveys.resource_map import resource_map

BY_HAND = "by-hand"
"""What the address says while the form is open."""
STANDING = {
    "unknown": "Not known",
    "active": "Open",
    "temporarily closed": "Closed for now",
    "inactive": "Closed",
}
"""Whether a service is open, in words."""
_NOTHING = ("", OwnEntry(""))


def is_asked_for() -> bool:
    """The form is open."""
    return st.query_params.get("enter") == BY_HAND


def button(team: TeamView, service: ServiceView | None = None) -> None:
    """Open the form."""
    label = "Change what stands here" if service else "Add a service by hand"
    if st.button(label):
        chosen = {"service": service.id} if service else {}
        links.stay(team=team.id, **chosen, enter=BY_HAND)


def form(team: TeamView, service: ServiceView | None = None) -> None:
    """Ask what somebody knows of a service; what is left empty is not known."""
    now = (
        (own_services.seen(team.id, service.id), own_services.entry_of(service))
        if service
        else _NOTHING
    )
    opened = seen(f"own-{service.id if service else 'new'}", now)
    based_on, known = opened.value
    st.header("Change this service" if service else "Add a service by hand", anchor=False)
    small(
        "For help that is on no list. What you leave empty is not known, and is never a no. Whom "
        "it takes and how much it can take is asked on its own page, each with who said so."
    )
    with st.form(opened.form):
        entry = _fields(known)
        kinds = [] if service else _kinds()
        day = day_input("Day on which it was so", known.as_of)
        sent = st.form_submit_button("Save this service", type="primary")
    if not sent:
        offer_newer(opened, now)
    if not sent or not opened.may_send():
        return

    def step() -> str:
        whole = OwnEntry(**entry, as_of=day_in(day, label="Day on which it was so"))
        if service is not None:
            own_services.change(team.id, service.id, whole, based_on=based_on)
            return service.id
        made = own_services.add(team.id, whole)
        if kinds:
            listings.confirm(team.id, [(made, kind) for kind in kinds])
        return made

    told = "Saved." if service else "It is on the map. Say now whom it takes, as far as you know."
    take_step(
        step, go=lambda made: links.stay(team=team.id, service=made), told=told, then=opened.forget
    )


def _kinds() -> list[str]:
    return st.multiselect(
        "Kinds of help that it is, as far as you know",
        [each.id for each in resource_map().categories],
        format_func=category_name,
    )


def _fields(known: OwnEntry) -> dict[str, Any]:
    """What was typed, by the name of the field."""
    typed: dict[str, Any] = {
        "name": st.text_input("Name of the service", known.name, max_chars=LONGEST),
        "organization": st.text_input("Who runs it", known.organization, max_chars=LONGEST),
        "description": st.text_area(
            "What it offers", known.description, max_chars=LONGEST_DESCRIPTION
        ),
        "status": st.selectbox(
            "Is it open?",
            STANDINGS,
            index=STANDINGS.index(known.status) if known.status in STANDINGS else 0,
            format_func=STANDING.__getitem__,
        ),
        "phone": st.text_input("Telephone", known.phone, max_chars=LONGEST),
        "url": st.text_input("Website", known.url, max_chars=LONGEST),
        "email": st.text_input("E-mail", known.email, max_chars=LONGEST),
        "eligibility": st.text_input("Who may use it", known.eligibility, max_chars=LONGEST),
        "fees": st.text_input("What it costs", known.fees, max_chars=LONGEST),
    }
    typed |= _place(known)
    typed["source"] = st.text_input(
        "Who said all this, or where it stands", known.source, max_chars=LONGEST
    )
    return typed


def _place(known: OwnEntry) -> dict[str, Any]:
    if known.confidential:
        small("Its address is confidential and not shown. Leave it empty to keep it as it is.")
    return {
        "address_1": st.text_input("Street and number", known.address_1, max_chars=LONGEST),
        "city": st.text_input("Town", known.city, max_chars=LONGEST),
        "county": st.text_input("County", known.county, max_chars=LONGEST),
        "state_province": st.text_input("State, in two letters", known.state_province, max_chars=2),
        "postal_code": st.text_input("ZIP code", known.postal_code, max_chars=10),
        "confidential": st.checkbox(
            "The address is confidential: on no map, on no screen and in no file",
            known.confidential,
        ),
    }
