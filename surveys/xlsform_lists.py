"""The lists of choices of an XLSForm: what is offered, what is no answer, what looks like a scale.

A form does not say that the points of a list have an order, nor that a choice is no answer. Both
are read from names, numbers and words, and told, so that a person can change it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from surveys.xlsform_ids import fitting_code, fitting_id, number_in
from surveys.xlsform_sheets import Line, Remark, Sheet, Words, shortened

MOST_OPTIONS = 30
MOST_POINTS = 7
MOST_ROWS = 40
"""Of a list: a longer one has too many options for any question."""

_UNSURE_NAMES = re.compile(
    r"(do?_?n_?o?_?t_know|dont_?know|not_applicable|no_aplica|refused?|declined?|no_answer|"
    r"(prefer|rather|wish)_not(_to)?(_say|_answer|_tell)?|no_se|no_sabe|ns_?nc|no_contesta|"
    r"no_responde|ne_sait_pas)"
)
_SHORT_NAMES = re.compile(r"dk|dnk|na|n_a|ns|nc|nr|nsp|pns|pnta")
"""They may be short for something else: they count with the words for it, or without any words."""
_UNSURE_NUMBERS = re.compile(r"-?(88|98|99|888|998|999|8888|9998|9999)")
_END = r"(?=\W*$|\s*[/,;:.(–—-]|\s+(or|o|ou)\s)"
_UNSURE_WORDS = {
    "dk": re.compile(
        r"(i )?(don['’]?t|do not) know" + _END + r"|(yo )?no (lo )?sé?" + _END
        + r"|no sabe" + _END + r"|(je )?ne (sais|sait) pas" + _END
    ),
    "refused": re.compile(
        r"(i )?(would )?(prefer|rather|wish|choose) not( to (say|answer|respond|tell))?" + _END
        + r"|refused?( to (say|answer))?" + _END + r"|declined?( to (say|answer))?" + _END
        + r"|no answer" + _END + r"|prefiero no \w+" + _END + r"|no (contesta|responde)" + _END
        + r"|préfère ne pas \w+" + _END
    ),
    "na": re.compile(
        r"(not applicable|n/a|sans objet|non applicable)" + _END
        + r"|(does not|doesn['’]?t) apply\b|no (se )?aplica\b"
    ),
}  # fmt: skip
_OF_AN_ORDER = re.compile(
    r"\b(agree|disagree|never|rarely|seldom|sometimes|often|always|usually|poor|fair|good|"
    r"excellent|worse|better|satisfied|dissatisfied|likely|unlikely|important|unimportant|not at "
    r"all|a little|somewhat|moderately|very|extremely|completely|mostly|low|high|medium|daily|"
    r"weekly|monthly|acuerdo|desacuerdo|nunca|siempre|veces|poco|mucho|nada|bastante|muy|bajo|"
    r"alto|medio|malo|bueno|satisfech[oa]|probable|importante|jamais|toujours|souvent|parfois|"
    r"d['’]accord|peu|beaucoup|très)\b"
)
_MIDDLE = re.compile(r"\b(neutral|neither|undecided|ni\b.+\bni|neutro|neutre|indecis[oa])\b")
_OTHER = re.compile(r"\b(other|others|otro|otra|otros|otras|autre|autres)\b")


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a list; `id` is the one that it gets here."""

    row: int
    name: str
    id: str
    words: Words


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """A list of choices.

    Attributes:
        name: as the form has it.
        row: of its first choice.
        options: what can be chosen as an answer.
        no_answer: what is taken as no answer.
        count: how many rows the list has; of a very long one only the first are here.
        values: the number of each option, rising, where all have one.
        remarks: on what was changed, for a list that some question uses.
    """

    name: str
    row: int
    options: tuple[Choice, ...]
    no_answer: tuple[Choice, ...]
    count: int
    values: tuple[int, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def looks_ordered(self) -> bool:
        """Numbers that rise, three or more, or words of an order for half of the points."""
        ordered = sum(any(map(_has_order, each.words.values())) for each in self.options)
        return len(self.values) >= 3 or 2 * ordered >= max(len(self.options), 2)

    @property
    def has_middle(self) -> bool:
        """An odd number of points, and the words of the one in the middle say that it is one."""
        middle = self.options[len(self.options) // 2]
        odd = len(self.options) % 2 == 1
        return odd and any(_MIDDLE.search(text.casefold()) for text in middle.words.values())


def read_lists(sheet: Sheet) -> dict[str, ChoiceList]:
    """Every list of the sheet "choices", by its name."""
    lines: dict[str, list[Line]] = {}
    for line in sheet.lines:
        if line.cell("list_name"):
            lines.setdefault(line.cell("list_name"), []).append(line)
    return {name: _list(name, own, sheet.name) for name, own in lines.items()}


def _list(name: str, lines: Sequence[Line], sheet: str) -> ChoiceList:
    remarks = [
        Remark(sheet, line.row, "a choice without a name and a label is left out")
        for line in lines
        if not line.cell("name") and not line.said("label")
    ]
    raw = [_raw(line) for line in lines if line.cell("name") or line.said("label")][:MOST_ROWS]
    classes = _classes(raw)
    options = [each for each, code in zip(raw, classes, strict=True) if code is None]
    values = _values(options)
    if values and values[0] > values[-1]:
        options.reverse()
        values.reverse()
        what = f"the points of the list '{name}' fall; they are turned around to rise"
        remarks.append(Remark(sheet, lines[0].row, what))
    taken: set[str] = set()
    named = [replace(each, id=fitting_id(each.name, taken, before="choice")) for each in options]
    codes = [
        replace(each, id=fitting_code(each.name, taken, otherwise=code))
        for each, code in zip(raw, classes, strict=True)
        if code is not None
    ]
    remarks += _changes((*named, *codes), name, sheet, lines[0].row)
    remarks += _codes_told(codes, sheet)
    remarks += _unlabelled((*named, *codes), sheet)
    return ChoiceList(
        name,
        lines[0].row,
        tuple(named),
        tuple(codes),
        len(lines),
        tuple(values),
        tuple(remarks),
    )


def _raw(line: Line) -> Choice:
    name = line.cell("name") or next(iter(line.said("label").values()))
    return Choice(line.row, name, "", line.said("label"))


def _classes(raw: Sequence[Choice]) -> list[str | None]:
    """The code of each choice that is no answer, None for an option."""
    found = [_class_by_name(each) for each in raw]
    for places in (range(len(raw)), range(len(raw) - 1, -1, -1)):
        for place in places:  # words alone count at an end of the list only
            found[place] = found[place] or _class_by_words(raw[place].words)
            if found[place] is None:
                break
    left = sum(code is None for code in found)
    return found if left >= 2 else [None] * len(raw)


def _class_by_name(choice: Choice) -> str | None:
    name = re.sub(r"[\s/'’-]+", "_", choice.name.casefold())
    by_words = _class_by_words(choice.words)
    if _UNSURE_NAMES.fullmatch(name):
        return by_words or "no_answer"
    if _SHORT_NAMES.fullmatch(name):
        return by_words if choice.words else "no_answer"
    if not _UNSURE_NUMBERS.fullmatch(choice.name):
        return None
    other = any(_OTHER.search(text.casefold()) for text in choice.words.values())
    return by_words or (None if other else "no_answer")


def _class_by_words(words: Words) -> str | None:
    for code, pattern in _UNSURE_WORDS.items():
        if any(pattern.match(text.casefold()) for text in words.values()):
            return code
    return None


def _values(options: Sequence[Choice]) -> list[int]:
    """The numbers that options are named by, where they rise or fall; none otherwise."""
    found = [number for each in options if (number := number_in(each.name)) is not None]
    steady = found in (sorted(set(found)), sorted(set(found), reverse=True))
    return found if steady and len(found) == len(options) and len(found) >= 2 else []


def _has_order(text: str) -> bool:
    return _OF_AN_ORDER.search(text.casefold()) is not None


def _changes(choices: Sequence[Choice], name: str, sheet: str, row: int) -> Iterator[Remark]:
    changed = [f"'{shortened(one.name)}' to {one.id}" for one in choices if one.id != one.name]
    if changed:
        more = f" and {len(changed) - 6} more" if len(changed) > 6 else ""
        what = f"names in the list '{shortened(name)}' are changed: {', '.join(changed[:6])}{more}"
        yield Remark(sheet, row, what)


def _codes_told(codes: Sequence[Choice], sheet: str) -> Iterator[Remark]:
    for each in codes:
        shown = shortened(next(iter(each.words.values()), each.name))
        what = f"'{shown}' is taken as no answer ('{each.id}'); make it an option if it is one"
        yield Remark(sheet, each.row, what)


def _unlabelled(choices: Sequence[Choice], sheet: str) -> Iterator[Remark]:
    for each in choices:
        if not each.words:
            yield Remark(sheet, each.row, "it has no label; its name stands in the place")
