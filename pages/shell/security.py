"""Who may reach what, and the headers of every answer.

Respondents' addresses answer to anybody who uses a name of ours. Everything else is for staff, and
opens only to a browser on the machine itself: the connection, the name it asked for and the
absence of a proxy's headers must all say so.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data.settings import settings

_OPEN = re.compile(r"/(join/[^/]*|code|answer(/.*)?|respond\.css|healthz|readyz)")
_NEVER = ("/_stcore/metrics", "/_stcore/agent")
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")


class Guard:
    """ASGI middleware around everything, websockets included."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refusal = _refusal(scope)
        if scope["type"] == "websocket":
            if refusal is not None:
                await send({"type": "websocket.close", "code": 4403})
                return
            await self._app(scope, receive, send)
            return
        app = self._app if refusal is None else refusal
        await app(scope, receive, _with_headers(send))


def is_at_the_machine(scope: Scope) -> bool:
    """The browser runs on this machine: by connection, by name, and with no proxy between."""
    headers = Headers(scope=scope)
    client = scope.get("client")
    return (
        client is not None
        and _is_loopback(client[0])
        and _hostname(headers.get("host", "")) in _LOOPBACK_NAMES
        and not any(name in headers for name in _FORWARDED)
    )


def _refusal(scope: Scope) -> Response | None:
    headers = Headers(scope=scope)
    path = scope["path"]
    if _hostname(headers.get("host", "")) not in _names():
        return PlainTextResponse("This address is not served here.", status_code=400)
    if path.startswith(_NEVER):
        return PlainTextResponse("Not found", status_code=404)
    if scope["type"] == "http" and _OPEN.fullmatch(path):
        return None
    if not is_at_the_machine(scope):
        if path == "/" and scope["type"] == "http":
            return RedirectResponse("/code", status_code=303)
        return PlainTextResponse("Not found", status_code=404)
    if scope["type"] == "websocket" and not _is_own_origin(headers):
        return PlainTextResponse("Not found", status_code=404)
    return None


def _is_own_origin(headers: Mapping[str, str]) -> bool:
    return urlsplit(headers.get("origin", "")).netloc == headers.get("host") != ""


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
                headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return sending


@cache
def _headers() -> dict[str, str]:
    return {
        "Content-Security-Policy": (
            f"default-src 'self'; script-src 'self' {inline_script_hashes()}; "
            "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
            "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
            "frame-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'; "
            "object-src 'none'"
        ),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
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
