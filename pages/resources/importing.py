"""Bring in a directory: look at what was read and what changes, and only then take it over."""

from collections.abc import Iterable, Mapping

import streamlit as st

from data.imports.directory.answer_pages import INCOMPLETE
from data.imports.directory.difference import Difference
from data.imports.directory.profiles import ANY_FILE, Profile, read_profile
from data.imports.problems import InputProblems
from data.services import directories, listings, resource_files, shown
from data.services.authority import permit
from data.services.directories import Reading
from data.services.errors import ChangedMeanwhile, ResourceProblems
from data.services.fact_sources import fact_sources
from data.services.noticing import by_kind
from data.services.shown import Preview
from data.views import TeamView
from pages.parts import links
from pages.parts.frame import say_later, show_list, show_problems, show_refusal, small
from pages.parts.plain import plain
from pages.parts.session import require_sign_in
from pages.parts.words import written_date
from pages.resources import columns, noticed
from pages.resources.reading import WORDS, counted, resource_page

_MOST_SHOWN = 20
_SAID = {
    "sites": "where it is",
    "organization": "who runs it",
    "extra": "other columns",
    "as_of": "day on which it was checked",
}
_FATES = ("imported", "merged", "held", "excluded")


def page() -> None:
    """Bring in a directory for the team that the address names."""
    require_sign_in()
    resource_page("Bring in a directory", _show)


def _show(team: TeamView) -> None:
    permit("resources.run", team_id=team.id)
    before = directories.imports(team.id)
    st.write(
        "A list of services that somebody keeps: HSDS (CSV files, a ZIP of them, or JSON), "
        "FindTreatment.gov, a 211 export, or any CSV file or Excel workbook. Nothing is stored "
        "before you have seen what was read. Addresses that are marked confidential are hidden."
    )
    sources = list(dict.fromkeys(each.source for each in before))
    source = _source(sources)
    if source:
        columns.choose(columns.lists_read(before), source=source)
        _profile(source)
    uploaded = st.file_uploader(
        "Choose the files of one directory",
        type=["csv", "tsv", "txt", "xlsx", "json", "zip"],
        accept_multiple_files=True,
    )
    if uploaded and source:
        _read(team, {each.name: each.getvalue() for each in uploaded}, source)
    elif uploaded:
        st.info("Say what this list is called, then it is read.")
    _facts()
    _history(team, before)
    if not before:
        _archive(team)


def _profile(source: str) -> None:
    """Let the columns of a list be read by a profile that was taken along from elsewhere."""
    opened = f"profile file of {source}"
    if not st.session_state.get(opened):
        if st.button("Give a file that says what its columns are"):
            st.session_state[opened] = True
            st.rerun()
        return
    uploaded = st.file_uploader(
        "Choose the file that says what its columns are", type=["json"], key=f"{opened} upload"
    )
    if uploaded is None:
        return
    try:
        profile = read_profile(uploaded.getvalue(), name=uploaded.name)
    except InputProblems as wrong:
        show_list("This file was not used. Please look at it again.", wrong.problems)
        return
    columns.take(profile, source=source, file_id=uploaded.file_id)
    told = sum(map(len, profile.files.values()))
    tables = [name for name in profile.files if name != ANY_FILE]
    which = f"of tables called {', '.join(tables)}" if tables else "of any table"
    small(f"It says what {told:,} columns are, {which}.")


def _facts() -> None:
    """What a file can say of whom services take, and what somebody has to ask."""
    found = fact_sources()
    with st.expander("What a file can say of whom services take, and what it cannot"):
        for said, facts in (
            ("HSDS files have fields for", found.standard),
            ("FindTreatment.gov files can say, where a box is ticked", found.locator),
            ("None of these files has a field for it; people have to ask", found.people),
        ):
            st.text(f"{said}: {'; '.join(WORDS.fact(each) for each in facts)}.")
        small(
            "In any other table you can say for each of its columns which of these questions it "
            "answers. What no file says is not known until somebody of your team adds it on the "
            "page of the service."
        )


def _source(sources: list[str]) -> str:
    """What the directory is called; one that was here before is replaced by its newer file."""
    if not sources:
        return st.text_input("What this list is called", placeholder="211 directory", max_chars=80)
    another = "Another list"
    chosen = st.selectbox("Which list is it?", [*sources, another], format_func=plain)
    if chosen != another:
        return chosen
    return st.text_input("What this list is called", max_chars=80)


def _read(team: TeamView, files: Mapping[str, bytes], source: str) -> None:
    profile = columns.kept(source) or _kept_profile(team, source)
    try:
        with st.spinner("Reading, row by row…"):
            reading = directories.read(team.id, files, source=source, profile=profile)
    except ResourceProblems as problems:
        show_problems(problems)
        return
    except InputProblems as wrong:
        show_list("Nothing was stored. Please look at this again.", wrong.problems)
        return
    preview = shown.preview(reading)
    columns.ask(reading.directory, preview.examples, source=reading.source, profile=profile)
    columns.ask_of_no(reading.directory, source=reading.source, profile=profile)
    if columns.unread(reading.directory) and not reading.directory.services:
        small("Nothing is read of a table before you have said what its columns are.")
        return
    _preview(reading, preview)
    known = _no_longer_hidden(preview)
    if reading.is_known and not known:
        st.info("These very files are on the map already. There is nothing to do.")
        return
    if not reading.directory.services:
        st.info("No service was found in these files, so there is nothing to take over.")
    elif st.button("Take this over", type="primary"):
        _accept(team, reading, no_longer_hidden=known)


