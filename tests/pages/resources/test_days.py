"""A fact says on screens and in files of which day it is, and whose day that is."""

from datetime import date

from data.exports.resources.words import fact_whole
from data.resource_views import FactView
from pages.resources.reading import fact_said

DAY = date(2026, 11, 3)


def test_a_day_that_the_list_gives_is_told_as_it_is() -> None:
    fact = FactView("yes", source="211", as_of=DAY)
    assert fact_said(fact).endswith("(211, November 3, 2026)")
    assert fact_whole(fact).endswith("(said by 211, 2026-11-03)")


def test_the_day_of_the_file_is_told_as_such() -> None:
    fact = FactView("yes", source="211", as_of=DAY, is_old=True, by_import=True)
    said = "brought in on November 3, 2026, no day in the list, older than a year"
    assert fact_said(fact).endswith(f"(211, {said})")
    assert "2026-11-03, when it was brought in, more than a year old" in fact_whole(fact)
