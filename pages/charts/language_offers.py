"""How many services of each kind of help speak a language: a strip of services for each."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.charts import hatching, theme
from pages.charts.shares import draw_parts, fills, sheet
from pages.charts.theme import Size
from pages.charts.words import Words

_GAP = 12


@dataclass(frozen=True, slots=True)
class Offers:
    """One kind of help.

    Attributes:
        label: its name.
        services: that speak the language, that do not, and of which it is not known.
    """

    label: str
    services: tuple[int, int, int]


def language_offers(
    kinds: Sequence[Offers], *, language: str, words: Words, size: Size = theme.HAND
) -> go.Figure:
    """The kinds of help from top to bottom in the order given.

    Args:
        kinds: one strip for each that has a service.
        language: as the title names it.
        words: the language of the words.
        size: how large it speaks.

    Raises:
        ValueError: a kind has no service, or a count is negative.
    """
    _check(kinds)
    canvas = sheet(size)
    canvas.write(words.say("language_offers.title", language=language), bold=True)
    canvas.skip(_GAP / 2)
    for look in fills(words) if kinds else ():
        canvas.list_in_key(look)
    for kind in kinds:
        note = said(kind, words=words)
        canvas.write(kind.label)
        canvas.write(note, bold=True)
        canvas.skip(3)
        draw_parts(
            canvas, kind.services, looks=fills(words), hover=f"{kind.label}: {note}"
        )  # fmt: skip
        canvas.skip(_GAP)
    return hatching.drawn(canvas)


def describe(kinds: Sequence[Offers], *, language: str, words: Words) -> str:
    """The whole chart, a line for each kind of help, for those who do not see it."""
    if not kinds:
        return words.say("chart.nothing")
    title = words.say("language_offers.title", language=language)
    return "\n".join((title, *(f"{kind.label}: {said(kind, words=words)}." for kind in kinds)))


def said(kind: Offers, *, words: Words) -> str:
    """How many services do, do not, and are not known."""
    yes, no, unknown = kind.services
    return words.say("shares.each", yes=yes, no=no, unknown=unknown)


def _check(kinds: Sequence[Offers]) -> None:
    for kind in kinds:
        if min(kind.services) < 0 or not sum(kind.services):
            raise ValueError(
                f"language_offers: '{kind.label}' has {', '.join(map(str, kind.services))} "
                "services; counts of 0 or more, and not all of them 0, are right."
            )