def _no_longer_hidden(preview: Preview) -> list[str]:
    """Places of which a person says that anybody may know where they are; a file alone cannot."""
    still = preview.still_hidden
    if not still:
        return []
    st.warning(
        f"Places that were confidential, and that these files do not call so any more: "
        f"{len(still):,}. They stay hidden. A list that lost the mark does not make them safe."
    )
    return st.multiselect(
        "Show where this is offered again (only if those who run it have said so)",
        sorted(still, key=lambda each: (still[each], each)),
        format_func=lambda each: plain(still[each]),
    )


def _archive(team: TeamView) -> None:
    with st.expander("Bring back an archive of a map"):
        st.write("A map that was taken away as an archive comes back whole. This map is empty.")
        uploaded = st.file_uploader("Choose the archive", type=["json"], key="archive")
        if uploaded is None or not st.button("Bring it back"):
            return
        try:
            resource_files.restore_archive(team.id, uploaded.getvalue())
        except ResourceProblems as problems:
            show_problems(problems)
        except InputProblems as wrong:
            show_list("Nothing was stored. Please look at this again.", wrong.problems)
        else:
            say_later("The map is back.")
            links.go("resources", team=team.id)


def _kept_profile(team: TeamView, source: str) -> Profile | None:
    """How columns of this list were read the last time."""
    for each in directories.imports(team.id):
        if each.source == source and each.profile is not None:
            return each.profile
    return None


def _accept(team: TeamView, reading: Reading, *, no_longer_hidden: list[str]) -> None:
    try:
        directories.accept(reading, no_longer_hidden=no_longer_hidden)
    except ChangedMeanwhile as refused:
        show_refusal(refused)
        return
    waiting = sum(
        kind.state == "proposed"
        for each in listings.services(team.id)
        if each.source == reading.source
        for kind in each.categories
    )
    if waiting:
        say_later("The directory is on the map. Rules have proposed where services belong.")
    else:
        say_later(
            "The directory is on the map. No rule proposes where a service belongs; say it on the "
            "page of each service."
        )
    links.go("resources-map", team=team.id)


def _preview(reading: Reading, preview: Preview) -> None:
    st.header("What was read", anchor=False)
    if reading.directory.made_up:
        st.warning(
            "These files say that their data is made up. Once you take them over, the whole map is "
            "called made up, on every screen and in every file, and that cannot be taken back."
        )
    report, changes = reading.report, preview.changes
    organizations = counted(report["organizations"], "organization")
    places = counted(report["sites"], "place")
    st.write(f"{counted(report['services'], 'service')} of {organizations} at {places}.")
    for name, counts in report["files"].items():
        said = ", ".join(f"{counts[fate]:,} {fate}" for fate in _FATES if counts[fate])
        st.text(f"{name}: {counted(counts['rows'], 'row')}: {said or 'none of them used'}.")
    small(
        "Imported: on the map once you take this over. Merged: another row says the same. Held: "
        "kept aside until it is put right. Excluded: left out, with a reason."
    )
    if reading.is_partial:
        told = next(each.came for each in preview.issues if each.code == INCOMPLETE)
        st.warning(
            f"These files say that they are only a part of the list ({plain(told)}). What is not "
            "among them is not called gone. Give all pages at once to bring in the whole list."
        )
    if reading.replaces:
        st.write(
            f"Against what this list holds now: {len(changes.added):,} new, "
            f"{len(changes.gone):,} gone, {len(changes.changed):,} changed."
        )
        _changes(changes)
    _issues(reading, preview)


def _changes(changes: Difference) -> None:
    """Which services these are, by name; one that is gone may still exist."""
    changed = (f"{each.new.name} ({_fields(each.fields)})" for each in changes.changed)
    for title, names in (
        ("New", [each.name for each in changes.added]),
        ("Gone from the list", [each.name for each in changes.gone]),
        ("Changed", list(changed)),
    ):
        if not names:
            continue
        with st.expander(f"{title} ({len(names):,})"):
            for name in names[:_MOST_SHOWN]:
                st.text(name)
            if len(names) > _MOST_SHOWN:
                small(f"These are {_MOST_SHOWN} of {len(names):,}.")


def _fields(names: Iterable[str]) -> str:
    return ", ".join(_SAID.get(each, each.replace("_", " ")) for each in names)


def _issues(reading: Reading, preview: Preview) -> None:
    counts = reading.report["issues"]
    if not counts:
        return
    with st.expander(f"What to know about these files ({sum(counts.values()):,})"):
        noticed.show(by_kind(counts, preview.issues))
        small("Once this is on the map, all of it can be read below and taken along as a file.")
    unknown = {name: kept for name, kept in reading.report["unknown_columns"].items() if kept}
    if unknown:
        with st.expander("Columns that are kept as they came"):
            for name, kept in unknown.items():
                st.text(f"{name}: {', '.join(kept)}")


def _history(team: TeamView, before: tuple[directories.ImportView, ...]) -> None:
    if not before:
        return
    st.header("Brought in so far", anchor=False)
    seen: set[str] = set()
    for each in before:
        with st.expander(
            f"{plain(each.source)}, {written_date(each.saved_on, 'en')}: "
            f"{counted(each.report['services'], 'service')}"
        ):
            st.text(f"By {each.saved_by_name}, from {', '.join(each.names)}.")
            _set_aside(team, each)
            if each.source not in seen:
                seen.add(each.source)
                noticed.of_import(team, shown.noticed(team.id, each))


def _set_aside(team: TeamView, each: directories.ImportView) -> None:
    rows = shown.set_aside(team.id, each)
    if not rows:
        small("Every row became a listing.")
        return
    small(f"{counted(len(rows), 'row')} became no listing of their own:")
    for row in rows[:_MOST_SHOWN]:
        st.text(f"{row.file}, row {row.line}, {row.fate}: {row.reason}")
    if len(rows) > _MOST_SHOWN:
        small(f"These are {_MOST_SHOWN} of {len(rows):,}. The archive holds all of them.")
