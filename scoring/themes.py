"""How many people stand behind a theme, and what of it may be shown.

A theme is shown from three people in two sessions inside the team, and from five people outside of
it. A cell of theme and service has the same floor. What is below it looks the same whether nobody,
two people, or all of one session spoke of it, and no sums of any kind stand beside cells: neither
of a service, nor of cells that are held back, nor of all.

How many stand behind the theme itself is shown beside its cells. That is no sum of them: one person
may name several services, and evidence need not name any, and how much of it names none is never
shown. So of a cell that is held back nothing is known: what was said there may as well have named
no service, and it may as well have been named by one or two of those who stand behind the theme.
Every possible table of few people proves it (`tests/scoring/test_themes.py`), and that it would not
hold if all evidence had to name a service.

A person is a seat in a session, and nobody knows whether the same person sat in two of them. So
people are counted who are surely different. All of one session are. Of several sessions, those are
who sat in one for the first time, of which the room keeps a number and no names: of b seats behind
a theme in a session in which r people had sat in another one before, at least b - r are of people
who stand behind it nowhere else.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody spoke of a theme.

    Attributes:
        theme: of which.
        session: where.
        seat: who, by a label that is theirs in this session alone; None where only the sheet of the
            session says so, and nobody counted people. Such a mention counts as a session, and as
            no person.
        service: of which service; None where of none.
    """

    theme: str
    session: str
    seat: str | None = None
    service: str | None = None


@dataclass(frozen=True, slots=True)
class Support:
    """How many stand behind something.

    Attributes:
        people: who are surely different.
        sessions: in which it was said.
        may_be_more: somebody may have sat in two sessions, so there may be more people.
    """

    people: int
    sessions: int
    may_be_more: bool = False


@dataclass(frozen=True, slots=True)
class Floor:
    """How many must stand behind something before it is shown.

    Attributes:
        people: seats; three or more.
        sessions: two or more.

    Raises:
        ValueError: it would be lower than three people or two sessions.
    """

    people: int = 3
    sessions: int = 2

    def __post_init__(self) -> None:
        if self.people < 3 or self.sessions < 2:
            raise ValueError(
                "a floor takes 3 people and 2 sessions or more, "
                f"not {self.people} and {self.sessions}."
            )

    def holds(self, support: Support) -> bool:
        """Enough people in enough sessions stand behind it."""
        return support.people >= self.people and support.sessions >= self.sessions


INSIDE_THE_TEAM = Floor(people=3)
PUBLISHED = Floor(people=5)


@dataclass(frozen=True, slots=True)
class Themes:
    """Themes that may be shown, and their cells.

    Attributes:
        floor: that everything here reaches.
        shown: support of each theme that reaches it, in the order of statements.
        cells: by theme that is shown and service; None below the floor, which may be nobody.
    """

    floor: Floor
    shown: Mapping[str, Support]
    cells: Mapping[tuple[str, str], Support | None]


def support(mentions: Iterable[Mention], again: Mapping[str, int] | None = None) -> Support:
    """How many people, and how many sessions, stand behind these mentions.

    Args:
        again: by session, how many who sat there had sat, or may have sat, in another one before;
            nobody where it says nothing.
    """
    given = list(mentions)
    seats = {(each.session, each.seat) for each in given if each.seat is not None}
    sizes = Counter(session for session, _ in seats)
    fresh = (max(0, size - (again or {}).get(session, 0)) for session, size in sizes.items())
    people = max(max(sizes.values(), default=0), sum(fresh))
    sessions = len({each.session for each in given})
    return Support(people, sessions, may_be_more=people < len(seats))


def themes(
    mentions: Iterable[Mention],
    *,
    statements: Sequence[str],
    columns: Sequence[str],
    floor: Floor = INSIDE_THE_TEAM,
    again: Mapping[str, int] | None = None,
) -> Themes:
    """What may be shown of themes, and of themes by service.

    A theme that is shown has a cell for every column, so that no cell is missing for a reason.

    Args:
        mentions: of people who have not withdrawn.
        statements: themes in the order in which they are shown.
        columns: services, whether anybody spoke of them or not.
        floor: that of those who will see it.
        again: as for `support`.

    Returns:
        Themes.

    Raises:
        ValueError: a mention is of a theme or a service that is not in its list.
    """
    given = list(mentions)
    _check(given, statements=statements, columns=columns)
    shown: dict[str, Support] = {}
    cells: dict[tuple[str, str], Support | None] = {}
    for theme in statements:
        behind = [each for each in given if each.theme == theme]
        of_theme = support(behind, again)
        if not floor.holds(of_theme):
            continue
        shown[theme] = of_theme
        for name in columns:
            cell = support((each for each in behind if each.service == name), again)
            cells[theme, name] = cell if floor.holds(cell) else None
    return Themes(floor, shown, cells)


def _check(given: Iterable[Mention], *, statements: Sequence[str], columns: Sequence[str]) -> None:
    for mention in given:
        if mention.theme not in statements:
            raise ValueError(f"a mention takes a theme of the list, not {mention.theme!r}.")
        if mention.service is not None and mention.service not in columns:
            raise ValueError(f"a mention takes a service of the list, not {mention.service!r}.")
