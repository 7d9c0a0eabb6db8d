"""Visits to the form over HTTP, without a browser."""

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from pages.respond.routes import routes
from pages.shell.security import Guard
from tests.pages.respond.screens import Screen

ADDRESS = "http://127.0.0.1:8501"
APP = Starlette(routes=routes, middleware=[Middleware(Guard)])


CLICKED: dict[str, Any] = {
    "form": "1",
    "main": "1",
    "code": "na",
    "language": "0",
    "page": "5",
    "action": "6",
    "first": "3",
    "causes": ("four", "one"),
    "ways": ("one", "two", "three"),
    "share": " 40 % ",
    "years": "-3",
    "own_words": "Ask families\r\nfirst. ¿Sí?  ",
    "wish": "More visits",
    "worry": "",
    "tenure": "long",
}
KEPT: dict[str, Any] = {
    "form": 1,
    "main": 1,
    "code": "na",
    "language": 0,
    "page": 5,
    "action": 6,
    "first": 3,
    "causes": ["one", "four"],
    "ways": ["one", "two", "three"],
    "share": 40,
    "years": -3,
    "own_words": "Ask families\nfirst. ¿Sí?",
    "wish": "More visits",
    "worry": None,
    "tenure": "long",
}


class Visitor:
    """Somebody with a browser that runs no scripts.

    Attributes:
        answer: the last answer of the server.
        went: every address asked for, redirects included.
    """

    def __init__(self, *, prefers: str = "en", address: str = ADDRESS, app: Any = APP) -> None:
        self.client = TestClient(app, base_url=address, headers={"Accept-Language": prefers})
        self.client.headers.pop("user-agent")
        self.answer: Any = None
        self.went: list[str] = []

    @property
    def screen(self) -> Screen:
        """The page that is shown."""
        return Screen(self.answer.text)

    @property
    def status(self) -> int:
        """Of the last answer."""
        return self.answer.status_code

    @property
    def path(self) -> str:
        """Where the visitor is."""
        return self.answer.url.path

    def go(self, path: str) -> Screen:
        """Type or follow an address."""
        return self._arrive(self.client.get(path))

    def join(self, secret: str) -> Screen:
        """Open a link."""
        return self.go(f"/join/{secret}")

    def post(self, path: str, fields: Mapping[str, Any], **headers: str) -> Screen:
        """Post whatever one likes."""
        return self._arrive(self.client.post(path, data=dict(fields), headers=headers))

    def press(self, action: str = "", /, **answers: str | Sequence[str]) -> Screen:
        """Fill in what is given, leave the rest as it stands, and press a button.

        An answer of () leaves a question blank.
        """
        screen = self.screen
        fields: dict[str, Any] = screen.fields()
        for item, value in answers.items():
            fields[f"a.{item}"] = [value] if isinstance(value, str) else list(value)
        if action:
            fields["action"] = action
        return self.post(screen.address_of(action) or self.path, fields)

    def begin(self, secret: str) -> Screen:
        """Open a link and begin."""
        self.join(secret)
        return self.press("begin")

    def to_the_check(self) -> Screen:
        """Leave every other page as it stands."""
        while self.path.startswith("/answer/part/"):
            self.press("next")
            assert self.status == 200
        assert self.path == "/answer/check"
        return self.screen

    def send_all(self) -> Screen:
        """Leave every other page as it stands, and send."""
        self.to_the_check()
        return self.press()

    def _arrive(self, answer: Any) -> Screen:
        self.went += [str(each.url) for each in (*answer.history, answer)]
        self.answer = answer
        return self.screen


def fill_in(visitor: Visitor, clicked: Mapping[str, Any]) -> None:
    """Give these answers, page after page, up to looking over them."""
    while visitor.path.startswith("/answer/part/"):
        here = {field.get("id").removeprefix("q-") for field in visitor.screen.fieldsets}
        visitor.press("next", **{item: clicked[item] for item in clicked if item in here})
        assert visitor.status == 200, visitor.screen.text
