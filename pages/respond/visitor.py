"""What a browser brings along and takes away: the cookie with the link, and its languages."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from data.settings import settings
from data.tokens import fingerprint
from pages.parts.words import LANGUAGES
from pages.respond.rendering import cookie_name


def secret_of(request: Request) -> str | None:
    """The link or code that this browser holds."""
    return request.cookies.get(cookie_name()) or None


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


def remembering(secret: str, **query: str) -> Response:
    """Open the form; the browser holds the link or code in a cookie until it is closed."""
    response = to("/answer", **query)
    response.set_cookie(
        cookie_name(),
        secret,
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


def _wanted(request: Request) -> Iterator[str]:
    """Language codes, the most wanted first."""
    posted = getattr(request.state, "fields", {}).get("language", [""])[0]
    yield posted
    yield request.query_params.get("language", "")
    for each in request.headers.get("accept-language", "").split(","):
        code = each.split(";")[0].strip()
        yield code
        yield code.split("-")[0]
