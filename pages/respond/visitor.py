"""What a browser brings along and takes away: the cookie with the link, and its languages."""

import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from data.clock import seconds
from data.services import invitations
from data.settings import settings
from data.tokens import fingerprint, is_link
from pages.parts.words import LANGUAGES
from pages.respond.rendering import cookie_name

_AN_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Held:
    """The link or code that a browser holds.

    Attributes:
        proven: it is a code that this browser was told is right, so it is no guess any more.
    """

    secret: str = field(repr=False)
    proven: bool = False


def held_by(request: Request) -> Held | None:
    """The link or code that this browser holds, and whether it came with its proof."""
    secret, _, proof = request.cookies.get(cookie_name(), "").partition(".")
    if not secret:
        return None
    return Held(secret, proven=bool(proof) and invitations.is_proof(proof, secret=secret))


def tag_of(secret: str) -> str:
    """A mark on each page by which we know the link or code that it was made for.

    Two people may use one browser in turn; no page of the first goes to the second.
    """
    return fingerprint(secret, purpose="page of a form").hex()[:16]


def language_of(request: Request, *, among: Sequence[str] = tuple(LANGUAGES)) -> str:
    """The one of these languages that was asked for, or that the browser likes best."""
    for wanted in _wanted(request):
        for language in among:
            if wanted.lower() in (language.lower(), language.split("-")[0].lower()):
                return language
    return among[0]


def to(address: str, **query: str) -> RedirectResponse:
    """Go on to another page of ours, which does not learn where from."""
    target = f"{address}?{urlencode(query)}" if query else address
    headers = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    return RedirectResponse(target, status_code=303, headers=headers)


def holding(response: Response, held: Held) -> Response:
    """The browser holds the link, or the code and its proof, in a cookie until it is closed."""
    proof = f".{invitations.proof_of(held.secret)}" if held.proven else ""
    response.set_cookie(
        cookie_name(),
        held.secret + proof,
        httponly=True,
        samesite="lax",
        secure=settings().secure,
        path="/",
    )
    return response


def forgetting(response: Response) -> Response:
    """The browser forgets the link, and whatever it kept of these pages."""
    response.delete_cookie(cookie_name(), path="/", secure=settings().secure, httponly=True)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def found_right(secret: str) -> Held:
    """A link or code that we know; a code is proven by that."""
    return Held(secret, proven=not is_link(secret))


def receipt() -> str:
    """A mark for the address of the last page: answers were received in this hour.

    It is the same for everybody, so it tells neither who nor when to the second.
    """
    return _receipt(seconds() // _AN_HOUR)


def has_receipt(request: Request) -> bool:
    """The address carries a receipt of ours, an hour old or two at most."""
    brought = request.query_params.get("receipt", "").encode()
    hour = seconds() // _AN_HOUR
    return any(hmac.compare_digest(brought, _receipt(each).encode()) for each in (hour, hour - 1))


def _receipt(hour: int) -> str:
    return fingerprint(str(hour), purpose="answers received").hex()[:32]


def _wanted(request: Request) -> Iterator[str]:
    """Language codes, the most wanted first."""
    posted = getattr(request.state, "fields", {}).get("language", [""])[0]
    yield posted
    yield request.query_params.get("language", "")
    for each in request.headers.get("accept-language", "").split(","):
        code = each.split(";")[0].strip()
        yield code
        yield code.split("-")[0]
