"""The form as members see it, for staff to look at; nothing is saved."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from starlette.responses import Response

from data.views import Form, GroupView, WaveView
from pages.parts.words import words
from pages.respond.rendering import page
from pages.respond.values import check_values, part_values, parts_asked, welcome_values
from surveys.instrument import Edition


def preview(edition: Edition, *, language: str, part: int, path: str, closes_on: date) -> Response:
    """One page of the form, filled in with nothing.

    Args:
        edition: the questionnaire.
        language: one of its languages.
        part: 0 for the first page, then 1 and on; the one after the last looks over the answers.
        path: the address of the preview without the number of the part.
        closes_on: the day that the first page names.
    """
    form = _empty_form(edition, language=language, closes_on=closes_on)
    return _page(form, part=part, path=path, banner="preview_plain")


def preview_wave(
    edition: Edition, wave: WaveView, *, language: str, part: int, path: str
) -> Response:
    """One page of the form of a wave, filled in with nothing, as the first group sees it.

    Args:
        edition: the questionnaire of the wave.
        wave: in a draft, as it was saved.
        language: one of the wave's.
        part: as for `preview`.
        path: the address of the preview without the number of the part.
    """
    group = wave.groups[0] if wave.groups else _some_group(edition)
    form = replace(
        _empty_form(edition, language=language, closes_on=wave.closes_on), wave=wave, group=group
    )
    return _page(form, part=part, path=path, banner="preview")


def _page(form: Form, *, part: int, path: str, banner: str) -> Response:
    language = form.language
    last = len(parts_asked(form))
    number = min(max(part, 0), last + 1)
    links: dict[str, Any] = {"preview": banner, "path": path, "language_links": f"{path}/{number}"}
    if number == 0:
        values = welcome_values(form, by="link")
        return page("welcome.html", language=language, **values | links)
    if number > last:
        return page("check.html", language=language, **check_values(form) | links)
    return page("part.html", language=language, **part_values(form, number) | links)


def _empty_form(edition: Edition, *, language: str, closes_on: date) -> Form:
    instrument = edition.instrument
    group = _some_group(edition)
    wave = WaveView(
        id="preview",
        team_id="preview",
        team_name="",
        demo=False,
        title=edition.wording(language).title,
        instrument_id=instrument.id,
        instrument_version=instrument.version,
        languages=edition.languages,
        smallest_group=instrument.smallest_group,
        opened_on=None,
        closes_on=closes_on,
        state="draft",
        groups=(group,),
        invited=0,
        facts=tuple(fact.id for fact in instrument.facts if fact.use == "whole_group_only"),
    )
    return Form(edition=edition, wave=wave, group=group, language=language, draft={}, position=0)


def _some_group(edition: Edition) -> GroupView:
    return GroupView(code="preview", name=_group_name(edition), people=0, agencies=())


def _group_name(edition: Edition) -> Mapping[str, str]:
    return {each: words(each).say("preview_group") for each in edition.languages}
