"""The parts of the report about one round: in short, who answered, common ground, range of views.

Every figure is one that was released; nothing is worked out here.
"""

from collections.abc import Iterator

from data.exports.reasons import general_notes, reason
from data.exports.report.bars import response_bars, statement_blocks
from data.exports.report.document import Block, Bullets, Paragraph, Table
from data.exports.report.readiness_part import readiness_lines
from data.exports.report.telling import MOST_ROWS, Telling
from data.exports.slip_words import day_in_words

SHARED, DIFFERING = 3, 2
_LISTED_APART = 4


def summary(told: Telling) -> tuple[Block, ...]:
    """What this is, who answered, what is shared, where views differ, and what to hold lightly."""
    say, release = told.words.say, told.report.release
    blocks: list[Block] = [Paragraph(say("report.what")), *_days(told)]
    if not release.items:
        return (*blocks, Paragraph(told.say("too_few", smallest=release.smallest_group), "aloud"))
    blocks.append(Paragraph(told.response_sentence(), "aloud"))
    blocks += [Paragraph(line) for line in readiness_lines(told)]
    blocks += _few(told, (told.alike() or told.narrowest())[:SHARED], key=_shared_key(told))
    blocks += _few(told, (told.apart() or told.widest())[:DIFFERING], key=_differing_key(told))
    blocks += [Paragraph(sentence) for sentence in _in_short(told)]
    return tuple(blocks)


def response(told: Telling) -> tuple[Block, ...]:
    """How many answered, and how many of each group that is shown."""
    release = told.report.release
    blocks: list[Block] = [Paragraph(told.response_sentence(), "aloud")]
    groups = sorted(
        (
            (told.content.released_group_name(group), group.people, group.invited)
            for group in release.groups
            if group.invited is not None and group.people <= group.invited
        ),
        key=lambda group: group[0].casefold(),
    )
    if release.groups_shown and groups:
        blocks.append(response_bars(groups, words=told.words))
    else:
        blocks.append(Paragraph(told.words.say("report.turnout_none")))
    return tuple(blocks)


def agreement(told: Telling) -> tuple[Block, ...]:
    """Statements on common ground, or those that come closest."""
    chosen = (told.alike() or told.narrowest())[:MOST_ROWS]
    title = told.words.say("report.agree_chart" if told.alike() else "report.agree_chart_none")
    return (
        Paragraph(told.agreement_sentence(), "aloud"),
        *statement_blocks(told, chosen, title=title),
        *_more(told, len(told.alike()) - MOST_ROWS),
    )


def spread(told: Telling) -> tuple[Block, ...]:
    """Statements on which people hold a range of views, or the widest there are."""
    chosen = (told.apart() or told.widest())[:MOST_ROWS]
    title = told.words.say("report.spread_chart" if told.apart() else "report.spread_chart_none")
    return (
        Paragraph(told.spread_sentence(), "aloud"),
        *statement_blocks(told, chosen, title=title),
        *_more(told, len(told.apart()) - MOST_ROWS),
    )


def facts(told: Telling) -> tuple[Block, ...]:
    """Counts about the whole team."""
    say, content = told.words.say, told.content
    heads = (say("table.answer"), say("table.people"))
    tables = tuple(
        Table(
            content.fact_name(fact.id),
            heads,
            tuple(
                (" / ".join(content.fact_option(fact.id, option) for option in options), str(count))
                for options, count in fact.cells
            ),
        )
        for fact in told.report.release.facts
    )
    return (Paragraph(told.say("facts_say")), *tables) if tables else ()


def withheld(told: Telling) -> tuple[Block, ...]:
    """What was merged or left out, and why; nothing of what it would have said."""
    blocks: list[Block] = [Paragraph(told.say("hidden_say"))]
    merged = _merged(told)
    if merged:
        blocks.append(Bullets(merged))
    by_reason = _statements_left_out(told)
    for sentence, texts in by_reason.items():
        blocks.append(Paragraph(sentence))
        blocks.append(Bullets(texts))
    if len(blocks) == 1:
        blocks.append(Paragraph(told.say("hidden_none")))
    return tuple(blocks)


def _days(told: Telling) -> Iterator[Block]:
    content, language = told.content, told.words.language
    if content.opened_on and content.closes_on:
        days = {
            "first": day_in_words(content.opened_on, language=language),
            "last": day_in_words(content.closes_on, language=language),
        }
        yield Paragraph(told.words.say("report.days", **days))


def _few(told: Telling, item_ids: tuple[str, ...], *, key: str) -> list[Block]:
    if not item_ids:
        return []
    lines = tuple(
        told.words.say(
            "report.bar", statement=told.statements[item_id].text, figure=told.told(item_id)
        )
        for item_id in item_ids
    )
    return [Paragraph(told.words.say(f"report.{key}")), Bullets(lines)]


def _shared_key(told: Telling) -> str:
    return "shared" if told.alike() else "closest"


def _differing_key(told: Telling) -> str:
    return "differing" if told.apart() else "widest"


def _in_short(told: Telling) -> Iterator[str]:
    comparison, change = told.report.comparison, told.report.change
    if comparison is not None:
        yield told.stand_out(comparison)
    if change is not None and told.averaged:
        yield told.words.say(f"change.{change.direction}")


def _more(told: Telling, count: int) -> tuple[Paragraph, ...]:
    if count <= 0:
        return ()
    return (Paragraph(told.words.say("report.more", count=count), "note"),)


def _merged(told: Telling) -> tuple[str, ...]:
    release, names = told.report.release, told.content.names
    several = {
        reason(entry, release=release, names=names, language=told.words.language): None
        for entry in release.withheld
        if entry.what != "statement" or _few_statements(told)
    }
    return (*several, *general_notes(release, names=names, language=told.words.language))


def _few_statements(told: Telling) -> bool:
    left_out = [entry for entry in told.report.release.withheld if entry.what == "statement"]
    return len(left_out) <= _LISTED_APART


def _statements_left_out(told: Telling) -> dict[str, tuple[str, ...]]:
    """Many statements by the reason why: a sentence, and which they are."""
    if _few_statements(told):
        return {}
    texts: dict[str, list[str]] = {}
    for entry in told.report.release.withheld:
        if entry.what == "statement":
            hidden = told.report.item(entry.subject).team is None
            key = "hidden" if hidden else "alike" if entry.why == "too_alike" else "few"
            texts.setdefault(key, []).append(told.statements[entry.subject].text)
    return {
        told.say(f"left_out_{key}", count=len(several)): tuple(several)
        for key, several in texts.items()
    }
