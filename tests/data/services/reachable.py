"""Teams with services at places, and files of need by county, for tests of what is within reach."""

from data.clock import today
from data.services import calls, county_needs, directories, listings, needs, teams
from data.services.calls import CallEntry
from data.services.county_needs import CountyNeedView
from data.services.gaps import GapReport, gap_report
from data.services.listings import CapacityEntry
from data.services.needs import FigureEntry
from data.views import AgencyEntry

ROSTER = (AgencyEntry("Court", "court", 6), AgencyEntry("Clinic", "health_care", 6))
CATEGORY = "moud"


def files(places: dict[str, list[tuple[float, float]]], *, hidden: str = "") -> dict[str, bytes]:
    """Tables of a directory in which each service has its places; none of them where none is."""
    sites = [
        (f"l{key}{number}", key, place)
        for key, own in places.items()
        for number, place in enumerate(own)
    ]
    services = "".join(f"{key},Methadone clinic {key},x,active\n" for key in places)
    at = "".join(f"a{site},{key},{site}\n" for site, key, _ in sites)
    rows = "".join(
        f"{site},{'Confidential location' if site == hidden else site},physical,{lat},{lon}\n"
        for site, _, (lat, lon) in sites
    )
    return {
        "services.csv": f"id,name,description,status\n{services}".encode(),
        "service_at_location.csv": f"id,service_id,location_id\n{at}".encode(),
        "locations.csv": f"id,name,location_type,latitude,longitude\n{rows}".encode(),
    }


def listed(
    places: dict[str, list[tuple[float, float]]],
    capacities: dict[str, float | None],
    *,
    hidden: str = "",
    states: str = "Kentucky; Indiana",
) -> str:
    """A team with confirmed clinics; a capacity of 10 is ten families a year.

    Args:
        states: that another list of the team covers, so that none in them is known to be none.
    """
    team_id = teams.create_team("River county", "", ROSTER).id
    directories.accept(directories.read(team_id, files(places, hidden=hidden), source="211"))
    ids = {each.record.external_id: each.id for each in listings.services(team_id)}
    listings.confirm(team_id, [(each, CATEGORY) for each in ids.values()])
    if states:
        others = f'id,name,status,service_areas\nh1,Help line,active,"{states}"\n'.encode()
        directories.accept(directories.read(team_id, {"services.csv": others}, source="State"))
    for key, capacity in capacities.items():
        entry = CapacityEntry("people", maximum=capacity, mean_stay_days=365, source="Call")
        listings.save_capacity(team_id, ids[key], entry, based_on=0)
    return team_id


def doubted(team_id: str, key: str) -> str:
    """A call did not find a service, so from now on only the list knows it."""
    (service,) = (each for each in listings.services(team_id) if each.record.external_id == key)
    code = teams.team(team_id).agencies[0].code
    calls.record(team_id, service.id, CallEntry(today(), "wrong_number", code))
    return team_id


def counted(team_id: str, rows: str, *, tier: str = "T4") -> CountyNeedView:
    """Take need by county over; the columns are those of the widest file."""
    content = f"county_fips,families,low,high,source,year\n{rows}".encode()
    reading = county_needs.read(team_id, content, name="need.csv", tier=tier)
    taken = county_needs.accept(reading)
    assert taken is not None
    return taken


def share(team_id: str, low: float, likely: float, high: float) -> None:
    """What one agency estimates of the families of the tier."""
    code = teams.team(team_id).agencies[0].code
    needs.save_share(team_id, CATEGORY, code, FigureEntry(likely, low, high), based_on=0)


def report(team_id: str) -> GapReport:
    """What there is beside what is needed."""
    return gap_report(team_id)
