"""Whoever wrote the wording: it is text on paper, and says whose it is."""

from datetime import date

import pytest

from data.exports.paper import (
    LettersMissing,
    MayNotBePrinted,
    form_of,
    form_of_wave,
    write_paper,
)
from data.exports.paper_words import WORDS
from data.exports.slip_words import spoken_language
from data.views import GroupView, WaveView
from surveys.instrument import Edition
from surveys.library import shipped
from tests.data.exports.test_paper import (
    assert_says_in_order,
    root_of,
    said_on_screen,
    squeezed,
    text_of,
)
from tests.data.exports.test_slips import HOSTILE_NAMES
from tests.pages.respond import questionnaires


@pytest.mark.parametrize("words_of_somebody", HOSTILE_NAMES)
def test_wording_is_never_read_as_markup(words_of_somebody: str) -> None:
    edition = questionnaires.edition(speak=lambda key, _: f"{key} {words_of_somebody}")
    form = form_of(edition)
    text = text_of(write_paper(form, language="en"))
    assert_says_in_order(text, list(said_on_screen(form, "en")))


def test_markup_of_a_page_is_text_on_paper() -> None:
    form = form_of(questionnaires.hostile_edition())
    text = squeezed(text_of(write_paper(form, language="es")))
    assert squeezed("<script>document.title='caught'</script>") in text
    assert squeezed("{{ 7 * 7 }}{% raw %} {0} {came} %s ${x}") in text


def test_every_kind_of_item_has_its_boxes_or_its_place_to_write() -> None:
    form = form_of(questionnaires.edition())
    said = text_of(write_paper(form, language="en"))
    hints = ("Choose up to 2.", "Choose 2 to 3.", "A whole number from 0 to 100.")
    more = ("A whole number from -5 to 60.", "Percent:", "Number:", "Up to 40 characters.")
    assert_says_in_order(said, [hints[0], hints[1], hints[2], more[1], more[0], more[2], more[3]])


def test_a_question_longer_than_a_page_is_printed_whole() -> None:
    edition = questionnaires.edition(speak=lambda key, _: f"{key} " + "many words " * 90)
    form = form_of(edition)
    text = text_of(write_paper(form, language="en", large=True))
    assert_says_in_order(text, list(said_on_screen(form, "en")))


def test_a_language_without_words_of_ours_is_framed_in_english() -> None:
    form = form_of(questionnaires.edition(languages=("fr",)))
    pdf = write_paper(form, language="fr")
    assert root_of(pdf)["/Lang"] == spoken_language("fr") == "en"
    assert "Before you start" in text_of(pdf)
    assert "form (fr)" in text_of(pdf)


def licensed(*, may: bool) -> Edition:
    edition = questionnaires.edition()
    terms = {
        "owner": "River Institute #1",
        "permission": "Letter *7*",
        "wording_may_be_exported": may,
    }
    instrument = edition.instrument.model_copy(update=terms)
    return edition.model_copy(update={"instrument": instrument})


def test_the_owner_of_the_wording_is_named() -> None:
    text = text_of(write_paper(form_of(licensed(may=True)), language="en"))
    assert "Wording owned by River Institute #1. Used with permission: Letter *7*." in text


def test_wording_that_may_not_be_copied_is_not_printed() -> None:
    with pytest.raises(MayNotBePrinted, match="covers no copies of its wording"):
        write_paper(form_of(licensed(may=False)), language="en")


def test_letters_without_a_font_are_told_and_not_left_out() -> None:
    edition = questionnaires.edition(speak=lambda key, _: f"{key} \U0001f9ff\ufdd0")
    with pytest.raises(LettersMissing, match="Install one"):
        write_paper(form_of(edition), language="en")


def test_a_language_or_paper_that_is_not_there_is_refused_by_name() -> None:
    form = form_of(shipped()[0])
    with pytest.raises(ValueError, match="is in en, es, not in 'fr'"):
        write_paper(form, language="fr")
    with pytest.raises(ValueError, match="one of letter, a4, not 'legal'"):
        write_paper(form, language="en", paper="legal")  # type: ignore[arg-type]


def test_the_form_of_a_wave_asks_what_the_wave_asks_and_names_its_last_day() -> None:
    edition = shipped()[0]
    group = GroupView(code="g1", name={"en": "Courts"}, people=7, agencies=("Court",))
    wave = WaveView(
        id="w",
        team_id="t",
        team_name="River county",
        demo=True,
        title="A wave",
        instrument_id=edition.instrument.id,
        instrument_version=edition.instrument.version,
        languages=("es",),
        smallest_group=7,
        opened_on=None,
        closes_on=date(2026, 12, 12),
        state="open",
        groups=(group,),
        invited=7,
        facts=("fact_years",),
    )
    text = squeezed(text_of(write_paper(form_of_wave(wave, edition), language="es")))
    assert squeezed("a más tardar el 12 de diciembre de 2026") in text
    assert squeezed("grupos de 7 o más") in text
    assert squeezed(WORDS["es"]["demo"]) in text
    wording = edition.wording("es")
    assert squeezed(wording.facts["fact_years"].text) in text
    assert squeezed(wording.facts["fact_lived"].text) not in text
    assert squeezed("Courts") not in text
    assert squeezed("River county") not in text
