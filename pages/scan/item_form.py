"""One statement and what an agency says of it.

Which version of the answer was seen stands in the address (`saw`), because what a server keeps of a
browser may be gone by the time somebody saves; without it a newer answer would be written over.
"""

import streamlit as st

from data.scan_views import AnswerEntry, AnswerView, ItemView
from data.services import scan_answers
from data.services.errors import EditConflict, NotFound, ScanProblems, ScanStateError
from data.services.scan_board import history
from pages.parts import links
from pages.parts.days import NotADay, day_in, day_input
from pages.parts.frame import say_later, show_problems, show_refusal, small
from pages.parts.plain import plain
from pages.parts.words import written_date
from pages.scan import files
from pages.scan.reading import Reading
from surveys.checklist import CONFIDENCES, STATUSES

_Place = tuple[Reading, ItemView, str, ItemView | None]


def show(reading: Reading, item: ItemView, *, agency: str, after: ItemView | None) -> None:
    """The statement, the form, the files and the history.

    Args:
        after: the statement to go to once this one is saved; None where none waits.
    """
    _statement(reading, item)
    if reading.board.scan.closed_on is not None:
        st.info(reading.say("ended"))
        if "saw" not in st.query_params:  # else somebody may have typed something before it ended
            _back(reading, item, agency=agency)
            return
    now = item.of(agency)
    version = now.version if now else 0
    saw = _saw(version)
    said = _as_seen(reading, item, agency=agency, saw=saw)
    place = (reading, item, agency, after)
    conflict: EditConflict | None = st.session_state.get(_kept(place))
    if conflict is not None:
        _both(conflict, place=place)
        return
    entry = _form(reading, said, key=f"{item.id}-{agency}-{saw}")
    if entry is not None:
        _save(entry, place=place, saw=saw)
    elif saw != version and now is not None:
        st.info(reading.say("changed_since", name=plain(now.saved_by_name)))
        if st.button(reading.say("show_saved")):
            _reload()
    files.show(reading, item, agency=agency)
    _history(reading, item, agency=agency)
    _back(reading, item, agency=agency)


def _statement(reading: Reading, item: ItemView) -> None:
    section = next(each for each in reading.board.sections if each.id == item.section)
    st.header(plain(reading.item(item)), anchor=False)
    number, total = section.items.index(item) + 1, len(section.items)
    place = reading.say("statement_of", number=number, total=total)
    small(f"{reading.section(section)} · {place}")
    for key, text in (("would_show", reading.would_show(item)), ("why", reading.why(item))):
        if text:
            st.markdown(f"{plain(reading.say(key))}: {plain(text)}")


def _saw(version: int) -> int:
    """The version that was on this screen when it was opened."""
    said = st.query_params.get("saw", "")
    if said.isdecimal() and len(said) < 6:
        return int(said)
    st.query_params["saw"] = str(version)
    return version


def _as_seen(reading: Reading, item: ItemView, *, agency: str, saw: int) -> AnswerView | None:
    now = item.of(agency)
    if now is None or now.version == saw:
        return now
    versions = history(reading.board.scan.id, item.id)
    mine = (each for each in versions if each.agency_code == agency and each.version == saw)
    return next(mine, None)


def _form(reading: Reading, said: AnswerView | None, *, key: str) -> AnswerEntry | None:
    """What was typed, once it is sent."""
    left, right = st.columns(2)
    if left.button(reading.say("dont_know"), key=f"dk-{key}", width="stretch"):
        return AnswerEntry("unknown")
    if right.button(reading.say("not_our_area"), key=f"area-{key}", width="stretch"):
        return AnswerEntry("not_our_area")
    if said is not None and said.carried and st.button(reading.say("still_so"), key=f"so-{key}"):
        return said.entry
    before = said.entry if said else AnswerEntry("")
    with st.form(f"answer-{key}", enter_to_submit=False):
        status, confidence = _how_it_is(reading, before, key=key)
        evidence, link, source = _what_shows_it(reading, before, key=key)
        typed = day_input(reading.say("source_date"), before.source_date, key=f"day-{key}")
        sent = st.form_submit_button(reading.say("save"), type="primary")
    if not sent:
        return None
    try:
        american = reading.language == "en"
        day = day_in(typed, label=reading.say("source_date"), american=american)
    except NotADay as wrong:
        show_refusal(wrong)
        return None
    return AnswerEntry(status or "", confidence or None, evidence, link, source, day)


