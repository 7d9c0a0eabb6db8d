"""The baseline of shared results: nobody's count is lost, and a file comes in whole or not."""

import io
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier

import openpyxl
import pytest

from data.clock import at_day
from data.imports.outcomes import COLUMNS
from data.outcome_views import OutcomeInput, OutcomeView, UploadPreview
from data.services import audit_log, outcomes, teams
from data.services.authority import OPERATOR, Actor, acting
from data.services.errors import NotAllowed, NotFound, ScanProblems, ScanStateError
from data.services.outcomes import InputProblems
from data.store import outcomes as store
from data.store.connections import reading
from data.tables.base import table_of
from data.tables.scan import OutcomeEntry
from data.views import AgencyEntry
from tests.hostile.containers import encrypted, lying_about_size, with_part

ROSTER = (
    AgencyEntry("County child welfare", "child_welfare", 6),
    AgencyEntry("New Shore Treatment", "sud_treatment", 5),
)
HOME = OutcomeInput(
    indicator="reunified_12mo",
    numerator=34,
    denominator=97,
    median=None,
    period_start=date(2023, 10, 1),
    period_end=date(2024, 9, 30),
    cohort="All children who entered care, River county",
    source="Case system",
    source_date=date(2025, 11, 15),
    notes="Read by Ana",
)
DAYS = replace(
    HOME, indicator="recovery_days_to_assessment", numerator=None, denominator=64, median=19.5
)
HARM = replace(HOME, indicator="maltreatment_in_care", numerator=12, denominator=141_300)
MEANWHILE = "Somebody has changed this meanwhile. Yours is not saved"
NOW = date(2026, 3, 2)
HEAD = ",".join(COLUMNS)
GOOD = (
    "reunified_12mo,34,97,,2023-10-01,2024-09-30,Niños de River,Case system,2025-11-15,Read by Ana",
    'maltreatment_in_care,12,"141,300",,2023-10-01,2024-09-30,Niños de River,Case system,,',
    "recovery_days_to_assessment,,64,19.5,2023-10-01,2024-09-30,Niños de River,Case system,,",
)
TABLE = "\n".join((HEAD, *GOOD)) + "\n"
WANTED = (
    replace(HOME, cohort="Niños de River"),
    replace(HARM, cohort="Niños de River", source_date=None, notes=""),
    replace(DAYS, cohort="Niños de River", source_date=None, notes=""),
)


@pytest.fixture
def team_id(database: str) -> str:
    return teams.create_team("River county", "", ROSTER).id


@pytest.fixture(autouse=True)
def _day():
    with at_day(NOW):
        yield


def person(team_id: str, role: str | None) -> Actor:
    """Somebody with a role in this team, or in none."""
    return Actor(id="p1", name="Sam", kind="person", teams={team_id: role} if role else {})


def only(team_id: str) -> OutcomeView:
    (found,) = outcomes.entries(team_id)
    return found


def saved(team_id: str, entry: OutcomeInput) -> OutcomeView:
    """A result as it comes back."""
    entry_id = outcomes.save_entry(team_id, entry)
    return next(each for each in outcomes.entries(team_id) if each.entry_id == entry_id)


def history(team_id: str) -> list[tuple[int, int | None, bool]]:
    """Version, numerator and whether it was taken out, of all that is stored of a team."""
    table = table_of(OutcomeEntry)
    columns = (table.c.version, table.c.numerator, table.c.removed)
    with reading() as connection:
        mine = table.select().with_only_columns(*columns).where(table.c.team_id == team_id)
        ordered = connection.execute(mine.order_by(table.c.version, table.c.entry_id))
        return [(row[0], row[1], row[2]) for row in ordered]


def all_at_once(steps: Sequence[Callable[[], object]]) -> list[bool]:
    """Take all steps at one moment; which of them were not told that somebody was first."""
    together = Barrier(len(steps))

    def take(step: Callable[[], object]) -> bool:
        with acting(OPERATOR), at_day(NOW):
            together.wait()
            try:
                step()
            except ScanStateError:
                return False
        return True

    with ThreadPoolExecutor(len(steps)) as people:
        return list(people.map(take, steps))


def looked_at(team_id: str, content: str | bytes, name: str = "counts.csv") -> UploadPreview:
    given = content if isinstance(content, bytes) else content.encode()
    return outcomes.preview(team_id, given, name=name)


def told(team_id: str, content: str | bytes, name: str = "counts.csv") -> list[str]:
    """Everything that is wrong with a file, line by line; nothing of it is stored."""
    with pytest.raises(InputProblems) as problems:
        looked_at(team_id, content, name)
    assert outcomes.entries(team_id) == ()
    return list(problems.value.problems)


