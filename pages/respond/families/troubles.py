"""Whatever goes wrong, a parent gets a plain page in their language, and learns what is lost."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from data.sealed_pages import PageGone
from data.services.errors import AnswersTooLong, FamilyStateError, NotFound, StorageError
from pages.parts.lanes import TooManyAtOnce
from pages.parts.words import LANGUAGES
from pages.respond.posts import PostRefused
from pages.respond.rendering import message
from pages.respond.troubles import guarded
from pages.respond.visitor import language_of

Handler = Callable[[Request], Awaitable[Response]]
_TOLD: dict[type[Exception], tuple[str, int]] = {
    NotFound: ("family_closed", 404),
    FamilyStateError: ("family_full", 409),
    PageGone: ("family_too_old", 410),
    PostRefused: ("family_refused", 403),
    ClientDisconnect: ("family_refused", 400),
    AnswersTooLong: ("too_large", 413),
    StorageError: ("family_trouble", 503),
    TooManyAtOnce: ("family_trouble", 503),
}
_FROM_THE_START = ("family_too_old", "family_refused")
_ONCE_MORE = "family_trouble"


def for_families(handler: Handler) -> Handler:
    """A handler of a page for parents that answers with a page whatever happens."""

    @wraps(handler)
    async def answering(request: Request) -> Response:
        try:
            return await handler(request)
        except tuple(_TOLD) as happened:
            return _page(request, happened)

    return guarded(answering)


def _page(request: Request, happened: Exception) -> Response:
    name, status = next(told for kind, told in _TOLD.items() if isinstance(happened, kind))
    ways: dict[str, Any] = {"languages": tuple(LANGUAGES), "language_links": request.url.path}
    if name in _FROM_THE_START:
        ways["again"] = request.url.path
    if name == _ONCE_MORE:
        posted = getattr(request.state, "fields", {}) if request.method == "POST" else None
        ways = {"again": request.url.path, "fields": posted}
    return message(name, language=_language(request), status=status, **ways)


def _language(request: Request) -> str:
    """The one whose button was pressed, or that the page was in."""
    action = getattr(request.state, "fields", {}).get("action", [""])[0]
    kind, _, value = action.partition(":")
    return value if kind == "language" and value in LANGUAGES else language_of(request)
