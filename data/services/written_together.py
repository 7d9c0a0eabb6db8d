"""Rows of the scan, guides, principles, worksheets and notes of meetings, as they are changed.

People change these where they wrote them; here only words that somebody took back go from them.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from data.services.team_texts import SCAN_TEXTS, newest_first
from data.store import guides as guides_store
from data.store import meetings as meetings_store
from data.store import scan_answers as answers_store
from data.store import scans as scans_store
from data.store import waves as waves_store
from data.store import worksheets as sheets_store
from data.store.family_outside import OUTSIDE_KEYS, Outside
from data.store.versioned import Row

_OF_SCAN: Mapping[str, Outside] = {
    "answers": "scan_answer",
    "decisions": "scan_decision",
    "dissents": "scan_dissent",
    "sign_offs": "scan_sign_off",
    "plans": "scan_plan",
}
_THINGS = ("item", "agency_code")
_LINKS = ("link",)
"""Columns in which no line can stand; one that repeats is taken out."""


@dataclass(frozen=True, slots=True)
class Written:
    """A row with texts.

    Attributes:
        key: what names it.
        texts: its columns with texts.
        is_now: it is the newest version, or has none.
        is_body: its one column is JSON, with texts in it.
        more: what changes with it.
    """

    table: Outside
    key: Row
    texts: Mapping[str, str]
    is_now: bool
    is_body: bool = False
    more: Mapping[str, Any] | None = None

    def changed(self, change: Callable[[str], str]) -> Row:
        """The columns that are others once each text is changed; nothing where none is."""
        if self.is_body:
            done = {name: _changed_body(body, change) for name, body in self.texts.items()}
        else:
            done = {name: change(words) if words else words for name, words in self.texts.items()}
        new = {name: words for name, words in done.items() if words != self.texts[name]}
        gone = {name: "" for name in new if name in _LINKS}
        return {**new, **gone, **(self.more or {})} if new else {}


def written_together(team_id: str) -> Iterator[Written]:
    """Every such row of a team, of all versions."""
    for record in scans_store.scans(team_id):
        yield from _of_scan(record.id)
    for row, is_now in _newest(guides_store.all_notes(team_id), "wave_id", "item"):
        yield _row("guide_note", row, ("words",), is_now=is_now)
    for row, is_now in _newest(guides_store.all_texts(team_id), "part"):
        yield _row("principle_text", row, ("words",), is_now=is_now)
    signed = guides_store.signatures(team_id)
    for row, is_now in _newest(signed, "agency_code"):
        yield _row("principle_signature", row, ("words",), is_now=is_now)
    yield from _in_bodies(team_id)
    for wave in waves_store.waves(team_id):
        for row in meetings_store.notes(wave.id):
            more = {"version": row["version"] + 1}
            yield _row("meeting_note", row, ("text",), is_now=True, more=more)


def _in_bodies(team_id: str) -> Iterator[Written]:
    for row in guides_store.states(team_id):
        yield _row("principle_state", row, ("body",), is_now=False, is_body=True)
    for row, is_now in _newest(sheets_store.all_versions(team_id), "kind"):
        yield _row("worksheet", row, ("body",), is_now=is_now, is_body=True)


def _of_scan(scan_id: str) -> Iterator[Written]:
    stored = answers_store.everything(scan_id)
    for name, table in _OF_SCAN.items():
        rows: tuple[Row, ...] = getattr(stored, name)
        for row, is_now in _newest(rows, *_THINGS):
            yield _row(table, {**row, "scan_id": scan_id}, SCAN_TEXTS[name], is_now=is_now)
    for item in scans_store.own_items(scan_id):
        row = {**asdict(item), "scan_id": scan_id}
        yield _row("scan_item", row, ("text", "evidence"), is_now=True)


def _row(table: Outside, row: Row, names: tuple[str, ...], *, is_now: bool, **more: Any) -> Written:
    key = {name: row[name] for name in OUTSIDE_KEYS[table]}
    return Written(table, key, {name: row[name] for name in names}, is_now=is_now, **more)


def _newest(rows: tuple[Row, ...], *things: str) -> Iterator[tuple[Row, bool]]:
    yield from ((row, is_now) for row, _, is_now in newest_first(rows, things))


def _changed_body(body: str, change: Callable[[str], str]) -> str:
    before = json.loads(body)
    after = _inside(before, change)
    return body if after == before else json.dumps(after)


def _inside(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value) if value else value
    if isinstance(value, Mapping):
        return {name: _inside(each, change) for name, each in value.items()}
    return [_inside(each, change) for each in value] if isinstance(value, list) else value
