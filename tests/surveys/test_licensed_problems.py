"""What is wrong with a licensed edition is told by row or line."""

import pytest

from tests.surveys.conftest import told

ROWS = {
    "an unknown type": (
        "percent,q4,en",
        "percents,q4,en",
        (
            "I051 a.csv: row 25: 'percents' is not a type we know; "
            "use one of edition, title, intro, point, no_answer, option, "
            "scale, single_choice, choose, percent, number, text."
        ),
    ),
    "a row without a type": (
        "title,,en,County inventory",
        ",,en,County inventory",
        (
            "I051 a.csv: row 3: the type is missing; "
            "use one of edition, title, intro, point, no_answer, option, "
            "scale, single_choice, choose, percent, number, text."
        ),
    ),
    "a comma outside of quotes": (
        "title,,en,County inventory",
        "title,,en,County inventory,,,,,,,,,,, for parents",
        (
            "I051 a.csv: row 3: it has 15 cells and the first row has 10; "
            'put a text with a comma in quotes, such as "a, b".'
        ),
    ),
    "a point that is no number": (
        "point,3,en,Neutral\npoint,3,es,Neutral",
        "point,middle,en,Neutral\npoint,middle,es,Neutral",
        "I012 a.csv: row 9, scale, point 'middle', value: 'middle' came; give a whole number.",
    ),
    "points out of order": (
        "point,3,en,Neutral\npoint,3,es,Neutral",
        "point,9,en,Neutral\npoint,9,es,Neutral",
        (
            "I023 a.csv: row 5, scale, points: the values are 1, 2, 9, 4, 5; "
            "list the points from the lowest value to the highest."
        ),
    ),
    "an item twice": (
        "percent,q4,en,What percent of families?",
        "percent,q4,en,What percent of families?\npercent,q4,en,What percent of parents?",
        (
            "I020 a.csv: row 26: 'q4' is given twice in 'en' (rows 25 and 26); "
            "give one of them another id."
        ),
    ),
    "an item with two types": (
        "percent,q4,es,",
        "number,q4,es,",
        (
            "I020 a.csv: row 36: 'q4' is given with another type (rows 25 and 36); "
            "give one of them another id."
        ),
    ),
    "a text that is missing in one language": (
        "text,q8,es,Diga más.\n",
        "",
        "I030 a.csv: row 31, item 'q8', text: has no text in 'es'; add the text in this language.",
    ),
    "an option that is missing in one language": (
        "option,b,es,Tiempo\n",
        "",
        (
            "I030 a.csv: row 23, item 'q3', option 'b', label: has no text in 'es'; "
            "add the text in this language."
        ),
    ),
    "an option of no item": (
        "title,,en,County inventory",
        "option,a,en,Money\ntitle,,en,County inventory",
        (
            "I051 a.csv: row 3: 'a' is an option before any item; "
            "put it below the item that it belongs to."
        ),
    ),
    "too many to choose": (
        "choose,q3,en,Pick the causes.,,causes,2",
        "choose,q3,en,Pick the causes.,,causes,4",
        (
            "I026 a.csv: row 21, item 'q3', at_most: it asks for 0 to 4 of 3 options; "
            "ask for at most as many options as there are."
        ),
    ),
    "a choice without a limit": (
        "choose,q3,en,Pick the causes.,,causes,2",
        "choose,q3,en,Pick the causes.,,causes",
        "I010 a.csv: row 21, item 'q3', at_most: is missing; add it.",
    ),
    "a number without an end": (
        "number,q5,en,How many meetings a month?,,causes,,0,20",
        "number,q5,en,How many meetings a month?,,causes,,0",
        "I010 a.csv: row 26, item 'q5', maximum: is missing; add it.",
    ),
    "bands that do not cover": (
        "0,40,0 5 20",
        "0,40,0 5 50",
        (
            "I025 a.csv: row 27, item 'q6', bands: the bands 0, 5, 50 do not run from 0 to 40; "
            "start with the minimum and rise up to the maximum."
        ),
    ),
    "a direction that is neither": (
        "scale,q2,en,Each office works alone.,x,",
        "scale,q2,en,Each office works alone.,maybe,",
        "I012 a.csv: row 19, item 'q2', reverse: 'maybe' came; give true or false.",
    ),
    "a detail of another type": (
        "percent,q4,en,What percent of families?,,causes",
        "percent,q4,en,What percent of families?,,causes,3",
        (
            "I011 a.csv: row 25, item 'q4', at_most: is not a field we know; "
            "remove it or correct its name."
        ),
    ),
    "a language that is none": (
        "title,,es,",
        "title,,Spanish,",
        (
            "I012 a.csv: row 4, title, Spanish: 'Spanish' came; "
            "give a language such as en, es or es-MX."
        ),
    ),
    "no title in one language": (
        "title,,es,Inventario del condado\n",
        "",
        "I030 a.csv: row 3, title: has no text in 'es'; add the text in this language.",
    ),
    "no id": (
        "edition,county_inventory,,2.0.0\n",
        "",
        "I010 a.csv: row 1, id: is missing; add it.",
    ),
    "a version in words": (
        "edition,county_inventory,,2.0.0",
        "edition,county_inventory,,second",
        "I012 a.csv: row 2, version: 'second' came; give three numbers such as 1.0.0.",
    ),
    "an empty text": (
        "scale,q2,en,Each office works alone.",
        "scale,q2,en,",
        "I012 a.csv: row 19, item 'q2', text, en: nothing came; write the text.",
    ),
}


