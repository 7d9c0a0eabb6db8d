"""Signing in with an organization's sign-in: who is let in, and who is not."""

import logging

import pytest

from data.services import access, accounts, outside, outside_provider
from data.services.outside import OutsideError
from data.settings import settings
from data.store import access as store
from tests.data.services import provider as other
from tests.data.services.provider import Claims, Provider
from tests.data.services.trips import go, logged

ODD = "said something that we do not trust"
STRANGER = "There is no account for"
LATE = "This took too long, or it began in another browser"
SILENT = "does not answer now"


def test_whoever_was_invited_is_let_in_and_needs_no_code_any_more(
    on_each_database: Provider,
) -> None:
    invited = accounts.invite(other.EMAIL)
    ticket = go(on_each_database)
    assert ticket.stage == "whole"
    actor = access.actor_of(ticket.token)
    assert actor is not None
    assert actor.id == invited.account_id
    record = store.account(invited.account_id)
    assert record is not None
    assert record.state == "active"
    assert record.outside == f"{on_each_database.issuer}\n{other.SUBJECT}"
    assert logged()[:2] == ["sign-in.outside", "account.outside"]
    with pytest.raises(access.SetUpError, match="This code does not work"):
        access.redeem(other.EMAIL, invited.code, "three herons by the mill")


def test_from_then_on_an_account_belongs_to_the_person_and_not_to_the_address(
    provider: Provider, ana: str
) -> None:
    go(provider)
    provider.claims = {"email": "ana.new@elsewhere.example", "email_verified": False}
    ticket = go(provider)
    actor = access.actor_of(ticket.token)
    assert actor is not None
    assert actor.id == ana
    provider.claims = {"email": other.EMAIL, "email_verified": True, "sub": "somebody who got it"}
    with pytest.raises(OutsideError, match=STRANGER):
        go(provider)
    assert logged().count("account.outside") == 1


def test_an_account_that_somebody_has_a_passphrase_for_is_not_given_to_the_address(
    provider: Provider,
) -> None:
    invited = accounts.invite(other.EMAIL)
    squatter = access.redeem(other.EMAIL, invited.code, "three herons by the mill")
    with pytest.raises(OutsideError, match="has a passphrase already"):
        go(provider)
    accounts.reset(invited.account_id)
    assert access.actor_of(squatter.token) is None
    actor = access.actor_of(go(provider).token)
    assert actor is not None
    assert actor.id == invited.account_id
    with pytest.raises(access.SignInError, match="not right"):
        access.begin(other.EMAIL, "three herons by the mill")


def test_nobody_gets_an_account_by_signing_in_outside(provider: Provider) -> None:
    with pytest.raises(OutsideError, match=r"no account for Ana@River\.example .* Ask an admin"):
        go(provider)
    assert accounts.accounts() == ()
    assert logged() == []


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email_verified": "true"},
        {"email_verified": 1},
        {"email_verified": None},
        {"email_verified": False, "xms_edov": True},
        {"email": None},
        {"email": ["ana@river.example"]},
        {"email": "ａna@river.example"},
        {"email": "ana@river.example\n"},
        {"email": ""},
    ],
    ids=str,
)
def test_an_address_opens_an_account_only_where_the_organization_vouches_for_it(
    provider: Provider, ana: str, claims: Claims
) -> None:
    provider.claims |= claims
    with pytest.raises(OutsideError, match="does not vouch for an e-mail address"):
        go(provider)
    record = store.account(ana)
    assert record is not None
    assert (record.state, record.outside) == ("invited", None)


@pytest.mark.parametrize(("said", "believed"), [(True, True), ("1", True), (0, False), ("", False)])
def test_where_nothing_is_said_of_the_address_the_owner_of_its_domain_may_vouch_for_it(
    provider: Provider, ana: str, said: object, believed: bool
) -> None:
    provider.claims = {"email": other.EMAIL, "xms_edov": said}
    if believed:
        assert go(provider).stage == "whole"
    else:
        with pytest.raises(OutsideError, match="does not vouch for an e-mail address"):
            go(provider)


@pytest.mark.parametrize("bound_before", [False, True])
def test_an_account_that_is_switched_off_stays_so(
    provider: Provider, ana: str, bound_before: bool
) -> None:
    if bound_before:
        go(provider)
    store.change_account(ana, {"state": "disabled"})
    with pytest.raises(OutsideError, match=STRANGER):
        go(provider)
    record = store.account(ana)
    assert record is not None
    assert record.state == "disabled"


@pytest.mark.parametrize("state", ["", "another", "ü", "\ud800"])
def test_a_way_back_that_does_not_fit_the_way_out_asks_the_provider_nothing(
    provider: Provider, ana: str, state: str
) -> None:
    departure = outside.depart()
    brought = provider.agree(departure.address)
    asked = len(provider.asked)
    with pytest.raises(OutsideError, match=LATE):
        outside.arrive(departure.carried, state=state, code=brought["code"])
    assert len(provider.asked) == asked


