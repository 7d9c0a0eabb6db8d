"""Runs of words that two texts share."""

import random
from difflib import SequenceMatcher

import pytest

from data.redaction.runs import (
    TAKEN_BACK,
    echoes,
    own_runs,
    own_words,
    shared_run,
    telling_runs,
    without_runs,
)

SAID = "Well, we waited eleven weeks for treatment, and nobody called us back."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We waited eleven weeks for treatment.", "We waited eleven weeks for"),
        ("they WAITED eleven  weeks -- for treatment", "WAITED eleven weeks for treatment"),
        ("Waited weeks for eleven treatment, we", ""),
        ("It took almost three months to get help.", ""),
        ("", ""),
    ],
)
def test_other_words_hold_no_five_words_in_a_row(text: str, found: str) -> None:
    assert own_words(text, SAID) == found


def test_of_something_short_fewer_words_are_own_words() -> None:
    assert own_words("We waited for months.", "We waited for months.") == "We waited for months"
    assert own_words("The bus late", "The bus late, always") == "The bus late"
    assert own_words("Too late.", "Too late.") == ""
    assert own_words("Esperó corazon mio tanto", "¡Espero, corazón mío, tanto!") != ""


def test_three_words_in_a_row_echo_where_one_is_rare() -> None:
    assert echoes("One of us said zebrafinch is quartz.", "My zebrafinch is quartz and jade.")
    assert echoes("Families said: nobody called us back", SAID)
    assert echoes("Some said: they took him.", "They took him.")
    assert not echoes("They took him.", "They took.")
    assert not echoes("Families said that nobody called us.", SAID)
    assert not echoes("Families wait for months.", SAID)


def test_it_finds_what_the_longest_common_block_of_words_says() -> None:
    chance = random.Random(7)
    for _ in range(300):
        one, other = ([chance.choice("abcd") for _ in range(12)] for _ in range(2))
        longest = SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size
        for size in range(1, 13):
            found = shared_run(" ".join(one), " ".join(other), size=size)
            assert bool(found) == (size <= longest)


def test_five_words_in_a_row_or_four_with_a_rare_one_tell_whose_they_are() -> None:
    def says_again(text: str, said: str) -> bool:
        return bool(telling_runs(text) & telling_runs(said))

    assert says_again("You said THEY took him from me, right?", "They took him from me.")
    assert says_again("So, my zebrafinch is quartz?", "My zebrafinch is quartz and jade.")
    assert not says_again("They took him from school.", "They took him from me.")
    assert not says_again("They took him.", "They took him.")
    assert telling_runs("") == frozenset()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"One said: {SAID} So did others.", f"One said: {TAKEN_BACK}. So did others."),
        ("They WAITED eleven  weeks -- for treatment.", f"They {TAKEN_BACK}."),
        ("We waited eleven weeks.", "We waited eleven weeks."),
        (
            "Nobody called us back, they took him.",
            f"Nobody called us back, {TAKEN_BACK}.",
        ),
        ("", ""),
    ],
)
def test_runs_that_are_surely_somebodys_are_taken_back_and_the_rest_stays(
    text: str, left: str
) -> None:
    runs = own_runs((SAID, "They took him.", "Well, yes."))
    assert without_runs(text, runs) == left
    assert without_runs(text, frozenset()) == text


def test_what_repeats_a_question_is_nobodys_own() -> None:
    asked = "What got in the way when you asked for help?"
    runs = own_runs(
        ("What got in the way when you asked? The bus did, every day.",), asked=(asked,)
    )
    assert without_runs(asked, runs) == asked
    assert without_runs("Here the bus did, daily.", runs) == "Here the bus did, daily."
    assert without_runs("You asked? The bus did.", runs) == f"{TAKEN_BACK}."
