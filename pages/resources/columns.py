"""Say what the columns of a table are that keeps no standard; a list's profile is kept with it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import streamlit as st

from data.imports.directory.profiles import FIELDS, Profile, suggest_profile
from data.imports.directory.records import Directory, FileAccount
from data.resource_views import ImportView
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
_AMOUNTS = {
    "capacity.unit": "what is counted",
    "capacity.maximum": "how many there are",
    "capacity.available": "how many are free",
}


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

    What was said can be changed until the directory is taken over.

    Args:
        examples: a row of each table that may be shown, by the name of the file.
    """
    tables, said = unread(directory), profile or Profile(source, {})
    for table in tables:
        if table is tables[0]:
            _begin()
        _ask(table, examples[table.name], said=said, source=source)
    for table in (each for each in directory.files if each.first_rows):
        columns = profile.columns_of(table.name) if profile else None
        _offer(table, examples[table.name], said=said, source=source, now=columns or {})


def ask_of_no(directory: Directory, *, source: str, profile: Profile | None) -> None:
    """Ask what a column means in which every row says no; the next run reads it so."""
    told = [each.column for each in directory.issues if each.code == "every_row_says_no"]
    if profile is None or not (told or profile.no_is_an_answer):
        return
    mapped = {column for each in profile.files.values() for column in each}
    sure_of = [each for each in profile.no_is_an_answer if each in mapped]
    asked = dict.fromkeys((*told, *sure_of))
    st.subheader("Every row says no", anchor=False)
    st.write(
        "Many programs write no where nobody was asked. So it is taken as not known, unless you "
        "say that each service was asked."
    )
    with st.form(f"no-{source}"):
        sure = tuple(
            column
            for column in asked
            if st.checkbox(
                plain(f"{column}: each was asked, count it as no"),
                value=column in sure_of,
                key=f"no-{source}-{column}",
            )
        )
        sent = st.form_submit_button("Take it in this way")
    if sent and set(sure) != set(sure_of):
        st.session_state[_place(source)] = replace(profile, no_is_an_answer=sure)
        st.rerun()


def lists_read(before: Iterable[ImportView]) -> dict[str, Profile]:
    """How the columns of lists were read the last time, by the name of the list."""
    found: dict[str, Profile] = {}
    for each in before:
        if each.profile is not None:
            found.setdefault(each.source, each.profile)
    return found


def choose(read: Mapping[str, Profile], *, source: str) -> None:
    """Let a list that was not here before be read as another one; the next run does so."""
    if not read or source in read or kept(source):
        return
    chosen = st.selectbox(
        "Read its columns as those of", [_NOTHING, *read], format_func=lambda n: plain(n or "None")
    )
    if chosen:
        st.session_state[_place(source)] = Profile(name=source, files=read[chosen].files)
        st.rerun()


def take(profile: Profile, *, source: str, file_id: str) -> None:
    """Read a list by a profile that came as a file; once for each file that is given.

    Args:
        file_id: of the file, so that what is changed afterwards is not written over.
    """
    place = f"profile file {source}"
    if st.session_state.get(place) != file_id:
        st.session_state[place] = file_id
        st.session_state[_place(source)] = replace(profile, name=source)


def _begin() -> None:
    st.header("What are these columns?", anchor=False)
    st.write(
        "These tables keep no standard. Say what each column is; what you leave out is kept as it "
        "came. Next time this list is read in the same way."
    )


def _offer(
    table: FileAccount,
    example: Mapping[str, str],
    *,
    said: Profile,
    source: str,
    now: Mapping[str, str],
) -> None:
    """A way back to what was said of the columns of a table."""
    opened = f"changing {source} {table.name}"
    if not st.session_state.get(opened):
        if st.button(plain(f"Change what the columns of {table.name} are"), key=opened + " open"):
            st.session_state[opened] = True
            st.rerun()
        return
    st.header("What are these columns?", anchor=False)
    _ask(table, example, said=said, source=source, now=now, opened=opened)


def _ask(
    table: FileAccount,
    example: Mapping[str, str],
    *,
    said: Profile,
    source: str,
    now: Mapping[str, str] | None = None,
    opened: str = "",
) -> None:
    columns = _asked(table, example, now=now)
    if columns is not None:
        files = {**said.files, _stem(table.name): columns}
        st.session_state[_place(source)] = replace(said, name=source, files=files)
        if opened:
            st.session_state.pop(opened, None)
        st.rerun()


def _asked(
    table: FileAccount, example: Mapping[str, str], *, now: Mapping[str, str] | None
) -> Mapping[str, str] | None:
    """The columns of one table as they were said just now."""
    guessed = now
    if guessed is None:
        guessed = suggest_profile(example, name=table.name).columns_of(table.name) or {}
    with st.form(f"columns-{table.name}"):
        st.markdown(f"**{plain(table.name)}**")
        chosen = {
            column: _choice(table.name, column, cell, guessed.get(column, _NOTHING))
            for column, cell in example.items()
        }
        small("A name of the service, or of the organization, is needed.")
        if not st.form_submit_button("Read it in this way", type="primary"):
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
        return "None of these"
    group, _, name = field.partition(".")
    if group == "fact":
        return f"{_GROUPS[group]}: {WORDS.fact(name)}"
    said = (
        _AMOUNTS.get(field)
        or name.replace("_", " ")
        or {"term": "word of a vocabulary", "as_of": "day it was true"}[field]
    )
    return f"{_GROUPS.get(group, 'About it')}: {said}"


def _stem(name: str) -> str:
    return name.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _place(source: str) -> str:
    return f"profile {source}"
