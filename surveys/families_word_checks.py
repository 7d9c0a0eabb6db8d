"""What must hold between the structure of family groups and their words."""

from collections.abc import Iterable, Iterator, Mapping

from surveys.families_checks import ids
from surveys.families_never import of_words as of_never
from surveys.families_parts import (
    LEGAL_BASES,
    PAY_FORMS,
    ConsentPart,
    FamiliesStructure,
    IntakeItem,
)
from surveys.families_words import FamiliesWording, ItemWords
from surveys.family_bindings import ALWAYS, BLANKS, SWITCHES, blanks
from surveys.problems import Problem, Source
from surveys.yaml_reader import Path


def of_words(
    structure: FamiliesStructure, wording: FamiliesWording, source: Source
) -> Iterator[Problem]:
    """Words that are missing, words for nothing, blanks nobody fills, and what is never asked.

    Args:
        structure: everything but the words.
        wording: one language.
        source: the file of that language.
    """
    if source.file != f"{wording.language}.yaml":
        what = f"it says its language is '{wording.language}'"
        yield source.problem("I032", ("language",), what=what)
    for table, wanted, given in _tables(structure, wording):
        yield from _same((table,), wanted, given, source)
    for item in structure.items:
        if words := wording.items.get(item.id):
            yield from _item(item, words, source)
    for point in structure.consent:
        yield from _point(point, wording.consent.get(point.id), source)
    yield from _probes(structure, wording, source)
    yield from of_never(structure, wording, source)
    yield from _units(wording, source)


def _probes(
    structure: FamiliesStructure, wording: FamiliesWording, source: Source
) -> Iterator[Problem]:
    for question in structure.questions:
        words = wording.questions.get(question.id)
        if words and len(words.probes) != question.probes:
            what = f"it has {len(words.probes)} probes and the guide {question.probes}"
            path = ("questions", question.id, "probes")
            yield source.problem("I030", path, what=what, remedy="give as many")
    for section in wording.section_notes:
        if section not in ids(structure.intake):
            yield source.problem(
                "I031", ("section_notes", section), what="is not in structure.yaml"
            )


def between(
    structure: FamiliesStructure, wordings: Mapping[str, tuple[FamiliesWording, Source]]
) -> Iterator[Problem]:
    """Sentences of a consent that promise something else in another language.

    Args:
        structure: everything but the words.
        wordings: the words of each language with their file; the first is what others go by.
    """
    (first, _), *others = wordings.values()
    for wording, source in others:
        for point in structure.consent:
            for value, text in wording.consent.get(point.id, {}).items():
                there = set(blanks(first.consent.get(point.id, {}).get(value, text)))
                here = set(blanks(text))
                if here != there:
                    what = f"it has the blanks {_shown(here)}"
                    remedy = f"give those of {first.language}.yaml: {_shown(there)}"
                    path = ("consent", point.id, value)
                    yield source.problem("I012", path, what=what, remedy=remedy)


def texts_of(point: ConsentPart) -> tuple[str, ...]:
    """Under what the texts of a point stand."""
    if point.switch is None:
        return (ALWAYS,)
    return tuple(each for each in SWITCHES[point.switch].values if each not in point.silent)


def _tables(
    structure: FamiliesStructure, wording: FamiliesWording
) -> Iterator[tuple[str, Iterable[str], Iterable[str]]]:
    questions = ids(structure.questions)
    yield "sections", ids(structure.intake), wording.sections
    yield "items", ids(structure.items), wording.items
    yield "answers", ("yes", "no"), wording.answers
    yield "never", structure.never, wording.never
    yield "screens", structure.screens, wording.screens
    yield "consent", ids(structure.consent), wording.consent
    yield "choices", ids(structure.choices), wording.choices
    yield "tiers", structure.tiers, wording.tiers
    yield "advice", structure.advice, wording.advice
    yield "pay_forms", PAY_FORMS, wording.pay_forms
    yield "units", ("days", "years", "people", "sessions", "quotes"), wording.units
    steps = [each for each in ids(structure.run_sheet) if each not in questions]
    yield "run_sheet", steps, wording.run_sheet
    yield "questions", questions, wording.questions
    yield "incident", structure.incident, wording.incident
    yield "card", structure.card, wording.card
    yield "limits", ids(structure.limits), wording.limits
    yield "legal_bases", LEGAL_BASES, wording.legal_bases
    yield "dimensions", ids(structure.dimensions), wording.dimensions
    yield "valence", structure.valence, wording.valence
    yield "codebook_rules", structure.codebook_rules, wording.codebook_rules
    yield "codes", ids(structure.codes), wording.codes


def _same(
    path: Path, wanted: Iterable[str], given: Iterable[str], source: Source
) -> Iterator[Problem]:
    wanted, given = tuple(wanted), tuple(given)
    for each in wanted:
        if each not in given:
            yield source.problem("I030", (*path, each), what="has no text")
    for each in given:
        if each not in wanted:
            yield source.problem("I031", (*path, each), what="is not in structure.yaml")


def _item(item: IntakeItem, words: ItemWords, source: Source) -> Iterator[Problem]:
    wanted = () if item.kind == "yes_no" else item.answers
    yield from _same(("items", item.id, "options"), wanted, words.options, source)


def _point(
    point: ConsentPart, given: Mapping[str, str] | None, source: Source
) -> Iterator[Problem]:
    if given is None or (point.switch and point.switch not in SWITCHES):
        return
    path: Path = ("consent", point.id)
    yield from _same(path, texts_of(point), given, source)
    for value, text in given.items():
        for blank in blanks(text):
            if blank not in BLANKS:
                what = f"nothing fills the blank {source.quoted(blank)}"
                remedy = f"give one of {', '.join(BLANKS)}"
                yield source.problem("I012", (*path, value), what=what, remedy=remedy)


def _units(wording: FamiliesWording, source: Source) -> Iterator[Problem]:
    for unit, words in wording.units.items():
        if blanks(words.many) != ("count",) or blanks(words.one):
            what = f"{source.quoted(words.many)} came"
            remedy = "write {count} once in 'many' and no blank in 'one'"
            yield source.problem("I012", ("units", unit), what=what, remedy=remedy)


def _shown(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "none"
