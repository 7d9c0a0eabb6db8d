"""What a questionnaire says over several rounds, in words and charts; no screen in it."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from data.exports.content import content_of
from data.services.over_time import Pair, ScanRound, Series
from pages.charts import timeline
from pages.charts.change import Shift
from pages.charts.readiness import PartRow
from pages.charts.timeline import Line, Panel, Step
from pages.charts.words import Words
from pages.parts.changing import Changed
from pages.parts.readings import Reading
from pages.parts.readying import Readying, parts_chart, readying
from pages.parts.result_screen import Chart
from pages.parts.words import written_date
from pages.scan.reading import Reading as ScanReading
from scoring.comparison import Change, Moved
from scoring.section_moves import section_move
from surveys.counting import counted_items
from surveys.figures import Voice

FEWEST = 2
"""Rounds that can be set side by side."""


@dataclass(frozen=True)
class OverRounds:
    """The rounds of one questionnaire in one language.

    Attributes:
        series: its released results, and what each tells of the one before.
        language: of the statements and of our sentences.
    """

    series: Series
    language: str

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """Every round, as its own result is read."""
        return tuple(
            Reading(content_of(view, language=self.language), self.language)
            for view in self.series.rounds
        )

    @property
    def last(self) -> Reading:
        """The newest round."""
        return self.readings[-1]

    @property
    def words(self) -> Words:
        """The sentences of this language."""
        return self.last.words

    @property
    def key(self) -> str:
        """Names these very results, for charts that are kept."""
        joined = "".join(view.sha256 for view in self.series.rounds)
        return hashlib.sha256(joined.encode()).hexdigest()[:12]

    @property
    def title(self) -> str:
        """What the questionnaire is called."""
        return self.last.content.questionnaire

    def rounds(self) -> list[str]:
        """What each round is called: its title and the day on which it closed."""
        return [
            self.words.say(
                "over.round",
                title=view.wave.title,
                day=written_date(view.wave.closes_on, self.words.language),
            )
            for view in self.series.rounds
        ]

    def answered(self, place: int) -> str:
        """How many answered in a round."""
        release = self.series.rounds[place].report.release
        if release.invited is None:
            return self.words.say("over.answered_unknown", people=release.people)
        return self.words.say("over.answered", people=release.people, total=release.invited)

    def word(self, change: Change) -> str:
        """What may be said of two rounds: never that people came closer while they moved."""
        if change.direction == "no_clear_change":
            return self.words.say("over.cannot_tell")
        if change.direction == "moved" and change.side_share is not None:
            way = "up" if change.side_share.after > change.side_share.before else "down"
            return self.words.say(f"over.{way}_{self._kind}")
        own = f"over.{change.direction}_{self._kind}"
        usual = f"over.{change.direction}"
        return self.words.say(own if own in self.words.sentences else usual)

    def notes(self) -> list[str]:
        """What must be known to read the chart."""
        say, pairs = self.words.say, self.series.pairs
        notes = [say("over.read")] if pairs else []
        if len(pairs) > 1:
            notes += [say("over.chain"), say("over.chain_chance", count=len(pairs))]
        if self._stands_at_two_heights:
            notes.append(say("over.heights"))
        return notes

    def gaps(self) -> list[str]:
        """Rounds that are not set beside the one before, and why."""
        return [
            self.words.say(f"over.{why}", earlier=place, later=place + 1)
            for place, why in self.series.gaps
        ]

    def about_groups(self) -> list[str]:
        """How far groups are apart, pair by pair, or that they are other groups."""
        return [self._about_groups(pair) for pair in self.series.pairs]

    def whole(self) -> Chart:
        """All statements together: how far apart people are, beside where they stand."""
        pairs = self.series.pairs
        line = Line(
            self.words.say("over.every"),
            (
                self._gaps([_step(p, moved) for p in pairs if (moved := p.change.typical_gap)]),
                self._sides([_step(p, moved) for p in pairs if (moved := p.change.side_share)]),
            ),
            tuple(self.word(pair.change) for pair in pairs),
        )
        return self._chart((line,), key="every", about=self.words.say("table.statement"))

    def sections(self) -> Chart:
        """The same section by section, from released figures, without a word."""
        lines = [
            line
            for section in self.series.edition.instrument.sections
            if (line := self._section(section)) is not None
        ]
        return self._chart(lines, key="sections", about=self.words.say("table.section"))

    def ready(self) -> list[Readying | None]:
        """The parts and gates of each round; None where nothing is shown."""
        return [readying(reading) for reading in self.readings]

    def parts(self) -> Chart:
        """Each part, round by round below each other."""
        told = [(place, found) for place, found in enumerate(self.ready(), start=1) if found]
        rows = [
            PartRow(self.words.say("ready.in_round", number=place, part=row.label), row.part)
            for part in _parts_of(told)
            for place, found in told
            for row in found.rows()
            if row.part.id == part
        ]
        return parts_chart(rows, words=self.words, key=f"over-parts-{self.key}")

    @property
    def _kind(self) -> str:
        voices: list[Voice] = [self.last.look(item.id).voice for item in self.last.report.items]
        voice = Counter(voices).most_common(1)[0][0] if voices else "plain"
        return voice if voice in ("agreement", "stages") else "plain"

    @property
    def _stands_at_two_heights(self) -> bool:
        later = {pair.later: pair.change for pair in self.series.pairs}
        return any(
            pair.earlier in later
            and (stands := later[pair.earlier].typical_gap) is not None
            and (stood := pair.change.typical_gap) is not None
            and stands.after != stood.before
            for pair in self.series.pairs
        )

    def _about_groups(self, pair: Pair) -> str:
        ways = {"earlier": pair.earlier + 1, "later": pair.later + 1}
        if not self.series.same_groups(pair.earlier, pair.later):
            return self.words.say("over.groups_changed", **ways)
        said = Changed(self.readings[pair.later], pair.change).groups_sentence()
        return self.words.say("over.groups", **ways, said=said)

    def _section(self, section: str) -> Line | None:
        reverse = {
            item.id: item.reverse
            for item in counted_items(self.series.edition.instrument)
            if item.section == section and item.scored and item.ordinal
        }
        gaps, sides = [], []
        for pair in self.series.pairs:
            reports = [self.series.rounds[place].report for place in (pair.earlier, pair.later)]
            move = section_move(*reports, reverse=reverse)
            if move is not None:
                gaps.append(Step(pair.earlier, pair.later, Shift(*move.gap)))
                sides.append(Step(pair.earlier, pair.later, Shift(*move.side)))
        if not gaps:
            return None
        return Line(self._section_title(section), (self._gaps(gaps), self._section_sides(sides)))

    def _section_title(self, section: str) -> str:
        if not self.last.content.wording_allowed:
            return section
        worded = self.series.edition.wording(self.language).sections.get(section)
        return worded.title if worded else section

    def _gaps(self, steps: Sequence[Step]) -> Panel:
        return Panel(self.words.say("over.gap_panel"), tuple(steps))

    def _sides(self, steps: Sequence[Step]) -> Panel:
        return Panel(self.words.say(f"over.side_panel_{self._kind}"), tuple(steps), in_100=True)

    def _section_sides(self, steps: Sequence[Step]) -> Panel:
        head = "over.side_panel_stages" if self._kind == "stages" else "over.side_section"
        return Panel(self.words.say(head), tuple(steps), in_100=True)

    def _chart(self, lines: Sequence[Line], *, key: str, about: str) -> Chart:
        said, rounds = self.words, self.rounds()
        return Chart(
            f"over-{key}-{self.key}",
            draw=lambda size: timeline.timeline(lines, rounds=rounds, words=said, size=size),
            told=timeline.describe(lines, rounds=rounds, words=said),
            rows=timeline.table(lines, words=said, about=about),
        )


def known_chart(rounds: Sequence[ScanRound], *, words: Words) -> Chart:
    """How much of each section of the scan is known, round by round."""
    names = [_ended(each) for each in rounds]
    lines = [
        Line(title, (Panel(words.say("over.known_panel"), tuple(steps), in_100=True),))
        for title, shares in _known_shares(rounds).items()
        if (steps := _steps(shares))
    ]
    return Chart(
        "over-scan",
        draw=lambda size: timeline.timeline(lines, rounds=names, words=words, size=size),
        told=timeline.describe(lines, rounds=names, words=words),
        rows=timeline.table(lines, words=words, about=words.say("table.section")),
    )


def _known_shares(rounds: Sequence[ScanRound]) -> Mapping[str, list[float | None]]:
    """By the title of each section that the last round has: its known share in every round."""
    found = [
        {each.id: each.summary.known_share for each in one.board.sections if each.items}
        for one in rounds
    ]
    newest = rounds[-1].board
    reading = ScanReading(newest)
    return {
        reading.section(section): [shares.get(section.id) for shares in found]
        for section in newest.sections
        if section.items
    }


def _steps(shares: Sequence[float | None]) -> list[Step]:
    """From each round with a share to the next one that has one."""
    known = [(place, share) for place, share in enumerate(shares) if share is not None]
    return [
        Step(earlier, later, Shift(before, after))
        for (earlier, before), (later, after) in pairwise(known)
    ]


def _ended(each: ScanRound) -> str:
    scan = each.board.scan
    if scan.closed_on is None:
        return f"open since {written_date(scan.opened_on, 'en')}"
    return f"ended {written_date(scan.closed_on, 'en')}"


def _parts_of(told: Sequence[tuple[int, Readying]]) -> list[str]:
    return list(dict.fromkeys(part.id for _, found in told for part in found.of.parts))


def _step(pair: Pair, moved: Moved) -> Step:
    ends = None if moved.difference is None else (moved.difference.low, moved.difference.high)
    return Step(pair.earlier, pair.later, Shift(moved.before, moved.after, ends))
