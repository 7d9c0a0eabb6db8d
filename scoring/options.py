"""Options of one question of which each person chooses several: they are known together.

Whoever knows how many options everybody chose can subtract. If one option is left open because
nearly everybody, or nobody, chose it, the others may close it again. Then none is shown.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scoring.figures import ItemShape
from scoring.released import Figure, ReleasedItem

Ends = tuple[int, int]


def kept_together(
    items: Sequence[ReleasedItem], *, shapes: Sequence[ItemShape]
) -> tuple[ReleasedItem, ...]:
    """The items, with less of those options that tell of another one more than is shown of it.

    Args:
        items: as they would be released one by one.
        shapes: one for each.

    Returns:
        The same, but that options of such a question are shown for the whole team only, or are not
        shown at all. It depends on nothing but what would be shown.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for place, shape in enumerate(shapes):
        if shape.option_of is not None:
            places[shape.option_of].append(place)
    kept = list(items)
    for options in places.values():
        ours = [items[place] for place in options]
        least, most = shapes[options[0]].chosen
        for place in options:
            if _team_tells(ours, least=least, most=most):
                kept[place] = _nothing(items[place])
            elif _groups_tell(ours, least=least, most=most):
                kept[place] = replace(items[place], groups=None, why="too_alike")
    return tuple(kept)


def _team_tells(options: Sequence[ReleasedItem], *, least: int, most: int) -> bool:
    figures = [option.team for option in options]
    return _tells_more(figures, least=least, most=most)


def _groups_tell(options: Sequence[ReleasedItem], *, least: int, most: int) -> bool:
    shown = [len(option.groups) for option in options if option.groups is not None]
    return any(
        _tells_more(
            [None if option.groups is None else option.groups[group] for option in options],
            least=least,
            most=most,
        )
        for group in range(max(shown, default=0))
    )


def _tells_more(figures: Sequence[Figure | None], *, least: int, most: int) -> bool:
    """Whether the options together narrow down one of them beyond what is shown of it."""
    people = max((figure.people for figure in figures if figure is not None), default=0)
    ends = [_ends(figure, people=people) for figure in figures]
    return any(
        low > own[0] or high < own[1]
        for own, (low, high) in zip(ends, _implied(ends, people, least, most), strict=True)
        if own[0] < own[1]
    )


def _implied(ends: Sequence[Ends], people: int, least: int, most: int) -> Iterator[Ends]:
    """How few and how many may have chosen each option, for all that is shown of the others."""
    low, high = (sum(each[side] for each in ends) for side in (0, 1))
    for own in ends:
        yield least * people - (high - own[1]), most * people - (low - own[0])


def _ends(figure: Figure | None, *, people: int) -> Ends:
    """How few and how many chose an option, by what is shown of it alone."""
    if figure is None:
        return 0, people
    if figure.counts is not None:
        return figure.counts[1], figure.counts[1]
    nearly = figure.at_least
    if nearly is None:
        return 0, people
    if nearly.index == 1:
        return nearly.people, people
    return 0, people - nearly.people


def _nothing(item: ReleasedItem) -> ReleasedItem:
    """Only how many answered."""
    team = item.team
    told = None if team is None else Figure(team.people, no_answer=team.no_answer)
    if told is not None and team is not None:
        told = replace(told, no_answer_at_most=team.no_answer_at_most)
    return replace(item, team=told, groups=None, why="too_alike")
