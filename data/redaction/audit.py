"""How sure one may be of a redacted text: a random sample of its sentences, read by a person."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from scipy.special import betaincinv

from data.redaction.sentences import Sentence

SURE = 0.95
Unit = TypeVar("Unit", Sentence, int)


@dataclass(frozen=True, slots=True)
class Bound:
    """What a sample tells of the whole text.

    Attributes:
        sentences: how many were read.
        leaks: in how many of them something was left that tells who somebody is.
        upper: the largest share of sentences with a leak that still goes with the sample; 0 to 1.
            Were the share larger, so few leaks would turn up in less than one sample of twenty.
    """

    sentences: int
    leaks: int
    upper: float


def bound(sentences: int, *, leaks: int) -> Bound:
    """The exact one-sided 95 % upper bound on the share of sentences with a leak.

    With no leak in n sentences it is 1 - 0.05 ** (1 / n), about 3 / n. Sentences are drawn without
    putting them back, so in a short text the truth is better than the bound.

    Args:
        sentences: how many were drawn at random and read; at least one.
        leaks: in how many of them something was left.

    Raises:
        ValueError: no sentence was read, or there are more leaks than sentences.

    Source:
        Clopper & Pearson (1934), Biometrika 26:404; for no leak Hanley & Lippman-Hand (1983),
        JAMA 249:1743.
    """
    if sentences < 1 or not 0 <= leaks <= sentences:
        told = f"{leaks} leaks in {sentences} sentences"
        raise ValueError(f"{told}: one sentence or more is read, and none leaks twice.")
    if leaks == sentences:
        return Bound(sentences, leaks, 1.0)
    return Bound(sentences, leaks, float(betaincinv(leaks + 1, sentences - leaks, SURE)))


def draw(
    units: Sequence[Unit], *, size: int, chance: random.Random | None = None
) -> tuple[Unit, ...]:
    """Sentences for a person to read, each as likely as any other, in the order of the text.

    Args:
        units: all sentences of the text, or their numbers.
        size: how many are wanted; all of them are given where there are fewer.
        chance: where chance comes from; the operating system unless said otherwise.

    Raises:
        ValueError: fewer than one is wanted, or the text has none.
    """
    if size < 1 or not units:
        raise ValueError(f"{size} of {len(units)} sentences: at least one of one is drawn.")
    source = chance or random.SystemRandom()
    return tuple(sorted(source.sample(units, min(size, len(units)))))
