"""How much of what there is a family can pay for: a bar for each kind of help."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import plotly.graph_objects as go

from pages.charts import hatching, theme
from pages.charts.canvas import Canvas, told
from pages.charts.shares import GAP, draw_parts, draw_row, fills, percent, sheet
from pages.charts.theme import Size
from pages.charts.words import Words


@dataclass(frozen=True, slots=True)
class Paying:
    """One kind of help.

    Attributes:
        label: its name.
        shares: of what services say they can take, where families can pay, where they cannot, and
            where that is not known; they add up to 1; nan where no service says how much it takes.
        supply: families a year that stand behind the shares.
        services: that take such a payer, that take none, and of which it is not known.
        not_stated: services that do not say how much they can take, and so are in no share.
    """

    label: str
    shares: tuple[float, float, float]
    supply: float
    services: tuple[int, int, int]
    not_stated: int

    @property
    def is_known(self) -> bool:
        """Whether there is a share to draw."""
        return not any(math.isnan(share) for share in self.shares)


def payer_shares(
    kinds: Sequence[Paying], *, words: Words, size: Size = theme.HAND
) -> go.Figure:  # fmt: skip
    """The kinds of help from top to bottom in the order given.

    Args:
        kinds: one bar for each.
        words: the language.
        size: how large it speaks.

    Raises:
        ValueError: the shares of a kind do not add up to 1, or one is negative.
    """
    _check(kinds)
    canvas = sheet(size)
    canvas.write(words.say("payer_shares.title"), bold=True)
    canvas.skip(GAP / 2)
    for look in fills(words) if kinds else ():
        canvas.list_in_key(look)
    for kind in kinds:
        bar = partial(_bar, canvas, kind, words) if kind.is_known else None
        draw_row(canvas, kind.label, said(kind, words=words), words=words, known=bar)
    return hatching.drawn(canvas)


def _bar(canvas: Canvas, kind: Paying, words: Words, hover: str) -> None:
    draw_parts(canvas, kind.shares, looks=fills(words), hover=hover)


def describe(kinds: Sequence[Paying], *, words: Words) -> str:
    """The whole chart, a line for each kind of help, for those who do not see it."""
    if not kinds:
        return words.say("chart.nothing")
    lines = (f"{kind.label}: {told(_whole(kind, words))}" for kind in kinds)
    return "\n".join((words.say("payer_shares.title"), *lines))


def table(kinds: Sequence[Paying], *, words: Words) -> list[dict[str, str]]:
    """The same as rows of a table, in the same order."""
    heads = [words.say(f"shares.answer_{name}") for name in ("yes", "no", "unknown")]
    unknown = words.say("shares.answer_unknown")
    return [
        {
            words.say("payer_shares.kind"): kind.label,
            **{
                head: percent(share) if kind.is_known else unknown
                for head, share in zip(heads, kind.shares, strict=True)
            },
            words.say("payer_shares.supply"): f"{kind.supply:,.0f}" if kind.is_known else unknown,
            words.say("payer_shares.not_stated"): str(kind.not_stated),
        }
        for kind in kinds
    ]


def said(kind: Paying, *, words: Words) -> tuple[str, ...]:
    """What one bar says: its shares, of what, and who is in none of them."""
    services = sum(kind.services)
    if not kind.is_known:
        key = "none_stated" if kind.not_stated == services else "none_there"
        return (words.say(f"payer_shares.{key}", count=services), _of(kind, words))
    yes, no, unknown = (percent(share) for share in kind.shares)
    lines = [
        words.say("shares.each", yes=yes, no=no, unknown=unknown),
        words.say("payer_shares.of", supply=f"{kind.supply:,.0f}"),
    ]
    if kind.not_stated:
        left = words.say("payer_shares.left_out", count=kind.not_stated, services=services)
        lines.append(left)
    return tuple(lines)


def _whole(kind: Paying, words: Words) -> tuple[str, ...]:
    """What one bar says, and the services behind it."""
    lines = said(kind, words=words)
    return (*lines, _of(kind, words)) if kind.is_known else lines


def _of(kind: Paying, words: Words) -> str:
    """The services behind it, whether they say how much they take or not."""
    yes, no, unknown = kind.services
    return words.say("shares.services", yes=yes, no=no, unknown=unknown)


def _check(kinds: Sequence[Paying]) -> None:
    for kind in kinds:
        fits = math.isclose(sum(kind.shares), 1) and min(kind.shares) >= 0
        if kind.is_known and not fits:
            raise ValueError(
                f"payer_shares: '{kind.label}' has {', '.join(map(str, kind.shares))}; three "
                "shares of 0 or more that add up to 1 are right."
            )
