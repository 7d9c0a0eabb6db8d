"""Sign in with an organization's own sign-in: the way there, and the way back."""

from collections.abc import Awaitable, Callable
from functools import wraps
from urllib.parse import quote, unquote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from data.services import access, outside
from data.services.door import came_by
from data.services.outside import OutsideError
from data.settings import settings
from pages.shell.limits import too_many_tries
from pages.shell.rendering import notice
from pages.shell.tickets import holding, token_of
from pages.shell.way_back import screen_of, way_of, with_way

WAY_OUT = "/sign-in/outside"
_NOT_IN = "Signing in did not work"
Handler = Callable[[Request], Awaitable[Response]]


def address(way: str) -> str | None:
    """Where to begin, on the host that the way back leads to; None where it is not offered.

    Args:
        way: the screen to come to afterwards.
    """
    return settings().public_url + with_way(WAY_OUT, way) if outside.is_offered() else None


def _where_offered(handler: Handler) -> Handler:
    @wraps(handler)
    async def guarded(request: Request) -> Response:
        if not outside.is_offered():
            return notice("Not found", "There is nothing at this address.", status=404)
        if too_many_tries(request):
            told = "There were many tries from where you are. Wait a minute, then try again."
            return notice("Please wait a minute", told, status=429)
        try:
            with came_by("address sign-in-outside"):
                return await handler(request)
        except OutsideError as wrong:
            return _without_what_was_carried(notice(_NOT_IN, str(wrong), status=403))

    return guarded


@_where_offered
async def leave(request: Request) -> Response:
    """Off to the organization; the browser carries what ties the way back to this way out.

    Until it is back, it also carries which screen was asked for.
    """
    departure = await run_in_threadpool(outside.depart)
    response = RedirectResponse(departure.address, status_code=303)
    response.headers["Cache-Control"] = "no-store"
    carried = {_cookie(): departure.carried, _way_cookie(): quote(way_of(request), safe="")}
    for name, value in carried.items():
        response.set_cookie(
            name,
            value,
            max_age=outside.CARRIED_SECONDS,
            path=WAY_OUT,
            httponly=True,
            samesite="lax",
            secure=settings().secure,
        )
    return response


@_where_offered
async def come_back(request: Request) -> Response:
    """Whoever proved there who they are gets a session of ours; the one before is over."""
    query = request.query_params
    ticket = await run_in_threadpool(
        lambda: outside.arrive(
            request.cookies.get(_cookie()),
            state=query.get("state", ""),
            code=query.get("code", ""),
            issuer=query.get("iss", ""),
        )
    )
    await run_in_threadpool(access.sign_out, token_of(request))
    way = screen_of(unquote(request.cookies.get(_way_cookie(), "")))
    return _without_what_was_carried(holding(ticket, way=way))


routes = [Route(WAY_OUT, leave), Route(f"{WAY_OUT}/back", come_back)]


def _cookie() -> str:
    return "__Secure-ct-outside" if settings().secure else "ct_outside"


def _way_cookie() -> str:
    return "__Secure-ct-outside-way" if settings().secure else "ct_outside_way"


def _without_what_was_carried(response: Response) -> Response:
    """Each trip is for one round."""
    for name in (_cookie(), _way_cookie()):
        response.delete_cookie(
            name, path=WAY_OUT, httponly=True, samesite="lax", secure=settings().secure
        )
    return response
