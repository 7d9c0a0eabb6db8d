"""Where a team writes that is of no one session: codes, actions, findings with what shows them.

This is the one walk over them. What takes words out (`words_outside`) and what puts words before
people (`echoes_outside`) both go this way, so that no text is seen by one and not by the other.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from data.services.code_entries import FIELDS as CODE_FIELDS
from data.store import actions as actions_store
from data.store import families as studies_store
from data.store import gap_findings as findings_store
from data.store.family_outside import OUTSIDE_KEYS, Outside
from data.store.versioned import Row

TEXTS: Mapping[Outside, tuple[str, ...]] = {
    "codebook": CODE_FIELDS,
    "action": ("what", "reason", "check_shows", "notes"),
    "finding": ("words", "area", "cure"),
    "evidence": ("words", "link"),
    "signature": ("words",),
}
"""The columns with texts; of a codebook, those of each code."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something of a team with texts in it.

    Attributes:
        about: the id of the action or finding that it is, or hangs on; that of the plan of codes.
        name: what people call that; codes have names of their own.
        rows: its versions, newest first; evidence and a signature have none, and are one row each.
    """

    kind: Outside
    about: str
    name: str
    rows: tuple[Row, ...]

    @property
    def ref(self) -> str:
        """What people choose it by: evidence and a signature go along with their finding."""
        return f"{'action' if self.kind == 'action' else 'finding'}/{self.about}"

    @property
    def has_versions(self) -> bool:
        """A change makes a new version; else the row itself changes."""
        return self.kind in ("codebook", "action", "finding")

    def key(self, row: Row) -> Row:
        """What names a row of it."""
        return {name: row[name] for name in OUTSIDE_KEYS[self.kind]}


def things(team_id: str, study_id: str) -> Iterator[Thing]:
    """Everything of a team with texts in it that is of no one session.

    Args:
        study_id: the plan whose codes these are.
    """
    codes = studies_store.codebook_versions(team_id, study_id)
    if codes:
        yield Thing("codebook", study_id, "", tuple(codes))
    for key, versions in actions_store.actions(team_id).items():
        yield Thing("action", key, versions[-1]["what"], tuple(versions[::-1]))
    for key, found in findings_store.findings(team_id).items():
        name = found.versions[0]["words"]
        yield Thing("finding", key, name, found.versions)
        yield from (Thing("evidence", key, name, (each,)) for each in found.evidence)
        yield from (Thing("signature", key, name, (each,)) for each in found.signatures)


def texts_of(kind: Outside, row: Row) -> Iterator[tuple[str, str]]:
    """Every text of a row, with the id of the code where it is one, else an empty one.

    What an action keeps of a finding is a text of the action; what it keeps of a theme is none.
    """
    if kind == "codebook":
        yield from ((code["id"], code[name]) for code in row["codes"] for name in CODE_FIELDS)
        return
    yield from (("", row[name]) for name in TEXTS[kind])
    if kind == "action" and row["source"]["kind"] == "finding":
        yield "", row["source"]["words"]


def changed(
    kind: Outside,
    row: Row,
    change: Callable[[str], str],
    *,
    codes: Collection[str] | None = None,
) -> Row:
    """The columns of a row that are others once each of its texts is changed.

    Args:
        codes: the ids of the codes that change; all of them where it is None.
    """
    if kind == "codebook":
        whole = [
            _changed_code(each, change) if codes is None or each["id"] in codes else each
            for each in row["codes"]
        ]
        return {"codes": whole} if whole != row["codes"] else {}
    done: Row = _others(row, TEXTS[kind], change)
    if kind == "action" and row["source"]["kind"] == "finding":
        kept = _others(row["source"], ("words",), change)
        done = {**done, "source": {**row["source"], **kept}} if kept else done
    return done


def _changed_code(code: Row, change: Callable[[str], str]) -> Row:
    """A code with other texts; what was looked at in it names strings of them, and ends too."""
    others = _others(code, CODE_FIELDS, change)
    return {**code, **others, "cleared": []} if others else code


def _others(row: Row, names: Sequence[str], change: Callable[[str], str]) -> Row:
    done = ((name, change(row[name])) for name in names if row[name])
    return {name: new for name, new in done if new != row[name]}
