"""Directories that a team has read in, and what they list, as rows."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from data.store.connections import reading, writing
from data.store.people import lock_team
from data.tables.base import table_of
from data.tables.resources import DirectoryImport, DirectoryRow, Listing, ListingCategory

_import = table_of(DirectoryImport)
_row = table_of(DirectoryRow)
_listing = table_of(Listing)
_category = table_of(ListingCategory)
_AT_ONCE = 5_000
Marks = frozenset[tuple[str, bool, str | None]]
"""Of listings: the id, whether its place is hidden, and as what it counts."""


def imports(team_id: str) -> tuple[Mapping[str, Any], ...]:
    """Every directory that was read in, newest first."""
    mine = select(_import).where(_import.c.team_id == team_id).order_by(_import.c.number.desc())
    with reading() as connection:
        return tuple(dict(row) for row in connection.execute(mine).mappings())


def is_made_up(team_id: str) -> bool:
    """Some directory that was read in is marked as invented."""
    mine = select(_import.c.id).where(
        _import.c.team_id == team_id, _import.c.report["made_up"].as_boolean().is_(True)
    )
    with reading() as connection:
        return connection.execute(mine.limit(1)).first() is not None


def import_days(team_id: str) -> dict[str, date]:
    """The day of every directory that was read in, by its id."""
    mine = select(_import.c.id, _import.c.saved_on).where(_import.c.team_id == team_id)
    with reading() as connection:
        return {row.id: row.saved_on for row in connection.execute(mine)}


def rows_set_aside(import_id: str) -> tuple[Mapping[str, Any], ...]:
    """The rows of a directory that became no listing of their own, as they stand in its files."""
    mine = select(_row).where(_row.c.import_id == import_id).order_by(_row.c.file, _row.c.line)
    with reading() as connection:
        return tuple(dict(row) for row in connection.execute(mine).mappings())


def listings(team_id: str, *, source: str | None = None) -> tuple[Mapping[str, Any], ...]:
    """All that was ever listed, those that are gone or merged too, by kind and name."""
    mine = select(_listing).where(_listing.c.team_id == team_id)
    if source is not None:
        mine = mine.where(_listing.c.source == source)
    with reading() as connection:
        found = connection.execute(mine.order_by(_listing.c.kind, _listing.c.name, _listing.c.id))
        return tuple(dict(row) for row in found.mappings())


def is_listed(team_id: str, listing_id: str) -> bool:
    """There is such a service on the map, be it gone or merged."""
    mine = [_listing.c.team_id == team_id, _listing.c.id == listing_id]
    with reading() as connection:
        found = select(_listing.c.id).where(*mine, _listing.c.kind == "service")
        return connection.execute(found).first() is not None


def categories(team_id: str) -> tuple[Mapping[str, Any], ...]:
    """Which service was proposed or confirmed for which category, or was found not to belong."""
    mine = select(_category).where(_category.c.team_id == team_id)
    with reading() as connection:
        found = connection.execute(mine.order_by(_category.c.listing_id, _category.c.category))
        return tuple(dict(row) for row in found.mappings())


def accept(
    made: Mapping[str, Any],
    *,
    listed: Sequence[Mapping[str, Any]],
    set_aside: Sequence[Mapping[str, Any]],
    proposed: Sequence[Mapping[str, Any]],
    after: int,
    marks: Marks,
) -> bool:
    """Put a directory in the place of what its source listed before, all of it or nothing.

    Args:
        made: the row of the import, without its number.
        listed: all rows of this source as they are from now on, those that are gone too.
        set_aside: rows of the files, without the import.
        proposed: categories of services that nobody has decided on.
        after: the number of the newest import that was seen; 0 where there was none.
        marks: what people had hidden and merged in the map that `listed` was made from.

    Returns:
        False when somebody has read in a directory, hidden, opened or merged something meanwhile,
        which `listed` does not know.
    """
    team_id = made["team_id"]
    with writing() as connection:
        lock_team(connection, team_id)
        numbers = select(func.max(_import.c.number)).where(_import.c.team_id == team_id)
        newest = connection.execute(numbers).scalar() or 0
        if newest != after or marks != _marks_now(connection, team_id):
            return False
        connection.execute(insert(_import).values(**made, number=after + 1))
        _add(connection, _row, [{**row, "import_id": made["id"]} for row in set_aside])
        of_source = (_listing.c.team_id == team_id) & (_listing.c.source == made["source"])
        _forget_proposals(connection, select(_listing.c.id).where(of_source))
        connection.execute(delete(_listing).where(of_source))
        _add(connection, _listing, listed)
        decided = _decided(connection, team_id)
        fresh = [row for row in proposed if (row["listing_id"], row["category"]) not in decided]
        _add(connection, _category, fresh)
        return True


def marks(listings: Iterable[Mapping[str, Any]]) -> Marks:
    """What people, or their files, have hidden of a map, and what counts as something else."""
    return frozenset(
        (row["id"], bool(row["body"].get("hidden")), row["merged_into"])
        for row in listings
        if row["body"].get("hidden") or row["merged_into"] is not None
    )


def _marks_now(connection: Connection, team_id: str) -> Marks:
    names = (_listing.c.id, _listing.c.body, _listing.c.merged_into)
    may_be = (_listing.c.kind == "site") | _listing.c.merged_into.is_not(None)
    mine = select(*names).where(_listing.c.team_id == team_id, may_be)
    return marks(dict(row) for row in connection.execute(mine).mappings())


def decide(
    team_id: str, pairs: Sequence[tuple[str, str]], *, state: str, values: Mapping[str, Any]
) -> int:
    """Let a person's word stand for these pairs of a listing and a category; how many it was.

    Args:
        state: "confirmed", or "rejected" for what does not belong there.
        values: who decided and when.
    """
    with writing() as connection:
        lock_team(connection, team_id)
        mine = select(_category).where(_category.c.team_id == team_id)
        found = [dict(row) for row in connection.execute(mine).mappings()]
        known = {(row["listing_id"], row["category"]): row for row in found}
        blank = {"rule": "person", "confidence": None}
        rows = [
            {
                **known.get(pair, blank),
                **values,
                "team_id": team_id,
                "listing_id": pair[0],
                "category": pair[1],
                "state": state,
            }
            for pair in dict.fromkeys(pairs)
        ]
        for row in rows:
            same = [_category.c[name] == row[name] for name in ("listing_id", "category")]
            connection.execute(delete(_category).where(_category.c.team_id == team_id, *same))
        _add(connection, _category, rows)
        return len(rows)


def merge(team_id: str, counting: Mapping[str, str | None]) -> None:
    """Let listings count as others, or by themselves, all at once; by their ids."""
    with writing() as connection:
        lock_team(connection, team_id)
        for listing_id, into in counting.items():
            mine = (_listing.c.team_id == team_id) & (_listing.c.id == listing_id)
            connection.execute(_listing.update().where(mine).values(merged_into=into))


def mark_hidden(team_id: str, listing_id: str, *, hidden: bool) -> bool:
    """Keep whether the address of a site is confidential; False where there is no such site.

    Of one that is not, what it was before (`listing_bodies.WAS`) is not kept any more.
    """
    mine = (_listing.c.team_id == team_id) & (_listing.c.id == listing_id)
    site = mine & (_listing.c.kind == "site")
    with writing() as connection:
        lock_team(connection, team_id)
        found = connection.execute(select(_listing.c.body).where(site)).first()
        if found is None:
            return False
        body = {**found.body, "hidden": hidden}
        if not hidden:
            body.pop("was", None)
        connection.execute(_listing.update().where(site).values(body=body))
        return True


def _decided(connection: Connection, team_id: str) -> frozenset[tuple[str, str]]:
    pairs = select(_category.c.listing_id, _category.c.category)
    found = connection.execute(pairs.where(_category.c.team_id == team_id))
    return frozenset((row.listing_id, row.category) for row in found)


def _forget_proposals(connection: Connection, listings_of_source: Any) -> None:
    """Rules propose anew for a whole source, since a service may have changed its name."""
    theirs = _category.c.listing_id.in_(listings_of_source)
    connection.execute(delete(_category).where(_category.c.state == "proposed", theirs))


def _add(connection: Connection, table: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    for start in range(0, len(rows), _AT_ONCE):
        connection.execute(insert(table), [dict(row) for row in rows[start : start + _AT_ONCE]])
