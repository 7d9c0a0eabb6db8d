"""The screen asked for before the sign-in is come to afterwards, and nothing but a screen is."""

import base64
import random
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import quote, urljoin, urlsplit

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP
from streamlit.proto.BackMsg_pb2 import BackMsg

from benchmarks.frames import rerun_request
from data.clock import seconds
from data.services import access, sessions
from data.store import access as store
from data.store.access import AccountRecord
from pages.parts.session import cookie_name
from pages.shell.screens import ADDRESSES
from pages.shell.way_back import START, screen_of
from tests.pages.shell.talking import PAGE, Answer, Screen, ask, open_screen, post
from tests.running import NAME, PASSPHRASE, RunningApp

HERE = "https://table.example.org"
WANTED = "/meeting-projector?wave=w-1&step=3"
HOSTILE = (
    "https://evil.example/start",
    "//evil.example/start",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    " /start",
    "/start ",
    "/start\n",
    "/start\r\nSet-Cookie: a=b",
    "/start/../../evil",
    "/./start",
    "/start#//evil.example",
    "/start@evil.example",
    "/start;//evil.example",
    "/%2F%2Fevil.example",
    "/%73tart",
    "/ſtart",
    "/START",
    "start",
    "?wave=w",
    "javascript:alert(1)",
    "data:text/html,x",
    "/sign-out",
    "/sign-in",
    "/set-up",
    "/export/w.csv",
    "/invitations/w",
    "/nothing",
    "/",
    "",
    "/wave?" + "a=b&" * 30,
    "/wave?wave=" + "w" * 5_000,
    "\x00/start",
)


