"""The baseline of shared results: nobody's count is lost, and each is looked at."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from data.clock import at_day
from data.services import audit_log, outcomes, teams
from data.services.authority import OPERATOR, acting
from data.services.errors import NotAllowed, NotFound, ScanProblems, ScanStateError
from data.store import outcomes as store
from tests.data.services.baselines import (
    DAYS,
    HARM,
    HOME,
    MEANWHILE,
    NOW,
    ROSTER,
    TABLE,
    all_at_once,
    history,
    looked_at,
    only,
    person,
    saved,
)


@pytest.fixture
def team_id(database: str) -> str:
    return teams.create_team("River county", "", ROSTER).id


@pytest.fixture(autouse=True)
def _day():
    with at_day(NOW):
        yield


def test_a_result_comes_back_as_it_was_saved_with_who_saved_it_and_when(team_id):
    view = saved(team_id, HOME)
    assert view.entry == HOME
    assert (view.version, view.saved_by_name, view.saved_on) == (1, OPERATOR.name, NOW)


def test_a_change_is_a_new_version_and_the_earlier_one_stays_stored(team_id):
    first = saved(team_id, HOME)
    entry_id = outcomes.save_entry(
        team_id, replace(HOME, numerator=35), entry_id=first.entry_id, based_on=1
    )
    assert entry_id == first.entry_id
    assert (only(team_id).version, only(team_id).entry.numerator) == (2, 35)
    assert history(team_id) == [(1, 34, False), (2, 35, False)]


def test_a_result_that_was_taken_out_is_gone_and_all_its_versions_stay_stored(team_id):
    entry_id = saved(team_id, HOME).entry_id
    outcomes.remove_entry(team_id, entry_id, based_on=1)
    assert outcomes.entries(team_id) == ()
    assert history(team_id) == [(1, 34, False), (2, 34, True)]
    with pytest.raises(NotFound, match="not here any more"):
        outcomes.remove_entry(team_id, entry_id, based_on=2)


@pytest.mark.parametrize("based_on", [0, 1, 3])
def test_whoever_changes_or_takes_out_what_they_have_not_seen_is_told(team_id, based_on):
    entry_id = saved(team_id, HOME).entry_id
    outcomes.save_entry(team_id, replace(HOME, numerator=35), entry_id=entry_id, based_on=1)
    with pytest.raises(ScanStateError, match=MEANWHILE):
        outcomes.save_entry(team_id, HOME, entry_id=entry_id, based_on=based_on)
    with pytest.raises(ScanStateError, match=MEANWHILE):
        outcomes.remove_entry(team_id, entry_id, based_on=based_on)
    assert only(team_id).entry.numerator == 35


def test_a_result_that_was_taken_out_does_not_come_back_from_an_old_screen(team_id):
    entry_id = saved(team_id, HOME).entry_id
    outcomes.remove_entry(team_id, entry_id, based_on=1)
    with pytest.raises(ScanStateError, match=MEANWHILE):
        outcomes.save_entry(team_id, HOME, entry_id=entry_id, based_on=1)
    assert outcomes.entries(team_id) == ()


def test_results_come_earliest_period_first(team_id):
    for year in (2023, 2021, 2022):
        outcomes.save_entry(team_id, replace(HOME, period_start=date(year, 1, 1)))
    assert [each.entry.period_start.year for each in outcomes.entries(team_id)] == [
        *(2021, 2022, 2023)
    ]


def test_twenty_who_change_one_result_from_one_version_are_one_saved_and_nineteen_told(team_id):
    entry_id = saved(team_id, HOME).entry_id

    def change(number: int) -> Callable[[], object]:
        mine = replace(HOME, numerator=40 + number)
        return lambda: outcomes.save_entry(team_id, mine, entry_id=entry_id, based_on=1)

    accepted = all_at_once([change(number) for number in range(20)])
    assert accepted.count(True) == 1
    kept = only(team_id)
    assert (kept.version, kept.entry.numerator) == (2, 40 + accepted.index(True))
    assert len(history(team_id)) == 2


def test_twenty_who_enter_different_results_at_once_all_find_theirs(team_id):
    def enter(number: int) -> Callable[[], object]:
        return lambda: outcomes.save_entry(team_id, replace(HOME, numerator=40 + number))

    assert all_at_once([enter(number) for number in range(20)]) == [True] * 20
    found = {each.entry.numerator for each in outcomes.entries(team_id)}
    assert found == set(range(40, 60))


def test_invisible_signs_and_spaces_around_a_text_are_left_out(team_id):
    entry = replace(
        HOME, cohort="  All\u200b children\n", source=" A\tlog ", notes=" Two\nlines \n"
    )
    kept = saved(team_id, entry).entry
    assert (kept.cohort, kept.source, kept.notes) == ("All children", "A log", "Two\nlines")


@pytest.mark.parametrize(
    ("entry", "where", "said"),
    [
        (replace(HOME, indicator="grades"), "indicator", "'grades' is no indicator. Give an id"),
        (replace(HOME, numerator=98), "numerator", "The numerator is 98 of 97. It counts some"),
        (replace(HOME, numerator=-1), "numerator", "The numerator is -1. Give a whole number"),
        (replace(HOME, numerator=None), "numerator", "The numerator is nothing. Give a whole"),
        (replace(HOME, denominator=0), "denominator", "The denominator is 0. Give a whole number"),
        (replace(HOME, denominator=None), "denominator", "The denominator is nothing."),
        (replace(HOME, denominator=10**9 + 1), "denominator", "is 1,000,000,001."),
        (replace(HOME, median=3.5), "median", "This indicator has no median, and 3.5 came."),
        (replace(DAYS, median=None), "median", "The median is nothing. Give days"),
        (replace(DAYS, median=-1.0), "median", "The median is -1. Give days"),
        (replace(DAYS, median=float("nan")), "median", "The median is nan. Give days"),
        (replace(DAYS, median=float("inf")), "median", "The median is inf. Give days"),
        (replace(DAYS, numerator=3), "numerator", "A median has no numerator, and 3 came."),
        (replace(DAYS, denominator=0), "denominator", "0 people are behind the median."),
        (
            replace(HOME, period_end=date(2023, 9, 30)),
            "period_end",
            "The period ends on 2023-09-30, before it begins on 2023-10-01. Give the first",
        ),
        (replace(HOME, period_end=date(2026, 3, 4)), "period_start", "2023-10-01 to 2026-03-04."),
        (replace(HOME, period_start=date(1989, 12, 31)), "period_start", "from 1990 up to today"),
        (replace(HOME, source_date=date(2026, 3, 4)), "source_date", "is dated 2026-03-04."),
        (replace(HOME, source_date=date.min), "source_date", "is dated 0001-01-01."),
        (replace(HOME, cohort=" \u200b "), "cohort", "Whom it is about is not said."),
        (replace(HOME, source=""), "source", "The source is not said."),
        (replace(HOME, cohort="x" * 201), "cohort", "has 201 characters. Use at most 200."),
        (replace(HOME, source="x" * 201), "source", "has 201 characters. Use at most 200."),
        (replace(HOME, notes="x" * 1001), "notes", "has 1,001 characters. Use at most 1,000."),
    ],
)
def test_what_will_not_do_is_told_with_its_field_and_nothing_is_saved(team_id, entry, where, said):
    with pytest.raises(ScanProblems) as problems:
        outcomes.save_entry(team_id, entry)
    assert [each.where for each in problems.value.problems] == [where]
    assert said in str(problems.value)
    assert history(team_id) == []


def test_all_that_will_not_do_is_told_at_once(team_id):
    wrong = replace(HOME, numerator=98, cohort="", period_end=date(2023, 9, 30))
    with pytest.raises(ScanProblems) as problems:
        outcomes.save_entry(team_id, wrong)
    assert [each.where for each in problems.value.problems] == ["numerator", "period_end", "cohort"]


def test_nothing_happened_and_everybody_is_a_result_too(team_id):
    assert saved(team_id, replace(HOME, numerator=0)).figure.value == 0
    assert saved(team_id, replace(HOME, numerator=97)).figure.value == 100


def test_more_events_than_days_may_happen_over_days(team_id):
    assert saved(team_id, replace(HARM, numerator=9_000, denominator=8_000)).version == 1


@pytest.mark.parametrize(
    ("indicator", "last_new", "first_followed"),
    [
        ("reunified_12mo", date(2025, 3, 3), date(2025, 3, 2)),
        ("home_entry_rate", date(2026, 3, 3), date(2026, 3, 2)),
    ],
)
def test_a_period_is_too_new_until_the_last_of_it_were_followed(
    team_id, indicator, last_new, first_followed
):
    entry = replace(HOME, indicator=indicator)
    assert saved(team_id, replace(entry, period_end=last_new)).too_new
    assert not saved(team_id, replace(entry, period_end=first_followed)).too_new


def test_what_may_leave_the_team_hides_small_counts_and_what_gives_them_away(team_id):
    for numerator, denominator in ((6, 71), (65, 71), (3, 9)):
        view = saved(team_id, replace(HOME, numerator=numerator, denominator=denominator))
        assert not isinstance(view.shared.numerator, int)
        assert not view.shared.rate
        assert isinstance(view.shared.denominator, int) == (denominator == 71)
    open_one = saved(team_id, HOME).shared
    assert (open_one.numerator, open_one.denominator, open_one.rate) == (34, 97, True)


def test_days_are_no_people_so_that_a_small_difference_to_them_hides_nothing(team_id):
    assert saved(team_id, replace(HARM, numerator=7_295, denominator=7_300)).shared.rate
    assert not saved(team_id, replace(HARM, numerator=5)).shared.rate


@pytest.mark.parametrize(("people", "rate"), [(10, False), (11, True)])
def test_a_median_leaves_the_team_only_with_eleven_people_behind_it(team_id, people, rate):
    view = saved(team_id, replace(DAYS, denominator=people))
    assert view.shared.rate is rate
    assert isinstance(view.shared.denominator, int) is rate


def test_of_few_people_there_are_counts_and_no_rate(team_id):
    view = saved(team_id, replace(HOME, numerator=4, denominator=19))
    assert (view.figure.value, view.figure.counts_only) == (None, True)
    assert saved(team_id, replace(DAYS, denominator=19)).figure.value is None
    assert saved(team_id, replace(DAYS, denominator=20)).figure.value == 19.5


@pytest.mark.parametrize("role", ["member", "facilitator"])
def test_members_and_facilitators_save_in_their_own_name(team_id, role):
    with acting(person(team_id, role)):
        assert saved(team_id, HOME).saved_by_name == "Sam"


def test_a_consultant_sees_and_saves_nothing(team_id):
    view = saved(team_id, HOME)
    seen = looked_at(team_id, TABLE)
    with acting(person(team_id, "consultant")):
        assert outcomes.entries(team_id) == (view,)
        for step in (
            lambda: outcomes.save_entry(team_id, HOME),
            lambda: outcomes.remove_entry(team_id, view.entry_id, based_on=1),
            lambda: looked_at(team_id, TABLE),
            lambda: outcomes.accept(team_id, seen),
        ):
            with pytest.raises(NotAllowed, match="Nothing was done"):
                step()
    assert outcomes.entries(team_id) == (view,)


def test_for_somebody_outside_of_the_team_there_is_no_such_team(team_id):
    view = saved(team_id, HOME)
    seen = looked_at(team_id, TABLE)
    with acting(person(team_id, None)):
        for step in (
            lambda: outcomes.entries(team_id),
            lambda: outcomes.save_entry(team_id, HOME),
            lambda: outcomes.remove_entry(team_id, view.entry_id, based_on=1),
            lambda: looked_at(team_id, TABLE),
            lambda: outcomes.accept(team_id, seen),
        ):
            with pytest.raises(NotFound):
                step()
    assert outcomes.entries(team_id) == (view,)


def test_a_result_of_one_team_is_in_no_other_nor_changed_from_there(team_id):
    view = saved(team_id, HOME)
    other = teams.create_team("Hill county", "", ROSTER).id
    assert outcomes.entries(other) == ()
    with pytest.raises(ScanStateError, match=MEANWHILE):
        outcomes.save_entry(other, HOME, entry_id=view.entry_id, based_on=1)
    with pytest.raises(NotFound, match="not here any more"):
        outcomes.remove_entry(other, view.entry_id, based_on=1)
    assert store.newest(other) == ()


def test_what_was_done_is_in_the_log_without_any_count_or_word(team_id):
    outcomes.remove_entry(team_id, saved(team_id, HOME).entry_id, based_on=1)
    outcomes.accept(team_id, looked_at(team_id, TABLE))
    entries = audit_log.entries(team_id, limit=3)
    assert [(each.action, dict(each.details)) for each in entries] == [
        ("outcome.upload", {"figures": 3}),
        ("outcome.remove", {}),
        ("outcome.save", {"indicator": "reunified_12mo"}),
    ]
