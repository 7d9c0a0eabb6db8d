"""What of the baseline may leave the team: no count from 1 to 10, and nothing to subtract it from.

One figure by itself is the business of `scoring.small_counts`. Here figures stand side by side:
of one indicator only one is told for any day, because all children less those of one county are the
others; and where one indicator counts a part of what another counts, their difference is a count,
too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from data.outcome_views import OutcomeView
from data.services.outcomes import entries
from scoring.small_counts import Shared, is_small
from surveys.outcomes import five_rs

NESTED = (("reunified_12mo", "permanency_12mo_entries"), ("reentry_12mo", "reentry_24mo"))
"""The first counts a part of what the second counts."""


@dataclass(frozen=True, slots=True)
class SharedOutcome:
    """One result as it may leave the team.

    Attributes:
        numerator, denominator: a count, or words where it is hidden; None where there is none.
        value, low, high: in the unit of the statistic; None where a rate may not be told.
    """

    indicator: str
    title: str
    statistic: str
    numerator: int | str | None
    denominator: int | str | None
    value: float | None
    low: float | None
    high: float | None
    period_start: date
    period_end: date
    cohort: str
    source: str
    source_date: date | None


def shared_outcomes(team_id: str) -> tuple[SharedOutcome, ...]:
    """The baseline of a team as it may leave it; notes stay.

    Raises:
        NotFound: there is no such team.
    """
    return tuple(_told(each) for each in may_leave(entries(team_id)))


def may_leave(found: Iterable[OutcomeView]) -> tuple[OutcomeView, ...]:
    """Those results that may be told together, each with what may be told of it.

    Of results of one indicator whose periods overlap the one over the most people stays.
    """
    kept: list[OutcomeView] = []
    largest_first = sorted(found, key=lambda each: (-(each.entry.denominator or 0), each.entry_id))
    for each in largest_first:
        beside = (one for one in kept if one.entry.indicator == each.entry.indicator)
        if not any(_overlap(each, one) for one in beside):
            kept.append(each)
    order = [indicator.id for indicator in five_rs().indicators]
    kept.sort(key=lambda each: (order.index(each.entry.indicator), each.entry.period_start))
    return tuple(_without_difference(each, kept) for each in kept)


def _overlap(one: OutcomeView, other: OutcomeView) -> bool:
    return (
        one.entry.period_start <= other.entry.period_end
        and other.entry.period_start <= one.entry.period_end
    )


def _without_difference(each: OutcomeView, beside: Sequence[OutcomeView]) -> OutcomeView:
    """Hide a count that is a part of another one and small or nearly all of it."""
    wider = [whole for part, whole in NESTED if part == each.entry.indicator]
    for other in beside:
        if other.entry.indicator not in wider or not _overlap(each, other):
            continue
        counts = (each.shared.numerator, other.shared.numerator)
        told = [count for count in counts if isinstance(count, int)]
        if len(told) > 1 and is_small(abs(told[1] - told[0])):
            return replace(each, shared=Shared("hidden", each.shared.denominator, rate=False))
    return each


def _told(each: OutcomeView) -> SharedOutcome:
    entry, figure = each.entry, each.figure
    indicator = five_rs().indicator(entry.indicator)
    rate = each.shared.rate
    return SharedOutcome(
        indicator=entry.indicator,
        title=indicator.title,
        statistic=indicator.statistic,
        numerator=each.shared.numerator,
        denominator=each.shared.denominator,
        value=figure.value if rate else None,
        low=figure.low if rate else None,
        high=figure.high if rate else None,
        period_start=entry.period_start,
        period_end=entry.period_end,
        cohort=entry.cohort,
        source=entry.source,
        source_date=entry.source_date,
    )
