"""A team's map with a shelter whose address is confidential, and words that try to tell it."""

from data.clock import today
from data.services import (
    calls,
    county_needs,
    directories,
    gap_findings,
    listings,
    needs,
    sameness,
)
from data.services.calls import CallEntry
from data.services.gap_findings import EvidenceEntry, FindingEntry
from data.services.listings import CapacityEntry, FactEntry
from data.services.needs import FigureEntry
from data.views import AgencyEntry, TeamView

STREET, NAME = "4711 Canary Hollow Street", "Quiet Canary House"
PHONE, LATITUDE, LONGITUDE = "606-555-0199", "37.123456", "-83.654321"
WHOLE = f"{STREET}, Suite 99C, Hazard, KY 40999"
CANARIES = (
    *("4711", "canary hollow", "quiet canary", "555-0199", "5550199", "37.123456", "83.654321"),
    *("suite 99c", "zz-canary-door", "40999"),
    *("canary keeper", "canary cook", "canary head", "canary mornings", "canary nights"),
)
"""What of the shelter must not be in any file, in small letters."""
ROSTER = (
    AgencyEntry("County child welfare", "child_welfare", 6),
    AgencyEntry("New Shore", "sud_treatment", 5),
)
SOURCE = "211 directory"
DIRECTORY = {
    "organizations.csv": "id,name,description,website\n"
    "o1,New Shore,Treatment,https://newshore.example\n"
    "o2,River Recovery,,\n",
    "services.csv": "id,organization_id,name,description,status,fees_description\n"
    "s1,o1,Residential treatment for parents with children,Beds at 100 Main,active,Sliding fee\n"
    "s2,o1,Methadone clinic,Methadone treatment,active,\n"
    "s3,o2,Safe stay for survivors,"
    f'"Call {PHONE}. It is the {NAME} at 4711 canary hollow st., near {LATITUDE}.",active,\n'
    "s4,o2,Peer recovery coaching,Peers with lived experience,inactive,\n"
    "s5,,Rides to care,Rides,,\n",
    "locations.csv": "id,organization_id,name,description,latitude,longitude\n"
    "l1,o1,Main office,Clinic,38.03,-84.5\n"
    f"l2,o2,{NAME},Confidential location,{LATITUDE},{LONGITUDE}\n"
    f"l3,o2,Second door,Same house as another list says,,\n",
    "addresses.csv": "id,location_id,address_1,address_2,city,state_province,postal_code,country,"
    "address_type\n"
    "a1,l1,100 Main St,Suite 2,Lexington,KY,40507,US,physical\n"
    f"a2,l2,{STREET},Suite 99C,Hazard,KY,40999,US,physical\n"
    f"a3,l2,zz-canary-door,,Hazard,KY,40999,US,postal\n"
    "a4,l3,4711 Canary Hollow St,,Hazard,KY,40999,US,physical\n"
    f"a5,l9,{STREET},Suite 99C,Hazard,KY,40999,US,physical\n",
    "phones.csv": "id,location_id,service_id,organization_id,number,extension\n"
    f"p1,l2,s3,,{PHONE},\n"
    "p2,,s1,,606-555-0100,12\n"
    "p3,,,o1,+1 606-555-0111,\n",
    "contacts.csv": "id,organization_id,service_id,location_id,name,title\n"
    "m1,,s1,,Ann Lee,Intake\nm2,,s3,,Canary Keeper,Door\nm3,,,l2,Canary Cook,\n"
    "m4,o2,,,Canary Head,\n",
    "schedules.csv": "id,service_id,location_id,byday,opens_at,closes_at,description\n"
    'h1,s1,,"MO,TU",9:00,17:00,\nh2,s3,,,,,Canary mornings\nh3,,l2,SA,,,Canary nights\n',
    "languages.csv": "id,service_id,location_id,name,code\ng1,s1,,Spanish,es\n",
    "service_at_location.csv": "id,service_id,location_id,description\n"
    "k1,s1,l1,\nk2,s3,l2,\nk3,s3,l3,\n",
    "units.csv": "id,name,scheme,identifier,uri\nu1,beds,,,\n",
    "service_capacity.csv": "id,service_id,unit_id,available,maximum,description,updated\n"
    "c1,s1,u1,2,11,,2026-10-01\n",
    "taxonomies.csv": "id,name,description\nt1,Local words,Ours\n",
    "taxonomy_terms.csv": "id,code,name,description,taxonomy_id\nw1,R-1,Residential,,t1\n",
    "attributes.csv": "id,link_id,taxonomy_term_id,link_type,link_entity,value\n"
    "b1,s1,w1,taxonomy,service,\n",
}


