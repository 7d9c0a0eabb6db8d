"""A day that somebody types."""

from datetime import date

import pytest

from pages.parts.days import NotADay, day_in


@pytest.mark.parametrize("typed", ["2026-03-31", " 2026-3-31 ", "3/31/2026", "03/31/2026"])
def test_a_day_is_read_however_it_is_written(typed):
    assert day_in(typed, label="Day") == date(2026, 3, 31)


def test_an_empty_field_is_no_day_and_no_problem():
    assert day_in("  ", label="Day") is None


@pytest.mark.parametrize("typed", ["soon", "2026-02-30", "31/3/2026", "2026", "2026-03-31T10:00"])
def test_what_is_no_day_is_told_with_its_field_what_came_and_what_is_right(typed):
    with pytest.raises(NotADay, match=r"^By what day: “.*” came\. Write a day such as 2026-03-31"):
        day_in(typed, label="By what day")


def test_where_days_come_first_an_american_day_is_refused_and_not_turned_around():
    with pytest.raises(NotADay):
        day_in("4/5/2026", label="Fecha", american=False)