@pytest.mark.parametrize("asked", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_no_screen_of_ours_leads_to_the_start(asked: str) -> None:
    assert screen_of(asked) == START


@pytest.mark.parametrize("asked", ["/team", WANTED, "/plan-action?team=t&from=statement%3Aw%3Ai"])
def test_a_screen_is_come_to_with_all_that_its_address_said(asked: str) -> None:
    assert screen_of(asked) == asked
    assert screen_of(f"{asked}{'&' if '?' in asked else '?'}empty=") == asked


def test_every_screen_but_the_sign_out_can_be_come_to() -> None:
    assert {screen_of(f"/{name}?a=b") for name in ADDRESSES} == {
        f"/{each}?a=b" for each in ADDRESSES
    }
    assert "sign-out" not in ADDRESSES


def test_no_string_at_all_leads_away_from_here_or_into_a_header() -> None:
    draw = random.Random(8)
    pieces = [*HOSTILE, *WANTED, "/wave?", "&", "%0d%0a", "\u2028", "é", "https:", "//", "\\"]
    for _ in range(5_000):
        way = screen_of("".join(draw.choices(pieces, k=draw.randint(1, 6))))
        assert re.fullmatch(r"/[a-z-]+(\?[\w%&=.+~*-]*)?", way, re.ASCII)
        gone = urlsplit(urljoin(f"{HERE}/sign-in/code", way))
        assert f"{gone.scheme}://{gone.netloc}" == HERE
        assert gone.path.removeprefix("/") in ADDRESSES


@pytest.fixture
def app(shared_app: RunningApp) -> Iterator[RunningApp]:
    """The app, in which somebody can sign in; without a second step afterwards."""
    shared_app.staff_token()
    yield shared_app
    store.change_account(account().id, {"totp_secret": None, "totp_step": 0})


def sign_in(app: RunningApp, page: str, passphrase: str = PASSPHRASE) -> Answer:
    return post(app, page, name=NAME, passphrase=passphrase)


def form_of(answer: Answer) -> str:
    """Where the form of a page goes to."""
    return unescape(re.findall(r'<form method="post" action="([^"]*)"', answer.text)[0])


def test_a_deep_link_survives_the_sign_in_and_a_wrong_passphrase(app: RunningApp) -> None:
    sent = ask(app, WANTED, accept=PAGE)
    assert (sent.status, sent.headers["location"]) == (
        303,
        f"/sign-in?next={quote(WANTED, safe='')}",
    )
    page = form_of(ask(app, sent.headers["location"], accept=PAGE))
    wrong = sign_in(app, page, "wrong wrong wrong wrong")
    assert wrong.status == 422
    right = sign_in(app, form_of(wrong))
    assert (right.status, right.headers["location"]) == (303, WANTED)
    again = ask(app, sent.headers["location"], token=token_of(right), accept=PAGE)
    assert again.headers["location"] == WANTED


def token_of(answer: Answer) -> str:
    return re.findall(rf"{cookie_name()}=([^;]+)", answer.headers["set-cookie"])[0]


def test_it_survives_the_setting_up_of_a_second_step_and_the_asking_for_it(
    app: RunningApp,
) -> None:
    way = f"?next={quote(WANTED, safe='')}"
    half = sessions.ticket(account().id, "enrol")
    asked = ask(app, f"/sign-in{way}", token=half.token, accept=PAGE).headers["location"]
    assert asked == f"/sign-in/phone{way}"
    shown = post(app, form_of(ask(app, asked, token=half.token)), token=half.token, begin="yes")
    (secret,) = re.findall(r"Key: <code>([^<]+)<", shown.text)
    wrong = post(app, form_of(shown), token=half.token, code="none")
    on = post(app, form_of(wrong), token=half.token, code=digits(secret))
    assert f'href="{WANTED.replace("&", "&amp;")}"' in on.text
    (code, *_) = re.findall(r"<li><code>([^<]+)<", on.text)
    asked = sign_in(app, f"/sign-in{way}").headers["location"]
    assert asked == f"/sign-in/code{way}"
    half = sessions.ticket(account().id, "second_step")
    wrong = post(app, form_of(ask(app, asked, token=half.token)), token=half.token, code="none")
    done = post(app, form_of(wrong), token=half.token, code=code)
    assert (done.status, done.headers["location"]) == (303, WANTED)
    late = ask(app, asked, accept=PAGE)
    assert late.headers["location"] == f"/sign-in{way}"


def account() -> AccountRecord:
    found = store.account_named(NAME)
    assert found is not None
    return found


def digits(secret: str) -> str:
    key = base64.b32decode(secret.replace(" ", ""))
    return HOTP(key, 6, SHA1()).generate(seconds() // 30).decode()


@pytest.mark.parametrize("asked", ["//evil.example", "https://evil.example/start", "/sign-out"])
def test_a_sign_in_page_that_somebody_prepared_leads_to_the_start(
    asked: str, app: RunningApp
) -> None:
    prepared = f"/sign-in?next={quote(asked, safe='')}"
    shown = ask(app, prepared, accept=PAGE)
    assert form_of(shown) == "/sign-in"
    assert "evil" not in shown.text
    assert sign_in(app, prepared).headers["location"] == START


def test_an_open_screen_whose_session_ended_names_itself_as_the_way_back(app: RunningApp) -> None:
    token = app.staff_token()
    with open_screen(app, token=token) as screen:
        screen.run("meeting-projector", "wave=w-1")
        access.sign_out(token)
        button = way_in(screen, f"{app.address}/meeting-projector", "wave=w-1")
        assert 'url: "/sign-in?next=%2Fmeeting-projector%3Fwave%3Dw-1"' in button
    with open_screen(app) as screen:
        for odd in ("https://evil.example/nothing", "javascript:alert(1)", "//", "http://[", ""):
            assert 'url: "/sign-in"' in way_in(screen, odd, "wave=w-1")
        told = way_in(screen, "https://evil.example/team", "team=//evil.example")
        assert 'url: "/sign-in?next=%2Fteam%3Fteam%3D%252F%252Fevil.example"' in told


def way_in(screen: Screen, address: str, query: str) -> str:
    """The button of a screen that runs in a browser which says that it is at this address."""
    message = BackMsg.FromString(rerun_request(page=screen.page, query=query))
    message.rerun_script.context_info.url = address
    screen._send(message.SerializeToString())
    (button,) = [shown for kind, shown in screen.shown if kind == "link_button"]
    return button
