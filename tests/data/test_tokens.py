"""Links, codes and their fingerprints."""

import re

import pytest

from data.tokens import fingerprint, is_link, new_code, new_link, new_session, plain_code


def test_a_link_has_128_random_bits_and_a_code_45():
    links, codes = {new_link() for _ in range(500)}, {new_code() for _ in range(500)}
    assert len(links) == len(codes) == 500
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22}", link) for link in links)
    part = "[0-9A-HJKMNP-TV-Z]{3}"
    assert all(re.fullmatch(f"{part}-{part}-{part}", code) for code in codes)
    assert len(set("".join(codes)) - {"-"}) == 32


@pytest.mark.parametrize(
    "typed",
    ["4X7-K9B-1MP", "4x7k9b1mp", " 4X7 K9B 1MP ", "4x7–k9b–lmp", "4X7K‐9B‐IMP", "4X7K\t9B - 1MP"],
)
def test_a_code_is_known_however_it_was_typed(typed):
    assert plain_code(typed) == "4X7K9B1MP"


def test_a_code_of_an_earlier_version_is_known():
    assert plain_code("4x7k-9b1m") == "4X7K9B1M"


@pytest.mark.parametrize(
    "typed", ["", "4X7K", "4X7-K9B-1MPP", "4X7-K9B-1MU", "ñX7-K9B-1MP", "🙂" * 9]
)
def test_what_cannot_be_a_code_is_none(typed):
    assert plain_code(typed) is None


def test_a_code_is_no_link():
    assert not is_link(new_code())
    assert is_link(new_link())
    assert not is_link(new_link() + "\n")
    assert len(new_session()) == 43


def test_a_fingerprint_depends_on_the_pepper_of_this_home(home, monkeypatch):
    from data.settings import settings

    first = fingerprint("secret", purpose="invitation")
    assert first == fingerprint("secret", purpose="invitation")
    assert first != fingerprint("secret", purpose="set-up")
    assert len(first) == 32
    monkeypatch.setenv("COMMON_TABLE_HOME", str(home / "other"))
    settings.cache_clear()
    assert fingerprint("secret", purpose="invitation") != first
