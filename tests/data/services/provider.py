"""An organization's sign-in on this machine that can be told to lie, to stall and to mumble."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit
from uuid import uuid4

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID = "common table"
CLIENT_SECRET = "canary:of%the+client"
SUBJECT = "8f1e-canary-subject"
EMAIL = "Ana@River.example"
Claims = dict[str, Any]


class Provider:
    """A provider and its one person, who always agrees.

    Attributes:
        claims: what is signed beside the usual, in the place of it where both are there.
        without: what is left out.
        sign: makes the token of the claims.
        instead: answers for paths, in the place of its own: status, headers, body.
        stall: set to keep every answer back.
    """

    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}/tenant"
        self.key = RSAKey.generate_key(2048, {"kid": "one"}, private=True)
        self.claims: Claims = {"email": EMAIL, "email_verified": True}
        self.without: tuple[str, ...] = ()
        self.sign: Callable[[Claims], str] = self.signed
        self.instead: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.described: dict[str, Any] = {}
        self.stall = threading.Event()
        self.asked: list[str] = []
        self.given: list[str] = []
        self._codes: dict[str, dict[str, str]] = {}

    def signed(self, claims: Claims) -> str:
        """A token as it should be."""
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)

    def agree(self, address: str) -> dict[str, str]:
        """What the browser brings back after the person agreed at this address."""
        asked = dict(parse_qsl(urlsplit(address).query))
        assert address.startswith(f"{self.issuer}/authorize?")
        assert asked["client_id"] == CLIENT_ID
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        code = f"canary-code-{uuid4()}"
        self._codes[code] = asked
        self.given.append(code)
        return {"code": code, "state": asked["state"], "iss": self.issuer}

    def back(self, address: str) -> str:
        """The same as an address without its host."""
        asked = dict(parse_qsl(urlsplit(address).query))
        return f"{urlsplit(asked['redirect_uri']).path}?{urlencode(self.agree(address))}"

    def answer(self, path: str, fields: dict[str, str], proof: str) -> tuple[int, Any]:
        """Of one of its endpoints."""
        if path == "/tenant/.well-known/openid-configuration":
            return 200, self._description() | self.described
        if path == "/tenant/keys":
            return 200, {"keys": [self.key.as_dict(private=False)]}
        asked = self._codes.pop(fields.get("code", ""), None)
        if path != "/tenant/token" or asked is None or not self._is_right(asked, fields, proof):
            return 400, {"error": "invalid_grant", "error_description": "canary of the provider"}
        token = self.sign(self._claims(asked["nonce"]))
        self.given.append(token)
        return 200, {"access_token": "canary-access", "token_type": "Bearer", "id_token": token}

    def _description(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        }

    def _claims(self, nonce: str) -> Claims:
        now = int(time.time())
        usual = {"iss": self.issuer, "sub": SUBJECT, "aud": CLIENT_ID, "nonce": nonce}
        claims = usual | {"iat": now, "exp": now + 300} | self.claims
        return {name: value for name, value in claims.items() if name not in self.without}

    def _is_right(self, asked: dict[str, str], fields: dict[str, str], proof: str) -> bool:
        digest = hashlib.sha256(fields.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        basic = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        same_place = asked["redirect_uri"] == fields.get("redirect_uri")
        return asked["code_challenge"] == challenge and same_place and proof == f"Basic {basic}"


@contextmanager
def running_provider() -> Iterator[Provider]:
    """One on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = False
    server.provider = provider = Provider(server.server_port)  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield provider
    finally:
        provider.stall.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._answer(dict(parse_qsl(body)))

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def _answer(self, fields: dict[str, str]) -> None:
        provider: Provider = self.server.provider  # type: ignore[attr-defined]
        provider.asked.append(self.path)
        proof = self.headers.get("Authorization", "")
        status, told = provider.answer(self.path, fields, proof)
        headers, body = {"Content-Type": "application/json"}, json.dumps(told).encode()
        name = self.path.rsplit("/", 1)[1]
        if name in provider.instead:
            status, headers, body = provider.instead[name]
            if status == 0:
                provider.stall.wait()
                return
        self.send_response(status)
        for header, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(header, value)
        self.end_headers()
        self.wfile.write(body)
