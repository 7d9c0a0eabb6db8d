"""The questionnaire of a report as an XLSForm, for ODK, KoboToolbox and other programs that ask.

Source:
    XLSForm, https://xlsform.org/en/ref-table/, read in November 2026.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from data.exports.about import about
from data.exports.cells import Cell
from data.exports.content import ReportContent
from data.exports.sheets import write_workbook
from data.exports.table import Table
from surveys.instrument import (
    ChooseItem,
    Fact,
    Instrument,
    Item,
    ItemWording,
    NumberItem,
    PercentItem,
    ScaleItem,
    SingleChoiceItem,
    Wording,
)

_NAMES = {"en": "English (en)", "es": "Español (es)"}
_NO_DAY = date(2000, 1, 1)
_FIRST = ("type", "name")
_LAST = ("required", "constraint", "appearance")
_LOST = (
    (
        "How answers are counted is not in a form: bands of numbers, reversed statements, what "
        "must be in place before a start, who may see a fact."
    ),
    (
        "Answers that were collected with this form elsewhere are not anonymous as they are here. "
        "common-table score FILE takes a table of them through the same door."
    ),
)


def write_xlsform(content: ReportContent) -> bytes:
    """A workbook with the sheets survey, choices and settings, and what did not fit, in words.

    The same questionnaire always gives the same bytes. Where the words may not leave the team, it
    has the numbers of statements in their place.
    """
    instrument = content.edition.instrument
    words = _words(content)
    tables = (
        _survey(content, instrument, words),
        _choices(instrument, words),
        _settings(content, instrument, words),
    )
    read_me = (*about(content), *_LOST)
    day = content.closes_on or _NO_DAY
    return write_workbook(tables, title=content.questionnaire, day=day, read_me=read_me)


def _words(content: ReportContent) -> Mapping[str, Wording | None]:
    """The wordings that may leave, by the name of their column; None where none may."""
    found = {_column(each.language): each for each in content.wordings()}
    return found or {_column(content.language): None}


def _column(language: str) -> str:
    return f"label::{_NAMES.get(language, f'{language} ({language})')}"


def _survey(
    content: ReportContent, instrument: Instrument, words: Mapping[str, Wording | None]
) -> Table:
    rows: list[tuple[Cell, ...]] = []
    section = None
    for item in instrument.items:
        if item.section != section:
            if section is not None:
                rows.append(_row("end_group", "", words, {}))
            said = _sections(item.section, words)
            rows.append(_row("begin_group", f"section_from_{item.id}", words, said))
            section = item.section
        rows.append(_item_row(content, item, words))
    rows.append(_row("end_group", "", words, {}))
    rows += [_item_row(content, each, words) for each in instrument.open_questions]
    rows += [_fact_row(each, words) for each in _asked(instrument)]
    return Table("survey", (*_FIRST, *words, *_LAST), tuple(rows), (24, 24))


def _item_row(
    content: ReportContent, item: Item, words: Mapping[str, Wording | None]
) -> tuple[Cell, ...]:
    said = {name: _text(content, item.id, wording) for name, wording in words.items()}
    kind, constraint, look = "text", "", "multiline"
    if isinstance(item, ScaleItem):
        kind, look = f"select_one {item.scale}", "likert"
    elif isinstance(item, SingleChoiceItem):
        kind, look = f"select_one {item.id}", ""
    elif isinstance(item, ChooseItem):
        kind, look = f"select_multiple {item.id}", ""
        constraint = f"count-selected(.) <= {item.at_most}"
    elif isinstance(item, PercentItem | NumberItem):
        kind, look = "integer", ""
        constraint = f". >= {item.minimum} and . <= {item.maximum}"
    return _row(kind, item.id, words, said, constraint=constraint, look=look)


def _fact_row(fact: Fact, words: Mapping[str, Wording | None]) -> tuple[Cell, ...]:
    said = {
        name: fact.id if wording is None else wording.facts[fact.id].text
        for name, wording in words.items()
    }
    return _row(f"select_one {fact.id}", fact.id, words, said)


def _row(
    kind: str,
    name: str,
    words: Mapping[str, Wording | None],
    said: Mapping[str, str],
    *,
    constraint: str = "",
    look: str = "",
) -> tuple[Cell, ...]:
    labels = (_plain(said.get(column, "")) or None for column in words)
    return (kind, name or None, *labels, None, constraint or None, look or None)


def _choices(instrument: Instrument, words: Mapping[str, Wording | None]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for scale in instrument.scales:
        for point in scale.points:
            said = {
                name: str(point.value) if w is None else w.scales[scale.id].points[point.id].label
                for name, w in words.items()
            }
            rows.append(_choice(scale.id, point.id, words, said))
        for code in scale.no_answer:
            said = {
                name: code if w is None else w.scales[scale.id].no_answer.get(code, code)
                for name, w in words.items()
            }
            rows.append(_choice(scale.id, code, words, said))
    for item in instrument.items:
        if isinstance(item, SingleChoiceItem | ChooseItem):
            given = {name: w and w.items[item.id] for name, w in words.items()}
            codes = item.no_answer if isinstance(item, SingleChoiceItem) else ()
            rows += _options(item.id, (*item.options, *codes), words, given)
    for fact in _asked(instrument):
        given = {name: w and w.facts[fact.id] for name, w in words.items()}
        rows += _options(fact.id, fact.options, words, given)
    return Table("choices", ("list_name", "name", *words), tuple(rows), (24, 24))


def _options(
    of: str,
    options: tuple[str, ...],
    words: Mapping[str, Wording | None],
    given: Mapping[str, ItemWording | None],
) -> Iterator[tuple[Cell, ...]]:
    for option in options:
        said = {
            name: option
            if own is None
            else own.options.get(option) or own.no_answer.get(option, option)
            for name, own in given.items()
        }
        yield _choice(of, option, words, said)


def _choice(
    of: str, name: str, words: Mapping[str, Wording | None], said: Mapping[str, str]
) -> tuple[Cell, ...]:
    return (of, name, *(_plain(said[column]) for column in words))


def _settings(
    content: ReportContent, instrument: Instrument, words: Mapping[str, Wording | None]
) -> Table:
    headers = ("form_title", "form_id", "version", "default_language")
    first = next(iter(words)).removeprefix("label::")
    row = (_plain(content.questionnaire), instrument.id, instrument.version, first)
    return Table("settings", headers, (row,), (40, 24))


def _asked(instrument: Instrument) -> Iterator[Fact]:
    """Facts that a form asks for."""
    return (fact for fact in instrument.facts if fact.source == "respondent")


def _sections(section: str, words: Mapping[str, Wording | None]) -> dict[str, str]:
    return {
        name: wording.sections[section].title
        if wording is not None and section in wording.sections
        else section
        for name, wording in words.items()
    }


def _text(content: ReportContent, item_id: str, wording: Wording | None) -> str:
    """What is asked; the number of the statement where its words may not leave."""
    if wording is not None:
        said = wording.items.get(item_id) or wording.open_questions.get(item_id)
        return said.text if said else item_id
    numbered = content.statements.get(item_id)
    return numbered.text if numbered else item_id


def _plain(text: str) -> str:
    """A text in which no program finds the name of a question to fill in."""
    return text.replace("${", "$ {")
