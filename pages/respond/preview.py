"""The form as members see it, for staff to look at; nothing is saved."""

from datetime import date

from starlette.responses import Response

from data.views import Form, GroupView, WaveView
from pages.respond.parts import parts_of
from pages.respond.rendering import page
from pages.respond.routes import part_values, welcome_values
from surveys.instrument import Edition

_GROUP = {"en": "the group your facilitator sees", "es": "el grupo que ve su facilitador"}


def preview(edition: Edition, *, language: str, part: int, path: str, closes_on: date) -> Response:
    """One page of the form, filled in with nothing.

    Args:
        edition: the questionnaire.
        language: one of its languages.
        part: 0 for the first page, then 1 and on.
        path: the address of the preview without the number of the part.
        closes_on: the day that the first page names.
    """
    form = _empty_form(edition, language=language, closes_on=closes_on)
    links = {"preview": True, "path": path, "last": len(_parts(form))}
    if part <= 0:
        return page("welcome.html", language=language, **welcome_values(form) | links)
    number = min(part, len(_parts(form)))
    return page("part.html", language=language, **part_values(form, number) | links)


def _parts(form: Form) -> tuple[object, ...]:
    return parts_of(form.edition.instrument, facts=form.wave.facts)


def _empty_form(edition: Edition, *, language: str, closes_on: date) -> Form:
    instrument = edition.instrument
    group = GroupView(code="preview", name=_GROUP, people=0, agencies=())
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
