"""A figure as cells of a table; what the door left open is an empty cell."""

from data.exports.labels import Statement
from scoring.release import Figure
from scoring.report import Measures

Cell = str | int | float | None


def figure_headers(levels: int) -> tuple[str, ...]:
    """The columns of a figure, with one for each level of the longest scale."""
    return (
        *("people", "did_not_know", "shown_as"),
        *(f"level_{level}" for level in range(1, levels + 1)),
        *("lower_half", "middle", "upper_half", "at_least", "average", "average_is"),
    )


def figure_cells(figure: Figure | None, *, levels: int, statement: Statement) -> tuple[Cell, ...]:
    """A figure in the columns of `figure_headers`; what the door left open stays empty."""
    if figure is None:
        return (None, None, "not shown", *(None,) * (levels + 6))
    counts = figure.counts or ()
    return (
        figure.people,
        _no_answer(figure),
        _shown_as(figure),
        *counts,
        *(None,) * (levels - len(counts)),
        *(figure.sides or (None, None, None)),
        at_least_in_words(figure, statement=statement),
        figure.mean,
        figure.mean_edge,
    )


def measure_cells(measures: Measures | None) -> tuple[Cell, ...]:
    """The measures of the whole team; what the door left open stays empty."""
    if measures is None:
        return (None,) * 6
    return (
        measures.side_people,
        measures.side_share,
        measures.typical_gap,
        measures.consensus,
        measures.label,
        measures.spread,
    )


def at_least_in_words(figure: Figure, *, statement: Statement) -> str | None:
    """Such as "at least 28 of 30: Strongly agree"; None where counts are shown."""
    nearly = figure.at_least
    if nearly is None:
        return None
    count = len(statement.levels)
    edges = (0, count // 2, (count + 1) // 2, count)
    if nearly.kind == "level":
        labels = statement.levels[nearly.index : nearly.index + 1]
    else:
        labels = statement.levels[edges[nearly.index] : edges[nearly.index + 1]]
    return f"at least {nearly.people} of {figure.people}: {' or '.join(labels)}"


def _shown_as(figure: Figure) -> str:
    if figure.counts is not None:
        return "counts"
    if figure.at_least is not None:
        return "at least"
    if figure.sides is not None:
        return "sides"
    return "people only" if figure.mean is None else "average"


def _no_answer(figure: Figure) -> Cell:
    if figure.no_answer is not None:
        return figure.no_answer
    most = figure.no_answer_at_most
    return None if most is None else f"up to {most}"
