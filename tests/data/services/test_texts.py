"""What people type is kept as it is, without what nobody can see."""

import sys
import unicodedata

import pytest

from data.services.texts import folded, tidy, writing

UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")


def by_sign(text: str) -> str:
    """The same, one sign at a time."""
    seen = [
        " " if sign.isspace() else sign
        for sign in unicodedata.normalize("NFC", text)
        if sign.isspace() or unicodedata.category(sign) not in UNSEEN
    ]
    return " ".join("".join(seen).split())


def test_no_sign_there_is_comes_through_otherwise_than_by_its_kind() -> None:
    different = [
        hex(code)
        for code in range(sys.maxunicode + 1)
        if tidy(f" a{chr(code)}b  c") != by_sign(f" a{chr(code)}b  c")
    ]
    assert different == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  River\ttable \n", "River table"),
        ("Jose\u0301", "Jos\u00e9"),
        ("a\u200bb\x00c", "abc"),
        ("a\u00a0b\u2003c", "a b c"),
        ("", ""),
    ],
)
def test_a_name_is_one_line_of_what_can_be_seen(typed: str, kept: str) -> None:
    assert tidy(typed) == kept


def test_names_that_a_reader_takes_for_the_same_are_the_same() -> None:
    assert folded("\uff32iver  Table") == folded("river table")
    assert folded("River table") != folded("River tables")


def test_somebody_s_own_words_keep_their_lines() -> None:
    assert writing("one\r\ntwo\rthree\x07\tfour") == "one\ntwo\nthree\tfour"
