"""The words of a card are many, easy to tell apart, and none that hurts whoever draws it."""

import math

from xkcdpass import xkcd_password

from data.services import cards


def test_words_that_would_hurt_are_left_out_and_so_many_stay_that_nobody_tries_them_all() -> None:
    file = xkcd_password.locate_wordfile("eff-long")
    listed = set(xkcd_password.generate_wordlist(wordfile=file, min_length=3, max_length=9))
    assert listed >= cards.LEFT_OUT
    assert not cards.LEFT_OUT & set(cards.words())
    assert cards.WORDS * math.log2(len(cards.words())) > 64
