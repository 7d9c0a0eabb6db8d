"""What a report says of groups, in words and rows; every figure is as it was released."""

from collections.abc import Iterable
from dataclasses import dataclass

from pages.charts import dumbbell, heatmap, strip
from pages.charts.words import number
from pages.parts.readings import Reading
from pages.parts.result_screen import Chart
from scoring.comparison import Apart, Comparison, GroupPair, Span
from surveys.figures import Voice

FEW_FOR_SILENCE = 60
"""Under so many people a difference of half a point on one statement is missed most of the time."""
MOST_GROUPS_IN_PAIRS = 8
_FEWEST_SHOWN = 3


@dataclass(frozen=True)
class Compared:
    """A reading's groups beside chance.

    Attributes:
        reading: the report in one language.
        of: what all statements together say.
    """

    reading: Reading
    of: Comparison

    def team_sentences(self) -> str:
        """How often random deals go as far over all statements, to be read aloud first."""
        say, of = self.reading.words.say, self.of
        told = [
            say("together.say", chance=say(f"together.{of.chance}")),
            say(f"together.means_{of.chance}"),
        ]
        if of.p_value is not None:
            told.append(say("together.exactly", share=_in_100(of.p_value)))
        return " ".join(told)

    def details(self) -> tuple[str, ...]:
        """How far apart groups are on the whole, what was tried, and what that cannot see.

        How far apart is an average over statements, so of a readiness check it is not told.
        """
        say, of = self.reading.words.say, self.of
        if of.same_gap is not None and of.cross_gap is not None:
            gaps = {"same": number(of.same_gap), "cross": number(of.cross_gap)}
            far = say("together.exact", **gaps)
        elif of.average_gap is None:
            far = ""
        else:
            far = say("together.averages", gap=number(of.average_gap))
        kind = "every" if of.every else "tried"
        tried = say(f"together.{kind}", count=f"{of.relabelings:,}", items=of.items)
        return tuple(sentence for sentence in (far, tried, self.silence()) if sentence)

    def silence(self) -> str:
        """That few people cannot show small differences; nothing for a large team."""
        people = self.reading.report.release.people
        if people >= FEW_FOR_SILENCE:
            return ""
        return self.reading.words.say("together.silence", people=people)

    def strip_shown(self) -> strip.Strip:
        """How many statements stand out, here and in random deals."""
        return strip.Strip(self.of.strip, self.of.stand_out, self.of.expected_by_chance)

    def strip_chart(self) -> Chart:
        """The same as a chart."""
        shown, said = self.strip_shown(), self.reading.words
        return Chart(
            "strip",
            draw=lambda size: strip.strip(shown, words=said, size=size),
            told=strip.describe(shown, words=said),
            rows=strip.table(shown, words=said),
        )

    def ordered(self) -> tuple[str, ...]:
        """Every statement that was compared, those with the most space between groups first."""
        told = [
            (item.apart.average_gap / (item.released.levels - 1), item.id)
            for item in self.reading.report.items
            if item.apart is not None
        ]
        return tuple(item_id for _, item_id in sorted(told, key=lambda pair: -pair[0]))

    def standing_out(self) -> tuple[str, ...]:
        """Those that stand out, of whatever strength, in the same order."""
        return tuple(key for key in self.ordered() if self._apart(key).stands_out is not None)

    def first(self) -> tuple[str, ...]:
        """Those that stand out, or the few with the most space where none does."""
        return self.standing_out() or self.ordered()[:_FEWEST_SHOWN]

    def gaps_sentence(self) -> str:
        """What to say before the dumbbells."""
        key = "together.gaps_say" if self.standing_out() else "together.gaps_none"
        return self.reading.words.say(key)

    def gap_charts(self, item_ids: Iterable[str], *, key: str) -> list[Chart]:
        """A dumbbell for each kind of figure and each length of scale."""
        charts: dict[tuple[dumbbell.Kind, int], list[dumbbell.Gaps]] = {}
        for item_id in item_ids:
            levels = self.reading.report.item(item_id).released.levels
            kind, row = self._gaps(item_id)
            charts.setdefault((kind, levels), []).append(row)
        return [
            self._gap_chart(rows, kind=kind, key=f"{key}-{kind}-{levels}")
            for (kind, levels), rows in charts.items()
        ]

    def heat_charts(self, item_ids: Iterable[str], *, key: str) -> list[Chart]:
        """A heatmap for each way a scale speaks and each length of it."""
        charts: dict[tuple[Voice, int], list[heatmap.Block]] = {}
        for item_id in item_ids:
            block = self._block(item_id)
            if block is not None:
                look = self.reading.look(item_id)
                charts.setdefault((look.voice, look.levels), []).append(block)
        return [
            self._heat_chart(blocks, voice=voice, key=f"{key}-{voice}-{levels}")
            for (voice, levels), blocks in charts.items()
        ]

    def with_averages(self) -> tuple[str, ...]:
        """Compared statements whose groups can be set beside the whole team, in the same order."""
        return tuple(key for key in self.ordered() if self._block(key) is not None)

    def pairs(self) -> list[dict[str, str]]:
        """Every two groups in a word; of many groups only the pairs that are apart."""
        say = self.reading.words.say
        told = (pair for pair in self.of.pairs if not self.many_groups or pair.word == "apart")
        rows = [
            {
                say("pairs.groups"): self._named(pair),
                say("pairs.word"): say(f"pairs.{pair.word}"),
            }
            for pair in told
        ]
        return sorted(rows, key=lambda row: row[say("pairs.groups")].casefold())

    def pairs_meaning(self) -> tuple[str, ...]:
        """What the words for pairs mean, and what is left out of the list."""
        say = self.reading.words.say
        if not self.many_groups:
            return tuple(say(f"pairs.{word}_means") for word in ("close", "apart", "unclear"))
        none = () if self.pairs() else (say("pairs.none_apart"),)
        return (say("pairs.apart_means"), say("pairs.only_apart"), *none)

    @property
    def many_groups(self) -> bool:
        """Whether a list of all pairs would be too long to read."""
        return len(self.reading.report.release.groups) > MOST_GROUPS_IN_PAIRS

    def _named(self, pair: GroupPair) -> str:
        names = (self.reading.group_names[pair.a], self.reading.group_names[pair.b])
        first, second = sorted(names, key=str.casefold)
        return self.reading.words.say("pairs.two", a=first, b=second)

    def _apart(self, item_id: str) -> Apart:
        apart = self.reading.report.item(item_id).apart
        if apart is None:
            raise ValueError(f"{item_id} was not compared; ask for one that was.")
        return apart

    def _gaps(self, item_id: str) -> tuple[dumbbell.Kind, dumbbell.Gaps]:
        item, apart = self.reading.report.item(item_id), self._apart(item_id)
        text = self.reading.statements[item_id].text
        if apart.cross_gap is not None and apart.cross_gap_chance is not None:
            chance = _ends(apart.cross_gap_chance)
            return "exact", dumbbell.Gaps(text, apart.same_gap, apart.cross_gap, chance)
        near = item.measures.typical_gap if item.measures else None
        chance = _ends(apart.average_gap_chance)
        return "averages", dumbbell.Gaps(text, near, apart.average_gap, chance)

    def _gap_chart(self, rows: list[dumbbell.Gaps], *, kind: dumbbell.Kind, key: str) -> Chart:
        said = self.reading.words
        return Chart(
            key,
            draw=lambda size: dumbbell.dumbbell(rows, kind=kind, words=said, size=size),
            told=dumbbell.describe(rows, kind=kind, words=said),
            rows=dumbbell.table(rows, kind=kind, words=said),
        )

    def _block(self, item_id: str) -> heatmap.Block | None:
        """None where the average of the team, or of some group, is not shown."""
        item, apart = self.reading.report.item(item_id), self._apart(item_id)
        if item.team is None or item.team.mean is None or item.groups is None:
            return None
        cells: list[heatmap.Cell] = []
        for place in self.reading.group_order:
            figure = item.groups[place]
            if figure.mean is None:
                return None
            value = figure.mean - item.team.mean
            cells.append(heatmap.Cell(value, figure.mean_edge, apart.within_chance[place]))
        return heatmap.Block(self.reading.statements[item_id].text, tuple(cells))

    def _heat_chart(self, blocks: list[heatmap.Block], *, voice: Voice, key: str) -> Chart:
        said, names = self.reading.words, self.reading.ordered_names
        return Chart(
            key,
            draw=lambda size: heatmap.heatmap(
                blocks, groups=names, voice=voice, words=said, size=size
            ),
            told=heatmap.describe(blocks, groups=names, words=said),
            rows=heatmap.table(blocks, groups=names, words=said),
        )


def compared(reading: Reading) -> Compared | None:
    """The groups of a reading beside chance; None for a report that does not hold that."""
    of = reading.report.comparison
    return None if of is None else Compared(reading, of)


def none_sentence(reading: Reading) -> str:
    """Why groups that are shown are not set beside chance."""
    by_group = any(item.groups is not None for item in reading.report.items)
    return reading.words.say("together.none_older" if by_group else "together.none")


def _ends(span: Span) -> tuple[float, float]:
    return span.low, span.high


def _in_100(share: float) -> str:
    return number(100 * share)
