"""What becomes of each string that may tell who somebody is: one decision, wherever it stands."""

import re
from collections.abc import Callable, Mapping

import streamlit as st

from data.family_views import SuspectView, TranscriptView
from data.redaction.kinds import LABELS, placeholder
from data.services import redacting, transcripts
from data.views import TeamView
from pages.families.counting import Count, forget, keep, known
from pages.families.desk_words import kinds_said
from pages.families.moved import is_mine
from pages.families.notes_said import spoken
from pages.parts import links
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.seen import key_of
from pages.parts.steps import take_step

AT_ONCE = 20
_REPLACE, _WIDER, _KEEP = "Replace", "Generalize", "Keep"
_CHOICES = (_REPLACE, _WIDER, _KEEP)
_LABELS: Mapping[str, str] = {**LABELS}
_WIDER_WORDS: Mapping[str, str] = {
    "name": "somebody close",
    "place": "a town nearby",
    "address": "a town nearby",
    "date": "some months ago",
    "age": "a young child",
}
_IN_BRACKETS = re.compile(r"\[[^\[\]\n]{1,60}\]")
_BESIDE = (
    "Elsewhere it is written like a name. In small letters it is mostly the word, so it is never "
    "replaced together with all others. To replace it in one place, keep it here; then take it out "
    "with the words around it."
)
_OPEN, _DECIDED = "No decision yet", "Decided"


def decide(team: TeamView, found: TranscriptView, counted: Callable[[Count], None]) -> None:
    """The queue of strings, and carrying out once all are decided.

    Args:
        counted: is told what was counted before anything is shown that depends on it.
    """
    before = known(found)
    if before is not None and before.to_carry_out(found):
        _carry_out(team, found)
    strings = redacting.suspects(team.id, found.id)
    count = keep(found, strings)
    counted(count)
    if before is None and count.to_carry_out(found):
        _carry_out(team, found)
    _progress(count)
    waiting = [each for each in strings if not each.decided]
    done = [each for each in strings if each.decided]
    shown = _which(found, waiting, done)
    if shown == _OPEN:
        _queue(team, found, waiting, _taken(team, found, done))
    else:
        _done(team, found, done)


def _progress(count: Count) -> None:
    if not count.strings:
        st.success("Nothing was found that needs a decision. Read it through all the same.")
        return
    st.write(
        f"{count.strings - count.undecided:,} of {count.strings:,} strings are decided. A decision "
        "goes for every place where the string stands."
    )
    small(
        "What is found here is a proposal. A name that is an ordinary word can be missed, and so "
        "can a story that only one family has. That is why somebody else reads it through."
    )


def _which(found: TranscriptView, waiting: list[SuspectView], done: list[SuspectView]) -> str:
    if not waiting or not done:
        return _OPEN if waiting else _DECIDED
    numbers = {_OPEN: len(waiting), _DECIDED: len(done)}
    return st.selectbox(
        "Show",
        (_OPEN, _DECIDED),
        format_func=lambda each: f"{each}: {numbers[each]:,}",
        key=f"which-{found.id}",
    )


def _carry_out(team: TeamView, found: TranscriptView) -> None:
    st.success("Every string is decided. Carry the decisions out, then read the words through.")
    if st.button("Carry the decisions out", type="primary", key=f"carry-{found.id}"):
        told = "Carried out. Now somebody else reads it through."
        _try(found, lambda: redacting.carry_out(team.id, found.id, seen=found.version), told=told)


