"""Where else a team may have written words of a session: codes, other sessions, actions, gaps.

What stands in the scan, in guides, principles, worksheets and notes of meetings is listed too, and
changes there.

None of these are of the session that something is taken out of, so nobody can be certain that the
same string means the same there. Each is shown to whoever takes something out, and changes only
where they say so: then in all its versions, with a new one that they sign. What an action keeps of
a theme is a copy of ours, and goes along with the theme.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from data.clock import today
from data.redaction.queue import Applied
from data.services import audit_log, coding, words_elsewhere
from data.services.authority import actor, may, permit
from data.services.outside_texts import Thing, changed, texts_of, things
from data.services.resource_hiding import hiding
from data.services.rules import Action
from data.services.team_texts import team_texts
from data.store import directories as listings_store
from data.store import families as studies_store
from data.store import family_words as store
from data.store.family_rewriting import Rewritten
from data.store.versioned import Row

Kind = Literal[
    "code",
    "memo",
    "sheet",
    "action",
    "finding",
    "scan",
    "guide",
    "principle",
    "worksheet",
    "meeting",
]
LISTED: frozenset[Kind] = frozenset({"scan", "guide", "principle", "worksheet", "meeting"})
"""What is found and listed; it changes where it was written, by those who stand by it."""
Replace = Callable[[str], Applied]

_STEPS: Mapping[str, Action] = {"action": "actions.run", "finding": "resources.run"}
_LOGGED = {"action": "actions.change", "finding": "resources.find"}
_AROUND = 90


@dataclass(frozen=True, slots=True)
class OutsideText:
    """Something outside of the session in which a string stands.

    Attributes:
        ref: names it, such as "action/ID".
        name: what people call it: a code, a session, an action, a finding.
        said: some words around the string, one for each text of it; empty where the one who acts
            may not see them, or where only earlier versions have it.
        is_hidden: the one who acts may not see the words.
        may_change: the one who acts may change it here.
    """

    ref: str
    kind: Kind
    name: str
    said: tuple[str, ...]
    is_hidden: bool
    may_change: bool


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of something; `is_now` where it is of the newest version."""

    ref: str
    name: str
    words: str
    is_now: bool = True
    is_hidden: bool = False


def texts(row: Row) -> Iterator[str]:
    """Every text of these, in all versions.

    Args:
        row: of the transcript.
    """
    placed = _placed(row)
    yield from (each.words for each in _texts(placed))
    yield from (each["source"]["words"] for _, each in _theme_copies(placed))


def found(row: Row, replace: Replace) -> tuple[OutsideText, ...]:
    """Where a string stands outside of a session; nothing changes.

    Args:
        row: of the transcript.
        replace: puts something in the place of the string.
    """
    shown = hiding(listings_store.listings(row["team_id"])).text
    seen: dict[str, list[_Text]] = {}
    for each in _texts(_placed(row)):
        if replace(each.words).made:
            seen.setdefault(each.ref, []).append(each)
    return tuple(_outside(ref, mine, replace, row, shown) for ref, mine in seen.items())


def copies(row: Row, replace: Replace) -> int:
    """How many actions keep a copy of a theme that says the string."""
    found_in = _theme_copies(_placed(row))
    told = (key for key, each in found_in if replace(each["source"]["words"]).made)
    return len(set(told))


def rewritten(row: Row, replace: Replace, refs: Collection[str]) -> Rewritten:
    """What is to be kept, once the string is replaced in all versions of what is named.

    Args:
        refs: of `OutsideText`; what is not there any more is passed over.

    Raises:
        NotAllowed: the one who acts may not change one of them.
    """
    kinds = {ref.partition("/")[0] for ref in refs}
    for kind in sorted(kinds & _STEPS.keys()):
        permit(_STEPS[kind], team_id=row["team_id"])
    row = _placed(row)
    notes = {ref.partition("/")[2] for ref in refs if ref.startswith("memo/")}
    whole = _rewritten_things(row, replace, refs)
    for other in _other_transcripts(row):
        memos = words_elsewhere.rewritten_memos(other, replace)
        whole = whole.joined(Rewritten(memos={k: v for k, v in memos.items() if k in notes}))
    for session in _other_sessions(row):
        if f"sheet/{session['id']}" in refs:
            there = {"team_id": row["team_id"], "session_id": session["id"]}
            sheets, added = words_elsewhere.rewritten_sheets(there, replace)
            whole = whole.joined(Rewritten(sheets=sheets, new_sheets=added))
    return whole


def record(row: Row, beside: Rewritten) -> None:
    """Write down what of these is about to change, before it does."""
    for kind, rows in beside.outside.items():
        for key in sorted({each.get("id") or each.get("finding_id") or "" for each in rows}):
            step = "families.codes" if kind == "codebook" else _LOGGED.get(kind, "resources.find")
            about = key or _placed(row)["study_id"]
            audit_log.record(step, team_id=row["team_id"], about=about)
    for session_id in sorted({each["session_id"] for each in beside.sheets}):
        if session_id != row["session_id"]:
            audit_log.record("families.edit", team_id=row["team_id"], about=session_id)


