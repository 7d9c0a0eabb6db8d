"""The map of resources as it is shipped: whole, sourced, plain, and never a judgement."""

import re
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
import yaml

from surveys.resource_map import (
    FOLDER,
    resource_edition,
    resource_map,
    resource_words,
)
from surveys.resource_parts import GROUPS
from surveys.resource_words import ResourceWording
from tests.conftest import shared_folder
from tests.surveys.reading_level import grade
from tests.surveys.test_shipped_wording import INFORMAL, STIGMA

ROOT = Path(__file__).resolve().parents[2]
MAP = resource_map()
LANGUAGES = ("en", "es")


def texts(plain: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text with its place."""
    if isinstance(plain, str):
        yield path, plain
    elif isinstance(plain, dict):
        for key, inside in plain.items():
            yield from texts(inside, f"{path}.{key}" if path else key)


def said(language: str) -> dict[str, str]:
    """All words of one language by their place."""
    plain = resource_words(language).model_dump(
        exclude={"language", "translation"}, exclude_none=True
    )
    return dict(texts(plain))


def stopped(text: str) -> str:
    """A text with a stop, so that a heading counts as a sentence."""
    return text if text.endswith((".", "?")) else f"{text}."


# what is there


def test_there_are_29_kinds_of_help_in_four_groups_each_group_in_one_piece() -> None:
    assert len(MAP.categories) == 29
    assert MAP.groups == GROUPS == ("treatment", "recovery", "family", "basics")
    assert [group for group, _ in groupby(each.group for each in MAP.categories)] == [*GROUPS]


def test_every_drafted_kind_of_help_is_there_with_every_fact_that_was_drafted_for_it() -> None:
    path = shared_folder("content") / "resources.yaml"
    draft = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert {each["id"] for each in draft["categories"]} == {each.id for each in MAP.categories}
    for each in draft["categories"]:
        assert set(each["attributes"]) <= set(MAP.category(each["id"]).attributes), each["id"]
        standard = MAP.category(each["id"]).standard
        assert (standard is None) == (each["standard"] is None), each["id"]


def test_every_drafted_number_of_a_standard_is_the_one_that_is_shipped() -> None:
    path = shared_folder("content") / "resources.yaml"
    draft = yaml.safe_load(path.read_text(encoding="utf-8"))
    seen = 0
    for each in draft["categories"]:
        standard = MAP.category(each["id"]).standard
        if standard is None or each["standard"]["value"] is None:
            continue
        drafted = each["standard"]["value"]
        ends = drafted if isinstance(drafted, list) else [drafted]
        assert set(ends) <= {standard.value, standard.low, standard.high}, each["id"]
        seen += 1
    assert seen == 7


def test_there_are_twelve_populations_five_tiers_and_nine_kinds_of_gaps() -> None:
    assert len(MAP.populations) == 12
    assert [each.id for each in MAP.tiers] == ["T1", "T2", "T3", "T4", "T5"]
    assert [each.id for each in MAP.gap_types] == [*"ABCDEFGH", "OK"]


def test_only_families_can_tell_of_two_kinds_of_gaps_and_not_knowing_is_no_finding() -> None:
    assert [each.id for each in MAP.gap_types if each.ask_families] == ["C", "G"]
    assert [each.id for each in MAP.gap_types if not each.is_finding] == ["H"]
    assert all(each.cures for each in MAP.gap_types)


def test_no_code_of_a_licensed_vocabulary_is_shipped() -> None:
    licensed = re.compile(r"\b[A-Z]{1,2}-\d{4}(\.\d{4})?\b|\b(hsis|airs)\b", re.IGNORECASE)
    for path in FOLDER.rglob("*"):
        if path.is_file():
            assert licensed.search(path.read_text(encoding="utf-8")) is None, path.name


def test_the_map_says_in_both_languages_that_it_has_not_been_validated() -> None:
    assert not MAP.validated
    assert "has not been validated" in resource_words("en").note
    assert "no ha sido validada" in resource_words("es").note


# facts, populations, figures


def test_languages_are_one_fact_each_and_every_other_attribute_is_one_fact() -> None:
    several = {each.id: each.facts for each in MAP.attributes if len(each.facts) > 1}
    assert list(several) == ["languages"]
    assert several["languages"][0] == "languages_spanish"
    assert len(set(MAP.facts)) == len(MAP.facts) == len(MAP.attributes) + 3


def test_the_facts_of_a_kind_of_help_are_those_of_its_attributes_in_their_order() -> None:
    assert MAP.facts_of("family_time") == (
        "accepts_fathers",
        "languages_spanish",
        "languages_sign",
        "languages_native",
        "languages_other",
        "evening_weekend",
        "serves_dv_survivors",
        "serves_kin",
    )


def test_every_fact_has_a_name_of_its_own_in_both_languages() -> None:
    for language in LANGUAGES:
        words = resource_words(language)
        assert len({words.fact(fact) for fact in MAP.facts}) == len(MAP.facts)
    assert resource_words("es").fact("languages_spanish") == "Idiomas: Español"
    with pytest.raises(KeyError, match="no words for a fact 'languages'"):
        resource_words("en").fact("languages")


def test_only_what_is_given_out_again_and_again_is_counted_for_a_period() -> None:
    for each in MAP.categories:
        assert (each.period is not None) == (each.supply == "flow"), each.id


@pytest.mark.parametrize(
    "find",
    [
        MAP.category,
        MAP.population,
        MAP.tier,
        MAP.parameter,
        MAP.gap_type,
        MAP.source,
        MAP.facts_of,
    ],
    ids=["category", "population", "tier", "parameter", "gap type", "source", "facts"],
)
def test_what_is_not_there_is_named(find: Callable[[str], object]) -> None:
    with pytest.raises(KeyError, match=r"the resource map has no .+ 'nothing'"):
        find("nothing")


def test_what_is_there_is_found() -> None:
    assert MAP.category("moud").group == "treatment"
    assert MAP.population("fathers").facts == ("accepts_fathers",)
    assert MAP.tier("T4").own_count
    assert MAP.parameter("children_per_family").guess
    assert MAP.gap_type("A").cures == ("fund", "recruit")
    assert MAP.source("fji_60").verified == "page_read"


def test_a_figure_names_its_source_and_year_or_says_that_it_is_a_guess() -> None:
    for each in MAP.parameters:
        assert bool(each.sources and each.year) != (each.guess or not each.figures), each.id
        assert list(each.figures) == sorted(each.figures), each.id
    assert [each.id for each in MAP.parameters if each.guess] == [
        "children_per_family",
        "mean_stay",
        "road_factor",
    ]


def test_every_source_stands_behind_a_figure() -> None:
    used = {each.standard.source for each in MAP.categories if each.standard}
    used |= {source for each in MAP.parameters for source in each.sources}
    assert used == {each.id for each in MAP.sources}


CHILDREN = 72_500_000


@pytest.mark.parametrize(
    ("parameter", "part", "counted"),
    [
        ("children_parent_sud", "high", 18_970_000 / CHILDREN),
        ("children_parent_sud", "likely", 7_600_000 / CHILDREN),
        ("children_parent_sud", "low", 2_000_000 / CHILDREN),
        ("responses_rate", "likely", 1000 * 3_081_715 / CHILDREN),
        ("entries_rate", "likely", 1000 * 186_602 / CHILDREN),
    ],
    ids=[
        "NSDUH 2023, JAMA Pediatrics 2025, any",
        "NSDUH 2023, JAMA Pediatrics 2025, moderate or severe",
        "ASPE 2022",
        "Child Maltreatment 2023",
        "AFCARS FY2022",
    ],
)
def test_a_share_or_a_rate_is_that_of_the_published_counts(
    parameter: str, part: str, counted: float
) -> None:
    assert getattr(MAP.parameter(parameter), part) == pytest.approx(counted, rel=0.02)


def test_the_defaults_give_the_families_that_were_worked_out_for_one_county() -> None:
    """Campbell County, Kentucky, 19,384 children: about 2,818, 50 and 11 families, 1 to 18."""
    figure = MAP.parameter
    families = 19_384 / (figure("children_per_family").likely or 0)
    widest = families * (figure("children_parent_sud").high or 0)
    response = families * (figure("responses_rate").likely or 0) / 1000
    entry = families * (figure("entries_rate").likely or 0) / 1000
    recorded = figure("aod_at_removal")
    assert widest == pytest.approx(2818, abs=10)
    assert round(response * (figure("sud_given_response").likely or 0)) == 50
    shares = (recorded.low, recorded.likely, recorded.high)
    assert [round(entry * (share or 0)) for share in shares] == [1, 11, 18]


# words


def test_every_part_has_its_words_in_both_languages_and_in_its_own() -> None:
    english, spanish = said("en"), said("es")
    assert resource_edition().languages == LANGUAGES
    assert english.keys() == spanish.keys()
    assert len(english) > 370
    assert {place for place, text in english.items() if text == spanish[place]} == set()
    assert resource_words("es").translation == "first"
    assert resource_words("fr").language == "en"


@pytest.mark.parametrize(
    ("table", "part"),
    [
        *(
            ("categories", part)
            for part in ("definition", "counts", "does_not_count", "need", "standard")
        ),
        ("attributes", "label"),
        ("populations", "definition"),
        ("tiers", "definition"),
        ("tiers", "formula"),
        ("parameters", "label"),
        ("parameters", "note"),
        ("gap_types", "meaning"),
    ],
)
def test_nobody_needs_more_than_eight_years_of_school_for_it(table: str, part: str) -> None:
    words = getattr(resource_words("en"), table).values()
    assert grade([stopped(text) for each in words if (text := getattr(each, part))]) <= 8


@pytest.mark.parametrize(
    "table", ["intro", "note", "confidence_note", "rules", "evidence", "conditions", "cures"]
)
def test_nobody_needs_more_than_eight_years_of_school_for_what_stands_around(table: str) -> None:
    words = getattr(resource_words("en"), table)
    whole = [words] if isinstance(words, str) else list(words.values())
    assert grade([stopped(text) for text in whole]) <= 8


def test_no_definition_is_long() -> None:
    for place, text in said("en").items():
        for sentence in re.split(r"(?<=[.?]) ", text):
            assert len(sentence.split()) <= 27, f"{place}: {sentence}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_makes_a_person_into_a_condition(language: str) -> None:
    unwanted = re.compile(rf"\b({STIGMA[language]})\b", re.IGNORECASE)
    assert {place: text for place, text in said(language).items() if unwanted.search(text)} == {}


def test_the_spanish_says_usted_throughout() -> None:
    informal = re.compile(rf"\b({INFORMAL})\b", re.IGNORECASE)
    assert {place: text for place, text in said("es").items() if informal.search(text)} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_has_a_slip_of_the_keyboard(language: str) -> None:
    for place, text in said(language).items():
        assert re.search(r"  |\s[.,;:?!]|\.\.|,,|\n", text) is None, f"{place}: {text}"
        assert re.search(r"\b(\w+) \1\b", text, re.IGNORECASE) is None, f"{place}: {text}"


def test_the_english_holds_no_sign_of_another_alphabet() -> None:
    assert all(text.isascii() for text in said("en").values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_parts_of_a_kind_are_called_the_same(language: str) -> None:
    words: ResourceWording = resource_words(language)
    titles = [each.title for each in words.categories.values()]
    labels = [each.label for each in words.attributes.values()]
    for named in (titles, labels, list(words.conditions.values()), list(words.cures.values())):
        assert len(set(named)) == len(named)


def test_what_counts_and_what_does_not_are_whole_sentences() -> None:
    for category_id, words in resource_words("en").categories.items():
        for text in (words.definition, words.counts, words.does_not_count, words.need):
            assert text[0].isupper(), category_id
            assert text.endswith("."), category_id
