"""The rules that propose a category for a listing: codes, headings and words, as they are shipped.

They are content, and are read from the folder of the map of resources.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from surveys.instrument import Frozen, Identifier
from surveys.problems import InstrumentProblems, Problem, Source
from surveys.resource_checks import EVIDENCE
from surveys.resource_map import FOLDER, read_file, resource_map
from surveys.resource_phrases import Phrase, by_stem, phrase
from surveys.yaml_reader import Path as Place

RULES = FOLDER / "rules"


class FederalCode(Frozen):
    """A code of the federal treatment locator.

    Attributes:
        of: the codes of the questions that it answers.
        labels: the words that stand for it in a download.
        facts: what is a "yes" where a place has it; nothing is a "no" where it is missing.
    """

    code: str = Field(pattern=r"^[A-Z][A-Z0-9]{0,7}$")
    of: tuple[str, ...] = Field(min_length=1)
    labels: tuple[str, ...] = ()
    facts: tuple[Identifier, ...] = ()


class FederalProposal(Frozen):
    """A category that follows from any of some codes together with all of others."""

    category: Identifier
    any: tuple[str, ...] = Field(min_length=1)
    together: tuple[str, ...] = Field(default=(), alias="with")
    weak: bool = False


class Federal(Frozen):
    """The crosswalk from codes of the federal treatment locator.

    Attributes:
        questions: code of a question to how its name begins, in small letters.
    """

    questions: dict[str, tuple[str, ...]]
    codes: tuple[FederalCode, ...]
    proposals: tuple[FederalProposal, ...]


class Heading(Frozen):
    """A heading of Open Eligibility with its path.

    Attributes:
        weak: the heading is wider than the category.
        by_name: its last name alone is enough, no other heading of that name means another thing.
    """

    path: str
    category: Identifier
    weak: bool = False
    by_name: bool = False

    @property
    def name(self) -> str:
        """The last name of the path."""
        return self.path.rpartition(" > ")[2]


class Headings(Frozen):
    """The crosswalk from Open Eligibility; it has a license of its own."""

    license: str
    paths: tuple[Heading, ...]


class WordRule(Frozen):
    """Phrases that propose a category.

    Attributes:
        where: in names of headings and services only, or in descriptions too.
        needs: contexts that the whole listing must have, all of them.
        not_by: contexts that undo it in the name of the service or of its organization.
        unless: phrases that undo it within the same text.
    """

    category: Identifier
    where: Literal["names", "anywhere"] = "anywhere"
    phrases: tuple[str, ...] = Field(min_length=1)
    needs: tuple[Identifier, ...] = ()
    not_by: tuple[Identifier, ...] = ()
    unless: tuple[str, ...] = ()


class Words(Frozen):
    """The rules by words, and how far each kind of rule is trusted."""

    confidence: dict[Identifier, float]
    contexts: dict[Identifier, tuple[str, ...]]
    entries: tuple[WordRule, ...]


@dataclass(frozen=True, slots=True)
class ReadyRule:
    """A rule by words, ready for use."""

    category: str
    in_descriptions: bool
    needs: tuple[str, ...]
    not_by: tuple[str, ...]
    unless: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules, made ready once.

    Attributes:
        confidence: kind of rule to how far it is trusted; an order, and no measured chance.
        codes: federal code to what it tells.
        labels: (code of the question, label in small letters) to the code.
        questions: how the name of a question begins, in small letters, to its code.
        proposals: what follows from codes.
        headings: path, or name where that is enough, in small letters, to the heading.
        rules: by words; `phrases` names them by their number here.
        phrases: stem to the phrases that begin so, with the number of their rule.
        contexts: what a rule by words may need.
    """

    confidence: Mapping[str, float]
    codes: Mapping[str, FederalCode]
    labels: Mapping[tuple[str, str], str]
    questions: Mapping[str, str]
    proposals: tuple[FederalProposal, ...]
    headings: Mapping[str, Heading]
    rules: tuple[ReadyRule, ...]
    phrases: Mapping[str, tuple[tuple[int, Phrase], ...]]
    contexts: Mapping[str, tuple[Phrase, ...]]


@cache
def rule_book() -> RuleBook:
    """The rules that come with Common Table.

    Raises:
        InstrumentProblems: a file was damaged; with everything that is wrong with the files.
    """
    return load_rules(RULES)