def row(**changes: str) -> str:
    """A good row with some other cells."""
    cells = dict(zip(COLUMNS, GOOD[0].split(","), strict=True)) | changes
    return ",".join(cells.values())


def book(rows: Sequence[Sequence[object]]) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for each in rows:
        sheet.append(list(each))
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


# ---- one by one


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


# ---- a file


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("cp1252"),
        TABLE.replace('"141,300"', "141300").replace(",", ";").encode(),
        TABLE.replace('"141,300"', "141300").replace(",", "\t").encode(),
        TABLE.replace("\n", "\r\n").encode(),
        TABLE.replace("period_start", "Period start").replace("indicator", "INDICATOR").encode(),
        TABLE.replace('"141,300"', '"141300.00"').encode(),
        (TABLE + ",,,,,,,,,\n").encode(),
    ],
    ids=[
        *("commas", "byte order mark", "Windows letters", "semicolons", "tabs", "Windows lines"),
        *("names as words", "decimals of a spreadsheet", "an empty row"),
    ],
)
def test_a_table_is_read_however_a_program_wrote_it(team_id, content):
    assert looked_at(team_id, content).entries == WANTED


def test_a_workbook_is_read_with_its_numbers_and_days(team_id):
    rows = [[getattr(each, name) for name in COLUMNS] for each in WANTED]
    seen = looked_at(team_id, book([COLUMNS, *rows]), "counts.xlsx")
    assert (seen.name, seen.entries) == ("counts.xlsx", WANTED)


def test_only_the_needed_columns_have_to_be_there_and_others_do_not_matter(team_id):
    head = "indicator,denominator,median,period_start,period_end,cohort,source,weather"
    line = "recovery_days_to_assessment,64,19.5,2023-10-01,2024-09-30,All,Log,fine"
    (entry,) = looked_at(team_id, f"{head}\n{line}\n").entries
    assert entry == replace(DAYS, cohort="All", source="Log", source_date=None, notes="")


def test_looking_at_a_file_stores_nothing_and_accepting_it_stores_all(team_id):
    seen = looked_at(team_id, TABLE)
    assert history(team_id) == []
    assert outcomes.accept(team_id, seen) == 3
    assert {each.entry for each in outcomes.entries(team_id)} == set(WANTED)


def test_the_same_file_twice_brings_nothing_new(team_id):
    seen = looked_at(team_id, TABLE)
    assert [outcomes.accept(team_id, seen), outcomes.accept(team_id, seen)] == [3, 0]
    assert len(history(team_id)) == 3


def test_the_same_file_by_twenty_at_once_comes_in_once(team_id):
    seen = looked_at(team_id, TABLE)
    assert all_at_once([lambda: outcomes.accept(team_id, seen)] * 20) == [True] * 20
    assert len(history(team_id)) == 3


def test_the_same_row_twice_in_one_file_is_one_result(team_id):
    seen = looked_at(team_id, "\n".join((HEAD, row(), row(notes="Again"), row(numerator="33"))))
    assert outcomes.accept(team_id, seen) == 2
    assert {each.entry.numerator for each in outcomes.entries(team_id)} == {33, 34}


def test_what_was_changed_since_comes_again_as_it_is_in_the_file(team_id):
    seen = looked_at(team_id, "\n".join((HEAD, row())))
    outcomes.accept(team_id, seen)
    entry_id = only(team_id).entry_id
    outcomes.save_entry(team_id, replace(HOME, numerator=35), entry_id=entry_id, based_on=1)
    assert outcomes.accept(team_id, seen) == 1


