"""Reporting groups from a roster: who is counted together, and what the group is called."""

from collections.abc import Mapping, Sequence

from data.views import AgencyView, GroupView
from scoring.groups import Member, merged_further, partition
from surveys.sectors import SECTORS, broad_name, sector_name

_LANGUAGES = ("en", "es")
_BROAD = {sector.id: sector.broad for sector in SECTORS}
_COUNTED = {
    "en": "{name} ({agencies} agencies, {people} people)",
    "es": "{name} ({agencies} agencias, {people} personas)",
}
_EVERYBODY = {"en": "The whole team", "es": "Todo el equipo"}
_SEVERAL = {"en": "Agencies of several kinds", "es": "Agencias de varios tipos"}
_MOST_KINDS_NAMED = 2


def reporting_groups(
    agencies: Sequence[AgencyView],
    *,
    smallest_group: int,
    merges: Sequence[Sequence[str]] = (),
) -> tuple[GroupView, ...]:
    """The groups in which a team's answers are counted.

    Args:
        agencies: the roster.
        smallest_group: no group has fewer people than this.
        merges: agencies, by code, that shall be counted together beyond what the rule asks.

    Returns:
        The groups in the order of the roster; none when the whole team is too small.
    """
    if sum(agency.people for agency in agencies) < smallest_group:
        return ()
    parts = partition(
        [
            Member(
                code=agency.code,
                people=agency.people,
                sector=agency.sector,
                broad=_BROAD[agency.sector],
            )
            for agency in agencies
        ],
        smallest_group=smallest_group,
    )
    known = {agency.code for agency in agencies}
    for merge in merges:
        codes = tuple(code for code in merge if code in known)
        parts = merged_further(parts, codes) if len(codes) > 1 else parts
    return _views(agencies, parts)


def _views(agencies: Sequence[AgencyView], parts: Sequence[Sequence[str]]) -> tuple[GroupView, ...]:
    members = [tuple(a for a in agencies if a.code in set(part)) for part in parts]
    members.sort(key=lambda group: agencies.index(group[0]))
    kinds = [_kind(group, "en") for group in members if len(group) > 1]
    return tuple(
        GroupView(
            code=f"g{number}",
            name=_names(group, alone=len(members) == 1, kinds=kinds),
            people=_people(group),
            agencies=tuple(agency.name for agency in group),
            agency_codes=tuple(agency.code for agency in group),
        )
        for number, group in enumerate(members, start=1)
    )


def _names(
    group: tuple[AgencyView, ...], *, alone: bool, kinds: Sequence[str]
) -> Mapping[str, str]:
    """By language. Of two groups of one kind, each is told by its agencies too."""
    if len(group) == 1:
        return dict.fromkeys(_LANGUAGES, group[0].name)
    listed = ", ".join(agency.name for agency in group)
    names = {}
    for language in _LANGUAGES:
        kind = _EVERYBODY[language] if alone else _kind(group, language)
        twice = kinds.count(_kind(group, "en")) > 1
        names[language] = _COUNTED[language].format(
            name=f"{kind}: {listed}" if twice else kind,
            agencies=len(group),
            people=_people(group),
        )
    return names


def _kind(group: tuple[AgencyView, ...], language: str) -> str:
    sectors = dict.fromkeys(agency.sector for agency in group)
    if len(sectors) == 1:
        return sector_name(next(iter(sectors)), language)
    broad = dict.fromkeys(_BROAD[sector] for sector in sectors)
    if len(broad) > _MOST_KINDS_NAMED:
        return _SEVERAL[language]
    return "; ".join(broad_name(kind, language) for kind in broad)


def _people(group: tuple[AgencyView, ...]) -> int:
    return sum(agency.people for agency in group)
