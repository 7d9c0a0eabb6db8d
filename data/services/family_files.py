"""What a team takes away of its family groups: gated anew each time, and what stays behind told.

Nothing is kept between two files. So what was taken back, or withdrawn, is in no later one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from data.coded_project import CodedProject, Withheld
from data.exports.families.formats import FAMILY_FORMATS, FamilyFormat
from data.family_findings import CardsTold, FamilyFindings, Inside
from data.family_views import StudyView
from data.services import audit_log, family_cards
from data.services.authority import permit
from data.services.errors import FamilyStateError, NotFound
from data.services.families import study
from data.services.family_days import stays, stays_from_participants, taken_back
from data.services.family_own_words import tellable
from data.services.family_projects import project_of
from data.services.family_said import ABOUT, tongue_of, withheld
from data.services.family_themes import QuoteView, themes_within
from data.services.family_told import Telling, telling, told
from data.services.teams import team
from scoring.themes import INSIDE_THE_TEAM, PUBLISHED, Floor
from surveys.families_content import families_content


@dataclass(frozen=True, slots=True)
class Taken:
    """A file and how it goes out."""

    name: str
    media_type: str
    content: bytes


def take(
    team_id: str, study_id: str, format_key: str, *, public: bool = False, language: str = "en"
) -> Taken:
    """A file of a plan.

    Args:
        public: for everybody, and not for the team alone: fewer themes, and quotes of those who
            agreed to that. A page for those who took part has the same themes, whatever this says.
        language: of what is not people's own words.

    Raises:
        NotFound: there is no such plan or format.
        FamilyStateError: no code stands at the top of the codebook, so no program could read it;
            or it leaves the team, and may not, or not yet.
    """
    plan = study(team_id, study_id)
    permit("families.export", team_id=team_id)
    chosen = FAMILY_FORMATS.get(format_key)
    if chosen is None:
        raise NotFound(f"There is no such format. There are: {', '.join(FAMILY_FORMATS)}.")
    if public and chosen.takes is CodedProject:
        raise FamilyStateError(
            "Only findings can be for everybody. Take them as Word or as a page."
        )
    whole = _whole(plan, chosen, public=public, language=language)
    details = {"format": format_key, "public": public}
    audit_log.record("families.export", team_id=team_id, about=study_id, **details)
    audit_log.keep_anchor()
    return Taken(_named(plan, chosen, public=public), chosen.media_type, chosen.writer(whole))


def _whole(
    plan: StudyView, chosen: FamilyFormat, *, public: bool, language: str
) -> CodedProject | FamilyFindings:
    """What a format writes, gated anew."""
    if chosen.takes is CodedProject:
        project = project_of(plan.team_id, plan.id, language=language)
        if all(each.parent for each in project.codes):
            raise FamilyStateError(
                "No code stands at the top of the codebook yet. Add one, then take the file."
            )
        return project
    if chosen.for_participants:
        return returned(plan.team_id, plan.id, language=language)
    floor = PUBLISHED if public else INSIDE_THE_TEAM
    return findings_of(plan.team_id, plan.id, floor=floor, language=language)


def _named(plan: StudyView, chosen: FamilyFormat, *, public: bool) -> str:
    """The name of a file says for whom it is."""
    whom = "-for-everybody" if public else ""
    if chosen.for_participants:
        whom = "-for-those-who-took-part"
    return f"family-group-{plan.id}{whom}.{chosen.extension}"


def returned(team_id: str, study_id: str, *, language: str = "en") -> FamilyFindings:
    """What those who took part may be told: themes that may be told to everybody, and no quotes.

    Raises:
        FamilyStateError: they were not promised to be shown the report, nor that it is public; or
            words can still be taken back.
    """
    plan = study(team_id, study_id)
    permit("families.export", team_id=team_id)
    if why := stays_from_participants(plan):
        raise FamilyStateError(why)
    found = _findings(plan, floor=PUBLISHED, language=language)
    bare = tuple(replace(each, quotes=(), beside=(), values=()) for each in found.themes)
    return replace(found, themes=bare, cards=(), questions_to=plan.settings.questions_to)


def findings_of(
    team_id: str, study_id: str, *, floor: Floor = INSIDE_THE_TEAM, language: str = "en"
) -> FamilyFindings:
    """Themes above a floor, with what agencies see and the quotes that may be shown.

    Args:
        floor: that of those who will read it; `scoring.themes.PUBLISHED` for everybody.

    Raises:
        FamilyStateError: it is for everybody, and people were promised that nothing leaves the
            team, or not yet.
    """
    plan = study(team_id, study_id)
    permit("families.see", team_id=team_id)
    if floor.people >= PUBLISHED.people and (why := stays(plan)):
        raise FamilyStateError(why)
    return _findings(plan, floor=floor, language=language)


def _findings(plan: StudyView, *, floor: Floor, language: str) -> FamilyFindings:
    """The same, once it was asked whether they may leave."""
    roster = team(plan.team_id)
    found = telling(plan, floor=floor)
    views = {each: found.views[each] for each in found.shown.shown}
    shown = tellable(plan, views, is_outside=found.is_outside)
    return FamilyFindings(
        title=plan.name,
        team=roster.name,
        as_of=plan.saved_on,
        language=tongue_of(language),
        about=ABOUT[tongue_of(language)],
        themes=tuple(told(found, each, language=language) for each in shown),
        cards=tuple(_cards(plan, language)),
        withheld=tuple(_withheld(_left_out(found, shown), found.quotes, language)),
        made_up=roster.demo,
        inside=None if found.is_outside else _inside(plan),
    )


def _left_out(found: Telling, shown: Sequence[str]) -> dict[str, int]:
    """How many themes are not told, by why."""
    every = themes_within(found.plan.team_id, found.plan.id)
    held = sum(each.held for each in every)
    unread = sum(not each.held and not each.read_by_name for each in every)
    unread = unread if found.is_outside else 0
    reach = len(found.shown.shown)
    few = len(every) - held - unread - reach
    return {"few": few, "held": held, "unread": unread, "own_words": reach - len(shown)}


def _inside(plan: StudyView) -> Inside:
    found = taken_back(plan)
    return Inside(not_over=bool(found.not_over), until=found.until)


def _cards(plan: StudyView, language: str) -> Iterable[CardsTold]:
    """Totals of the cards, once they were counted and the plan has ended."""
    if plan.state != "ended":
        return
    words = families_content().words(language)
    for each in family_cards.standing(plan.team_id, plan.id).totals:
        said = words.items[each.question]
        if each.cells:
            told = (f"{said.options.get(answer, answer)}: {count}" for answer, count in each.cells)
            yield CardsTold(said.text, tuple(told))


def _withheld(
    themes: Mapping[str, int], quotes: Iterable[QuoteView], language: str
) -> Iterable[Withheld]:
    for kind, count in themes.items():
        if count:
            yield withheld(kind, count, language)
    refused = Counter(quote.refusals[0] for quote in quotes if quote.refusals)
    for reason, count in sorted(refused.items()):
        yield withheld(reason, count, language)
