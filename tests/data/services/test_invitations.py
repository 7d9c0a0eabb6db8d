"""Links and codes: seen once, known by their fingerprint, limited against guessing."""

from collections import Counter
from contextlib import suppress

import pytest
from sqlalchemy import select

from data.services import answering, closing, invitations, waves
from data.services.invitations import NotFound, TooManyGuesses, WaveStateError
from data.store import access as access_store
from data.store import database as store
from data.tables.base import table_of
from data.tables.values import Invitation


def _stored() -> list:
    with store.reading() as connection:
        return list(connection.execute(select(table_of(Invitation))))


@pytest.mark.parametrize("kind", ["link", "code"])
def test_every_seat_gets_one_slip_and_only_its_fingerprint_is_kept(make_round, kind):
    made = make_round(kind=kind)
    assert len(set(made.secrets)) == 24
    assert Counter(made.groups.values()) == {g.code: g.people for g in made.wave.groups}
    stored = _stored()
    assert len(stored) == 24
    assert {row.kind for row in stored} == {kind}
    for row in stored:
        assert len(row.token_hash) == 32
        assert not any(secret.encode() in row.token_hash for secret in made.secrets)
    assert invitations.issue(made.wave.id, kind) == ()


def test_a_slip_names_its_group_and_the_address_to_open(opened, monkeypatch):
    slips = invitations.reissue_unused(opened.wave.id, "code")
    names = {group.code: group.name for group in opened.wave.groups}
    for slip in slips:
        assert slip.group_name == names[slip.group_code]
        assert slip.url == f"http://127.0.0.1:8501/join/{slip.secret.replace('-', '')}"
        assert slip.secret not in repr(slip)


def test_rows_do_not_lie_in_the_order_of_the_slips(opened):
    hashes = [row.token_hash for row in _stored()]
    assert hashes == sorted(hashes)


def test_a_seat_is_found_by_its_link_and_by_its_code_however_typed(make_round):
    by_link, by_code = make_round(name="A"), make_round(name="B", kind="code")
    assert invitations.find(by_link.secrets[0]).wave_id == by_link.wave.id
    code = by_code.secrets[0]
    for typed in (code, code.lower(), code.replace("-", ""), f" {code} "):
        assert invitations.find(typed).wave_id == by_code.wave.id
    assert invitations.find("A" * 22) is None
    assert invitations.find("nonsense") is None
    assert invitations.find("") is None


def test_links_and_codes_are_given_out_in_an_open_wave_only(make_round):
    draft = make_round(open_it=False).wave
    for give in (invitations.issue, invitations.reissue_unused):
        with pytest.raises(
            WaveStateError, match=r"still a draft\. To invite people, it must be open"
        ):
            give(draft.id, "link")
        with pytest.raises(NotFound, match="This wave is not here"):
            give("nothing", "link")
    with pytest.raises(ValueError, match="a 'link' or a 'code', not 'badge'"):
        invitations.issue(draft.id, "badge")


def test_new_slips_replace_all_that_are_out_until_somebody_has_answered(opened):
    old = opened.secrets
    new = invitations.reissue_unused(opened.wave.id, "code")
    assert len(new) == 24
    assert all(invitations.find(secret) is None for secret in old)
    assert answering.keep_answers(new[0].secret, {"q1": 1}).status == "received"
    with pytest.raises(WaveStateError, match="Somebody has answered already"):
        invitations.reissue_unused(opened.wave.id, "link")
    assert answering.keep_answers(new[1].secret, {"q1": 1}).status == "received"


