"""Whether a listing stands, what two rows say of one thing, and of which day that is."""

import pytest

from data.imports.directory.profiles import ANY_FILE, Profile
from data.imports.directory.reading import read_directory
from data.imports.directory.records import Directory
from data.imports.directory.standing import told_standing
from tests.data.imports.directory.test_damage import codes, services, table


@pytest.mark.parametrize("order", [("active", "inactive"), ("inactive", "active")])
def test_of_two_rows_with_one_id_the_closed_one_counts(order: tuple[str, str]) -> None:
    directory = services(*(("s1", "", "Help", "Words", status) for status in order))
    assert [each.status for each in directory.services] == ["inactive"]


STATUSES = (
    *((each, "inactive") for each in ("Don't refer", "Don\u2019t refer", "DO-NOT-REFER", "DNR")),
    *((each, "inactive") for each in ("In-active", "In active", "Suspendido", "No activo")),
    *((each, "inactive") for each in ("Active - do not refer", "Inactiva", "Not currently active")),
    *((each, "defunct") for each in ("Not currently operating", "Shut down", "Cerrada", "Closed")),
    *((each, "defunct") for each in ("No longer exists", "Out of service", "Closed 3/2023")),
    *((each, "temporarily closed") for each in ("Temp closed", "Cerrado temporalmente", "On hold")),
    *((each, "active") for each in ("Activa", "Open", "Open - closed Mondays", "Active, 24 hours")),
    *((each, "active") for each in ("Open (closed on holidays)", "Open; closed 12pm to 1pm")),
    *((each, "unknown") for each in ("Waiting for word", "Closed captioning")),
)
NAMES = (
    *((f"Hope {each}", "inactive") for each in ("(permanently closed)", "- CLOSED 2022")),
    *((f"Hope {each}", "inactive") for each in ("(Closed as of 3/2023)", "- inactive", "[Closed]")),
    *((f"Hope {each}", "inactive") for each in ("(closed March 2023)", "(cerrado)", "*DEFUNCT*")),
    *((each, "inactive") for each in ("Hope Main Office (closed)", "Hope Village Site - closed")),
    *((each, "inactive") for each in ("CLOSED: Hope", "Hope/closed", "Hope (do not refer)")),
    *((f"Hope {each}", "temporarily closed") for each in ("(temporarily closed)",)),
    ("Closed until further notice - Hope", "temporarily closed"),
    *((f"Hope {each}", "active") for each in ("(closed Mondays)", "(Closed captioning)")),
    *((each, "active") for each in ("Closed Door Counseling", "Natural Resources (DNR)")),
    *(
        (each, "active")
        for each in ("Waitlist (closed)", "Closed group meetings", "Hope: closed AA")
    ),
)
ALERTS = (
    ("This program is temporarily closed.", "temporarily closed"),
    ("Agency has closed", "inactive"),
    ("PERMANENTLY CLOSED", "inactive"),
    ("Closed effective 1 March", "inactive"),
    ("El programa ha cerrado", "inactive"),
    ("Please don't refer", "inactive"),
    ("Closed 12/25/2024", "active"),
    ("Office closed Mondays", "active"),
    ("Sunday: closed", "active"),
    ("The waiting list is temporarily closed", "active"),
    ("Our lobby is temporarily closed; call us", "active"),
    ("Closed captioning is offered", "active"),
)


@pytest.mark.parametrize(("said", "status"), STATUSES)
def test_a_status_is_read_in_many_words(said: str, status: str) -> None:
    directory = services(("s1", "", "Help", "Words", said))
    assert [each.status for each in directory.services] == [status]


@pytest.mark.parametrize(("said", "status"), [*NAMES, *ALERTS])
def test_a_name_or_an_alert_may_say_that_a_service_is_closed(said: str, status: str) -> None:
    is_name = (said, status) in NAMES
    told = told_standing(said, is_name=is_name)
    assert (told or "active") == status


@pytest.mark.parametrize("status", ["active", ""])
def test_what_is_closed_by_its_name_is_no_supply_whatever_its_status(status: str) -> None:
    directory = services(("s1", "", "Hope House (Closed as of 3/2023)", "Words", status))
    assert [each.is_supply for each in directory.services] == [False]
    assert codes(directory)["not_supply"] == 1


YES_NO = Profile(
    "ours",
    {
        ANY_FILE: {
            "Id": "service.id",
            "Name": "service.name",
            "Children": "fact.accepts_children",
            "Seen": "as_of",
            "Beds": "capacity.available",
            "Unit": "capacity.unit",
        }
    },
)


def told(*rows: tuple[str, ...]) -> Directory:
    head = ("Id", "Name", "Children", "Seen", "Beds", "Unit")
    return read_directory({"x.csv": table(head, rows)}, profile=YES_NO)


@pytest.mark.parametrize(
    ("first", "second", "state", "conflicts"),
    [
        ("yes", "no", "unknown", 1),
        ("no", "yes", "unknown", 1),
        ("yes", "maybe", "yes", 0),
        ("maybe", "no", "no", 0),
        ("yes", "yes", "yes", 0),
    ],
)
def test_a_yes_and_a_no_of_one_service_leave_it_open(
    first: str, second: str, state: str, conflicts: int
) -> None:
    rows = (("1", "Help", said, "", "", "") for said in (first, second))
    directory = told(*rows)
    assert directory.services[0].fact("accepts_children").state == state
    assert codes(directory)["facts_in_conflict"] == conflicts


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2019-01-05", "2019-01-05"),
        ("2019-1-5", "2019-01-05"),
        ("2019-01-05T10:00:00Z", "2019-01-05"),
        ("1/5/2019", "2019-01-05"),
        ("01/05/2019 9:30 AM", "2019-01-05"),
        ("25/12/2019", "2019-12-25"),
        ("5 Jan 2019", "2019-01-05"),
        ("January 5th, 2019", "2019-01-05"),
        ("Jan 2019", "2019-01"),
        ("2019", "2019"),
        ("20190105", "2019-01-05"),
        ("43470", "2019-01-05"),
        ("2019-01", "2019-01"),
        ("last spring", ""),
        ("13/13/2019", ""),
        ("2099-01-01", ""),
    ],
)
def test_a_day_is_read_however_it_is_written_and_told_where_it_is_none(said: str, day: str) -> None:
    directory = told(("1", "Help", "yes", said, "20", "beds"))
    (service,) = directory.services
    assert service.fact("accepts_children").as_of == day
    assert [each.updated for each in service.capacities] == [day]
    assert codes(directory)["day_not_read"] == int(not day)
