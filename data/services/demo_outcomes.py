"""An invented baseline for the demo team: some results, one of few people, one of a small count."""

from datetime import date

from data.outcome_views import OutcomeInput

_COUNTS: tuple[tuple[str, int | None, int, float | None], ...] = (
    ("recovery_days_to_assessment", None, 64, 19.0),
    ("recovery_started_treatment", 31, 58, None),
    ("recovery_peer_contact", 6, 71, None),
    ("home_stayed_12mo", 88, 112, None),
    ("reunified_12mo", 34, 97, None),
    ("permanency_12mo_entries", 41, 97, None),
    ("reentry_12mo", 4, 17, None),
    ("maltreatment_in_care", 12, 141_300, None),
)


def demo_entries(today: date) -> tuple[OutcomeInput, ...]:
    """Eight invented results, of a year that ended long enough ago."""
    start = date(today.year - 3, 10, 1)
    end = date(today.year - 2, 9, 30)
    return tuple(
        OutcomeInput(
            indicator=indicator,
            numerator=numerator,
            denominator=denominator,
            median=median,
            period_start=start,
            period_end=end,
            cohort="Invented families with a substance use concern, Riverbend",
            source="Invented for the demo team",
            source_date=date(today.year - 1, 11, 15),
        )
        for indicator, numerator, denominator, median in _COUNTS
    )
