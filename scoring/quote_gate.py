"""Whether somebody's own words may be shown: every condition must hold, and each says if it fails.

Nothing here releases anything. A quote that nobody objects to is one that somebody may release.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

Tier = Literal["never", "paraphrase", "team", "public"]
"""What a person allowed: nothing; their sense in other words; their words inside the team, or
anywhere. Each allows what stands before it."""
Scope = Literal["paraphrase", "team", "public"]
"""What is to be shown: their sense in other words; their words inside the team; their words."""
TranscriptState = Literal["raw", "redacting", "redacted", "released"]
WordsState = Literal["hold", "not_as_said", "others_words"]
"""What the words are beside what was said: they hold to it; they are no shortening of the passage,
or, as other words, repeat it; or they hold words of somebody who does not allow that."""
ReaderAnswer = Literal["no", "yes", "not_sure"]
Refusal = Literal[
    "not_allowed",
    "not_as_said",
    "others_words",
    "transcript_not_released",
    "theme_below_floor",
    "two_quotes_already",
    "not_read",
    "reader_objects",
    "not_previewed",
]

MOST_QUOTES = 2
QUESTIONS = 3
_TIERS: tuple[Tier, ...] = get_args(Tier)


@dataclass(frozen=True, slots=True)
class Quote:
    """What is known of a quote when somebody wants to show it.

    Attributes:
        tier: what the person allowed.
        scope: what is to be shown.
        transcript: the state of the transcript it is from.
        cell_is_shown: the theme, or the theme by service, that it stands under is above the floor
            of those who will see it.
        other_quotes: of the same seat that are released, to whomever.
        answers: what a second reader said to the three questions whether somebody could be known
            by it; None where a question is not answered yet.
        preview_is_asked: the person wants to see it first.
        is_previewed: they saw it in these words.
        words: what they are beside what was said now.
    """

    tier: Tier
    scope: Scope
    transcript: TranscriptState
    cell_is_shown: bool
    other_quotes: int
    answers: Sequence[ReaderAnswer | None]
    preview_is_asked: bool
    is_previewed: bool
    words: WordsState


def refusals(quote: Quote) -> tuple[Refusal, ...]:
    """Why a quote may not be shown.

    Args:
        quote: what is known of it; what is not known is to be given as what refuses.

    Returns:
        Every reason, in the order in which somebody would mend them; none where it may be shown.

    Raises:
        ValueError: a tier, scope, state, kind of words or answer is none of those there are, there
            are not three answers, or fewer than no other quotes.
    """
    _check(quote)
    reasons: tuple[tuple[bool, Refusal], ...] = (
        (_TIERS.index(quote.tier) < _TIERS.index(quote.scope), "not_allowed"),
        (quote.words == "not_as_said", "not_as_said"),
        (quote.words == "others_words", "others_words"),
        (quote.transcript != "released", "transcript_not_released"),
        (not quote.cell_is_shown, "theme_below_floor"),
        (quote.other_quotes >= MOST_QUOTES, "two_quotes_already"),
        (None in quote.answers, "not_read"),
        (not {"yes", "not_sure"}.isdisjoint(quote.answers), "reader_objects"),
        (quote.preview_is_asked and not quote.is_previewed, "not_previewed"),
    )
    return tuple(reason for refused, reason in reasons if refused)


def _check(quote: Quote) -> None:
    taken = (
        ("a tier", quote.tier, get_args(Tier)),
        ("a scope", quote.scope, get_args(Scope)),
        ("a state", quote.transcript, get_args(TranscriptState)),
        ("words", quote.words, get_args(WordsState)),
        *(("an answer", each, (*get_args(ReaderAnswer), None)) for each in quote.answers),
    )
    for name, value, known in taken:
        if value not in known:
            shown = ", ".join(str(each) for each in known)
            raise ValueError(f"a quote takes {name} ({shown}), not {value!r}.")
    if len(quote.answers) != QUESTIONS:
        raise ValueError(f"a quote takes {QUESTIONS} answers, not {len(quote.answers)}.")
    if quote.other_quotes < 0:
        raise ValueError(f"a quote takes 0 or more other quotes, not {quote.other_quotes}.")
