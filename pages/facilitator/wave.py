"""One wave, from draft to release: what can be done now, and what it will mean."""

from datetime import UTC, date, datetime, timedelta

import streamlit as st

from data.services import editions, release, teams, waves
from data.services.errors import KeyMissing, NotFound, StorageError, WaveProblems, WaveStateError
from data.views import EditionView, TeamView, WaveView
from pages.facilitator.team import show_groups
from pages.parts import links
from pages.parts.frame import heading, say_later, show_problems
from pages.parts.plain import plain
from pages.parts.words import LANGUAGES, written_date

_WEEKS = 3


def page() -> None:
    """The wave that the address names, or a new one for a team."""
    wave_id, team_id = st.query_params.get("wave"), st.query_params.get("team")
    try:
        waves.close_due_waves()
        if wave_id:
            _show(waves.wave(wave_id))
        elif team_id:
            _new(teams.team(team_id))
        else:
            raise NotFound("Choose a wave on the start page.")
    except NotFound as missing:
        heading("No such wave")
        st.write(plain(str(missing)))
        links.link("start", "Back to the start")


def _new(team: TeamView) -> None:
    heading("New wave", over=team.name, demo=team.demo)
    st.write("A wave is one round of one questionnaire. Nothing opens yet.")
    known = {f"{each.instrument_id} {each.version}": each for each in editions.editions(team.id)}
    chosen = st.selectbox(
        "Questionnaire", list(known), format_func=lambda key: _edition_label(known[key])
    )
    edition = known[chosen]
    languages = _languages(edition, edition.languages)
    closes_on = _closing_date(_today() + timedelta(weeks=_WEEKS))
    smallest = _smallest_group(5)
    show_groups(waves.preview_groups(team.id, smallest_group=smallest))
    if st.button("Make a draft", type="primary"):
        try:
            made = waves.draft_wave(
                team.id,
                edition.instrument_id,
                version=edition.version,
                languages=languages,
                smallest_group=smallest,
                closes_on=closes_on,
            )
        except WaveProblems as problems:
            show_problems(problems)
            return
        links.stay(wave=made.id)


def _show(wave: WaveView) -> None:
    heading(wave.title, over=wave.team_name, demo=wave.demo)
    shown = {
        "draft": _draft,
        "open": _open,
        "closing": _closing,
        "closed": _closed,
        "released": _released,
        "archived": _released,
    }
    shown[wave.state](wave)


def _draft(wave: WaveView) -> None:
    edition = _edition_of(wave)
    st.write(f"Draft of {plain(_edition_label(edition))}. Members see nothing yet.")
    st.link_button(
        "Look at the form as members will see it",
        f"/preview/{wave.team_id}/{wave.instrument_id}/{wave.instrument_version}/0",
    )
    title = st.text_input("What the team calls this wave", wave.title, max_chars=120)
    languages = _languages(edition, wave.languages)
    closes_on = _closing_date(wave.closes_on)
    smallest = _smallest_group(wave.smallest_group)
    facts = _facts(wave, edition)
    merges = _merges(wave, smallest)
    show_groups(waves.preview_groups(wave.team_id, smallest_group=smallest, merges=merges))
    with st.container(horizontal=True):
        saved = st.button("Save the draft")
        ready = st.button("Save and get ready to open", type="primary")
    if saved or ready:
        try:
            waves.update_draft(
                wave.id,
                title=title,
                languages=languages,
                closes_on=closes_on,
                smallest_group=smallest,
                facts=facts,
                merges=merges,
            )
        except WaveProblems as problems:
            show_problems(problems)
            return
        if saved:
            say_later("The draft is saved.")
            st.rerun()
        _confirm_opening(waves.wave(wave.id))
    with st.expander("Delete this draft"):
        if st.button("Delete the draft"):
            waves.delete_draft(wave.id)
            say_later("The draft was deleted.")
            links.go("start")


@st.dialog("Open this wave?")
def _confirm_opening(wave: WaveView) -> None:
    st.write(
        "From now on the questions, the reporting groups, the smallest group, the languages and "
        "the closing date are fixed. Members can answer until the closing date."
    )
    st.markdown(
        f"- {wave.invited} people in {len(wave.groups)} groups of "
        f"{wave.smallest_group} or more\n"
        f"- open until {written_date(wave.closes_on, 'en')}\n"
        "- while it is open, everyone sees only how many have answered"
    )
    st.caption(
        "The key that opens the answers is on this machine only. If it is lost before the wave "
        "closes, the answers are lost."
    )
    if st.button("Open the wave", type="primary"):
        try:
            waves.open_wave(wave.id)
        except WaveProblems as problems:
            show_problems(problems)
            return
        except WaveStateError as refused:
            st.error(plain(str(refused)))
            return
        say_later("The wave is open. Invite people now.")
        st.rerun()


def _open(wave: WaveView) -> None:
    _count(wave.id)
    st.caption(f"Open until {written_date(wave.closes_on, 'en')}. Nobody sees more than this.")
    st.subheader("Invite people", anchor=False)
    st.write("Print codes to draw from a hat, or make personal links.")
    st.link_button("Make codes or links", f"/invitations/{wave.id}", type="primary")
    st.subheader("Counted in these groups", anchor=False)
    show_groups(wave.groups)
    st.subheader("Close the wave", anchor=False)
    st.write("It closes by itself after its last day. You can close it before.")
    if st.button("Close the wave now"):
        _confirm_closing(wave)


