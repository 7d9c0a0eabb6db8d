"""Set the passphrase, sign in, sign out: plain pages, because no staff screen is open before."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from data.services import access
from data.services.errors import SetUpError, SignInError
from pages.parts.session import COOKIE
from pages.shell.posts import PostRefused, fields
from pages.shell.rendering import refused, staff_page

START = "/start"


async def set_up(request: Request) -> Response:
    """Set the passphrase with the one-time code that the start printed."""
    if await run_in_threadpool(access.passphrase_is_set):
        return _to("/sign-in")
    if request.method != "POST":
        return _set_up_page()
    try:
        sent = await fields(request)
    except PostRefused as refusal:
        return refused(str(refusal))
    code, passphrase = sent.get("code", ""), sent.get("passphrase", "")
    if passphrase != sent.get("again", ""):
        return _set_up_page("The two passphrases are not the same. Type both again.", code=code)
    try:
        token = await run_in_threadpool(access.set_passphrase, code, passphrase)
    except SetUpError as wrong:
        return _set_up_page(str(wrong), code=code)
    return _signed_in(token)


async def sign_in(request: Request) -> Response:
    """Sign in with the passphrase."""
    if not await run_in_threadpool(access.passphrase_is_set):
        return _to("/set-up")
    if request.method != "POST":
        if await run_in_threadpool(access.signed_in, request.cookies.get(COOKIE)):
            return _to(START)
        return staff_page("sign_in.html", error=None)
    try:
        sent = await fields(request)
        token = await run_in_threadpool(access.sign_in, sent.get("passphrase", ""))
    except PostRefused as refusal:
        return refused(str(refusal))
    except SignInError as wrong:
        return staff_page("sign_in.html", status=422, error=str(wrong))
    return _signed_in(token)


async def sign_out(request: Request) -> Response:
    """End the session in every tab."""
    if request.method != "POST":
        return staff_page("sign_out.html")
    try:
        await fields(request)
    except PostRefused as refusal:
        return refused(str(refusal))
    await run_in_threadpool(access.sign_out, request.cookies.get(COOKIE))
    response = _to("/sign-in")
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _set_up_page(error: str | None = None, *, code: str = "") -> Response:
    status = 200 if error is None else 422
    return staff_page("set_up.html", status=status, error=error, code=code)


def _signed_in(token: str) -> Response:
    response = _to(START)
    response.set_cookie(COOKIE, token, path="/", httponly=True, samesite="strict")
    return response


def _to(address: str) -> Response:
    return RedirectResponse(address, status_code=303)
