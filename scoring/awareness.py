"""Whether services that exist are known outside of the agency that runs them.

Only for services that are confirmed to exist: then who says that there is none is mistaken, and who
does not know is not aware. Neither says anything of the service.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scoring.acceptance import STATES, State
from scoring.amounts import NOT_KNOWN


@dataclass(frozen=True, slots=True)
class Knowing:
    """How many know of a service, or of services together.

    Attributes:
        know: answers that it exists.
        deny: answers that it does not.
        dont_know: answers that nobody can tell.
    """

    know: int
    deny: int
    dont_know: int

    @property
    def asked(self) -> int:
        """How many answers there are."""
        return self.know + self.deny + self.dont_know

    @property
    def share(self) -> float:
        """The share of answers that know it; nan where nobody was asked."""
        return self.know / self.asked if self.asked else NOT_KNOWN

    @property
    def dont_know_share(self) -> float:
        """The share of answers that do not know; nan where nobody was asked."""
        return self.dont_know / self.asked if self.asked else NOT_KNOWN

    def __add__(self, other: "Knowing") -> "Knowing":
        """Both together."""
        return Knowing(
            self.know + other.know, self.deny + other.deny, self.dont_know + other.dont_know
        )


NOBODY = Knowing(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Awareness:
    """How much better a service is known inside of the agency that runs it than outside.

    Attributes:
        inside, outside: who was asked there, and what they know.
        services: that it is of.
    """

    inside: Knowing
    outside: Knowing
    services: int

    @property
    def gap(self) -> float:
        """The share that knows inside minus outside, from -1 to 1; nan if either is empty."""
        return self.inside.share - self.outside.share


def awareness(answers: Mapping[str, Iterable[State]], *, operator: str) -> Awareness:
    """How much better a confirmed service is known inside than outside.

    Args:
        answers: by agency, one for each person; "yes" if they say that it exists; "not_asked" does
            not count.
        operator: the agency that runs it.

    Raises:
        ValueError: an answer is no state.
    """
    by_agency = knowing(answers)
    inside = by_agency.get(operator, NOBODY)
    others = [told for agency, told in by_agency.items() if agency != operator]
    return Awareness(inside, sum(others, NOBODY), 1)


def together(services: Iterable[Awareness]) -> Awareness:
    """How much better many services are known inside than outside; every answer counts once."""
    each = list(services)
    return Awareness(
        sum((one.inside for one in each), NOBODY),
        sum((one.outside for one in each), NOBODY),
        sum(one.services for one in each),
    )


def knowing(answers: Mapping[str, Iterable[State]]) -> dict[str, Knowing]:
    """What each agency knows of a confirmed service.

    Args:
        answers: by agency, one for each person; "not_asked" does not count.

    Raises:
        ValueError: an answer is no state.
    """
    return {agency: _counted(given) for agency, given in answers.items()}


def _counted(given: Iterable[State]) -> Knowing:
    counts = Counter(given)
    for state in counts:
        if state not in STATES:
            raise ValueError(f"answers take {', '.join(STATES)}, not {state}.")
    return Knowing(counts["yes"], counts["no"], counts["unknown"])
