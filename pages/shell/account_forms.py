"""Secrets of one's own account are typed on plain pages: a new passphrase, new recovery codes."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from data.services import own_account
from data.services.errors import SignInError
from pages.parts.lanes import PASSPHRASES
from pages.shell.posts import fields
from pages.shell.rendering import staff_page
from pages.shell.staff_only import signed_in_only
from pages.shell.way_back import START

_NOT_THE_SAME = "The two new passphrases are not the same. Type both again."


@signed_in_only
async def passphrase(request: Request) -> Response:
    """Choose another passphrase; every session ends, this one too."""
    if request.method != "POST":
        return staff_page("new_passphrase.html", error=None)
    sent = await fields(request)
    new = sent.get("passphrase", "")
    if new != sent.get("again", ""):
        return staff_page("new_passphrase.html", status=422, error=_NOT_THE_SAME)
    try:
        await PASSPHRASES.run(own_account.change_passphrase, sent.get("old", ""), new)
    except SignInError as wrong:
        return staff_page("new_passphrase.html", status=422, error=str(wrong))
    return RedirectResponse("/sign-in", status_code=303)


@signed_in_only
async def recovery(request: Request) -> Response:
    """Make new recovery codes, seen once in the answer to this post."""
    if request.method != "POST":
        return staff_page("ask_recovery.html", error=None)
    sent = await fields(request)
    try:
        codes = await PASSPHRASES.run(own_account.new_recovery_codes, sent.get("passphrase", ""))
    except SignInError as wrong:
        return staff_page("ask_recovery.html", status=422, error=str(wrong))
    return staff_page("recovery.html", codes=codes, on=START)


routes = [
    Route("/account/passphrase", passphrase, methods=["GET", "POST"]),
    Route("/account/recovery", recovery, methods=["GET", "POST"]),
]
