"""The parts of the report that set things side by side: the round before, and groups beside chance.

Every figure is one that was released, with what random deals would give beside it.
"""

from collections import Counter
from collections.abc import Iterator

from data.exports.report.document import Block, Bullets, Paragraph, Ranges, Table
from data.exports.report.telling import MOST_ROWS, Telling
from data.exports.report.words import in_100, number
from scoring.comparison import Change, Comparison, Moved
from scoring.report import ReportedItem
from surveys.figures import Voice, figure_sentence

FEW_FOR_SILENCE = 60
"""Under so many people a difference of half a point on one statement is missed most of the time."""
MOST_GROUPS_IN_PAIRS = 8
_FEWEST_SHOWN = 3
_FEW_PEOPLE = 10
_ENDS = (0.025, 0.975)


def change(told: Telling) -> tuple[Block, ...]:
    """This round beside the one before, the gap never without the side; empty without one.

    Of a readiness check, which is never averaged, statement by statement only.
    """
    of = told.report.change
    if of is None:
        return ()
    say = told.words.say
    before, after = of.people
    people = say("change.people", before=before, after=after)
    if not told.averaged:
        return (
            Paragraph(say("ready.change"), "aloud"),
            Paragraph(people),
            *_each_change(told, of),
        )
    aloud = f"{say(f'change.{of.direction}')} {people}"
    return (
        Paragraph(aloud, "aloud"),
        *_whole_change(told, of),
        Paragraph(_groups_moved(told, of)),
        *_each_change(told, of),
    )


def groups(told: Telling) -> tuple[Block, ...]:
    """Groups beside chance, then the statements that stand out, group by group."""
    say, report = told.words.say, told.report
    if not any(item.groups is not None for item in report.items):
        smallest = report.release.smallest_group
        return (Paragraph(told.say("groups_none", smallest=smallest), "aloud"),)
    of = report.comparison
    if of is None:
        return (Paragraph(say("together.none_older")),)
    return (
        Paragraph(told.stand_out(of), "aloud"),
        Paragraph(_together(told, of), "aloud"),
        *(Paragraph(sentence) for sentence in _details(told, of)),
        *_statement_tables(told),
        *_pairs(told, of),
    )


def group_cells(told: Telling, item: ReportedItem) -> Iterator[str]:
    """What is shown of each group on a statement, groups in alphabetical order."""
    look = told.look(item.id)
    for place in told.group_order:
        figure = item.groups[place] if item.groups is not None else None
        yield figure_sentence(figure, look=look, words=told.words)


def _together(told: Telling, of: Comparison) -> str:
    say = told.words.say
    sentences = [
        say("together.say", chance=say(f"together.{of.chance}")),
        say(f"together.means_{of.chance}"),
    ]
    if of.p_value is not None:
        sentences.append(say("together.exactly", share=number(100 * of.p_value)))
    return " ".join(sentences)


def _details(told: Telling, of: Comparison) -> Iterator[str]:
    say, people = told.words.say, told.report.release.people
    if of.strip:
        low, high = (_quantile(sorted(of.strip), share) for share in _ENDS)
        yield say("strip.told", low=low, high=high, dealings=f"{len(of.strip):,}")
    yield from _gaps_together(told, of)
    yield say(
        f"together.{'every' if of.every else 'tried'}",
        count=f"{of.relabelings:,}",
        items=of.items,
    )
    if people < FEW_FOR_SILENCE:
        yield say("together.silence", people=people)


def _gaps_together(told: Telling, of: Comparison) -> Iterator[str]:
    """How far apart groups are on the whole; nothing of what is never averaged."""
    say = told.words.say
    if of.same_gap is not None and of.cross_gap is not None:
        yield say("together.exact", same=number(of.same_gap), cross=number(of.cross_gap))
    elif of.average_gap is not None:
        yield say("together.averages", gap=number(of.average_gap))


def _quantile(ordered: list[int], share: float) -> int:
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def _statement_tables(told: Telling) -> Iterator[Block]:
    """One table a statement: those that stand out, or the few with the most space."""
    say = told.words.say
    ordered = sorted(
        (item for item in told.report.items if item.apart is not None),
        key=lambda item: -_space(item),
    )
    standing_out = [item for item in ordered if item.apart and item.apart.stands_out is not None]
    yield Paragraph(say("report.groups_first" if standing_out else "report.groups_first_none"))
    for item in (standing_out or ordered[:_FEWEST_SHOWN])[:MOST_ROWS]:
        yield _statement_table(told, item)
    if any(figure.people < _FEW_PEOPLE for item in ordered for figure in item.groups or ()):
        yield Paragraph(told.say("small_groups", count=_FEW_PEOPLE), "note")


def _space(item: ReportedItem) -> float:
    gap = item.apart.average_gap if item.apart else 0.0
    return gap / (item.released.levels - 1)


def _statement_table(told: Telling, item: ReportedItem) -> Table:
    say, apart = told.words.say, item.apart
    inside = apart.within_chance if apart else ()
    rows = [(told.say("whole_team"), told.told(item.id), "")]
    rows += [
        (name, cell, say("report.often") if inside and inside[place] else say("report.seldom"))
        for name, cell, place in zip(
            told.group_names, group_cells(told, item), told.group_order, strict=True
        )
    ]
    strength = apart.stands_out if apart else None
    return Table(
        say(
            "report.statement_caption",
            statement=told.statements[item.id].text,
            strength=say(f"report.strength_{strength or 'none'}"),
        ),
        (say("table.group"), say("table.reading"), say("report.chance_head")),
        tuple(rows),
    )