def fill(team: TeamView) -> dict[str, str]:
    """Read the directory in and say something to everything; listing ids by external id."""
    team_id, codes = team.id, [agency.code for agency in team.agencies]
    files = {name: text.encode() for name, text in DIRECTORY.items()}
    directories.accept(directories.read(team_id, files, source=SOURCE))
    ids = {each.record.external_id: each.id for each in listings.services(team_id)}
    pairs = (
        ("s1", "residential_family"),
        ("s2", "residential_family"),
        ("s3", "domestic_violence"),
    )
    listings.confirm(team_id, [(ids[key], category) for key, category in pairs])
    for key, state in (("s1", "yes"), ("s2", "no"), ("s3", "unknown"), ("s5", "not_asked")):
        said = FactEntry(state, f"at {WHOLE}", f"{NAME}, {PHONE}", today())
        listings.save_fact(team_id, ids[key], "accepts_fathers", said, based_on=0)
    first = FactEntry("no", "", "Website", today())
    listings.save_fact(team_id, ids["s1"], "accepts_methadone", first, based_on=0)
    listings.save_fact(
        team_id, ids["s1"], "accepts_methadone", FactEntry("yes", source="Call"), based_on=1
    )
    beds = CapacityEntry("family units", maximum=8, mean_stay_days=120, source=f"Call {PHONE}")
    listings.save_capacity(team_id, ids["s1"], beds, based_on=0)
    listings.save_known(team_id, ids["s1"], codes[0], knows="no", would_send="", based_on=0)
    listings.save_known(team_id, ids["s1"], codes[1], knows="yes", would_send="yes", based_on=0)
    needs.choose_tier(team_id, "T4", based_on=0)
    needs.save_figure(team_id, "referred", FigureEntry(120, source=f"Asked at {NAME}"), based_on=0)
    for code, likely in zip(codes, (0.2, 0.4), strict=True):
        share = FigureEntry(likely, likely / 2, likely * 1.5)
        needs.save_share(team_id, "residential_family", code, share, based_on=0)
    counties = f"county_fips,families,source\n21193,40,Asked at {NAME}\n21071,n/a,\n99999,3,\n"
    content = counties.encode()
    county_needs.accept(county_needs.read(team_id, content, name="need.csv", tier="T4"))
    told = CallEntry(today(), "different", codes[0], words=f"Ask at {NAME}, {STREET}")
    calls.record(team_id, ids["s1"], told)
    sameness.set_apart(team_id, ids["s1"], ids["s3"])
    return ids | {"finding": _finding(team_id, codes)}


def _finding(team_id: str, codes: list[str]) -> str:
    """A signed finding that one agency sees differently, a removed one, and a question."""
    words = f"Fathers are turned away, also at {STREET}."
    entry = FindingEntry(
        "residential_family",
        "C",
        words,
        population="fathers",
        area="Perry County, KY",
        cure="Write it into the contract.",
        owner_agency=codes[0],
        due_on=today(),
        basis={"confirmed": 2, "yes": 1, "no": 1},
    )
    finding = gap_findings.save(team_id, entry)
    call = EvidenceEntry("call", f"{NAME} said so, {PHONE}", today(), codes[1])
    gap_findings.add_evidence(team_id, finding, call)
    seen = gap_findings.finding(team_id, finding).digest
    gap_findings.sign(team_id, finding, codes[0], seen=seen, agrees=True)
    gap_findings.sign(team_id, finding, codes[1], seen=seen, agrees=False, words="Not by us.")
    gone = gap_findings.save(team_id, FindingEntry("legal", "A", "Nobody helps."))
    gap_findings.remove(team_id, gone, based_on=1)
    gap_findings.save(team_id, FindingEntry("housing", "H", "Nobody has asked."))
    return finding
