"""Shared principles: lines that the team agrees on, a mission, a vision, and who signs them."""

from collections.abc import Callable

import streamlit as st

from data.guide_views import LineView, Part, PrinciplesView, SavedText
from data.services import principles
from data.services.authority import may
from pages.meeting import both
from pages.meeting.signing import signing
from pages.parts import links
from pages.parts.frame import heading, say_later, small
from pages.parts.named import named
from pages.parts.seen import as_shown, is_open, offer_newer, seen
from pages.parts.session import require_sign_in
from pages.parts.steps import take_step
from pages.parts.words import written_date

_FIRST = 8
_TITLES: dict[Part, str] = {"mission": "Mission", "vision": "Vision"}
_ABOUT: dict[Part, str] = {
    "mission": "What you do together, for whom, and how. One or two sentences.",
    "vision": "What families will find once you have done it. One or two sentences.",
}
_STATES = {
    "draft": "A draft. Everybody with a role in the team may write, except consultants.",
    "ready": "Ready to sign. An edit makes it a draft again.",
    "signed": "Signed. An edit makes it a draft again, and leaves what was signed as it was.",
}


def page() -> None:
    """The principles of the team that the address names."""
    require_sign_in()
    team_id = st.query_params.get("team", "")
    now = named(lambda: principles.current(team_id), missing="No such team")
    if now is None:
        return
    heading("Shared principles", over=now.team_name, demo=now.demo)
    st.info(_STATES[now.state])
    writes = may("principles.write", team_id=now.team_id)
    for part in principles.PARTS:
        _text(now, part, writes=writes)
    _lines(now, writes=writes)
    if now.state != "draft":
        signing(now)
    if writes:
        _offers(now)
    if now.state == "draft":
        signing(now)
    links.link("meeting", "Meet and act", team=now.team_id)
    links.back()


def _text(now: PrinciplesView, part: Part, *, writes: bool) -> None:
    text = now.text(part)
    st.header(_TITLES[part], anchor=False)
    small(_ABOUT[part])
    with st.container(border=True):
        st.text(text.words or "Nothing is written here yet.")
        _saved(text)
    if writes:
        _change(
            now,
            part,
            text,
            label=_TITLES[part],
            save=lambda words, based_on: principles.save(
                now.team_id, part, words, based_on=based_on
            ),
        )


def _lines(now: PrinciplesView, *, writes: bool) -> None:
    st.header("What we agree on", anchor=False)
    if not now.lines:
        st.text("No line has been chosen yet.")
    _taken_out(now)
    for line in now.lines:
        with st.container(border=True):
            st.text(line.text.words)
            small(f"From: {line.wave_title or 'an earlier round'}")
            if writes:
                _line(now, line)


def _line(now: PrinciplesView, line: LineView) -> None:
    _change(
        now,
        line.id,
        line.text,
        label="Line",
        save=_saving_line(now, line.id),
    )
    version = as_shown(f"line-{line.id}", line.text.version)
    if _opened() == line.id and st.button("Take this line out", key=f"out-{line.id}"):
        _try(now, lambda: principles.remove_line(now.team_id, line.id, based_on=version))


def _taken_out(now: PrinciplesView) -> None:
    """A line that somebody took out while it was being changed here; its words are not lost."""
    gone = _opened()
    name = _name(now, gone)
    if gone in {*principles.PARTS, *(line.id for line in now.lines)} or not is_open(name):
        return
    with st.container(border=True):
        st.info(
            "Somebody took this line out of the principles meanwhile. What you typed is still here "
            "and not saved. Copy what you need; the line can be chosen again below."
        )
        _change(
            now, gone, seen(name, SavedText()).value, label="Line", save=_saving_line(now, gone)
        )


def _name(now: PrinciplesView, part: str) -> str:
    return f"principle-{now.team_id}-{part}"


def _saving_line(now: PrinciplesView, line_id: str) -> both.Saving:
    return lambda words, based_on: principles.change_line(
        now.team_id, line_id, words, based_on=based_on
    )


def _change(
    now: PrinciplesView, part: str, text: SavedText, *, label: str, save: both.Saving
) -> None:
    """The way into a text, its form, its earlier versions; or two texts to choose from."""
    name = _name(now, part)
    if both.waits(name):
        if both.choose(name, save=save):
            seen(name, text).forget()
            links.stay(team=now.team_id, part=part)
        return
    if _opened() != part:
        what = "this line" if label == "Line" else f"the {label.lower()}"
        if st.button(f"Change {what}", key=f"open-{part}"):
            links.stay(team=now.team_id, part=part)
        return
    opened = seen(name, text)
    with st.form(opened.form):
        words = st.text_area(label, opened.value.words, max_chars=principles.LONGEST, height=120)
        sent = st.form_submit_button("Save this text", type="primary")
    if not sent:
        offer_newer(opened, text)
    elif opened.may_send() and both.try_to_save(
        name, words, based_on=opened.value.version, save=save
    ):
        opened.forget()
        say_later("Saved.")
        links.stay(team=now.team_id)
    _earlier(now, part, text, name=name)


def _earlier(now: PrinciplesView, part: str, text: SavedText, *, name: str) -> None:
    older = [each for each in principles.history(now.team_id, part) if each.version < text.version]
    if not older:
        return
    with st.expander("Earlier versions"):
        for each in older:
            st.text(each.words or "Empty.")
            _saved(each)
            if st.button("Use these words again", key=f"back-{part}-{each.version}"):
                seen(name, text).forget()
                _go_back(now, part, each.version, based_on=text.version)


def _go_back(now: PrinciplesView, part: str, version: int, *, based_on: int) -> None:
    _try(
        now,
        lambda: principles.go_back(now.team_id, part, version, based_on=based_on),
        part=part,
    )


def _offers(now: PrinciplesView) -> None:
    """Statements on common ground that are not lines yet."""
    offered = [each for each in principles.offers(now.team_id) if not each.chosen]
    st.header("Lines to choose from", anchor=False)
    if not offered:
        st.text(
            "Statements appear here once a values round has been released, everybody on the team "
            "sees it, and it has common ground that is not chosen yet."
        )
        return
    small("On these the team stands together. Choose a few, and put them in your own words.")
    every = len(offered) > _FIRST and st.toggle(f"Show all {len(offered)} statements")
    for each in offered if every else offered[:_FIRST]:
        with st.container(border=True):
            st.text(each.words)
            small(f"{each.figure} {each.wave_title}")
            if st.button("Choose this line", key=f"take-{each.wave_id}-{each.item}"):
                where = (each.wave_id, each.item)
                _try(now, lambda where=where: principles.choose(now.team_id, *where))


def _saved(text: SavedText) -> None:
    if text.saved_on is None:
        return
    back = f" Brought back from version {text.from_version}." if text.from_version else ""
    day = written_date(text.saved_on, "en")
    small(f"Version {text.version}, saved by {text.saved_by_name} on {day}.{back}")


def _opened() -> str:
    return st.query_params.get("part", "")


def _try(now: PrinciplesView, step: Callable[[], None], **where: str) -> None:
    """Take a step, and show this screen again."""
    take_step(step, go=lambda _: links.stay(team=now.team_id, **where))
