"""Themes as they are told: with the kinds of help, what agencies see of them, and quotes.

All of it has passed its gates here: a theme its floor, a kind of help under it the same floor, a
quote `scoring.quote_gate`. Screens and files take themes from here and from nowhere else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data.family_findings import FoundTheme, ReleasedQuote, Seen, SeenBeside
from data.family_views import StudyView
from data.services.authority import may
from data.services.families import studies
from data.services.family_own_words import tellable
from data.services.family_said import LEAST, SPREAD, tongue_of
from data.services.family_statements import statement_said
from data.services.family_theme_views import ThemeView
from data.services.family_themes import QuoteView, ThemeEntry, quotes_within, shown_themes
from data.services.said_against_seen import said_against_seen
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
class Telling:
    """What may be told of a plan to those behind a floor.

    Attributes:
        plan: whose themes.
        floor: of those who will read it.
        shown: the themes that reach it.
        views: the same in words.
        beside: kinds of help as agencies and families see them.
        quotes: all of the plan, each with why it may not be shown.
    """

    plan: StudyView
    floor: Floor
    shown: Themes
    views: Mapping[str, ThemeView]
    beside: tuple[SaidSeen, ...]
    quotes: tuple[QuoteView, ...]

    @property
    def is_outside(self) -> bool:
        """It is for people who are not of the team."""
        return self.floor.people >= PUBLISHED.people


@dataclass(frozen=True, slots=True)
class Pinned:
    """A theme that may be shown inside the team and stands beside a statement."""

    plan: StudyView
    theme: FoundTheme


def telling(plan: StudyView, *, floor: Floor = INSIDE_THE_TEAM) -> Telling:
    """What may be told of the themes of a plan, gated now.

    Args:
        floor: that of those who will read it.
    """
    about = plan.team_id, plan.id
    shown, views = shown_themes(*about, floor=floor)
    beside = said_against_seen(*about, floor=floor)
    return Telling(plan, floor, shown, views, beside, quotes_within(*about, floor=floor))


def told(found: Telling, theme_id: str, *, language: str = "en") -> FoundTheme:
    """One theme that may be shown, in words.

    Args:
        theme_id: one of those that are shown.
        language: of what the team did not write itself.
    """
    entry, support = found.views[theme_id].entry, found.shown.shown[theme_id]
    kinds = _kinds(found.shown, theme_id)
    dimension = families_content().words(language).dimensions.get(entry.dimension)
    return FoundTheme(
        statement=entry.words,
        spread=spread_said(support, language=language),
        services=tuple(_service(kind, language) for kind in kinds),
        gap=dimension.label if dimension else "",
        values=tuple(_statement(found.plan.team_id, entry, language)),
        beside=tuple(_beside(found.beside, kinds, language)),
        quotes=tuple(_released(found, theme_id)),
    )


def pinned(team_id: str, name: str, *, language: str = "en") -> tuple[Pinned, ...]:
    """Themes beside a statement that may be shown inside the team; none for whoever may not see.

    Args:
        name: of the statement, such as `values_open.q1`.
    """
    if not may("families.see", team_id=team_id):
        return ()
    found: list[Pinned] = []
    for plan in studies(team_id):
        _, views = shown_themes(team_id, plan.id)
        beside = {each: view for each, view in views.items() if view.entry.statement == name}
        mine = tellable(plan, beside)
        if mine:
            now = telling(plan)
            found += [Pinned(plan, told(now, each, language=language)) for each in mine]
    return tuple(found)


def spread_said(support: Support, *, language: str = "en") -> str:
    """How many people in how many sessions stand behind a theme, in words."""
    spoken = tongue_of(language)
    least = LEAST[spoken] if support.may_be_more else ""
    return SPREAD[spoken].format(least=least, people=support.people, sessions=support.sessions)


def _kinds(shown: Themes, theme_id: str) -> tuple[str, ...]:
    """The kinds of help under a theme that enough people spoke of."""
    cells = shown.cells.items()
    return tuple(kind for (theme, kind), cell in cells if theme == theme_id and cell is not None)


def _service(category: str, language: str) -> str:
    return resource_words(language).categories[category].title


def _statement(team_id: str, entry: ThemeEntry, language: str) -> Iterable[str]:
    name = entry.statement
    said = statement_said(team_id, name, language=language) if name else ""
    if said:
        yield said


def _beside(found: Iterable[SaidSeen], about: Iterable[str], language: str) -> Iterable[SeenBeside]:
    wanted = set(about)
    for each in found:
        if each.service in wanted and each.gap in _SEEN:
            yield SeenBeside(_service(each.service, language), _SEEN[each.gap])


def _released(found: Telling, theme_id: str) -> Iterable[ReleasedQuote]:
    wanted = ("public",) if found.is_outside else ("paraphrase", "team", "public")
    for quote in found.quotes:
        if quote.theme_id == theme_id and not quote.refusals and quote.scope in wanted:
            yield ReleasedQuote(quote.words, is_changed=quote.scope == "paraphrase")
