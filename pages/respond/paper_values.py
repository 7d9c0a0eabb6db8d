"""What the pages for typing in a sheet of paper are filled with."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from data.services.paper_entry import Difference, PaperForm, mark_of
from pages.parts.words import words
from pages.respond.reading import Read
from pages.respond.values import check_values, part_values, parts_asked
from surveys.answers import Answer
from surveys.asked import options_of, own_words, ways_not_to_answer
from surveys.instrument import Edition, Fact, Item

RULES = (
    "paper_rule_private",
    "paper_rule_exact",
    "paper_rule_unclear",
    "paper_rule_names",
    "paper_rule_after",
    "paper_rule_close",
)
_BANNERS = {"first": "paper_first", "second": "paper_second"}
_STANDING = {"first": "paper_sheet_first", "second": "paper_sheet_second"}


def sheet_values(opened: PaperForm, language: str) -> dict[str, Any]:
    """Where a sheet stands, before its first question."""
    form = opened.form
    return {
        "title": form.edition.wording(language).title,
        "standing": _STANDING[opened.typing],
        "group": form.group.named(language),
        "on_screen": opened.on_screen,
        "resumed": bool(form.draft),
        "demo": form.wave.demo,
        "languages": form.wave.languages,
        "language_links": "/paper/sheet",
    }


def typed_part_values(
    opened: PaperForm, number: int, *, read: Read | None, not_kept: str | None
) -> dict[str, Any]:
    """One page of questions, as on a screen; what it says of saving is true of typing, too."""
    last = "to_check" if opened.typing == "first" else "paper_compare"
    own = {"at": "/paper", "banner": _BANNERS[opened.typing], "to_check": last}
    return part_values(opened.form, number, read=read, not_kept=not_kept) | own


def typed_check_values(opened: PaperForm) -> dict[str, Any]:
    """What is answered in the first typing and what is not."""
    return check_values(opened.form) | {"banner": _BANNERS[opened.typing], "languages": ()}


def compare_values(
    opened: PaperForm,
    found: Sequence[Difference],
    *,
    chosen: Mapping[str, str],
    missing: Collection[str] = (),
    changed: bool = False,
) -> dict[str, Any]:
    """The differences, each with both values in words, and what was chosen so far.

    Args:
        found: where the typings differ.
        chosen: question to typing.
        missing: the questions for which nothing was chosen when the sheet was to be sent.
        changed: other questions differ than those that were looked at.
    """
    form = opened.form
    wording = form.edition.wording(form.language)
    asked = {each.id: each for part in parts_asked(form) for each in part.asked}
    differing = [
        {
            "id": one.id,
            "part": one.part,
            "text": own_words(wording, asked[one.id]).text,
            "first": said(form.edition, asked[one.id], one.first, language=form.language),
            "second": said(form.edition, asked[one.id], one.second, language=form.language),
            "chosen": chosen.get(one.id),
            "missing": one.id in missing,
        }
        for one in found
    ]
    return {
        "title": wording.title,
        "differing": differing,
        "errors": [one for one in differing if one["missing"]],
        "changed": changed,
        "seen": mark_of(tuple(found)),
        "banner": _BANNERS[opened.typing],
        "demo": form.wave.demo,
    }


def said(edition: Edition, asked: Item | Fact, answer: Answer, *, language: str) -> str:
    """An answer in the words of the sheet."""
    if answer is None or answer == "":
        return words(language).say("paper_blank")
    wording = edition.wording(language)
    labels = {each.value: each.label for each in options_of(edition.instrument, wording, asked)}
    labels |= ways_not_to_answer(edition.instrument, wording, asked)
    several = answer if isinstance(answer, list) else [answer]
    return ", ".join(labels.get(str(one), str(one)) for one in several)
