"""Two sheets that a team fills in together: who does what, and what is shared with whom.

A sheet is kept as what differs from its proposal, part by part, so that two people who change two
parts at once both keep their change.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

from data.clock import today
from data.services import audit_log
from data.services.authority import actor, permit
from data.services.errors import NotFound, ScanProblems, ScanStateError
from data.services.teams import team
from data.services.texts import tidy, writing
from data.store import worksheets as store
from data.tokens import new_id
from data.views import FieldProblem
from surveys.sectors import SECTORS
from surveys.worksheets import OPTIONS, ROLE_ANSWERS, information_sharing, role_comparison

Kind = Literal["roles", "sharing"]
LONGEST = 400
MOST_ROWS = 60
_TRIES = 20
_MEANWHILE = "Somebody has changed this part meanwhile. Yours is not saved; look at theirs first."


@dataclass(frozen=True, slots=True)
class Cell:
    """Whether a role does a task; where it depends, the note says on what."""

    answer: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SharedRow:
    """One kind of information: who tells whom, how, under which consent, and what was checked.

    Attributes:
        checks: check to "yes", "no" or "not_sure", of those that were answered.
    """

    id: str
    what: str
    sender: str
    receivers: tuple[str, ...]
    how: str
    how_often: str
    consent: str
    checks: Mapping[str, str] = field(default_factory=dict)
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetView:
    """A sheet as it is now.

    Attributes:
        version: 0 where nobody has changed the proposal.
        roles: task to role to cell; of "roles" only.
        rows: of "sharing" only.
    """

    kind: Kind
    version: int
    saved_by_name: str
    saved_on: date | None
    roles: Mapping[str, Mapping[str, Cell]] = field(default_factory=dict)
    rows: tuple[SharedRow, ...] = ()


def sheet(team_id: str, kind: Kind) -> SheetView:
    """A sheet of a team, or its proposal where nobody has changed anything.

    Raises:
        NotFound: there is no such team.
    """
    team(team_id)
    permit("scan.see", team_id=team_id)
    version, parts, row = _newest(team_id, kind)
    by, on = (row["saved_by_name"], row["saved_on"]) if row else ("", None)
    if kind == "roles":
        return SheetView(kind, version, by, on, roles=_roles(parts))
    return SheetView(kind, version, by, on, rows=_rows(parts))


def save_task(
    team_id: str, task_id: str, cells: Mapping[str, Cell], *, seen: Mapping[str, Cell]
) -> None:
    """Change who does one task.

    Args:
        cells: role to what was chosen; roles that are left out stay as they are.
        seen: all roles as they were on the screen.

    Raises:
        NotFound: there is no such task.
        ScanProblems: all entries that need another look.
        ScanStateError: somebody changed this task meanwhile.
    """
    task = next((each for each in role_comparison().tasks if each.id == task_id), None)
    if task is None:
        raise NotFound("This task is not on the sheet. Reload the page.")
    clean = {role: Cell(cell.answer, tidy(cell.note)) for role, cell in cells.items()}
    found = [
        FieldProblem(role, f"'{role[:60]}' is no role here.", "Choose from the sheet.")
        for role in clean
        if role not in task.roles
    ]
    found += [
        FieldProblem(role, f"'{cell.answer}' is no choice here.", "Choose one of the four.")
        for role, cell in clean.items()
        if cell.answer not in ROLE_ANSWERS
    ]
    found += [
        FieldProblem(role, f"A note has {len(cell.note)} characters.", f"Use at most {LONGEST}.")
        for role, cell in clean.items()
        if len(cell.note) > LONGEST
    ]
    if found:
        raise ScanProblems(tuple(found))
    old = {role: asdict(cell) for role, cell in seen.items()}
    new = old | {role: asdict(cell) for role, cell in clean.items()}
    _save_part(team_id, "roles", task_id, new, seen=old)


def save_row(team_id: str, row: SharedRow, *, seen: SharedRow | None) -> None:
    """Change a row of the protocol, or add one (with an empty id).

    Raises:
        ScanProblems: all entries that need another look.
        ScanStateError: somebody changed this row meanwhile, or there are as many as there can be.
    """
    clean = SharedRow(
        id=row.id or f"own_{new_id()}",
        what=tidy(row.what),
        sender=row.sender,
        receivers=row.receivers,
        how=tidy(row.how),
        how_often=tidy(row.how_often),
        consent=writing(row.consent).strip(),
        checks=dict(row.checks),
        asked=row.asked or tuple(check.id for check in information_sharing().checks),
    )
    problems = tuple(_row_problems(clean))
    if problems:
        raise ScanProblems(problems)
    _save_part(team_id, "sharing", clean.id, _as_part(clean), seen=_as_part(seen) if seen else None)


def remove_row(team_id: str, row: SharedRow) -> None:
    """Take a row out of the protocol.

    Raises:
        ScanStateError: somebody changed this row meanwhile.
    """
    _save_part(team_id, "sharing", row.id, None, seen=_as_part(row))


def _newest(team_id: str, kind: Kind) -> tuple[int, dict[str, Any], Mapping[str, Any] | None]:
    rows = store.versions(team_id, kind)
    if not rows:
        return 0, {}, None
    return rows[0]["version"], json.loads(rows[0]["body"]), rows[0]


def _save_part(team_id: str, kind: Kind, part: str, new: Any, *, seen: Any) -> None:
    team(team_id)
    permit("scan.answer", team_id=team_id)
    audit_log.record("worksheet.change", team_id=team_id, about=team_id, sheet=kind)
    for _ in range(_TRIES):
        version, parts, _row = _newest(team_id, kind)
        now = _part_now(kind, parts, part)
        if now == new:
            return
        if now != seen:
            raise ScanStateError(_MEANWHILE)
        if kind == "sharing" and now is None and len(_rows(parts)) >= MOST_ROWS:
            raise ScanStateError(
                f"There are {MOST_ROWS} rows. Take one out before you add another."
            )
        key = {"team_id": team_id, "kind": kind, "version": version + 1}
        body = json.dumps({**parts, part: new}, sort_keys=True, ensure_ascii=False)
        saved = {"saved_by": actor().id, "saved_by_name": actor().name, "saved_on": today()}
        if store.add_version(key, {"body": body, **saved}):
            return
    raise ScanStateError("Many people are saving right now. Yours is not saved; try once more.")


def _part_now(kind: Kind, parts: Mapping[str, Any], part: str) -> Any:
    """A part as it stands, be it the proposal's; None where there is none."""
    if kind == "roles":
        return {role: asdict(cell) for role, cell in _roles(parts)[part].items()}
    if part in parts:
        return parts[part]
    return next((_as_part(row) for row in _rows({}) if row.id == part), None)