def _part(found: TranscriptView, name: str, strings: list[SuspectView]) -> list[SuspectView]:
    """As many as go on one screen."""
    parts = range((len(strings) - 1) // AT_ONCE + 1)
    if len(parts) < 2:
        return strings
    last = len(strings)
    part = st.selectbox(
        "Part of the list",
        parts,
        format_func=lambda at: f"{at * AT_ONCE + 1} to {min(last, (at + 1) * AT_ONCE)} of {last:,}",
        key=f"part-{name}-{found.id}-{last}",
    )
    return strings[part * AT_ONCE : (part + 1) * AT_ONCE]


def _taken(team: TeamView, found: TranscriptView, done: list[SuspectView]) -> set[str]:
    """What stands or will stand in the place of strings, so that no two get the same."""
    taken = {each.replacement for each in done if each.replacement is not None}
    if found.stage == "clean":
        for turn in transcripts.turns(team.id, found.id):
            taken |= set(_IN_BRACKETS.findall(turn.text))
    return taken


def _queue(
    team: TeamView, found: TranscriptView, waiting: list[SuspectView], taken: set[str]
) -> None:
    offered: dict[str, str] = {}
    for each in waiting:
        offered[each.text] = placeholder(_LABELS[each.kinds[0]], taken=taken)
        taken.add(offered[each.text])
    part = _part(found, "open", waiting)
    with st.form(f"decide-{found.id}", enter_to_submit=False):
        decided: dict[str, str | None] = {}
        wordless: list[str] = []
        for each in part:
            key = key_of((found.id, each.text))
            _one(each, offered[each.text], decided, wordless, key=key)
        left = [each for each in part if each.text not in decided]
        save = st.form_submit_button("Save these decisions", type="primary")
        replace = st.form_submit_button("Save, and replace all others on this part")
        spare = st.form_submit_button("Save, and keep all others on this part")
    rest: dict[str, str | None] = {}
    if replace or spare:
        rest = {
            each.text: offered[each.text] if replace else None
            for each in left
            if each.text not in wordless and not (replace and each.beside)
        }
    if wordless and (save or replace or spare):
        st.error("Nothing was saved. To generalize, write the wider word: " + _listed(wordless))
    elif save or replace or spare:
        _save(team, found, decided | rest)


def _listed(strings: list[str]) -> str:
    return ", ".join(f"“{plain(each)}”" for each in strings)


def _one(
    each: SuspectView,
    offered: str,
    decided: dict[str, str | None],
    wordless: list[str],
    *,
    key: str,
) -> None:
    """One string with what is said around it, and what becomes of it."""
    label = _LABELS[each.kinds[0]]
    with st.container(border=True):
        often = "once" if each.count == 1 else f"{each.count:,} times"
        st.markdown(f"**{plain(each.text)}**, {often}")
        small(f"Why: {kinds_said(each.kinds)}.{_also(each)}")
        if each.beside:
            small(_BESIDE)
        for around in each.contexts:
            st.markdown(f"“{_marked(around, each.forms)}”")
        left, right = st.columns([6, 4], vertical_alignment="bottom")
        chosen = left.radio(
            f"What becomes of {spoken(each.text)}",
            _CHOICES,
            index=None,
            horizontal=True,
            format_func=lambda each: f"{_REPLACE}: {plain(offered)}" if each == _REPLACE else each,
            label_visibility="collapsed",
            key=f"choice-{key}",
        )
        wider = right.text_input(
            f"Wider word for {spoken(each.text)}, to generalize",
            max_chars=redacting.LONGEST,
            placeholder=_WIDER_WORDS.get(label, "a wider word"),
            key=f"wider-{key}",
        )
    if chosen == _KEEP:
        decided[each.text] = None
    elif chosen == _REPLACE:
        decided[each.text] = offered
    elif chosen == _WIDER and wider.strip():
        decided[each.text] = wider
    elif chosen == _WIDER:
        wordless.append(each.text)


def _also(each: SuspectView) -> str:
    return f" Also written: {', '.join(each.forms[1:])}." if len(each.forms) > 1 else ""


def _marked(around: str, forms: tuple[str, ...]) -> str:
    """What is said around a string, the string itself in bold letters."""
    pattern = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    pieces = re.split(rf"((?<![^\W_])(?:{pattern})(?![^\W_]))", around)
    marked = (f"**{plain(each)}**" if at % 2 else _plain(each) for at, each in enumerate(pieces))
    return "".join(marked)


def _plain(piece: str) -> str:
    """A piece of a sentence; the blanks at its ends stay."""
    before = " " if piece[:1].isspace() else ""
    after = " " if piece.strip() and piece[-1:].isspace() else ""
    return f"{before}{plain(piece)}{after}"


def _save(team: TeamView, found: TranscriptView, decided: Mapping[str, str | None]) -> None:
    if not decided:
        st.info("Nothing is chosen yet.")
        return
    told = "1 string is decided." if len(decided) == 1 else f"{len(decided)} strings are decided."
    _try(found, lambda: redacting.decide(team.id, found.id, decided), told=told)


def _done(team: TeamView, found: TranscriptView, done: list[SuspectView]) -> None:
    """What was decided and can be taken back; what was carried out is not here any more."""
    for each in _part(found, "done", done):
        with st.container(border=True):
            then = "is kept" if each.replacement is None else f"becomes {each.replacement}"
            st.markdown(f"**{plain(each.text)}** {plain(then)}")
            if st.button(
                f"Take back: {spoken(each.text)}", key=f"back-{key_of((found.id, each.text))}"
            ):
                _take_back(team, found, each.text)


def _take_back(team: TeamView, found: TranscriptView, string: str) -> None:
    def step() -> None:
        redacting.undecide(team.id, found.id, (string,))

    _try(found, step, told="The decision is taken back.")


def _try(found: TranscriptView, step: Callable[[], object], *, told: str) -> None:
    """Take a step and show the list anew."""

    def then() -> None:
        forget(found)
        is_mine(found.session_id)

    take_step(
        step,
        go=lambda _: links.stay(**st.query_params.to_dict()),
        told=told,
        then=then,
    )
