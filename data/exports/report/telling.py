"""A released report as it is told in one language: which statements come first, in which words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from data.exports.content import ReportContent
from data.exports.labels import Statement
from data.exports.report.words import Words, number, words
from scoring.comparison import Comparison
from scoring.report import DivergenceReport, ReportedItem
from scoring.shared import closest, shared, sides_only
from surveys.figures import Look, Voice, full_sentence
from surveys.instrument import ScaleItem

MOST_ROWS = 10
_VOICES: Mapping[str, Voice] = {"values": "agreement", "capacity": "stages", "readiness": "stages"}


@dataclass(frozen=True)
class Telling:
    """A report in one language; statements go by number where their words may not leave.

    Attributes:
        content: the released report, that language first.
        words: the sentences of that language.
    """

    content: ReportContent
    words: Words

    @property
    def report(self) -> DivergenceReport:
        """What passed the door."""
        return self.content.report

    @property
    def statements(self) -> Mapping[str, Statement]:
        """The statements as they may be told."""
        return self.content.statements

    @property
    def in_stages(self) -> bool:
        """Whether people placed their work on stages, instead of agreeing or not."""
        return _VOICES.get(self.content.edition.instrument.kind) == "stages"

    @property
    def averaged(self) -> bool:
        """Whether figures are averaged over statements; those of a readiness check never are."""
        return self.content.averaged

    def say(self, key: str, /, **values: object) -> str:
        """A sentence of the results; stages have their own where there is one."""
        own = f"results.{key}_stages"
        chosen = own if self.in_stages and own in self.words.sentences else f"results.{key}"
        return self.words.say(chosen, **values)

    def look(self, item_id: str) -> Look:
        """How the answers to a statement are told."""
        statement = self.statements[item_id]
        return Look(statement.levels, statement.printed, self._voice(statement))

    def told(self, item_id: str) -> str:
        """What is shown of the whole team on a statement."""
        figure = self.report.item(item_id).team
        return full_sentence(figure, look=self.look(item_id), words=self.words)

    def stand_out(self, of: Comparison) -> str:
        """How many statements stand out, and how many would by chance."""
        expected = of.expected_by_chance
        by_chance = number(expected, digits=0 if expected >= 1.5 else 1)
        return self.words.say("strip.say", count=of.stand_out, expected=by_chance)

    def by_look(self, item_ids: Iterable[str]) -> list[tuple[Look, list[str]]]:
        """Statements in the order given, those on one scale together."""
        charts: dict[Look, list[str]] = {}
        for item_id in item_ids:
            charts.setdefault(self.look(item_id), []).append(item_id)
        return list(charts.items())

    @cached_property
    def group_order(self) -> tuple[int, ...]:
        """The places of the released groups, in alphabetical order of their names."""
        groups = self.report.release.groups
        names = [self.content.released_group_name(group).casefold() for group in groups]
        return tuple(sorted(range(len(names)), key=names.__getitem__))

    @cached_property
    def group_names(self) -> tuple[str, ...]:
        """The names of the released groups in alphabetical order."""
        groups = self.report.release.groups
        return tuple(self.content.released_group_name(groups[at]) for at in self.group_order)

    @property
    def sides_only(self) -> bool:
        """Whether the team is so small that no statement shows more than its sides."""
        return sides_only(self.report)

    def alike(self) -> tuple[str, ...]:
        """Statements on common ground; for stages, those seen at one stage or the next."""
        return shared(self.report, in_stages=self.in_stages)

    def narrowest(self) -> tuple[str, ...]:
        """What comes closest to common ground where there is none."""
        return closest(self.report, in_stages=self.in_stages)

    def apart(self) -> tuple[str, ...]:
        """Statements on which people hold a wide range of views, widest first."""
        return tuple(key for key in self._ordered() if self._spread(key) == "wide")

    def widest(self) -> tuple[str, ...]:
        """The widest range there is, where none is wide."""
        alike = set(self.alike())
        known = (key for key in self._ordered() if self._spread(key) and key not in alike)
        return tuple(known)[:3]

    def agreement_sentence(self) -> str:
        """What to say before the statements that are shared, or come closest."""
        if self.sides_only:
            return self.say("agree_small" if self.narrowest() else "agree_small_none")
        return self.say("agree_say" if self.alike() else "agree_none")

    def spread_sentence(self) -> str:
        """What to say before the statements on which views differ."""
        if self.sides_only:
            return self.say("spread_small")
        return self.say("spread_say" if self.apart() else "spread_none")

    def response_sentence(self) -> str:
        """How many answered, to be read aloud."""
        release = self.report.release
        if release.invited is None:
            return self.say("response_say_unknown", people=release.people)
        return self.say("response_say", people=release.people, total=release.invited)

    def standing(self, item: ReportedItem) -> str:
        """The name for where the team stands on a statement; empty where it has none."""
        measures = item.measures
        if measures is None:
            return ""
        if measures.label is not None and not self.in_stages:
            return self.words.say(f"reading.label_{measures.label}")
        return self.words.say(f"reading.spread_{measures.spread}") if measures.spread else ""

    def shared_line(self, item_id: str) -> str:
        """A statement as the team could write it down together."""
        text, measures = self.statements[item_id].text, self.report.item(item_id).measures
        side = measures.side if measures else None
        if self.look(item_id).voice == "agreement" and side in ("upper", "lower"):
            return self.words.say(f"doing.line_{side}", statement=text)
        return self.words.say("doing.line_other", statement=text, figure=self.told(item_id))

    def _ordered(self) -> tuple[str, ...]:
        if not self.in_stages:
            return self.report.spread_out
        return (*self.report.spread_out, *reversed(self.report.agreed))

    def _spread(self, item_id: str) -> str | None:
        measures = self.report.item(item_id).measures
        return measures.spread if measures else None

    def _voice(self, statement: Statement) -> Voice:
        if not statement.ordinal:
            return "options"
        instrument = self.content.edition.instrument
        if not isinstance(instrument.item(statement.id), ScaleItem):
            return "stages"
        return _VOICES.get(instrument.kind, "plain")


def telling(content: ReportContent, *, language: str) -> Telling:
    """A report in a language; in English where we do not speak it.

    Args:
        content: the released report with its names.
        language: of the sentences, and of the statements where the instrument has it.
    """
    said = words(language)
    others = (other for other in content.languages if other != said.language)
    return Telling(replace(content, languages=(said.language, *others)), said)
