"""The demo team's two lists of services, both invented.

Nothing of them is a real place: telephone numbers are of the range that is kept for fiction, and
places lie at sea. Only the counties that services say they serve are real, so that something can be
told county by county.
"""

import csv
import io
from collections.abc import Iterable

from data.services import directories, listings

KENT, QUEEN_ANNES, TALBOT = "Kent County, MD", "Queen Anne's County, MD", "Talbot County, MD"
DORCHESTER, CAROLINE = "Dorchester County, MD", "Caroline County, MD"
CALVERT, ST_MARYS = "Calvert County, MD", "St. Mary's County, MD"
EVERYWHERE = (KENT, QUEEN_ANNES, TALBOT, DORCHESTER, CAROLINE, CALVERT, ST_MARYS)
SOURCE = "Riverbend 211 (made up)"
LOCATOR = "Treatment locator (made up)"
_PHONE = "410-555-01"
_ORGANIZATIONS = (
    ("o1", "New Shore Treatment Center", "Treatment for substance use disorders."),
    ("o2", "Hand in Hand Recovery", "A recovery community organization."),
    ("o3", "Riverbend Community Clinic", "Primary care and behavioral health."),
    ("o4", "Harbor Counseling", "Counseling for adults and children."),
    ("o5", "Safe Cove", "Help for people harmed by a partner."),
    ("o6", "Riverbend Transit", "Buses and rides."),
    ("o7", "First Steps Early Childhood", "Care and learning for young children."),
    ("o8", "Parents' Counsel of Riverbend", "Lawyers for parents."),
)
SERVICES = (
    ("s01", "o1", "Outpatient substance use treatment", "active", "outpatient", "l1"),
    (
        "s02",
        "o1",
        "Intensive outpatient substance use treatment",
        "active",
        "intensive_outpatient",
        "l1",
    ),
    ("s03", "o1", "Residential substance use treatment for women", "active", "residential", "l2"),
    (
        "s04",
        "o1",
        "Residential treatment for mothers and babies",
        "active",
        "residential_family",
        "l2",
    ),
    ("s05", "o3", "Buprenorphine clinic", "active", "moud", "l3"),
    ("s06", "o1", "Methadone program", "active", "moud", "l1"),
    ("s07", "o2", "Recovery house for women", "active", "recovery_housing", "l4"),
    ("s08", "o2", "Recovery house for families", "active", "recovery_housing_family", "l4"),
    ("s09", "o2", "Peer recovery coaching for parents", "active", "peer_support", "l4"),
    ("s10", "o2", "Recovery community center", "active", "recovery_community", "l4"),
    ("s11", "o4", "Counseling for adults", "active", "mental_health", "l5"),
    ("s12", "o4", "Trauma therapy for children", "active", "child_trauma", "l5"),
    ("s13", "o3", "Prenatal care", "active", "prenatal_postpartum", "l3"),
    ("s14", "o7", "Child care center", "active", "child_care", "l6"),
    ("s15", "o8", "Lawyers for parents in child welfare cases", "active", "legal", "l7"),
    ("s16", "o5", "Shelter for survivors and their children", "active", "domestic_violence", "l8"),
    ("s17", "o6", "Rides to treatment and court", "active", "transport", "l7"),
    ("s18", "o1", "Withdrawal care unit", "temporarily closed", "withdrawal_inpatient", "l1"),
    ("s19", "o3", "Food and diaper pantry", "active", "", "l3"),
    ("s20", "o4", "Parenting after treatment", "active", "", "l5"),
)
_SITES = (
    ("l1", "o1", "New Shore main house", "1 Invented Street", (38.7, -76.44)),
    ("l2", "o1", "New Shore residence", "20 Invented Street", (38.25, -76.28)),
    ("l3", "o3", "Clinic", "3 Made Up Avenue", (38.85, -76.44)),
    ("l4", "o2", "Hand in Hand house", "44 Imaginary Lane", (38.55, -76.41)),
    ("l5", "o4", "Harbor office", "5 Made Up Avenue", (38.75, -76.46)),
    ("l6", "o7", "First Steps", "6 Invented Street", (39.1, -76.33)),
    ("l7", "o8", "Court square office", "7 Invented Street", (38.8, -76.44)),
    ("l8", "o5", "Confidential location", "Address confidential", None),
)
"""Latitudes and longitudes lie in the Chesapeake Bay, miles from any shore."""
_SERVES = {
    "s01": (QUEEN_ANNES, TALBOT, DORCHESTER, CALVERT, ST_MARYS),
    "s02": (TALBOT, CALVERT),
    "s03": EVERYWHERE,
    "s04": EVERYWHERE,
    "s05": (KENT, QUEEN_ANNES, TALBOT, CAROLINE),
    "s06": (DORCHESTER, CALVERT, ST_MARYS),
    "s07": (TALBOT, DORCHESTER, CALVERT),
    "s08": (TALBOT, DORCHESTER, CALVERT),
    "s09": EVERYWHERE,
    "s11": (QUEEN_ANNES, TALBOT),
    "s13": (KENT, QUEEN_ANNES, TALBOT, CAROLINE),
    "s15": EVERYWHERE,
    "s17": (TALBOT, CAROLINE),
    "t6": (TALBOT,),
    "t8": (KENT,),
}
"""Counties by service; the others say nothing of them."""
_LOCATOR = (
    ("t1", "New Shore Treatment Center outpatient", "00", "s01"),
    ("t2", "Riverbend clinic buprenorphine", "04", "s05"),
    ("t3", "New Shore methadone program", "05", "s06"),
    ("t4", "New Shore residential treatment for women", "02", "s03"),
    ("t5", "Residential treatment for mothers and their babies", "03", ""),
    ("t6", "Bay View outpatient substance use treatment", "60", ""),
    ("t7", "Bay View telehealth buprenorphine", "61", ""),
    ("t8", "Shore evening group for outpatient treatment", "62", ""),
)
"""A second list: of four somebody has said that they are on the first one, too; of one not yet."""


