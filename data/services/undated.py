"""Since when a directory states a number of places that it gives no day for.

A newer file that repeats such a number is no newer word: nobody has said that it was asked again.
So the day on which it was first there is kept in the row of its service, and from that day it grows
old.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from data.clock import today
from data.imports.directory.days import first_day
from data.services.listing_bodies import SINCE

_SAID = ("unit", "available", "maximum")
Said = tuple[str, int | None, int | None]
"""A unit, how many are free of it, and how many there are."""


def with_first_days(
    body: Mapping[str, Any], *, before: Mapping[str, Any] | None, brought_in: date | None
) -> dict[str, Any]:
    """The body of a service with the day on which each number without one was first there.

    Args:
        body: of the newer file.
        before: what the list said of it until now; None where it said nothing.
        brought_in: the day of the file that said that.
    """
    own = list(_undated(body))
    if not own:
        return dict(body)
    known = first_days(before or {})
    before_now = set(_undated(before or {}))
    days = {each: known.get(each) or brought_in for each in before_now}
    told = [
        {**dict(zip(_SAID, each, strict=True)), "since": (days.get(each) or today()).isoformat()}
        for each in dict.fromkeys(own)
    ]
    return {**body, SINCE: told}


def first_days(body: Mapping[str, Any]) -> dict[Said, date]:
    """The day on which each number without one was first there, as far as the row says it.

    Raises:
        ValueError: a day is none.
        KeyError, TypeError: the body is not one that `with_first_days` has made.
    """
    return {
        (each["unit"], each["available"], each["maximum"]): date.fromisoformat(each["since"])
        for each in body.get(SINCE, ())
    }


def _undated(body: Mapping[str, Any]) -> Iterator[Said]:
    if first_day(body.get("as_of", "")):
        return
    for each in body.get("capacities", ()):
        if not first_day(each["updated"]):
            yield each["unit"], each["available"], each["maximum"]
