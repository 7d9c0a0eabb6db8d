"""Who knows that a service exists: a strip for each agency, under each service."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.charts import hatching, theme
from pages.charts.canvas import Canvas, Fill, told
from pages.charts.heatmap import letters
from pages.charts.theme import Size
from pages.charts.words import Words

KINDS = ("known", "not_known", "dont_know", "not_asked")
"""They know it, they do not, they could not say, nobody asked them; in the order of drawing."""
_LEFT = 0.09
_GAP = 12


@dataclass(frozen=True, slots=True)
class Answers:
    """How the people of one agency stand to one service.

    Attributes:
        known: know that it exists.
        not_known: say that it does not, or that they never heard of it.
        dont_know: chose "don't know".
        not_asked: were not asked.
    """

    known: int = 0
    not_known: int = 0
    dont_know: int = 0
    not_asked: int = 0

    @property
    def people(self) -> int:
        """All of them."""
        return self.known + self.not_known + self.dont_know + self.not_asked


@dataclass(frozen=True, slots=True)
class Service:
    """One service that is known to exist.

    Attributes:
        label: its name.
        agencies: what each agency's people said; None where that is not shown.
        run_by: which of the agencies runs it, from 0; None where none of them does.
    """

    label: str
    agencies: tuple[Answers | None, ...]
    run_by: int | None = None


def who_knows(
    services: Sequence[Service],
    *,
    agencies: Sequence[str],
    words: Words,
    size: Size = theme.HAND,
) -> go.Figure:
    """The services from top to bottom in the order given, agencies by letter in theirs.

    Args:
        services: one strip for each of their agencies.
        agencies: their names; the first is A.
        words: the language.
        size: how large it speaks.

    Raises:
        ValueError: a service does not have one entry for each agency.
    """
    canvas = Canvas(size=size, low=-_LEFT, high=1.0)
    _explain(canvas, services, words=words)
    if services:
        for letter, name in zip(letters(len(agencies)), agencies, strict=True):
            canvas.write(f"{letter}  {name}")
        canvas.skip(_GAP)
    for service in services:
        _check(service, agencies)
        _draw(service, canvas=canvas, agencies=agencies, words=words)
    return hatching.drawn(canvas)


def describe(services: Sequence[Service], *, agencies: Sequence[str], words: Words) -> str:
    """The whole chart in sentences, for those who do not see it."""
    if not services:
        return words.say("chart.nothing")
    return told(
        sentence
        for service in services
        for sentence in (
            service.label,
            _run_by(service, agencies, words=words),
            *(
                f"{name}: {said(answers, words=words)}"
                for name, answers in zip(agencies, service.agencies, strict=True)
            ),
        )
    )


def table(
    services: Sequence[Service], *, agencies: Sequence[str], words: Words
) -> list[dict[str, str]]:  # fmt: skip
    """The same as rows of a table, in the same order."""
    hidden = words.say("table.hidden")
    return [
        {
            words.say("who_knows.service"): service.label,
            words.say("who_knows.agency"): name,
            **{
                words.say(f"who_knows.{kind}"): (
                    hidden if answers is None else f"{getattr(answers, kind):,}"
                )
                for kind in KINDS
            },
        }
        for service in services
        for name, answers in zip(agencies, service.agencies, strict=True)
    ]


def said(answers: Answers | None, *, words: Words) -> str:
    """What one strip says, in words."""
    if answers is None:
        return words.say("table.hidden")
    if not answers.people:
        return words.say("who_knows.nobody")
    return "; ".join(
        words.say(f"who_knows.said_{kind}", count=getattr(answers, kind))
        for kind in KINDS
        if getattr(answers, kind)
    )


def _fill(kind: str, *, words: Words) -> Fill:
    name = words.say(f"who_knows.{kind}")
    makers = {"known": hatching.some, "dont_know": hatching.unknown, "not_asked": hatching.empty}
    return makers[kind](name) if kind in makers else Fill(theme.DISAGREE_INNER, name)


def _explain(canvas: Canvas, services: Sequence[Service], *, words: Words) -> None:
    """The key: every part that is drawn."""
    shown = [each for service in services for each in service.agencies if each is not None]
    for kind in KINDS:
        if any(getattr(each, kind) for each in shown):
            canvas.list_in_key(_fill(kind, words=words))


def _check(service: Service, agencies: Sequence[str]) -> None:
    if len(service.agencies) != len(agencies):
        raise ValueError(
            f"who_knows: {len(service.agencies)} entries came for {len(agencies)} agencies in "
            f"'{service.label}'; one each is right."
        )
    if service.run_by is not None and not 0 <= service.run_by < len(agencies):
        raise ValueError(
            f"who_knows: '{service.label}' is run by agency {service.run_by}; 0 to "
            f"{len(agencies) - 1}, or None, is right."
        )


def _run_by(service: Service, agencies: Sequence[str], *, words: Words) -> str:
    if service.run_by is None:
        return ""
    return words.say("who_knows.run_by", agency=agencies[service.run_by])


def _draw(service: Service, *, canvas: Canvas, agencies: Sequence[str], words: Words) -> None:
    canvas.write(service.label, bold=True)
    if told_by := _run_by(service, agencies, words=words):
        canvas.write(told_by, quiet=True)
    canvas.skip(2)
    height = canvas.size.line + 2
    named = zip(letters(len(agencies)), agencies, service.agencies, strict=True)
    for place, (letter, name, answers) in enumerate(named):
        middle = canvas.top + height / 2
        canvas.print_at(letter, x=-_LEFT, y=middle, anchor="left", bold=place == service.run_by)
        if answers is None or not answers.people:
            canvas.print_at(
                said(answers, words=words), x=0, y=middle, anchor="left", color=theme.QUIET
            )
        else:
            _draw_strip(answers, canvas=canvas, name=name, y=middle, words=words)
        canvas.skip(height + 4)
    canvas.skip(_GAP)


def _draw_strip(answers: Answers, *, canvas: Canvas, name: str, y: float, words: Words) -> None:
    start = 0.0
    for kind in KINDS:
        people = getattr(answers, kind)
        if not people:
            continue
        fill = _fill(kind, words=words)
        end = start + people / answers.people
        hover = f"{name}: {said(answers, words=words)}"
        canvas.bar(fill, start=start, end=end, y=y, height=canvas.size.line + 2, hover=hover)
        text = f"{people:,}"
        if (end - start) * canvas.size.plot * 0.9 >= 0.62 * canvas.size.text * len(text) + 6:
            plain = theme.INK if fill.color == theme.PAPER else theme.text_on(fill.color)
            ground = theme.PAPER if fill.hatched else ""
            canvas.print_at(
                text, x=(start + end) / 2, y=y, color=plain, ground=ground, bold=True
            )  # fmt: skip
        start = end