def _how_it_is(reading: Reading, before: AnswerEntry, *, key: str) -> tuple[str | None, str | None]:
    """How it is, and how sure one is of that."""
    status = st.radio(
        reading.say("status"),
        STATUSES,
        index=STATUSES.index(before.status) if before.status in STATUSES else None,
        format_func=reading.status,
        key=f"status-{key}",
    )
    sure = ("", *CONFIDENCES)
    confidence = st.selectbox(
        reading.say("confidence"),
        sure,
        index=sure.index(before.confidence or ""),
        format_func=lambda each: reading.say(f"confidence_{each}" if each else "no_confidence"),
        key=f"confidence-{key}",
    )
    return status, confidence


def _what_shows_it(reading: Reading, before: AnswerEntry, *, key: str) -> tuple[str, str, str]:
    """Evidence in words, as a link, and where it is from."""
    longest = scan_answers.LONGEST
    evidence = st.text_area(
        reading.say("evidence"),
        before.evidence,
        max_chars=longest["evidence"],
        key=f"evidence-{key}",
    )
    link = st.text_input(
        reading.say("link"), before.link, max_chars=longest["link"], key=f"link-{key}"
    )
    source = st.text_input(
        reading.say("source"), before.source, max_chars=longest["source"], key=f"source-{key}"
    )
    return evidence, link, source


def _save(entry: AnswerEntry, *, place: _Place, saw: int) -> None:
    reading, item, agency, _ = place
    try:
        scan_answers.save(reading.board.scan.id, item.id, agency, entry, based_on=saw)
    except ScanProblems as problems:
        show_problems(problems)
        return
    except (NotFound, ScanStateError) as refused:
        show_refusal(refused)
        return
    except EditConflict as conflict:
        st.session_state[_kept(place)] = conflict
        st.rerun()
    _go_on(place)


def _kept(place: _Place) -> str:
    """Where a conflict waits until somebody chooses."""
    reading, item, agency, _ = place
    return f"conflict {reading.board.scan.id} {item.id} {agency}"


def _both(conflict: EditConflict, *, place: _Place) -> None:
    """Two answers for one agency, side by side; whoever looks at them chooses."""
    reading = place[0]
    theirs = conflict.theirs
    st.subheader(plain(reading.say("conflict_title")), anchor=False)
    name, agency = plain(theirs.saved_by_name), plain(theirs.agency_name)
    st.warning(reading.say("conflict", name=name, agency=agency))
    left, right = st.columns(2)
    with left.container(border=True):
        st.markdown(f"**{plain(reading.say('theirs', name=theirs.saved_by_name))}**")
        show_answer(reading, theirs.entry)
    with right.container(border=True):
        st.markdown(f"**{plain(reading.say('mine'))}**")
        show_answer(reading, conflict.mine)
    if st.button(reading.say("save_mine"), type="primary"):
        st.session_state.pop(_kept(place))
        _save(conflict.mine, place=place, saw=theirs.version)
    if st.button(reading.say("keep_theirs")):
        st.session_state.pop(_kept(place))
        _reload()


def show_answer(reading: Reading, entry: AnswerEntry, *, of: str = "") -> None:
    """What an agency says, line by line; `of` names the agency."""
    name = f"{plain(of)}: " if of else ""
    st.markdown(f"{name}**{plain(reading.status(entry.status))}**")
    if entry.confidence:
        small(reading.say(f"confidence_{entry.confidence}"))
    if entry.evidence:
        st.text(entry.evidence)
    if entry.link:
        st.text(entry.link)
    dated = f" ({written_date(entry.source_date, reading.language)})" if entry.source_date else ""
    if entry.source or dated:
        small(f"{entry.source}{dated}".strip())


def _go_on(place: _Place) -> None:
    reading, item, agency, after = place
    query = {"scan": reading.board.scan.id, "agency": agency, "language": reading.language}
    query["section"] = item.section
    if after is not None:
        query["item"] = after.id
    say_later(reading.say("saved" if after is not None else "saved_last"))
    links.stay(**query)


def _reload() -> None:
    st.query_params.pop("saw", None)
    st.rerun()


def _history(reading: Reading, item: ItemView, *, agency: str) -> None:
    mine = [each for each in history(reading.board.scan.id, item.id) if each.agency_code == agency]
    if not mine:
        return
    with st.expander(reading.say("history")):
        for each in mine:
            day = written_date(each.saved_on, reading.language)
            small(reading.say("history_line", day=day, name=each.saved_by_name))
            show_answer(reading, each.entry)


def _back(reading: Reading, item: ItemView, *, agency: str) -> None:
    if st.button(reading.say("back_to_list"), icon=":material/arrow_back:"):
        links.stay(
            scan=reading.board.scan.id,
            agency=agency,
            language=reading.language,
            section=item.section,
        )
