"""What a team takes away of its family groups: gated anew each time, and what stays behind told.

Nothing is kept between two files. So what was taken back, or withdrawn, is in no later one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from data.coded_project import CodedProject, Withheld
from data.exports.families.formats import FAMILY_FORMATS, FamilyFormat
from data.family_findings import (
    CardsTold,
    FamilyFindings,
    FoundTheme,
    Inside,
    ReleasedQuote,
    Seen,
    SeenBeside,
)
from data.family_views import StudyView
from data.services import audit_log, family_cards
from data.services.authority import permit
from data.services.errors import FamilyStateError, NotFound
from data.services.families import study
from data.services.family_days import stays, stays_from_participants, taken_back
from data.services.family_own_words import OwnWords
from data.services.family_projects import project_of
from data.services.family_said import ABOUT, LEAST, SPREAD, tongue_of, withheld
from data.services.family_statements import statement_said
from data.services.family_theme_views import ThemeView
from data.services.family_themes import (
    QuoteView,
    ThemeEntry,
    quotes_within,
    shown_themes,
    themes_within,
)
from data.services.said_against_seen import said_against_seen
from data.services.teams import team
from scoring.said_seen import SaidSeen
from scoring.themes import INSIDE_THE_TEAM, PUBLISHED, Floor, Support, Themes
from surveys.families_content import families_content
from surveys.resource_map import resource_words

_SEEN: Mapping[str, Seen] = {
    "hidden": "hidden",
    "agreed": "agreed",
    "unvoiced": "unvoiced",
    "working_or_unheard": "working",
}


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
    team_id, study_id, roster = plan.team_id, plan.id, team(plan.team_id)
    outside = floor.people >= PUBLISHED.people
    shown, views = shown_themes(team_id, study_id, floor=floor)
    told = _in_words_of_the_team(plan, shown, views) if outside else shown.shown
    beside = said_against_seen(team_id, study_id, floor=floor)
    quotes = quotes_within(team_id, study_id, floor=floor)
    scopes = ("public",) if outside else ("paraphrase", "team", "public")
    found = [
        replace(
            _found_theme(team_id, views[each].entry, support, language=language),
            services=tuple(_service(kind, language) for kind in _services(shown, each)),
            beside=tuple(_beside(beside, _services(shown, each), language)),
            quotes=tuple(_released(quotes, each, scopes)),
        )
        for each, support in told.items()
    ]
    every = themes_within(team_id, study_id)
    held = sum(each.held for each in every)
    unread = sum(not each.held and not each.read_by_name for each in every) if outside else 0
    return FamilyFindings(
        title=plan.name,
        team=roster.name,
        as_of=plan.saved_on,
        language=tongue_of(language),
        about=ABOUT[tongue_of(language)],
        themes=tuple(found),
        cards=tuple(_cards(plan, language)),
        withheld=tuple(
            _withheld(
                {
                    "few": len(every) - held - unread - len(shown.shown),
                    "held": held,
                    "unread": unread,
                    "own_words": len(shown.shown) - len(told),
                },
                quotes,
                language,
            )
        ),
        made_up=roster.demo,
        inside=None if outside else _inside(plan),
    )


def _in_words_of_the_team(
    plan: StudyView, shown: Themes, views: Mapping[str, ThemeView]
) -> dict[str, Support]:
    """Themes that are shown, but for those in somebody's very words."""
    said = OwnWords(plan)
    found = shown.shown.items()
    return {each: behind for each, behind in found if not said.are_in(views[each].entry.words)}


def _found_theme(team_id: str, entry: ThemeEntry, support: Support, *, language: str) -> FoundTheme:
    """A theme in words, as yet without kinds of help and quotes."""
    dimension = families_content().words(language).dimensions.get(entry.dimension)
    spoken = tongue_of(language)
    return FoundTheme(
        statement=entry.words,
        spread=SPREAD[spoken].format(
            least=LEAST[spoken] if support.may_be_more else "",
            people=support.people,
            sessions=support.sessions,
        ),
        gap=dimension.label if dimension else "",
        values=tuple(_statement(team_id, entry.statement, language)),
    )


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


def _services(shown: Themes, theme_id: str) -> tuple[str, ...]:
    """The kinds of help under a theme that enough people spoke of."""
    cells = shown.cells.items()
    return tuple(kind for (theme, kind), cell in cells if theme == theme_id and cell is not None)


def _service(category: str, language: str) -> str:
    return resource_words(language).categories[category].title


def _statement(team_id: str, name: str, language: str) -> Iterable[str]:
    said = statement_said(team_id, name, language=language) if name else ""
    if said:
        yield said


def _beside(found: Iterable[SaidSeen], about: Iterable[str], language: str) -> Iterable[SeenBeside]:
    wanted = set(about)
    for each in found:
        if each.service in wanted and each.gap in _SEEN:
            yield SeenBeside(_service(each.service, language), _SEEN[each.gap])


def _released(
    quotes: Iterable[QuoteView], theme_id: str, scopes: Iterable[str]
) -> Iterable[ReleasedQuote]:
    wanted = tuple(scopes)
    for quote in quotes:
        if quote.theme_id == theme_id and not quote.refusals and quote.scope in wanted:
            yield ReleasedQuote(quote.words, is_changed=quote.scope == "paraphrase")


def _withheld(
    themes: Mapping[str, int], quotes: Iterable[QuoteView], language: str
) -> Iterable[Withheld]:
    for kind, count in themes.items():
        if count:
            yield withheld(kind, count, language)
    refused = Counter(quote.refusals[0] for quote in quotes if quote.refusals)
    for reason, count in sorted(refused.items()):
        yield withheld(reason, count, language)
