"""What the latest scan of a team knows, section by section, and who finds out what is open."""

from collections.abc import Iterator

from data.exports.report.document import Block, Paragraph, Table
from data.exports.report.words import Words, in_100
from data.exports.slip_words import day_in_words
from data.scan_views import ItemView, PlanView
from data.services.scan_files import ScanExport, ScanRound
from data.services.scan_settling import OPEN_QUESTIONS, work_list
from scoring.scanned import Section

MOST_OPEN = 20


def scan(content: ScanExport, *, words: Words) -> tuple[Block, ...]:
    """The newest round; empty where no scan was begun."""
    if not content.rounds:
        return ()
    newest, say = content.rounds[0], words.say
    waiting = work_list(newest.board)
    return (
        Paragraph(_whole(newest, words), "aloud"),
        Paragraph(_state(newest, words)),
        _sections(newest, words),
        Paragraph(say("scan.unknown_is"), "note"),
        *_open(newest, waiting[:MOST_OPEN], words),
        *_rest(len(waiting) - MOST_OPEN, words),
        Paragraph(say("scan.signed"), "note"),
    )


def _whole(newest: ScanRound, words: Words) -> str:
    known = sum(section.summary.known for section in newest.board.sections)
    applicable = sum(section.summary.applicable for section in newest.board.sections)
    return words.say("scan.say", known=known, total=applicable)


def _state(newest: ScanRound, words: Words) -> str:
    whole, say = newest.board, words.say
    day = day_in_words(whole.scan.opened_on, language=words.language)
    differ = sum(item.standing == "differ" for item in whole.items)
    settled = sum(item.settled for item in whole.items)
    open_items = sum(item.standing in OPEN_QUESTIONS for item in whole.items)
    if whole.scan.closed_on is None:
        round_words = say("scan.round_open", number=whole.scan.number, first=day)
    else:
        last = day_in_words(whole.scan.closed_on, language=words.language)
        round_words = say("scan.round", number=whole.scan.number, first=day, last=last)
    counts = say("scan.state", settled=settled, differ=differ, open=open_items)
    return f"{round_words} {counts}"


def _sections(newest: ScanRound, words: Words) -> Table:
    say = words.say
    rows = tuple(
        (
            _section_title(newest, section.id, words),
            _known(section.summary, words),
            _in_place(section.summary, words),
            str(section.summary.counts["differ"]),
        )
        for section in newest.board.sections
    )
    heads = ("section_head", "known_head", "in_place_head", "differ_head")
    return Table(say("scan.sections"), tuple(say(f"scan.{head}") for head in heads), rows)


def _known(told: Section, words: Words) -> str:
    if told.known_share is None:
        return words.say("scan.no_item")
    share = in_100(told.known_share)
    return words.say("scan.known", known=told.known, total=told.applicable, share=share)


def _in_place(told: Section, words: Words) -> str:
    if told.in_place_share is None:
        return words.say("scan.too_little" if told.applicable else "scan.no_item")
    return in_100(told.in_place_share)


def _open(newest: ScanRound, waiting: tuple[ItemView, ...], words: Words) -> Iterator[Block]:
    say = words.say
    if not waiting:
        yield Paragraph(say("scan.nothing_open"))
        return
    rows = tuple(
        (
            _text(newest, item, words),
            say(f"scan.standing_{item.standing}"),
            _who(newest, item.plan) or say("scan.nobody"),
            _until(item.plan, words),
        )
        for item in waiting
    )
    heads = ("item_head", "standing_head", "who_head", "until_head")
    yield Table(say("scan.open"), tuple(say(f"scan.{head}") for head in heads), rows)


def _rest(count: int, words: Words) -> Iterator[Block]:
    if count > 0:
        yield Paragraph(words.say("scan.more", count=count), "note")


def _who(newest: ScanRound, plan: PlanView) -> str:
    if plan.owner_name:
        return plan.owner_name
    code = plan.operating_agency or ""
    return newest.board.agencies.get(code, code)


def _until(plan: PlanView, words: Words) -> str:
    if plan.due_on is None:
        return words.say("scan.no_day")
    return day_in_words(plan.due_on, language=words.language)


def _section_title(newest: ScanRound, section: str, words: Words) -> str:
    titles = newest.board.scan.edition.wording(words.language).sections
    own = {item.section: item.words.section_title for item in newest.own_items}
    return titles.get(section) or own.get(section) or section


def _text(newest: ScanRound, item: ItemView, words: Words) -> str:
    own = {each.id: each.words.text for each in newest.own_items}
    told = newest.board.scan.edition.wording(words.language).items.get(item.id)
    return told.text if told else own.get(item.id, item.id)
