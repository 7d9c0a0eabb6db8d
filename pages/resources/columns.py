"""Say what the columns of a table are that keeps no standard; a list's profile is kept with it."""

from collections.abc import Mapping

import streamlit as st

from data.imports.directory.profiles import FIELDS, Profile, suggest_profile
from data.imports.directory.records import Directory, FileAccount
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.resources.reading import WORDS

_NOTHING = ""
_GROUPS = {
    "organization": "Organization",
    "service": "Service",
    "site": "Place",
    "capacity": "How much",
    "fact": "Whom it takes",
}
_ABOUT = {"term": "Word of a vocabulary", "as_of": "Day on which it was true"}


def unread(directory: Directory) -> tuple[FileAccount, ...]:
    """The tables of which nobody knows what their columns are."""
    return tuple(
        each
        for each in directory.files
        if each.rows and each.held == each.rows and not each.dialect
    )


def kept(source: str) -> Profile | None:
    """What somebody has said of this list's columns in this session."""
    return st.session_state.get(_place(source))


def ask(
    directory: Directory,
    examples: Mapping[str, Mapping[str, str]],
    *,
    source: str,
    profile: Profile | None,
) -> None:
    """Ask what the columns are; the next run reads the tables with the answers.

    Args:
        examples: a row of each table that may be shown, by the name of the file.
    """
    tables = unread(directory)
    if not tables:
        return
    st.header("What are these columns?", anchor=False)
    st.write(
        "These tables keep no standard. Say what each column is; what you leave out is kept as it "
        "came. Next time this list is read in the same way."
    )
    said = dict(profile.files) if profile else {}
    for table in tables:
        columns = _asked(table, examples[table.name])
        if columns is not None:
            said[_stem(table.name)] = columns
            st.session_state[_place(source)] = Profile(name=source, files=said)
            st.rerun()


def _asked(table: FileAccount, example: Mapping[str, str]) -> Mapping[str, str] | None:
    """The columns of one table as they were said just now."""
    first = {column: example.get(column, "") for column in table.set_aside[0].cells}
    guessed = suggest_profile(first, name=table.name).columns_of(table.name) or {}
    with st.form(f"columns-{table.name}"):
        st.markdown(f"**{plain(table.name)}**")
        chosen = {
            column: _choice(table.name, column, cell, guessed.get(column, _NOTHING))
            for column, cell in first.items()
        }
        small("A name of the service, or of the organization, is needed.")
        if not st.form_submit_button("Read it in this way"):
            return None
    return {column: field for column, field in chosen.items() if field}


def _choice(table: str, column: str, cell: str, guessed: str) -> str:
    options = [_NOTHING, *FIELDS]
    chosen = st.selectbox(
        plain(column),
        options,
        index=options.index(guessed),
        format_func=_named,
        key=f"column-{table}-{column}",
    )
    small(f"For example: {cell[:80] or 'nothing'}")
    return chosen


def _named(field: str) -> str:
    if not field:
        return "Nothing of these"
    group, _, name = field.partition(".")
    if group == "fact":
        return f"{_GROUPS[group]}: {WORDS.fact(name)}"
    said = (
        name.replace("_", " ")
        or {"term": "word of a vocabulary", "as_of": "day it was true"}[field]
    )
    return f"{_GROUPS.get(group, 'About it')}: {said}"


def _stem(name: str) -> str:
    return name.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _place(source: str) -> str:
    return f"profile {source}"
