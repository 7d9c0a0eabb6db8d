"""A released result as a meeting goes through it: one message to a step, shared ground first.

Nothing is worked out here: each step takes its sentence and its chart from a reading of what was
released, as the results screen does. How many statements a step holds follows from what fits a
projector of 1280 by 720 in letters that are read from the back of the room.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pages.charts import strip, theme
from pages.charts.response import turnout_look
from pages.parts.changing import changed
from pages.parts.comparing import Compared, compared, none_sentence
from pages.parts.readings import Reading
from pages.parts.readying import parts_chart, readying
from pages.parts.result_screen import Screen

Part = Literal["opening", "agree", "spread", "change", "groups", "prompts", "close"]
IN_ONE_STEP = 2
GATES_IN_ONE_STEP = 4
MOST_STATEMENTS = 6
WIDE = replace(theme.ROOM, line=28, bar=34, characters=72, plot=760)
"""Letters for a room, on lines as long as a projector is wide, and set close."""
TALL = replace(WIDE, text=18, line=21, bar=16, characters=96, plot=860)
"""For a chart of all groups at once, of many marks to explain, or of dots stacked high."""


@dataclass(frozen=True)
class Step:
    """One thing to say and to look at.

    Attributes:
        part: of the meeting; facilitators have a note for each.
        title: what it is about, in a few words.
        said: to be read aloud.
        more: sentences or questions under it.
        draw: puts the chart on a screen; None where there is none.
        size: how large that chart speaks.
    """

    part: Part
    title: str
    said: str
    more: tuple[str, ...] = ()
    draw: Callable[[Screen], None] | None = None
    size: theme.Size = WIDE


def steps(reading: Reading) -> tuple[Step, ...]:
    """The steps of a meeting about a released result; the same in every language."""
    if not reading.report.items:
        few = reading.say("too_few", smallest=reading.report.release.smallest_group)
        return (Step("opening", reading.say("title"), few),)
    parts = (_opening, _readiness, _agreement, _spread, _since_last_time, _groups, _prompts, _close)
    return tuple(step for part in parts for step in part(reading))


def _opening(reading: Reading) -> Iterator[Step]:
    say = reading.words.say
    people = reading.report.release.people
    yield Step(
        "opening",
        say("meeting.opening"),
        say("meeting.opening_say", people=people, count=people),
        (say("meeting.opening_order"),),
    )
    rows, look = reading.turnout(), turnout_look(reading.words)

    def draw(screen: Screen) -> None:
        screen.chart(rows, look=look, key="meeting-response", about="table.group")

    title = reading.say("response")
    yield Step("opening", title, reading.response_sentence(), (), draw, TALL)


def _readiness(reading: Reading) -> Iterator[Step]:
    """The lowest part of a readiness check and the gates that are not met; else nothing."""
    found = readying(reading)
    if found is None:
        return
    said = reading.words
    if found.of.parts:

        def draw(screen: Screen) -> None:
            screen.place(parts_chart(found.rows(), words=said, key="meeting-readiness"))

        yield Step("opening", said.say("ready.title"), found.lowest(), (), draw, TALL)
    if found.of.gates:
        unmet = found.listed("unmet")
        title = said.say("ready.gates_unmet" if unmet else "ready.gates")
        lines = unmet or [said.say("ready.gates_none_unmet")]
        pieces = list(_pieces(lines, at_most=GATES_IN_ONE_STEP))
        for number, piece in enumerate(pieces, start=1):
            numbered = _numbered(reading, title, number, len(pieces))
            yield Step("opening", numbered, found.gates(), tuple(piece))


def _agreement(reading: Reading) -> Iterator[Step]:
    shown = (reading.alike() or reading.narrowest())[:MOST_STATEMENTS]
    yield from _statements(reading, "agree", reading.agreement_sentence(), shown)


def _spread(reading: Reading) -> Iterator[Step]:
    shown = (reading.apart() or reading.widest())[:MOST_STATEMENTS]
    yield from _statements(reading, "spread", reading.spread_sentence(), shown)


def _statements(
    reading: Reading, part: Literal["agree", "spread"], said: str, item_ids: Sequence[str]
) -> Iterator[Step]:
    """A few statements to a step; those on one scale together, so that a step has one chart."""
    pieces = [
        piece for ids in _by_look(reading, item_ids) for piece in _pieces(ids, at_most=IN_ONE_STEP)
    ]
    title = reading.say(part)
    if not pieces:
        yield Step(part, title, said)
    for number, piece in enumerate(pieces, start=1):

        def draw(screen: Screen, ids: Sequence[str] = piece, place: int = number) -> None:
            screen.statements(ids, key=f"meeting-{part}-{place}")

        yield Step(part, _numbered(reading, title, number, len(pieces)), said, (), draw)


def _since_last_time(reading: Reading) -> Iterator[Step]:
    moved = changed(reading)
    if moved is None:
        return
    title = reading.words.say("change.title")
    if not reading.averaged:
        yield Step("change", title, reading.words.say("ready.change"))
        return

    def draw(screen: Screen) -> None:
        screen.place(moved.chart())

    yield Step("change", title, moved.sentences(), (), draw, TALL)


def _groups(reading: Reading) -> Iterator[Step]:
    title, released = reading.say("groups"), reading.report.release
    if not released.groups_shown:
        yield Step("groups", title, reading.say("groups_none", smallest=released.smallest_group))
        return
    found = compared(reading)
    if found is None:
        yield Step("groups", title, none_sentence(reading))
        return
    yield Step("groups", title, found.team_sentences())
    yield from _how_many(reading, found)
    yield from _gaps(reading, found)


def _how_many(reading: Reading, found: Compared) -> Iterator[Step]:
    said = reading.words

    def draw(screen: Screen) -> None:
        if found.of.strip:
            screen.place(found.strip_chart())

    told = strip.sentence(found.strip_shown(), words=said)
    yield Step("groups", said.say("together.strip"), told, (), draw, TALL)


def _gaps(reading: Reading, found: Compared) -> Iterator[Step]:
    """Dumbbells, a few to a step; those of one kind and one scale share a chart."""
    title = reading.words.say("together.gaps")
    ids = found.first()[:MOST_STATEMENTS]
    pieces = list(_pieces(ids, at_most=IN_ONE_STEP))
    for number, piece in enumerate(pieces, start=1):

        def draw(screen: Screen, ids: Sequence[str] = piece, place: int = number) -> None:
            for chart in found.gap_charts(ids, key=f"meeting-gaps-{place}"):
                screen.place(chart)

        numbered = _numbered(reading, title, number, len(pieces))
        yield Step("groups", numbered, found.gaps_sentence(), (), draw, TALL)


def _prompts(reading: Reading) -> Iterator[Step]:
    asked = reading.prompts()
    for number, (question, statement) in enumerate(asked, start=1):
        about = (reading.say("prompts_for", statement=statement),) if statement else ()
        title = _numbered(reading, reading.say("prompts"), number, len(asked))
        yield Step("prompts", title, question, about)


def _close(reading: Reading) -> Iterator[Step]:
    say = reading.words.say
    questions = tuple(say(f"doing.{each}") for each in ("who", "what", "when"))
    yield Step("close", say("meeting.close"), say("meeting.close_say"), questions)


def _by_look(reading: Reading, item_ids: Sequence[str]) -> list[list[str]]:
    found: dict[object, list[str]] = {}
    for item_id in item_ids:
        found.setdefault(reading.look(item_id), []).append(item_id)
    return list(found.values())


def _pieces(item_ids: Sequence[str], *, at_most: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(item_ids), at_most):
        yield item_ids[start : start + at_most]


def _numbered(reading: Reading, title: str, number: int, total: int) -> str:
    if total == 1:
        return title
    return reading.words.say("meeting.part", title=title, number=number, total=total)
