"""Is this a wave that can be? Everything that is wrong with it is said at once."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from data.clock import today
from data.services.errors import WaveProblems
from data.services.texts import tidy
from data.store.waves import WaveRecord
from data.views import FieldProblem, TeamView
from surveys.instrument import Edition

_SMALLEST, _LARGEST = 5, 10
_LONGEST_TITLE = 120
_LONGEST_WAVE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class WaveDraft:
    """All of a wave that may be chosen."""

    title: str
    languages: tuple[str, ...]
    smallest_group: int
    closes_on: date
    facts: tuple[str, ...]
    merges: tuple[tuple[str, ...], ...]

    def values(self) -> dict[str, Any]:
        """As columns."""
        return {
            "title": self.title,
            "languages": list(self.languages),
            "smallest_group": self.smallest_group,
            "closes_on": self.closes_on,
            "facts": list(self.facts),
            "merges": [list(merge) for merge in self.merges],
        }


def checked(draft: WaveDraft, *, roster: TeamView, edition: Edition) -> WaveDraft:
    """A tidied copy.

    Raises:
        WaveProblems: all that is wrong.
    """
    tidied = replace(draft, title=tidy(draft.title))
    problems = tuple(_problems(tidied, roster=roster, edition=edition))
    if problems:
        raise WaveProblems(problems)
    return tidied


def problems_at_opening(
    record: WaveRecord, *, roster: TeamView, edition: Edition
) -> tuple[FieldProblem, ...]:
    """What keeps a draft from opening: all of the above, and that the team is large enough."""
    draft = WaveDraft(
        title=record.title,
        languages=record.languages,
        smallest_group=record.smallest_group,
        closes_on=record.closes_on,
        facts=record.facts,
        merges=(),  # agencies that have left the roster since are not in the way
    )
    return (
        *_problems(draft, roster=roster, edition=edition),
        *_size_problems(record, roster),
        *_permission_problems(edition),
    )


def _problems(draft: WaveDraft, *, roster: TeamView, edition: Edition) -> Iterator[FieldProblem]:
    yield from _title_problems(draft.title)
    yield from _language_problems(draft.languages, edition)
    yield from _smallest_group_problems(draft.smallest_group, edition)
    yield from _date_problems(draft.closes_on)
    yield from _fact_problems(draft.facts, edition)
    yield from _merge_problems(draft.merges, roster)


def _title_problems(title: str) -> Iterator[FieldProblem]:
    if not title:
        yield FieldProblem("title", "The wave has no title.", "Give it one.")
    if len(title) > _LONGEST_TITLE:
        right = f"Use at most {_LONGEST_TITLE}."
        yield FieldProblem("title", f"This title has {len(title)} characters.", right)


def _language_problems(languages: tuple[str, ...], edition: Edition) -> Iterator[FieldProblem]:
    there = ", ".join(edition.languages)
    if not languages:
        yield FieldProblem("languages", "No language is chosen.", f"Choose from {there}.")
    for language in languages:
        if language not in edition.languages:
            what = f"This questionnaire has no wording in '{language}'."
            yield FieldProblem("languages", what, f"Choose from {there}.")
    if len(set(languages)) != len(languages):
        yield FieldProblem("languages", "A language is chosen twice.", "Choose each once.")


def _smallest_group_problems(smallest_group: int, edition: Edition) -> Iterator[FieldProblem]:
    least = max(_SMALLEST, edition.instrument.smallest_group)
    if not least <= smallest_group <= _LARGEST:
        what = f"The smallest group cannot be {smallest_group}."
        yield FieldProblem("smallest_group", what, f"Choose from {least} to {_LARGEST}.")


def _date_problems(closes_on: date) -> Iterator[FieldProblem]:
    if closes_on < today():
        what = f"The last day, {closes_on.isoformat()}, is over."
        yield FieldProblem("closes_on", what, "Choose today or a later day.")
    if closes_on > today() + _LONGEST_WAVE:
        what = f"The last day, {closes_on.isoformat()}, is more than a year away."
        yield FieldProblem("closes_on", what, "Choose an earlier one.")


def _fact_problems(facts: tuple[str, ...], edition: Edition) -> Iterator[FieldProblem]:
    asked = [fact.id for fact in edition.instrument.facts if fact.source == "respondent"]
    for fact in facts:
        if fact not in asked:
            what = f"The form of this questionnaire cannot ask '{fact}'."
            right = f"Choose from {', '.join(asked)}." if asked else "Choose none."
            yield FieldProblem("facts", what, right)


def _merge_problems(
    merges: tuple[tuple[str, ...], ...], roster: TeamView
) -> Iterator[FieldProblem]:
    known = {agency.code for agency in roster.agencies}
    for merge in merges:
        if not set(merge) <= known:
            what = "An agency to be merged is not on the roster any more."
            yield FieldProblem("merges", what, "Choose from the agencies of the team.")
        elif len(set(merge)) == 1:
            yield FieldProblem("merges", "A group cannot merge with itself.", "Choose two or more.")


def _size_problems(record: WaveRecord, roster: TeamView) -> Iterator[FieldProblem]:
    if roster.people < record.smallest_group:
        what = f"This team has {roster.people} people, too few to keep an answer private."
        right = f"A wave needs at least {record.smallest_group}; ask more people to join."
        yield FieldProblem("team", what, right)


def _permission_problems(edition: Edition) -> Iterator[FieldProblem]:
    expires = edition.instrument.expires
    if expires is not None and expires < today():
        what = f"The permission to use this questionnaire ended on {expires.isoformat()}."
        yield FieldProblem("instrument", what, "Ask its owner, then import it again.")
