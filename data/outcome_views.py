"""What the service of the baseline hands out: frozen and plain."""

from dataclasses import dataclass
from datetime import date

from scoring.baseline import LocalFigure
from scoring.small_counts import Shared


@dataclass(frozen=True, slots=True)
class OutcomeInput:
    """One result as somebody typed it.

    Attributes:
        numerator, denominator: counts; of a median, the denominator is how many people are behind
            it and there is no numerator.
        median: days.
        cohort: which families or children, and where.
    """

    indicator: str
    numerator: int | None
    denominator: int | None
    median: float | None
    period_start: date
    period_end: date
    cohort: str
    source: str
    source_date: date | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """One result as it is stored, what may be said of it here, and what may leave the team.

    Attributes:
        too_new: the period ended too recently for everybody in it to have been followed.
    """

    entry_id: str
    version: int
    entry: OutcomeInput
    figure: LocalFigure
    shared: Shared
    too_new: bool
    saved_by_name: str
    saved_on: date


@dataclass(frozen=True, slots=True)
class UploadPreview:
    """What a file would bring in; nothing is stored yet."""

    name: str
    entries: tuple[OutcomeInput, ...]
