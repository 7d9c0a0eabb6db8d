"""Structure and words of an instrument from the questions and lists of an XLSForm."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveys.instrument import (
    ChooseItem,
    Instrument,
    Item,
    NumberItem,
    PercentItem,
    Point,
    Scale,
    ScaleItem,
    SingleChoiceItem,
    TextItem,
)
from surveys.xlsform_ids import fitting_id
from surveys.xlsform_lists import MOST_OPTIONS, MOST_POINTS, MOST_ROWS, Choice, ChoiceList
from surveys.xlsform_sheets import Line, Remark, Words, shortened
from surveys.xlsform_walk import Placed

MOST_ITEMS = 300
_BANDS = 5
_ALONE = "questions"


@dataclass(frozen=True, slots=True)
class Named:
    """Something with an id here, and the texts that it has in the form.

    Attributes:
        id: here.
        words: by language; empty where the form has none.
        otherwise: what stands in their place then.
        help: by language.
        choices: of a question that has its own, or of a scale.
    """

    id: str
    words: Words
    otherwise: str
    help: Words
    choices: ChoiceList | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """A structure, and the texts that belong to it."""

    instrument: Instrument
    scales: tuple[Named, ...]
    sections: tuple[Named, ...]
    items: tuple[Named, ...]
    open_questions: tuple[Named, ...]


def build(
    placed: Sequence[Placed], lists: Mapping[str, ChoiceList], *, about: Mapping[str, str]
) -> tuple[Built | None, tuple[Remark, ...]]:
    """Make the structure.

    Args:
        placed: the questions, in their order.
        lists: of choices, by name.
        about: id, title and version of the instrument.

    Returns:
        The structure, None where no question is left that is counted; and remarks.
    """
    building = _Building(lists, title=about["title"])
    building.remark_on_scales(placed)
    for each in placed:
        building.add(each)
    remarks = (*building.remarks, *_early_open_questions(placed))
    if not building.items:
        return None, remarks
    return building.finished(about), remarks


class _Building:
    """What grows question by question."""

    def __init__(self, lists: Mapping[str, ChoiceList], *, title: str) -> None:
        self.items: list[tuple[Item, Named]] = []
        self.remarks: list[Remark] = []
        self._lists = lists
        self._title = title
        self._open: list[tuple[TextItem, Named]] = []
        self._scales: dict[str, tuple[Scale, Named]] = {}
        self._sections: dict[tuple[object, ...], Named] = {}
        self._ids: set[str] = set()
        self._section_ids: set[str] = set()
        self._used: set[str] = set()

    def remark_on_scales(self, placed: Sequence[Placed]) -> None:
        """Find the lists that are scales: those the form shows as one, or several questions use."""
        ones = [each.asked for each in placed if each.asked.kind == "one"]
        uses = Counter(each.list_name for each in ones)
        likert = {each.list_name for each in ones if each.likert}
        taken: set[str] = set()
        for name, count in uses.items():
            choices = self._lists.get(name)
            ordered = choices and (name in likert or (count > 1 and choices.looks_ordered))
            if not choices or not ordered or _unfit(name, choices):
                continue
            points = len(choices.options)
            if points > MOST_POINTS:
                what = f"'{shortened(name)}' looks like a scale of {points} points"
                what += f" and stays single choices; a scale takes {MOST_POINTS}"
                self._remark("choices", choices.row, what)
                continue
            scale = _scale(choices, fitting_id(name, taken, before="scale"))
            named = Named(scale.id, {}, "", {}, choices)
            self._scales[name] = (scale, named)
            self._remark("choices", choices.row, _scale_told(choices, count))

    def add(self, each: Placed) -> None:
        """One question, unless its choices do not fit."""
        row, asked = each.line.row, each.asked
        choices = self._lists.get(asked.list_name)
        reason = _unfit(asked.list_name, choices) if asked.list_name else ""
        if len(self._open if asked.kind == "text" else self.items) == MOST_ITEMS:
            reason = f"a questionnaire takes {MOST_ITEMS} such questions"
        if reason:
            shown = shortened(each.line.cell("name"), most=40)
            self.remarks.append(Remark("survey", row, f"left out: {reason}", shown))
            return
        if choices and asked.list_name not in self._used:
            self._used.add(asked.list_name)
            self.remarks += choices.remarks
        named = self._named(each.line, choices if asked.list_name not in self._scales else None)
        if asked.kind == "text":
            self._open.append((TextItem(id=named.id), named))
        else:
            self.items.append((self._item(each, named.id, choices), named))

    def finished(self, about: Mapping[str, str]) -> Built:
        """The whole structure."""
        scales = tuple(self._scales.values())
        sections = tuple(self._sections.values())
        instrument = Instrument(
            id=about["id"],
            version=about["version"],
            kind="other",
            edition="draft",
            minutes=max(1, min(120, round(len(self.items) / 6))),
            license="not stated",
            scales=tuple(scale for scale, _ in scales),
            sections=tuple(section.id for section in sections),
            items=tuple(item for item, _ in self.items),
            open_questions=tuple(item for item, _ in self._open),
        )
        return Built(
            instrument,
            scales=tuple(named for _, named in scales),
            sections=sections,
            items=tuple(named for _, named in self.items),
            open_questions=tuple(named for _, named in self._open),
        )

    def _named(self, line: Line, choices: ChoiceList | None) -> Named:
        raw = line.cell("name")
        own = fitting_id(raw or "question", self._ids, before="question")
        if own != raw:
            shown = f"the name '{shortened(raw)}' is changed to" if raw else "it gets the name"
            self._remark("survey", line.row, f"{shown} {own}")
        if not line.said("label"):
            self._remark("survey", line.row, "it has no label; its name stands in the place")
        return Named(own, line.said("label"), shortened(raw) or own, line.said("hint"), choices)

    def _item(self, each: Placed, own: str, choices: ChoiceList | None) -> Item:
        section = self._section(each.group)
        if choices is None:
            return self._number(each, own, section)
        options = tuple(option.id for option in choices.options)
        codes = tuple(code.id for code in choices.no_answer)
        if each.asked.kind == "many":
            return self._choose(each, own, section, options, codes)
        if scale := self._scales.get(each.asked.list_name):
            return ScaleItem(id=own, section=section, scale=scale[0].id)
        return SingleChoiceItem(id=own, section=section, options=options, no_answer=codes)

    def _number(self, each: Placed, own: str, section: str) -> Item:
        least, most = each.asked.least or 0, each.asked.most or 0
        if (least, most) == (0, 100):
            what = (
                "0 to 100 is taken as a percentage in bands of 20; make it a number if it is none"
            )
            self._remark("survey", each.line.row, what)
            return PercentItem(id=own, section=section)
        bands = _even_bands(least, most)
        shown = ", ".join(map(str, bands))
        what = f"its numbers are counted in bands from {shown} up; set 'bands' as you want them"
        self._remark("survey", each.line.row, what)
        return NumberItem(id=own, section=section, minimum=least, maximum=most, bands=bands)

    def _choose(
        self, each: Placed, own: str, section: str, options: Sequence[str], codes: Sequence[str]
    ) -> ChooseItem:
        asked = each.asked
        most = len(options) if asked.most is None else min(asked.most, len(options))
        least = asked.least or 0
        if most < 1 or least > most:
            what = "its constraint lets nobody choose anything and is left out"
            self._remark("survey", each.line.row, what)
            most, least = len(options), 0
        return ChooseItem(
            id=own,
            section=section,
            options=tuple(options),
            at_most=most,
            at_least=least,
            no_answer=tuple(codes),
        )

    def _section(self, group: Line | None) -> str:
        """The section of a group; groups of one title are one section."""
        words: Words = group.said("label") if group else {}
        name = group.cell("name") if group else ""
        key = tuple(sorted(words.items())) if words else (name,)
        if key not in self._sections:
            own = fitting_id(name or _ALONE, self._section_ids, before="section")
            title = shortened(name) if group else self._title
            self._sections[key] = Named(own, words, title or own, {})
            if group and own != name:
                shown = f"the name '{shortened(name)}' is changed to" if name else "it is called"
                self._remark("survey", group.row, f"{shown} {own}")
            if group and not words:
                what = "the group has no label; its name stands in the place"
                self._remark("survey", group.row, what)
        return self._sections[key].id

    def _remark(self, sheet: str, row: int, what: str) -> None:
        self.remarks.append(Remark(sheet, row, what))


def _unfit(name: str, choices: ChoiceList | None) -> str:
    """Why a list cannot be the choices of a question; empty if it can."""
    shown = f"list '{shortened(name, most=40)}'"
    if choices is None:
        return f"its {shown} is not in the sheet 'choices'"
    count = len(choices.options)
    if 2 <= count <= MOST_OPTIONS and choices.count <= MOST_ROWS:
        return ""
    many = max(count, choices.count) if count >= 2 else count
    return f"its {shown} has {many:,} to choose from; a question takes 2 to {MOST_OPTIONS}"


def _scale(choices: ChoiceList, own: str) -> Scale:
    values = choices.values or tuple(range(1, len(choices.options) + 1))
    return Scale(
        id=own,
        points=tuple(
            Point(value=value, id=option.id)
            for value, option in zip(values, choices.options, strict=True)
        ),
        no_answer=tuple(code.id for code in choices.no_answer),
        midpoint=choices.has_middle,
    )


def _scale_told(choices: ChoiceList, count: int) -> str:
    first, last = (_shown(choices.options[place]) for place in (0, -1))
    questions = "1 question" if count == 1 else f"{count} questions"
    middle = " with a middle" if choices.has_middle else ""
    points = f"a scale of {len(choices.options)} points{middle} for {questions}"
    ends = f"from '{first}' (lowest) to '{last}' (highest)"
    wrong = "turn it around, or make them single choices, where that is wrong"
    return f"the list '{shortened(choices.name)}' is taken as {points}, {ends}; {wrong}"


def _shown(choice: Choice) -> str:
    return shortened(next(iter(choice.words.values()), choice.name), most=40)


def _even_bands(least: int, most: int) -> tuple[int, ...]:
    numbers = most - least + 1
    bands = min(_BANDS, numbers)
    return tuple(least + numbers * place // bands for place in range(bands))


def _early_open_questions(placed: Sequence[Placed]) -> Iterator[Remark]:
    """Questions for words that others follow: they come last here."""
    counted = [place for place, each in enumerate(placed) if each.asked.kind != "text"]
    for place, each in enumerate(placed):
        if each.asked.kind == "text" and counted and place < counted[-1]:
            yield Remark("survey", each.line.row, "questions for words are asked last here")