def _roles(parts: Mapping[str, Any]) -> dict[str, dict[str, Cell]]:
    found: dict[str, dict[str, Cell]] = {}
    for task in role_comparison().tasks:
        own = parts.get(task.id, {})
        found[task.id] = {
            role: Cell(**own[role]) if role in own else Cell(cell.answer, cell.note or "")
            for role, cell in task.roles.items()
        }
    return found


def _rows(parts: Mapping[str, Any]) -> tuple[SharedRow, ...]:
    proposed = {
        row.id: SharedRow(
            id=row.id,
            what=row.what,
            sender=row.sender,
            receivers=row.receivers,
            how=row.how,
            how_often=row.how_often,
            consent=row.consent,
            asked=row.checks,
        )
        for row in information_sharing().rows
    }
    own = {row: None if said is None else _from_part(said) for row, said in parts.items()}
    return tuple(row for row in (proposed | own).values() if row is not None)


def _as_part(row: SharedRow) -> dict[str, Any]:
    return asdict(row) | {"receivers": list(row.receivers), "asked": list(row.asked)}


def _from_part(said: Mapping[str, Any]) -> SharedRow:
    lists = {"receivers": tuple(said["receivers"]), "asked": tuple(said["asked"])}
    return SharedRow(**{**said, **lists})


def _row_problems(row: SharedRow) -> list[FieldProblem]:
    found: list[FieldProblem] = []
    if not row.what:
        found.append(FieldProblem("what", "It is not said what is shared.", "Write it down."))
    for name in ("what", "how", "how_often", "consent"):
        if len(getattr(row, name)) > LONGEST:
            what = f"One field has {len(getattr(row, name))} characters."
            found.append(FieldProblem(name, what, f"Use at most {LONGEST}."))
    kinds = {sector.id for sector in SECTORS}
    if row.sender not in kinds or not row.receivers or not kinds.issuperset(row.receivers):
        what = "It is not said who tells whom."
        found.append(FieldProblem("receivers", what, "Choose from the lists."))
    known = {check.id for check in information_sharing().checks}
    if not (set(row.checks) <= known and set(row.checks.values()) <= set(OPTIONS)):
        what = "A check has another answer than yes, no or not sure."
        found.append(FieldProblem("checks", what, "Choose from the lists."))
    return found
