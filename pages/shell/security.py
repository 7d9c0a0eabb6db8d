"""Who may reach what, and the headers of every answer.

Respondents' addresses answer to anybody who uses a name of ours. Everything else is for staff: it
opens over https, or to a browser on the machine itself, of which the connection, the name it asked
for and the absence of a proxy's headers must all say so.
"""

import base64
import hashlib
import logging
import re
from collections.abc import Mapping
from functools import cache, partial
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data.counted import count
from data.services import access
from data.services.errors import StorageError
from data.settings import settings
from pages.parts.session import cookie_name
from pages.shell.logs import described
from pages.shell.rendering import notice
from pages.shell.way_back import screen_of, with_way

_WAYS_IN = re.compile(r"/(sign-in(/.*)?|set-up|invited|staff\.css)")
_OPEN = re.compile(
    r"/(join/[^/]*|code|promises|answer(/.*)?|paper(/.*)?|family/.*|seat/.*|card(/.*)?"
    r"|respond\.css|healthz|readyz)"
)
_STAFF = re.compile(
    r"/(sign-in|sign-out|set-up|invited|account|export|evidence|invitations|preview|_stcore)(/.*)?"
)
STRANGERS = 40
"""So many screens of people who are not signed in are open at once in one process, and no more."""
_UPLOADS = "/_stcore/upload_file"
_FOR_SESSIONS = (_UPLOADS, "/media/")
_UPLOAD_REFUSED = (400, 401, 403, 413)
_NEVER = ("/_stcore/metrics", "/_stcore/agent")
_FORWARDED = re.compile(
    r"forwarded|via|x-forwarded-.*|x-original-.*|.*(client|real|connecting)-ip|cf-ray"
)
_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
_NO_CONNECTION: Message = {"type": "websocket.close", "code": 4403}
_log = logging.getLogger("common_table")


class Guard:
    """ASGI middleware around everything, websockets included."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._strangers = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] == "http":
            await self._answer(scope, receive, _with_headers(send))
        elif scope["type"] == "websocket":
            await self._connect(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _connect(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A screen's connection; whoever is not signed in sees the way in there, and few at once.

        It is not refused at once, because a screen that comes back after its session has ended
        would go on showing what it showed.
        """
        if _refusal(scope) is not None:
            await send(_NO_CONNECTION)
        elif await _is_signed_in(scope):
            await self._app(scope, receive, send)
        elif self._strangers >= STRANGERS:
            count("websocket")
            await send(_NO_CONNECTION)
        else:
            self._strangers += 1
            try:
                await self._app(scope, receive, send)
            finally:
                self._strangers -= 1

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """With a page of ours even where something breaks; the log gets no word of the error."""
        watched = _Watched(send, path=scope["path"])
        try:
            app = _refusal(scope) or await _without_session(scope) or self._app
            await app(scope, receive, watched)
        except Exception as error:
            if watched.begun:
                raise
            _log.error("a request failed: %s", described(error))
            await _sorry(error)(scope, receive, send)


class _Watched:
    """Sends on, knows whether an answer has begun, and counts uploads that Streamlit refuses."""

    def __init__(self, send: Send, *, path: str) -> None:
        self._send = send
        self._is_upload = path.startswith(_UPLOADS)
        self.begun = False

    async def __call__(self, message: Message) -> None:
        self.begun = True
        if self._is_upload and message.get("status", 200) in _UPLOAD_REFUSED:
            count("upload")
        await self._send(message)


def is_at_the_machine(scope: Scope) -> bool:
    """The browser runs on this machine: by connection, by name, and with no proxy between."""
    headers = Headers(scope=scope)
    client = scope.get("client")
    return (
        client is not None
        and _is_loopback(client[0])
        and is_loopback_name(headers.get("host", ""))
        and not any(_FORWARDED.fullmatch(name) for name in headers)
    )


def is_loopback_name(host: str) -> bool:
    """A host, with or without its port, that no other machine can mean."""
    return _hostname(host) in _LOOPBACK_NAMES


