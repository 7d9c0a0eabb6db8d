"""Codes from a codebook or a project of another program, with what could not be kept of it."""

import streamlit as st

from data.coded_project import CodedProject
from data.family_views import StudyView
from data.imports.coding.losses import Lost
from data.imports.coding.reading import ENDINGS, read_coded_file
from data.imports.problems import InputProblems
from data.services import coding
from data.services.code_entries import LONGEST_LABEL, LONGEST_WORDS
from data.services.coding import CodebookView, CodeEntry
from data.services.errors import ChangedMeanwhile, FamilyProblems
from data.services.may_tell import MayTell
from data.views import TeamView
from pages.families import looked_at
from pages.parts import links
from pages.parts.frame import say_later, show_list, show_problems, show_refusal
from pages.parts.plain import plain
from pages.parts.seen import key_of


def bring_in(team: TeamView, plan: StudyView, now: CodebookView) -> None:
    """Read a file, show what was read of it and what was not, and add its codes on request."""
    st.write(
        "A codebook or project in the REFI-QDA format (.qdc, .qdpx), or a codebook or project of "
        "Taguette (.csv, .sqlite3). Only its codes are taken: no texts, and nobody's words."
    )
    uploaded = st.file_uploader(
        "Choose one file", type=[each[1:] for each in ENDINGS], key=f"codes-of-{plan.id}"
    )
    if uploaded is None:
        return
    try:
        project, lost = read_coded_file(uploaded.getvalue(), uploaded.name)
    except InputProblems as wrong:
        show_list("Nothing was stored. Please look at this again.", wrong.problems)
        return
    fresh = new_codes(project, now)
    _told(project, lost, fresh)
    place = f"codes-of-{plan.id}-{key_of(fresh)}"
    cleared = looked_at.look_at(place) if fresh else ()
    if fresh and st.button(f"Add {len(fresh)} codes", type="primary"):
        _add(team, plan, now, fresh, place=place, cleared=cleared)


def new_codes(project: CodedProject, now: CodebookView) -> tuple[CodeEntry, ...]:
    """Codes of a file that the plan does not have by id or name, cut to what fits."""
    held = {each.id for each in now.codes}
    known = {each.label.casefold(): each.id for each in now.codes}
    ids = {each.id: known.get(_label(each.name).casefold(), each.id) for each in project.codes}
    fresh: dict[str, CodeEntry] = {}
    most = LONGEST_WORDS
    for each in project.codes:
        label = _label(each.name)
        if each.id in held or label.casefold() in known or label.casefold() in fresh:
            continue
        notes = (text[:most] for text in (each.definition, each.include, each.exclude))
        fresh[label.casefold()] = CodeEntry(
            each.id, label, *notes, parent=ids.get(each.parent or "", "")
        )
    return tuple(fresh.values())


def _label(name: str) -> str:
    return " ".join(name.split())[:LONGEST_LABEL].strip()


def _told(project: CodedProject, lost: tuple[Lost, ...], fresh: tuple[CodeEntry, ...]) -> None:
    there = len(project.codes) - len(fresh)
    st.write(f"{len(project.codes)} codes were read; {there} of them are here already.")
    if project.sources:
        st.write(f"{len(project.sources)} texts in this file are not taken over.")
    for each in fresh[:20]:
        st.text(each.label)
    if len(fresh) > 20:
        st.write(f"and {len(fresh) - 20} more.")
    if lost:
        st.markdown("**What was put right, or not kept**")
        st.markdown("\n".join(f"- {plain(each.line)}" for each in lost))


def _add(
    team: TeamView,
    plan: StudyView,
    now: CodebookView,
    fresh: tuple[CodeEntry, ...],
    *,
    place: str,
    cleared: tuple[str, ...],
) -> None:
    codes, before = [*now.codes, *fresh], now.version
    try:
        coding.save_codebook(team.id, plan.id, codes, seen=before, cleared=cleared)
    except MayTell as refused:
        looked_at.ask_again(place, refused)
        st.rerun()
    except ChangedMeanwhile as refused:
        show_refusal(refused)
        return
    except FamilyProblems as problems:
        show_problems(problems)
        return
    looked_at.forget(place)
    say_later(f"{len(fresh)} codes were added.")
    links.stay(team=team.id, plan=plan.id, view="codes")
