"""Links, codes and their fingerprints."""

import re

import pytest

from data.tokens import fingerprint, is_link, new_code, new_link, new_session, plain_code


def test_a_link_has_128_random_bits_and_a_code_40():
    links, codes = {new_link() for _ in range(500)}, {new_code() for _ in range(500)}
    assert len(links) == len(codes) == 500
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22}", link) for link in links)
    assert all(re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", c) for c in codes)
    assert len(set("".join(codes)) - {"-"}) == 32


@pytest.mark.parametrize(
    "typed",
    ["4X7K-9B1M", "4x7k9b1m", " 4X7K 9B1M ", "4x7k–9blm", "4X7K‐9BIM", "4X7K - 9B1M", "4X7K\t9B1M"],
)
def test_a_code_is_known_however_it_was_typed(typed):
    assert plain_code(typed) == "4X7K9B1M"


@pytest.mark.parametrize("typed", ["", "4X7K", "4X7K-9B1MM", "4X7K-9B1U", "ñX7K-9B1M", "🙂" * 8])
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
