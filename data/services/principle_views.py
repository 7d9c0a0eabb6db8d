"""From rows to the principles as they are seen, and the digest of an exact text."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence

from data.guide_views import LineView, PrinciplesState, SavedText, WordView
from data.services.errors import MeetingProblems
from data.store.versioned import Row
from data.views import FieldProblem

_ENTERED = re.compile(r"entered by (.*), facilitator", re.DOTALL)


def entered_by(name: str) -> str:
    """Whose name stands beside what a facilitator entered for an agency."""
    return f"entered by {name}, facilitator"


def saved_text(row: Row | None) -> SavedText:
    """A row of a text or a note; nothing where there is none."""
    if row is None:
        return SavedText()
    return SavedText(
        row["words"],
        row["version"],
        row["saved_by_name"],
        row["saved_on"],
        row.get("from_version"),
    )


def lines_of(rows: Iterable[Row], *, titles: Mapping[str, str]) -> tuple[LineView, ...]:
    """The lines among the newest rows of all texts, in the order of choosing.

    Args:
        titles: of the waves, by id.
    """
    kept = [row for row in rows if row["item"] and not row["removed"]]
    return tuple(
        LineView(
            id=row["part"],
            wave_id=row["wave_id"],
            wave_title=titles.get(row["wave_id"], ""),
            item=row["item"],
            text=saved_text(row),
        )
        for row in sorted(kept, key=lambda row: (row["place"], row["part"]))
    )


def body_of(lines: Sequence[LineView], *, mission: SavedText, vision: SavedText) -> str:
    """The exact text that agencies sign, always written in the same way."""
    said = {
        "mission": mission.words,
        "vision": vision.words,
        "lines": [[line.text.words, line.wave_id, line.item] for line in lines],
    }
    return json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest_of(body: str) -> str:
    """SHA-256 of an exact text, as 64 hexadecimal digits."""
    return hashlib.sha256(body.encode()).hexdigest()


def state_of(newest: Row | None, *, digest: str) -> PrinciplesState:
    """Where the text stands: what was called ready or signed holds for that very text only."""
    if newest is None or newest["digest"] != digest:
        return "draft"
    return "signed" if newest["state"] == "signed" else "ready"


def said_of(rows: Iterable[Row], *, digest: str) -> tuple[WordView, ...]:
    """What agencies said, in the order in which it was saved for each of them.

    Args:
        digest: of the text as it is now.
    """
    ordered = sorted(rows, key=lambda row: (row["saved_on"], row["agency_name"], row["version"]))
    last = {row["agency_code"]: 0 for row in ordered}
    for row in ordered:
        last[row["agency_code"]] = max(last[row["agency_code"]], row["version"])
    return tuple(
        WordView(
            agency_code=row["agency_code"],
            agency_name=row["agency_name"],
            agrees=row["agrees"],
            words=row["words"],
            digest=row["digest"],
            of_current=row["digest"] == digest,
            is_last=row["version"] == last[row["agency_code"]],
            saved_by_name=row["saved_by_name"],
            saved_on=row["saved_on"],
            entered_by=_enterer(row["saved_by_name"]),
        )
        for row in ordered
    )


def _enterer(saved_by_name: str) -> str:
    found = _ENTERED.fullmatch(saved_by_name)
    return found[1] if found else ""


def refuse(found: Iterable[FieldProblem]) -> None:
    """Say everything that is wrong, if anything is.

    Raises:
        MeetingProblems: with all of it.
    """
    problems = tuple(found)
    if problems:
        raise MeetingProblems(problems)
