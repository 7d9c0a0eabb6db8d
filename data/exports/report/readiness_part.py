"""The part of the report about a readiness check: the lowest part, and which gates are met.

The sentences are those of the results screen. Nothing here is an average.
"""

from collections.abc import Iterator

from data.exports.readiness import part_name, readiness_of, stages_of
from data.exports.report.document import Block, Paragraph, Table
from data.exports.report.telling import Telling
from scoring.readiness import STANDS, Gate, GateState, Part, Readiness

_ORDER: tuple[GateState, ...] = ("unmet", "not_known", "met")


def readiness(told: Telling) -> tuple[Block, ...]:
    """The lowest part, the parts, and the gates; empty where a questionnaire has neither."""
    found = readiness_of(told.content)
    if found is None:
        return ()
    blocks: list[Block] = [Paragraph(line, "aloud") for line in readiness_lines(told)]
    blocks.append(Paragraph(told.words.say("ready.rule")))
    if found.parts:
        blocks.append(_parts_table(told, found))
    if found.gates:
        blocks += _gates(told, found)
    return tuple(blocks)


def readiness_lines(told: Telling) -> tuple[str, ...]:
    """Which part is the lowest, and how many gates are met; empty where there is neither."""
    found = readiness_of(told.content)
    if found is None:
        return ()
    met, total = len(found.in_state("met")), len(found.gates)
    parts = (_lowest(told, found),) if found.parts else ()
    gates = (told.words.say("ready.gates_say", met=met, total=total),) if found.gates else ()
    return (*parts, *gates)


def _lowest(told: Telling, found: Readiness) -> str:
    words = told.words
    lowest = [part for part in found.parts if part.id in found.lowest]
    names = [words.say("figure.quoted", label=_name(told, part)) for part in lowest]
    if not found.certain:
        return words.say("ready.lowest_perhaps", parts=words.joined(names, last="or"))
    if all(part.least == 1 for part in found.parts):
        return words.say("ready.all_there")
    share = words.joined([_share(told, part) for part in lowest])
    key = "lowest" if len(lowest) == 1 else "lowest_alike"
    return words.say(f"ready.{key}", parts=words.joined(names), share=share)


def _share(told: Telling, part: Part) -> str:
    return told.words.say("ready.share", count=part.counts["in_place"], total=part.statements)


def _name(told: Telling, part: Part) -> str:
    return part_name(told.content, part.id, language=told.words.language)


def _parts_table(told: Telling, found: Readiness) -> Table:
    say = told.words.say
    return Table(
        say("readiness.parts_caption"),
        (say("ready.part"), *(say(f"ready.{stand}") for stand in STANDS)),
        tuple(
            (_name(told, part), *(str(part.counts[stand]) for stand in STANDS))
            for part in found.parts
        ),
    )


def _gates(told: Telling, found: Readiness) -> Iterator[Block]:
    say = told.words.say
    unmet, not_known = (len(found.in_state(state)) for state in ("unmet", "not_known"))
    if not unmet:
        yield Paragraph(say("ready.gates_none_unmet"))
    yield Paragraph(say("readiness.gates_open", unmet=unmet, not_known=not_known))
    yield Table(
        say("ready.gates"),
        (
            *(say("readiness.gate_head"), say("readiness.state_head")),
            *(say("readiness.stage_head"), say("table.people")),
        ),
        tuple(_gate(told, gate) for state in _ORDER for gate in found.in_state(state)),
    )
    if not_known:
        yield Paragraph(say("ready.not_known_why"), "note")


def _gate(told: Telling, gate: Gate) -> tuple[str, ...]:
    say, people = told.words.say, gate.reached.people
    return (
        told.statements[gate.id].text,
        say(f"readiness.gate_{gate.state}"),
        _stage(told, gate),
        say("report.none") if people is None else str(people),
    )


def _stage(told: Telling, gate: Gate) -> str:
    stages = stages_of(told.content, gate, language=told.words.language)
    if gate.reached.stand == "views_differ":
        return told.words.say("ready.views_differ")
    if stages is None:
        return told.words.say("figure.not_shown")
    first, last = stages
    if first == last:
        return first
    return told.words.say("readiness.stage_between", first=first, last=last)
