"""Whether people who read the same sentences give them the same code, one code at a time.

Nearly all sentences are without a given code, and two coders agree on those without any effort. So
the share of sentences on which they agree is never shown alone: beside it stand the counts, the
agreement about sentences that carry the code, and alpha, which takes chance out. What coders make
of it is a talk about the sentences on which they differ; `agenda` puts these in order.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from scoring.kappa import cohen_kappa, fleiss_kappa
from scoring.rater_agreement import krippendorff_alpha

Withheld = Literal["nothing_to_compare", "not_used", "one_value", "few_carry"]
Reason = Withheld | Literal["no_difference", "nearly_one_value"]
KappaReason = Withheld | Literal["uneven"]
Applied = Sequence[Sequence[bool | None]]
"""Whether each coder gave the code to each sentence, shape (units, coders); None: not read."""

FEWEST_CARRYING = 10
"""Sentences that must carry a code before chance is taken out of the agreement about it."""
DRAWS = 1_000

_UNKNOWN = float("nan")


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of coders who read the same sentence, by what they did.

    With two coders these are sentences. With more, every two of them are a pair, in the order in
    which coders stand in the table.

    Attributes:
        both: gave it the code.
        first_only, second_only: one of the two did.
        neither: did.
    """

    both: int
    first_only: int
    second_only: int
    neither: int

    @property
    def all(self) -> int:
        """All pairs."""
        return self.both + self.first_only + self.second_only + self.neither

    @property
    def same(self) -> float:
        """The share of pairs that did the same, from 0 to 1; nan when there is no pair."""
        return (self.both + self.neither) / self.all if self.all else _UNKNOWN

    @property
    def positive(self) -> float:
        """Where one coder gave the code, the chance that the other did; from 0 to 1.

        It is nan when nobody gave the code.

        Source:
            Cicchetti & Feinstein (1990), Journal of Clinical Epidemiology 43:551; for more than two
            coders de Vet, Dikmans & Eekhout (2017), Journal of Clinical Epidemiology 83:85.
        """
        given = 2 * self.both + self.first_only + self.second_only
        return 2 * self.both / given if given else _UNKNOWN


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """How far coders agree on where one code belongs.

    Attributes:
        pairs: what any two coders did with the same sentence.
        units: sentences that two coders or more read.
        carrying: those of them to which somebody gave the code.
        differing: those of them on which not all did the same.
        alpha: Krippendorff's, nominal; 1 when all do the same, 0 as chance would have it.
        low, high: the ends of its interval.
        reason: why any of these three is nan. "nothing_to_compare": no sentence was read by two.
            "not_used": nobody gave the code. "one_value": all gave it to every sentence.
            "few_carry": fewer than ten sentences carry it. With the next two only the interval is
            nan. "no_difference": all agree on every sentence, and no draw could be otherwise.
            "nearly_one_value": too many draws held nothing else.
        kappa: Cohen's of two coders, Fleiss' of more.
        kappa_reason: why kappa is nan; one of the first four, or "uneven": there are more than two
            coders, and not every sentence was read by as many of them.
    """

    pairs: Pairs
    units: int
    carrying: int
    differing: int
    alpha: float
    low: float
    high: float
    reason: Reason | None
    kappa: float
    kappa_reason: KappaReason | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A sentence that some coders gave a code and others who read it did not.

    Attributes:
        unit: its place in the text, from 0.
        code: the code.
        given_by, not_given_by: places of the coders in the table, from 0.
        instead: codes that some of those who did not give this one gave, and none of those who did:
            a sign that two definitions overlap.
    """

    unit: int
    code: str
    given_by: tuple[int, ...]
    not_given_by: tuple[int, ...]
    instead: tuple[str, ...]


def code_agreement(applied: Applied, *, seed: int = 0) -> CodeAgreement:
    """How far coders agree on one code, and what must not be told of it.

    Args:
        applied: whether each coder gave the code to each sentence, shape (units, coders); None
            where a coder did not read it.
        seed: of the 1,000 draws of the interval.

    Returns:
        A CodeAgreement.

    Raises:
        ValueError: the rows differ in length.

    Source:
        `scoring.rater_agreement` and `scoring.kappa`. That alpha is kept back below ten sentences
        is a rule of ours.
    """
    _check({"this code": applied})
    compared = [row for row in applied if sum(each is not None for each in row) > 1]
    carrying = sum(any(row) for row in compared)
    alpha, low, high, reason = _alpha(compared, carrying=carrying, seed=seed)
    kappa, kappa_reason = _kappa(compared, carrying=carrying)
    return CodeAgreement(
        pairs=_pairs(compared),
        units=len(compared),
        carrying=carrying,
        differing=sum({True, False} <= set(row) for row in compared),
        alpha=alpha,
        low=low,
        high=high,
        reason=reason,
        kappa=kappa,
        kappa_reason=kappa_reason,
    )


def agenda(applied: Mapping[str, Applied]) -> tuple[Difference, ...]:
    """What coders should talk about, in the order in which it helps most.

    Codes with the most such sentences come first, since one better definition settles them all. Of
    one code those sentences come first that others gave another code instead; then those on which
    coders are split most evenly; then as they stand in the text.

    Args:
        applied: by code, what each coder did with each sentence, shape (units, coders) each.

    Returns:
        Differences; of sentences that only one coder read there is none.

    Raises:
        ValueError: tables differ in the number of sentences or coders.
    """
    _check(applied)
    found = [
        _difference(applied, code=code, unit=unit)
        for code, table in applied.items()
        for unit, row in enumerate(table)
        if {True, False} <= set(row)
    ]
    times = Counter(each.code for each in found)

    def rank(each: Difference) -> tuple[int, str, bool, int, int]:
        uneven = abs(len(each.given_by) - len(each.not_given_by))
        return -times[each.code], each.code, not each.instead, uneven, each.unit

    return tuple(sorted(found, key=rank))


def _check(applied: Mapping[str, Applied]) -> None:
    shapes = {(len(table), len(row)) for table in applied.values() for row in table}
    if len(shapes) > 1:
        (units, coders), (more_units, more_coders) = min(shapes), max(shapes)
        raise ValueError(
            "agreement takes tables of one shape (units, coders), "
            f"not of ({units}, {coders}) and ({more_units}, {more_coders})."
        )


def _pairs(compared: Applied) -> Pairs:
    both = first_only = second_only = neither = 0
    for row in compared:
        read = [each for each in row if each is not None]
        for place, first in enumerate(read):
            later = read[place + 1 :]
            given = sum(later)
            both += given if first else 0
            first_only += len(later) - given if first else 0
            second_only += 0 if first else given
            neither += 0 if first else len(later) - given
    return Pairs(both, first_only, second_only, neither)


def _withheld(compared: Applied, *, carrying: int) -> Withheld | None:
    """Why nothing that takes chance out is told."""
    if not compared:
        return "nothing_to_compare"
    if not carrying:
        return "not_used"
    if all(each is not False for row in compared for each in row):
        return "one_value"
    return "few_carry" if carrying < FEWEST_CARRYING else None


def _alpha(
    compared: Applied, *, carrying: int, seed: int
) -> tuple[float, float, float, Reason | None]:
    withheld = _withheld(compared, carrying=carrying)
    if withheld is not None:
        return _UNKNOWN, _UNKNOWN, _UNKNOWN, withheld
    found = krippendorff_alpha(compared, draws=DRAWS, seed=seed)
    if not found.differing:
        return found.alpha, _UNKNOWN, _UNKNOWN, "no_difference"
    narrow = "nearly_one_value" if found.reason is not None else None
    return found.alpha, found.low, found.high, narrow


def _kappa(compared: Applied, *, carrying: int) -> tuple[float, KappaReason | None]:
    withheld = _withheld(compared, carrying=carrying)
    if withheld is not None:
        return _UNKNOWN, withheld
    columns = [column for column in zip(*compared, strict=True) if set(column) != {None}]
    if len(columns) == 2:
        return cohen_kappa(*columns).value, None
    found = fleiss_kappa(compared)
    return found.value, "uneven" if found.reason is not None else None


def _difference(applied: Mapping[str, Applied], *, code: str, unit: int) -> Difference:
    row = applied[code][unit]
    given_by = tuple(coder for coder, each in enumerate(row) if each)
    not_given_by = tuple(coder for coder, each in enumerate(row) if each is False)

    def is_instead(other: str) -> bool:
        theirs = applied[other][unit]
        return any(theirs[coder] for coder in not_given_by) and not any(
            theirs[coder] for coder in given_by
        )

    return Difference(unit, code, given_by, not_given_by, tuple(filter(is_instead, applied)))
