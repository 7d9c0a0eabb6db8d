"""What must hold inside the structure of an instrument, apart from its words."""

from collections.abc import Collection, Iterator, Mapping

from surveys.instrument import (
    ChooseItem,
    Fact,
    Instrument,
    Item,
    NumberItem,
    PercentItem,
    Scale,
    ScaleItem,
    SingleChoiceItem,
    TextItem,
)
from surveys.problems import Problem, Source
from surveys.yaml_reader import Path


def of_instrument(
    instrument: Instrument, source: Source, *, unread: Collection[str] = ()
) -> Iterator[Problem]:
    """Problems of the structure.

    Args:
        instrument: the structure; what stands in for a part that was not read has no problems.
        source: its file.
        unread: what of the file could not be read.
    """
    yield from of_ids(instrument, source)
    for place, scale in enumerate(instrument.scales):
        yield from of_scale(scale, source, ("scales", place))
    yield from of_items(instrument, source, unread=unread)
    for place, fact in enumerate(instrument.facts):
        yield from _fact(fact, source, ("facts", place))


def of_scale(scale: Scale, source: Source, path: Path) -> Iterator[Problem]:
    """Problems of one scale that stands at this place."""
    values = [point.value for point in scale.points]
    ids = [point.id for point in scale.points]
    if values != sorted(set(values)):
        shown = ", ".join(str(value) for value in values)
        yield source.problem("I023", (*path, "points"), what=f"the values are {shown}")
    if scale.midpoint and len(values) % 2 == 0:
        what = f"it has {len(values)} points and says it has a midpoint"
        yield source.problem("I024", (*path, "midpoint"), what=what)
    yield from _once(ids, source, (*path, "points"))
    yield from _codes(scale.no_answer, ids, source, path)


def of_items(
    instrument: Instrument, source: Source, *, unread: Collection[str] = ()
) -> Iterator[Problem]:
    """Problems of the items alone."""
    for place, item in enumerate(instrument.items):
        path: Path = ("items", place)
        if "sections" not in unread and not isinstance(item, TextItem):
            yield from _known("I021", item.section, instrument.sections, source, (*path, "section"))
        if isinstance(item, ScaleItem):
            scales = [scale.id for scale in instrument.scales]
            if "scales" not in unread:
                yield from _known("I022", item.scale, scales, source, (*path, "scale"))
            yield from _direction(item, source, path)
        yield from _bands(item, source, path)
        yield from _choices(item, source, path)


def of_ids(instrument: Instrument, source: Source) -> Iterator[Problem]:
    """Ids that are used more than once."""
    asked = {
        "items": instrument.items,
        "open_questions": instrument.open_questions,
        "facts": instrument.facts,
    }
    places: dict[str, list[Path]] = {}
    for table, parts in asked.items():
        for place, part in enumerate(parts):
            places.setdefault(part.id, []).append((table, place))
    yield from _repeated(places, source)
    yield from _once(instrument.sections, source, ("sections",))
    yield from _once([scale.id for scale in instrument.scales], source, ("scales",))


def _once(ids: Collection[str], source: Source, path: Path) -> Iterator[Problem]:
    places: dict[str, list[Path]] = {}
    for place, each in enumerate(ids):
        places.setdefault(each, []).append((*path, place))
    yield from _repeated(places, source)


def _repeated(places: Mapping[str, list[Path]], source: Source) -> Iterator[Problem]:
    for paths in places.values():
        if len(paths) > 1:
            yield source.twice(paths)


def _known(
    code: str, name: str, known: Collection[str], source: Source, path: Path
) -> Iterator[Problem]:
    if name not in known:
        yield source.problem(code, path, what=f"{source.quoted(name)} is unknown")


def _direction(item: ScaleItem, source: Source, path: Path) -> Iterator[Problem]:
    if item.reverse and not item.scored:
        what = "an item that is not scored has no direction"
        remedy = "remove 'reverse', or let the item be scored"
        yield source.problem("I012", (*path, "reverse"), what=what, remedy=remedy)


def _bands(item: Item, source: Source, path: Path) -> Iterator[Problem]:
    if not isinstance(item, PercentItem | NumberItem):
        return
    edges = list(item.bands)
    rising = edges == sorted(set(edges))
    if not rising or edges[0] != item.minimum or edges[-1] > item.maximum:
        shown = ", ".join(str(edge) for edge in edges)
        what = f"the bands {shown} do not run from {item.minimum} to {item.maximum}"
        yield source.problem("I025", (*path, "bands"), what=what)


def _choices(item: Item, source: Source, path: Path) -> Iterator[Problem]:
    if isinstance(item, ChooseItem | SingleChoiceItem):
        yield from _once(item.options, source, (*path, "options"))
    if not isinstance(item, ScaleItem | TextItem):
        options = item.options if isinstance(item, ChooseItem | SingleChoiceItem) else ()
        yield from _codes(item.no_answer, options, source, path)
    if isinstance(item, ChooseItem) and not item.at_least <= item.at_most <= len(item.options):
        what = f"it asks for {item.at_least} to {item.at_most} of {len(item.options)} options"
        yield source.problem("I026", (*path, "at_most"), what=what)


def _codes(
    codes: tuple[str, ...], taken: Collection[str], source: Source, path: Path
) -> Iterator[Problem]:
    yield from _once(codes, source, (*path, "no_answer"))
    for place, code in enumerate(codes):
        if code in taken:
            yield source.problem("I027", (*path, "no_answer", place), what="is an option too")


def _fact(fact: Fact, source: Source, path: Path) -> Iterator[Problem]:
    yield from _once(fact.options, source, (*path, "options"))
    left_out = [option for option in fact.options if fact.broad and option not in fact.broad]
    if left_out:
        shown = ", ".join(source.quoted(option) for option in left_out)
        what = f"{shown} {'has' if len(left_out) == 1 else 'have'} no broad group"
        yield source.problem("I028", (*path, "broad"), what=what)
    for option in fact.broad:
        if option not in fact.options:
            yield source.problem("I028", (*path, "broad", option), what="there is no such option")