@pytest.mark.parametrize("carried", [None, "", "x", "ü", "A" * 400, "=", "changed", "of another"])
def test_what_the_browser_carries_must_be_what_we_gave_it(
    provider: Provider, ana: str, carried: str | None
) -> None:
    departure = outside.depart()
    brought = provider.agree(departure.address)
    kept = departure.carried
    if carried == "changed":
        carried = kept[:30] + ("A" if kept[30] != "A" else "B") + kept[31:]
    elif carried == "of another":
        carried = outside.depart().carried
    with pytest.raises(OutsideError, match=LATE):
        outside.arrive(carried, state=brought["state"], code=brought["code"])


def test_a_way_back_after_ten_minutes_is_too_late(
    provider: Provider, ana: str, monkeypatch
) -> None:
    departure = outside.depart()
    brought = provider.agree(departure.address)
    then = outside.seconds() + 601
    monkeypatch.setattr(outside, "seconds", lambda: then)
    with pytest.raises(OutsideError, match=LATE):
        outside.arrive(departure.carried, state=brought["state"], code=brought["code"])


def test_coming_back_a_second_time_lets_nobody_in(provider: Provider, ana: str) -> None:
    departure = outside.depart()
    brought = provider.agree(departure.address)
    outside.arrive(departure.carried, state=brought["state"], code=brought["code"])
    with pytest.raises(OutsideError, match=ODD):
        outside.arrive(departure.carried, state=brought["state"], code=brought["code"])
    assert logged().count("sign-in.outside") == 1


@pytest.mark.parametrize(
    ("code", "issuer"), [("", ""), ("a code", "https://elsewhere.example/tenant")]
)
def test_whoever_the_organization_sends_back_without_a_word_for_them_is_not_let_in(
    provider: Provider, ana: str, code: str, issuer: str
) -> None:
    departure = outside.depart()
    brought = provider.agree(departure.address)
    with pytest.raises(OutsideError, match="Your organization did not let you in"):
        outside.arrive(departure.carried, state=brought["state"], code=code, issuer=issuer)


def test_a_provider_that_is_not_there_is_said_to_be_silent(provider: Provider, monkeypatch) -> None:
    monkeypatch.setenv("COMMON_TABLE_OIDC_ISSUER", "http://127.0.0.1:9/nobody")
    settings.cache_clear()
    with pytest.raises(OutsideError, match=SILENT):
        outside.depart()


def test_few_wait_for_the_provider_at_once_so_that_those_who_answer_are_not_kept_waiting(
    provider: Provider,
) -> None:
    places = outside_provider._at_once
    held = 0
    while places.acquire(blocking=False):
        held += 1
    try:
        with pytest.raises(OutsideError, match=SILENT):
            outside.depart()
    finally:
        places.release(held)
    assert held == 4
    assert provider.asked == []
    assert outside.depart().address


@pytest.mark.parametrize(
    ("our_step", "whose", "has_one", "stage"),
    [
        ("when-reachable", "ours", False, "whole"),
        ("when-reachable", "ours", True, "second_step"),
        ("always", "ours", False, "enrol"),
        ("always", "ours", True, "second_step"),
        ("always", "provider", False, "whole"),
        ("always", "provider", True, "whole"),
    ],
)
def test_our_second_step_is_asked_for_unless_the_settings_trust_that_of_the_provider(
    provider: Provider, ana: str, our_step: str, whose: str, has_one: bool, stage: str, monkeypatch
) -> None:
    monkeypatch.setenv("COMMON_TABLE_SECOND_STEP", our_step)
    monkeypatch.setenv("COMMON_TABLE_OIDC_SECOND_STEP", whose)
    settings.cache_clear()
    if has_one:
        store.change_account(ana, {"totp_secret": b"sealed", "totp_step": 5})
    assert go(provider).stage == stage


def test_signing_in_outside_forgives_no_wrong_code_of_the_second_step(
    provider: Provider, ana: str
) -> None:
    tries = {"wrong_tries": 7, "refused_until": outside.seconds() + 600}
    store.change_account(ana, {"totp_secret": b"sealed", "totp_step": 5} | tries)
    go(provider)
    record = store.account(ana)
    assert record is not None
    assert record.wrong_tries == 7
    assert record.refused_until == tries["refused_until"]


def test_no_code_token_or_secret_is_logged_or_shown(provider: Provider, ana: str, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    departure = outside.depart()
    brought = provider.agree(departure.address)
    outside.arrive(departure.carried, state=brought["state"], code=brought["code"])
    provider.sign = lambda claims: provider.signed(claims | {"aud": "another"})
    with pytest.raises(OutsideError) as caught:
        go(provider)
    said = f"{caplog.text}{departure!r}{settings()!r}{caught.value!r}{caught.value.__context__!r}"
    secrets = (*provider.given, "canary", departure.carried, brought["state"], other.CLIENT_SECRET)
    assert caplog.text
    assert [each for each in secrets if each in said.replace(departure.address, "")] == []


def test_without_the_settings_nothing_is_offered(sqlite_database: str) -> None:
    assert not outside.is_offered()


@pytest.mark.parametrize(
    ("address", "offered"),
    [
        ("http://127.0.0.1:8501", True),
        ("https://table.example.org", True),
        ("http://table.example.org", False),
    ],
)
def test_it_is_offered_only_where_it_can_lead_back_to_staff_pages(
    provider: Provider, address: str, offered: bool, monkeypatch
) -> None:
    monkeypatch.setenv("COMMON_TABLE_PUBLIC_URL", address)
    settings.cache_clear()
    assert outside.is_offered() is offered
