"""What a team writes in its scan, discussion guides, principles, worksheets and notes of meetings.

People stand by these under their names, and change them where they were written. So words of a
family are looked for in them and are listed, and nothing here changes any.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from data.services.authority import may
from data.store import guides as guides_store
from data.store import meetings as meetings_store
from data.store import scan_answers as answers_store
from data.store import scans as scans_store
from data.store import waves as waves_store
from data.store import worksheets as sheets_store

Kind = Literal["scan", "guide", "principle", "worksheet", "meeting"]
SCAN_TEXTS: Mapping[str, tuple[str, ...]] = {
    "answers": ("evidence", "source", "link"),
    "decisions": ("reason",),
    "dissents": ("words",),
    "sign_offs": ("words",),
    "plans": ("note",),
}
_KEYS = ("item", "agency_code")


@dataclass(frozen=True, slots=True)
class TeamText:
    """A text that stands where a team works together.

    Attributes:
        about: names what it is a text of, with all its versions.
        name: what people call that.
        is_now: it is of the newest version.
        is_hidden: the one who acts may not see the words.
    """

    kind: Kind
    about: str
    name: str
    words: str
    is_now: bool
    is_hidden: bool = False


def team_texts(team_id: str) -> Iterator[TeamText]:
    """Every such text of a team, of all versions, the newest of each thing first."""
    for record in scans_store.scans(team_id):
        yield from _of_scan(record.id, record.title)
    yield from _of_guides(team_id)
    yield from _of_principles(team_id)
    yield from _of_worksheets(team_id)
    yield from _of_meetings(team_id)


def _of_scan(scan_id: str, title: str) -> Iterator[TeamText]:
    stored = answers_store.everything(scan_id)
    for table, names in SCAN_TEXTS.items():
        rows: tuple[Mapping[str, Any], ...] = getattr(stored, table)
        for row, about, is_now in newest_first(rows, _KEYS):
            ref = f"{scan_id}/{table}/{about}"
            called = ", ".join(filter(None, (title, row.get("agency_name", ""))))
            yield from (TeamText("scan", ref, called, row[name], is_now) for name in names)
    for item in scans_store.own_items(scan_id):
        about, called = f"{scan_id}/items/{item.id}", f"{title}, {item.text}"
        for each in (item.text, item.evidence):
            yield TeamText("scan", about, called, each, is_now=True)


def _of_guides(team_id: str) -> Iterator[TeamText]:
    titles = {each.id: each.title for each in waves_store.waves(team_id)}
    for row, about, is_now in newest_first(guides_store.all_notes(team_id), ("wave_id", "item")):
        yield TeamText("guide", about, titles.get(row["wave_id"], ""), row["words"], is_now)


def _of_principles(team_id: str) -> Iterator[TeamText]:
    """Texts, what agencies said of them, and the exact texts that were signed."""
    texts = guides_store.all_texts(team_id)
    for row, about, is_now in newest_first(texts, ("part",)):
        yield TeamText("principle", about, row["words"], row["words"], is_now)
    signed = guides_store.signatures(team_id)
    for row, about, is_now in newest_first(signed, ("agency_code",)):
        yield TeamText("principle", f"said/{about}", row["agency_name"], row["words"], is_now)
    for row in guides_store.states(team_id):
        about = f"state/{row['version']}"
        for each in _strings(row["body"]):
            yield TeamText("principle", about, "The text that was signed", each, is_now=False)


def _of_worksheets(team_id: str) -> Iterator[TeamText]:
    for row, about, is_now in newest_first(sheets_store.all_versions(team_id), ("kind",)):
        for each in _strings(row["body"]):
            yield TeamText("worksheet", about, row["kind"], each, is_now)


def _of_meetings(team_id: str) -> Iterator[TeamText]:
    """Notes of facilitators for a meeting, which others do not see."""
    is_hidden = not may("meeting.notes", team_id=team_id)
    for wave in waves_store.waves(team_id):
        for row in meetings_store.notes(wave.id):
            about = f"{wave.id}/{row['part']}"
            words, now = row["text"], {"is_now": True, "is_hidden": is_hidden}
            yield TeamText("meeting", about, wave.title, words, **now)


def newest_first(
    rows: tuple[Mapping[str, Any], ...], keys: tuple[str, ...]
) -> Iterator[tuple[Mapping[str, Any], str, bool]]:
    """Rows with what names their thing and whether they are the newest, the last version first."""
    seen: set[str] = set()
    ordered = sorted(rows, key=lambda row: -row.get("version", row.get("number", 0)))
    for row in ordered:
        about = "/".join(str(row[name]) for name in keys if name in row)
        yield row, about, about not in seen
        seen.add(about)


def _strings(body: str) -> Iterator[str]:
    """Every text in some JSON, however deep; keys are none."""
    yield from _inside(json.loads(body))


def _inside(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _inside(each)
    elif isinstance(value, list):
        for each in value:
            yield from _inside(each)
