"""A team with several kinds of help in several counties, for tests of need not met by county."""

from data.services import directories, listings, needs, teams
from data.services.listings import CapacityEntry
from data.services.needs import FigureEntry
from tests.data.services.reachable import ROSTER

LOUISVILLE, RICHMOND, PIKEVILLE = (38.25, -85.75), (37.77, -84.3), (37.48, -82.52)
PLACES = {
    "s1": LOUISVILLE,
    "s2": RICHMOND,
    "s3": PIKEVILLE,
    "s4": LOUISVILLE,
    "s5": RICHMOND,
    "s6": LOUISVILLE,
}
KINDS = {
    "moud": {"s1": 60, "s2": 25, "s3": None},
    "outpatient": {"s4": 90, "s5": 20},
    "peer_support": {"s6": 40, "s7": 30},
    "legal": {"s8": None},
    "residential": {"s9": 12},
}
"""Capacities; ten is ten families a year. s7 and s8 have no place, s9 says whom it serves."""
SHARES = {
    "moud": (0.3, 0.5, 0.7),
    "outpatient": (0.6, 0.8, 1.0),
    "peer_support": (0.4, 0.5, 0.8),
    "legal": (0.2, 0.3, 0.4),
}
NEED = "21111,100,80,140,Court,2025\n21151,50,40,60,,\n21195,30,10,60,,\n21185,n/a,,,,\n"


def several(name: str = "River county", note: str = "x") -> str:
    """A team whose directory has nine services; need by county is not here yet."""
    keys = [f"s{number}" for number in range(1, 10)]
    services = "".join(f'{key},Service {key},"{note}",active\n' for key in keys)
    at = "".join(f"a{key},{key},l{key}\n" for key in PLACES)
    places = "".join(f"l{key},{key},physical,{lat},{lon}\n" for key, (lat, lon) in PLACES.items())
    areas = 'id,service_id,name\nx,s9,"Jefferson County, KY"\ny,s9,"Oldham County, KY"\n'
    given = {
        "services.csv": f"id,name,description,status\n{services}".encode(),
        "service_at_location.csv": f"id,service_id,location_id\n{at}".encode(),
        "locations.csv": f"id,name,location_type,latitude,longitude\n{places}".encode(),
        "service_areas.csv": areas.encode(),
    }
    team_id = teams.create_team(name, "", ROSTER).id
    directories.accept(directories.read(team_id, given, source="211"))
    ids = {each.record.external_id: each.id for each in listings.services(team_id)}
    for kind, capacities in KINDS.items():
        listings.confirm(team_id, [(ids[key], kind) for key in capacities])
    for key, maximum in {key: each for own in KINDS.values() for key, each in own.items()}.items():
        unit = "peers" if key in KINDS["peer_support"] else "people"
        entry = CapacityEntry(
            unit, maximum=maximum, mean_stay_days=365, families_per_worker=1, source="Call"
        )
        listings.save_capacity(team_id, ids[key], entry, based_on=0)
    code = teams.team(team_id).agencies[0].code
    for kind, (low, likely, high) in SHARES.items():
        needs.save_share(team_id, kind, code, FigureEntry(likely, low, high), based_on=0)
    return team_id
