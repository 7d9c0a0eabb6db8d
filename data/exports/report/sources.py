"""What a report is written from: a released round, and what else a team may take away."""

from dataclasses import dataclass

from data.action_views import PlanView
from data.exports.content import ReportContent
from data.family_findings import FamilyFindings
from data.guide_views import GuideView, PrinciplesView
from data.services.resource_files import ResourceExport
from data.services.scan_files import ScanExport


@dataclass(frozen=True)
class Sources:
    """Everything that may stand in a report; None is what the team does not have.

    Attributes:
        wave: a released round.
        scan: the scans of the team, newest first.
        gaps: its map of resources, without what is hidden.
        themes: what families said, as far as it may be shown; one for each of the team's plans.
        guide: what to talk about after the round, without the notes of the table.
        principles: what the team wrote down together.
        plan: what it does about it.
    """

    wave: ReportContent
    scan: ScanExport | None = None
    gaps: ResourceExport | None = None
    themes: tuple[FamilyFindings, ...] = ()
    guide: GuideView | None = None
    principles: PrinciplesView | None = None
    plan: PlanView | None = None
