"""The coding desk without a script of its own: sentences, and a field of codes beside each.

It does what the other desk does to whole sentences, with widgets of Streamlit alone; parts of
sentences that were coded elsewhere are told and can be taken away.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import streamlit as st

from pages.charts.words import Words
from pages.families.coder.events import (
    Coded,
    Event,
    MemoWritten,
    Refused,
    Removed,
    Undone,
    read_event,
)
from pages.families.coder.replies import reply, reply_to, times_refused
from pages.families.coder.sheet import LONGEST_MEMO, Coding, Sheet
from pages.parts.plain import plain

AT_A_TIME = 15
_WORDS_OF_A_PART = 40


def coding_table(sheet: Sheet, *, words: Words, key: str, can_undo: bool = False) -> Event | None:
    """Show some sentences of a transcript with their codes, and tell what was changed since.

    Whoever calls this saves the event, calls `reply` with the same key, and reruns; the arguments
    are those of `coding_desk`.

    Returns:
        At most one event a run. Where a field changed by several codes at once, each comes in a
        run of its own.
    """
    if not sheet.codes:
        st.text(words.say("table_no_codes"))
    _say(key, words)
    steps = st.session_state.setdefault(f"{key}-steps", [])
    if st.button(words.say("undo"), key=f"{key}-undo", disabled=not can_undo):
        steps.append({"kind": "undone"})
    shown = _shown(sheet, words=words, key=key)
    for number in shown:
        waits = bool(steps)
        steps.extend(_sentence(sheet, number, words=words, key=key, quiet=waits))
    steps.extend(_note(sheet, shown, words=words, key=key))
    return _next(steps, sheet=sheet, words=words, key=key)


def wanted(
    held: Sequence[Coding], chosen: Sequence[str], *, unit: tuple[int, int]
) -> list[dict[str, Any]]:
    """What turns the codings of a sentence into those that were chosen.

    Args:
        held: one's own codings that touch the sentence.
        chosen: what the field holds: ids of codes for the whole sentence, and `#` with the id of a
            coding for one that lies on a part or reaches further.
        unit: where the sentence begins and ends.

    Returns:
        Steps as `read_event` takes them, removals first; empty where nothing changes.
    """
    held_options = {option(each, unit=unit): each for each in held}
    removed = [each.id for name, each in held_options.items() if name not in chosen]
    added = [name for name in chosen if name not in held_options and not name.startswith("#")]
    start, end = unit
    return [
        *({"kind": "removed", "coding_id": each} for each in removed),
        *({"kind": "coded", "start": start, "end": end, "code": each} for each in added),
    ]


def option(coding: Coding, *, unit: tuple[int, int]) -> str:
    """What stands for a coding in the field of a sentence."""
    return coding.code if (coding.start, coding.end) == unit else f"#{coding.id}"


def _next(steps: list[dict[str, Any]], *, sheet: Sheet, words: Words, key: str) -> Event | None:
    if not steps:
        return None
    step = steps.pop(0)
    try:
        event = read_event({"text_hash": sheet.text_hash} | step, sheet=sheet)
    except Refused as refused:
        steps.clear()
        reply(key, done=False, told=words.say(f"refused_{refused.why}"))
        st.rerun()
    st.session_state[f"{key}-done"] = _done(event, sheet, words)
    return event


def _done(event: Event, sheet: Sheet, words: Words) -> str:
    """What to say once this event is saved."""
    match event:
        case Coded(start=start, code=code):
            number = next(n for n, unit in enumerate(sheet.units, start=1) if unit.start == start)
            place = words.say("place_one", first=number)
            return words.say("said_coded", code=sheet.code_by_id[code].label, place=place)
        case Removed(coding_id=coding_id):
            label = sheet.code_by_id[sheet.coding_by_id[coding_id].code].label
            return words.say("said_removed", code=label)
        case MemoWritten():
            return words.say("said_memo")
        case Undone():
            return words.say("said_undone")


def _say(key: str, words: Words) -> None:
    """The last reply; it stays in sight until the next one."""
    answered = reply_to(key)
    if answered is None:
        return
    if answered["done"]:
        st.success(plain(answered["told"] or st.session_state.get(f"{key}-done", "")))
    else:
        st.warning(plain(answered["told"] or words.say("not_saved")))


def _shown(sheet: Sheet, *, words: Words, key: str) -> range:
    """The sentences of the part that was chosen."""
    starts = range(0, len(sheet.units), AT_A_TIME)
    if len(starts) < 2:
        return range(len(sheet.units))

    def named(start: int) -> str:
        last = min(start + AT_A_TIME, len(sheet.units))
        return words.say("table_range", first=start + 1, last=last)

    start = st.selectbox(words.say("table_part"), starts, format_func=named, key=f"{key}-part")
    return range(start, min(start + AT_A_TIME, len(sheet.units)))


def _sentence(
    sheet: Sheet, number: int, *, words: Words, key: str, quiet: bool
) -> list[dict[str, Any]]:
    """One sentence and its field; `quiet` while earlier steps still wait for their turn."""
    unit = sheet.units[number]
    turn = sheet.turn_of(unit.start, unit.end)
    if turn is not None and sheet.units_of(turn)[0] == number:
        st.markdown(f"**{plain(sheet.turns[turn].label)}**")
    st.text(sheet.passage(unit.start, unit.end))
    on_it = sheet.on_unit(number)
    span = (unit.start, unit.end)
    held = tuple(each for each in on_it if each.mine)
    others = [sheet.code_by_id[each.code].label for each in on_it if not each.mine]
    if others:
        st.text(words.say("table_others", codes=", ".join(others)))
    field = f"{key}-{sheet.text_hash}-{number}-{times_refused(key)}"
    _follow(field, [option(each, unit=span) for each in held])
    names = _names(sheet, held, unit=span, words=words)
    chosen = st.multiselect(
        words.say("table_codes", number=number + 1),
        list(names),
        format_func=names.__getitem__,
        key=field,
        placeholder=words.say("table_choose"),
    )
    return [] if quiet else wanted(held, chosen, unit=span)


def _follow(field: str, held: list[str]) -> None:
    """Where what is saved has changed, the field shows it; else it keeps what was chosen."""
    if st.session_state.get(f"{field}-saved") != held:
        st.session_state[field] = st.session_state[f"{field}-saved"] = held


def _names(
    sheet: Sheet, held: Sequence[Coding], *, unit: tuple[int, int], words: Words
) -> dict[str, str]:
    """The options of a field and what they are called.

    Names that two of them share are told apart, because Streamlit goes by the name.
    """
    names = [(code.id, code.label) for code in sheet.codes]
    for each in held:
        if (name := option(each, unit=unit)).startswith("#"):
            passage = sheet.passage(each.start, each.end)
            short = passage[:_WORDS_OF_A_PART] + "…" * (len(passage) > _WORDS_OF_A_PART)
            label = sheet.code_by_id[each.code].label
            names.append((name, words.say("table_part_option", code=label, passage=short)))
    return dict(_apart(names))


def _apart(names: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The same, with a number behind each name that has come before."""
    seen: Counter[str] = Counter()
    for option_id, name in names:
        seen[name] += 1
        yield option_id, name if seen[name] == 1 else f"{name} ({seen[name]})"


def _note(sheet: Sheet, shown: range, *, words: Words, key: str) -> list[dict[str, Any]]:
    """The note on one of one's codings among the sentences that are shown."""
    first: dict[str, str] = {}
    for number in shown:
        for each in sheet.on_unit(number):
            label = sheet.code_by_id[each.code].label
            named = words.say("table_note_option", number=number + 1, code=label)
            if each.mine:
                first.setdefault(each.id, named)
    own = dict(_apart(first.items()))
    if not own:
        return []
    st.markdown(f"**{plain(words.say('table_note_title'))}**")
    chosen = st.selectbox(
        words.say("table_note_of"), list(own), format_func=own.__getitem__, key=f"{key}-note-of"
    )
    with st.form(f"{key}-note-{chosen}", enter_to_submit=False):
        text = st.text_area(
            words.say("memo_label"), sheet.coding_by_id[chosen].memo, max_chars=LONGEST_MEMO
        )
        saved = st.form_submit_button(words.say("memo_save"))
    return [{"kind": "memo", "coding_id": chosen, "text": text}] if saved else []
