"""Which kinds of help a listing may be, and what its codes tell: proposals for a person to settle.

A rule never decides. What it proposes is no supply until somebody has confirmed it, and what a
listing does not say is unknown.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from surveys.resource_map import resource_map
from surveys.resource_parts import FactState
from surveys.resource_phrases import Searched, any_within, searched
from surveys.resource_rule_book import Heading, ReadyRule, RuleBook, rule_book

Term = tuple[str, str, str]
"""A vocabulary, a code and a name that a listing was filed under; each may be empty."""

_FEDERAL = "findtreatment"
_HEADINGS = ("open eligibility", "openeligibility", "open_eligibility", "open-eligibility")
_NOT_OFFERED = re.compile(
    r"\b(?:no longer|(?:do|does|did|can|is|are)(?: not|n['\u2019]t)|cannot|ya no|no)"
    r"(?: (?:currently|now|yet|se))?"
    r" (?:offer|provid|accept|available|run|ofrec|provee|acept)\w*"
    r"[^.;,!?\n]*?(?=$|[.;,!?\n]| but )",
    re.IGNORECASE,
)
"""What a listing says that there is not, up to the end of the clause."""
_NO_TABLE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ListingText:
    """What a listing says of itself.

    Attributes:
        name: of the service.
        terms: the headings or codes it was filed under. For the federal treatment locator the
            vocabulary is "findtreatment", with the question behind it where a label came, as in
            "findtreatment PAY" or "findtreatment PAY: Payment accepted"; the code is one such as
            BC, or empty where only the label came.
        organization: whose service it is; it gives context and proposes nothing by itself.
    """

    name: str
    description: str = ""
    terms: tuple[Term, ...] = ()
    organization: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A kind of help that a listing may be.

    Attributes:
        category: an id of the map of resources.
        rule: what the rule goes by; the map has words for each.
        confidence: how far this kind of rule is trusted, from 0 to 1. It puts rules in order and
            is no chance of being right, which nobody has measured.
        found: the code, the heading or the words that the rule went by.
    """

    category: str
    rule: str
    confidence: float
    found: str


@dataclass(frozen=True, slots=True)
class StatedFact:
    """A fact about a service that its codes state.

    Attributes:
        fact: an id of the map of resources.
        state: always "yes"; a code that is missing states nothing.
        codes: the codes that state it.
    """

    fact: str
    state: FactState
    codes: tuple[str, ...]


def propose(
    listing: ListingText, *, own_prefixes: Mapping[str, str] = _NO_TABLE
) -> tuple[Proposal, ...]:
    """The kinds of help that a listing may be, the best founded first; none if nothing speaks.

    Args:
        listing: what it says of itself.
        own_prefixes: a customer's own table, from how a code begins to a category. The longest
            beginning that fits counts. We ship no codes of licensed vocabularies.

    Raises:
        ValueError: the customer's table leads to something that is no category.
    """
    book = rule_book()
    best: dict[str, Proposal] = {}
    for each in _all(listing, own_prefixes, book):
        if each.category not in best or each.confidence > best[each.category].confidence:
            best[each.category] = each
    order = _order()
    return tuple(sorted(best.values(), key=lambda each: (-each.confidence, order[each.category])))


def facts_from_codes(codes: Iterable[str]) -> tuple[StatedFact, ...]:
    """What the codes of the federal treatment locator state about a service.

    Args:
        codes: such as BC or MD; one that we do not know states nothing.

    Returns:
        The facts that are a "yes", in the order of the map. A fact that is not among them is
        unknown: a missing code is no "no".
    """
    known = rule_book().codes
    stating: dict[str, list[str]] = {}
    for code in dict.fromkeys(each.strip().upper() for each in codes):
        for fact in known[code].facts if code in known else ():
            stating.setdefault(fact, []).append(code)
    return tuple(
        StatedFact(fact, "yes", tuple(stating[fact]))
        for fact in resource_map().facts
        if fact in stating
    )


def codes_of(terms: Iterable[Term]) -> tuple[str, ...]:
    """The codes of the federal treatment locator among the terms of a listing, each once.

    A label is only read together with the question that it answers: some labels answer two.
    """
    found = (_code(*term) for term in terms)
    return tuple(dict.fromkeys(code for code in found if code))


@lru_cache(maxsize=4096)
def _code(vocabulary: str, code: str, name: str) -> str:
    if not _is_federal(vocabulary):
        return ""
    book = rule_book()
    if code.strip():
        return code.strip().upper()
    question = vocabulary.strip()[len(_FEDERAL) :].lower().strip(" :/-")
    label = " ".join(name.split()).lower()
    short = question.partition(":")[0].strip().upper()
    for asked in (short, *(book.questions[each] for each in _begun(question, book))):
        if found := book.labels.get((asked, label)):
            return found
    return ""


def _begun(question: str, book: RuleBook) -> Iterator[str]:
    return (begin for begin in book.questions if question.startswith(begin))


@lru_cache(maxsize=256)
def _is_federal(vocabulary: str) -> bool:
    return vocabulary.strip().lower().startswith(_FEDERAL)


