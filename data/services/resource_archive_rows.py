"""What a row of an archive of a map of resources looks like, and what each cell can be."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
)

from data.resource_views import FactState, Knows, Outcome
from data.services.gap_entries import EvidenceKind

_Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
_Agency = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
_NoAgency = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{0,64}$")]
_Number = Annotated[int, Field(ge=1, le=1_000_000)]
_Amount = Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False)]
_Figure = Annotated[float, Field(ge=-1e9, le=1e9, allow_inf_nan=False)]
_Link = Annotated[str, Field(pattern=r"^(https?://(?s:.)*)?$")]


class Row(BaseModel):
    """A row with just these cells."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class _Saved(Row):
    saved_by_name: str
    saved_on: date


class Noticed(Row):
    """Something that was noticed in a file."""

    code: str
    file: str
    row: Annotated[int, Field(ge=0, le=10_000_000)]
    column: str
    came: str
    right: str


class Report(Row):
    """What came of each file of a directory."""

    files: dict[str, dict[str, int]]
    issues: dict[str, int]
    noticed: list[Noticed] = []
    services: int
    organizations: int
    sites: int
    unknown_columns: dict[str, list[str]]
    made_up: bool = False


class Import(_Saved):
    """A directory that was read in."""

    id: _Key
    number: _Number
    source: str
    names: list[str]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    report: Report
    profile: dict[str, Any] | None


class SetAside(Row):
    """A row of a file that became no listing."""

    import_id: _Key
    file: str
    line: Annotated[int, Field(ge=0, le=10_000_000)]
    fate: Literal["merged", "held", "excluded"]
    reason: str
    content: dict[str, str]


class Listed(Row):
    """An organization, a service or a site."""

    id: _Key
    kind: Literal["organization", "service", "site"]
    source: str
    key: str
    name: str
    body: dict[str, Any]
    import_id: _Key | None
    gone: bool
    merged_into: _Key | None


class Categorized(_Saved):
    """That a service belongs to a category, or not."""

    listing_id: _Key
    category: str
    state: Literal["proposed", "confirmed", "rejected"]
    rule: str
    confidence: Annotated[float, Field(ge=0, le=1)] | None


class Stated(_Saved):
    """One version of a fact."""

    listing_id: _Key
    fact: str
    version: _Number
    state: FactState
    condition: str
    source: str
    as_of: date | None


class Counted(_Saved):
    """One version of a capacity."""

    listing_id: _Key
    version: _Number
    unit: str
    available: _Amount | None
    maximum: _Amount | None
    mean_stay_days: _Amount | None
    families_per_worker: _Amount | None
    wait_days: _Amount | None
    families_waiting: _Amount | None = None
    source: str
    as_of: date | None


class Known(_Saved):
    """One version of whether an agency knows a service."""

    listing_id: _Key
    agency_code: _Agency
    version: _Number
    knows: Knows
    would_send: Knows | Literal[""]


class Called(_Saved):
    """A call to a service."""

    listing_id: _Key
    number: _Number
    called_on: date
    outcome: Outcome
    asked_for: str
    takes_payer: FactState
    takes_family: FactState
    has_opening: FactState
    agency_code: _NoAgency
    words: str


class Apart(_Saved):
    """One version of whether two services are not the same."""

    one_id: _Key
    other_id: _Key
    version: _Number
    apart: bool


class Needed(_Saved):
    """One version of a figure about need."""

    about: Literal["tier", "local", "parameter", "share", "episodes", "language", "weights"]
    key: str
    agency_code: _NoAgency
    version: _Number
    low: _Amount | None
    likely: _Amount | None
    high: _Amount | None
    source: str
    year: Annotated[int, Field(ge=1900, le=2200)] | None


class CountyFigure(Row):
    """Families in need in one county; all three are empty where nobody knows."""

    area: Annotated[str, Field(pattern=r"^[0-9]{5}$")]
    low: _Amount | None
    likely: _Amount | None
    high: _Amount | None
    source: str
    year: Annotated[int, Field(ge=1900, le=2200)] | None


class CountyLeftOut(Row):
    """An area of a file that the boundaries do not have."""

    name: str
    why: str
    families: _Amount | None


class CountyRanked(Row):
    """A figure that puts counties in an order."""

    name: Annotated[str, Field(min_length=1)]
    source: Annotated[str, Field(min_length=1)]
    year: Annotated[int, Field(ge=1900, le=2200)]
    worse: Literal["high", "low"]
    figures: dict[Annotated[str, Field(pattern=r"^[0-9]{5}$")], _Figure]


class CountyReport(Row):
    """What came of the rows of a file of need by county."""

    rows: int
    fates: dict[str, int]
    issues: dict[str, int]
    ranking: CountyRanked | None = None

    @model_serializer(mode="wrap")
    def _as_it_came(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Without an order where there was none, so that what is read in is what went out."""
        return {key: each for key, each in write(self).items() if each is not None}


class CountyNeeded(_Saved):
    """One version of need county by county."""

    version: _Number
    tier: str
    file: str
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    figures: list[CountyFigure]
    left_out: list[CountyLeftOut]
    report: CountyReport


class Found(_Saved):
    """One version of a finding."""

    id: _Key
    version: _Number
    category: str
    population: str
    area: str
    gap: str
    words: str
    cure: str
    owner_agency: _NoAgency
    due_on: date | None
    check_on: date | None = None
    basis: dict[str, Any]
    removed: bool


class Shown(_Saved):
    """A piece of evidence."""

    finding_id: _Key
    number: _Number
    kind: EvidenceKind
    words: str
    link: _Link
    agency_code: _NoAgency
    happened_on: date


class Signed(_Saved):
    """A signature; `stands` says that it is of the finding and evidence as they are."""

    finding_id: _Key
    agency_code: _Agency
    number: _Number
    version: _Number
    agency_name: str
    agrees: bool
    words: str
    digest: str
    stands: bool


class Agency(Row):
    """An agency of the team that the archive is of."""

    code: _Agency
    name: str
    sector: str


MODELS: Mapping[str, type[Row]] = {
    "imports": Import,
    "rows_set_aside": SetAside,
    "listings": Listed,
    "categories": Categorized,
    "facts": Stated,
    "capacities": Counted,
    "known": Known,
    "calls": Called,
    "apart": Apart,
    "needs": Needed,
    "findings": Found,
    "evidence": Shown,
    "signatures": Signed,
    "county_need": CountyNeeded,
    "agencies": Agency,
}
LATER = frozenset({"calls", "apart", "county_need"})
"""What archives of earlier versions do not have; there was none of it then."""
