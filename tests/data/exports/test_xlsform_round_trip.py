"""What goes out as an XLSForm comes back as the same questionnaire, but for what a form lacks."""

from collections.abc import Callable
from pathlib import Path

import pytest

from data.exports.content import ReportContent
from data.exports.formats import FORMATS
from data.imports.xlsform import read_form
from surveys.instrument import Edition, Instrument, Item, ItemWording, ScaleItem, Wording
from surveys.library import check_folder, load_folder, save_folder, shipped
from surveys.xlsform import ReadForm

Make = Callable[..., ReportContent]
EVERY_KIND = Path(__file__).parents[2] / "surveys" / "every_kind"
EDITIONS = (*shipped(), load_folder(EVERY_KIND))
LOST = {
    *("kind", "edition", "minutes", "license", "facts"),  # a form has no place for them
    *("scales", "sections", "items", "open_questions"),  # compared one by one below
}
LOST_WORDS = {
    *("translation", "title", "intro", "outro", "note", "facts", "facts_note", "parts", "prompts"),
    *("broad_groups", "scales", "sections", "items", "open_questions"),
}


@pytest.fixture(params=EDITIONS, ids=lambda edition: edition.instrument.id)
def edition(request: pytest.FixtureRequest) -> Edition:
    return request.param


@pytest.fixture
def back(edition: Edition, make_content: Make) -> ReadForm:
    return read_form(FORMATS["xlsform"].write(make_content(edition=edition)), name="form.xlsx")


def shape(instrument: Instrument, item: Item) -> tuple[object, ...]:
    """What an item takes for an answer, with its options and levels by id."""
    if isinstance(item, ScaleItem):
        scale = instrument.scale_of(item)
        return item.id, item.kind, tuple(each.id for each in scale.points), scale.no_answer
    ends = (getattr(item, "minimum", None), getattr(item, "maximum", None))
    options, codes = getattr(item, "options", ()), instrument.no_answer_codes(item)
    at_most = getattr(item, "at_most", None)
    numbers = () if any(end is not None for end in ends) else codes  # not in a form of numbers
    return item.id, item.kind, options, ends, at_most, numbers


def words(item: ItemWording, *, number: bool) -> tuple[object, ...]:
    return item.text, item.options, {} if number else item.no_answer


def test_items_options_and_levels_are_the_same(edition: Edition, back: ReadForm) -> None:
    sent, came = edition.instrument, back.edition.instrument
    asked = [item for item in sent.items if item.kind != "text"]
    assert [shape(came, item) for item in came.items[: len(asked)]] == [
        shape(sent, item) for item in asked
    ]
    said = [item.id for item in (*sent.items, *sent.open_questions) if item.kind == "text"]
    assert [item.id for item in came.open_questions] == said
    facts = [(fact.id, set(fact.options)) for fact in sent.facts if fact.source == "respondent"]
    further = came.items[len(asked) :]
    assert [
        (item.id, {*getattr(item, "options", ()), *came.no_answer_codes(item)}) for item in further
    ] == facts
    assert (came.id, came.version) == (sent.id, sent.version)


def test_words_are_the_same_in_both_languages(edition: Edition, back: ReadForm) -> None:
    came = back.edition.instrument
    assert back.edition.languages == ("en", "es")
    for language, sent in edition.wordings.items():
        told = back.edition.wordings[language]
        for scale in edition.instrument.scales:
            mine, theirs = sent.scales[scale.id], told.scales[scale.id]
            assert {key: each.label for key, each in mine.points.items()} == {
                key: each.label for key, each in theirs.points.items()
            }
            assert mine.no_answer == theirs.no_answer
        everything = {**told.items, **told.open_questions}
        for key, own in {**sent.items, **sent.open_questions}.items():
            number = came.item(key).kind in ("percent", "number")
            assert words(everything[key], number=number) == words(own, number=number), key
        for fact in edition.instrument.facts:
            if fact.source == "respondent":
                own = told.items[fact.id]
                assert own.text == sent.facts[fact.id].text
                assert {**own.options, **own.no_answer} == dict(sent.facts[fact.id].options)


def test_statements_stay_together_in_sections_of_the_same_titles(
    edition: Edition, back: ReadForm
) -> None:
    for language, sent in edition.wordings.items():
        told = back.edition.wordings[language]
        for item in edition.instrument.items:
            if item.kind != "text":
                section = back.edition.instrument.item(item.id).section
                assert told.sections[section].title == sent.sections[item.section].title


def test_what_differs_is_what_a_form_has_no_place_for(edition: Edition, back: ReadForm) -> None:
    assert _different(edition.instrument, back.edition.instrument) <= LOST
    for language, sent in edition.wordings.items():
        assert _different(sent, back.edition.wordings[language]) <= LOST_WORDS
    lost_of_items = {
        name
        for item in edition.instrument.items
        if item.kind != "text"
        for name in _different(item, back.edition.instrument.item(item.id))
    }
    assert lost_of_items <= {"section", "reverse", "scored", "gate", "part", "bands", "no_answer"}
    lost_of_scales = {
        name
        for mine, theirs in zip(
            edition.instrument.scales, back.edition.instrument.scales, strict=True
        )
        for name in _different(mine, theirs)
    }
    assert lost_of_scales <= {"points", "midpoint"}  # the printed numbers start at 1


def test_a_check_of_what_came_back_finds_nothing(back: ReadForm, tmp_path: Path) -> None:
    save_folder(back.edition, tmp_path / "back")
    assert check_folder(tmp_path / "back") == ()
    assert load_folder(tmp_path / "back").instrument == back.edition.instrument


def _different(one: Instrument | Wording | Item | object, other: object) -> set[str]:
    names = type(one).model_fields  # type: ignore[attr-defined]
    return {name for name in names if getattr(one, name) != getattr(other, name)}
