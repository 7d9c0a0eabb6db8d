"""Where a plan stands: what of it could tell on somebody, who can see that, and until when."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from data.sealed_words import opens
from data.services import contact_book, memberships
from data.services.asked_again import how_many_again
from data.services.authority import may
from data.services.families import study
from data.services.family_sessions import seats_of, sessions
from data.services.raw_readers import accounts_that_read
from data.services.rules import RULES, Action
from data.services.teams import permit_within
from data.services.texts import folded
from data.store import family_words as words
from surveys.family_settings import LONGEST_WAIT

__all__ = ["LONGEST_WAIT", "Standing", "standing"]


@dataclass(frozen=True, slots=True)
class RawWords:
    """What words of a plan are still kept as they were said.

    Attributes:
        raw: transcripts whose words are still kept as they were said.
        waiting: those of them whose clock does not run yet, because names are not out of them.
        raw_ends_on: the last day of the last clock that runs; None where none does.
        states: how many transcripts are raw, redacting, redacted and released.
        see_words: who can read words that are still raw now, in some session; empty for whoever may
            not know that.
        not_listed: who has the role for it, and cannot: no name of the list that people read before
            they said yes goes with their account.
    """

    raw: int
    waiting: int
    raw_ends_on: date | None
    states: Mapping[str, int]
    see_words: tuple[str, ...]
    not_listed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing(RawWords):
    """What is kept of a plan.

    Attributes:
        contacts: how many are in the book of contacts.
        asked_again: how many are on the list of who may be asked again.
        sessions: all of them; `over` of them are.
        seats: how many seats have words or could have.
        see_contacts: who can open the book of contacts now; empty for whoever may not know that.
    """

    contacts: int
    asked_again: int
    sessions: int
    over: int
    seats: int
    see_contacts: tuple[str, ...]


def standing(team_id: str, study_id: str) -> Standing:
    """Where a plan of a team stands today.

    Raises:
        NotFound: the team has no such plan.
        NotAllowed: this is for those who may read what was said.
    """
    permit_within("families.words", team_id=team_id)
    held = sessions(team_id, study_id)
    return Standing(
        **asdict(raw_words(team_id, study_id)),
        contacts=contact_book.how_many(team_id, study_id),
        asked_again=how_many_again(team_id, study_id),
        sessions=len(held),
        over=sum(each.state == "over" for each in held),
        seats=len(seats_of(team_id, study_id)),
        see_contacts=_who_may("families.contacts", team_id),
    )


def raw_words(team_id: str, study_id: str) -> RawWords:
    """What words of a plan are still raw, without opening any.

    Raises:
        NotAllowed: this is for those who may read what was said.
    """
    permit_within("families.words", team_id=team_id)
    plan = study(team_id, study_id)
    ids = [each.id for each in sessions(team_id, study_id)]
    written = [each for each in words.transcripts(team_id, ids) if opens(each["session_id"])]
    raw = [each for each in written if words.turns(team_id, each["id"], "raw")]
    days = [each["raw_ends_on"] for each in raw if each["raw_ends_on"] is not None]
    listed = accounts_that_read(plan)
    found = _who_may("families.words", team_id)
    return RawWords(
        raw=len(raw),
        waiting=len(raw) - len(days),
        raw_ends_on=max(days, default=None),
        states=dict(Counter(each["state"] for each in written)),
        see_words=tuple(name for name in found if folded(name) in listed),
        not_listed=tuple(name for name in found if folded(name) not in listed),
    )


def who_sees_words(team_id: str, study_id: str) -> tuple[str, ...]:
    """The names of those who can read raw words of a plan now; none for whoever may not know."""
    listed = accounts_that_read(study(team_id, study_id))
    found = _who_may("families.words", team_id)
    return tuple(name for name in found if folded(name) in listed)


def _who_may(action: Action, team_id: str) -> tuple[str, ...]:
    """Who of a team can take a step now, by the one table that the step itself asks.

    A role that is offered only is none yet, and an account that is switched off opens nothing.
    """
    if not may("people.see", team_id=team_id):
        return ()
    return tuple(
        each.shown
        for each in memberships.people(team_id)
        if each.state == "active" and not each.offered and each.role in RULES[action].roles
    )
