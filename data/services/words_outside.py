"""Where else a team may have written words of a session: codes, other sessions, actions, gaps.

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
from data.services.resource_hiding import hiding
from data.services.rules import Action
from data.store import actions as actions_store
from data.store import directories as listings_store
from data.store import families as studies_store
from data.store import family_words as store
from data.store import gap_findings as findings_store
from data.store.family_rewriting import Rewritten
from data.store.gap_findings import FindingRows
from data.store.versioned import Row

Kind = Literal["code", "memo", "sheet", "action", "finding"]
Replace = Callable[[str], Applied]
_Change = Callable[[Row], Row]

_CODE_FIELDS = ("label", "definition", "include", "exclude")
_ACTION_FIELDS = ("what", "reason", "check_shows", "notes")
_FINDING_FIELDS = ("words", "area", "cure")
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
        may_change: the one who acts may change it.
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
    whole = _rewritten_codes(row, replace, refs).joined(_rewritten_plans(row, replace, refs))
    for other in _other_transcripts(row):
        memos = words_elsewhere.rewritten_memos(other, replace)
        whole = whole.joined(Rewritten(memos={k: v for k, v in memos.items() if k in notes}))
    for session in _other_sessions(row):
        if f"sheet/{session['id']}" in refs:
            there = {"team_id": row["team_id"], "session_id": session["id"]}
            changed, added = words_elsewhere.rewritten_sheets(there, replace)
            whole = whole.joined(Rewritten(sheets=changed, new_sheets=added))
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
        may_change=step is None or may(step, team_id=row["team_id"]),
    )


def _around(words: str, replace: Replace) -> str:
    """Some words before and after the first place at which something would be replaced."""
    at = replace(words).made[0].start
    start, end = max(0, at - _AROUND), at + 2 * _AROUND
    before, after = "… " if start else "", " …" if end < len(words) else ""
    return f"{before}{words[start:end].strip()}{after}"


def _texts(row: Row) -> Iterator[_Text]:
    """Every text outside, the newest of each thing first."""
    for find in (_codes, _notes, _sheets, _actions, _findings):
        yield from find(row)


def _codes(row: Row) -> Iterator[_Text]:
    for number, version in enumerate(_codebooks(row)):
        for code in version["codes"]:
            for name in _CODE_FIELDS:
                yield _Text(f"code/{code['id']}", code["label"], code[name], is_now=number == 0)


def _sheets(row: Row) -> Iterator[_Text]:
    for session in _other_sessions(row):
        there = {"team_id": row["team_id"], "session_id": session["id"]}
        for words, is_now in words_elsewhere.sheet_words(there):
            yield _Text(f"sheet/{session['id']}", session["name"], words, is_now)


def _actions(row: Row) -> Iterator[_Text]:
    for key, versions in actions_store.actions(row["team_id"]).items():
        for each in reversed(versions):
            for words in _action_words(each):
                is_now = each is versions[-1]
                yield _Text(f"action/{key}", versions[-1]["what"], words, is_now)


def _findings(row: Row) -> Iterator[_Text]:
    for key, rows in findings_store.findings(row["team_id"]).items():
        name = rows.versions[0]["words"]
        yield from (_Text(f"finding/{key}", name, *each) for each in _finding_words(rows))


def _notes(row: Row) -> Iterator[_Text]:
    """Notes on codes of other sessions; those of people whose codes one may not see yet, too."""
    names = {each["id"]: each["name"] for each in _other_sessions(row)}
    for other in _other_transcripts(row):
        seen = {each.id for each in coding.codings(row["team_id"], other["id"])}
        for key, words in words_elsewhere.memo_words(other):
            name = names[other["session_id"]]
            yield _Text(f"memo/{key}", name, words, is_hidden=key not in seen)


def _action_words(version: Row) -> Iterator[str]:
    """What people wrote of an action, and what it keeps of a finding."""
    yield from (version[name] for name in _ACTION_FIELDS)
    if version["source"]["kind"] == "finding":
        yield version["source"]["words"]


def _finding_words(rows: FindingRows) -> Iterator[tuple[str, bool]]:
    """What was written of a finding, and whether it is of now: versions, evidence, dissent."""
    for number, version in enumerate(rows.versions):
        yield from ((version[name], number == 0) for name in _FINDING_FIELDS)
    for each in rows.evidence:
        yield from ((each[name], True) for name in ("words", "link"))
    yield from ((each["words"], True) for each in rows.signatures)


def _theme_copies(row: Row) -> Iterator[tuple[str, Row]]:
    """Versions of actions that came from a theme of this plan, with the id of the action."""
    for key, versions in actions_store.actions(row["team_id"]).items():
        for each in versions:
            source = each["source"]
            if source["kind"] == "theme" and source["ids"].get("plan") == row["study_id"]:
                yield key, each


def _rewritten_codes(row: Row, replace: Replace, refs: Collection[str]) -> Rewritten:
    def change(version: Row) -> Row:
        codes = [
            _replaced(each, _CODE_FIELDS, replace) if f"code/{each['id']}" in refs else {}
            for each in version["codes"]
        ]
        # What was looked at in a code names strings of it, so it ends with the text that had them.
        whole = [
            {**old, **new, "cleared": []} if new else old
            for old, new in zip(version["codes"], codes, strict=True)
        ]
        return {"codes": whole} if any(codes) else {}

    changed, added = _versions(_codebooks(row), change, key=("study_id", "version"))
    return Rewritten(outside={"codebook": changed}, new_outside={"codebook": added})


def _rewritten_plans(row: Row, replace: Replace, refs: Collection[str]) -> Rewritten:
    """Actions and findings that are named, and copies of themes wherever they are."""
    whole, key = Rewritten(), ("id", "version")
    for action, versions in actions_store.actions(row["team_id"]).items():
        chosen = f"action/{action}" in refs
        change = partial(_changed_action, row, replace, chosen=chosen)
        changed, added = _versions(versions[::-1], change, key=key)
        whole = whole.joined(Rewritten(outside={"action": changed}, new_outside={"action": added}))
    for finding, rows in findings_store.findings(row["team_id"]).items():
        if f"finding/{finding}" in refs:
            whole = whole.joined(_rewritten_finding(rows, replace, key=key))
    return whole


def _changed_action(row: Row, replace: Replace, version: Row, *, chosen: bool) -> Row:
    source = version["source"]
    is_copy = source["kind"] == "theme" and source["ids"].get("plan") == row["study_id"]
    changed: Row = _replaced(version, _ACTION_FIELDS, replace) if chosen else {}
    if is_copy or (chosen and source["kind"] == "finding"):
        words = _replaced(source, ("words",), replace)
        changed = {**changed, "source": {**source, **words}} if words else changed
    return changed


def _rewritten_finding(rows: FindingRows, replace: Replace, *, key: tuple[str, ...]) -> Rewritten:
    """A finding with what shows it and what agencies said of it; it has to be signed anew."""

    def change(version: Row) -> Row:
        return _replaced(version, _FINDING_FIELDS, replace)

    changed, added = _versions(rows.versions, change, key=key)
    evidence = _rows(rows.evidence, ("words", "link"), replace, key=("finding_id", "number"))
    said = _rows(rows.signatures, ("words",), replace, key=("finding_id", "agency_code", "number"))
    return Rewritten(
        outside={"finding": changed, "evidence": evidence, "signature": said},
        new_outside={"finding": added},
    )


def _versions(
    rows: Sequence[Row], change: _Change, *, key: tuple[str, ...]
) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Versions that change, and a new one after the newest: whoever types meanwhile sees it.

    Args:
        rows: all versions of one thing, newest first.
    """
    changed = [(each, new) for each in rows if (new := change(each))]
    added = [
        {**each, **new, **_saved(each), "version": each["version"] + 1}
        for each, new in changed
        if each is rows[0]
    ]
    return tuple({**{name: e[name] for name in key}, **new} for e, new in changed), tuple(added)


def _rows(
    rows: Sequence[Row], fields: Sequence[str], replace: Replace, *, key: tuple[str, ...]
) -> tuple[Row, ...]:
    changed = ((each, _replaced(each, fields, replace)) for each in rows)
    return tuple({**{name: each[name] for name in key}, **new} for each, new in changed if new)


def _replaced(row: Row, fields: Sequence[str], replace: Replace) -> Row:
    """The fields of a row in which something is replaced."""
    done = ((name, replace(row[name])) for name in fields)
    return {name: each.text for name, each in done if each.made}


def _saved(row: Row) -> Row:
    saved = {"saved_by": actor().id, "saved_by_name": actor().name, "saved_on": today()}
    return {name: value for name, value in saved.items() if name in row}


def _codebooks(row: Row) -> tuple[Row, ...]:
    return studies_store.codebook_versions(row["team_id"], row["study_id"])


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
