"""One person with a phone: opens the link, answers page after page, sends."""

import time
from collections.abc import Awaitable, Callable
from random import Random
from urllib.parse import urlsplit

import httpx2 as httpx

from benchmarks.forms import PageForm, filled, main_form

_PATIENCE = 60.0
_KEPT_OPEN = 4.0  # seconds; the server drops an idle connection after five
_MOST_TURNS = 30
_WORDS = "We should ask families first."


class TurnFailed(RuntimeError):
    """A page did not come, or not the one that goes on."""


class Person:
    """Somebody with an invitation of their own, and what they saw of it.

    Attributes:
        opened: seconds until the first page stood there, nan before.
        turns: seconds that each page turn took, the saving included.
        page_bytes: size of each page as it came.
        answered: questions answered with a choice.
        acknowledged: they were told that their answers were received.
        forgotten: a page they went back to did not show what they had chosen.
        trouble: what went wrong, in words; "" when nothing did.
    """

    def __init__(
        self, address: str, secret: str, *, choices: Random, place: str | None = None
    ) -> None:
        """Somebody who has not come yet.

        Args:
            address: what stands in the link, up to the path.
            secret: the rest of the link.
            choices: decides what they answer.
            place: where that address is on this machine, when no name server knows it.
        """
        self._secret = secret
        self._choices = choices
        self._form: PageForm | None = None
        self._sent: dict[str, dict[str, list[str]]] = {}
        self._has_sent = False
        self._client = httpx.AsyncClient(
            base_url=place or address,
            event_hooks={"request": [_naming(address)] if place else []},
            transport=httpx.AsyncHTTPTransport(
                verify=False, limits=httpx.Limits(max_connections=2, keepalive_expiry=_KEPT_OPEN)
            ),
            headers={"Accept-Language": "en", "Origin": address, "Sec-Fetch-Site": "same-origin"},
            timeout=_PATIENCE,
            follow_redirects=True,
            trust_env=False,
        )
        self.opened = float("nan")
        self.turns: list[float] = []
        self.page_bytes: list[int] = []
        self.answered = 0
        self.acknowledged = False
        self.forgotten = False
        self.trouble = ""

    @property
    def going(self) -> bool:
        """There is a next page to turn to."""
        enough = len(self.page_bytes) > _MOST_TURNS  # pages that came; what was tried is no turn
        return self._form is not None and not (self.acknowledged or self.trouble or enough)

    @property
    def chosen(self) -> dict[str, str]:
        """What they chose where one of several could be chosen, by the field's name."""
        return {name: came[0] for page in self._sent.values() for name, came in page.items()}

    @property
    def at_the_end(self) -> bool:
        """Only sending is left."""
        return self._form is not None and self._form.action.endswith("/send")

    async def open(self) -> None:
        """Open the link; the first page says what this is about.

        Or that answers were received, where the page that said so before did not come.
        """
        began = time.perf_counter()
        try:
            page = await self._client.get(f"/join/{self._secret}")
            self._arrive(page, sending=self._has_sent)
        except (httpx.HTTPError, TurnFailed) as error:
            self._stop("opening the link", error)
        self.opened = time.perf_counter() - began

    async def turn(self) -> None:
        """Answer everything on this page and go on."""
        form = self._form
        if form is None:
            return
        answers = filled(form, self._choices, words=_WORDS)
        self._has_sent |= self.at_the_end
        began = time.perf_counter()
        try:
            page = await self._client.post(form.action, data=answers | form.onward)
            self._arrive(page, sending=self.at_the_end)
        except (httpx.HTTPError, TurnFailed) as error:
            self._stop(form.action, error)
        self.turns.append(time.perf_counter() - began)
        if not self.trouble:
            chosen = {name: answers[name] for name in answers if form.fields[name].kind == "radio"}
            self._sent[form.action] = chosen
            self.answered += len(chosen)

    async def look_back(self) -> None:
        """Open one page again and see whether it still shows what was chosen there."""
        asked = [action for action, chosen in self._sent.items() if chosen]
        if not asked or self.trouble:
            return
        action = self._choices.choice(asked)
        try:
            page = await self._client.get(action)
            shown = main_form(page.text)
            self.forgotten = shown is None or shown.chosen != self._sent[action]
        except httpx.HTTPError as error:
            self._stop(f"looking back at {action}", error)

    async def leave(self) -> None:
        """Put the phone away."""
        await self._client.aclose()

    def _arrive(self, page: httpx.Response, *, sending: bool = False) -> None:
        if page.status_code != httpx.codes.OK:
            raise TurnFailed(f"status {page.status_code}")
        self.page_bytes.append(len(page.content))
        form = main_form(page.text)
        if sending and form is None:
            self.acknowledged = True
        elif form is None or form.action.startswith("/code"):
            self._form = None  # all there is to do is to open the link again
            raise TurnFailed(f"{page.url.path} has no form that goes on")
        self._form = form

    def _stop(self, where: str, error: Exception) -> None:
        self.trouble = f"{where}: {type(error).__name__} {error}".strip()


def _naming(address: str) -> Callable[[httpx.Request], Awaitable[None]]:
    """Ask for the name in the address, in TLS as well."""
    parts = urlsplit(address)

    async def named(request: httpx.Request) -> None:
        request.headers["Host"] = parts.netloc
        request.extensions["sni_hostname"] = parts.hostname

    return named
