"""What a browser that proved something holds, and where it goes next."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from data.services.access import Ticket
from data.settings import settings
from pages.parts.session import cookie_name

START = "/start"
NEXT = {"second_step": "/sign-in/code", "enrol": "/sign-in/phone", "whole": START}


def holding(ticket: Ticket) -> Response:
    """On to what is asked next, or to the start; the browser holds the session."""
    return keep(to(NEXT[ticket.stage]), ticket)


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
