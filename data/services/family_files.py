"""What a team takes away of its family groups: gated anew each time, and what stays behind told.

Nothing is kept between two files. So what was taken back, or withdrawn, is in no later one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from data.coded_project import CodedProject, Withheld
from data.exports.families.formats import FAMILY_FORMATS
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
from data.services.family_days import stays, taken_back
from data.services.family_projects import ABOUT, project_of
from data.services.family_statements import statement_said
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
_WHY: Mapping[str, str] = {
    "not_allowed": "The person keeps these words to themselves.",
    "transcript_not_released": "The words of that session are not released yet.",
    "theme_below_floor": "Too few people stand behind the theme, or it is still to be read.",
    "two_quotes_already": "Two quotes of the same person are shown already.",
    "not_read": "A second person has not answered the three questions yet.",
    "reader_objects": "A second person thinks that somebody could be known by it.",
    "not_previewed": "The person wants to see it first and has not yet.",
}
_SPREAD = {
    "en": "{least}{people} people in {sessions} sessions",
    "es": "{least}{people} personas en {sessions} sesiones",
}
_LEAST = {"en": "at least ", "es": "al menos "}
_FEW = "Too few people, or only one session, stand behind them."
_HELD = "Words in them were taken out or taken back, and nobody has read them again since."
_UNREAD = "Nobody has read them yet but those who wrote them."


@dataclass(frozen=True, slots=True)
class Taken:
    """A file and how it goes out."""

    name: str
    media_type: str
    content: bytes


def take(team_id: str, study_id: str, format_key: str, *, public: bool = False) -> Taken:
    """A file of a plan.

    Args:
        public: for everybody, and not for the team alone: fewer themes, and quotes of those who
            agreed to that.

    Raises:
        NotFound: there is no such plan or format.
        FamilyStateError: no code stands at the top of the codebook, so no program could read it;
            or it is for everybody, and may not be, or not yet.
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
    whole: CodedProject | FamilyFindings = (
        project_of(team_id, study_id)
        if chosen.takes is CodedProject
        else findings_of(team_id, study_id, floor=PUBLISHED if public else INSIDE_THE_TEAM)
    )
    if isinstance(whole, CodedProject) and all(each.parent for each in whole.codes):
        raise FamilyStateError(
            "No code stands at the top of the codebook yet. Add one, then take the file."
        )
    details = {"format": format_key, "public": public}
    audit_log.record("families.export", team_id=team_id, about=study_id, **details)
    audit_log.keep_anchor()
    name = f"family-group-{plan.id}{'-for-everybody' if public else ''}.{chosen.extension}"
    return Taken(name, chosen.media_type, chosen.writer(whole))


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
    plan, roster = study(team_id, study_id), team(team_id)
    permit("families.see", team_id=team_id)
    outside = floor.people >= PUBLISHED.people
    if outside:
        _check_out(plan)
    shown, views = shown_themes(team_id, study_id, floor=floor)
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
        for each, support in shown.shown.items()
    ]
    every = themes_within(team_id, study_id)
    held = sum(each.held for each in every)
    unread = sum(not each.held and not each.read_by_name for each in every) if outside else 0
    return FamilyFindings(
        title=plan.name,
        team=roster.name,
        as_of=plan.saved_on,
        language="es" if language == "es" else "en",
        about=ABOUT,
        themes=tuple(found),
        cards=tuple(_cards(plan, language)),
        withheld=tuple(_withheld(len(every) - held - unread - len(found), held, unread, quotes)),
        made_up=roster.demo,
        inside=None if outside else _inside(plan),
    )


def _found_theme(team_id: str, entry: ThemeEntry, support: Support, *, language: str) -> FoundTheme:
    """A theme in words, as yet without kinds of help and quotes."""
    dimension = families_content().words(language).dimensions.get(entry.dimension)
    spoken = "es" if language == "es" else "en"
    return FoundTheme(
        statement=entry.words,
        spread=_SPREAD[spoken].format(
            least=_LEAST[spoken] if support.may_be_more else "",
            people=support.people,
            sessions=support.sessions,
        ),
        gap=dimension.label if dimension else "",
        values=tuple(_statement(team_id, entry.statement, language)),
    )


def _inside(plan: StudyView) -> Inside:
    found = taken_back(plan)
    return Inside(not_over=bool(found.not_over), until=found.until)


def _check_out(plan: StudyView) -> None:
    """Nothing leaves the team that was promised to stay, nor before the days that were promised."""
    if why := stays(plan):
        raise FamilyStateError(why)


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
    below: int, held: int, unread: int, quotes: Iterable[QuoteView]
) -> Iterable[Withheld]:
    if below:
        yield Withheld("themes", below, _FEW)
    if held:
        yield Withheld("themes", held, _HELD)
    if unread:
        yield Withheld("themes", unread, _UNREAD)
    refused = Counter(quote.refusals[0] for quote in quotes if quote.refusals)
    for reason, count in sorted(refused.items()):
        yield Withheld("quotes", count, _WHY[reason])
