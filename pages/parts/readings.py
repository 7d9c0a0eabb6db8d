"""A released report in words and rows, ready to be read aloud or drawn; no screen in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from data.exports.content import ReportContent
from data.exports.formats import Format
from data.exports.labels import Statement, statements
from data.exports.reasons import reason
from pages.charts.bars import Row
from pages.charts.blocks import ONE_BLOCK_EACH
from pages.charts.response import turnout_rows
from pages.charts.words import Words, number, words
from scoring.report import DivergenceReport, Measures
from scoring.shared import closest, shared, sides_only
from surveys.figures import Look, Voice, figure_sentence
from surveys.instrument import ScaleItem

FEW_PEOPLE = 10
MOST_ROWS = 10
_VOICES: Mapping[str, Voice] = {"values": "agreement", "capacity": "stages", "readiness": "stages"}


@dataclass(frozen=True)
class Reading:
    """A report as it is told in one language.

    Attributes:
        content: the released report with its names.
        language: the language of the screen.
    """

    content: ReportContent
    language: str

    @property
    def report(self) -> DivergenceReport:
        """What passed the door."""
        return self.content.report

    @cached_property
    def words(self) -> Words:
        """The sentences of this language."""
        return words(self.language)

    @cached_property
    def statements(self) -> Mapping[str, Statement]:
        """The statements as people were asked them."""
        return statements(self.content.edition, language=self.language)

    def in_other_languages(self, item_id: str) -> list[tuple[str, str]]:
        """A statement in the other languages that people were asked in, each with its code."""
        edition = self.content.edition
        return [
            (language, statements(edition, language=language)[item_id].text)
            for language in sorted(self.content.languages)
            if language != self.language and language in edition.wordings
        ]

    @property
    def in_stages(self) -> bool:
        """Whether people placed their work on stages, instead of agreeing or not."""
        return _VOICES.get(self.content.edition.instrument.kind) == "stages"

    @property
    def averaged(self) -> bool:
        """Whether figures are averaged over statements; those of a readiness check never are."""
        return self.content.averaged

    def say(self, key: str, /, **values: object) -> str:
        """A sentence of the results screen; stages have their own where there is one."""
        own = f"results.{key}_stages"
        if self.in_stages and own in self.words.sentences:
            return self.words.say(own, **values)
        return self.words.say(f"results.{key}", **values)

    def look(self, item_id: str) -> Look:
        """How the answers to a statement are drawn."""
        statement = self.statements[item_id]
        return Look(statement.levels, statement.printed, self._voice(statement))

    def row(self, item_id: str) -> Row:
        """A statement with the figure of the whole team."""
        return Row(self.statements[item_id].text, self.report.item(item_id).team)

    def rows_by_look(self, item_ids: Iterable[str]) -> list[tuple[Look, list[Row]]]:
        """Rows in the order given, those on one scale together, as one chart holds them."""
        charts: dict[Look, list[Row]] = {}
        for item_id in item_ids:
            charts.setdefault(self.look(item_id), []).append(self.row(item_id))
        return list(charts.items())

    def group_rows(self, item_id: str) -> list[Row]:
        """The whole team, then each group in alphabetical order; empty where none are shown."""
        item = self.report.item(item_id)
        if item.groups is None:
            return []
        named = [
            Row(self.ordered_names[at], item.groups[place])
            for at, place in enumerate(self.group_order)
        ]
        return [Row(self.say("whole_team"), item.team), *named]

    @cached_property
    def group_names(self) -> Mapping[str, str]:
        """Every released group's name, by its code."""
        groups = self.report.release.groups
        return {group.code: self.content.released_group_name(group) for group in groups}

    @cached_property
    def group_order(self) -> tuple[int, ...]:
        """The places of the released groups, in alphabetical order of their names."""
        names = [name.casefold() for name in self.group_names.values()]
        return tuple(sorted(range(len(names)), key=names.__getitem__))

    @property
    def ordered_names(self) -> tuple[str, ...]:
        """The names of the released groups in alphabetical order."""
        names = tuple(self.group_names.values())
        return tuple(names[place] for place in self.group_order)

    def groups_table(self, item_ids: Iterable[str]) -> list[dict[str, str]]:
        """Every statement with the words for each group, groups in alphabetical order."""
        return [
            {
                self.words.say("table.statement"): self.statements[item_id].text,
                **{
                    row.label: figure_sentence(
                        row.figure, look=self.look(item_id), words=self.words
                    )
                    for row in self.group_rows(item_id)
                },
            }
            for item_id in item_ids
            if self.report.item(item_id).groups is not None
        ]

    def turnout(self) -> tuple[Row, ...]:
        """Who answered, group by group; empty where groups are not shown or not counted."""
        release = self.report.release
        if not release.groups_shown:
            return ()
        return turnout_rows(
            [
                (self.content.released_group_name(group), group.people, group.invited)
                for group in release.groups
                if group.invited is not None and group.people <= group.invited
            ]
        )

    def response_sentence(self) -> str:
        """How many answered, to be read aloud."""
        release = self.report.release
        if release.invited is None:
            return self.say("response_say_unknown", people=release.people)
        return self.say("response_say", people=release.people, total=release.invited)

    @property
    def sides_only(self) -> bool:
        """Whether the team is so small that no statement shows more than its sides."""
        return sides_only(self.report)

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

    def alike(self) -> tuple[str, ...]:
        """Statements on common ground; for stages, those seen at one stage or the next."""
        return shared(self.report, in_stages=self.in_stages)

    def shared_lines(self) -> tuple[str, ...]:
        """What the team shares, to copy; by number only where the words may not leave the team."""
        return tuple(self._shared_line(item_id) for item_id in self.alike()[:MOST_ROWS])

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

    def by_width(self) -> tuple[str, ...]:
        """Every statement of which groups are shown, the widest range of views first."""
        every = dict.fromkeys(
            (*self.report.spread_out, *self.report.agreed, *(item.id for item in self.report.items))
        )
        return tuple(key for key in every if self.report.item(key).team is not None)

    def by_section(self) -> list[tuple[str, list[str]]]:
        """Section titles with their statements, in the order of the questionnaire."""
        sections: dict[str, list[str]] = {}
        for item in self.report.items:
            sections.setdefault(self.statements[item.id].section, []).append(item.id)
        return list(sections.items())

    def why_team_only(self, item_id: str) -> str:
        """Why a statement is not shown by group."""
        release = self.report.release
        for withheld in release.withheld:
            if withheld.what == "statement" and withheld.subject == item_id:
                return reason(withheld, release=release, names=self.names, language=self.language)
        return self.say("groups_none", smallest=release.smallest_group)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Groups, statements and facts by id, statements in full."""
        texts = {key: statement.text for key, statement in self.statements.items()}
        return {**self.content.names, **texts}

    def gap_sentence(self, item_id: str) -> str:
        """How far apart people are on a statement, in a sentence."""
        measures = self.report.item(item_id).measures
        if measures is None or measures.typical_gap is None:
            return self.words.say("reading.gap_unknown")
        return self.words.say("reading.gap", gap=number(measures.typical_gap))

    def standing(self, item_id: str) -> str:
        """Where the whole team stands on a statement, in a sentence or two."""
        key = _label_key(self.report.item(item_id).measures, stages=self.in_stages)
        named = self.words.say("reading.named", label=self.words.say(key)) if key else ""
        parts = (named, self.gap_sentence(item_id), self._if_all_had_answered(item_id))
        return " ".join(part for part in parts if part)

    def has_small_groups(self, item_id: str) -> bool:
        """Whether some group that is shown has so few people that one answer moves its average."""
        return any(figure.people < FEW_PEOPLE for figure in self.report.item(item_id).groups or ())

    def each_is_a_block(self) -> bool:
        """Whether every person is drawn as a block."""
        return self.report.release.people <= ONE_BLOCK_EACH

    def prompts(self) -> list[tuple[str, str | None]]:
        """Questions to talk about, each with the statement it goes with, if any."""
        asked = self.content.edition.wording(self.language).prompts
        fitting = {
            "widest_gap": (*self.apart(), *self.widest()),
            "agreement": self.alike(),
            "many_unsure": self.report.unsure,
        }
        prompts: list[tuple[str, str | None]] = []
        for key, question in asked.items():
            if key not in fitting:
                prompts.append((question, None))
            elif fitting[key]:
                prompts.append((question, self.statements[fitting[key][0]].text))
        return prompts

    def facts(self) -> list[tuple[str, list[dict[str, str]]]]:
        """Each fact with the people behind every answer, for the whole team."""
        answer, people = self.words.say("table.answer"), self.words.say("table.people")
        return [
            (
                self._fact_text(fact.id),
                [
                    {
                        answer: " / ".join(self._option(fact.id, option) for option in options),
                        people: str(count),
                    }
                    for options, count in fact.cells
                ],
            )
            for fact in self.report.release.facts
        ]

    def question(self, question_id: str) -> str:
        """An open question as people were asked it."""
        wording = self.content.edition.wording(self.language)
        asked = wording.open_questions.get(question_id) or wording.items.get(question_id)
        return asked.text if asked else question_id

    def file_title(self, chosen: Format) -> str:
        """What a format is called."""
        key = f"results.format_{chosen.key}"
        return self.words.say(key) if key in self.words.sentences else chosen.title

    def _shared_line(self, item_id: str) -> str:
        text = self.content.statements_in(self.language)[item_id].text
        item, look = self.report.item(item_id), self.look(item_id)
        side = item.measures.side if item.measures else None
        if look.voice == "agreement" and side in ("upper", "lower"):
            return self.words.say(f"doing.line_{side}", statement=text)
        figure = figure_sentence(item.team, look=look, words=self.words)
        return self.words.say("doing.line_other", statement=text, figure=figure)

    def _if_all_had_answered(self, item_id: str) -> str:
        measures = self.report.item(item_id).measures
        if self.in_stages or measures is None or measures.non_response is None:
            return ""
        low, high = measures.non_response.low, measures.non_response.high
        if self.look(item_id).voice != "agreement" or low == high:
            return ""
        return self.words.say("reading.if_all", low=round(100 * low), high=round(100 * high))

    def _ordered(self) -> Sequence[str]:
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

    def _fact_text(self, fact_id: str) -> str:
        words_of_fact = self.content.edition.wording(self.language).facts.get(fact_id)
        return words_of_fact.text if words_of_fact else fact_id

    def _option(self, fact_id: str, option: str) -> str:
        words_of_fact = self.content.edition.wording(self.language).facts.get(fact_id)
        return words_of_fact.options.get(option) or option if words_of_fact else option


def _label_key(measures: Measures | None, *, stages: bool) -> str:
    if measures is None:
        return ""
    if measures.label is not None and not stages:
        return f"reading.label_{measures.label}"
    return f"reading.spread_{measures.spread}" if measures.spread else ""