def test_after_sixty_wrong_codes_no_code_is_looked_at_until_the_minute_is_over(
    make_round, monkeypatch
):
    made, links = make_round(kind="code"), make_round(name="Other")
    now = [1_800_000_000 // 60 * 60]
    monkeypatch.setattr(invitations, "seconds", lambda: now[0])
    for number in range(60):
        assert invitations.find(f"0000-{number:04d}") is None
    for secret in (made.secrets[0], "0000-9999"):
        with pytest.raises(TooManyGuesses, match="Wait a minute"):
            invitations.find(secret)
        with pytest.raises(TooManyGuesses, match="Wait a minute"):
            answering.open_form(secret)
        with pytest.raises(TooManyGuesses, match="Wait a minute"):
            answering.keep_answers(secret, {})
    assert invitations.find(links.secrets[0]) is not None
    assert invitations.find("x" * 22) is None
    store.dispose()  # a restart forgets nothing
    with pytest.raises(TooManyGuesses, match="Wait a minute"):
        invitations.find(made.secrets[0])
    now[0] += 60
    assert invitations.find(made.secrets[0]) is not None


def test_three_weeks_of_guesses_hit_one_of_1900_codes_by_a_chance_of_one_in_10000(
    make_round, monkeypatch
):
    """Reckoned from what may be guessed in a minute, and from the signs of codes that are out."""
    made, in_a_minute = make_round(kind="code"), 0
    monkeypatch.setattr(invitations, "seconds", lambda: 1_800_000_000)
    with suppress(TooManyGuesses):
        for in_a_minute in range(500):
            assert invitations.find(f"000-000-{in_a_minute:03d}") is None
    codes = {secret.replace("-", "") for secret in made.secrets}
    (length,) = {len(code) for code in codes}
    signs = len(set("".join(codes)))
    assert signs > 28  # of 32, in 24 codes of nine
    guesses = in_a_minute * 60 * 24 * 21
    assert guesses * 1_900 / 32**length < 1 / 10_000


def test_a_code_that_a_browser_has_proven_is_answered_while_wrong_codes_come_in(
    make_round, monkeypatch
):
    made = make_round(kind="code")
    monkeypatch.setattr(invitations, "seconds", lambda: 6_000_000)
    for number in range(60):
        assert invitations.find(f"0000-{number:04d}") is None
    code = made.secrets[0]
    assert invitations.find(code, proven=True).wave_id == made.wave.id
    assert answering.open_form(code, proven=True).wave.id == made.wave.id
    answering.keep_draft(code, {"q1": 1}, language="en", position=0, proven=True)
    assert answering.keep_answers(code, {"q1": 1}, proven=True).status == "received"
    with pytest.raises(TooManyGuesses, match="Wait a minute"):
        answering.keep_answers(made.secrets[1], {"q1": 1})


def test_a_proven_code_that_is_not_there_any_more_counts_as_no_guess(opened, monkeypatch):
    monkeypatch.setattr(invitations, "seconds", lambda: 6_000_000)
    for _ in range(100):
        assert invitations.find("ZZZZ-ZZZZ", proven=True) is None
    assert access_store.wrong_codes(100_000) == 0


def test_a_proof_is_good_for_its_own_code_however_typed_and_for_no_other(home):
    proof = invitations.proof_of("7K3M-Q2XD")
    assert invitations.is_proof(proof, secret="7k3mq2xd")
    for made_up in ("", "0" * 64, proof[:-1], proof.upper(), "é", invitations.proof_of("7K3MQ2XE")):
        assert not invitations.is_proof(made_up, secret="7K3M-Q2XD")


def test_right_codes_and_things_that_are_no_code_count_as_no_guess(make_round):
    made = make_round(kind="code")
    for _ in range(4):
        for secret in made.secrets:
            assert invitations.find(secret)
            assert invitations.find("no code") is None
    assert invitations.find(made.secrets[0])


def test_when_wrong_codes_came_is_forgotten_once_their_minute_is_over(opened, monkeypatch):
    monkeypatch.setattr(invitations, "seconds", lambda: 6_000_000)
    assert invitations.find("ZZZZ-ZZZZ") is None
    assert access_store.wrong_codes(100_000) == 1
    monkeypatch.setattr(closing, "seconds", lambda: 6_000_059)
    waves.close_due_waves()
    assert access_store.wrong_codes(100_000) == 1  # the limit of this minute still holds
    monkeypatch.setattr(closing, "seconds", lambda: 6_000_060)
    waves.close_due_waves()
    assert access_store.wrong_codes(100_000) == 0


def test_after_close_no_link_is_known(opened):
    waves.close_wave(opened.wave.id)
    assert all(invitations.find(secret) is None for secret in opened.secrets)
    with pytest.raises(WaveStateError, match="This wave is closed"):
        invitations.issue(opened.wave.id, "link")
