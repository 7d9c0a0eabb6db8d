"""A readiness check in words and a chart: the lowest part, and the gates that are not met."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from data.exports.readiness import part_name, readiness_of, stages_of
from pages.charts import readiness as chart
from pages.charts.readiness import PartRow
from pages.charts.words import Words
from pages.parts.plain import plain
from pages.parts.readings import Reading
from pages.parts.result_screen import Chart, Screen
from scoring.readiness import Gate, GateState, Part, Readiness

_ORDER: tuple[GateState, ...] = ("unmet", "not_known", "met")


@dataclass(frozen=True)
class Readying:
    """A reading of a readiness check.

    Attributes:
        reading: the report in one language.
        of: its parts and gates.
    """

    reading: Reading
    of: Readiness

    def lowest(self) -> str:
        """Which part is the lowest, or between which that cannot be told."""
        words, parts = self.reading.words, [p for p in self.of.parts if p.id in self.of.lowest]
        say = words.say
        quoted = [say("figure.quoted", label=self.part(part)) for part in parts]
        names = words.joined(quoted, last="or")
        if not self.of.certain:
            return say("ready.lowest_perhaps", parts=names)
        if all(part.least == 1 for part in self.of.parts):
            return say("ready.all_there")
        share = words.joined([self._share(part) for part in parts])
        if len(parts) == 1:
            return say("ready.lowest", parts=names, share=share)
        return say("ready.lowest_alike", parts=words.joined(quoted), share=share)

    def gates(self) -> str:
        """How many gates are met, of how many."""
        met = len(self.of.in_state("met"))
        return self.reading.words.say("ready.gates_say", met=met, total=len(self.of.gates))

    def listed(self, state: GateState) -> list[str]:
        """The gates in one state, each with the stage at which most see it."""
        return [self._gate(gate) for gate in self.of.in_state(state)]

    def rows(self) -> list[PartRow]:
        """The parts in the order of the questionnaire."""
        return [PartRow(self.part(part), part) for part in self.of.parts]

    def part(self, part: Part) -> str:
        """What a part is called."""
        return part_name(self.reading.content, part.id, language=self.reading.language)

    def _share(self, part: Part) -> str:
        counts = {"count": part.counts["in_place"], "total": part.statements}
        return self.reading.words.say("ready.share", **counts)

    def _gate(self, gate: Gate) -> str:
        content, language, say = self.reading.content, self.reading.language, self.reading.words.say
        text = content.statements_in(language)[gate.id].text
        if gate.reached.stand == "views_differ":
            return say("ready.seen_apart", statement=text)
        stages = stages_of(content, gate, language=language)
        if stages is None:
            return say("ready.nothing", statement=text)
        first, last = stages
        if first == last:
            return say("ready.seen_as", statement=text, stage=first)
        return say("ready.seen_between", statement=text, first=first, last=last)


def readying(reading: Reading) -> Readying | None:
    """The reading of a readiness check; None of another questionnaire, or with nothing to show."""
    found = readiness_of(reading.content) if reading.report.items else None
    return None if found is None else Readying(reading, found)


def parts_chart(rows: Sequence[PartRow], *, words: Words, key: str) -> Chart:
    """Parts of one round or of several, below each other."""
    return Chart(
        key,
        draw=lambda size: chart.parts(rows, words=words, size=size),
        told=chart.describe(rows, words=words),
        rows=chart.table(rows, words=words),
    )


def lowest_and_gates(screen: Screen) -> None:
    """The lowest part and the gates of a readiness check; nothing of another questionnaire."""
    found = readying(screen.reading)
    if found is None:
        return
    said = screen.reading.words
    screen.titled(said.say("ready.title"), found.lowest() if found.of.parts else found.gates())
    st.text(said.say("ready.rule"))
    if found.of.parts:
        screen.place(parts_chart(found.rows(), words=said, key="readiness"))
    if found.of.gates:
        show_gates(found)


def show_gates(found: Readying) -> None:
    """The gates that are not met, then those of which that is not known; the others on demand."""
    say = found.reading.words.say
    st.text(found.gates())
    if not found.of.in_state("unmet"):
        st.text(say("ready.gates_none_unmet"))
    for state in _ORDER:
        lines = "\n".join(f"- {plain(line)}" for line in found.listed(state))
        if not lines:
            continue
        title = plain(say(f"ready.gates_{state}"))
        if state == "met":
            with st.expander(title):
                st.markdown(lines)
        else:
            st.markdown(f"**{title}**\n\n{lines}")
        if state == "not_known":
            st.text(say("ready.not_known_why"))
