"""The end of everything about resources that a team has."""

from sqlalchemy import Connection, delete, select

from data.tables.base import table_of
from data.tables.county_need import CountyNeed
from data.tables.resources import (
    DirectoryImport,
    DirectoryRow,
    GapEvidence,
    GapFinding,
    GapSignature,
    Listing,
    ListingApart,
    ListingCall,
    ListingCapacity,
    ListingCategory,
    ListingFact,
    ListingKnown,
    NeedEntry,
)

_import = table_of(DirectoryImport)
_row = table_of(DirectoryRow)
_OF_A_TEAM = tuple(
    table_of(model)
    for model in (
        *(GapSignature, GapEvidence, GapFinding, NeedEntry, ListingKnown),
        *(ListingCall, ListingApart),
        *(ListingCapacity, ListingFact, ListingCategory, Listing, DirectoryImport),
        CountyNeed,
    )
)


def remove_resources(connection: Connection, team_id: str) -> None:
    """Remove a team's directories and listings, and its need and gaps."""
    mine = select(_import.c.id).where(_import.c.team_id == team_id)
    connection.execute(delete(_row).where(_row.c.import_id.in_(mine)))
    for table in _OF_A_TEAM:
        connection.execute(delete(table).where(table.c.team_id == team_id))
