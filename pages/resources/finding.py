"""Findings: gaps with their kind, their cure, their evidence, and the agencies that sign them."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from data.clock import today
from data.services import gap_findings, gaps, reading_again, scans, shown
from data.services.authority import may
from data.services.gap_findings import EvidenceEntry, FindingEntry, FindingView
from data.services.read_again import waits
from data.views import TeamView
from pages.parts import links
from pages.parts.days import day_in, day_input
from pages.parts.frame import small
from pages.parts.make_action import make_action
from pages.parts.plain import plain
from pages.parts.seen import offer_newer, seen
from pages.parts.session import for_staff, require_sign_in
from pages.parts.steps import take_step
from pages.parts.words import written_date
from pages.resources.reading import WORDS, category_name, resource_page
from surveys.resource_map import resource_map

_EVIDENCE = {
    "call": "A call",
    "visit": "A visit",
    "document": "A document",
    "website": "A website",
    "directory": "A directory",
    "staff_knowledge": "What staff know",
    "family_report": "What a family reported",
}
_NEEDED = {
    "evidence": "add evidence",
    "cure": "write down the cure",
    "owner": "choose who sees to it",
}
_NEW = "new"


def page() -> None:
    """The findings of the team that the address names."""
    require_sign_in()
    resource_page("Findings", _show)


def _show(team: TeamView) -> None:
    st.write(
        "A finding says what kind of gap it is, because each kind has its own cure. It stands on "
        "evidence: without any, a cure, and an agency that sees to it, nobody can sign it."
    )
    found = shown.findings(team.id)
    if not found:
        st.info("Nothing has been written down yet.")
    for each in found:
        _finding(team, each)
    if not may("resources.run", team_id=team.id):
        return
    if st.query_params.get("finding") == _NEW:
        _form(team, None)
    elif st.button("Write down a finding", type="primary"):
        links.stay(team=team.id, finding=_NEW)


def _finding(team: TeamView, found: FindingView) -> None:
    entry, names = found.entry, {agency.code: agency.name for agency in team.agencies}
    opened = st.query_params.get("finding") == found.id
    with st.container(border=True):
        gap = plain(WORDS.gap_name(entry.gap)).replace(" –", "\u00a0–")
        st.header(f"{plain(category_name(entry.category))}: {gap}", anchor=False)
        st.text(entry.words)
        whom = WORDS.populations[entry.population].label if entry.population else "All families"
        small(f"For: {whom}. Where: {entry.area or 'everywhere the team works'}.")
        _cure(entry, names)
        _evidence(team, found)
        _signatures(team, found)
        if found.is_due:
            st.warning("The day of its next look has come. Does it still hold?")
        make_action(f"finding:{found.id}", team_id=team.id)
        if opened:
            _open(team, found)
        elif st.button("Add evidence, sign, or change it", key=f"open-{found.id}"):
            links.stay(team=team.id, finding=found.id)


def _cure(entry: FindingEntry, names: dict[str, str]) -> None:
    usual = "; ".join(WORDS.cures[each] for each in resource_map().gap_type(entry.gap).cures)
    small(f"Cure: {entry.cure or f'not said yet. Usual: {usual}'}")
    owner = names.get(entry.owner_agency, "no agency yet")
    due = f", by {written_date(entry.due_on, 'en')}" if entry.due_on else ""
    small(f"Who sees to it: {owner}{due}.")
    if entry.check_on is not None:
        small(f"Next look: {written_date(entry.check_on, 'en')}.")


def _evidence(team: TeamView, found: FindingView) -> None:
    if not found.evidence:
        small("Nothing shows this yet.")
    for each in found.evidence:
        day = written_date(each.entry.happened_on, "en")
        st.text(
            f"{_EVIDENCE[each.entry.kind]}, {day}: {each.entry.words} {each.entry.link}".strip()
        )
        if waits(each.entry.words):
            read = partial(reading_again.read_evidence, team.id, found.id, each.number)
            _reading(team, found, read, place=f"evidence-{found.id}-{each.number}")


def _signatures(team: TeamView, found: FindingView) -> None:
    for each in found.signatures:
        said = "signs" if each.agrees else f"sees it differently: {each.words}"
        then = "" if each.is_current else " (before it was changed)"
        st.text(f"{each.agency_name} {said}{then}")
        if waits(each.words):
            about = (found.id, each.agency_code, each.number)
            read = partial(reading_again.read_signature, team.id, *about)
            _reading(team, found, read, place="signature-" + "-".join(map(str, about)))


def _reading(team: TeamView, found: FindingView, read: Callable[..., None], *, place: str) -> None:
    """Say of what may repeat somebody who took their words back that it stays, or take it out."""
    with st.container(horizontal=True):
        stays = st.button("I have read it, and it is nobody's words", key=f"stays-{place}")
        goes = st.button("Take it out", key=f"goes-{place}")
    if stays or goes:
        _try(team, found.id, lambda: read(keeps=stays))


def _open(team: TeamView, found: FindingView) -> None:
    if may("resources.note", team_id=team.id):
        _evidence_form(team, found)
    _sign_form(team, found)
    if may("resources.run", team_id=team.id):
        _form(team, found)
        if st.button("Take this finding away", key=f"remove-{found.id}"):
            _confirm_removing(team, found)


def _evidence_form(team: TeamView, found: FindingView) -> None:
    names = {"": "None", **{agency.code: agency.name for agency in team.agencies}}
    with st.form(f"evidence-{found.id}-{len(found.evidence)}"):
        kind = st.selectbox(
            "What kind of evidence", list(_EVIDENCE), format_func=_EVIDENCE.__getitem__
        )
        words = st.text_area("What it shows", max_chars=gap_findings.LONGEST)
        day = day_input("Day of it", today())
        agency = st.selectbox("Agency that brings it", list(names), format_func=names.__getitem__)
        link = st.text_input("Link, if there is one", max_chars=gap_findings.LONGEST)
        sent = st.form_submit_button("Add this evidence")
    if sent:
        _try(
            team,
            found.id,
            lambda: gap_findings.add_evidence(
                team.id,
                found.id,
                EvidenceEntry(kind, words, day_in(day, label="Day") or today(), agency, link),
            ),
        )


def _sign_form(team: TeamView, found: FindingView) -> None:
    names = {agency.code: agency.name for agency in team.agencies}
    mine = [code for code in scans.my_agencies(team.id) if code in names]
    if not mine or found.is_question:
        return
    if found.missing:
        needed = ", ".join(_NEEDED[each] for each in found.missing)
        small(f"Before it can be signed: {needed}.")
    if not found.evidence:
        return
    opened = seen(f"sign-{found.id}", found.digest)
    with st.form(opened.form):
        agency = st.selectbox("Sign for", mine, format_func=names.__getitem__)
        words = st.text_area("What you see differently", max_chars=gap_findings.LONGEST)
        yes = found.can_be_signed and st.form_submit_button("Sign this finding")
        no = st.form_submit_button("We see it differently")
    if not yes and not no:
        offer_newer(opened, found.digest)
    elif opened.may_send():
        _try(
            team,
            found.id,
            lambda: gap_findings.sign(
                team.id, found.id, agency, seen=opened.value, agrees=yes, words=words
            ),
            then=opened.forget,
        )


def _form(team: TeamView, found: FindingView | None) -> None:
    now = (found.id, found.version, found.entry) if found else None
    opened = seen(f"finding-{found.id if found else _NEW}", now)
    with st.form(opened.form):
        typed = _fields(team, opened.value[2] if opened.value else None)
        sent = st.form_submit_button("Save this finding", type="primary")
    if not sent:
        offer_newer(opened, now)
    if not sent or not opened.may_send():
        return
    before = opened.value
    _try(
        team,
        "",
        lambda: gap_findings.save(
            team.id,
            typed(),
            finding_id=before[0] if before else "",
            based_on=before[1] if before else 0,
        ),
        then=opened.forget,
    )


def _fields(team: TeamView, known: FindingEntry | None) -> Callable[[], FindingEntry]:
    """The fields of a finding; what comes back makes the entry of what was typed."""
    agencies = {"": "No agency yet", **{agency.code: agency.name for agency in team.agencies}}
    populations = {"": "All families"}
    populations |= {key: each.label for key, each in WORDS.populations.items()}
    gap_types = {
        key: f"{WORDS.gap_name(key)}: {each.meaning}" for key, each in WORDS.gap_types.items()
    }
    category = _choose("Kind of help", _categories(), known.category if known else None)
    gap = _choose("What kind of gap", gap_types, known.gap if known else None)
    population = _choose("For whom", populations, known.population if known else "")
    words = st.text_area("What was found", known.words if known else "", max_chars=600)
    area = st.text_input("Where", known.area if known else "", max_chars=600)
    cure = st.text_area("Cure", known.cure if known else "", max_chars=600)
    owner = _choose("Who sees to it", agencies, known.owner_agency if known else "")
    due = day_input("By when", known.due_on if known else None)
    check = day_input("Next look at it", known.check_on if known else None)
    return lambda: FindingEntry(
        category=category,
        gap=gap,
        words=words,
        population=population,
        area=area,
        cure=cure,
        owner_agency=owner,
        due_on=day_in(due, label="By when"),
        check_on=day_in(check, label="Next look at it"),
        basis=_basis(team, category, population),
    )


def _basis(team: TeamView, category: str, population: str) -> dict[str, int]:
    """The figures as they are today."""
    report = gaps.gap_report(team.id)
    gap = report.category(category)
    shy = sum(each.service.id in gap.services for each in gaps.not_trusted(report))
    return gaps.basis_of(gap, population, not_trusted=shy)


def _categories() -> dict[str, str]:
    return {each.id: category_name(each.id) for each in resource_map().categories}


def _choose(label: str, options: dict[str, str], known: str | None) -> str:
    keys = list(options)
    index = keys.index(known) if known in keys else 0
    return st.selectbox(label, keys, index=index, format_func=options.__getitem__)


def _try(
    team: TeamView,
    finding: str,
    step: Callable[[], object],
    *,
    then: Callable[[], None] | None = None,
) -> None:
    """Take a step, and show this screen again."""
    where = {"finding": finding} if finding else {}
    take_step(step, go=lambda _: links.stay(team=team.id, **where), then=then)


@st.dialog("Take this finding away?")
@for_staff
def _confirm_removing(team: TeamView, found: FindingView) -> None:
    st.write("It leaves this page. What was signed stays in the history of your team.")
    if not st.button("Take it away", type="primary"):
        return
    _try(team, "", lambda: gap_findings.remove(team.id, found.id, based_on=found.version))
