"""Who has agreed to which version of a plan: as days of those versions, and never by name."""

from collections.abc import Iterator
from datetime import date

from data.services import contact_rows
from data.store import families as store


def given_on(team_id: str, study_id: str) -> tuple[date, ...]:
    """For each seat and each contact, the day on which the plan it agreed to was saved.

    On which day somebody agreed is kept nowhere.
    """
    days = {row["version"]: row["saved_on"] for row in store.study_versions(team_id, study_id)}
    versions = sorted(_versions(team_id, study_id))
    return tuple(days[version] for version in versions if version in days)


def _versions(team_id: str, study_id: str) -> Iterator[int]:
    ids = [row["id"] for row in store.sessions(team_id, study_id)]
    yield from (row["study_version"] for row in store.seats(team_id, ids))
    yield from (each.entry.version for each in contact_rows.kept(study_id))