def _pairs(told: Telling, of: Comparison) -> Iterator[Block]:
    say, names = told.words.say, _names_by_code(told)
    many = len(told.report.release.groups) > MOST_GROUPS_IN_PAIRS
    rows: list[tuple[str, str]] = []
    for pair in of.pairs:
        if not many or pair.word == "apart":
            first, second = sorted((names[pair.a], names[pair.b]), key=str.casefold)
            rows.append((say("pairs.two", a=first, b=second), say(f"pairs.{pair.word}")))
    rows.sort(key=lambda row: row[0].casefold())
    words = ("apart",) if many else ("close", "apart", "unclear")
    meanings = [say(f"pairs.{word}_means") for word in words]
    if many:
        meanings += [say("pairs.only_apart"), *(() if rows else (say("pairs.none_apart"),))]
    if rows:
        yield Table(say("pairs.say"), (say("pairs.groups"), say("pairs.word")), tuple(rows))
    yield Bullets(tuple(meanings))


def _names_by_code(told: Telling) -> dict[str, str]:
    content = told.content
    return {
        group.code: content.released_group_name(group) for group in content.report.release.groups
    }


def _whole_change(told: Telling, of: Change) -> Iterator[Block]:
    """All statements together, in a table and as a chart; nothing of what is never averaged."""
    say, gap, share = told.words.say, of.typical_gap, of.side_share
    if gap is None or share is None:
        return
    side = say(f"change.side_head_{_main_voice(told)}")
    yield Table(
        say("change.whole"),
        (say("report.measure"), *(say(f"change.{key}") for key in ("before", "after")), _may(told)),
        (
            (say("change.gap_head"), *_in_points(gap), _reach(told, gap)),
            (side, *_in_shares(share), _reach_share(told, share)),
        ),
    )
    yield _gap_ranges(told, gap)


def _gap_ranges(told: Telling, gap: Moved) -> Ranges:
    say = told.words.say
    low, high = _ends(gap) or (None, None)
    before, after = _in_points(gap)
    told_so = say("report.gap_told", before=before, after=after)
    between = _reach(told, gap)
    return Ranges(
        title=say("report.gap_title"),
        told=f"{told_so} {say('report.now', between=between)}" if between else told_so,
        rows=(say("change.before"), say("change.after")),
        low=(None, low),
        middle=(gap.before, gap.after),
        high=(None, high),
        unit=say("report.gap_unit"),
    )


def _each_change(told: Telling, of: Change) -> Iterator[Block]:
    say = told.words.say
    if not of.items:
        yield Paragraph(say("change.each_none"))
        return
    before, after = say("change.before"), say("change.after")
    gap = say("change.gap_head")
    by_voice: dict[Voice, list[tuple[str, ...]]] = {}
    for item in of.items:
        text, voice = told.statements[item.id].text, told.look(item.id).voice
        row = (text, *_in_points(item.typical_gap), *_in_shares(item.side_share))
        by_voice.setdefault(voice, []).append(row)
    for voice, rows in by_voice.items():
        side = say(f"change.side_head_{voice}")
        heads = (
            say("table.statement"),
            *(say("report.of", what=gap, when=when) for when in (before, after)),
            *(say("report.of", what=side, when=when) for when in (before, after)),
        )
        yield Table(say("report.each_change"), heads, tuple(rows))


def _groups_moved(told: Telling, of: Change) -> str:
    say, gap = told.words.say, of.group_gap
    if gap is None:
        return say("change.groups_none")
    before, after = _in_points(gap)
    ends = _ends(gap)
    if ends is None:
        return say("change.groups", before=before, after=after)
    low, high = (f"{end:.2f}" for end in ends)
    return say("change.groups_between", before=before, after=after, low=low, high=high)


def _main_voice(told: Telling) -> Voice:
    voices: list[Voice] = [told.look(item.id).voice for item in told.report.items]
    most = Counter(voices).most_common(1)[0][0]
    return "plain" if most == "options" else most


def _in_points(moved: Moved) -> tuple[str, str]:
    return f"{moved.before:.2f}", f"{moved.after:.2f}"


def _in_shares(moved: Moved) -> tuple[str, str]:
    return in_100(moved.before), in_100(moved.after)


def _ends(moved: Moved) -> tuple[float, float] | None:
    if moved.difference is None:
        return None
    return max(moved.before + moved.difference.low, 0.0), moved.before + moved.difference.high


def _reach(told: Telling, moved: Moved) -> str:
    ends = _ends(moved)
    if ends is None:
        return ""
    low, high = (f"{end:.2f}" for end in ends)
    return told.words.say("change.between", low=low, high=high)


def _reach_share(told: Telling, moved: Moved) -> str:
    ends = _ends(moved)
    if ends is None:
        return ""
    low, high = (in_100(min(end, 1.0)) for end in ends)
    return told.words.say("change.between", low=low, high=high)


def _may(told: Telling) -> str:
    return told.words.say("report.may")
