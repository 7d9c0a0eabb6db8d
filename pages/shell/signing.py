"""Set up, sign in, sign out: plain pages, because no staff screen is open before."""

from collections.abc import Awaitable, Callable
from functools import wraps

import segno
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from data.services import access
from data.services.door import came_by
from data.services.errors import SetUpError, SignInError
from data.settings import settings
from pages.parts.lanes import PASSPHRASES, TooManyAtOnce
from pages.parts.session import cookie_name
from pages.shell import outside
from pages.shell.limits import too_many_tries
from pages.shell.posts import PostRefused, fields
from pages.shell.rendering import notice, refused, staff_page, wait
from pages.shell.staff_only import named
from pages.shell.tickets import holding, keep, onward, to, token_of
from pages.shell.way_back import way_of, with_way

Handler = Callable[[Request], Awaitable[Response]]


def _careful(handler: Handler) -> Handler:
    """Posts from elsewhere, and too many from one address, are not looked at."""

    door = named(handler)

    @wraps(handler)
    async def guarded(request: Request) -> Response:
        if request.method == "POST" and too_many_tries(request):
            told = "There were many tries from where you are. Wait a minute, then try again."
            return notice("Please wait a minute", told, status=429)
        try:
            with came_by(door):
                return await handler(request)
        except TooManyAtOnce:
            return wait()
        except PostRefused as refusal:
            return refused(str(refusal))

    return guarded


@_careful
async def set_up(request: Request) -> Response:
    """Make the first account with the one-time code that the start printed."""
    if await run_in_threadpool(access.is_set_up):
        return to("/sign-in")
    if request.method != "POST":
        return _form("set_up.html", code="", name="")
    sent = await fields(request)
    typed = {"code": sent.get("code", ""), "name": sent.get("name", "")}
    passphrase = sent.get("passphrase", "")
    if passphrase != sent.get("again", ""):
        return _form("set_up.html", _NOT_THE_SAME, **typed)
    try:
        ticket = await PASSPHRASES.run(
            access.set_up, typed["code"], typed["name"] or "facilitator", passphrase
        )
    except SetUpError as wrong:
        return _form("set_up.html", str(wrong), **typed)
    return holding(ticket)


@_careful
async def sign_in(request: Request) -> Response:
    """Name and passphrase."""
    way = way_of(request)
    if not await run_in_threadpool(access.is_set_up):
        return to("/set-up")
    if request.method != "POST":
        stage = await run_in_threadpool(access.stage_of, token_of(request))
        return to(onward(stage, way)) if stage else _sign_in_form(name="", way=way)
    sent = await fields(request)
    name = sent.get("name", "")
    try:
        ticket = await PASSPHRASES.run(access.begin, name, sent.get("passphrase", ""))
    except SignInError as wrong:
        return _sign_in_form(str(wrong), name=name, way=way)
    await run_in_threadpool(access.sign_out, token_of(request))
    return holding(ticket, way=way)


@_careful
async def second_step(request: Request) -> Response:
    """The code from the phone, or a recovery code."""
    way = way_of(request)
    if await run_in_threadpool(access.stage_of, token_of(request)) != "second_step":
        return to(with_way("/sign-in", way))
    here = with_way("/sign-in/code", way)
    if request.method != "POST":
        return _form("second_step.html", here=here)
    sent = await fields(request)
    try:
        ticket = await run_in_threadpool(access.finish, token_of(request), sent.get("code", ""))
    except SignInError as wrong:
        return _form("second_step.html", str(wrong), here=here)
    return holding(ticket, way=way)


@_careful
async def phone(request: Request) -> Response:
    """Set a second step up: a QR code, then the first six digits, then the recovery codes.

    Somebody who is signed in already gives the passphrase first: an open screen is not enough.
    """
    token, way = token_of(request), way_of(request)
    here = with_way("/sign-in/phone", way)
    try:
        asked = await run_in_threadpool(access.enrolling_takes_passphrase, token)
    except SignInError as wrong:
        return notice("Not now", str(wrong), status=409)
    if request.method != "POST":
        return staff_page("ask_phone.html", error=None, asked=asked, here=here)
    sent = await fields(request)
    if sent.get("begin") == "yes":
        return await _enrolment(token, sent.get("passphrase", ""), asked=asked, here=here)
    try:
        ticket, codes = await run_in_threadpool(
            access.confirm_enrolment, token, sent.get("code", "")
        )
    except SignInError as wrong:
        return _form("phone_again.html", str(wrong), here=here)
    return keep(staff_page("recovery.html", codes=codes, on=way), ticket)


@_careful
async def invited(request: Request) -> Response:
    """Use the typed code of an invitation or a reset; opening this page uses nothing up."""
    if request.method != "POST":
        return _form("invited.html", name="", code="")
    sent = await fields(request)
    typed = {"name": sent.get("name", ""), "code": sent.get("code", "")}
    passphrase = sent.get("passphrase", "")
    if passphrase != sent.get("again", ""):
        return _form("invited.html", _NOT_THE_SAME, **typed)
    try:
        ticket = await PASSPHRASES.run(access.redeem, typed["name"], typed["code"], passphrase)
    except SignInError as wrong:
        return _form("invited.html", str(wrong), **typed)
    await run_in_threadpool(access.sign_out, token_of(request))
    return holding(ticket)


@_careful
async def sign_out(request: Request) -> Response:
    """End the session in every tab."""
    if request.method != "POST":
        return staff_page("sign_out.html")
    await fields(request)
    await run_in_threadpool(access.sign_out, token_of(request))
    response = to("/sign-in")
    response.delete_cookie(
        cookie_name(), path="/", httponly=True, samesite="lax", secure=settings().secure
    )
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


_BOTH = ["GET", "POST"]
routes = [
    Route("/set-up", set_up, methods=_BOTH),
    Route("/sign-in", sign_in, methods=_BOTH),
    Route("/sign-in/code", second_step, methods=_BOTH),
    Route("/sign-in/phone", phone, methods=_BOTH),
    *outside.routes,
    Route("/invited", invited, methods=_BOTH),
    Route("/sign-out", sign_out, methods=_BOTH),
]

_NOT_THE_SAME = "The two passphrases are not the same. Type both again."


async def _enrolment(token: str | None, passphrase: str, *, asked: bool, here: str) -> Response:
    try:
        made = await PASSPHRASES.run(access.begin_enrolment, token, passphrase)
    except SignInError as wrong:
        return staff_page("ask_phone.html", status=422, error=str(wrong), asked=asked, here=here)
    picture = segno.make(made.address, error="m").svg_data_uri(scale=5, border=4)
    return staff_page("phone.html", secret=made.secret, picture=picture, here=here)


def _sign_in_form(error: str | None = None, *, name: str, way: str) -> Response:
    elsewhere = outside.address(way)
    return _form(
        "sign_in.html", error, name=name, elsewhere=elsewhere, here=with_way("/sign-in", way)
    )


def _form(template: str, error: str | None = None, **values: str | None) -> Response:
    return staff_page(template, status=200 if error is None else 422, error=error, **values)
