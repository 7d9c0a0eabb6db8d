"""Confirm in bulk what rules propose: which services belong to which kind of help."""

import streamlit as st

from data.resource_views import CategoryView, ServiceView
from data.services import listings
from data.services.authority import permit
from data.views import TeamView
from pages.parts import links
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.session import require_sign_in
from pages.parts.steps import take_step
from pages.resources.reading import WORDS, category_name, counted, resource_page
from surveys.resource_map import resource_map

AT_ONCE = 25
_MANY = (AT_ONCE, 100)


def page() -> None:
    """What waits to be confirmed for the team that the address names."""
    require_sign_in()
    resource_page("Confirm what belongs where", _show)


def _show(team: TeamView) -> None:
    permit("resources.run", team_id=team.id)
    waiting = _waiting(team)
    if not waiting:
        st.success("Nothing waits. Every proposal was looked at.")
        return
    st.write(
        "Rules have read names, codes and descriptions. They are often wrong: a methadone entry "
        "in a detox listing is what people are detoxed from. Only what you confirm counts."
    )
    categories = [each.id for each in resource_map().categories if each.id in waiting]
    asked = st.query_params.get("category", "")
    chosen = st.selectbox(
        "Kind of help",
        categories,
        index=categories.index(asked) if asked in categories else 0,
        format_func=lambda each: f"{category_name(each)} ({len(waiting[each])})",
    )
    _category(team, chosen, waiting[chosen])


def _waiting(team: TeamView) -> dict[str, list[tuple[CategoryView, ServiceView]]]:
    """Proposals by category, those that a rule is surest of first."""
    found: dict[str, list[tuple[CategoryView, ServiceView]]] = {}
    for service in listings.services(team.id):
        if service.is_supply:
            for each in service.categories:
                if each.state == "proposed":
                    found.setdefault(each.category, []).append((each, service))
    for proposals in found.values():
        proposals.sort(key=lambda pair: (-(pair[0].confidence or 0), pair[1].record.name))
    return found


def _category(
    team: TeamView, category: str, proposals: list[tuple[CategoryView, ServiceView]]
) -> None:
    words = WORDS.categories[category]
    st.header(plain(category_name(category)), anchor=False)
    st.write(plain(words.definition))
    small(f"Counts: {words.counts}")
    small(f"Does not count: {words.does_not_count}")
    small(f"Beside each clue stands how far it is trusted, from 0 to 1. {WORDS.confidence_note}")
    shown = proposals[: _at_once(len(proposals))]
    _tick(category, shown)
    with st.form(f"confirm-{category}"):
        belongs: list[str] = []
        for proposal, service in shown:
            rule, _, found = proposal.rule.partition(" ")
            by = service.organization.name if service.organization else "no organization named"
            if st.checkbox(plain(f"{service.record.name}, {by}"), key=_box(category, service)):
                belongs.append(service.id)
            small(f"{WORDS.evidence[rule]} (“{found}”). Trusted: {_trust(proposal):.2f}")
            small(service.record.description[:240])
        left = len(proposals) - len(shown)
        if left > 0:
            small(f"{left:,} more come after these.")
        yes = st.form_submit_button("Those that are ticked belong here", type="primary")
        no = st.form_submit_button("Those that are not ticked do not belong here")
    if yes:
        _decide(team, category, belongs, belongs_here=True)
    elif no:
        others = [service.id for _, service in shown if service.id not in belongs]
        _decide(team, category, others, belongs_here=False)


def _at_once(waiting: int) -> int:
    """How many stand on the screen; more of them only where more wait."""
    if waiting <= AT_ONCE:
        return AT_ONCE
    return st.selectbox("How many to see at once", _MANY)


def _tick(category: str, shown: list[tuple[CategoryView, ServiceView]]) -> None:
    """Tick many at once; what is ticked is confirmed by the button below them only."""
    levels = sorted({_trust(proposal) for proposal, _ in shown}, reverse=True)
    with st.container(border=True):
        least = st.selectbox(
            "Trusted at least",
            levels,
            format_func=lambda each: f"{each:.2f} ({_as_sure(shown, each)} of {len(shown)})",
            key=f"least-{category}",
        )
        with st.container(horizontal=True):
            some = st.button("Tick those trusted so far", key=f"some-{category}")
            every = st.button("Tick all shown", key=f"all-{category}")
            none = st.button("Tick none", key=f"none-{category}")
        if some or every or none:
            for proposal, service in shown:
                ticked = every or (some and _trust(proposal) >= least)
                st.session_state[_box(category, service)] = ticked
            now = sum(bool(st.session_state[_box(category, service)]) for _, service in shown)
            small(f"{now} of {len(shown)} are ticked. Nothing counts before you confirm it below.")


def _as_sure(shown: list[tuple[CategoryView, ServiceView]], least: float) -> int:
    return sum(_trust(proposal) >= least for proposal, _ in shown)


def _trust(proposal: CategoryView) -> float:
    return proposal.confidence or 0.0


def _box(category: str, service: ServiceView) -> str:
    return f"{category}-{service.id}"


def _decide(team: TeamView, category: str, chosen: list[str], *, belongs_here: bool) -> None:
    if not chosen:
        st.info("Nothing is ticked." if belongs_here else "All of them are ticked.")
        return
    pairs = [(each, category) for each in chosen]
    what = "confirmed" if belongs_here else "taken out of this kind of help"
    take_step(
        lambda: listings.confirm(team.id, pairs, belongs=belongs_here),
        go=lambda _: links.stay(team=team.id, category=category),
        told=f"{counted(len(chosen), 'service')}: {what}. You can change that on the page of each.",
    )
