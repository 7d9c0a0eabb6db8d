"""Where a service is, and who may know it: a person marks an address as confidential."""

import streamlit as st

from data.resource_views import ServiceView
from data.services import confidential_places
from data.services.authority import may
from data.services.confidential_places import Place
from data.views import TeamView
from pages.parts import links
from pages.parts.frame import small
from pages.parts.session import for_staff
from pages.parts.steps import take_step

_HIDDEN = "The address is confidential. It is on no map and in no file."


def sites(team: TeamView, service: ServiceView) -> None:
    """Each place of a service, with a way to hide it or to show it again."""
    for place in confidential_places.places(team.id, service.id):
        _place(team, service, place)


def _place(team: TeamView, service: ServiceView, place: Place) -> None:
    site = place.site
    if not site.hidden:
        where = ", ".join(part for part in (site.address_1, site.city, site.postal_code) if part)
        small(f"{site.name}: {where or 'no address given'}")
        if may("resources.note", team_id=team.id) and st.button(
            "This address is confidential", key=f"hide-{place.listing_id}"
        ):
            _hide(team, service, place)
        return
    small(_HIDDEN)
    if place.standing == "same_place":
        small("Another entry of the same address is confidential. It can be shown again there.")
    elif may("resources.run", team_id=team.id) and st.button(
        "Anybody may know this address", key=f"show-{place.listing_id}"
    ):
        _confirm_showing(team, service, place)


def _hide(team: TeamView, service: ServiceView, place: Place) -> None:
    take_step(
        lambda: confidential_places.hide(team.id, place.listing_id),
        go=lambda _: links.stay(team=team.id, service=service.id),
        told="The address is hidden now: on every screen, on every map and in every file. "
        "Files that somebody took before still have it.",
    )


@st.dialog("Show this address again?")
@for_staff
def _confirm_showing(team: TeamView, service: ServiceView, place: Place) -> None:
    st.write(
        "Everybody in the team sees it then, and it is in every file. If families may be in danger "
        "there, leave it hidden and ask the service first."
    )
    if not st.button("Show it again", type="primary"):
        return
    take_step(
        lambda: confidential_places.show_again(team.id, place.listing_id),
        go=lambda _: links.stay(team=team.id, service=service.id),
        told="The address is shown again.",
    )
