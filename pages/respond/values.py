"""What the templates of a form are filled with; the same for respondents and for a preview."""

from collections.abc import Sequence
from typing import Any

from data.views import Form
from pages.parts.words import words, written_date
from pages.respond.parts import Choice, Question, answered_in, questions
from pages.respond.reading import Read
from surveys.asked import Part, asks_for_words, parts_of

_TITLES = {"open": "open_title", "facts": "facts_title"}


def parts_asked(form: Form) -> tuple[Part, ...]:
    """The pages of this form."""
    return parts_of(form.edition.instrument, facts=form.wave.facts)


def welcome_values(form: Form, *, by: str) -> dict[str, Any]:
    """What the first page says about a form that was opened by a "link" or a "code"."""
    wording = form.edition.wording(form.language)
    instrument = form.edition.instrument
    return {
        "title": wording.title,
        "intro": wording.intro,
        "note": wording.note,
        "group": form.group.named(form.language),
        "minutes": instrument.minutes,
        "closes": written_date(form.wave.closes_on, form.language),
        "smallest": form.wave.smallest_group,
        "asks_for_words": asks_for_words(instrument),
        "by": by,
        "resumed": bool(form.draft),
        **_frame(form),
    }


def part_values(
    form: Form, number: int, *, read: Read | None = None, not_kept: str | None = None
) -> dict[str, Any]:
    """What one page of questions is made of.

    Args:
        form: with what was kept.
        number: of the page, from 1.
        read: what came for this page, where it is shown again.
        not_kept: the key of the message that says why this was not kept.
    """
    parts = parts_asked(form)
    shown = parts[number - 1]
    came = read or Read()
    asked = questions(
        form.edition,
        shown,
        language=form.language,
        sheet={**form.draft, **came.answers},
        wrong=came.wrong,
    )
    wording = form.edition.wording(form.language)
    return {
        "title": wording.title,
        "heading": _heading(shown, number=number, total=len(parts), language=form.language),
        "number": number,
        "total": len(parts),
        "kind": shown.kind,
        "questions": asked,
        "anchored": _anchored(asked),
        "errors": [question for question in asked if question.error],
        "not_kept": not_kept,
        "facts_note": wording.facts_note,
        **_frame(form),
    }


def check_values(form: Form) -> dict[str, Any]:
    """What is answered and what is not."""
    parts = parts_asked(form)
    rows = [
        {
            "number": number,
            "heading": _heading(each, number=number, total=len(parts), language=form.language),
            "answered": answered_in(each, form.draft),
            "asked": len(each.asked),
        }
        for number, each in enumerate(parts, start=1)
    ]
    title = form.edition.wording(form.language).title
    return {"title": title, "rows": rows, **_frame(form)}


def _heading(part: Part, *, number: int, total: int, language: str) -> str:
    said = words(language)
    place = said.say("part", number=number, total=total)
    title = _TITLES.get(part.kind)
    return f"{place}: {said.say(title)}" if title else place


def _frame(form: Form) -> dict[str, Any]:
    return {"languages": form.wave.languages, "demo": form.wave.demo, "tag": None}


def _anchored(asked: Sequence[Question]) -> tuple[Choice, ...]:
    """The choices whose meaning is spelled out once a page."""
    choices = [choice for question in asked for choice in question.choices if choice.anchor]
    return tuple({(choice.label, choice.anchor): choice for choice in choices}.values())
