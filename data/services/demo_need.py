"""The demo team's need: invented numbers, of a made-up county and by county.

No map has lines of a made-up county. So those of counties around the Chesapeake Bay are
borrowed, and every number says that it is invented.
"""

from data.clock import today
from data.services import county_needs, needs
from data.services.needs import FigureEntry
from data.views import AgencyView

INVENTED = "Invented for the demo team"
_REFERRED = 84
_SHARES = {
    "outpatient": ((0.3, 0.5, 0.7), (0.4, 0.6, 0.8), (0.3, 0.4, 0.6)),
    "residential_family": ((0.05, 0.1, 0.2), (0.1, 0.2, 0.35), (0.05, 0.15, 0.2)),
    "moud": ((0.2, 0.35, 0.5), (0.3, 0.45, 0.6), (0.25, 0.4, 0.5)),
    "recovery_housing": ((0.1, 0.15, 0.2), (0.08, 0.12, 0.2), (0.1, 0.15, 0.25)),
    "peer_support": ((0.5, 0.7, 0.9), (0.3, 0.5, 0.8), (0.8, 0.9, 1.0)),
}
_COUNTIES = (
    ("24029", 9, 7, 12, 18),
    ("24035", 14, 12, 18, 9),
    ("24041", 13, 11, 15, 12),
    ("24019", 12, 9, 16, 22),
    ("24011", 10, 8, 12, 17),
    ("24009", 16, 14, 20, 8),
    ("24037", 10, 8, 14, 11),
    ("24045", 0, 0, 0, 10),
)
"""Code, families, at least, at most, and a figure to put counties in order; 84 families in all."""
_NOT_COUNTED = "24003"
_FILE = "Need by county (invented).csv"
_WORSE_OFF = "Made-up share of children in poverty"


def fill_demo_need(team_id: str, agencies: tuple[AgencyView, ...]) -> None:
    """Give the demo team families in need, what agencies estimate of them, and need by county."""
    needs.choose_tier(team_id, "T4", based_on=0)
    counted = FigureEntry(_REFERRED, source="Intake list of the team (made up)", year=today().year)
    needs.save_figure(team_id, "referred", counted, based_on=0)
    for category, told in _SHARES.items():
        for agency, (low, likely, high) in zip(agencies, told, strict=False):
            share = FigureEntry(likely, low, high)
            needs.save_share(team_id, category, agency.code, share, based_on=0)
    county_needs.accept(county_needs.read(team_id, _by_county(), name=_FILE, tier="T4"))


def _by_county() -> bytes:
    """One row for each county, and one of a county that nobody has counted."""
    rows = [
        "county_fips,families,low,high,source,year,ranking,ranking_name,ranking_source,ranking_year"
    ]
    behind = f"{_WORSE_OFF},{INVENTED},{today().year}"
    rows += [
        f"{code},{likely},{low},{high},{INVENTED},{today().year},{worse},{behind}"
        for code, likely, low, high, worse in _COUNTIES
    ]
    rows.append(f"{_NOT_COUNTED},n/a,,,{INVENTED},{today().year},,,,")
    return "\n".join(rows).encode()
