"""The printed form of a questionnaire: the words of the screen, with boxes to mark by hand.

Its only identity is the code that somebody copies onto it, so the same form is the same bytes each
time: nothing in it tells when, where or for whom it was made.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import typst

from data.exports.paper_words import word
from data.exports.safe import tidy
from data.exports.slip_words import day_in_words, spoken_language
from data.exports.slips import PAPERS, Paper
from data.views import WaveView
from surveys.asked import (
    Part,
    asks_for_words,
    options_of,
    own_words,
    parts_of,
    set_apart,
    ways_not_to_answer,
)
from surveys.instrument import (
    ChooseItem,
    Edition,
    Fact,
    Instrument,
    Item,
    ItemWording,
    NumberItem,
    PercentItem,
    TextItem,
)

TEMPLATES = Path(__file__).parent / "templates"
_NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)  # a form has no age
_WIDTH = 184  # millimetres between the margins of the narrower paper
_BOX = 10  # millimetres for a box and the space beside it
_LETTER = 1.7  # millimetres, wide enough for most letters
_MOST_ABREAST = 6
_LETTERS_A_LINE = 70
_FEWEST_LINES, _MOST_LINES = 2, 7
_TITLES = {"open": "open_title", "facts": "facts_title"}


class CannotBePrinted(ValueError):
    """Why there is no form on paper; the message may be shown as it is."""


class MayNotBePrinted(CannotBePrinted):
    """The permission for the wording covers no copies of it."""


class LettersMissing(CannotBePrinted):
    """No font of ours or of this machine has some of the letters."""


@dataclass(frozen=True, slots=True)
class PaperForm:
    """What a printed form is made of.

    Attributes:
        edition: the questionnaire.
        facts: the ids of the facts that are asked.
        smallest: the smallest group that results are shown for.
        closes_on: the last day on which it can be typed in; None leaves the day out.
        demo: the team is made up.
    """

    edition: Edition
    facts: tuple[str, ...]
    smallest: int
    closes_on: date | None = None
    demo: bool = False


def form_of(edition: Edition) -> PaperForm:
    """The form of a questionnaire by itself, with the facts that are shown for a whole team."""
    instrument = edition.instrument
    facts = tuple(fact.id for fact in instrument.facts if fact.use == "whole_group_only")
    return PaperForm(edition, facts, instrument.smallest_group)


def form_of_wave(wave: WaveView, edition: Edition) -> PaperForm:
    """The form of a wave, with what it asks and the day on which it closes."""
    return PaperForm(edition, wave.facts, wave.smallest_group, wave.closes_on, wave.demo)


def write_paper(
    form: PaperForm, *, language: str, paper: Paper = "letter", large: bool = False
) -> bytes:
    """A tagged PDF to print, the same bytes each time.

    Args:
        form: what is asked, and of whom.
        language: one of the questionnaire's.
        paper: "letter" or "a4".
        large: letters of 18 points, one answer to a line.

    Raises:
        ValueError: there is no such language or paper.
        MayNotBePrinted: somebody else owns the wording and allowed no copies.
        LettersMissing: there is no font for some of its letters.
    """
    _check(form.edition, language=language, paper=paper)
    sheet = _sheet(form, language=language, large=large) | {"paper": PAPERS[paper]}
    try:
        return _printed(sheet, fonts_of_machine=False)
    except typst.TypstError:  # letters that our own fonts do not have
        pass
    try:
        return _printed(sheet, fonts_of_machine=True)
    except typst.TypstError:
        raise LettersMissing(
            "This questionnaire has letters or signs for which there is no font on this machine, "
            "so it cannot be printed. Install one, such as Noto, and try again."
        ) from None


def _printed(sheet: dict[str, Any], *, fonts_of_machine: bool) -> bytes:
    return typst.compile(
        TEMPLATES / "paper.typ",
        root=TEMPLATES,
        font_paths=typst.Fonts(include_system_fonts=fonts_of_machine),
        sys_inputs={"sheet": json.dumps(sheet)},
        pdf_standards="ua-1",
        timestamp=_NO_DAY,
        format="pdf",
    )


def _check(edition: Edition, *, language: str, paper: str) -> None:
    if language not in edition.languages:
        there = ", ".join(edition.languages)
        raise ValueError(f"paper: this questionnaire is in {there}, not in '{language}'.")
    if paper not in PAPERS:
        raise ValueError(f"paper: paper is one of {', '.join(PAPERS)}, not '{paper}'.")
    if not edition.instrument.wording_may_be_exported:
        raise MayNotBePrinted(
            "The permission for this questionnaire covers no copies of its wording, so it cannot "
            "be printed. People can answer it on a screen."
        )


def _sheet(form: PaperForm, *, language: str, large: bool) -> dict[str, Any]:
    edition, wording = form.edition, form.edition.wording(language)
    parts = parts_of(edition.instrument, facts=form.facts)
    return {
        "large": large,
        "spoken": spoken_language(language),
        "language": language.split("-")[0],
        "title": tidy(wording.title),
        "intro": tidy(wording.intro),
        "note": _tidied(wording.note),
        "outro": _tidied(wording.outro),
        "demo": word(language, "demo") if form.demo else None,
        "last": word(language, "last"),
        "page": word(language, "page", number="{number}", total="{total}"),
        "code_again": word(language, "code_again"),
        "about": tidy(f"{edition.instrument.id} {edition.instrument.version}"),
        "owned": _owned(edition.instrument, language),
        "cover": _cover(form, language),
        "parts": [
            _part(edition, part, place=(number, len(parts)), language=language, large=large)
            for number, part in enumerate(parts, start=1)
        ],
    }


def _owned(instrument: Instrument, language: str) -> str:
    """Whose wording it is, and by what right it stands here."""
    if not instrument.owner:
        return tidy(word(language, "license", license=instrument.license))
    said = [word(language, "owner", owner=instrument.owner)]
    if instrument.permission:
        said.append(word(language, "permission", permission=instrument.permission))
    return tidy(" ".join(said))


def _cover(form: PaperForm, language: str) -> dict[str, Any]:
    """Everything before the first question, in the order in which it is read."""

    def say(key: str, **values: object) -> str:
        return word(language, key, **values)

    instrument = form.edition.instrument
    written = asks_for_words(instrument)
    day = form.closes_on and day_in_words(form.closes_on, language=language)
    short = [say("welcome_minutes", minutes=instrument.minutes)]
    short += [say("closes", date=day)] if day else []
    who = [say("who", smallest=form.smallest)] + ([say("who_words")] if written else [])
    cannot = ([say("cannot_words")] if written else []) + [say("cannot")]
    return {
        "short": " ".join([*short, say("skip_hint")]),
        "counted": say("counted_in"),
        "code": {
            "title": say("code_title"),
            "place": say("code_place"),
            "no_names": say("code_no_names"),
            "alt": say("code_alt"),
        },
        "before": say("before_title"),
        "promises": [
            {"title": say("paper_title"), "text": f"{say('paper')} {say('paper_once')}"},
            {
                "title": say("stored_title"),
                "text": " ".join(say(key) for key in ("stored", "stored_close", "code_promise")),
            },
            {"title": say("who_title"), "text": " ".join(who)},
            {"title": say("cannot_title"), "text": " ".join(cannot)},
        ],
        "how": {
            "title": say("how_title"),
            "mark": say("how_mark"),
            "alt": say("how_mark_alt"),
            "rest": f"{say('how_change')} {say('how_one')}",
        },
    }


def _part(
    edition: Edition, part: Part, *, place: tuple[int, int], language: str, large: bool
) -> dict[str, Any]:
    number, total = place
    heading = word(language, "part", number=number, total=total)
    if part.kind in _TITLES:
        heading = f"{heading}: {word(language, _TITLES[part.kind])}"
    own_note = edition.wording(language).facts_note
    facts_note = (
        (_tidied(own_note) or word(language, "facts_note")) if part.kind == "facts" else None
    )
    writes = any(isinstance(asked, TextItem) for asked in part.asked)
    return {
        "heading": heading,
        "facts_note": facts_note,
        "facts_note_is_own": bool(own_note),
        "text_note": word(language, "text_note") if writes else None,
        "meanings_title": word(language, "scale_hint"),
        "meanings": _meanings(edition, part, language),
        "questions": [
            _question(edition, asked, language=language, large=large) for asked in part.asked
        ],
    }


def _meanings(edition: Edition, part: Part, language: str) -> list[dict[str, str]]:
    """What the points of a scale stand for, each once a part."""
    wording = edition.wording(language)
    spelled_out = (
        (tidy(option.label), tidy(option.anchor))
        for asked in part.asked
        for option in options_of(edition.instrument, wording, asked)
        if option.anchor
    )
    return [{"label": label, "anchor": anchor} for label, anchor in dict.fromkeys(spelled_out)]


def _question(
    edition: Edition, asked: Item | Fact, *, language: str, large: bool
) -> dict[str, Any]:
    wording = edition.wording(language)
    own = own_words(wording, asked)
    answers = [tidy(each.label) for each in options_of(edition.instrument, wording, asked)]
    unsure = [tidy(label) for label in _unsure(edition, asked, language).values()]
    return {
        "text": tidy(own.text),
        "help": _tidied(own.help),
        "hint": _hint(asked, own, language),
        "field": _field(asked, language),
        "lines": _lines(asked),
        "answers": answers,
        "unsure": unsure,
        "apart": set_apart(edition.instrument, asked),
        "abreast": 1 if large else _abreast(answers, unsure),
    }


def _unsure(edition: Edition, asked: Item | Fact, language: str) -> Mapping[str, str]:
    return ways_not_to_answer(edition.instrument, edition.wording(language), asked)


def _hint(asked: Item | Fact, own: ItemWording, language: str) -> str | None:
    if isinstance(asked, ChooseItem):
        key = "choose_between_hint" if asked.at_least else "choose_hint"
        return word(language, key, least=asked.at_least, most=asked.at_most)
    if isinstance(asked, PercentItem | NumberItem):
        return word(language, "number_hint", low=asked.minimum, high=asked.maximum)
    if isinstance(asked, TextItem):
        return word(language, "text_hint" if own.help else "text_hint_alone", longest=asked.longest)
    return None


def _field(asked: Item | Fact, language: str) -> str | None:
    """What stands before the place for a number."""
    if isinstance(asked, PercentItem):
        return word(language, "percent_field")
    return word(language, "number_field") if isinstance(asked, NumberItem) else None


def _lines(asked: Item | Fact) -> int:
    """Ruled lines to write on, as many as the longest answer needs."""
    if not isinstance(asked, TextItem):
        return 0
    return min(max(-(-asked.longest // _LETTERS_A_LINE), _FEWEST_LINES), _MOST_LINES)


def _abreast(answers: Sequence[str], unsure: Sequence[str]) -> int:
    """How many answers stand side by side so that each needs two lines at most.

    All in one row where they fit; else the ways not to answer have a row of their own.
    """
    labels = [*answers, *unsure]
    longest = max((len(label) for label in labels), default=0)
    widest = max((len(each) for label in labels for each in label.split()), default=0)
    for many in (len(labels), *range(len(answers), 1, -1)):
        letters = (_WIDTH / max(many, 1) - _BOX) / _LETTER
        if many <= _MOST_ABREAST and longest <= 2 * letters and widest <= letters:
            return max(many, 1)
    return 1


def _tidied(text: str | None) -> str | None:
    return None if text is None else tidy(text)
