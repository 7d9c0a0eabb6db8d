"""The sign-in of an organization as we speak with it: OpenID Connect with a code, PKCE and a nonce.

Nothing that it says is believed before its signature, its issuer, its audience, its time and its
nonce were looked at. It is asked a few times at once only, and never waited for long: threads that
wait for it are threads that those who answer would miss.
"""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from requests import PreparedRequest, RequestException, Response, Session

from data.clock import seconds
from data.settings import Settings, is_safe_address

_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
_SCOPE = "openid email"
_BACK = "/sign-in/outside/back"
_KNOWN_FOR = 60 * 60
_LEEWAY = 60
_CONNECT_SECONDS, _READ_SECONDS, _WHOLE_SECONDS = 5, 5, 10
_LARGEST = 512 * 1024
_CHUNK = 16 * 1024
_at_once = threading.BoundedSemaphore(4)
_endpoints: dict[str, tuple[int, "Endpoints"]] = {}


class Unreachable(RuntimeError):
    """It did not answer, or not in time, or too many ask it just now."""


class NotBelieved(RuntimeError):
    """What it said is not what it should have said."""


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where the provider does what, as its discovery document says."""

    issuer: str
    authorization: str
    token: str
    keys: str
    way_to_prove: str


@dataclass(frozen=True, slots=True)
class Trip:
    """What ties the way out to the way back; secret, and good for one round."""

    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)


def way_out(chosen: Settings, trip: Trip) -> str:
    """Where to send the browser.

    Raises:
        Unreachable: the provider does not answer.
        NotBelieved: it describes itself in a way that we do not follow.
    """
    with _asking(chosen) as session:
        where = _known(session, chosen)
    address, _ = session.create_authorization_url(
        where.authorization, state=trip.state, nonce=trip.nonce, code_verifier=trip.verifier
    )
    return address


def claims_for(chosen: Settings, trip: Trip, code: str) -> Mapping[str, Any]:
    """What the provider vouches for, in exchange for the code that the browser brought back.

    Raises:
        Unreachable: the provider does not answer.
        NotBelieved: the code, the signature, or what is signed is not right.
    """
    with _asking(chosen) as session:
        where = _known(session, chosen)
        session.token_endpoint_auth_method = where.way_to_prove
        told = session.fetch_token(
            where.token, code=code, code_verifier=trip.verifier, grant_type="authorization_code"
        )
        described = session.described(where.keys)  # each time: they change, and few sign in
        keys = KeySet.import_key_set(described)  # pyright: ignore[reportArgumentType]
        signed = jwt.decode(str(told["id_token"]), keys, algorithms=list(_ALGORITHMS))
        options = {"iss": where.issuer, "aud": chosen.oidc_client_id}
        claims = CodeIDToken(
            signed.claims,
            signed.header,
            options={name: {"essential": True, "value": value} for name, value in options.items()},
            params={
                "nonce": trip.nonce,
                "client_id": chosen.oidc_client_id,
                "access_token": told.get("access_token"),
            },
        )
        claims.validate(now=seconds(), leeway=_LEEWAY)
    return claims


class _Session(OAuth2Session, Session):
    """Requests that follow no redirect, end in time, and read only so much."""

    def described(self, address: str) -> dict[str, Any]:
        """The JSON object at an address."""
        wanted = {"Accept": "application/json"}
        answer = self.request("GET", address, withhold_token=True, headers=wanted)
        if answer.status_code != 200:
            raise NotBelieved
        return answer.json()

    def send(self, request: PreparedRequest, **options: Any) -> Response:
        """Every request passes here."""
        if not is_safe_address(request.url or ""):
            raise NotBelieved
        late = monotonic() + _WHOLE_SECONDS
        waiting = {"timeout": (_CONNECT_SECONDS, _READ_SECONDS), "stream": True}
        answer = super().send(request, **options | waiting | {"allow_redirects": False})
        with answer:
            answer._content = _read(answer, late=late)
        if answer.status_code >= 500:
            raise Unreachable
        if not isinstance(answer.json(), dict):
            raise NotBelieved
        return answer


def _read(answer: Response, *, late: float) -> bytes:
    content = b""
    for chunk in answer.iter_content(_CHUNK):
        content += chunk
        if len(content) > _LARGEST:
            raise NotBelieved
        if monotonic() > late:
            raise Unreachable
    return content


@contextmanager
def _asking(chosen: Settings) -> Iterator[_Session]:
    """A session with the provider; no word of what went wrong leaves it."""
    if not _at_once.acquire(blocking=False):
        raise Unreachable
    try:
        with _Session(
            chosen.oidc_client_id,
            chosen.oidc_client_secret,
            scope=_SCOPE,
            redirect_uri=chosen.public_url + _BACK,
            code_challenge_method="S256",
        ) as session:
            yield session
    except RequestException as error:
        kind = NotBelieved if isinstance(error, ValueError) else Unreachable
        raise kind from None
    except (AuthlibBaseError, JoseError, ValueError, LookupError, TypeError, AttributeError):
        raise NotBelieved from None
    finally:
        _at_once.release()


def _known(session: _Session, chosen: Settings) -> Endpoints:
    """The endpoints of the issuer, asked for once an hour."""
    issuer = chosen.oidc_issuer or ""
    asked, kept = _endpoints.get(issuer, (0, None))
    if kept is not None and seconds() - asked < _KNOWN_FOR:
        return kept
    told = session.described(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    found = _believed(told, issuer)
    _endpoints[issuer] = (seconds(), found)
    return found


def _believed(told: Mapping[str, Any], issuer: str) -> Endpoints:
    """The endpoints, if the document is about this issuer and leads to safe addresses only."""
    if str(told["issuer"]).rstrip("/") != issuer.rstrip("/"):
        raise NotBelieved
    ways = told.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    found = Endpoints(
        issuer=str(told["issuer"]),
        authorization=str(told["authorization_endpoint"]),
        token=str(told["token_endpoint"]),
        keys=str(told["jwks_uri"]),
        way_to_prove="client_secret_basic"
        if "client_secret_basic" in ways
        else "client_secret_post",
    )
    over_https = issuer.startswith("https:")
    for address in (found.authorization, found.token, found.keys):
        if not is_safe_address(address) or (over_https and not address.startswith("https:")):
            raise NotBelieved
    return found