def read_directories(team_id: str) -> dict[str, str]:
    """Read both in and say what is listed twice; ids of all listings, by those in their lists."""
    directories.accept(directories.read(team_id, _files(), source=SOURCE))
    directories.accept(directories.read(team_id, _locator(), source=LOCATOR))
    ids = {each.record.external_id: each.id for each in listings.services(team_id)}
    for key, _, _, same in _LOCATOR:
        if same:
            listings.merge(team_id, ids[key], into=ids[same])
    return ids


def _locator() -> dict[str, bytes]:
    services = [("id", "name", "description", "status")]
    services += [(key, name, name + ".", "active") for key, name, _, _ in _LOCATOR]
    phones = [("id", "service_id", "number")]
    phones += [(f"q{key}", key, f"{_PHONE}{number}") for key, _, number, _ in _LOCATOR]
    return {
        "services.csv": _table(services),
        "phones.csv": _table(phones),
        "service_areas.csv": _table(_areas({key for key, *_ in _LOCATOR})),
    }


def _files() -> dict[str, bytes]:
    organizations = [("id", "name", "description"), *_ORGANIZATIONS]
    services = [("id", "organization_id", "name", "description", "status")]
    services += [(key, by, name, name + ".", state) for key, by, name, state, _, _ in SERVICES]
    at = [("id", "service_id", "location_id")]
    at += [(f"a{key}", key, site) for key, _, _, _, _, site in SERVICES]
    locations = [("id", "organization_id", "name", "location_type", "latitude", "longitude")]
    locations += [
        (key, by, name, "physical", *(map(str, place) if place else ("", "")))
        for key, by, name, _, place in _SITES
    ]
    addresses = [
        ("id", "location_id", "address_1", "city", "state_province", "postal_code", "country")
    ]
    addresses += [
        (f"d{key}", key, street, "Riverbend", "ZZ", "00000", "US")
        for key, _, _, street, _ in _SITES
    ]
    phones = [("id", "service_id", "number")]
    phones += [(f"p{at}", key, f"{_PHONE}{at:02d}") for at, (key, *_) in enumerate(SERVICES)]
    tables: dict[str, Iterable[tuple[str, ...]]] = {
        "organizations.csv": organizations,
        "services.csv": services,
        "service_at_location.csv": at,
        "locations.csv": locations,
        "addresses.csv": addresses,
        "phones.csv": phones,
        "service_areas.csv": _areas({key for key, *_ in SERVICES}),
    }
    return {name: _table(rows) for name, rows in tables.items()}


def _areas(services: set[str]) -> list[tuple[str, ...]]:
    """Which counties some services serve, a row for each."""
    rows = [
        (f"r{key}{at}", key, name)
        for key, names in _SERVES.items()
        if key in services
        for at, name in enumerate(names)
    ]
    return [("id", "service_id", "name"), *rows]


def _table(rows: Iterable[tuple[str, ...]]) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()