def _all(
    listing: ListingText, own_prefixes: Mapping[str, str], book: RuleBook
) -> Iterator[Proposal]:
    if own_prefixes:
        yield from _by_own_table(listing.terms, own_prefixes, book)
    yield from _by_codes(codes_of(listing.terms), book)
    for term in listing.terms:
        if heading := _heading(term, book):
            yield _by_heading(heading, book)
    yield from _by_words(listing, book)


def _by_own_table(
    terms: Iterable[Term], own_prefixes: Mapping[str, str], book: RuleBook
) -> Iterator[Proposal]:
    for _, cell, _ in terms:
        # directories write several codes in one cell: ";" between choices, "*" between parts
        for code in cell.replace("*", ";").split(";"):
            prefix = _longest(code.strip(), own_prefixes)
            if not prefix:
                continue
            category = own_prefixes[prefix]
            if category not in _order():
                known = ", ".join(_order())
                raise ValueError(
                    f"own_prefixes: '{prefix}' leads to '{category}', which is no category; "
                    f"give one of {known}."
                )
            yield Proposal(category, "own_prefix", book.confidence["own_prefix"], code.strip())


def _longest(code: str, own_prefixes: Mapping[str, str]) -> str:
    """The longest beginning that is in the table and does not end within a number."""
    for end in range(len(code), 0, -1):
        within = end < len(code) and code[end - 1].isdigit() and code[end].isdigit()
        if not within and code[:end] in own_prefixes:
            return code[:end]
    return ""


def _by_codes(codes: tuple[str, ...], book: RuleBook) -> Iterator[Proposal]:
    for each in book.proposals if codes else ():
        first = next((code for code in codes if code in each.any), "")
        if first and all(code in codes for code in each.together):
            rule = "findtreatment_weak" if each.weak else "findtreatment"
            found = " + ".join((first, *each.together))
            yield Proposal(each.category, rule, book.confidence[rule], found)


def _heading(term: Term, book: RuleBook) -> Heading | None:
    """The heading of a whole path, or of its last name where the vocabulary is known."""
    vocabulary, _, name = term
    if " > " in name or vocabulary.strip().lower().startswith(_HEADINGS):
        return book.headings.get(name.strip().lower())
    return None


def _by_heading(heading: Heading, book: RuleBook) -> Proposal:
    rule = "open_eligibility_weak" if heading.weak else "open_eligibility"
    return Proposal(heading.category, rule, book.confidence[rule], heading.path)


def _by_words(listing: ListingText, book: RuleBook) -> Iterator[Proposal]:
    about = _About(listing, book)
    named = [name for vocabulary, _, name in listing.terms if not _is_federal(vocabulary)]
    hints = [("taxonomy_name", _hints_of_heading(name)) for name in named]
    hints.append(("service_name", _hints(_offered(listing.name), book)))
    described = _hints(_offered(listing.description), book)
    hints.append(("description", [each for each in described if each[0].in_descriptions]))
    for kind, found in hints:
        for rule, words in found:
            if about.allows(rule):
                yield Proposal(rule.category, kind, book.confidence[kind], words)


def _offered(text: str) -> Searched:
    """A text without what it says is not offered."""
    return searched(_NOT_OFFERED.sub(" . ", text))


_Hints = list[tuple[ReadyRule, str]]


def _hints(text: Searched, book: RuleBook) -> _Hints:
    """The rules whose words are in a text, before anything else of the listing is looked at."""
    hints: _Hints = []
    for stem in sorted(text.stems & book.phrases.keys()):
        for number, phrase in book.phrases[stem]:
            rule = book.rules[number]
            words = phrase.within(text)
            if words and not any_within(rule.unless, text):
                hints.append((rule, words))
    return hints


@lru_cache(maxsize=16384)
def _hints_of_heading(name: str) -> _Hints:
    return _hints(searched(name), rule_book())


class _About:
    """What a listing is about, read only when a rule needs to know."""

    def __init__(self, listing: ListingText, book: RuleBook) -> None:
        self._listing = listing
        self._book = book
        self._known: dict[tuple[str, bool], bool] = {}
        self._texts: dict[bool, Searched] = {}

    def allows(self, rule: ReadyRule) -> bool:
        """Whether the listing is about all that a rule needs, and is by nobody that undoes it."""
        return all(self._has(each, by_whom=False) for each in rule.needs) and not any(
            self._has(each, by_whom=True) for each in rule.not_by
        )

    def _has(self, context: str, *, by_whom: bool) -> bool:
        asked = (context, by_whom)
        if asked not in self._known:
            text = self._text(by_whom=by_whom)
            self._known[asked] = any_within(self._book.contexts[context], text)
        return self._known[asked]

    def _text(self, *, by_whom: bool) -> Searched:
        if by_whom not in self._texts:
            said = self._listing
            parts = [said.name, said.organization]
            if not by_whom:
                parts += [said.description, *(name for _, _, name in said.terms)]
            self._texts[by_whom] = searched(". ".join(parts))
        return self._texts[by_whom]


@cache
def _order() -> dict[str, int]:
    return {each.id: place for place, each in enumerate(resource_map().categories)}
