"""An instrument from the rows of an XLSForm, with an account of what did not fit.

A form asks more kinds of questions than we do, and says less about them: not what a scale is, not
what is no answer, not how a number is counted. What is left out is told with its row; what is
guessed is told too, for a person to decide.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveys.instrument import Edition, SingleChoiceItem
from surveys.xlsform_building import build
from surveys.xlsform_ids import fitting_id
from surveys.xlsform_lists import read_lists
from surveys.xlsform_questions import DROPPED, READ, TRANSLATED
from surveys.xlsform_sheets import (
    FormRefused,
    Line,
    Remark,
    Rows,
    Sheet,
    language_code,
    plain_language,
    read_sheet,
    shortened,
    tidy,
)
from surveys.xlsform_walk import walk
from surveys.xlsform_words import edition_of

SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "cascades", "osm")
"""The sheets that mean something in an XLSForm, in the letters that they are looked up by."""

_VERSION = re.compile(r"[0-9]{1,6}\.[0-9]{1,6}\.[0-9]{1,6}")
_SETTINGS = ("form_title", "form_id", "version", "default_language")
_SILENT = ("disabled", "list_name", "note", "notes", "comment", "comments")
_MEDIA = ("image", "big_image", "audio", "video")
_LONGEST_TITLE = 200
MOST_LANGUAGES = 12


@dataclass(frozen=True, slots=True)
class ReadForm:
    """What became of a form.

    Attributes:
        edition: the instrument; a person still has to go through it.
        remarks: what was left out, changed or guessed, in the order of sheets and rows.
    """

    edition: Edition
    remarks: tuple[Remark, ...]


def edition_of_form(sheets: Mapping[str, Rows], *, name: str) -> ReadForm:
    """Make an instrument of a form.

    Args:
        sheets: rows of text by the name of the sheet, from row 1.
        name: what the instrument is called where the form has neither id nor title.

    Raises:
        FormRefused: it is no XLSForm, or nothing in it can be asked here.
    """
    known = {key.strip().casefold().replace(" ", "_"): rows for key, rows in sheets.items()}
    if "survey" not in known:
        there = ", ".join(f"'{shortened(key, most=30)}'" for key in list(sheets)[:8]) or "none"
        right = "an XLSForm has its questions in a sheet of this name"
        raise FormRefused(f"there is no sheet 'survey', only {there}", right=right)
    settings = _read(known, "settings", unsaid="en", columns=(*_SETTINGS, *_SILENT))
    remarks: list[Remark] = []
    first = _first_language(settings, known["survey"], remarks)
    survey = _read(known, "survey", unsaid=first, columns=(*READ, *DROPPED, *_SILENT))
    of_choices = ("list_name", "name", *_MEDIA, *_SILENT)
    choices = _read(known, "choices", unsaid=first, columns=of_choices)
    _check(survey)
    remarks += (*survey.remarks, *choices.remarks, *settings.remarks, *_of_choices(choices))
    asked, walked = walk(survey)
    remarks += walked
    remarks += [
        Remark(key, 1, "this sheet is not read") for key in SHEETS[3:] if any(known.get(key, ()))
    ]
    about = _about(settings, name, first, remarks)
    languages = _languages(survey, first)
    built, told = build(asked, read_lists(choices), about=about)
    remarks += (*told, *_unasked(survey, languages), *_unasked(choices, languages))
    if built is None:
        right = "ask at least one select_one, select_multiple or integer with both its ends"
        what = "the sheet 'survey' has no question that can be counted here"
        raise FormRefused(what, right=right, remarks=_in_order(remarks))
    edition = edition_of(built, title=about["title"], languages=languages)
    remarks += _unsaid(edition)
    return ReadForm(edition, _in_order(remarks))


def _read(known: Mapping[str, Rows], name: str, *, unsaid: str, columns: Sequence[str]) -> Sheet:
    translated = () if name == "settings" else TRANSLATED
    rows = known.get(name, ())
    return read_sheet(rows, name, unsaid=unsaid, translated=translated, known=columns)


def _check(survey: Sheet) -> None:
    """Refuse a sheet without the columns that every form has."""
    if not survey.lines:
        right = "put one question into each row"
        raise FormRefused(
            "the sheet 'survey' has no row below the names of its columns", right=right
        )
    if not any(line.cell("type") for line in survey.lines):
        right = "name the columns type, name and label in the first row"
        raise FormRefused("the sheet 'survey' has nothing in a column 'type'", right=right)
    if not survey.languages:
        right = "name it label, or label::English (en) for each language"
        raise FormRefused(
            "the sheet 'survey' has no column of labels that can be read", right=right
        )


def _first_language(settings: Sheet, survey: Rows, remarks: list[Remark]) -> str:
    """The language of columns that name none: as the settings say, or the first one there is."""
    line = settings.lines[0] if settings.lines else Line(1, {}, {})
    said = line.cell("default_language")
    code = language_code(said)
    if code:
        return code
    if said:
        what = f"the default_language '{shortened(said)}' is not known"
        remarks.append(Remark("settings", line.row, f"{what}; write it as Name (code)"))
    headers = next((row for row in survey if any(row)), ())
    labels = [language for each in headers if (language := plain_language(each)) is not None]
    codes = [code for each in labels if (code := language_code(each))]
    if "" in labels:
        what = "the language of 'label' is taken as English; default_language would say it"
        remarks.append(Remark("settings", line.row, what))
        return "en"
    return codes[0] if codes else "en"


def _languages(survey: Sheet, first: str) -> tuple[str, ...]:
    """Those of the labels, the main one first."""
    filled = {language for line in survey.lines for language in line.said("label")}
    found = [each for each in survey.languages if each in filled] or list(survey.languages)
    return tuple(sorted(found, key=lambda language: language != first))[:MOST_LANGUAGES]


def _of_choices(choices: Sheet) -> Iterator[Remark]:
    for line in choices.lines:
        if any(line.cell(column) for column in _MEDIA):
            yield Remark("choices", line.row, "its picture, sound or film is left out")
        if line.said("hint"):
            yield Remark("choices", line.row, "the hint of a choice is left out")


def _about(settings: Sheet, name: str, language: str, remarks: list[Remark]) -> dict[str, str]:
    """Id, version, title and main language of the instrument."""
    line = settings.lines[0] if settings.lines else Line(1, {}, {})
    title = shortened(line.cell("form_title") or tidy(name) or "Form", most=_LONGEST_TITLE)
    raw = line.cell("form_id") or tidy(name) or "form"
    own_id = fitting_id(raw, set(), before="form")
    if own_id != raw and line.cell("form_id"):
        what = f"the id '{shortened(raw)}' of the form is changed to {own_id}"
        remarks.append(Remark("settings", line.row, what))
    version = line.cell("version")
    fits = _VERSION.fullmatch(version) is not None
    if version and not fits:
        what = f"the version '{shortened(version)}' is left out; a version here is like 1.0.0"
        remarks.append(Remark("settings", line.row, what))
    return {
        "id": own_id,
        "title": title,
        "version": version if fits else "0.1.0",
        "language": language,
    }


def _unsaid(edition: Edition) -> Iterator[Remark]:
    """What a form has no place for, for a person to add."""
    what = "a form has no words to begin with and no license; write 'intro' and 'license' anew"
    yield Remark("settings", 1, what)
    if any(isinstance(item, SingleChoiceItem) for item in edition.instrument.items):
        what = "a form does not tell facts about a person, such as a role, from other questions"
        yield Remark("settings", 1, f"{what}; move those to 'facts'")
    if len(edition.languages) > 1:
        what = "a form has one title for all languages; translate 'title'"
        yield Remark("settings", 1, f"{what}, and take 'translation: first' out where it was read")


def _unasked(sheet: Sheet, languages: Sequence[str]) -> Iterator[Remark]:
    """Texts in a language that is none of the questionnaire's."""
    for language, row in sheet.filled.items():
        if language not in languages:
            why = f"languages are those of the labels of questions, {MOST_LANGUAGES} at most"
            what = f"the texts in '{language}' are left out; {why}"
            yield Remark(sheet.name, row, what)


def _in_order(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Each once, by sheet and row."""
    each_once = dict.fromkeys(remarks)
    return tuple(sorted(each_once, key=lambda one: (SHEETS.index(one.sheet), one.row)))
