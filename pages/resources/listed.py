"""The services on the map, and one of them with all that is known of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

import streamlit as st

from data.resource_views import FactState, ServiceView
from data.services import listings, own_services, spoken_languages
from data.services.authority import may
from data.services.taken import state_of
from data.views import TeamView
from pages.parts import links
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.session import require_sign_in
from pages.parts.steps import take_step
from pages.parts.words import written_date
from pages.resources import adding, calling, facts
from pages.resources.languages import population_name
from pages.resources.reading import STATES, category_name, resource_page
from pages.resources.sites import sites
from surveys.resource_map import resource_map

_MOST_SHOWN = 40
_ANY = ""
_ORDER: tuple[FactState, ...] = ("yes", "unknown", "not_asked", "no")
_SUPPLY, _GONE, _MERGED = "On the map", "Gone or closed", "Counts as another"


def page() -> None:
    """All services of the team that the address names, or the one that it names too."""
    require_sign_in()
    resource_page("Services", _show)


def _show(team: TeamView) -> None:
    found = listings.services(team.id)
    wanted = st.query_params.get("service", "")
    one = next((each for each in found if each.id == wanted), None)
    if one is not None:
        _one(team, one, found)
        links.link("resources-services", "All services", team=team.id)
        return
    if wanted:
        st.info("This service is not on the map any more.")
    runs = may("resources.run", team_id=team.id)
    if runs and adding.is_asked_for():
        adding.form(team)
        links.link("resources-services", "All services", team=team.id)
        return
    _list(team, found)
    if runs:
        adding.button(team)


def _list(team: TeamView, found: Sequence[ServiceView]) -> None:
    if not found:
        st.info("No service is on the map yet.")
        return
    words = st.text_input("Find by name, organization or town", max_chars=80).strip().lower()
    categories = [_ANY, *(each.id for each in resource_map().categories)]
    asked = st.query_params.get("category", _ANY)
    category = st.selectbox(
        "Kind of help, confirmed",
        categories,
        index=categories.index(asked) if asked in categories else 0,
        format_func=lambda each: category_name(each) if each else "Any",
    )
    state = st.selectbox("Which", [_SUPPLY, _GONE, _MERGED])
    languages = spoken_languages.languages(team.id).names
    people = _people(languages)
    shown = [
        each
        for each in found
        if _is(each, state)
        and (not category or each.confirmed(category))
        and words in _searched(each)
    ]
    st.write("1 service." if len(shown) == 1 else f"{len(shown):,} services.")
    answers: dict[str, FactState | Literal[""]] = {
        each.id: _answer(each, people, languages) for each in shown
    }
    shown.sort(key=lambda each: ["", *_ORDER].index(answers[each.id]))
    for each in shown[:_MOST_SHOWN]:
        answer = answers[each.id]
        label = f"{titled(each)}: {STATES[answer].lower()}" if answer else titled(each)
        if st.button(plain(label), key=f"open-{each.id}", type="tertiary"):
            links.stay(team=team.id, service=each.id)
    if len(shown) > _MOST_SHOWN:
        small(f"These are the first {_MOST_SHOWN}. Look for a name to see fewer.")


def _people(languages: Sequence[str]) -> str:
    """The families whose answer stands beside each service; empty for none."""
    populations = [_ANY, *(each.id for each in resource_map().populations)]
    asked = st.query_params.get("population", _ANY)
    return st.selectbox(
        "Does it take these families?",
        populations,
        index=populations.index(asked) if asked in populations else 0,
        format_func=lambda each: population_name(each, languages) if each else "Do not say",
    )


def _answer(service: ServiceView, people: str, languages: Sequence[str]) -> FactState | Literal[""]:
    return state_of(service, people, languages) if people else ""


def titled(service: ServiceView) -> str:
    """A service with its organization."""
    by = service.organization.name if service.organization else ""
    return (
        f"{service.record.name} ({by})" if by and by != service.record.name else service.record.name
    )


def _is(service: ServiceView, state: str) -> bool:
    if service.merged_into is not None:
        return state == _MERGED
    return state == (_SUPPLY if service.is_supply else _GONE)


def _searched(service: ServiceView) -> str:
    towns = (site.city for site in service.sites)
    return " ".join((titled(service), *towns)).lower()


def _one(team: TeamView, service: ServiceView, found: Sequence[ServiceView]) -> None:
    _head(service)
    _same(service, {each.id: each for each in found})
    sites(team, service)
    if own_services.is_own(service) and may("resources.run", team_id=team.id):
        if adding.is_asked_for():
            adding.form(team, service)
            return
        adding.button(team, service)
    if calling.is_asked_for():
        calling.calls_to(team, service)
        return
    _kinds(team, service)
    facts.facts(team, service)
    facts.capacity(team, service)
    facts.known(team, service)
    calling.calls_to(team, service)
    if may("resources.run", team_id=team.id):
        _merging(team, service, found)


def _head(service: ServiceView) -> None:
    st.header(plain(service.record.name), anchor=False)
    if service.organization:
        st.text(service.organization.name)
    _from(service)
    if service.gone:
        st.warning("The newest file of its directory does not list it any more.")
    if service.found_closed:
        st.warning("A call found it closed, so it does not count as help that there is.")
    if service.record.description:
        st.text(service.record.description)


def _same(service: ServiceView, found: Mapping[str, ServiceView]) -> None:
    """Which listing stands for a service that several lists have, where it is not the kept one."""
    if service.merged_into is not None:
        stands = found[service.merged_into]
        st.info(
            f"It counts as {plain(titled(stands))}, from {plain(stands.source)}, so it is not "
            "counted twice."
        )
    elif service.kept_by_hand is not None:
        kept = found[service.kept_by_hand]
        why = "is not on its list any more" if kept.gone else "is closed, as its list says"
        st.info(
            f"It stands for {plain(titled(kept))}, from {plain(kept.source)}, which {why}. What "
            "your team said of that one counts here, until that one is listed again."
        )


def _from(service: ServiceView) -> None:
    """Which list it is on, or who said what stands here."""
    record = service.record
    if not own_services.is_own(service):
        small(f"From {service.source}. Its directory says: {record.status}.")
        return
    day = written_date(date.fromisoformat(record.as_of), "en")
    small(f"{service.source}. Said by {own_services.said_by(service)}, {day}.")
    small(f"Is it open? {adding.STANDING[record.status]}.")


def _kinds(team: TeamView, service: ServiceView) -> None:
    st.subheader("Kinds of help", anchor=False)
    for each in service.categories:
        small(f"{category_name(each.category)}: {each.state}")
    if not service.categories:
        small("No kind of help is proposed for it.")
    if not may("resources.run", team_id=team.id):
        return
    with st.form(f"kind-{service.id}"):
        chosen = st.selectbox(
            "Kind of help",
            [each.id for each in resource_map().categories],
            format_func=category_name,
        )
        yes = st.form_submit_button("It belongs here")
        no = st.form_submit_button("It does not belong here")
    if not yes and not no:
        return
    take_step(
        lambda: listings.confirm(team.id, [(service.id, chosen)], belongs=yes),
        go=lambda _: links.stay(team=team.id, service=service.id),
    )


def _merging(team: TeamView, service: ServiceView, found: Sequence[ServiceView]) -> None:
    st.subheader("Is it the same as another one?", anchor=False)
    if service.merged_into is not None:
        if st.button("Let it count by itself again"):
            _merge(team, service, None)
        return
    words = st.text_input("Name of the other one", max_chars=80, key=f"other-{service.id}")
    alike = [
        each
        for each in found
        if words and words.lower() in _searched(each) and each.is_supply and each.id != service.id
    ]
    for each in alike[:5]:
        st.text(f"{titled(each)}, from {each.source}")
        if st.button("They are the same", key=f"same-{each.id}"):
            _merge(team, service, each.id)
    if words and not alike:
        small("No other service on the map is called so.")


def _merge(team: TeamView, service: ServiceView, into: str | None) -> None:
    take_step(
        lambda: listings.merge(team.id, service.id, into=into),
        go=lambda _: links.stay(team=team.id, service=service.id),
        told="Saved. You can take it back on this page.",
    )
