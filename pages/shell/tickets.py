"""What a browser that proved something holds, and where it goes next."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from data.services.access import Stage, Ticket
from data.settings import settings
from pages.parts.session import cookie_name
from pages.shell.way_back import START, with_way

_ASKED_NEXT = {"second_step": "/sign-in/code", "enrol": "/sign-in/phone"}


def onward(stage: Stage, way: str) -> str:
    """What is asked next on the way to a screen; that screen once everything was proven."""
    return way if stage == "whole" else with_way(_ASKED_NEXT[stage], way)


def holding(ticket: Ticket, *, way: str = START) -> Response:
    """On to what is asked next, or to the screen; the browser holds the session."""
    return keep(to(onward(ticket.stage, way)), ticket)


def keep(response: Response, ticket: Ticket) -> Response:
    """The same answer; the browser holds the session until it is closed."""
    response.set_cookie(
        cookie_name(),
        ticket.token,
        path="/",
        httponly=True,
        samesite="lax",
        secure=settings().secure,
    )
    return response


def token_of(request: Request) -> str | None:
    """The session that a browser holds."""
    return request.cookies.get(cookie_name())


def to(address: str) -> RedirectResponse:
    """Go on to another page of ours."""
    return RedirectResponse(address, status_code=303)
