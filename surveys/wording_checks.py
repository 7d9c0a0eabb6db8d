"""What must hold between an instrument and its words, and between its languages."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from surveys.instrument import (
    ChooseItem,
    Fact,
    Instrument,
    Item,
    ItemWording,
    Scale,
    ScaleItem,
    SingleChoiceItem,
    TextItem,
    Wording,
)
from surveys.problems import Problem, Source
from surveys.yaml_reader import Path


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language as they were read.

    Attributes:
        wording: the words.
        source: their file.
        unread: what of that file could not be read.
    """

    wording: Wording
    source: Source
    unread: frozenset[str] = frozenset()


def of_wording(
    instrument: Instrument, words: Words, *, unasked: frozenset[str] = frozenset()
) -> Iterator[Problem]:
    """Words that are missing, and words for something that is not asked.

    Args:
        instrument: the structure.
        words: one language.
        unasked: what of the structure could not be read.
    """
    wording = words.wording
    comparing = _Comparing(words, unasked | _within(instrument, unasked))
    yield from comparing.ids(("sections",), instrument.sections, wording.sections)
    yield from comparing.ids(("scales",), _ids(instrument.scales), wording.scales)
    for scale in instrument.scales:
        yield from comparing.scale(scale)
    tables: Mapping[str, tuple[Iterable[Item | Fact], Mapping[str, ItemWording]]] = {
        "items": (instrument.items, wording.items),
        "open_questions": (instrument.open_questions, wording.open_questions),
        "facts": (instrument.facts, wording.facts),
    }
    for table, (asked, given) in tables.items():
        yield from comparing.ids((table,), _ids(asked), given)
        for each in asked:
            yield from comparing.choices(table, each, given)
    yield from comparing.ids(("broad_groups",), _broad_groups(instrument), wording.broad_groups)
    yield from comparing.ids(("parts",), _parts(instrument), wording.parts)


def of_languages(languages: Iterable[Words]) -> Iterator[Problem]:
    """Help, anchors, prompts and the like that are there in one language only."""
    every = tuple(languages)
    anywhere = dict.fromkeys(path for words in every for path in _optional(words.wording))
    for words in every:
        own = set(_optional(words.wording))
        for path in anywhere:
            told = words.unread.isdisjoint(str(part) for part in path)
            within = len(path) < 3 or path[:-1] in words.source.reading.lines
            if path not in own and told and within:
                what = "has no text, but other languages have one"
                yield words.source.problem("I030", path, what=what)


@dataclass(frozen=True, slots=True)
class _Comparing:
    """What is asked against what there are words for."""

    words: Words
    unasked: frozenset[str]

    def ids(
        self, path: Path, wanted: Iterable[str], given: Mapping[str, object]
    ) -> Iterator[Problem]:
        """What has no words, and words for what is not there."""
        wanted = tuple(wanted)
        source, silent = self.words.source, self.words.unread | self.unasked
        for each in wanted:
            if each not in given and each not in silent and path[0] not in self.words.unread:
                yield source.problem("I030", (*path, each), what="has no text")
        for each in given:
            if each not in wanted and each not in silent and path[0] not in self.unasked:
                yield source.problem("I031", (*path, each), what="is not in instrument.yaml")

    def scale(self, scale: Scale) -> Iterator[Problem]:
        """The words of the points and of the choices that are no answer."""
        words = self.words.wording.scales.get(scale.id)
        if words is None or scale.id in self.unasked:
            return
        path = ("scales", scale.id)
        yield from self.ids((*path, "points"), _ids(scale.points), words.points)
        yield from self.ids((*path, "no_answer"), scale.no_answer, words.no_answer)

    def choices(
        self, table: str, asked: Item | Fact, given: Mapping[str, ItemWording]
    ) -> Iterator[Problem]:
        """The words of the options of a question and of the choices that are no answer."""
        words = given.get(asked.id)
        if words is None or asked.id in self.unasked:
            return
        path = (table, asked.id)
        chosen = isinstance(asked, ChooseItem | SingleChoiceItem | Fact)
        coded = not isinstance(asked, ScaleItem | TextItem | Fact)
        yield from self.ids((*path, "options"), asked.options if chosen else (), words.options)
        yield from self.ids((*path, "no_answer"), asked.no_answer if coded else (), words.no_answer)


def _within(instrument: Instrument, unasked: frozenset[str]) -> frozenset[str]:
    """The tables that may hold words for what an unread item or fact would have named."""
    facts = "facts" in unasked or any(fact.id in unasked for fact in instrument.facts)
    items = "items" in unasked or any(item.id in unasked for item in instrument.items)
    return frozenset({"broad_groups"} if facts else ()) | frozenset({"parts"} if items else ())


def _ids(parts: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(getattr(part, "id", "")) for part in parts)


def _broad_groups(instrument: Instrument) -> tuple[str, ...]:
    broad = (group for fact in instrument.facts for group in fact.broad.values())
    return tuple(dict.fromkeys(broad))


def _parts(instrument: Instrument) -> tuple[str, ...]:
    rated = (item for item in instrument.items if isinstance(item, ScaleItem))
    return tuple(dict.fromkeys(item.part for item in rated if item.part is not None))


def _optional(wording: Wording) -> tuple[Path, ...]:
    """The places of all texts that an instrument may have or not have."""
    texts = {"outro": wording.outro, "note": wording.note, "facts_note": wording.facts_note}
    asked = {
        "items": wording.items,
        "open_questions": wording.open_questions,
        "facts": wording.facts,
    }
    return (
        *((name,) for name, text in texts.items() if text is not None),
        *(("prompts", prompt) for prompt in wording.prompts),
        *(("sections", each, "pole") for each, words in wording.sections.items() if words.pole),
        *(
            (table, each, "help")
            for table, questions in asked.items()
            for each, words in questions.items()
            if words.help
        ),
        *(
            ("scales", scale, "points", point, "anchor")
            for scale, words in wording.scales.items()
            for point, point_words in words.points.items()
            if point_words.anchor
        ),
    )
