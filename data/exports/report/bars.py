"""Charts of people from released figures: a series for each level, and for what is left open.

Where only "at least so many" was released, that number has a series of its own whose name says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data.exports.report.colors import blended, colors
from data.exports.report.document import Bars, Paragraph, Series
from data.exports.report.telling import Telling
from data.exports.report.words import Words
from scoring.release import Figure
from surveys.figures import Look, level_labels, side_levels


@dataclass(frozen=True, slots=True, order=True)
class _Run:
    """People that are drawn in one color; what is left open comes after what is known.

    Attributes:
        open_ended: there are at least so many.
        first, last: the levels they may be on, from `first` through `last`.
    """

    open_ended: bool
    first: int
    last: int


def statement_blocks(
    telling: Telling, item_ids: Sequence[str], *, title: str
) -> tuple[Bars | Paragraph, ...]:
    """The whole team on some statements: a chart for each scale, and words for what has no bar.

    Args:
        telling: the report in one language.
        item_ids: the statements, in reading order.
        title: of each chart.
    """
    blocks: list[Bars | Paragraph] = []
    for look, several in telling.by_look(item_ids):
        drawn = [item_id for item_id in several if _runs(_team(telling, item_id), look=look)]
        if drawn:
            blocks.append(_bars(telling, drawn, look=look, title=title))
        blocks += [Paragraph(line(telling, item_id)) for item_id in several if item_id not in drawn]
    return tuple(blocks)


def response_bars(groups: Sequence[tuple[str, int, int]], *, words: Words) -> Bars:
    """Who answered, group by group.

    Args:
        groups: name, answered, invited; in reading order, and not empty.
        words: of the report.
    """
    told = " ".join(
        words.say("report.turnout_told", group=name, people=answered, total=invited)
        for name, answered, invited in groups
    )
    return Bars(
        title=words.say("report.turnout_title"),
        told=told,
        bars=tuple(name for name, _, _ in groups),
        series=(
            Series(
                words.say("report.answered"), "01574c", tuple(answered for _, answered, _ in groups)
            ),
            Series(
                words.say("report.not_yet"),
                "dcdcdc",
                tuple(invited - answered for _, answered, invited in groups),
            ),
        ),
        most=max(invited for _, _, invited in groups),
    )


def line(telling: Telling, item_id: str) -> str:
    """A statement with what is shown of it, as one line."""
    return f"{_closed(telling.statements[item_id].text)} {_closed(telling.told(item_id))}"


def _bars(telling: Telling, item_ids: Sequence[str], *, look: Look, title: str) -> Bars:
    figures = [_team(telling, item_id) for item_id in item_ids]
    placed = [_runs(figure, look=look) for figure in figures]
    order = sorted({run for each in placed for run in each})
    return Bars(
        title=title,
        told=" ".join(line(telling, item_id) for item_id in item_ids),
        bars=tuple(
            telling.words.say(
                "report.bar",
                statement=telling.statements[item_id].text,
                figure=telling.told(item_id),
            )
            for item_id in item_ids
        ),
        series=tuple(
            Series(
                _name(run, look=look, words=telling.words),
                blended([colors(look)[level] for level in range(run.first, run.last + 1)]),
                tuple(each.get(run) for each in placed),
            )
            for run in (reversed(order) if look.is_choice else order)
        ),
        most=max(figure.people for figure in figures if figure is not None),
    )


def _runs(figure: Figure | None, *, look: Look) -> dict[_Run, int]:
    """People by the levels they are on; empty when only an average, or nothing, is known."""
    if figure is None or figure.people == 0:
        return {}
    if figure.at_least is not None:
        nearly = figure.at_least
        levels = (
            side_levels(nearly.index, levels=look.levels)
            if nearly.kind == "side"
            else range(nearly.index, nearly.index + 1)
        )
        return {_Run(open_ended=True, first=levels[0], last=levels[-1]): nearly.people}
    if figure.counts is not None:
        return {
            _Run(open_ended=False, first=level, last=level): people
            for level, people in enumerate(figure.counts)
        }
    return dict(_sides(figure, look=look))


def _sides(figure: Figure, *, look: Look) -> Iterator[tuple[_Run, int]]:
    for side, people in enumerate(figure.sides or ()):
        levels = side_levels(side, levels=look.levels)
        if levels:
            yield _Run(open_ended=False, first=levels[0], last=levels[-1]), people


def _name(run: _Run, *, look: Look, words: Words) -> str:
    if not run.open_ended and run.first == run.last:
        return look.labels[run.first]
    labels = level_labels(range(run.first, run.last + 1), look=look, words=words)
    key = "at_least" if run.open_ended else "side_of"
    return words.say(f"report.{key}", labels=labels)


def _team(telling: Telling, item_id: str) -> Figure | None:
    return telling.report.item(item_id).team


def _closed(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."
