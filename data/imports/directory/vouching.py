"""The day on which a directory last looked at a service, so that what it states can grow old.

A day on which somebody checked a listing stands before one on which a program saved it. Of the
table `metadata` a line about one question is the day of that answer, and one about how much there
is says nothing of the rest; any other line is a day on which something of the service was changed.

Source:
    Open Referral, HSDS 3.0: `service.assured_date` and the table `metadata`.
"""

from collections.abc import Mapping

from data.imports.directory.days import told_day
from data.imports.directory.drafts import Draft, Drafts
from data.imports.directory.fields import plain_name
from data.imports.directory.issues import Place
from data.imports.directory.parts import Part
from data.imports.directory.records import FACT_IDS, MORE_FACT_IDS

_CHECKED = """
assured_date last_assured last_assured_date last_verified last_verified_on last_verified_date
date_verified date_last_verified verified_on verified_date
"""
_CHANGED = """
last_modified last_modified_date last_updated last_update updated_at updated_on date_updated
modified_at modified_on date_modified date_last_updated
"""
CHECKED = frozenset(_CHECKED.split())
"""Columns that say when somebody looked whether all is still so."""
CHANGED = frozenset(_CHANGED.split())
"""Columns that say when something of it was saved."""
CAPACITY = "service_capacity"
"""What a line of metadata names that is about how much a service can take."""
_FACTS = frozenset((*FACT_IDS, *MORE_FACT_IDS))


def is_day(column: str) -> bool:
    """A column that says when a listing was checked or saved."""
    return plain_name(column) in CHECKED | CHANGED


def note_days(part: Part, drafts: Drafts) -> None:
    """Put the days of a table of metadata to the services that it is about."""
    for place, record in part.placed():
        about = record.get("resource_type", "").lower()
        key = record.get("resource_id", "") or record.get("service_id", "")
        service = drafts.service.get(key) if about in ("", "service") else None
        if service is None:
            continue
        at = Place(place.file, place.row, "last_action_date")
        day = told_day(record.get("last_action_date", ""), at, ledger=drafts.ledger)
        name = record.get("field_name", "")
        if name == CAPACITY:
            continue  # its own table tells the day of it
        name = name if name in _FACTS else ""
        service.days[name] = max(service.days.get(name, ""), day)


def vouched_day(service: Draft, drafts: Drafts) -> str:
    """The day, as 2027-01-31; empty where no column and no line tells one."""
    return _newest(service, CHECKED, drafts) or max(
        _newest(service, CHANGED, drafts), service.days.get("", "")
    )


def fact_days(service: Draft) -> Mapping[str, str]:
    """The days of answers of their own, by fact id."""
    return {name: day for name, day in service.days.items() if name and day}


def _newest(service: Draft, columns: frozenset[str], drafts: Drafts) -> str:
    told = [""]
    for name, cell in service.cells.items():
        if plain_name(name) in columns:
            at = Place(service.place.file, service.place.row, name)
            told.append(told_day(cell, at, ledger=drafts.ledger))
    return max(told)
