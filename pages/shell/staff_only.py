"""Addresses for staff that are no Streamlit screens: each looks up who asks, and acts as them."""

from collections.abc import Awaitable, Callable, Mapping
from functools import wraps

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from data.services import access
from data.services.authority import acting
from data.services.door import came_by
from data.services.errors import (
    FamilyStateError,
    NotAllowed,
    NotFound,
    ReportChanged,
    WaveStateError,
)
from pages.parts.lanes import TooManyAtOnce
from pages.parts.session import cookie_name
from pages.shell.posts import PostRefused
from pages.shell.rendering import notice, refused, wait

Handler = Callable[[Request], Awaitable[Response]]
_SAID: Mapping[type[Exception], tuple[str, int]] = {
    NotAllowed: ("Not for you", 403),
    NotFound: ("Not found", 404),
    FamilyStateError: ("Not now", 409),
    WaveStateError: ("Not now", 409),
    ReportChanged: ("Not the released result", 409),
}
"""What the page says above the words of a service that refuses."""


def named(handler: Handler) -> str:
    """An address as the log calls it: by what answers there, never by what was asked for."""
    return f"address {handler.__name__.replace('_', '-')}"


def signed_in_only(handler: Handler) -> Handler:
    """Nothing here opens without a session, which is looked up on every request."""

    door = named(handler)

    @wraps(handler)
    async def guarded(request: Request) -> Response:
        who = await run_in_threadpool(access.actor_of, request.cookies.get(cookie_name()))
        if who is None:
            return RedirectResponse("/sign-in", status_code=303)
        try:
            with acting(who), came_by(door):
                return await handler(request)
        except tuple(_SAID) as said:
            kind = next(each for each in _SAID if isinstance(said, each))
            return notice(_SAID[kind][0], str(said), status=_SAID[kind][1])
        except TooManyAtOnce:
            return wait()
        except PostRefused as refusal:
            return refused(str(refusal))

    return guarded
