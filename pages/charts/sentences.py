"""What stands in the cells of a chart's table; the sentences themselves are `surveys.figures`."""

from surveys.figures import FigureLike, Look
from surveys.sentences import Words


def unsure_cell(figure: FigureLike | None, *, words: Words) -> str:
    """How many did not know or chose not to say, for a cell; it also says "up to 2"."""
    if figure is None:
        return ""
    if figure.no_answer is not None:
        return str(figure.no_answer)
    most = figure.no_answer_at_most
    return "" if most is None else words.say("figure.up_to", count=most)


def level_counts(figure: FigureLike | None, *, look: Look, words: Words) -> tuple[str, ...]:
    """One cell for each level: its count, or that it is not shown."""
    if figure is None or figure.counts is None:
        return (words.say("table.hidden"),) * look.levels
    return tuple(str(people) for people in figure.counts)
