"""What a report says of this round beside the one before it, in words and charts."""

from collections import Counter
from dataclasses import dataclass

from pages.charts import change
from pages.charts.words import number
from pages.parts.readings import Reading
from pages.parts.result_screen import Chart
from scoring.comparison import Change, ItemChange, Moved
from surveys.figures import Voice


@dataclass(frozen=True)
class Changed:
    """A reading beside the round before.

    Attributes:
        reading: the report in one language.
        of: what moved, and how sure that is.
    """

    reading: Reading
    of: Change

    def sentences(self) -> str:
        """What moved, in words, and whom it is about."""
        before, after = self.of.people
        people = self.reading.words.say("change.people", before=before, after=after)
        return f"{self.reading.words.say(f'change.{self.of.direction}')} {people}"

    def groups_sentence(self) -> str:
        """How far groups are apart in both rounds, or why that cannot be told."""
        say, gap = self.reading.words.say, self.of.group_gap
        if gap is None:
            return say("change.groups_none")
        ways = {"before": number(gap.before, digits=2), "after": number(gap.after, digits=2)}
        if gap.difference is None:
            return say("change.groups", **ways)
        low, high = (gap.before + gap.difference.low, gap.before + gap.difference.high)
        ends = {"low": number(max(low, 0.0), digits=2), "high": number(high, digits=2)}
        return say("change.groups_between", **ways, **ends)

    def chart(self) -> Chart:
        """All statements together.

        Raises:
            ValueError: of a questionnaire that is never averaged.
        """
        gap, side = self.of.typical_gap, self.of.side_share
        if gap is None or side is None:
            raise ValueError("a change without means has no chart of all statements; ask for each.")
        whole = change.Moves(self.reading.words.say("change.whole"), _shift(gap), _shift(side))
        return self._chart((whole,), voice=self._main_voice(), key="change")

    def each(self) -> list[Chart]:
        """The statements one by one, in the order of the questionnaire, a chart for each scale."""
        charts: dict[tuple[Voice, int], list[change.Moves]] = {}
        for item in self.of.items:
            look = self.reading.look(item.id)
            charts.setdefault((look.voice, look.levels), []).append(self._moves(item))
        return [
            self._chart(tuple(rows), voice=voice, key=f"change-each-{voice}-{levels}")
            for (voice, levels), rows in charts.items()
        ]

    def _main_voice(self) -> Voice:
        """How most statements speak of their two ends."""
        voices: list[Voice] = [
            self.reading.look(item.id).voice for item in self.reading.report.items
        ]
        return Counter(voices).most_common(1)[0][0]

    def _moves(self, item: ItemChange) -> change.Moves:
        text = self.reading.statements[item.id].text
        return change.Moves(text, _shift(item.typical_gap), _shift(item.side_share))

    def _chart(self, rows: tuple[change.Moves, ...], *, voice: Voice, key: str) -> Chart:
        said = self.reading.words
        return Chart(
            key,
            draw=lambda size: change.change(rows, voice=voice, words=said, size=size),
            told=change.describe(rows, voice=voice, words=said),
            rows=change.table(rows, voice=voice, words=said),
        )


def changed(reading: Reading) -> Changed | None:
    """The reading beside the round before; None where there was none."""
    of = reading.report.change
    return None if of is None else Changed(reading, of)


def _shift(moved: Moved) -> change.Shift:
    difference = moved.difference
    ends = None if difference is None else (difference.low, difference.high)
    return change.Shift(moved.before, moved.after, ends)
