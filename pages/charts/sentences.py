"""What one figure says in words, as printed beside its bar and read by a screen reader."""

from collections.abc import Sequence

from pages.charts.blocks import FigureLike, Look, high_side, side_levels
from pages.charts.words import Words, number

MOST = 2 / 3  # of the people on the lower side, and that side is the one to speak of


def figure_sentence(figure: FigureLike | None, *, look: Look, words: Words) -> str:
    """A figure in a few words, such as "25 of 30 agree"; "Not shown" for None."""
    if figure is None:
        return words.say("figure.not_shown")
    if figure.people == 0:
        return words.say("figure.nobody")
    if figure.at_least is not None:
        return _at_least(figure, look=look, words=words)
    if figure.counts is not None:
        return _counted(figure.counts, people=figure.people, look=look, words=words)
    if figure.sides is not None:
        return _by_side(figure.sides, people=figure.people, look=look, words=words)
    return _average(figure, look=look, words=words)


def unsure_sentence(figure: FigureLike | None, *, words: Words) -> str:
    """How many did not know or chose not to say; empty when nobody, few, or not known."""
    if figure is None or not figure.no_answer:
        return ""
    return words.say("figure.unsure", count=figure.no_answer)


def unsure_cell(figure: FigureLike | None, *, words: Words) -> str:
    """The same for a cell of a table, which also says "up to 2"."""
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


def joined(parts: Sequence[str], *, last: str) -> str:
    """Words in a row: "a", "a or b", "a, b or c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def _counted(counts: Sequence[int], *, people: int, look: Look, words: Words) -> str:
    if look.is_choice:
        key = "figure.responded" if look.voice == "response" else "figure.chose"
        return words.say(key, people=counts[1], total=people)
    if look.two_sided:
        half, rest = look.levels // 2, look.levels % 2
        sides = (sum(counts[:half]), counts[half] if rest else 0, high_side(counts))
        return _by_side(sides, people=people, look=look, words=words)
    return most_often(counts, people=people, labels=look.labels, words=words)


def _by_side(sides: Sequence[int], *, people: int, look: Look, words: Words) -> str:
    if not look.two_sided:
        in_words = [
            words.say("figure.side", people=count, labels=_labels(side, look=look, words=words))
            for side, count in enumerate(sides)
            if count
        ]
        return words.say("figure.by_side", total=people, sides="; ".join(in_words))
    low, middle, high = sides
    names = ("disagree", "agree") if look.voice == "agreement" else ("lower", "upper")
    name, told = (names[0], low) if low >= MOST * people else (names[1], high)
    if not middle:
        return words.say(f"figure.{name}", people=told, total=people)
    return words.say(f"figure.{name}_middle", people=told, total=people, middle=middle)


def _labels(side: int, *, look: Look, words: Words) -> str:
    labels = [
        words.say("figure.quoted", label=look.labels[level])
        for level in side_levels(side, levels=look.levels)
    ]
    return joined(labels, last=words.say("figure.or"))


def most_often(counts: Sequence[int], *, people: int, labels: Sequence[str], words: Words) -> str:
    """The level that most people chose, or all levels that share the first place."""
    most = max(counts)
    first = [label for label, count in zip(labels, counts, strict=True) if count == most]
    if len(first) == 1:
        return words.say("figure.most", label=first[0], people=most, total=people)
    labels_in_words = joined(first, last=words.say("figure.and"))
    return words.say("figure.most_shared", labels=labels_in_words, people=most, total=people)


def _at_least(figure: FigureLike, *, look: Look, words: Words) -> str:
    at_least = figure.at_least
    if at_least is None:
        return ""
    values = {"people": at_least.people, "total": figure.people}
    if look.is_choice:
        return words.say(f"figure.at_least_{'chose' if at_least.index else 'not'}", **values)
    if at_least.kind == "level":
        label = look.labels[at_least.index]
        return words.say("figure.at_least_level", label=label, **values)
    if look.voice == "agreement" and at_least.index != 1:
        side = "agree" if at_least.index else "disagree"
        return words.say(f"figure.at_least_{side}", **values)
    labels = _labels(at_least.index, look=look, words=words)
    return words.say("figure.at_least_labels", labels=labels, **values)


def _average(figure: FigureLike, *, look: Look, words: Words) -> str:
    if figure.mean is None:
        return words.say("figure.people_only", count=figure.people)
    edge = f"_{figure.mean_edge}" if figure.mean_edge in ("at_most", "at_least") else ""
    return words.say(
        f"figure.average{edge}",
        total=figure.people,
        mean=number(figure.mean),
        low=number(min(look.printed)),
        high=number(max(look.printed)),
    )
