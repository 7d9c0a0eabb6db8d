"""States, the District of Columbia and the territories, by whatever people call them."""

from dataclasses import dataclass
from functools import cache

from data.geography.names import area_id, key

_TABLE = """
01 AL Alabama|02 AK Alaska|04 AZ Arizona|05 AR Arkansas|06 CA California|08 CO Colorado
09 CT Connecticut|10 DE Delaware|11 DC District of Columbia|12 FL Florida|13 GA Georgia
15 HI Hawaii|16 ID Idaho|17 IL Illinois|18 IN Indiana|19 IA Iowa|20 KS Kansas|21 KY Kentucky
22 LA Louisiana|23 ME Maine|24 MD Maryland|25 MA Massachusetts|26 MI Michigan|27 MN Minnesota
28 MS Mississippi|29 MO Missouri|30 MT Montana|31 NE Nebraska|32 NV Nevada|33 NH New Hampshire
34 NJ New Jersey|35 NM New Mexico|36 NY New York|37 NC North Carolina|38 ND North Dakota
39 OH Ohio|40 OK Oklahoma|41 OR Oregon|42 PA Pennsylvania|44 RI Rhode Island|45 SC South Carolina
46 SD South Dakota|47 TN Tennessee|48 TX Texas|49 UT Utah|50 VT Vermont|51 VA Virginia
53 WA Washington|54 WV West Virginia|55 WI Wisconsin|56 WY Wyoming|60 AS American Samoa|66 GU Guam
69 MP Northern Mariana Islands|72 PR Puerto Rico|78 VI Virgin Islands
"""
_ALSO = {
    "Washington DC": "11",
    "US Virgin Islands": "78",
    "United States Virgin Islands": "78",
    "Commonwealth of the Northern Mariana Islands": "69",
    "CNMI": "69",
}


@dataclass(frozen=True, slots=True)
class State:
    """A state, the District of Columbia, or a territory.

    Attributes:
        code: its two digits, the first two of each of its counties.
        abbreviation: two capital letters.
        name: in full.
    """

    code: str
    abbreviation: str
    name: str


@cache
def states() -> tuple[State, ...]:
    """All of them, by code."""
    lines = _TABLE.replace("|", "\n").strip().splitlines()
    return tuple(State(*line.split(" ", 2)) for line in lines)


def state_of(name_or_code: str | int) -> State:
    """The state that is meant.

    Args:
        name_or_code: its name, its two letters, its two digits with or without the leading zero, or
            the five digits of one of its counties.

    Raises:
        LookupError: there is no such state.
    """
    asked = str(name_or_code).strip()
    code = area_id(asked)[:2] or asked.zfill(2)
    found = _by_any_name().get(code) or _by_any_name().get(key(asked))
    if found is None:
        raise LookupError(
            f"geography: there is no state '{asked}'; give a name, two letters or two digits, "
            "such as Kentucky, KY or 21."
        )
    return found


@cache
def _by_any_name() -> dict[str, State]:
    by_code = {state.code: state for state in states()}
    by_name = {key(name): state for state in states() for name in (state.abbreviation, state.name)}
    return {**by_code, **by_name, **{key(name): by_code[code] for name, code in _ALSO.items()}}
