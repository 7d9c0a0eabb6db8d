"""The tables, one file for each activity; `metadata` is all of them.

Tables that a respondent's answers or invitation touch have no date, time, sequence or row number,
are keyed by something random or hashed, and on SQLite have no hidden row id.
"""

from data.tables import (
    access,
    actions,
    audit,
    county_need,
    families,
    guides,
    instruments,
    meetings,
    people,
    portfolio,
    reports,
    resources,
    scan,
    values,
)
from data.tables.base import metadata

__all__ = [
    "access",
    "actions",
    "audit",
    "county_need",
    "families",
    "guides",
    "instruments",
    "meetings",
    "metadata",
    "people",
    "portfolio",
    "reports",
    "resources",
    "scan",
    "values",
]
