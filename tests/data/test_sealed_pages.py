"""What a page hands on to the next is sealed, short-lived, and of one length."""

import base64
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import sealed_pages
from data.sealed_pages import STEP, PageGone, seal, unseal

ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside),
    max_leaves=10,
)


@pytest.fixture(autouse=True, scope="module")
def _a_pepper() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealed_pages, "fingerprint", lambda *_, **__: b"k" * 32)
        yield


def test_a_page_brings_back_what_was_sealed() -> None:
    state = {"at": "contact", "answers": {"a": ["b", "ñ\0"]}, "seen": True, "none": None}
    found = unseal(seal(state, place="/family/1"), place="/family/1")
    assert (found.state, found.minutes) == (state, 0)


def test_it_opens_for_no_other_form() -> None:
    with pytest.raises(PageGone, match="not one of ours"):
        unseal(seal({"a": 1}, place="/family/1"), place="/family/2")


def test_it_cannot_be_read_and_no_two_are_alike() -> None:
    one, other = (seal({"name": "Rosalinda"}, place="p") for _ in range(2))
    assert one != other
    assert b"Rosalinda" not in base64.urlsafe_b64decode(one)


def test_every_sign_of_it_counts() -> None:
    whole = bytearray(base64.urlsafe_b64decode(seal({"a": 1}, place="p")))
    for place in range(0, len(whole), 61):
        changed = bytes(whole[:place]) + bytes([whole[place] ^ 1]) + bytes(whole[place + 1 :])
        with pytest.raises(PageGone):
            unseal(base64.urlsafe_b64encode(changed).decode(), place="p")


@pytest.mark.parametrize("typed", ["", "A", "é", "not base64!", "A" * 1_000_000])
def test_what_is_no_page_of_ours_is_refused(typed: str) -> None:
    with pytest.raises(PageGone):
        unseal(typed, place="p")


def test_its_length_tells_nothing_of_what_was_written() -> None:
    lengths = {len(seal({"text": "x" * size}, place="p")) for size in range(0, 6000, 500)}
    assert lengths == {len(base64.b64encode(bytes(12 + STEP + 16)))}


@pytest.mark.parametrize(("hours", "minutes"), [(6, 359), (1, 59)])
def test_it_opens_for_some_hours_and_then_no_more(
    hours: int, minutes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed_pages, "seconds", lambda: 6_000_000)
    sealed = seal({"a": 1}, place="p")
    monkeypatch.setattr(sealed_pages, "seconds", lambda: 6_000_000 + minutes * 60)
    assert unseal(sealed, place="p", hours=hours).minutes == minutes
    monkeypatch.setattr(sealed_pages, "seconds", lambda: 6_000_000 + hours * 3600)
    with pytest.raises(PageGone, match="open for too long"):
        unseal(sealed, place="p", hours=hours)


@given(state=st.dictionaries(st.text(), ANY))
@settings(max_examples=25, deadline=None)
def test_whatever_was_said_comes_back(state: dict[str, Any]) -> None:
    assert unseal(seal(state, place="p"), place="p").state == state
