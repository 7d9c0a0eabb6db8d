"""The discussion guide of a released wave: what to talk about, why, what to ask, what was said."""

from collections.abc import Callable

import streamlit as st

from data.guide_views import GuideView, PickView, SavedText
from data.services import guides, release, waves
from data.services.authority import may
from data.services.errors import (
    NotAllowed,
    NotFound,
    WaveStateError,
)
from data.views import WaveView
from pages.meeting import both
from pages.parts import links
from pages.parts.frame import heading, say_later, small
from pages.parts.plain import plain
from pages.parts.seen import is_open, offer_newer, seen
from pages.parts.session import for_staff, require_sign_in
from pages.parts.steps import take_step
from pages.parts.words import LANGUAGES, written_date

_OUT = ("released", "archived")


def page() -> None:
    """The guide of the wave that the address names, or of the latest one of the team it names."""
    require_sign_in()
    try:
        wave = _wave()
    except NotFound:
        wave = None
    if wave is None:
        heading("Discussion guide")
        st.info("There is a guide as soon as a round of this team has been released.")
        links.back()
        return
    language = _language(wave)
    try:
        guide = guides.guide(wave.id, language, notes=True)
    except (NotAllowed, WaveStateError, release.ReportChanged) as refused:
        heading("Discussion guide", over=f"{wave.team_name} – {wave.title}", demo=wave.demo)
        st.info(plain(str(refused)))
    else:
        _guide(guide)
    links.link("meeting", "Meet and act", team=wave.team_id)
    links.back()


def _wave() -> WaveView | None:
    asked = st.query_params.get("wave")
    if asked:
        return waves.wave(asked)
    known = [each for each in waves.waves(st.query_params.get("team", "")) if each.state in _OUT]
    return known[0] if known else None


def _language(wave: WaveView) -> str:
    """The one that the table speaks; it stands in the address, so that a link keeps it."""
    asked = st.query_params.get("language", "")
    return asked if asked in wave.languages else wave.languages[0]


def _guide(guide: GuideView) -> None:
    over = f"{guide.team_name} – {guide.wave_title}"
    heading("Discussion guide", over=over, demo=guide.demo)
    if guide.held_until is not None:
        st.info(f"Only facilitators see this until {written_date(guide.held_until, 'en')}.")
    _choose_language(guide)
    leads, acts = (may(step, team_id=guide.team_id) for step in ("guide.run", "actions.run"))
    if guide.picks:
        st.text(guide.intro)
    else:
        st.info(_why_empty(guide, leads=leads))
    _left_the_list(guide)
    for place, pick in enumerate(guide.picks, start=1):
        with st.container(border=True):
            _pick(pick, place=place)
            if leads:
                _own_part(guide, pick)
            if acts:
                _begin_an_action(guide, pick)
    if leads:
        _add(guide)
        _propose_again(guide)


def _why_empty(guide: GuideView, *, leads: bool) -> str:
    """Why there is no statement on the list, and what whoever leads the talk can do about it."""
    if not guide.others:
        return "Too few people answered for any statement to be shown here."
    if guide.version:
        then = " Add some, or go back to the list as it was proposed." if leads else ""
        return f"Every statement was taken off this list.{then}"
    then = " Add those that you want to talk about." if leads else ""
    return f"No statement of this result asks to be talked about before all others.{then}"


def _choose_language(guide: GuideView) -> None:
    if len(guide.languages) < 2:
        return
    known = sorted(guide.languages)
    chosen = st.selectbox(
        "Language of the statements",
        known,
        index=known.index(guide.language),
        format_func=lambda each: LANGUAGES.get(each) or each,
    )
    if chosen != guide.language:
        _stay(guide, language=chosen)


def _pick(pick: PickView, *, place: int) -> None:
    """Everything that whoever leads the talk needs for one statement."""
    small(f"{pick.title} – {pick.section}")
    st.header(f"{place}\\. {plain(pick.text)}", anchor=False)
    for sentence in pick.why:
        st.text(sentence)
    for question in pick.questions:
        st.markdown(f"**{plain(question)}**")
    if pick.note.words:
        small("What the table said:")
        st.text(pick.note.words)
        if pick.note.saved_on:
            small(f"Saved on {written_date(pick.note.saved_on, 'en')}.")


def _begin_an_action(guide: GuideView, pick: PickView) -> None:
    """From what was said to what is done about it."""
    came_from = {"from": f"statement:{guide.wave_id}:{pick.item}"}
    links.link("plan-action", "Begin an action from it", team=guide.team_id, **came_from)


