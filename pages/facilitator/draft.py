"""A wave before it opens: everything may still change, and members see nothing."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from data.services import editions, waves
from data.services.errors import NotFound, WaveProblems
from data.views import EditionView, GroupView, WaveView
from pages.facilitator import choices
from pages.facilitator.groups import named_groups, show_groups
from pages.parts import links
from pages.parts.frame import say_later, show_problems, small
from pages.parts.plain import plain
from pages.parts.session import for_staff
from pages.parts.steps import take_step
from pages.parts.words import written_date


def show(wave: WaveView) -> None:
    """What the wave will be, and everything that can be chosen."""
    edition = _edition_of(wave)
    st.write(f"Draft of {plain(choices.edition_label(edition))}. Members see nothing yet.")
    st.link_button(
        "Look at the form as members will see it (as last saved)", f"/preview/wave/{wave.id}/0"
    )
    title = st.text_input(
        "What the team calls this wave", wave.title, max_chars=120, key=f"title-{wave.id}"
    )
    spoken = choices.languages(edition, wave.languages, about=wave.id)
    day = choices.closing_date(wave.closes_on, about=wave.id)
    smallest = choices.smallest_group(wave.smallest_group, about=wave.id)
    asked = choices.facts(wave, edition)
    save = partial(
        waves.update_draft,
        wave.id,
        title=title,
        languages=spoken,
        closes_on=day,
        smallest_group=smallest,
        facts=asked,
    )
    _groups(wave, smallest, save)
    saved, ready = _buttons()
    if (saved or ready) and _saved(save):
        _after_saving(wave, ready=ready)
    _delete(wave)


def _saved(save: Callable[[], WaveView]) -> bool:
    """The draft is saved; if not, the screen says why, and keeps what was entered."""
    try:
        save()
    except WaveProblems as problems:
        show_problems(problems)
        return False
    return True


def _buttons() -> tuple[bool, bool]:
    with st.container(horizontal=True):
        return (
            st.button("Save the draft"),
            st.button("Save and get ready to open", type="primary"),
        )


def _after_saving(wave: WaveView, *, ready: bool) -> None:
    if ready:
        _confirm_opening(waves.wave(wave.id))
        return
    say_later("The draft is saved.")
    st.rerun()


def _groups(wave: WaveView, smallest: int, save: Callable[..., WaveView]) -> None:
    """Joining saves the whole draft, so that what else was changed here is neither lost nor stale.

    An agency that left the roster and a day that is over can only be put right together.
    """
    st.header("Counted in these groups", anchor=False)
    groups = waves.preview_groups(wave.team_id, smallest_group=smallest, merges=wave.merges)
    show_groups(groups, smallest=smallest)
    links.link("team", "Change the agencies", team=wave.team_id)
    if wave.merges and st.button("Undo joining") and _saved(partial(save, merges=())):
        _after_saving(wave, ready=False)
    if len(groups) > 1:
        _join(wave, groups, save)


def _join(wave: WaveView, groups: Sequence[GroupView], save: Callable[..., WaveView]) -> None:
    names = named_groups(groups)
    picked = st.multiselect(
        "Join groups further (you can join, not split)",
        list(names),
        format_func=lambda number: names[number],
        key=f"join-{wave.id}-{len(wave.merges)}-{len(groups)}",
        placeholder="Choose two or more",
    )
    if len(picked) > 1 and st.button("Join these groups"):
        codes = tuple(code for number in picked for code in groups[number - 1].agency_codes)
        if _saved(partial(save, merges=(*wave.merges, codes))):
            _after_saving(wave, ready=False)


@st.dialog("Open this wave?")
@for_staff
def _confirm_opening(wave: WaveView) -> None:
    st.write(
        "From now on the questions, the reporting groups, the smallest group, the languages and "
        "the closing date are fixed. Members can answer until the closing date."
    )
    st.markdown(
        f"- {wave.invited} people in {len(wave.groups)} "
        f"{'group' if len(wave.groups) == 1 else 'groups'} of {wave.smallest_group} or more\n"
        f"- open until {written_date(wave.closes_on, 'en')}\n"
        "- while it is open, every screen says only how many have answered"
    )
    small(
        "The key that opens the answers is on this machine only. If it is lost before the wave "
        "closes, the answers are lost."
    )
    if not st.button("Open the wave", type="primary"):
        return
    take_step(
        lambda: waves.open_wave(wave.id),
        go=lambda _: st.rerun(),
        told="The wave is open. Invite people now.",
        undone="The wave is not open yet.",
    )


def _delete(wave: WaveView) -> None:
    with st.expander("Delete this draft"):
        st.write("The draft goes for good. The team, its agencies and its other waves stay.")
        if st.button("Delete the draft"):
            waves.delete_draft(wave.id)
            say_later("The draft was deleted.")
            links.go("start")


def _edition_of(wave: WaveView) -> EditionView:
    for each in editions.editions(wave.team_id):
        if (each.instrument_id, each.version) == (wave.instrument_id, wave.instrument_version):
            return each
    raise NotFound("The questionnaire of this wave is not here any more.")