def load_rules(folder: Path) -> RuleBook:
    """The rules in a folder.

    Raises:
        InstrumentProblems: everything that is wrong with its files.
    """
    federal_source, federal = read_file(folder / "findtreatment.yaml", Federal)
    heading_source, headings = read_file(folder / "open_eligibility.yaml", Headings)
    word_source, words = read_file(folder / "words.yaml", Words)
    problems = [*federal.problems, *headings.problems, *words.problems]
    if federal.model is None or headings.model is None or words.model is None or problems:
        raise InstrumentProblems(problems)
    problems += _of_federal(federal.model, federal_source)
    problems += _of_headings(headings.model, heading_source)
    problems += _of_words(words.model, word_source)
    if problems:
        raise InstrumentProblems(problems)
    return _made_ready(federal.model, headings.model, words.model)


def _made_ready(federal: Federal, headings: Headings, words: Words) -> RuleBook:
    rules = tuple(
        ReadyRule(
            category=entry.category,
            in_descriptions=entry.where == "anywhere",
            needs=entry.needs,
            not_by=entry.not_by,
            unless=tuple(phrase(each) for each in entry.unless),
        )
        for entry in words.entries
    )
    numbered = [
        (at, phrase(each)) for at, entry in enumerate(words.entries) for each in entry.phrases
    ]
    return RuleBook(
        confidence=words.confidence,
        codes={each.code: each for each in federal.codes},
        labels={
            (question, label.lower()): each.code
            for each in federal.codes
            for label in each.labels
            for question in each.of
        },
        questions={name: code for code, names in federal.questions.items() for name in names},
        proposals=federal.proposals,
        headings=_headings(headings),
        rules=rules,
        phrases=by_stem(numbered),
        contexts={name: tuple(map(phrase, each)) for name, each in words.contexts.items()},
    )


def _headings(headings: Headings) -> dict[str, Heading]:
    named = {each.name.lower(): each for each in headings.paths if each.by_name}
    return named | {each.path.lower(): each for each in headings.paths}


def _of_federal(federal: Federal, source: Source) -> Iterator[Problem]:
    codes = [each.code for each in federal.codes]
    facts = resource_map().facts
    for place, each in enumerate(federal.codes):
        path: Place = ("codes", place)
        if codes.index(each.code) != place:
            yield source.twice([("codes", codes.index(each.code)), path])
        yield from _no(each.facts, facts, "fact", source=source, path=path)
    for place, each in enumerate(federal.proposals):
        path = ("proposals", place)
        yield from _no((each.category,), _categories(), "category", source=source, path=path)
        yield from _no((*each.any, *each.together), codes, "code", source=source, path=path)


def _of_headings(headings: Headings, source: Source) -> Iterator[Problem]:
    seen: dict[str, Heading] = {}
    paths = [each.path for each in headings.paths]
    for place, each in enumerate(headings.paths):
        path: Place = ("paths", place)
        yield from _no((each.category,), _categories(), "category", source=source, path=path)
        if paths.index(each.path) != place:
            yield source.twice([("paths", paths.index(each.path)), path])
        first = seen.setdefault(each.name, each)
        if each.by_name and (first.category, first.weak) != (each.category, each.weak):
            what = f"'{each.name}' alone leads to '{first.category}' too"
            yield source.problem("I012", path, what=what, remedy="leave out 'by_name'")


def _of_words(words: Words, source: Source) -> Iterator[Problem]:
    if tuple(sorted(words.confidence)) != tuple(sorted(EVIDENCE)):
        remedy = f"give a number to each of {', '.join(EVIDENCE)}"
        yield source.problem("I012", ("confidence",), what="a kind is missing", remedy=remedy)
    for name, phrases in words.contexts.items():
        yield from _phrases(phrases, source, ("contexts", name))
    for place, entry in enumerate(words.entries):
        path: Place = ("entries", place)
        yield from _no((entry.category,), _categories(), "category", source=source, path=path)
        contexts = (*entry.needs, *entry.not_by)
        yield from _no(contexts, tuple(words.contexts), "context", source=source, path=path)
        yield from _phrases((*entry.phrases, *entry.unless), source, path)


def _categories() -> tuple[str, ...]:
    return tuple(each.id for each in resource_map().categories)


def _no(
    names: tuple[str, ...],
    known: tuple[str, ...] | list[str],
    kind: str,
    *,
    source: Source,
    path: Place,
) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            what = f"{source.quoted(name)} is no {kind}"
            remedy = f"give one of {', '.join(known)}"
            yield source.problem("I012", path, what=what, remedy=remedy)


def _phrases(written: tuple[str, ...], source: Source, path: Place) -> Iterator[Problem]:
    for each in written:
        try:
            phrase(each)
        except ValueError as error:
            yield source.problem("I012", path, what=str(error).rstrip("."))
