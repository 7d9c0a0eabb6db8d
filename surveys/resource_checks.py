"""What must hold inside a map of resources, and between the map and its words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveys.problems import Problem, Source
from surveys.resource_parts import USES, Category, Parameter, ResourceMap
from surveys.resource_words import ResourceWording
from surveys.yaml_reader import Path

EVIDENCE = (
    "own_prefix",
    "findtreatment",
    "findtreatment_weak",
    "open_eligibility",
    "open_eligibility_weak",
    "taxonomy_name",
    "service_name",
    "description",
)
"""What a rule that proposes a category may go by, from the most to the least telling."""


@dataclass(frozen=True, slots=True)
class Named:
    """Names that one part of the map has for others, and where they stand."""

    path: Path
    names: Iterable[str]
    known: Sequence[str]
    kind: str


def of_map(resources: ResourceMap, source: Source) -> Iterator[Problem]:
    """Ids that are there twice, names of nothing, figures out of order, and sources for nothing.

    Args:
        resources: the map.
        source: its file.
    """
    yield from _once(resources, source)
    for named in _names(resources):
        yield from _unknown(named, source)
    for place, parameter in enumerate(resources.parameters):
        yield from _parameter(parameter, source, ("parameters", place))
    for place, category in enumerate(resources.categories):
        yield from _category(category, source, ("categories", place))
    cited = _cited(resources)
    for place, citation in enumerate(resources.sources):
        if citation.id not in cited:
            what = f"{source.quoted(citation.id)} is the source of nothing"
            remedy = "remove it or name it where its figure stands"
            yield source.problem("I012", ("sources", place), what=what, remedy=remedy)


def of_words(resources: ResourceMap, wording: ResourceWording, source: Source) -> Iterator[Problem]:
    """Words that are missing, and words for something that is not there.

    Args:
        resources: the map.
        wording: one language.
        source: the file of that language.
    """
    if source.file != f"{wording.language}.yaml":
        what = f"it says its language is '{wording.language}'"
        yield source.problem("I032", ("language",), what=what)
    for path, wanted, given in _tables(resources, wording):
        yield from _same(path, wanted, given, source)
    for category in resources.categories:
        words = wording.categories.get(category.id)
        if words and (words.standard is None) != (category.standard is None):
            path = ("categories", category.id, "standard")
            code, what = (
                ("I030", "has no text") if category.standard else ("I031", "is no standard")
            )
            yield source.problem(code, path, what=what)


_Table = tuple[Path, Iterable[str], Mapping[str, object]]


def _tables(resources: ResourceMap, wording: ResourceWording) -> Iterator[_Table]:
    yield ("groups",), resources.groups, wording.groups
    yield ("rules",), resources.rules, wording.rules
    yield ("uses",), USES, wording.uses
    yield ("evidence",), EVIDENCE, wording.evidence
    yield ("cures",), cures(resources), wording.cures
    yield ("categories",), _ids(resources.categories), wording.categories
    yield ("attributes",), _ids(resources.attributes), wording.attributes
    yield ("populations",), _ids(resources.populations), wording.populations
    yield ("conditions",), _ids(resources.conditions), wording.conditions
    yield ("tiers",), _ids(resources.tiers), wording.tiers
    yield ("parameters",), _ids(resources.parameters), wording.parameters
    yield ("gap_types",), _ids(resources.gap_types), wording.gap_types
    for each in resources.attributes:
        if words := wording.attributes.get(each.id):
            yield ("attributes", each.id, "options"), each.options, words.options


def cures(resources: ResourceMap) -> tuple[str, ...]:
    """The ids of all cures of gaps, in the order of the gaps."""
    return tuple(dict.fromkeys(cure for gap in resources.gap_types for cure in gap.cures))


def _ids(parts: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(getattr(part, "id", "")) for part in parts)


def _same(
    path: Path, wanted: Iterable[str], given: Mapping[str, object], source: Source
) -> Iterator[Problem]:
    wanted = tuple(wanted)
    for each in wanted:
        if each not in given:
            yield source.problem("I030", (*path, each), what="has no text")
    for each in given:
        if each not in wanted:
            yield source.problem("I031", (*path, each), what="is not in resources.yaml")


def _names(resources: ResourceMap) -> Iterator[Named]:
    attributes, facts = _ids(resources.attributes), resources.facts
    parameters, sources = _ids(resources.parameters), _ids(resources.sources)
    for place, category in enumerate(resources.categories):
        path: Path = ("categories", place)
        yield Named((*path, "attributes"), category.attributes, attributes, "attribute")
        yield Named((*path, "group"), (category.group,), resources.groups, "group")
        if standard := category.standard:
            yield Named((*path, "standard", "source"), (standard.source,), sources, "source")
    for place, population in enumerate(resources.populations):
        yield Named(("populations", place, "facts"), population.facts, facts, "fact")
    for place, condition in enumerate(resources.conditions):
        yield Named(("conditions", place, "facts"), condition.facts, facts, "fact")
    for place, tier in enumerate(resources.tiers):
        yield Named(("tiers", place, "parameters"), tier.parameters, parameters, "parameter")
    for place, parameter in enumerate(resources.parameters):
        yield Named(("parameters", place, "sources"), parameter.sources, sources, "source")


def _unknown(named: Named, source: Source) -> Iterator[Problem]:
    names = tuple(named.names)
    for name in dict.fromkeys(names):
        if name not in named.known:
            what = f"{source.quoted(name)} is no {named.kind}"
            remedy = f"give one of {', '.join(named.known)}"
            yield source.problem("I012", named.path, what=what, remedy=remedy)
        if names.count(name) > 1:
            what = f"{source.quoted(name)} is listed {names.count(name)} times"
            yield source.problem("I012", named.path, what=what, remedy="list it once")


def _once(resources: ResourceMap, source: Source) -> Iterator[Problem]:
    tables: dict[str, Iterable[str]] = {
        "groups": resources.groups,
        "rules": resources.rules,
        "categories": _ids(resources.categories),
        "attributes": _ids(resources.attributes),
        "populations": _ids(resources.populations),
        "conditions": _ids(resources.conditions),
        "tiers": _ids(resources.tiers),
        "parameters": _ids(resources.parameters),
        "gap_types": _ids(resources.gap_types),
        "sources": _ids(resources.sources),
    }
    for table, ids in tables.items():
        places: dict[str, list[Path]] = {}
        for place, each in enumerate(ids):
            places.setdefault(each, []).append((table, place))
        yield from (source.twice(paths) for paths in places.values() if len(paths) > 1)


def _category(category: Category, source: Source, path: Path) -> Iterator[Problem]:
    if (category.supply == "flow") != (category.period is not None):
        what = f"its supply is a '{category.supply}' and its period {category.period or 'missing'}"
        remedy = "give a period to a flow, and to nothing else"
        yield source.problem("I012", (*path, "period"), what=what, remedy=remedy)


def _parameter(parameter: Parameter, source: Source, path: Path) -> Iterator[Problem]:
    figures = parameter.figures
    if list(figures) != sorted(figures):
        shown = ", ".join(f"{figure:g}" for figure in figures)
        remedy = "let low, likely and high rise"
        yield source.problem("I012", path, what=f"its figures are {shown}", remedy=remedy)
    if parameter.unit == "share" and any(figure > 1 for figure in figures):
        what = f"a share of {max(figures):g} came"
        yield source.problem("I012", path, what=what, remedy="give a share between 0 and 1")
    sourced = bool(parameter.sources) and parameter.year is not None
    if figures and sourced == parameter.guess:
        remedy = "give a figure its sources and its year, or call it a guess and give none"
        what = "it is not clear where its figures come from"
        yield source.problem("I012", path, what=what, remedy=remedy)


def _cited(resources: ResourceMap) -> frozenset[str]:
    standards = (each.standard.source for each in resources.categories if each.standard)
    parameters = (source for each in resources.parameters for source in each.sources)
    return frozenset((*standards, *parameters))
