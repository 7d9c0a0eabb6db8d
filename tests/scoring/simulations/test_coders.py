"""How often the interval of alpha holds the truth, for two who code the same transcripts.

A code belongs to some share of all sentences. Each coder misses some of them, and gives it by
mistake to some others, without knowing of the other coder. What alpha of endlessly many sentences
would be is then known. 95 of 100 intervals are to hold it, and 90 are asked for.

Where few sentences carry a code most studies are shown no interval, and those that are shown one
are those in which by chance more sentences carry it. There it is told, and not asked for, unless
one study in five is shown one; of all studies at most 10 in 100 are shown one that does not hold
the truth.
"""

from collections.abc import Callable

import numpy as np
import pytest

from scoring.coders import code_agreement

LEAST = 0.90
OFTEN_SHOWN = 0.20
STUDIES = 300
CASES = [
    (units, prevalence, missed)
    for units in (100, 300, 1_000)
    for prevalence in (0.05, 0.15, 0.4)
    for missed in (0.1, 0.3)
]


def chances(prevalence: float, missed: float) -> tuple[float, float, float]:
    """That both, that only a given one, and that neither of two coders gives the code."""
    by_mistake = 0.6 * missed * prevalence / (1 - prevalence)
    one = prevalence * (1 - missed) + (1 - prevalence) * by_mistake
    both = prevalence * (1 - missed) ** 2 + (1 - prevalence) * by_mistake**2
    return both, one - both, 1 - 2 * one + both


@pytest.mark.long
def test_intervals_of_alpha_hold_the_truth(tell: Callable[[str], None]) -> None:
    random = np.random.default_rng(20)
    tell("\nsentences  carry  missed  alpha  held  shown")
    for units, prevalence, missed in CASES:
        both, only, neither = chances(prevalence, missed)
        given = both + only
        alpha = 1 - 2 * only / (2 * given * (1 - given))
        held = shown = 0
        for study in range(STUDIES):
            counts = random.multinomial(units, [both, only, only, neither]).tolist()
            kinds = ([True, True], [True, False], [False, True], [False, False])
            found = code_agreement(
                [kind for kind, times in zip(kinds, counts, strict=True) for _ in range(times)],
                seed=study,
            )
            shown += found.reason is None
            held += found.low <= alpha <= found.high
        tell(
            f"{units:9}{prevalence:7.2f}{missed:8.2f}{alpha:7.2f}"
            f"{held / shown:6.3f}{shown / STUDIES:7.2f}"
        )
        case = (units, prevalence, missed)
        assert shown - held <= (1 - LEAST) * STUDIES, case
        assert shown < OFTEN_SHOWN * STUDIES or held >= LEAST * shown, case
