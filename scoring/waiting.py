"""How long families wait, or whether the queue grows without limit."""

from dataclasses import dataclass

from scoring.amounts import NOT_KNOWN, amounts
from scoring.supply import DAYS_A_YEAR


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long families wait for a service.

    Attributes:
        utilisation: families that ask in a year for each that can be served; nan where either is
            not known, or where some ask and none can be served.
        grows: as many ask as can be served, or more, so that the queue grows without limit and no
            number of days is right; None where that is not known.
        days: of waiting, on average; nan where it grows, and where it is not known.
        queue: families that stand behind the days; nan where not known.
    """

    utilisation: float
    grows: bool | None
    days: float
    queue: float


def waiting(
    demand: float,
    supply: float,
    *,
    queue: float = NOT_KNOWN,
    throughput: float = NOT_KNOWN,
) -> Waiting:
    """How long families wait, from how many of them do.

    Args:
        demand: families that ask in a year; nan where unknown.
        supply: families that can be served in a year; nan where unknown.
        queue: families that wait now; nan where unknown.
        throughput: families that began in a year; nan where unknown, and then as many as ask,
            which is so where the queue neither grows nor shrinks.

    Returns:
        Waiting; where demand or supply is not known, nothing says that the queue does not grow, and
        no days are told.

    Raises:
        ValueError: a number is negative or infinite.

    Source:
        Little (1961), Operations Research 9:383.
    """
    for name, value in (("demand", demand), ("supply", supply)):
        amounts(value, name=name)
    amounts(queue, name="queue")
    amounts(throughput, name="throughput")
    if demand != demand or supply != supply:
        return Waiting(NOT_KNOWN, None, NOT_KNOWN, queue)
    utilisation = demand / supply if supply else (NOT_KNOWN if demand else 0.0)
    grows = demand > 0 and demand >= supply
    days = NOT_KNOWN
    served = demand if throughput != throughput else throughput
    if not grows and served > 0:
        days = DAYS_A_YEAR * queue / served
    elif not grows and queue == 0:
        days = 0.0
    return Waiting(utilisation, grows, days, queue)
