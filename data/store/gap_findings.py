"""Gaps that a team has found, as rows; versions, evidence and signatures are only ever added."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, func, insert, select

from data.store.connections import reading, writing
from data.store.people import lock_team
from data.tables.base import table_of
from data.tables.resources import GapEvidence, GapFinding, GapSignature

_finding = table_of(GapFinding)
_evidence = table_of(GapEvidence)
_signature = table_of(GapSignature)


@dataclass(frozen=True, slots=True)
class FindingRows:
    """Everything about one finding.

    Attributes:
        versions: newest first.
        evidence: in the order it came.
        signatures: of every version.
    """

    versions: tuple[Mapping[str, Any], ...]
    evidence: tuple[Mapping[str, Any], ...]
    signatures: tuple[Mapping[str, Any], ...]


def findings(team_id: str) -> dict[str, FindingRows]:
    """All findings of a team by id, removed ones too."""
    with reading() as connection:

        def rows(table: Table, *order: str) -> list[Mapping[str, Any]]:
            mine = select(table).where(table.c.team_id == team_id)
            ordered = mine.order_by(*(table.c[name] for name in order))
            return [dict(row) for row in connection.execute(ordered).mappings()]

        versions = rows(_finding, "id", "version")
        evidence = rows(_evidence, "finding_id", "number")
        signatures = rows(_signature, "finding_id", "agency_code", "number")
    return {
        finding: FindingRows(
            versions=tuple(row for row in reversed(versions) if row["id"] == finding),
            evidence=tuple(row for row in evidence if row["finding_id"] == finding),
            signatures=tuple(row for row in signatures if row["finding_id"] == finding),
        )
        for finding in dict.fromkeys(row["id"] for row in versions)
    }


def add_version(key: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    """Add the next version of a finding.

    Args:
        key: team_id, id and version; the version is one more than the newest that was seen.

    Returns:
        False when somebody has added that version already.
    """
    with writing() as connection:
        lock_team(connection, key["team_id"])
        mine = [_finding.c[name] == key[name] for name in ("team_id", "id")]
        newest = connection.execute(select(func.max(_finding.c.version)).where(*mine)).scalar() or 0
        if newest + 1 != key["version"]:
            return False
        connection.execute(insert(_finding).values(**key, **values))
        return True


def add_evidence(team_id: str, finding_id: str, values: Mapping[str, Any], *, most: int) -> bool:
    """Add a piece of evidence; False when there are as many as there can be."""
    with writing() as connection:
        lock_team(connection, team_id)
        mine = [_evidence.c.team_id == team_id, _evidence.c.finding_id == finding_id]
        newest = connection.execute(select(func.max(_evidence.c.number)).where(*mine)).scalar() or 0
        if newest >= most:
            return False
        key = {"team_id": team_id, "finding_id": finding_id, "number": newest + 1}
        connection.execute(insert(_evidence).values(**key, **values))
        return True


def add_signature(key: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    """Let an agency sign a finding as it is, or say that it sees it differently.

    Args:
        key: team_id, finding_id and agency_code.
        values: with the version and the digest that are signed.

    Returns:
        False when the agency has said the same already, or there is a newer version.
    """
    with writing() as connection:
        lock_team(connection, key["team_id"])
        versions = select(func.max(_finding.c.version)).where(
            _finding.c.team_id == key["team_id"], _finding.c.id == key["finding_id"]
        )
        if connection.execute(versions).scalar() != values["version"]:
            return False
        mine = select(_signature.c.number, _signature.c.digest, _signature.c.agrees)
        mine = mine.where(*(_signature.c[name] == key[name] for name in key))
        given = connection.execute(mine.order_by(_signature.c.number)).all()
        said = (values["digest"], values["agrees"])
        if given and (given[-1].digest, given[-1].agrees) == said:
            return False
        number = given[-1].number + 1 if given else 1
        connection.execute(insert(_signature).values(**key, **values, number=number))
        return True
