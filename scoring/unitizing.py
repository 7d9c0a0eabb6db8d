"""Whether coders mark the same stretches of a text with a code, and where they begin and end.

A text is a line of characters from `start` to `end`, and a stretch is its first character and the
one after its last, both in code points. Several texts are laid end to end, each behind the last.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Reason = Literal["one_coder", "nothing_marked", "no_room"]
Floats = NDArray[np.float64]
Marked = NDArray[np.int64]
"""Stretches of one coder in order, shape (stretches, 2); none of them overlaps another."""

_UNKNOWN = float("nan")


@dataclass(frozen=True, slots=True)
class Unitizing:
    """How far coders agree on the exact stretches of a text.

    Attributes:
        alpha: 1 when all mark the same, 0 as chance would have it, below 0 when they agree less
            than that; nan when it cannot be told.
        observed: how far the stretches of two coders lie apart.
        expected: how far they would if they lay anywhere.
        stretches: of all coders together.
        coders: how many read the text.
        reason: why alpha is nan. "one_coder": there is nobody to compare with. "nothing_marked":
            nobody marked anything. "no_room": single characters fill the whole text, so chance
            could do no worse.
    """

    alpha: float
    observed: float
    expected: float
    stretches: int
    coders: int
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class SharedCharacters:
    """How much of what any two coders marked they both marked.

    Attributes:
        share: from 0 to 1, twice what both marked, of what each marked; nan when nobody did.
        both: characters that two coders marked, over all pairs of coders.
        marked: characters that each of the two marked, over all pairs of coders.
        coders: how many read the text.
    """

    share: float
    both: int
    marked: int
    coders: int


def unitizing_alpha(marked: Sequence[ArrayLike], *, start: int, end: int) -> Unitizing:
    """Krippendorff's alpha for stretches of one code.

    Stretches of one coder that overlap are taken for one; those that only touch are two.

    Args:
        marked: for each coder who read the whole text their stretches, shape (stretches, 2) each:
            first character, and the one after the last.
        start, end: of the text.

    Returns:
        A Unitizing; its reason says why alpha is nan.

    Raises:
        ValueError: a stretch is empty or lies outside of the text, or the shape is another.

    Source:
        Krippendorff (1995), Sociological Methodology 25:47; as in Krippendorff (2004), Content
        Analysis, 2nd edition, section 11.6.
    """
    return _of_codes([_lines(marked, start=start, end=end)], length=end - start)


def unitizing_alpha_of_all(
    marked: Mapping[str, Sequence[ArrayLike]], *, start: int, end: int
) -> Unitizing:
    """The same over all codes at once: what lies apart is added up code by code.

    Args:
        marked: by code, for each coder their stretches, as in `unitizing_alpha`.
        start, end: of the text.

    Returns:
        A Unitizing; a code that nobody used adds nothing.

    Raises:
        ValueError: codes differ in their number of coders, a stretch is empty or lies outside of
            the text, or the shape is another.

    Source is that of `unitizing_alpha`.
    """
    if len({len(coders) for coders in marked.values()}) > 1:
        shown = sorted({len(coders) for coders in marked.values()})
        raise ValueError(f"all codes take the same coders, not {shown[0]} and {shown[-1]}.")
    codes = [_lines(coders, start=start, end=end) for coders in marked.values()]
    return _of_codes(codes, length=end - start)


def shared_characters(marked: Sequence[ArrayLike], *, start: int, end: int) -> SharedCharacters:
    """How much of what any two coders gave one code they both gave it, character by character.

    Args:
        marked: for each coder who read the whole text their stretches, as in `unitizing_alpha`.
        start, end: of the text.

    Returns:
        SharedCharacters; its share is nan for fewer than two coders, or when nothing was marked.

    Raises:
        ValueError: a stretch is empty or lies outside of the text, or the shape is another.

    Source:
        Dice (1945), Ecology 26:297; over pairs of coders as positive agreement in
        `scoring.coders`.
    """
    lines = _lines(marked, start=start, end=end)
    steps = np.zeros(end - start + 1, dtype=np.int64)
    for line in lines:
        steps[line[:, 0]] += 1
        steps[line[:, 1]] -= 1
    coders_on = steps.cumsum()[:-1]
    both = int((coders_on * (coders_on - 1)).sum()) // 2
    pooled = int(coders_on.sum()) * max(len(lines) - 1, 0)
    return SharedCharacters(2 * both / pooled if pooled else _UNKNOWN, both, pooled, len(lines))


def _lines(marked: Sequence[ArrayLike], *, start: int, end: int) -> list[Marked]:
    return [_line(coder, start=start, end=end) for coder in marked]


def _line(coder: ArrayLike, *, start: int, end: int) -> Marked:
    """The stretches of one coder in order and from 0, those that overlap as one."""
    given = np.asarray(coder, dtype=np.int64)
    given = given.reshape(0, 2) if given.size == 0 else given
    if given.ndim != 2 or given.shape[1] != 2:
        raise ValueError(f"stretches take shape (stretches, 2), not {given.shape}.")
    bad = (given[:, 0] >= given[:, 1]) | (given[:, 0] < start) | (given[:, 1] > end)
    if bad.any():
        first, after = given[bad][0].tolist()
        raise ValueError(
            f"a stretch takes characters from {start} to {end}, not {first} to {after}."
        )
    given = given[np.argsort(given[:, 0], kind="stable")]
    reach = np.maximum.accumulate(given[:, 1]) if len(given) else given[:, 1]
    opens = np.ones(len(given), dtype=np.bool_)
    opens[1:] = given[1:, 0] >= reach[:-1]
    closes = np.append(opens[1:], True)[: len(given)]
    return np.stack([given[opens, 0], reach[closes]], axis=1) - start


def _of_codes(codes: Sequence[list[Marked]], *, length: int) -> Unitizing:
    """Alpha over codes whose lines of all coders are given."""
    coders = max((len(lines) for lines in codes), default=0)
    stretches = sum(len(line) for lines in codes for line in lines)
    if coders < 2:
        return Unitizing(_UNKNOWN, _UNKNOWN, _UNKNOWN, stretches, coders, "one_coder")
    if not stretches:
        return Unitizing(_UNKNOWN, _UNKNOWN, _UNKNOWN, 0, coders, "nothing_marked")
    observed = sum(_observed(lines, length=length) for lines in codes)
    expected = sum(_expected(lines, length=length) for lines in codes)
    if not expected:
        return Unitizing(_UNKNOWN, observed, expected, stretches, coders, "no_room")
    return Unitizing(1 - observed / expected, observed, expected, stretches, coders)


def _observed(lines: Sequence[Marked], *, length: int) -> float:
    coders = len(lines)
    apart = sum(_apart(one, other) for one, other in combinations(lines, 2))
    return 2 * apart / (coders * (coders - 1) * length**2)


def _apart(one: Marked, other: Marked) -> float:
    """How far two coders lie apart: squares of differing ends, and of stretches met by none."""
    begins = one[:, np.newaxis, 0] - other[np.newaxis, :, 0]
    ends = one[:, np.newaxis, 1] - other[np.newaxis, :, 1]
    meet = (one[:, np.newaxis, 0] < other[np.newaxis, :, 1]) & (
        other[np.newaxis, :, 0] < one[:, np.newaxis, 1]
    )
    apart = float((begins**2 + ends**2)[meet].sum())
    for line, met in ((one, meet.any(axis=1)), (other, meet.any(axis=0))):
        apart += float(((line[:, 1] - line[:, 0])[~met] ** 2).sum())
    return apart


def _expected(lines: Sequence[Marked], *, length: int) -> float:
    """What `_observed` would be if stretches and gaps of all coders lay anywhere.

    Every stretch is moved along every other, and through every gap that can hold it.
    """
    sizes = np.concatenate([line[:, 1] - line[:, 0] for line in lines]).astype(np.float64)
    gaps = np.sort(np.concatenate([_gaps(line, length=length) for line in lines]))
    along = (len(sizes) - 1) / 3 * (2 * sizes**3 - 3 * sizes**2 + sizes)
    first = np.searchsorted(gaps, sizes, side="left")
    room = np.append(np.cumsum(gaps[::-1])[::-1], 0.0)[first]
    through = sizes**2 * (room - (len(gaps) - first) * (sizes - 1))
    line = len(lines) * float(length)
    pairs = line * (line - 1) - float((sizes * (sizes - 1)).sum())
    return float(2 / length * (along + through).sum() / pairs)


def _gaps(line: Marked, *, length: int) -> Floats:
    """How long each gap of one coder is, before, between and after their stretches."""
    edges = np.concatenate([[0], line.ravel(), [length]]).reshape(-1, 2)
    return (edges[:, 1] - edges[:, 0]).astype(np.float64)
