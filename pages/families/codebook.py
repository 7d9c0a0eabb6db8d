"""The codes of a plan: what each means, what belongs to it and what does not, and its place."""

from dataclasses import dataclass, replace

import streamlit as st

from data.family_views import StudyView
from data.services import coding
from data.services.code_entries import LONGEST_LABEL, LONGEST_WORDS
from data.services.coding import CodebookView, CodeEntry
from data.services.may_tell import MayTell
from data.views import TeamView
from pages.families import looked_at
from pages.families.code_import import bring_in
from pages.parts import links
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.seen import offer_newer, seen
from pages.parts.steps import take_step

_NEW = "new"


@dataclass(frozen=True, slots=True)
class _Pressed:
    """What was pressed on the form of a code.

    Attributes:
        cleared: strings in it of which somebody says that they tell on nobody.
    """

    entry: CodeEntry
    saved: bool
    removed: bool
    cleared: tuple[str, ...]


def edit_codes(team: TeamView, plan: StudyView) -> None:
    """All codes in their order, and one of them to change."""
    now = coding.codebook(team.id, plan.id)
    st.header("The codes", anchor=False)
    st.write(
        "A good code says what belongs to it and what does not. Where two people differ often, "
        "write a better line here. A code that is on some words can be renamed, and not removed."
    )
    if not now.version:
        small("These are the ones that come with Common Table. Nobody has changed them yet.")
    _list(now)
    options = [_NEW, *(each.id for each in in_order(now.codes))]
    labels = {each.id: each.label for each in now.codes} | {_NEW: "A new code"}
    asked = st.query_params.get("code", _NEW)
    chosen = st.selectbox(
        "Change a code, or add one",
        options,
        index=options.index(asked) if asked in options else 0,
        format_func=labels.__getitem__,
    )
    _form(team, plan, now, chosen)
    with st.expander("Bring in codes from another program"):
        bring_in(team, plan, now)


def in_order(codes: tuple[CodeEntry, ...]) -> tuple[CodeEntry, ...]:
    """Each code before those below it."""
    below: dict[str, list[CodeEntry]] = {}
    for each in codes:
        below.setdefault(each.parent, []).append(each)

    def under(parent: str) -> list[CodeEntry]:
        return [one for each in below.get(parent, ()) for one in (each, *under(each.id))]

    return tuple(under(""))


def _list(now: CodebookView) -> None:
    parents = {each.id: each.parent for each in now.codes}
    with st.expander(f"All {len(now.codes)} codes"):
        for each in in_order(now.codes):
            depth, above = 0, each.parent
            while above:
                depth, above = depth + 1, parents[above]
            st.markdown(f"**{'– ' * depth}{plain(each.label)}**")
            st.text(each.definition or "No definition yet.")
            if each.include:
                st.text(f"Belongs to it: {each.include}")
            if each.exclude:
                st.text(f"Does not: {each.exclude}")


def _form(team: TeamView, plan: StudyView, now: CodebookView, chosen: str) -> None:
    opened = seen(f"codes-{plan.id}-{chosen}", now)
    pressed = _asked(opened.form, opened.value, chosen)
    if pressed is None:
        offer_newer(opened, now)
        return
    if not opened.may_send():
        return
    codes = _changed(opened.value, pressed)

    def save() -> CodebookView:
        before, cleared = opened.value.version, pressed.cleared
        return coding.save_codebook(team.id, plan.id, codes, seen=before, cleared=cleared)

    def then() -> None:
        opened.forget()
        looked_at.forget(opened.form)

    try:
        take_step(
            save,
            go=lambda _: links.stay(team=team.id, plan=plan.id, view="codes"),
            told="The codes are saved.",
            then=then,
        )
    except MayTell as refused:
        looked_at.ask_again(opened.form, refused)
        st.rerun()


def _asked(form: str, book: CodebookView, chosen: str) -> _Pressed | None:
    known = next((each for each in book.codes if each.id == chosen), CodeEntry("", "", ""))
    parents = {"": "None", **{each.id: each.label for each in book.codes if each.id != chosen}}
    keys = list(parents)
    with st.form(form, enter_to_submit=False):
        label = st.text_input("What it is called", known.label, max_chars=LONGEST_LABEL)
        most = LONGEST_WORDS
        definition = st.text_area("What it means", known.definition, max_chars=most)
        include = st.text_area("What belongs to it", known.include, max_chars=most)
        exclude = st.text_area("What does not", known.exclude, max_chars=most)
        parent = st.selectbox(
            "The code above it",
            keys,
            index=keys.index(known.parent) if known.parent in keys else 0,
            format_func=parents.__getitem__,
        )
        cleared = looked_at.look_at(form)
        saved = st.form_submit_button("Save this code", type="primary")
        removed = bool(known.id) and st.form_submit_button("Take this code out")
    if not saved and not removed:
        return None
    return _Pressed(
        CodeEntry(known.id, label, definition, include, exclude, parent), saved, removed, cleared
    )


def _changed(book: CodebookView, pressed: _Pressed) -> list[CodeEntry]:
    """The codes with one of them changed, added or taken out; those below it move one up."""
    entry = pressed.entry
    if not entry.id:
        return [*book.codes, entry]
    if pressed.saved:
        return [entry if each.id == entry.id else each for each in book.codes]
    gone = next(each for each in book.codes if each.id == entry.id)
    return [
        replace(each, parent=gone.parent) if each.parent == gone.id else each
        for each in book.codes
        if each.id != gone.id
    ]