def _left_the_list(guide: GuideView) -> None:
    """A statement that left the list while a note on it was being typed; the note is not lost."""
    item = st.query_params.get("item", "")
    name = f"note-{guide.wave_id}-{item}"
    if any(pick.item == item for pick in guide.picks) or not is_open(name):
        return
    with st.container(border=True):
        about = guide.others.get(item, "")
        if about:
            st.text(about)
        st.info("This statement is not on the list any more. A note on it can still be saved.")
        _note_form(guide, item, seen(name, SavedText()).value, name=name)


def _own_part(guide: GuideView, pick: PickView) -> None:
    """What only those who lead the talk do."""
    name = f"note-{guide.wave_id}-{pick.item}"
    if both.waits(name):
        if both.choose(name, save=_saving(guide, pick.item)):
            seen(name, pick.note).forget()
            _stay(guide, item=pick.item)
    elif st.query_params.get("item") == pick.item:
        _note_form(guide, pick.item, pick.note, name=name)
        _erase_button(guide, pick)
        _place_buttons(guide, pick)
    elif st.button("Write a note, or change its place", key=f"open-{pick.item}"):
        _stay(guide, item=pick.item)


def _note_form(guide: GuideView, item: str, note: SavedText, *, name: str) -> None:
    opened = seen(name, note)
    with st.form(opened.form):
        small(guide.warning)
        words = st.text_area(
            "What the table said", opened.value.words, max_chars=guides.LONGEST, height=160
        )
        sent = st.form_submit_button("Save this note", type="primary")
    if not sent:
        offer_newer(opened, note)
    elif opened.may_send():
        based_on = opened.value.version
        if both.try_to_save(name, words, based_on=based_on, save=_saving(guide, item)):
            opened.forget()
            say_later("Saved.")
            _stay(guide, item=item)


def _erase_button(guide: GuideView, pick: PickView) -> None:
    if not pick.note.version:
        return
    what = "this note" if pick.note.words else "what this note said earlier"
    if st.button(f"Erase {what} for good", key=f"erase-{pick.item}"):
        _confirm_erasing(guide, pick)


def _saving(guide: GuideView, item: str) -> both.Saving:
    return lambda words, based_on: guides.save_note(guide.wave_id, item, words, based_on=based_on)


def _place_buttons(guide: GuideView, pick: PickView) -> None:
    wave_id, item, seen_version = guide.wave_id, pick.item, guide.version
    up, down, out = st.columns(3)
    if up.button("Move up", key=f"up-{item}", width="stretch"):
        _try(
            guide,
            lambda: guides.move(wave_id, item, by=-1, based_on=seen_version),
            item=item,
        )
    if down.button("Move down", key=f"down-{item}", width="stretch"):
        _try(
            guide,
            lambda: guides.move(wave_id, item, by=1, based_on=seen_version),
            item=item,
        )
    if out.button("Take it off the list", key=f"out-{item}", width="stretch"):
        _try(guide, lambda: guides.take_out(wave_id, item, based_on=seen_version))


def _add(guide: GuideView) -> None:
    if not guide.others:
        return
    st.header("Another statement", anchor=False)
    chosen = st.selectbox(
        "Statement to add",
        list(guide.others),
        format_func=guide.others.__getitem__,
        index=None,
        placeholder="Choose one",
    )
    if st.button("Add it to the list") and chosen:
        _try(guide, lambda: guides.add(guide.wave_id, chosen, based_on=guide.version), item=chosen)


def _propose_again(guide: GuideView) -> None:
    if guide.version and st.button("Go back to the list as it was proposed"):
        _try(guide, lambda: guides.propose_again(guide.wave_id, based_on=guide.version))


def _try(guide: GuideView, step: Callable[[], None], **where: str) -> None:
    """Change the list, and show this screen again."""
    take_step(step, go=lambda _: _stay(guide, **where))


def _stay(guide: GuideView, **where: str) -> None:
    links.stay(**({"wave": guide.wave_id, "language": guide.language} | where))


@st.dialog("Erase this note for good?")
@for_staff
def _confirm_erasing(guide: GuideView, pick: PickView) -> None:
    st.write(
        "Its words go, and so do those of its earlier versions. Nobody can bring them back from "
        "here. Backups that were taken before keep them until those are deleted."
    )
    if not st.button("Erase it", type="primary"):
        return
    _try(
        guide,
        lambda: guides.erase_note(guide.wave_id, pick.item, based_on=pick.note.version),
        item=pick.item,
    )