def _outside(
    ref: str, mine: Sequence[_Text], replace: Replace, row: Row, shown: Callable[[str], str]
) -> OutsideText:
    kind: Any = ref.partition("/")[0]
    step = _STEPS.get(kind)
    now = [each for each in mine if each.is_now and not each.is_hidden]
    return OutsideText(
        ref,
        kind,
        shown(mine[0].name),
        tuple(dict.fromkeys(shown(_around(each.words, replace)) for each in now)),
        is_hidden=all(each.is_hidden for each in mine),
        may_change=kind not in LISTED and (step is None or may(step, team_id=row["team_id"])),
    )


def _around(words: str, replace: Replace) -> str:
    """Some words before and after the first place at which something would be replaced."""
    at = replace(words).made[0].start
    start, end = max(0, at - _AROUND), at + 2 * _AROUND
    before, after = "… " if start else "", " …" if end < len(words) else ""
    return f"{before}{words[start:end].strip()}{after}"


def _texts(row: Row) -> Iterator[_Text]:
    """Every text outside, the newest of each thing first; those of the plan come before others."""
    every = list(things(row["team_id"], row["study_id"]))
    for thing in every:
        if thing.kind == "codebook":
            yield from _of_thing(thing)
    yield from _notes(row)
    yield from _sheets(row)
    for thing in every:
        if thing.kind != "codebook":
            yield from _of_thing(thing)
    for each in team_texts(row["team_id"]):
        ref = f"{each.kind}/{each.about}"
        yield _Text(ref, each.name, each.words, each.is_now, each.is_hidden)


def _of_thing(thing: Thing) -> Iterator[_Text]:
    """The texts of a code, an action, or a finding with what hangs on it, under one name each."""
    for number, version in enumerate(thing.rows):
        codes = version["codes"] if thing.kind == "codebook" else ()
        names = {each["id"]: each["label"] for each in codes}
        for code, words in texts_of(thing.kind, version):
            ref = f"code/{code}" if code else thing.ref
            yield _Text(ref, names.get(code, thing.name), words, is_now=number == 0)


def _sheets(row: Row) -> Iterator[_Text]:
    for session in _other_sessions(row):
        there = {"team_id": row["team_id"], "session_id": session["id"]}
        for words, is_now in words_elsewhere.sheet_words(there):
            yield _Text(f"sheet/{session['id']}", session["name"], words, is_now)


def _notes(row: Row) -> Iterator[_Text]:
    """Notes on codes of other sessions; those of people whose codes one may not see yet, too."""
    names = {each["id"]: each["name"] for each in _other_sessions(row)}
    for other in _other_transcripts(row):
        seen = {each.id for each in coding.codings(row["team_id"], other["id"])}
        for key, words in words_elsewhere.memo_words(other):
            name = names[other["session_id"]]
            yield _Text(f"memo/{key}", name, words, is_hidden=key not in seen)


def _theme_copies(row: Row) -> Iterator[tuple[str, Row]]:
    """Versions of actions that came from a theme of this plan, with the id of the action."""
    for thing in things(row["team_id"], row["study_id"]):
        yield from ((thing.about, each) for each in thing.rows if _is_copy(thing, each, row))


def _is_copy(thing: Thing, version: Row, row: Row) -> bool:
    source: Row = version["source"] if thing.kind == "action" else {"kind": ""}
    return source["kind"] == "theme" and source["ids"].get("plan") == row["study_id"]


def _rewritten_things(row: Row, replace: Replace, refs: Collection[str]) -> Rewritten:
    """Codes, actions and findings that are named, and copies of themes wherever they are."""
    whole = Rewritten()
    for thing in things(row["team_id"], row["study_id"]):
        new = partial(_new_columns, thing, row, replace, refs)
        done = [(each, columns) for each in thing.rows if (columns := new(each))]
        rows = tuple({**thing.key(each), **columns} for each, columns in done)
        added = tuple(
            {**each, **columns, **_saved(each), "version": each["version"] + 1}
            for each, columns in done
            if each is thing.rows[0] and thing.has_versions
        )  # a new version, so that whoever types meanwhile sees it
        if rows:
            new_rows = Rewritten(outside={thing.kind: rows}, new_outside={thing.kind: added})
            whole = whole.joined(new_rows)
    return whole


def _new_columns(
    thing: Thing, row: Row, replace: Replace, refs: Collection[str], version: Row
) -> Row:
    """What becomes of one version of something, or of evidence and what an agency said."""

    def change(words: str) -> str:
        return replace(words).text

    codes = {ref.partition("/")[2] for ref in refs if ref.startswith("code/")}
    chosen = thing.kind == "codebook" or thing.ref in refs
    new = changed(thing.kind, version, change, codes=codes) if chosen else {}
    if _is_copy(thing, version, row):
        kept = version["source"]
        words = change(kept["words"])
        new = {**new, "source": {**kept, "words": words}} if words != kept["words"] else new
    return new


def _saved(row: Row) -> Row:
    saved = {"saved_by": actor().id, "saved_by_name": actor().name, "saved_on": today()}
    return {name: value for name, value in saved.items() if name in row}


def _placed(row: Row) -> Row:
    """The row of a transcript with the plan that it belongs to."""
    held = studies_store.session(row["team_id"], row["session_id"])
    return {**row, "study_id": held["study_id"] if held is not None else ""}


def _other_sessions(row: Row) -> tuple[Row, ...]:
    held = studies_store.sessions(row["team_id"], row["study_id"])
    return tuple(each for each in held if each["id"] != row["session_id"])


def _other_transcripts(row: Row) -> tuple[Row, ...]:
    ids = [each["id"] for each in _other_sessions(row)]
    return store.transcripts(row["team_id"], ids)
