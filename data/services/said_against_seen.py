"""What agencies see of each kind of help, beside what families met there.

How agencies see it is what they wrote down as findings about gaps. Where they wrote nothing, it is
there if a service is confirmed, and not known otherwise: an empty list says nothing.
"""

from collections.abc import Mapping

from data.services.authority import may, permit
from data.services.families import studies, study
from data.services.family_sessions import sat_before
from data.services.family_themes import shown_themes
from data.services.gap_findings import FindingView, findings
from data.services.gaps import GapReport, gap_report
from data.store import families as store
from scoring.said_seen import GAPS, Gap, SaidSeen, View, said_seen
from scoring.themes import INSIDE_THE_TEAM, Floor, Mention, Support, support

BARRIERS = ("got_in_way", "wished_for", "mixed")
"""Directions of a theme that tell of something that was in the way or not there."""
_SEEN: Mapping[str, View] = {"A": "missing", "OK": "available"}


def said_against_seen(
    team_id: str, study_id: str, *, floor: Floor = INSIDE_THE_TEAM
) -> tuple[SaidSeen, ...]:
    """Every kind of help that agencies or families spoke of.

    Args:
        floor: that of those who will see it.
    """
    study(team_id, study_id)
    permit("families.see", team_id=team_id)
    seen = agency_views(gap_report(team_id), findings(team_id))
    return _beside(team_id, study_id, seen, floor=floor)


def gaps_by_kind(team_id: str, report: GapReport) -> dict[str, Gap]:
    """Kinds of help with a gap that families or agencies told of, over all plans of a team.

    Args:
        report: what the team's map says now.

    Returns:
        Kind of help to "hidden", "agreed" or "unvoiced", the first of them that holds in some plan.
    """
    if not may("families.see", team_id=team_id):
        return {}
    plans = studies(team_id)
    if not plans:
        return {}
    seen = agency_views(report, findings(team_id))
    told: dict[str, Gap] = {}
    for plan in plans:
        for each in _beside(team_id, plan.id, seen, floor=INSIDE_THE_TEAM):
            before = told.get(each.service, each.gap)
            told[each.service] = GAPS[min(GAPS.index(before), GAPS.index(each.gap))]
    return {kind: gap for kind, gap in told.items() if gap in ("hidden", "agreed", "unvoiced")}


def _beside(
    team_id: str, study_id: str, seen: Mapping[str, View], *, floor: Floor
) -> tuple[SaidSeen, ...]:
    shown, views = shown_themes(team_id, study_id, floor=floor)
    barriers = [each.id for each in views.values() if each.entry.direction in BARRIERS]
    return said_seen(seen, themes=shown, barriers=barriers, heard=_heard(team_id, study_id))


def agency_views(report: GapReport, found: tuple[FindingView, ...]) -> dict[str, View]:
    """How agencies see each kind of help, for all families.

    Two findings about one kind of help that differ make it "not known".
    """
    views: dict[str, View] = {}
    for each in report.categories:
        said: set[View] = {
            _SEEN.get(finding.entry.gap, "limited")
            for finding in found
            if finding.entry.category == each.category.id
            and not finding.entry.population
            and not finding.is_question
        }
        if len(said) == 1:
            views[each.category.id] = said.pop()
        elif said:
            views[each.category.id] = "not_known"
        else:
            views[each.category.id] = "available" if each.services else "not_known"
    return views


def _heard(team_id: str, study_id: str) -> Support:
    sessions = [row["id"] for row in store.sessions(team_id, study_id)]
    seats = [Mention("", row["session_id"], row["id"]) for row in store.seats(team_id, sessions)]
    return support(seats, sat_before(team_id, study_id))
