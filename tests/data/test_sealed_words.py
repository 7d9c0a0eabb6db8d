"""Words open with their own key, in their own place, until the key is destroyed."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from data import sealed_words
from data.settings import settings

WORDS = "They never called back. ¿Por qué? 😀"


@pytest.fixture
def seat(home: Path) -> str:
    """A seat with its key."""
    sealed_words.new_key("seat-a")
    return "seat-a"


def test_words_come_back_as_they_were_said(seat: str) -> None:
    sealed = sealed_words.seal(WORDS, owner=seat, place="t/1")
    assert sealed_words.unseal(sealed, owner=seat, place="t/1") == WORDS
    nothing = sealed_words.seal("", owner=seat, place="t/1")
    assert sealed_words.unseal(nothing, owner=seat, place="t/1") == ""


def test_the_same_words_never_look_the_same_and_their_length_says_little(seat: str) -> None:
    first, second = (sealed_words.seal(WORDS, owner=seat, place="t/1") for _ in range(2))
    assert first != second
    lengths = {len(sealed_words.seal("x" * n, owner=seat, place="t")) for n in range(1, 61)}
    assert len(lengths) == 1


@pytest.mark.parametrize("place", ["t/2", "", "t/1/"])
def test_words_do_not_open_in_another_place(seat: str, place: str) -> None:
    sealed = sealed_words.seal(WORDS, owner=seat, place="t/1")
    with pytest.raises(sealed_words.WordsGone, match="changed"):
        sealed_words.unseal(sealed, owner=seat, place=place)


def test_words_of_one_seat_do_not_open_with_the_key_of_another(seat: str) -> None:
    sealed_words.new_key("seat-b")
    sealed = sealed_words.seal(WORDS, owner=seat, place="t/1")
    with pytest.raises(sealed_words.WordsGone):
        sealed_words.unseal(sealed, owner="seat-b", place="t/1")


def test_after_its_key_is_destroyed_nothing_of_a_seat_opens_and_nothing_of_the_key_is_left(
    seat: str,
) -> None:
    path = settings().keys / "words" / "seat-a.key"
    key = path.read_bytes()
    sealed = sealed_words.seal(WORDS, owner=seat, place="t/1")
    sealed_words.destroy(seat)
    sealed_words.destroy(seat)
    assert not sealed_words.opens(seat)
    with pytest.raises(sealed_words.WordsGone, match="destroyed"):
        sealed_words.unseal(sealed, owner=seat, place="t/1")
    with pytest.raises(sealed_words.WordsGone):
        sealed_words.seal("more", owner=seat, place="t/1")
    assert all(key not in each.read_bytes() for each in path.parents[1].rglob("*.key"))


def test_of_many_that_make_the_same_key_at_once_all_find_one(home: Path) -> None:
    start = Barrier(8)

    def sealed(_: int) -> bytes:
        start.wait()
        sealed_words.new_key("book")
        return sealed_words.seal(WORDS, owner="book", place="t/1")

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(sealed, range(8)))
    assert {sealed_words.unseal(each, owner="book", place="t/1") for each in made} == {WORDS}
    assert [each.name for each in (settings().keys / "words").iterdir()] == ["book.key"]


def test_a_key_is_for_its_owner_alone_and_its_file_tells_no_time(seat: str) -> None:
    state = (settings().keys / "words" / "seat-a.key").stat()
    assert (state.st_mode & 0o077, state.st_mtime) == (0, 0)


def test_a_string_is_compared_without_being_readable(seat: str) -> None:
    sealed_words.new_key("seat-b")
    assert sealed_words.blind("Rosa", owner=seat) == sealed_words.blind("Rosa", owner=seat)
    assert sealed_words.blind("Rosa", owner=seat) != sealed_words.blind("Ross", owner=seat)
    assert sealed_words.blind("Rosa", owner=seat) != sealed_words.blind("Rosa", owner="seat-b")
    assert sealed_words.roster_key(seat) != sealed_words.roster_key("seat-b")