def test_a_file_that_was_looked_at_is_looked_at_again_before_it_is_stored(team_id):
    bent = UploadPreview("counts.csv", (HOME, replace(HOME, numerator=98)))
    with pytest.raises(ScanProblems, match="98 of 97"):
        outcomes.accept(team_id, bent)
    assert history(team_id) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"numerator": "many"}, "column numerator: 'many' came; give a whole number such as 42."),
        ({"numerator": "3.5"}, "column numerator: '3.5' came; give a whole number such as 42."),
        ({"denominator": "97 kids"}, "column denominator: '97 kids' came; give a whole number"),
        ({"numerator": '"1,20"'}, "column numerator: '1,20' came; give a whole number such as 42."),
        ({"median": "a week"}, "column median: 'a week' came; give days such as 37 or 37.5."),
        ({"period_start": ""}, "column period_start: nothing came; give a day such as 2026-03-31."),
        ({"period_end": "9/30/24"}, "column period_end: '9/30/24' came; give a day such as"),
        ({"source_date": "soon"}, "column source_date: 'soon' came; give a day such as"),
        ({"indicator": "grades"}, "column indicator: 'grades' is no indicator. Give an id from"),
        ({"numerator": "98"}, "column numerator: The numerator is 98 of 97. It counts some"),
        ({"period_end": "2023-01-01"}, "column period_end: The period ends on 2023-01-01, before"),
        ({"cohort": ""}, "column cohort: Whom it is about is not said. Write it"),
    ],
)
def test_a_bad_cell_is_told_with_row_column_what_came_and_what_is_right(team_id, changes, said):
    (problem,) = told(team_id, "\n".join((HEAD, row(), "", row(**changes))))
    assert problem.startswith("counts.csv: row 4, ")
    assert said in problem


def test_cells_that_cannot_be_read_and_counts_that_cannot_be_are_told_together(team_id):
    lines = [row(numerator="many", median="x"), row(), row(numerator="98"), row(source_date="soon")]
    problems = told(team_id, "\n".join((HEAD, *lines)))
    assert [each.split(":")[1].strip() for each in problems] == [
        *("row 2, column numerator", "row 2, column median"),
        *("row 4, column numerator", "row 5, column source_date"),
    ]


def test_every_one_of_forty_bad_rows_is_told(team_id):
    problems = told(team_id, "\n".join((HEAD, *[row(numerator="many")] * 40)))
    assert [each.split(",")[0] for each in problems] == [
        f"counts.csv: row {number}" for number in range(2, 42)
    ]


@pytest.mark.parametrize("numerator", ["many", "98"])
def test_of_many_more_bad_rows_the_first_fifty_are_told_and_how_many_follow(team_id, numerator):
    problems = told(team_id, "\n".join((HEAD, *[row(numerator=numerator)] * 120)))
    assert len(problems) == 51
    assert problems[-1] == "counts.csv: and 70 more."


@pytest.mark.parametrize(
    "column", ["indicator", "denominator", "period_start", "period_end", "cohort", "source"]
)
def test_a_missing_column_is_named_with_those_that_there_are(team_id, column):
    without = TABLE.replace(HEAD, HEAD.replace(f"{column},", "other,", 1), 1)
    (problem,) = told(team_id, without)
    assert problem.startswith(f"counts.csv: there is no column '{column}'. There are: ")
    assert "other" in problem
    assert problem.endswith(f"Name the columns {', '.join(COLUMNS)}.")


def test_a_table_of_more_than_two_thousand_rows_is_told(team_id):
    (problem,) = told(team_id, "\n".join((HEAD, *[row()] * 2_001)))
    assert problem == "counts.csv: it has 2,001 rows; at most 2,000."


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("counts.xlsx", encrypted()),
        ("counts.xlsx", lying_about_size()),
        ("counts.xlsx", with_part("xl/vbaProject.bin")),
        ("counts.xlsx", TABLE.encode()),
        ("counts.csv", book([COLUMNS])),
        ("counts.csv", TABLE.encode("utf-16")),
        ("counts.csv", HEAD.encode() + b"\n" + b"x" * 2_000_001),
        ("counts.csv", b""),
    ],
    ids=[
        *("locked", "lying about its size", "macros", "text named a workbook"),
        *("a workbook named text", "zero bytes", "too large", "empty"),
    ],
)
def test_a_file_that_is_something_else_is_refused_at_the_gate(team_id, name, content):
    (problem,) = told(team_id, content, name)
    assert problem.startswith(f"{name}: ")


def test_a_formula_in_a_text_stays_a_text(team_id):
    formula = '=HYPERLINK("http://evil.example";"a")'
    quoted = '"=HYPERLINK(""http://evil.example"";""a"")"'
    outcomes.accept(team_id, looked_at(team_id, f"{HEAD}\n{row(cohort=quoted, notes=quoted)}\n"))
    assert (only(team_id).entry.cohort, only(team_id).entry.notes) == (formula, formula)


def test_a_formula_in_a_workbook_is_not_worked_out(team_id):
    rows = [[getattr(HOME, name) for name in COLUMNS]]
    rows[0][1] = "=30+4"
    (problem,) = told(team_id, book([COLUMNS, *rows]), "counts.xlsx")
    assert problem.startswith("counts.xlsx: ")
    assert "has a formula without a result in cell B2" in problem


# ---- who


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
