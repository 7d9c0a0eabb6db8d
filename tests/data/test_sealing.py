"""Sealed ballots and drafts: who can open them, and what their length tells."""

import dataclasses

import pytest

from data.sealing import (
    STEP,
    SealBroken,
    draft_row,
    new_wave_key,
    seal,
    seal_draft,
    unseal,
    unseal_draft,
)

WAVE = "wave-1"


def _sealed(plain: bytes, key=None) -> bytes:
    return seal(plain, public_key=(key or new_wave_key()).public, wave_id=WAVE)


@pytest.mark.parametrize("length", [0, 1, 500, STEP - 4, STEP - 3, 3 * STEP])
def test_a_ballot_opens_with_its_waves_key(length):
    key, plain = new_wave_key(), bytes(range(256)) * (length // 256 + 1)
    ballot = _sealed(plain[:length], key)
    assert unseal(ballot, key=key, wave_id=WAVE) == plain[:length]


def test_a_ballot_of_another_wave_does_not_open():
    key = new_wave_key()
    with pytest.raises(SealBroken, match="wave wave-2: a sealed sheet does not open"):
        unseal(_sealed(b"yes", key), key=key, wave_id="wave-2")
    with pytest.raises(SealBroken, match="sealed with another one, or changed"):
        unseal(_sealed(b"yes", key), key=new_wave_key(), wave_id=WAVE)


@pytest.mark.parametrize("place", [0, 1, 32, 33, 5000, -1])
def test_a_ballot_that_was_changed_anywhere_does_not_open(place):
    key = new_wave_key()
    changed = bytearray(_sealed(b"yes", key))
    changed[place] ^= 1
    with pytest.raises(SealBroken, match="wave wave-1"):
        unseal(bytes(changed), key=key, wave_id=WAVE)


@pytest.mark.parametrize("ballot", [b"", b"\x01", b"\x01" + bytes(32), b"\x02" + bytes(9000)])
def test_what_is_no_ballot_does_not_open(ballot):
    with pytest.raises(SealBroken, match="wave wave-1"):
        unseal(ballot, key=new_wave_key(), wave_id=WAVE)


def test_short_and_long_answers_look_alike():
    lengths = {len(_sealed(b"x" * length)) for length in (0, 10, 4000, STEP - 4)}
    assert len(lengths) == 1
    assert len(_sealed(b"x" * STEP)) == lengths.pop() + STEP


@pytest.mark.parametrize("room", [STEP - 4, STEP, 3 * STEP + 1])
def test_whatever_fits_in_the_room_looks_alike(room):
    key = new_wave_key()
    some = [b"x" * length for length in (0, 10, room // 2, room)]
    ballots = [seal(p, public_key=key.public, wave_id=WAVE, room=room) for p in some]
    drafts = [seal_draft(p, secret="link", key=key, wave_id=WAVE, room=room) for p in some]
    assert len({len(ballot) for ballot in ballots}) == len({len(draft) for draft in drafts}) == 1
    assert [unseal(ballot, key=key, wave_id=WAVE) for ballot in ballots] == some
    wider = seal(b"x" * (room + STEP), public_key=key.public, wave_id=WAVE, room=room)
    assert len(wider) > len(ballots[0])


def test_the_same_answers_never_make_the_same_ballot():
    key = new_wave_key()
    assert len({_sealed(b"yes", key) for _ in range(50)}) == 50


def test_a_draft_needs_the_link_and_the_waves_key():
    key, other = new_wave_key(), new_wave_key()
    draft = seal_draft(b"so far", secret="link", key=key, wave_id=WAVE)
    assert unseal_draft(draft, secret="link", key=key, wave_id=WAVE) == b"so far"
    assert len(draft) == len(seal_draft(b"", secret="link", key=key, wave_id=WAVE))
    for secret, with_key, wave in (("knil", key, WAVE), ("link", other, WAVE), ("link", key, "2")):
        with pytest.raises(SealBroken, match="does not open"):
            unseal_draft(draft, secret=secret, key=with_key, wave_id=wave)


def test_the_private_half_of_a_ballots_key_does_not_open_a_draft_without_the_secret_for_drafts():
    key = new_wave_key()
    draft = seal_draft(b"so far", secret="link", key=key, wave_id=WAVE)
    half = dataclasses.replace(key, drafts=bytes(32))
    with pytest.raises(SealBroken, match="does not open"):
        unseal_draft(draft, secret="link", key=half, wave_id=WAVE)


def test_the_row_of_a_draft_is_the_same_each_time_and_another_for_each_link_and_wave():
    key = new_wave_key()
    row = draft_row("link", key=key, wave_id=WAVE)
    assert row == draft_row("link", key=key, wave_id=WAVE)
    assert row != draft_row("knil", key=key, wave_id=WAVE)
    assert row != draft_row("link", key=key, wave_id="2")
    assert row != draft_row("link", key=new_wave_key(), wave_id=WAVE)


def test_a_key_never_shows_itself():
    assert repr(new_wave_key()) == "WaveKey()"