def _refusal(scope: Scope) -> Response | None:
    headers = Headers(scope=scope)
    path = scope["path"]
    if _hostname(headers.get("host", "")) not in _names():
        count("host")
        return PlainTextResponse("This address is not served here.", status_code=400)
    if path.startswith(_NEVER):
        count("machine address")
        return PlainTextResponse("Not found", status_code=404)
    if scope["type"] == "http" and _OPEN.fullmatch(path):
        return None
    if not (is_at_the_machine(scope) or _is_over_https(headers)):
        return _in_the_clear(scope)
    if scope["type"] == "websocket" and not is_own_origin(headers):
        count("websocket")
        return PlainTextResponse("Not found", status_code=404)
    if path == "/" and scope["type"] == "http" and not is_at_the_machine(scope):
        return RedirectResponse("/code", status_code=303)
    return None


def _in_the_clear(scope: Scope) -> Response:
    """For whoever comes over no https; what browsers ask for by themselves is no try at it."""
    path = scope["path"]
    if path == "/" and scope["type"] == "http":
        return RedirectResponse("/code", status_code=303)
    if _STAFF.fullmatch(path) or screen_of(path) == path:
        count("staff address")
    return PlainTextResponse("Not found", status_code=404)


def _is_over_https(headers: Headers) -> bool:
    """It asks for the public name, which a proxy serves over https only."""
    public = _hostname(urlsplit(settings().public_url).netloc)
    return settings().secure and _hostname(headers.get("host", "")) == public


async def _without_session(scope: Scope) -> Response | None:
    """For somebody without a session who opens a screen, or comes with a file or for one.

    The screens look the session up again; Streamlit, which takes files, knows of none.
    """
    for_sessions = scope["path"].startswith(_FOR_SESSIONS)
    if not (for_sessions or _is_a_visit(scope)) or await _has_session(scope):
        return None
    if for_sessions:
        return PlainTextResponse("Sign in first.", status_code=403)
    query = scope["query_string"].decode("latin-1")
    way = screen_of(f"{scope['path']}?{query}")
    return RedirectResponse(with_way("/sign-in", way), status_code=303)


async def _is_signed_in(scope: Scope) -> bool:
    """Without a use of the session: a browser connects again by itself.

    Where the database cannot be asked, the screen says so.
    """
    try:
        return await _has_session(scope, in_use=False)
    except StorageError:
        return False


async def _has_session(scope: Scope, *, in_use: bool = True) -> bool:
    token = cookie_parser(Headers(scope=scope).get("cookie", "")).get(cookie_name())
    look_up = partial(access.actor_of, token, in_use=in_use)
    return await run_in_threadpool(look_up) is not None


def _is_a_visit(scope: Scope) -> bool:
    return (
        scope["method"] == "GET"
        and not _WAYS_IN.fullmatch(scope["path"])
        and not _OPEN.fullmatch(scope["path"])
        and "text/html" in Headers(scope=scope).get("accept", "")
    )


def _sorry(error: Exception) -> Response:
    if isinstance(error, StorageError):
        return notice("Try again", str(error), status=503)
    text = "Something went wrong on our side. Nothing you saved is lost. Please try again."
    return notice("Sorry", text, status=500)


def is_own_origin(headers: Mapping[str, str]) -> bool:
    """A page of ours asks; a browser names the page's origin in every post and websocket."""
    try:
        origin = urlsplit(headers.get("origin", ""))
    except ValueError:
        return False
    return origin.scheme in ("http", "https") and origin.netloc == headers.get("host") != ""


def _names() -> tuple[str, ...]:
    return (*_LOOPBACK_NAMES, _hostname(urlsplit(settings().public_url).netloc))


def _hostname(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _headers().items():
                headers.setdefault(name, value)
            if settings().secure:
                headers.setdefault("Strict-Transport-Security", "max-age=31536000")
            if headers.get("content-type", "").startswith(("text/html", "application/json")):
                headers["Cache-Control"] = "no-store"  # nor may the Back button bring it back
        await send(message)

    return sending


@cache
def _headers() -> dict[str, str]:
    return {
        "Content-Security-Policy": (
            f"default-src 'self'; script-src 'self' {inline_script_hashes()}; "
            "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
            "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
            "frame-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; "
            "object-src 'none'"
        ),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    }


def inline_script_hashes() -> str:
    """The hashes of the scripts inside Streamlit's own page, which the policy must allow."""
    index = Path(streamlit.__file__).parent / "static" / "index.html"
    scripts = re.findall(r"<script>(.*?)</script>", index.read_text(encoding="utf-8"), re.DOTALL)
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
