"""Many waves, all attackers, and what chance would give."""

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import sqrt

from scipy.stats import poisson

from tests.trust.linking.attackers import ATTACKERS
from tests.trust.linking.evidence import Evidence, Watcher, watch
from tests.trust.linking.schemes import Scheme

_ALARMS = 1e-7  # how often an honest run of one attacker may fail


@dataclass
class Score:
    """What one attacker reached over many waves.

    Attributes:
        right: people paired rightly, by guess; `paired`: people that the guess paired at all.
        waves: with so many people each.
    """

    people: int
    right: Counter[str] = field(default_factory=Counter)
    paired: Counter[str] = field(default_factory=Counter)
    waves: int = 0

    def add(self, seen: Evidence, name: str) -> None:
        """One more wave."""
        self.waves += 1
        for guess, pairs in ATTACKERS[name](seen).items():
            self.paired[guess] += len(pairs)
            self.right[guess] += sum(seen.truth.get(key) == place for place, key in pairs)

    @property
    def share(self) -> float:
        """Of all people that were paired, over all guesses."""
        return self.right.total() / self.paired.total()

    @property
    def best(self) -> float:
        """Of all people, with the guess that did best."""
        return max(self.right.values()) / self._asked

    @property
    def chance(self) -> float:
        """One in each wave."""
        return 1 / self.people

    @property
    def two_errors(self) -> float:
        """Two standard errors above chance, for one guess that was chosen beforehand."""
        return self.chance + 2 * sqrt(self.waves) / self._asked

    @property
    def bound(self) -> float:
        """What the best of all guesses exceeds once in ten million honest runs."""
        each = _ALARMS / len(self.right)
        return float(poisson.isf(each, self.waves)) / self._asked

    @property
    def _asked(self) -> int:
        return self.people * self.waves


def campaign(
    scheme: Scheme,
    watcher: Watcher,
    *,
    people: int,
    waves: int,
    seed: int,
    attackers: Iterable[str] = ATTACKERS,
) -> dict[str, Score]:
    """All attackers against so many waves."""
    choices = random.Random(seed)
    scores = {name: Score(people) for name in attackers}
    for _ in range(waves):
        seen = watch(scheme, watcher, people=people, choices=choices)
        for name, score in scores.items():
            score.add(seen, name)
    return scores


def linked(scores: dict[str, Score]) -> dict[str, str]:
    """Attackers that did better than chance allows, with their guess."""
    return {
        name: f"{score.best:.3f} > {score.bound:.3f} by {score.right.most_common(1)[0][0]}"
        for name, score in scores.items()
        if score.best > score.bound
    }


def line(name: str, score: Score, *, database: str) -> str:
    """One line of the table in data/README.md."""
    return (
        f"| {name} | {score.people} | {database} | {score.waves} | {len(score.right)} "
        f"| {score.share:.4f} | {score.chance:.4f} | {score.two_errors:.4f} "
        f"| {score.best:.4f} | {score.bound:.4f} |"
    )
