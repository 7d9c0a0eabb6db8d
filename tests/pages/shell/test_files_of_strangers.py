"""A file is taken from whoever is signed in, and from nobody else, however real the screen is."""

from dataclasses import dataclass

import httpx2 as httpx
import pytest

from pages.parts.session import cookie_name
from pages.shell import security
from tests.pages.shell.talking import Screen, open_screen, shake_hands
from tests.running import RunningApp

FILE = b"program,beds\nA house,4\n"


@dataclass(frozen=True)
class Browser:
    """What a browser knows that has a screen open."""

    app: RunningApp
    screen: Screen
    token: str | None

    def put(self, content: bytes = FILE) -> int:
        """The status that answers a file which is put as Streamlit's own page puts it."""
        address = f"{self.app.address}/_stcore/upload_file/{self.screen.session}/a-file"
        cookies = {} if self.token is None else {cookie_name(): self.token}
        with httpx.Client(cookies=cookies, trust_env=False) as client:
            client.get(f"{self.app.address}/_stcore/health")
            proof = {"x-xsrftoken": client.cookies["_streamlit_xsrf"]}
            return client.put(address, files={"f": ("a.csv", content)}, headers=proof).status_code


def test_whoever_is_signed_in_brings_a_file(shared_app: RunningApp) -> None:
    token = shared_app.staff_token()
    with open_screen(shared_app, token=token) as screen:
        screen.run("start")
        assert Browser(shared_app, screen, token).put() == 204


@pytest.mark.parametrize("token", [None, "made-up"])
def test_a_stranger_with_a_screen_of_their_own_brings_none(
    token: str | None, shared_app: RunningApp
) -> None:
    with open_screen(shared_app, token=token) as screen:
        screen.run("start")
        assert screen.session
        assert Browser(shared_app, screen, token).put() == 403


def test_a_stranger_brings_none_to_the_screen_of_somebody_who_is_signed_in(
    shared_app: RunningApp,
) -> None:
    with open_screen(shared_app, token=shared_app.staff_token()) as screen:
        screen.run("start")
        assert Browser(shared_app, screen, None).put() == 403


def test_only_so_many_strangers_have_a_screen_at_once_and_none_keeps_staff_out(
    shared_app: RunningApp,
) -> None:
    origin = shared_app.address
    opened = [open_screen(shared_app) for _ in range(security.STRANGERS)]
    for each in opened:
        each.__enter__()
    try:
        assert shake_hands(shared_app, origin=origin) == 403
        cookie = f"{cookie_name()}={shared_app.staff_token()}"
        assert shake_hands(shared_app, origin=origin, cookie=cookie) == 101
    finally:
        for each in opened:
            each.__exit__(None, None, None)
    with open_screen(shared_app) as screen:
        assert screen.run("start")
