"""Services that may be listed twice: a person looks at each pair and decides."""

import streamlit as st

from data.imports.directory.records import Site
from data.resource_views import ServiceView
from data.services import listings, sameness
from data.services.sameness import ApartPair, SamePair
from data.views import TeamView
from pages.parts import links
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.session import require_sign_in
from pages.parts.steps import take_step
from pages.resources.listed import titled
from pages.resources.reading import resource_page

_MOST_SHOWN = 20
_MOST_LETTERS = 240
_KEYS = {"phone": "telephone", "address": "house number and ZIP", "host": "website"}

_NO_ID = (
    "The list has two rows of this name for one organization and place, gives them no ids, and the "
    "rows are not alike in every cell."
)


def page() -> None:
    """What may be listed twice in the map of the team that the address names."""
    require_sign_in()
    resource_page("Listed twice?", _show)


def _show(team: TeamView) -> None:
    found = sameness.same_pairs(team.id)
    st.write(
        "These have names that are alike, and something else agrees too. Nothing is merged before "
        "you say so, and you can take it back on the page of the service. What you say is not the "
        "same is not asked again, even if a newer file comes."
    )
    if not found:
        st.success("No two services look the same.")
    for at, pair in enumerate(found[:_MOST_SHOWN]):
        _pair(team, pair, at=at)
    if len(found) > _MOST_SHOWN:
        small(f"These are {_MOST_SHOWN} of {len(found):,}.")
    _apart(sameness.apart_pairs(team.id), team)


def _pair(team: TeamView, pair: SamePair, *, at: int) -> None:
    with st.container(border=True):
        if agree := " and ".join(_KEYS[each] for each in pair.keys if each in _KEYS):
            small(f"They have the same {agree}.")
        if "no_id" in pair.keys:
            small(_NO_ID)
        for each in (pair.one, pair.other):
            _listed(each)
        label = f"They are the same: keep {pair.one.record.name} ({pair.one.source})"
        if st.button(plain(label), key=f"first-{at}-{pair.one.id}"):
            _merge(team, pair.other, into=pair.one)
        label = f"They are the same: keep {pair.other.record.name} ({pair.other.source})"
        if st.button(plain(label), key=f"second-{at}-{pair.other.id}"):
            _merge(team, pair.one, into=pair.other)
        if st.button("They are not the same", key=f"apart-{at}-{pair.one.id}"):
            _say(team, pair, apart=True)


def _listed(service: ServiceView) -> None:
    """What its list says of a service, to compare with the other one."""
    st.markdown(f"**{plain(titled(service))}**")
    phones = ", ".join(service.numbers_to_call[:2])
    where = "; ".join(dict.fromkeys(filter(None, map(_where, service.sites))))
    small(
        f"From {service.source}. Telephone: {phones or 'not listed'}. Where: "
        f"{where or 'no address that may be shown'}."
    )
    if service.record.description:
        small(service.record.description[:_MOST_LETTERS])


def _where(site: Site) -> str:
    """Street and town; empty where there is none, or nobody may know it."""
    return "" if site.hidden else ", ".join(filter(None, (site.address_1, site.city)))


def _apart(pairs: tuple[ApartPair, ...], team: TeamView) -> None:
    if not pairs:
        return
    st.header("Not the same", anchor=False)
    for pair in pairs[:_MOST_SHOWN]:
        with st.container(border=True):
            for each in (pair.one, pair.other):
                st.text(f"{titled(each)}, from {each.source}")
            small(f"Who said so: {pair.saved_by_name}.")
            if st.button("Ask about them again", key=f"again-{pair.one.id}-{pair.other.id}"):
                _say(team, pair, apart=False)
    if len(pairs) > _MOST_SHOWN:
        small(f"These are {_MOST_SHOWN} of {len(pairs):,}.")


def _say(team: TeamView, pair: SamePair | ApartPair, *, apart: bool) -> None:
    take_step(
        lambda: sameness.set_apart(team.id, pair.one.id, pair.other.id, apart=apart),
        go=lambda _: links.stay(team=team.id),
        told="They stay two." if apart else "They are asked about again.",
    )


def _merge(team: TeamView, service: ServiceView, *, into: ServiceView) -> None:
    take_step(
        lambda: listings.merge(team.id, service.id, into=into.id),
        go=lambda _: links.stay(team=team.id),
        told="They count as one now.",
    )