@st.fragment(run_every="10s")
def _count(wave_id: str) -> None:
    progress = waves.progress(wave_id)
    st.metric("Answered", f"{progress.answered} of {progress.invited}")
    share = progress.answered / progress.invited if progress.invited else 0.0
    st.progress(share, text=f"{progress.answered} of {progress.invited} have answered")


@st.dialog("Close this wave?")
def _confirm_closing(wave: WaveView) -> None:
    progress = waves.progress(wave.id)
    st.write(
        f"{progress.answered} of {progress.invited} have answered. After closing, nobody can "
        "answer any more, links and codes stop working, the answers are mixed, and the key is "
        "destroyed. This cannot be undone."
    )
    if st.button("Close it for good", type="primary"):
        _close(wave)


def _close(wave: WaveView) -> None:
    try:
        with st.spinner("Closing: opening all answers, mixing them, destroying the key."):
            waves.close_wave(wave.id)
    except (KeyMissing, StorageError) as trouble:
        st.error(plain(str(trouble)))
        return
    say_later("The wave is closed.")
    st.rerun()


def _closing(wave: WaveView) -> None:
    st.info("This wave is being closed. If nothing moves for a minute, go on with it here.")
    if st.button("Go on with closing", type="primary"):
        _close(wave)


def _closed(wave: WaveView) -> None:
    progress = waves.progress(wave.id)
    st.metric("Answered", f"{progress.answered} of {progress.invited}")
    st.write(
        "The wave is closed and its key is destroyed. Nobody has seen a result yet. Releasing "
        "makes the one result that screens and files show: small groups are joined, and figures "
        "that could point to a person are rounded or left out."
    )
    if progress.answered < wave.smallest_group:
        st.warning(
            f"Fewer than {wave.smallest_group} people answered, so the result will show nothing "
            "but that."
        )
    if st.button("Release the result", type="primary"):
        with st.spinner("Counting"):
            release.release_wave(wave.id)
        say_later("The result is released.")
        links.go("results", wave=wave.id)


def _released(wave: WaveView) -> None:
    st.write("The result is released. It does not change any more.")
    links.link("results", "See the results", wave=wave.id)
    if wave.state == "released":
        st.write("You can put a wave away when the team has talked about it.")
        if st.button("Put it in the archive"):
            waves.archive_wave(wave.id)
            say_later("The wave is in the archive.")
            st.rerun()


def _languages(edition: EditionView, chosen: tuple[str, ...]) -> tuple[str, ...]:
    picked = st.multiselect(
        "Languages of the form",
        list(edition.languages),
        default=[language for language in chosen if language in edition.languages],
        format_func=lambda language: LANGUAGES.get(language, language),
    )
    return tuple(picked)


def _closing_date(value: date) -> date:
    day = st.date_input("Last day to answer", max(value, _today()), min_value=_today())
    return day if isinstance(day, date) else value


def _smallest_group(value: int) -> int:
    return int(
        st.number_input(
            "Smallest group that is shown",
            min_value=5,
            max_value=10,
            value=value,
            help="No figure is shown for fewer people than this. Five is the least.",
        )
    )


def _facts(wave: WaveView, edition: EditionView) -> tuple[str, ...]:
    whole = editions.edition(wave.team_id, wave.instrument_id, wave.instrument_version)
    words = whole.wording("en").facts
    picked = st.multiselect(
        "Ask at the end (counted for the whole team only, never with the answers)",
        list(edition.facts),
        default=[fact for fact in wave.facts if fact in edition.facts],
        format_func=lambda fact: words[fact].text if fact in words else fact,
    )
    return tuple(picked)


def _merges(wave: WaveView, smallest: int) -> tuple[tuple[str, ...], ...]:
    """Further joining of groups; a group is named by the agencies in it."""
    groups = waves.preview_groups(wave.team_id, smallest_group=smallest)
    if len(groups) < 2:
        return ()
    joined = {code for merge in wave.merges for code in merge}
    before = [place for place, group in enumerate(groups) if joined & set(group.agency_codes)]
    picked = st.multiselect(
        "Join groups further (you can join, not split)",
        list(range(len(groups))),
        default=before,
        format_func=lambda place: groups[place].named("en"),
    )
    codes = tuple(code for place in picked for code in groups[place].agency_codes)
    return (codes,) if len(picked) > 1 else ()


def _edition_of(wave: WaveView) -> EditionView:
    for each in editions.editions(wave.team_id):
        if (each.instrument_id, each.version) == (wave.instrument_id, wave.instrument_version):
            return each
    raise NotFound("The questionnaire of this wave is not here any more.")


def _edition_label(edition: EditionView) -> str:
    mark = "" if edition.shipped else f" (licensed, {edition.owner})"
    return (
        f"{edition.titled('en')} – {edition.statements} statements, "
        f"about {edition.minutes} minutes{mark}"
    )


def _today() -> date:
    return datetime.now(UTC).date()
