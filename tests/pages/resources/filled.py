"""A team with a small directory, in which every state of what is known occurs."""

from data.clock import today
from data.services import calls, directories, gap_findings, listings, needs
from data.services.calls import CallEntry
from data.services.gap_findings import EvidenceEntry, FindingEntry
from data.services.listings import CapacityEntry, FactEntry
from data.services.needs import FigureEntry
from data.views import TeamView

_SERVICES = "id,organization_id,name,description,status"
_ORGANIZATIONS = "id,name,description"


def directory(names: tuple[str, str, str]) -> dict[str, bytes]:
    """Two organizations and six services; the names stand in the first three."""
    services = (
        f's1,o1,"Family residential treatment {_safe(names[0])}","{_safe(names[1])}",active',
        f's2,o1,"Methadone clinic {_safe(names[1])}",Methadone treatment,active',
        "s3,o2,Peer recovery coaching,Peers with lived experience,active",
        "s4,o2,Sober living for women,Recovery housing,active",
        "s5,o2,Family residential treatment North,Beds for parents and children,inactive",
        "s6,o1,Residential treatment with child care,Parents with children,active",
    )
    organizations = (f'o1,"{_safe(names[2])}",Treatment', "o2,River Recovery,Recovery community")
    tables = {
        "organizations.csv": (_ORGANIZATIONS, *organizations),
        "services.csv": (_SERVICES, *services),
    }
    return {name: "\n".join(rows).encode() for name, rows in tables.items()}


def _safe(text: str) -> str:
    return text.replace('"', '""')


def fill(team: TeamView, names: tuple[str, str, str]) -> dict[str, str]:
    """Take the directory over and say something to everything; listing ids by external id."""
    team_id, codes = team.id, [agency.code for agency in team.agencies]
    directories.accept(directories.read(team_id, directory(names), source=names[2][:80]))
    ids = {each.record.external_id: each.id for each in listings.services(team_id)}
    for key, category in (
        *(("s1", "residential_family"), ("s6", "residential_family")),
        *(("s2", "moud"), ("s3", "peer_support")),
    ):
        listings.confirm(team_id, [(ids[key], category)])
    listings.confirm(team_id, [(ids["s4"], "recovery_housing_family")], belongs=False)
    for fact, state in (("accepts_children", "yes"), ("accepts_fathers", "no")):
        entry = FactEntry(state, names[0][:100], names[1][:100], today())
        listings.save_fact(team_id, ids["s1"], fact, entry, based_on=0)
    beds = CapacityEntry("family units", maximum=8, available=0, mean_stay_days=120, source="Call")
    listings.save_capacity(team_id, ids["s1"], beds, based_on=0)
    slots = CapacityEntry(
        "people", maximum=60, mean_stay_days=200, source="Director", as_of=today()
    )
    listings.save_capacity(team_id, ids["s2"], slots, based_on=0)
    listings.save_known(
        team_id, ids["s1"], codes[0], knows="yes", would_send="not_sure", based_on=0
    )
    listings.save_known(team_id, ids["s1"], codes[1], knows="no", would_send="", based_on=0)
    needs.choose_tier(team_id, "T4", based_on=0)
    needs.save_figure(team_id, "referred", FigureEntry(120, source=names[1][:100]), based_on=0)
    for code, low, likely, high in ((codes[0], 0.1, 0.2, 0.3), (codes[1], 0.2, 0.4, 0.6)):
        for category in ("residential_family", "moud"):
            share = FigureEntry(likely, low, high)
            needs.save_share(team_id, category, code, share, based_on=0)
    told = CallEntry(today(), "different", codes[0], "fathers", "yes", "no", "unknown", names[1])
    calls.record(team_id, ids["s1"], told)
    calls.record(team_id, ids["s2"], CallEntry(today(), "no_answer", codes[1]))
    finding = gap_findings.save(
        team_id,
        FindingEntry("residential_family", "C", names[0], "fathers", names[1], names[2], codes[0]),
    )
    call = EvidenceEntry("call", names[1], today(), codes[1])
    gap_findings.add_evidence(team_id, finding, call)
    digest = gap_findings.finding(team_id, finding).digest
    gap_findings.sign(team_id, finding, codes[0], seen=digest, agrees=True)
    gap_findings.sign(team_id, finding, codes[1], seen=digest, agrees=False, words=names[2])
    return ids | {"finding": finding}
