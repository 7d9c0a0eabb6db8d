"""The roster knows a name when it hears one, and holds none."""

import hashlib
import hmac

import pytest

from data.redaction.roster import Roster, blinded, fingerprint

KEY = bytes(range(32))
NAMES = ("Lucía Núñez de la Peña", "D'Andre O'Neal", "Nguyễn Thị Ánh", "J. Straße")


def roster(key: bytes = KEY) -> Roster:
    return Roster(blinded(NAMES, key=key), key)


@pytest.mark.parametrize(
    "word",
    ["lucia", "LUCÍA", "Nunez", "núñez", "pena", "Andre", "neal", "nguyen", "ÁNH", "STRASSE"],
)
def test_a_name_is_known_in_any_case_and_without_its_accents(word: str) -> None:
    assert word in roster()


@pytest.mark.parametrize("word", ["de", "la", "d", "j", "luci", "lucía núñez", ""])
def test_particles_initials_and_parts_are_no_names(word: str) -> None:
    assert word not in roster()


def test_the_fingerprint_is_that_of_the_standard_library() -> None:
    expected = hmac.new(KEY, b"nunez", hashlib.sha256).digest()
    assert fingerprint("Núñez", key=KEY) == expected


def test_with_another_key_there_is_nothing_in_common() -> None:
    assert not roster().fingerprints & roster(bytes(32)).fingerprints
    assert "lucia" not in Roster(roster().fingerprints, bytes(32))


def test_neither_names_nor_the_key_are_in_what_is_kept_or_shown() -> None:
    kept = b"".join(roster().fingerprints).lower()
    assert all(len(each) == 32 for each in roster().fingerprints)
    assert b"lucia" not in kept
    assert repr(roster()) == "Roster()"


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="a key of 8 bytes: at least 32 are needed"):
        blinded(NAMES, key=b"12345678")
