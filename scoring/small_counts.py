"""What may leave a team of a count: 1 to 10 never, nor whatever would give it away."""

from dataclasses import dataclass

HIDDEN_FROM, HIDDEN_TO = 1, 10


@dataclass(frozen=True, slots=True)
class Shared:
    """A count over another as it may leave the team.

    Attributes:
        numerator, denominator: None where hidden.
        hidden: something is; no rate may be told then.
    """

    numerator: int | None
    denominator: int | None
    hidden: bool


def is_small(count: int) -> bool:
    """From 1 to 10: few enough that somebody could be meant."""
    return HIDDEN_FROM <= count <= HIDDEN_TO


def shared(numerator: int | None, denominator: int, *, of_people: bool = True) -> Shared:
    """Hide what is small, and what would give it away.

    Of people, those who are not in the numerator are a count as well: where they are 1 to 10, the
    numerator is hidden, too.

    Args:
        numerator: None of a median, where people alone are counted.
        of_people: the numerator is some of the denominator; False of events over days.

    Returns:
        With a small denominator both are hidden; with a small numerator, or a small rest, the
        numerator is.
    """
    if is_small(denominator) and of_people:
        return Shared(None, None, hidden=True)
    if numerator is None:
        return Shared(None, denominator, hidden=False)
    rest = denominator - numerator if of_people else 0
    if is_small(numerator) or is_small(rest):
        return Shared(None, denominator, hidden=True)
    return Shared(numerator, denominator, hidden=False)
