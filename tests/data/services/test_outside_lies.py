"""Every lie of an organization's sign-in that is not believed, and everything it may mumble."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from data.services import outside, outside_provider
from data.services.outside import OutsideError
from tests.data.services import provider as other
from tests.data.services.provider import Claims, Provider
from tests.data.services.trips import go, logged

ODD = "said something that we do not trust"
SILENT = "does not answer now"


def written(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).decode().rstrip("=")


def joined(header: Claims, claims: Claims) -> str:
    return ".".join(written(json.dumps(part).encode()) for part in (header, claims))


def unsigned(_provider: Provider, claims: Claims) -> str:
    return joined({"alg": "none"}, claims) + "."


def signed_with_the_public_key_as_a_password(provider: Provider, claims: Claims) -> str:
    begun = joined({"alg": "HS256", "kid": "one"}, claims)
    public = provider.key.as_pem(private=False)
    return f"{begun}.{written(hmac.digest(public, begun.encode(), hashlib.sha256))}"


def signed_with_the_secret(_provider: Provider, claims: Claims) -> str:
    secret = OctKey.import_key(other.CLIENT_SECRET.encode() * 2)
    return jwt.encode({"alg": "HS256"}, claims, secret, algorithms=["HS256"])


def signed_by_somebody_else(_provider: Provider, claims: Claims) -> str:
    key = RSAKey.generate_key(2048, {"kid": "one"}, private=True)
    return jwt.encode({"alg": "RS256", "kid": "one"}, claims, key)


def signed_by_nobody_we_know(provider: Provider, claims: Claims) -> str:
    return jwt.encode({"alg": "RS256", "kid": "two"}, claims, provider.key)


def changed_after_signing(provider: Provider, claims: Claims) -> str:
    head, _, signature = provider.signed(claims).split(".")
    body = json.dumps(claims | {"sub": "somebody else"}).encode()
    return f"{head}.{written(body)}.{signature}"


@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
@pytest.mark.parametrize(
    "lie",
    [
        unsigned,
        signed_with_the_public_key_as_a_password,
        signed_with_the_secret,
        signed_by_somebody_else,
        signed_by_nobody_we_know,
        changed_after_signing,
        lambda _provider, _claims: "no token at all",
    ],
)
def test_a_token_that_the_provider_did_not_sign_as_agreed_is_not_believed(
    provider: Provider, ana: str, lie: Callable[[Provider, Claims], str], monkeypatch
) -> None:
    monkeypatch.setattr(provider, "sign", lambda claims: lie(provider, claims))
    with pytest.raises(OutsideError, match=ODD):
        go(provider)
    assert "sign-in.outside" not in logged()


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "of another sign-in"},
        {"aud": "another program"},
        {"aud": ["another program", "a third"]},
        {"aud": [other.CLIENT_ID, "another program"]},
        {"azp": "another program"},
        {"iss": "https://elsewhere.example"},
        {"exp": "an hour ago"},
        {"nbf": "in an hour"},
        {"iat": "in an hour"},
        {"exp": "tomorrow"},
        {"at_hash": "of another token"},
        {"sub": ""},
        {"sub": 7},
        {"sub": f"x\n{other.SUBJECT}"},
        {"sub": "x" * 256},
    ],
    ids=str,
)
def test_a_token_for_another_time_place_or_person_is_not_believed(
    provider: Provider, ana: str, claims: Claims
) -> None:
    now = int(time.time())
    moments = {"an hour ago": now - 3600, "in an hour": now + 3600}
    provider.claims |= {
        name: moments.get(value, value) if isinstance(value, str) else value
        for name, value in claims.items()
    }
    with pytest.raises(OutsideError, match=ODD):
        go(provider)
    assert "sign-in.outside" not in logged()


@pytest.mark.parametrize("claim", ["iss", "sub", "aud", "exp", "iat", "nonce"])
def test_a_token_that_leaves_out_what_matters_is_not_believed(
    provider: Provider, ana: str, claim: str, monkeypatch
) -> None:
    monkeypatch.setattr(provider, "without", (claim,))
    with pytest.raises(OutsideError, match=ODD):
        go(provider)


JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize("endpoint", ["openid-configuration", "token", "keys"])
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((0, {}, b""), SILENT),
        ((302, {"Location": "http://127.0.0.1:9/elsewhere"}, b""), ODD),
        ((404, JSON, b"{}"), ODD),
        ((500, JSON, b"{}"), SILENT),
        ((200, JSON, b"[]"), ODD),
        ((200, JSON, b"{}"), ODD),
        ((200, JSON, b'{"keys": 3, "id_token": 4, "issuer": 5}'), ODD),
        ((200, {"Content-Type": "text/html"}, b"<h1>canary of the provider</h1>"), ODD),
        ((200, JSON, b'{"much": "' + b"x" * 600_000 + b'"}'), ODD),
    ],
    ids=[
        "silence",
        "redirect",
        "none",
        "error",
        "list",
        "nothing",
        "numbers",
        "page",
        "far too much",
    ],
)
def test_a_provider_that_mumbles_lets_nobody_in_and_breaks_nothing(
    provider: Provider, ana: str, endpoint: str, answer, said: str, monkeypatch
) -> None:
    monkeypatch.setattr(outside_provider, "_READ_SECONDS", 0.3)
    provider.instead[endpoint] = answer
    with pytest.raises(OutsideError, match=said) as caught:
        go(provider)
    assert "canary" not in str(caught.value)
    assert caught.value.__suppress_context__
    provider.instead.clear()
    assert go(provider).stage == "whole"


@pytest.mark.parametrize(
    "described",
    [
        {"issuer": "https://elsewhere.example"},
        {"token_endpoint": "http://elsewhere.example/token"},
        {"jwks_uri": "file:///etc/hostname"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"token_endpoint": "https://name@127.0.0.1/token"},
    ],
    ids=str,
)
def test_nothing_is_sent_where_others_could_read_it(
    provider: Provider, ana: str, described: dict[str, str], monkeypatch
) -> None:
    monkeypatch.setattr(provider, "described", described)
    with pytest.raises(OutsideError, match=ODD):
        outside.depart()
    assert provider.asked == ["/tenant/.well-known/openid-configuration"]
