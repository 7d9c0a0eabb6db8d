"""Sentences in two languages that say the same things."""

import string

import pytest

from pages.charts.sentences import unsure_cell
from pages.charts.words import Words, number, words
from surveys.figures import Look, figure_sentence, unsure_sentence


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_both_languages_have_every_sentence() -> None:
    assert words("en").sentences.keys() == words("es").sentences.keys()


@pytest.mark.parametrize("key", sorted(words("en").sentences))
def test_both_languages_fill_the_same_blanks(key: str) -> None:
    assert blanks(words("en").sentences[key]) == blanks(words("es").sentences[key])


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_sentence_blames_or_grades(language: str) -> None:
    said = " ".join(words(language).sentences.values()).casefold()
    for word in (
        "problem",
        "resist",
        "misalign",
        "worst",
        "best ",
        "score",
        "fail",
        "peor",
        "rank",
    ):
        assert word not in said


def test_a_language_without_words_falls_back_to_english() -> None:
    assert words("fr").language == "en"
    assert words("../../secrets").language == "en"


def test_one_is_said_as_one(english: Words) -> None:
    assert english.say("figure.unsure", count=1).startswith("1 more ")
    assert english.say("figure.unsure", count=2).startswith("2 more ")


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ((1, 4, 15, 10), "25 of 30 agree"),
        ((30, 0, 0, 0), "30 of 30 disagree"),
        ((0, 0, 0, 30), "30 of 30 agree"),
    ],
)
def test_sides_are_counted_in_people(
    counts: tuple[int, ...], sentence: str, four_points: Look, english: Words, drawn: type
) -> None:
    assert figure_sentence(drawn(30, counts), look=four_points, words=english) == sentence


def test_where_most_disagree_that_side_is_spoken_of(
    four_points: Look, five_points: Look, english: Words, drawn: type
) -> None:
    def said(counts: tuple[int, ...], look: Look) -> str:
        return figure_sentence(drawn(sum(counts), counts), look=look, words=english)

    assert said((6, 15, 5, 0), four_points) == "21 of 26 disagree"
    assert said((10, 10, 6, 4), four_points) == "20 of 30 disagree"
    assert said((10, 9, 7, 4), four_points) == "11 of 30 agree"
    assert said((9, 12, 3, 4, 2), five_points) == "21 of 30 disagree, 3 in the middle"


def test_the_middle_is_named_apart(five_points: Look, english: Words, drawn: type) -> None:
    said = figure_sentence(drawn(31, (2, 5, 9, 10, 5)), look=five_points, words=english)
    assert said == "15 of 31 agree, 9 in the middle"


def test_stages_are_never_said_to_agree(
    stages: Look, english: Words, drawn: type, blurred: type
) -> None:
    figures = (
        drawn(30, (3, 8, 12, 5, 2)),
        drawn(30, (10, 10, 10, 0, 0)),
        drawn(30, at_least=blurred("level", 0, 28)),
        drawn(30, at_least=blurred("side", 2, 29)),
        drawn(6, mean=1.5, mean_edge="half_step"),
    )
    said = [figure_sentence(figure, look=stages, words=english) for figure in figures]
    assert said == [
        "Most often: In some places (12 of 30)",
        "Most often: Not started, Planning and In some places (10 of 30 each)",
        "At least 28 of 30 chose “Not started”",
        "At least 29 of 30 chose “In most places” or “How we work”",
        "6 people, about 1.5 on average (scale 0 to 4)",
    ]
    assert not any("agree" in sentence for sentence in said)


def test_a_choice_is_said_to_be_chosen(english: Words, drawn: type, blurred: type) -> None:
    choice = Look(labels=("not chosen", "chosen"), printed=(1, 2), voice="options")
    assert figure_sentence(drawn(30, (18, 12)), look=choice, words=english) == (
        "12 of 30 chose this"
    )
    few = drawn(30, at_least=blurred("level", 0, 28))
    assert (
        figure_sentence(few, look=choice, words=english) == "At least 28 of 30 did not choose this"
    )


def test_nobody_is_said_to_be_nobody(four_points: Look, english: Words, drawn: type) -> None:
    assert figure_sentence(drawn(0), look=four_points, words=english) == "Nobody answered"


def test_those_who_did_not_know_are_counted_apart(english: Words, drawn: type) -> None:
    assert unsure_sentence(drawn(30, no_answer=0), words=english) == ""
    assert unsure_sentence(drawn(30, no_answer=3), words=english).startswith("3 more ")
    few = drawn(6, no_answer=None, no_answer_at_most=2)
    assert unsure_sentence(few, words=english) == ""
    assert unsure_cell(few, words=english) == "up to 2"
    assert unsure_cell(drawn(6, no_answer=None), words=english) == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [(3.0, "3"), (3.5, "3.5"), (0.0, "0"), (10.0, "10"), (0.9499, "0.9"), (1234.0, "1,234")],
)
def test_numbers_are_short(value: float, text: str) -> None:
    assert number(value) == text


def test_words_in_a_row_are_joined_as_people_do(english: Words) -> None:
    assert english.joined([], last="or") == ""
    assert english.joined(["a"], last="or") == "a"
    assert english.joined(["a", "b"], last="or") == "a or b"
    assert english.joined(["a", "b", "c"], last="or") == "a, b or c"
    assert words("es").joined(["a", "b", "c"]) == "a, b y c"


def test_where_only_sides_are_known_they_are_said(
    four_points: Look, stages: Look, english: Words, drawn: type
) -> None:
    few = drawn(8, sides=(3, 0, 5))
    assert figure_sentence(few, look=four_points, words=english) == "5 of 8 agree"
    assert figure_sentence(few, look=stages, words=english) == (
        "Of 8: 3 chose “Not started” or “Planning”; 5 chose “In most places” or “How we work”"
    )


def test_where_nothing_is_known_but_who_answered_that_is_said(
    four_points: Look, english: Words, drawn: type
) -> None:
    said = figure_sentence(drawn(7), look=four_points, words=english)
    assert said == "7 people answered; how is not shown"
