"""What the redaction desk says: states, kinds of strings, and how sure one may be."""

from collections.abc import Mapping

from data.family_views import StudyView, TranscriptView
from data.redaction.kinds import Kind
from data.redaction.states import MOST_OFTEN, State
from pages.families.reading import WORDS

STATES: Mapping[str | State, str] = {
    "raw": "As it was said, with names in it",
    "redacting": "On the redaction desk: names are being taken out",
    "redacted": "Redacted, and read through by a second person; not released yet",
    "released": "Released: it can be quoted, within what each seat agreed to",
}
KINDS: Mapping[str | Kind, str] = {
    "roster": "somebody in the contact book has this name",
    "place": "it is on your own map or list of agencies",
    "name": "words before it, such as “my daughter”, say that a name follows",
    "email": "an e-mail address",
    "url": "a web address",
    "ip": "the address of a computer",
    "phone": "a telephone number",
    "ssn": "a social security number",
    "card": "the number of a card",
    "case": "the number of a case",
    "address": "a street address",
    "zip": "a ZIP code",
    "number": "a long number",
    "date": "a date",
    "age": "an age, or another number about somebody",
    "capital": "written with a capital that nothing explains",
    "either": "an ordinary word that people are called by, too",
    "rare": "no ordinary word",
}


NOT_SEARCHED = (
    "Names of the contact book are searched for people who may open it. You are not asked about "
    "ordinary words that somebody in it is called by; a facilitator is, before this is redacted."
)


def kinds_said(kinds: tuple[str, ...]) -> str:
    """Why a string is asked about, the surest reason first."""
    return "; ".join(KINDS[each] for each in kinds)


def roster_said(names: int, seats: int) -> str:
    """What is still searched of the names of those who came.

    Args:
        names: in the contact book, or of people who may be asked again.
        seats: of the plan.
    """
    if not names:
        return (
            "Names of those who came are not searched any more: the contact book is empty, as "
            "contact details end before words do. Names are still found as names, but an ordinary "
            "word that somebody is called by may be missed. Read for those yourself."
        )
    many = "1 name" if names == 1 else f"{names} names"
    if names < seats:
        return (
            f"Only {many} of the contact book can still be searched, and {seats} seats were taken. "
            "Names of people who never were in it, or whose contact details have ended, are not "
            "searched. An ordinary word that somebody is called by may be missed. Read for those "
            "yourself."
        )
    return f"Searched too: {many} of the contact book, without anybody seeing them here."


def sure(found: TranscriptView) -> str:
    """What the last sample tells of all sentences, in words; empty where there is none."""
    if found.upper is None:
        return ""
    if found.whole:
        read = f"All {found.sampled:,} sentences were read. "
        return read + (f"{_leaks(found.leaks)} left." if found.leaks else "Nobody found a leak.")
    return (
        f"{_leaks(found.leaks)} in {found.sampled:,} sentences drawn at random. So it is likely "
        f"(19 times of 20) that at most {found.upper:.1%} of all sentences, or about 1 in "
        f"{max(1, int(1 / found.upper)):,}, still tell who somebody is."
    )


def all_ends(plan: StudyView) -> str:
    """When everything that was written down of a session ends, redacted or not."""
    days = WORDS.counted("days", plan.settings.redacted_days)
    return (
        f"Everything written of a session is destroyed {days} after the first of it came in, and "
        "is gone when that day is over."
    )


def _leaks(count: int) -> str:
    return {0: "No leak", 1: "1 leak"}.get(count, f"{count} leaks")


def sample_missing(found: TranscriptView) -> str:
    """What the random sample still lacks for a release; empty where it is good."""
    if found.upper is None:
        return "A random sample of its sentences is read."
    if found.leaks:
        return "The leaks of the sample are taken out, and another sample is drawn."
    if found.upper > MOST_OFTEN and not found.whole:
        return f"More sentences are read: the sample has to bound leaks at {MOST_OFTEN:.0%}."
    return ""
