"""What must hold inside an instrument, and between it and its words."""

from collections.abc import Iterator, Mapping

from surveys.instrument import (
    ChooseItem,
    Instrument,
    Item,
    ItemWording,
    NumberItem,
    PercentItem,
    ScaleItem,
    SingleChoiceItem,
    TextItem,
    Wording,
)
from surveys.problems import Problem, problem


def of_instrument(instrument: Instrument, file: str) -> Iterator[Problem]:
    """Problems of the structure alone."""
    yield from _ids_once(instrument, file)
    yield from _scales(instrument, file)
    sections = {*instrument.sections}
    scales = {scale.id for scale in instrument.scales}
    for item in instrument.items:
        where = f"item '{item.id}'"
        if not isinstance(item, TextItem) and item.section not in sections:
            yield problem("I021", file, where=where, what=f"section '{item.section}' is unknown")
        if isinstance(item, ScaleItem) and item.scale not in scales:
            yield problem("I022", file, where=where, what=f"scale '{item.scale}' is unknown")
        yield from _bands(item, file)
        yield from _choices(item, file)


def of_wording(instrument: Instrument, wording: Wording, file: str) -> Iterator[Problem]:
    """Words that are missing, and words for something that is not asked."""
    yield from _compare("section", instrument.sections, wording.sections, file)
    items = {item.id: item for item in instrument.items}
    yield from _compare("item", tuple(items), wording.items, file)
    for item_id, item in items.items():
        if item_id in wording.items:
            yield from _options(item, wording.items[item_id], file)
    for scale in instrument.scales:
        words = wording.scales.get(scale.id)
        if words is None:
            yield _missing(f"scale '{scale.id}'", file)
            continue
        points = tuple(point.id for point in scale.points)
        yield from _compare(f"scale '{scale.id}': point", points, words.points, file)
        yield from _compare(
            f"scale '{scale.id}': no-answer", scale.no_answer, words.no_answer, file
        )
    questions = tuple(question.id for question in instrument.open_questions)
    yield from _compare("open question", questions, wording.open_questions, file)
    yield from _compare("fact", tuple(fact.id for fact in instrument.facts), wording.facts, file)
    for fact in instrument.facts:
        if fact.id in wording.facts:
            words_of_fact = wording.facts[fact.id].options
            yield from _compare(f"fact '{fact.id}': option", fact.options, words_of_fact, file)


def _ids_once(instrument: Instrument, file: str) -> Iterator[Problem]:
    asked = (*instrument.items, *instrument.open_questions, *instrument.facts)
    kinds = {
        "item": [each.id for each in asked],
        "section": [*instrument.sections],
        "scale": [scale.id for scale in instrument.scales],
    }
    for kind, ids in kinds.items():
        for twice in sorted({each for each in ids if ids.count(each) > 1}):
            yield problem("I020", file, where=f"{kind} '{twice}'", what="is listed twice")


def _scales(instrument: Instrument, file: str) -> Iterator[Problem]:
    for scale in instrument.scales:
        where = f"scale '{scale.id}'"
        values = [point.value for point in scale.points]
        ids = [point.id for point in scale.points]
        if values != sorted(set(values)):
            shown = ", ".join(str(value) for value in values)
            yield problem("I023", file, where=where, what=f"the values are {shown}")
        for twice in sorted({each for each in ids if ids.count(each) > 1}):
            yield problem("I020", file, where=where, what=f"point '{twice}' is listed twice")
        if scale.midpoint and len(values) % 2 == 0:
            yield problem(
                "I024",
                file,
                where=where,
                what=f"it has {len(values)} points and says it has a midpoint",
                remedy="an even number of points has none; say 'midpoint: false'",
            )
        for code in sorted(set(ids) & set(scale.no_answer)):
            yield problem("I027", file, where=where, what=f"'{code}' is a point too")


def _bands(item: Item, file: str) -> Iterator[Problem]:
    if not isinstance(item, PercentItem | NumberItem):
        return
    edges = list(item.bands)
    rising = edges == sorted(set(edges))
    if not rising or edges[0] != item.minimum or edges[-1] > item.maximum:
        what = f"the bands {edges} do not run from {item.minimum} to {item.maximum}"
        yield problem("I025", file, where=f"item '{item.id}'", what=what)


def _choices(item: Item, file: str) -> Iterator[Problem]:
    where = f"item '{item.id}'"
    if isinstance(item, ChooseItem | SingleChoiceItem):
        ids = list(item.options)
        for twice in sorted({each for each in ids if ids.count(each) > 1}):
            yield problem("I020", file, where=where, what=f"option '{twice}' is listed twice")
        for code in sorted(set(ids) & set(item.no_answer)):
            yield problem("I027", file, where=where, what=f"'{code}' is an option too")
    if isinstance(item, ChooseItem) and not item.at_least <= item.at_most <= len(item.options):
        what = f"it asks for {item.at_least} to {item.at_most} of {len(item.options)} options"
        yield problem("I026", file, where=where, what=what)


def _options(item: Item, words: ItemWording, file: str) -> Iterator[Problem]:
    where = f"item '{item.id}'"
    if isinstance(item, ChooseItem | SingleChoiceItem):
        yield from _compare(f"{where}: option", item.options, words.options, file)
    if not isinstance(item, ScaleItem | TextItem):
        yield from _compare(f"{where}: no-answer", item.no_answer, words.no_answer, file)


def _compare(
    kind: str, wanted: tuple[str, ...], given: Mapping[str, object], file: str
) -> Iterator[Problem]:
    for each in wanted:
        if each not in given:
            yield _missing(f"{kind} '{each}'", file)
    for each in given:
        if each not in wanted:
            yield problem("I031", file, where=f"{kind} '{each}'", what="is not asked")


def _missing(where: str, file: str) -> Problem:
    return problem("I030", file, where=where, what="has no text")
