"""Which kind of help, and which kind of agency, coded words speak of; and codes by these.

Of a code and a kind of help it is told that enough people in enough sessions spoke of both, and
never how many: beside the codes by session a number would tell what few people said. A kind of
agency is told where it stands for more than one agency and a few people; else its broad group is,
and where that is no more either, nothing is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.family_views import CodingView, StudyView
from data.services.authority import actor, permit
from data.services.coding import CodeEntry, codable, codebook, counted
from data.services.coding_agreement import coded
from data.services.errors import FamilyProblems, NotFound
from data.services.families import study
from data.services.family_theme_checks import check_category
from data.services.teams import team
from data.store import family_words as store
from data.views import AgencyView, FieldProblem
from scoring.themes import Floor, Mention, themes
from surveys.resource_map import resource_map
from surveys.sectors import BROAD, SECTORS, broad_name, sector_name

FEWEST_STAFF = 5
FEWEST_AGENCIES = 2


@dataclass(frozen=True, slots=True)
class CodesByHelp:
    """Codes by kind of help or kind of agency.

    Attributes:
        floor: how many people and sessions a cell takes.
        columns: ids of kinds of help, sectors or broad groups, in their order.
        cells: by code and column, whether so many spoke of both; every pair is there.
    """

    floor: Floor
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], bool]

    def of(self, code: str) -> tuple[str, ...]:
        """The columns that enough people spoke of with a code."""
        return tuple(each for each in self.columns if self.cells[code, each])


def say_help(
    team_id: str, transcript_id: str, coding_id: str, *, category: str, sector: str
) -> None:
    """Say of one's own code which kind of help and agency its words speak of; empty for none.

    Raises:
        FamilyProblems: there is no such kind.
        FamilyStateError: one has finished already, or the words are not redacted.
        NotFound: the code is not there, or somebody else's.
    """
    codable(team_id, transcript_id)
    check_category(category)
    if sector and sector not in {each.id for each in SECTORS}:
        problem = FieldProblem("sector", f"'{sector}' is no kind of agency.", "Choose another.")
        raise FamilyProblems((problem,))
    values = {"category": category, "sector": sector}
    if not store.change_coding(team_id, coding_id, coder=actor().id, values=values):
        raise NotFound("This code is not there any more, or somebody else put it there.")


def codes_by_help(team_id: str, study_id: str) -> tuple[CodesByHelp, CodesByHelp]:
    """Codes by kind of help and by kind of agency, of sessions that one has finished coding."""
    plan = study(team_id, study_id)
    permit("families.words", team_id=team_id)
    mine = [each for each in coded(team_id, study_id) if each.mine]
    said = [
        (each.session_id, one)
        for each in mine
        for one in counted(team_id, each.transcript_id).codings
    ]
    return by_help(plan, codebook(team_id, study_id).codes, said)


def by_help(
    plan: StudyView, codes: Sequence[CodeEntry], said: Sequence[tuple[str, CodingView]]
) -> tuple[CodesByHelp, CodesByHelp]:
    """Codes by kind of help and by kind of agency.

    Args:
        said: codes that count, each with its session.
    """
    kinds = [each.id for each in resource_map().categories]
    floor = Floor(max(3, plan.settings.seats_inside), max(2, plan.settings.sessions_inside))
    told = told_as(team(plan.team_id).agencies)
    order = [*(each.id for each in SECTORS), *BROAD]
    columns = sorted({each for each in told.values() if each}, key=order.index)
    help_of = [(session, each, each.category or None) for session, each in said]
    agency_of = [(session, each, told.get(each.sector) or None) for session, each in said]
    return _table(codes, help_of, kinds, floor), _table(codes, agency_of, columns, floor)


def told_as(agencies: Iterable[AgencyView]) -> dict[str, str]:
    """How each kind of agency is told: as itself, as its broad group, or not at all (empty).

    A broad group is told as one as soon as one kind in it may not be told alone: else what is told
    of the group would be told of that kind.
    """
    there = tuple(agencies)

    def holds(kinds: Sequence[str]) -> bool:
        mine = [each.people for each in there if each.sector in kinds]
        return len(mine) >= FEWEST_AGENCIES and sum(mine) >= FEWEST_STAFF

    told: dict[str, str] = {}
    for group in BROAD:
        kinds = [each.id for each in SECTORS if each.broad == group]
        if all(holds([kind]) for kind in kinds):
            told |= {kind: kind for kind in kinds}
        else:
            told |= dict.fromkeys(kinds, group if holds(kinds) else "")
    return told


def kind_name(kind: str, language: str = "en") -> str:
    """What a kind of agency, or a broad group of them, is called."""
    of_group = kind in BROAD and kind not in {each.id for each in SECTORS}
    return broad_name(kind, language) if of_group else sector_name(kind, language)


def _table(
    codes: Iterable[CodeEntry],
    said: Iterable[tuple[str, CodingView, str | None]],
    columns: Sequence[str],
    floor: Floor,
) -> CodesByHelp:
    ids = [each.id for each in codes]
    mentions = [
        Mention(each.code, session, each.seat_id, column)
        for session, each, column in said
        if each.seat_id is not None and each.code in ids
    ]
    found = themes(mentions, statements=ids, columns=columns, floor=floor)
    cells = {
        (code, column): found.cells.get((code, column)) is not None
        for code in ids
        for column in columns
    }
    return CodesByHelp(floor, tuple(columns), cells)
