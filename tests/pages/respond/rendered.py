"""Pages of a form as they are served, made without a database."""

from collections.abc import Iterator, Mapping
from datetime import date

from data.views import Form, GroupView, WaveView
from pages.respond.rendering import page
from pages.respond.values import check_values, part_values, parts_asked, welcome_values
from surveys.answers import Answer
from surveys.instrument import ChooseItem, Edition, Fact, Item, NumberItem, PercentItem, TextItem
from tests.pages.respond.screens import Screen

TAG = "0123456789abcdef"


def form_of(
    edition: Edition, language: str = "en", draft: Mapping[str, Answer] | None = None
) -> Form:
    """A form of an open wave with this much filled in."""
    instrument = edition.instrument
    name = dict.fromkeys(edition.languages, "Courts and legal partners (3 agencies, 12 people)")
    group = GroupView(code="g1", name=name, people=12, agencies=())
    wave = WaveView(
        id="w1",
        team_id="t1",
        team_name="River county",
        demo=True,
        title="A wave",
        instrument_id=instrument.id,
        instrument_version=instrument.version,
        languages=edition.languages,
        smallest_group=6,
        opened_on=date(2026, 9, 1),
        closes_on=date(2026, 9, 30),
        state="open",
        groups=(group,),
        invited=12,
        facts=tuple(fact.id for fact in instrument.facts),
    )
    return Form(edition, wave, group, language, dict(draft or {}), position=0)


def welcome_html(form: Form, *, by: str = "link") -> str:
    """The first page."""
    values = welcome_values(form, by=by) | {"tag": TAG}
    return _html("welcome.html", form, values)


def part_html(form: Form, number: int) -> str:
    """A page of questions."""
    return _html("part.html", form, part_values(form, number) | {"tag": TAG})


def check_html(form: Form) -> str:
    """The page that looks over the answers."""
    return _html("check.html", form, check_values(form) | {"tag": TAG})


def part_screens(form: Form) -> Iterator[Screen]:
    """All pages of questions."""
    for number in range(1, len(parts_asked(form)) + 1):
        yield Screen(part_html(form, number))


def every_html(form: Form) -> Iterator[str]:
    """All pages of a form."""
    yield welcome_html(form)
    for number in range(1, len(parts_asked(form)) + 1):
        yield part_html(form, number)
    yield check_html(form)


def all_answered(edition: Edition) -> dict[str, Answer]:
    """A sheet on which everything is filled in, as long as it can be."""
    instrument = edition.instrument
    asked = (*instrument.items, *instrument.open_questions, *instrument.facts)
    return {each.id: _longest(each) for each in asked}


def _longest(asked: Item | Fact) -> Answer:
    if isinstance(asked, Fact):
        return asked.options[-1]
    if isinstance(asked, TextItem):
        return ('Ask families first & "last". ' * 200)[: asked.longest]
    if isinstance(asked, ChooseItem):
        return list(asked.options[: asked.at_most])
    return asked.maximum if isinstance(asked, PercentItem | NumberItem) else 0


def _html(template: str, form: Form, values: dict[str, object]) -> str:
    return bytes(page(template, language=form.language, **values).body).decode()
