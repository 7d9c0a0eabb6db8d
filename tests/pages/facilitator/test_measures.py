"""The screen that says what every figure means."""

import pytest

from pages.charts.words import words
from scoring.measures import MEASURES, RESOURCE_MEASURES
from tests.pages.facilitator.conftest import Show

PARTS = ("name", "reading", "cut_offs")


def test_every_measure_is_named_and_sourced(show: Show) -> None:
    told = show("measures").words
    for measure in MEASURES.values():
        assert words("en").say(f"measure.{measure.key}.name") in told
        assert measure.source.split(";")[0] in told.replace("\u2060", "")


def test_the_address_chooses_the_language(show: Show) -> None:
    spanish = show("measures", language="es").words
    assert "Qué significan las cifras" in spanish
    assert "Distancia típica" in spanish
    assert "What the figures mean" in show("measures", language="xx").words


def test_measures_of_resources_are_named_and_sourced_and_lead_back_to_them(show: Show) -> None:
    shown = show("measures", about="resources", team="t1")
    for measure in RESOURCE_MEASURES.values():
        assert words("en").say(f"measure.{measure.key}.name") in shown.words
        assert measure.source.split(";")[0] in shown.words.replace("\u2060", "")
    assert "0 or more, miles" in shown.words
    assert "Typical gap" not in shown.words
    assert ("resources", "Back to the resources", "t1") in shown.ways


def test_what_the_figures_are_of_can_be_changed(show: Show) -> None:
    shown = show("measures", language="es")
    shown.field("selectbox", "Cifras de").select("resources").run()
    assert "Índice de concentración" in shown.words


def test_the_language_can_be_changed(show: Show) -> None:
    shown = show("measures")
    shown.field("selectbox", "Language").select("es").run()
    assert "Qué significan las cifras" in shown.words


def test_there_is_a_way_back_to_the_results_it_came_from(show: Show) -> None:
    assert ("results", "Back to the results", "w1") in show("measures", wave="w1").ways
    assert show("measures").ways == []


def test_whoever_is_not_signed_in_sees_no_measure(show: Show) -> None:
    assert "Typical gap" not in show("measures", who=None).words


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_measure_that_has_words_has_all_of_them(language: str) -> None:
    keys = {key.split(".")[1] for key in words(language).sentences if key.startswith("measure.")}
    assert keys >= MEASURES.keys()
    for key in keys:
        for part in PARTS:
            assert words(language).sentences[f"measure.{key}.{part}"]


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("side_share", "0 to 1, as a share (1 is all)"),
        ("typical_gap", "0 or more, in points of the scale"),
        ("agency_share", "up to 1, as a share (1 is all)"),
        ("mean_gap", "in points of the scale; no fixed ends"),
    ],
)
def test_ranges_say_which_ends_are_fixed(key: str, said: str, show: Show) -> None:
    assert key in MEASURES
    assert said in show("measures").words
