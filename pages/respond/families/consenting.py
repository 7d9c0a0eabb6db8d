"""The points of a consent, a few on each page, each with a box of its own; and the choices."""

from collections.abc import Iterable

from pages.charts.words import Words
from pages.respond.families.asking import TICKED, Asked, Option
from pages.respond.families.stops import State, Stop
from surveys.families_content import families_content
from surveys.families_words import FamiliesWording
from surveys.family_promises import ConsentPoint, consent_text, switch_values
from surveys.family_settings import StudySettings

ON_A_PAGE = 7
"""How many points stand on one page of a phone."""
QUOTE = "consent_quote"
JOIN = "consent_join"
RECORD = "consent_record"
RECONTACT = "consent_recontact_choice"


def point(settings: StudySettings, point_id: str, language: str) -> str:
    """What one point says; empty where nothing is said under these settings."""
    points = {each.id: each.text for each in consent_text(settings, language)}
    return points.get(point_id, "")


def consent_stops(
    settings: StudySettings,
    said: FamiliesWording,
    own: Words,
    *,
    intro: str,
    link: tuple[str, str] | None = None,
) -> tuple[Stop, ...]:
    """The points of the consent, a few on each page; nothing is ticked before somebody ticks it."""
    points = consent_text(settings, said.language)
    pages = -(-len(points) // ON_A_PAGE)
    size = -(-len(points) // pages)
    return tuple(
        Stop(
            id=f"consent{number + 1}",
            title=f"{said.consent_title} ({number + 1}/{pages})",
            hint=own.say("family_ticks") if number == 0 else None,
            said=(intro,) if number == 0 else (),
            link=link,
            asked=tuple(_tick(each, own) for each in points[number * size : (number + 1) * size]),
            promised=True,
        )
        for number in range(pages)
    )


def quote_choice(settings: StudySettings, said: FamiliesWording) -> Iterable[Asked]:
    """How somebody's words may be used, from the least to the most; not asked without quotes."""
    if switch_values(settings)["quotes"] != "yes":
        return
    tiers = ((tier, said.tiers[tier]) for tier in settings.quote_tiers)
    options = tuple(Option(tier, capital(words.label), words.meaning) for tier, words in tiers)
    yield Asked(QUOTE, said.choices[QUOTE], "radio", options, needed=True)


def joining(said: FamiliesWording) -> Asked:
    """The last box: to take part."""
    option = (Option(TICKED, said.answers["yes"]),)
    return Asked(JOIN, said.choices[JOIN], "tick", option, needed=True)


def recontact(settings: StudySettings, said: FamiliesWording, own: Words) -> Iterable[Asked]:
    """To hear of other ways to help; asked only where anybody would be asked."""
    if settings.recontact_days:
        option = (Option(TICKED, own.say("family_recontact_yes")),)
        yield Asked(RECONTACT, said.choices[RECONTACT], "tick", option)


def agreed(settings: StudySettings, state: State) -> tuple[str, ...]:
    """The ids of the points and choices that were ticked."""
    points = [each.id for each in consent_text(settings, state.language)]
    return tuple(each for each in (*points, JOIN, RECONTACT) if state.answers.get(each) == TICKED)


def tier(state: State) -> str:
    """How words may be used; not at all where it was not asked."""
    return state.answers.get(QUOTE, "never")


def capital(text: str) -> str:
    """With a capital letter at its start."""
    return text[:1].upper() + text[1:]


def never_asked(said: FamiliesWording) -> tuple[str, tuple[str, ...]]:
    """What nobody asks for, to unfold."""
    never = families_content().structure.never
    return said.never_intro, tuple(said.never[each] for each in never)


def _tick(point: ConsentPoint, own: Words) -> Asked:
    return Asked(point.id, point.text, "tick", _agree(own), needed=True)


def _agree(own: Words) -> tuple[Option, ...]:
    return (Option(TICKED, own.say("family_agree")),)
