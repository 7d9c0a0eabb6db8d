"""What a community is missing: the largest gaps with their ranges, and what was found and signed.

The order goes by how often a gap is the largest of all; what cannot be told is named and in no
order.
"""

from collections.abc import Iterator

from data.exports.report.document import Block, Paragraph, Ranges, Table
from data.exports.report.words import Words, in_100
from data.exports.slip_words import day_in_words
from data.services.gap_findings import FindingView
from data.services.gap_order import GapOrder, WeighedGap, gap_order
from data.services.resource_files import ResourceExport
from surveys.resource_map import resource_words
from surveys.resource_words import ResourceWording

LARGEST = 8


def gaps(content: ResourceExport, *, words: Words) -> tuple[Block, ...]:
    """The map of a team in short; empty where nothing was ever listed or found."""
    if not content.services and not content.findings:
        return ()
    named = resource_words(words.language)
    order = gap_order(content.report, content.weights.values)
    return (
        *([Paragraph(words.say("gaps.made_up"))] if content.made_up else ()),
        *_need(content, named, words),
        *_largest(order, named, words),
        *_weighed(content, named, words),
        *_findings(content, named, words),
        Paragraph(named.note, "note"),
    )


def _need(content: ResourceExport, named: ResourceWording, words: Words) -> Iterator[Block]:
    say, known = words.say, content.needs
    if known.tier is None:
        yield Paragraph(say("gaps.no_tier"))
        return
    tier = named.tiers[known.tier].title
    if known.need is None:
        yield Paragraph(say("gaps.need_unknown", tier=tier))
        return
    found = known.need.families
    ends = {"low": f"{found.low:,.0f}", "high": f"{found.high:,.0f}"}
    key = "gaps.need" if found.low < found.high else "gaps.need_counted"
    yield Paragraph(say(key, tier=tier, likely=f"{found.likely:,.0f}", **ends))


def _largest(order: GapOrder, named: ResourceWording, words: Words) -> Iterator[Block]:
    say, shown = words.say, order.gaps[:LARGEST]
    if not shown:
        yield Paragraph(say("gaps.none_told"))
    else:
        first = shown[0]
        yield Paragraph(_said("say", first, named, words), "aloud")
        yield _ranges(order, named, words)
    if order.not_told:
        kinds = words.joined([named.categories[each].title for each in order.not_told])
        yield Paragraph(say("gaps.not_told", kinds=kinds))


def _said(how: str, gap: WeighedGap, named: ResourceWording, words: Words) -> str:
    """A gap in a sentence; ends that are written alike are one number."""
    low, likely, high = (in_100(each) for each in (gap.low, gap.likely, gap.high))
    key = f"gaps.{how}" if low != high else f"gaps.{how}_one"
    title = named.categories[gap.category].title
    return words.say(key, title=title, likely=likely, low=low, high=high)


def _weighed(content: ResourceExport, named: ResourceWording, words: Words) -> Iterator[Paragraph]:
    """By which weights the order was made, where the team has saved any."""
    saved = content.weights
    if saved.values:
        kinds = [f"{named.categories[kind].title} {each}" for kind, each in saved.values.items()]
        weights = words.joined(kinds)
        yield Paragraph(words.say("gaps.weighed", weights=weights), "note")


def _ranges(order: GapOrder, named: ResourceWording, words: Words) -> Ranges:
    say, shown = words.say, order.gaps[:LARGEST]
    lines = [_said("told", each, named, words) for each in shown]
    return Ranges(
        title=say("gaps.title"),
        told=" ".join(lines),
        rows=tuple(named.categories[each.category].title for each in shown),
        low=tuple(round(100 * each.low) for each in shown),
        middle=tuple(round(100 * each.likely) for each in shown),
        high=tuple(round(100 * each.high) for each in shown),
        unit=say("gaps.unit"),
    )


def _findings(content: ResourceExport, named: ResourceWording, words: Words) -> Iterator[Block]:
    say = words.say
    questions = [each for each in content.findings if each.is_question]
    found = [each for each in content.findings if not each.is_question]
    signed = [each for each in found if each.signed_by]
    if signed:
        heads = ("help_head", "finding_head", "cure_head", "owner_head", "signed_head")
        rows = tuple(_finding(content, each, named, words) for each in signed)
        yield Table(say("gaps.findings"), tuple(say(f"gaps.{head}") for head in heads), rows)
    else:
        yield Paragraph(say("gaps.none_signed"))
    if len(found) > len(signed):
        yield Paragraph(say("gaps.unsigned", count=len(found) - len(signed)), "note")
    if questions:
        yield Paragraph(say("gaps.questions", count=len(questions)), "note")


def _finding(
    content: ResourceExport, finding: FindingView, named: ResourceWording, words: Words
) -> tuple[str, ...]:
    say, entry = words.say, finding.entry
    population = named.populations[entry.population].label if entry.population else ""
    about = (named.categories[entry.category].title, population, entry.area)
    owner = _agency(content, entry.owner_agency) if entry.owner_agency else say("gaps.nobody")
    if entry.due_on is not None:
        owner = say("gaps.by", who=owner, day=day_in_words(entry.due_on, language=words.language))
    return (
        ", ".join(part for part in about if part),
        say("gaps.finding", kind=named.gap_name(entry.gap), words=entry.words),
        entry.cure or say("gaps.no_cure"),
        owner,
        _signatures(content, finding, words),
    )


def _signatures(content: ResourceExport, finding: FindingView, words: Words) -> str:
    agree = words.joined([_agency(content, code) for code in finding.signed_by])
    differ = [
        words.say("gaps.differs", agency=each.agency_name, words=each.words)
        for each in finding.signatures
        if each.is_current and not each.agrees
    ]
    return " ".join((f"{agree}.", *differ))


def _agency(content: ResourceExport, code: str) -> str:
    return next((each.name for each in content.team.agencies if each.code == code), code)
