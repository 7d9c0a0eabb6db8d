"""Whatever goes wrong, the person gets a plain page, in their language, and loses nothing."""

import logging
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from data.services.errors import (
    AlreadyReceived,
    AnswersTooLong,
    NotKnown,
    StorageError,
    TooManyGuesses,
    WaveClosed,
)
from pages.parts.words import LANGUAGES
from pages.respond.posts import PostRefused
from pages.respond.rendering import message
from pages.respond.visitor import forgetting, language_of, to

Handler = Callable[[Request], Awaitable[Response]]
_log = logging.getLogger("common_table")


class NothingOpen(LookupError):
    """This browser holds no link or code; perhaps because the answers were sent."""


class OtherLinkOpen(ValueError):
    """The page was made for another link than the one this browser holds now."""


@dataclass(frozen=True, slots=True)
class _End:
    """A page that ends a visit; it has an address of its own and needs no cookie."""

    name: str
    status: int
    code_box: bool = False


@dataclass(frozen=True, slots=True)
class _Trouble:
    """A page that says what is the matter; `again` where it helps to do the same once more."""

    name: str
    status: int
    again: bool = False
    code_box: bool = False


ENDS = {
    "already": _End("already", 200),
    "closed": _End("closed", 410),
    "unknown": _End("link_wrong", 404, code_box=True),
}
_ENDED_BY: dict[type[Exception], str] = {
    AlreadyReceived: "already",
    WaveClosed: "closed",
    NotKnown: "unknown",
}
_TROUBLES: dict[type[Exception], _Trouble] = {
    NothingOpen: _Trouble("lost", 200, code_box=True),
    OtherLinkOpen: _Trouble("other_link", 409, code_box=True),
    TooManyGuesses: _Trouble("wait", 429, again=True),
    StorageError: _Trouble("trouble", 503, again=True),
    AnswersTooLong: _Trouble("too_large", 413),
    PostRefused: _Trouble("refused", 403),
    ClientDisconnect: _Trouble("trouble", 400),
}
_FIRST_PAGE = "/answer"
_FIRST_OF_PAPER = "/paper"
_UNFORESEEN = _Trouble("trouble", 500, again=True)


def guarded(handler: Handler) -> Handler:
    """A handler that answers with a page whatever happens."""

    @wraps(handler)
    async def guarding(request: Request) -> Response:
        try:
            return await handler(request)
        except tuple(_ENDED_BY) as happened:
            return ended(_ENDED_BY[type(happened)], request)
        except tuple(_TROUBLES) as happened:
            return _troubled(_TROUBLES[type(happened)], request)
        except Exception as unforeseen:  # noqa: BLE001 - its text may hold an answer
            last = traceback.extract_tb(unforeseen.__traceback__)[-1]
            where = f"{last.name}, line {last.lineno}"
            _log.error("a respondent's page failed: %s in %s", type(unforeseen).__name__, where)
            return _troubled(_UNFORESEEN, request)

    return guarding


def ended(name: str, request: Request) -> Response:
    """Go on to the page that ends the visit, and forget the link on the way."""
    return forgetting(to(f"/answer/{name}", language=language_of(request)))


def _troubled(trouble: _Trouble, request: Request) -> Response:
    return message(
        trouble.name,
        language=language_of(request),
        status=trouble.status,
        code_box=trouble.code_box,
        **_ways_on(trouble, request),
    )


def _ways_on(trouble: _Trouble, request: Request) -> dict[str, Any]:
    """Where to try again, with what was posted; and other languages, unless that would lose it."""
    first = _FIRST_OF_PAPER if request.url.path.startswith(_FIRST_OF_PAPER) else _FIRST_PAGE
    again = request.url.path if trouble.again else first
    if request.method == "POST":
        fields = getattr(request.state, "fields", {}) if trouble.again else None
        return {"again": again, "fields": fields}
    return {"again": again, "languages": tuple(LANGUAGES), "language_links": request.url.path}
