"""Codes by session: how many people of each spoke of them, and whether sessions still add any.

Only sessions whose words one has finished coding are in it: before that it would tell how others
coded them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from data.services.authority import permit
from data.services.coding import codebook, counted
from data.services.coding_agreement import coded
from data.services.families import study
from scoring.saturation import Saturation, saturation


@dataclass(frozen=True, slots=True)
class CodeMatrix:
    """Codes by session.

    Attributes:
        sessions: their names, by month and name.
        cells: label of each code that was used to people by session; None below the floor, which
            may be nobody.
        floor: how many people a cell takes.
        growth: codes that each session added.
        left_out: the names of sessions that whoever looks has not finished coding.
    """

    sessions: tuple[str, ...]
    cells: Mapping[str, tuple[int | None, ...]]
    floor: int
    growth: Saturation
    left_out: tuple[str, ...]


def code_matrix(team_id: str, study_id: str) -> CodeMatrix:
    """The codes of a plan by session, for whoever has finished coding them."""
    plan = study(team_id, study_id)
    permit("families.words", team_id=team_id)
    known = coded(team_id, study_id)
    mine = [each for each in known if each.mine]
    found = [counted(team_id, each.transcript_id).codings for each in mine]
    floor = plan.settings.seats_inside
    cells: dict[str, tuple[int | None, ...]] = {}
    for code in codebook(team_id, study_id).codes:
        seats = [
            {each.seat_id for each in some if each.code == code.id and each.seat_id is not None}
            for some in found
        ]
        if any(each.code == code.id for some in found for each in some):
            people = (len(each) for each in seats)
            cells[code.label] = tuple(count if count >= floor else None for count in people)
    return CodeMatrix(
        sessions=tuple(each.session_name for each in mine),
        cells=cells,
        floor=floor,
        growth=saturation([{each.code for each in some} for some in found]),
        left_out=tuple(each.session_name for each in known if not each.mine),
    )