@pytest.mark.parametrize("slip", ROWS, ids=str)
def test_a_slip_in_a_table_is_told_alone_with_its_row(table: str, slip: str) -> None:
    old, new, problem = ROWS[slip]
    assert table.count(old) == 1
    assert told(table.replace(old, new), "a.csv") == [problem]


def test_statements_without_a_scale_are_told_once(table: str) -> None:
    rows = [row for row in table.splitlines() if not row.startswith(("point", "no_answer"))]
    assert told("\n".join(rows), "a.csv") == [
        "I010 a.csv: row 1, scale: is missing; add it.",
    ]


def test_all_problems_of_a_table_are_told_at_once_in_their_order(table: str) -> None:
    spoiled = table
    for slip in ("an unknown type", "a point that is no number", "too many to choose", "no id"):
        old, new, _ = ROWS[slip]
        spoiled = spoiled.replace(old, new)
    codes = [problem[:4] for problem in told(spoiled, "a.csv")]
    assert codes == ["I010", "I012", "I026", "I051"]


LINES = {
    "an unknown type": (
        "type: percent",
        "type: share",
        (
            "I012 a.yaml: line 33, item 'q4', type: 'share' came; "
            "give one of scale, single_choice, choose, percent, number, text."
        ),
    ),
    "no type": (
        "  type: percent\n",
        "",
        "I010 a.yaml: line 32, item 'q4', type: is missing; add it.",
    ),
    "an unknown field": (
        "  reverse: true",
        "  reversed: true",
        (
            "I011 a.yaml: line 21, item 'q2', reversed: is not a field we know; "
            "remove it or correct its name."
        ),
    ),
    "an item twice": (
        "- id: q2",
        "- id: q1",
        (
            "I020 a.yaml: line 18, item 'q1': is listed twice (lines 14 and 18); "
            "give one of them another id."
        ),
    ),
    "a code twice": (
        "  - {code: dk, label: {en: Don't know, es: No sé}}\n",
        (
            "  - {code: dk, label: {en: Don't know, es: No sé}}\n"
            "  - {code: dk, label: {en: Unsure, es: No sé}}\n"
        ),
        (
            "I020 a.yaml: line 13, scale, no-answer code 'dk': is listed twice (lines 12 and 13); "
            "give one of them another id."
        ),
    ),
    "no language at all": (
        "title: {en: County inventory, es: Inventario del condado}",
        "title: {}",
        "I030 a.yaml: line 3, title: has no text in 'en' and 'es'; add the text in this language.",
    ),
}


@pytest.mark.parametrize("slip", LINES, ids=str)
def test_a_slip_in_yaml_is_told_alone_with_its_line(plain: str, slip: str) -> None:
    old, new, problem = LINES[slip]
    assert plain.count(old) == 1
    assert told(plain.replace(old, new), "a.yaml") == [problem]


def test_a_file_without_any_words_says_so() -> None:
    text = "id: a\ntitle: {}\nitems: [{id: q, type: text, text: {}}]\n"
    assert told(text, "a.yaml") == [
        "I033 a.yaml: line 2, title: no language is there; add a file such as en.yaml."
    ]
