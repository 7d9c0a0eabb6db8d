"""Runs of words that two texts share."""

import random
from difflib import SequenceMatcher

import pytest

from data.redaction.runs import echoes, own_words, shared_run, telling_runs

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
