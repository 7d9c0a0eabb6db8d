"""What must hold inside the structure of family groups, apart from their words."""

from collections.abc import Iterable, Iterator, Sequence

from surveys.families_never import of_items
from surveys.families_parts import FamiliesStructure, IntakeItem, Limit
from surveys.family_bindings import CLOCKS, LIMITED, SWITCHES
from surveys.problems import Problem, Source
from surveys.resource_map import resource_map
from surveys.yaml_reader import Path


def of_structure(structure: FamiliesStructure, source: Source) -> Iterator[Problem]:
    """Ids that are there twice, names of nothing, limits, minutes, and what is never asked.

    Args:
        structure: everything but the words.
        source: its file.
    """
    yield from _once(structure, source)
    yield from of_items(structure, source)
    yield from _intake(structure, source)
    yield from _limits(structure, source)
    yield from _consent(structure, source)
    yield from _session(structure, source)
    yield from _codes(structure, source)


def ids(parts: Iterable[object]) -> tuple[str, ...]:
    """The ids of parts, in their order."""
    return tuple(str(getattr(part, "id", part)) for part in parts)


def _once(structure: FamiliesStructure, source: Source) -> Iterator[Problem]:
    tables: dict[str, Sequence[object]] = {
        "intake": structure.intake,
        "never": structure.never,
        "screens": structure.screens,
        "limits": structure.limits,
        "consent": structure.consent,
        "choices": structure.choices,
        "tiers": structure.tiers,
        "advice": structure.advice,
        "run_sheet": structure.run_sheet,
        "questions": structure.questions,
        "incident": structure.incident,
        "card": structure.card,
        "dimensions": structure.dimensions,
        "valence": structure.valence,
        "codebook_rules": structure.codebook_rules,
        "codes": structure.codes,
    }
    named: list[list[tuple[str, Path]]] = [
        [(each, (table, place)) for place, each in enumerate(ids(parts))]
        for table, parts in tables.items()
    ]
    named.append([(item.id, path) for item, path in _items(structure)])
    for each in named:
        yield from _twice(each, source)


def _twice(named: Iterable[tuple[str, Path]], source: Source) -> Iterator[Problem]:
    places: dict[str, list[Path]] = {}
    for each, path in named:
        places.setdefault(each, []).append(path)
    yield from (source.twice(paths) for paths in places.values() if len(paths) > 1)


def _items(structure: FamiliesStructure) -> Iterator[tuple[IntakeItem, Path]]:
    for place, section in enumerate(structure.intake):
        for inside, item in enumerate(section.items):
            yield item, ("intake", place, "items", inside)


def _known(
    names: Iterable[str], known: Sequence[str], source: Source, path: Path, kind: str
) -> Iterator[Problem]:
    for name in dict.fromkeys(names):
        if name not in known:
            what = f"{source.quoted(name)} is no {kind}"
            remedy = f"give one of {', '.join(known)}" if known else "remove it"
            yield source.problem("I012", path, what=what, remedy=remedy)


def _intake(structure: FamiliesStructure, source: Source) -> Iterator[Problem]:
    points = ids(structure.consent)
    for item, path in _items(structure):
        where = (*path, "screens")
        yield from _known(item.screens, item.answers, source, where, "answer to it")
        yield from _known(item.screens.values(), structure.screens, source, where, "screen")
        if item.said_first:
            where = (*path, "said_first")
            yield from _known((item.said_first,), points, source, where, "point of the consent")


def _limits(structure: FamiliesStructure, source: Source) -> Iterator[Problem]:
    given = ids(structure.limits)
    yield from _known(given, LIMITED, source, ("limits",), "setting with a limit")
    for setting in LIMITED:
        if setting not in given:
            what = f"{source.quoted(setting)} is missing"
            yield source.problem("I010", ("limits",), what=what)
    for place, limit in enumerate(structure.limits):
        yield from _limit(limit, source, ("limits", place))


def _limit(limit: Limit, source: Source, path: Path) -> Iterator[Problem]:
    figures = (limit.least, limit.usual, limit.most)
    if list(figures) != sorted(figures):
        what = f"its figures are {', '.join(str(figure) for figure in figures)}"
        yield source.problem("I012", path, what=what, remedy="let least, usual and most rise")
    if limit.id in CLOCKS and limit.most > limit.usual:
        what = f"it may be set up to {limit.most} days and is usually {limit.usual}"
        remedy = f"what is kept may be kept shorter only: give {limit.usual} as most"
        yield source.problem("I012", path, what=what, remedy=remedy)


def _consent(structure: FamiliesStructure, source: Source) -> Iterator[Problem]:
    for place, point in enumerate(structure.consent):
        path: Path = ("consent", place)
        if point.switch:
            names = (point.switch,)
            yield from _known(names, tuple(SWITCHES), source, (*path, "switch"), "switch")
        known = SWITCHES.get(point.switch or "")
        values = known.values if known else ()
        kind = f"value of '{point.switch}'" if point.switch else "value, as it has no switch"
        yield from _known(point.silent, values, source, (*path, "silent"), kind)
    for place, choice in enumerate(structure.choices):
        path = ("choices", place, "only")
        yield from _known(choice.only, tuple(SWITCHES), source, path, "switch")
        for switch, value in choice.only.items():
            if switch in SWITCHES:
                values, kind = SWITCHES[switch].values, f"value of '{switch}'"
                yield from _known((value,), values, source, path, kind)


def _session(structure: FamiliesStructure, source: Source) -> Iterator[Problem]:
    steps, path = structure.run_sheet, ("run_sheet",)
    total = sum(step.minutes for step in steps)
    if total != structure.minutes:
        what = f"its steps take {total} minutes and the session {structure.minutes}"
        yield source.problem("I012", path, what=what, remedy="let them come to the same")
    asked = ids(structure.questions)
    planned = tuple(step.id for step in steps if step.id in asked)
    if planned != asked:
        what = f"it has the questions {', '.join(planned) or 'none'}"
        remedy = f"give them all, in the order of 'questions': {', '.join(asked)}"
        yield source.problem("I012", path, what=what, remedy=remedy)
    ticked = [place for place, step in enumerate(steps) if step.tick]
    first = next((place for place, step in enumerate(steps) if step.id in asked), len(steps))
    if len(ticked) != 1 or ticked[0] > first or steps[ticked[0]].id in asked:
        shown = ", ".join(steps[place].id for place in ticked) or "nothing"
        what = f"{shown} is ticked"
        remedy = "tick one step, the reporting notice, and put it before the first question"
        yield source.problem("I012", path, what=what, remedy=remedy)


def _codes(structure: FamiliesStructure, source: Source) -> Iterator[Problem]:
    codes, dimensions = ids(structure.codes), ids(structure.dimensions)
    kinds, gaps = ids(resource_map().categories), ids(resource_map().gap_types)
    for place, dimension in enumerate(structure.dimensions):
        path: Path = ("dimensions", place, "gap_type")
        named = (dimension.gap_type,) if dimension.gap_type else ()
        yield from _known(named, gaps, source, path, "kind of gap")
    for place, code in enumerate(structure.codes):
        path = ("codes", place)
        others = tuple(each for each in codes if each != code.id)
        for field, name, known, kind in (
            ("instead", code.instead, others, "other code"),
            ("dimension", code.dimension, dimensions, "dimension"),
            ("service", code.service, kinds, "kind of help"),
        ):
            yield from _known((name,) if name else (), known, source, (*path, field), kind)
