"""What themes, quotes and gaps are called on the screens, in plain words."""

from collections.abc import Mapping

from pages.families.reading import WORDS
from pages.resources.reading import category_name
from scoring.quote_gate import Refusal
from scoring.said_seen import Gap, SaidSeen, View
from scoring.themes import Floor, Support

READER_QUESTIONS = (
    "Could somebody who lives or works here guess who said this?",
    "Does it tell of something that happened to this person or family alone?",
    "Does it point to a worker, a judge, a place, a day or a health condition?",
)
"""What a second reader is asked of every quote, in the order in which answers are kept."""
ANSWERS = {"no": "No", "yes": "Yes", "not_sure": "Not sure"}
SCOPES = {
    "paraphrase": "In other words",
    "team": "Their own words, inside the team",
    "public": "Their own words, in public",
}
TIERS = {
    "never": "keeps their words to themselves",
    "paraphrase": "allows other words only",
    "inside": "allows their own words inside the team",
    "public": "allows their own words in public",
}
REFUSALS: Mapping[Refusal, str] = {
    "not_allowed": "The person does not allow it this way.",
    "not_as_said": (
        "It is no shortening of what was said, or its other words repeat that. Take it back and "
        "propose it anew."
    ),
    "others_words": (
        "It holds words of somebody else who does not allow that they are shown like this."
    ),
    "transcript_not_released": "The words of that session are not released yet.",
    "theme_below_floor": (
        "Too few people stand behind the theme for it to be shown, or it is to be read again."
    ),
    "two_quotes_already": "The person has as many quotes as they were promised at most.",
    "not_read": "A second person has not answered the three questions yet.",
    "reader_objects": "A second person thinks that somebody could be known by it.",
    "not_previewed": "The person wants to see it first, and has not agreed with their card yet.",
}
GAPS: Mapping[Gap, tuple[str, str]] = {
    "hidden": ("Hidden gap", "Agencies see it as there; families met a barrier."),
    "agreed": ("Agreed gap", "Agencies and families both see that it is missing or falls short."),
    "unvoiced": (
        "Unvoiced gap",
        (
            "Agencies see that it falls short; not raised by enough people to be told here. Who "
            "was not in the room?"
        ),
    ),
    "working_or_unheard": (
        "Working, or unheard",
        "Agencies see it as there; no barrier was raised by enough people to be told here.",
    ),
    "unknown": (
        "Not known",
        "Agencies do not know or differ, or too few families were heard.",
    ),
}
VIEWS: Mapping[View, str] = {
    "available": "it is there",
    "limited": "it is there and falls short",
    "missing": "it is missing",
    "not_known": "agencies do not know, or differ",
}


def not_shown(people: int, sessions: int = 2) -> str:
    """What stands for every number below the floor; nobody and one below it look the same."""
    one = "only one session" if sessions == 2 else f"fewer than {sessions} sessions"
    return f"not shown: fewer than {people} people, {one}, or nobody"


def support_said(support: Support) -> str:
    """How many people in how many sessions."""
    people = WORDS.counted("people", support.people)
    least = "at least " if support.may_be_more else ""
    return f"{least}{people} in {WORDS.counted('sessions', support.sessions)}"


def standing_said(support: Support, *, inside: Floor, outside: Floor | None) -> str:
    """Whether a theme is shown inside the team, and in public.

    Args:
        inside, outside: what it takes; None where nothing may leave the team.
    """
    if not inside.holds(support):
        need = support_said(Support(inside.people, inside.sessions))
        return f"Not shown yet, not even inside the team: that takes {need}."
    if outside is None:
        return "Shown inside the team. People were promised that it stays there."
    if not outside.holds(support):
        need = support_said(Support(outside.people, outside.sessions))
        return f"Shown inside the team. In public it takes {need}."
    return "Shown inside the team. Enough people stand behind it for the public."


def kind_said(each: SaidSeen) -> str:
    """One kind of help, and what agencies say of it where that is not said by the word for it."""
    name = category_name(each.service)
    return f"{name}: {VIEWS[each.view]}" if each.gap in ("agreed", "unvoiced", "unknown") else name
