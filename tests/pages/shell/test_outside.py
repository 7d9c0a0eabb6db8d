"""The button of an organization's sign-in, the way there and back, and nothing left on the way."""

import json
import logging
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from benchmarks.server import free_port
from data.services import access, accounts, outside_provider
from data.settings import settings
from data.store import access as store
from pages.parts.session import cookie_name
from pages.shell import limits, signing
from pages.shell.security import Guard
from tests.data.services import provider as other
from tests.data.services.provider import Provider, running_provider
from tests.pages.shell.talking import PAGE
from tests.running import PASSPHRASE, running_app

BUTTON = "Sign in with your organization"
APP = Starlette(routes=signing.routes, middleware=[Middleware(Guard)])
PUBLIC = "https://table.example.org"


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with running_provider() as provider:
        yield provider


@pytest.fixture
def provider(running: Provider, sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> Provider:
    running.instead.clear()
    monkeypatch.setattr(running, "given", [])
    monkeypatch.setattr(running, "asked", [])
    monkeypatch.setattr(outside_provider, "_endpoints", {})
    told_of(running.issuer, monkeypatch)
    access.set_up(access.ensure_setup_code() or "", "boss", PASSPHRASE)
    accounts.invite(other.EMAIL)
    return running


def told_of(issuer: str, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("COMMON_TABLE_OIDC_ISSUER", issuer)
    patch.setenv("COMMON_TABLE_OIDC_CLIENT_ID", other.CLIENT_ID)
    patch.setenv("COMMON_TABLE_OIDC_CLIENT_SECRET", other.CLIENT_SECRET)
    settings.cache_clear()


def visitor(address: str = "http://127.0.0.1:8501", **headers: str) -> TestClient:
    """A browser on the machine itself that follows no redirect unasked."""
    return TestClient(
        APP,
        base_url=address,
        client=("127.0.0.1", 50_000),
        follow_redirects=False,
        headers={"accept": PAGE} | headers,
    )


def way_out(browser: TestClient) -> Any:
    """Press the button."""
    page = browser.get("/sign-in")
    (address,) = re.findall(rf'href="([^"]+)">{BUTTON}<', page.text)
    return browser.get(address)


def cookies_set(answer: Any) -> dict[str, str]:
    """Each cookie of an answer with its attributes, by its name."""
    return {each.split("=")[0]: each for each in answer.headers.get_list("set-cookie")}


def test_whoever_has_an_account_is_signed_in_and_the_session_before_is_over(
    provider: Provider,
) -> None:
    browser = visitor()
    before = access.begin("boss", PASSPHRASE).token
    out = way_out(browser)
    assert out.status_code == 303
    browser.cookies.set(cookie_name(), before)
    back = browser.get(provider.back(out.headers["location"]))
    assert (back.status_code, back.headers["location"]) == (303, "/start")
    held = cookies_set(back)[cookie_name()].split(";")[0].partition("=")[2]
    actor = access.actor_of(held)
    assert actor is not None
    assert actor.name == other.EMAIL
    assert access.actor_of(before) is None


def test_a_second_step_of_ours_is_still_asked_for(provider: Provider) -> None:
    account = store.account_named(other.EMAIL.lower())
    assert account is not None
    store.change_account(account.id, {"totp_secret": b"sealed", "totp_step": 5})
    browser = visitor()
    back = browser.get(provider.back(way_out(browser).headers["location"]))
    assert back.headers["location"] == "/sign-in/code"
    held = cookies_set(back)[cookie_name()].split(";")[0].partition("=")[2]
    assert access.actor_of(held) is None
    assert "six digits" in browser.get("/sign-in/code").text


@pytest.mark.parametrize("path", ["/sign-in/outside", "/sign-in/outside/back?code=1&state=2"])
def test_without_the_settings_there_is_no_button_and_no_way(
    provider: Provider, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET"):
        monkeypatch.delenv(f"COMMON_TABLE_OIDC_{name}")
    settings.cache_clear()
    browser = visitor()
    assert BUTTON not in browser.get("/sign-in").text
    assert browser.get(path).status_code == 404
    assert provider.asked == []


@pytest.mark.parametrize(
    ("address", "name", "secure"),
    [("http://127.0.0.1:8501", "ct_outside", False), (PUBLIC, "__Secure-ct-outside", True)],
)
def test_what_the_browser_carries_is_for_the_way_back_alone_and_not_for_scripts(
    provider: Provider, address: str, name: str, secure: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMON_TABLE_PUBLIC_URL", address)
    settings.cache_clear()
    browser = visitor(address)
    out = way_out(browser)
    attributes = [each.strip() for each in cookies_set(out)[name].split(";")[1:]]
    wanted = {"HttpOnly", "Max-Age=600", "Path=/sign-in/outside", "SameSite=lax"}
    assert set(attributes) == (wanted | {"Secure"} if secure else wanted)
    assert out.headers["cache-control"] == "no-store"
    assert f"redirect_uri={address.replace(':', '%3A').replace('/', '%2F')}" in str(
        out.headers["location"]
    )
    back = browser.get(provider.back(out.headers["location"]))
    assert back.status_code == 303
    assert "Max-Age=0" in cookies_set(back)[name]
    assert name not in browser.cookies


@pytest.mark.parametrize(
    ("asked", "come_to"),
    [("/wave?wave=w-1", "/wave?wave=w-1"), ("//evil.example", "/start"), ("/sign-out", "/start")],
)
def test_the_screen_that_was_asked_for_is_carried_there_and_back_and_then_forgotten(
    provider: Provider, asked: str, come_to: str
) -> None:
    browser = visitor()
    page = browser.get("/sign-in", params={"next": asked})
    (address,) = re.findall(rf'href="([^"]+)">{BUTTON}<', page.text)
    out = browser.get(address)
    assert {"HttpOnly", "Max-Age=600", "Path=/sign-in/outside", "SameSite=lax"} == {
        each.strip() for each in cookies_set(out)["ct_outside_way"].split(";")[1:]
    }
    back = browser.get(provider.back(out.headers["location"]))
    assert (back.status_code, back.headers["location"]) == (303, come_to)
    assert "Max-Age=0" in cookies_set(back)["ct_outside_way"]
    assert set(browser.cookies) == {cookie_name()}


def test_a_cookie_that_somebody_else_put_there_leads_to_the_start(provider: Provider) -> None:
    browser = visitor()
    out = way_out(browser)
    browser.cookies.set("ct_outside_way", "%2F%2Fevil.example", path="/sign-in/outside")
    back = browser.get(provider.back(out.headers["location"]))
    assert back.headers["location"] == "/start"


def test_a_way_back_that_somebody_else_began_leads_nowhere(provider: Provider) -> None:
    theirs = way_out(visitor()).headers["location"]
    answer = visitor().get(provider.back(theirs))
    assert answer.status_code == 403
    assert "it began in another browser" in answer.text
    assert cookie_name() not in cookies_set(answer)


def test_a_way_back_works_once(provider: Provider) -> None:
    browser = visitor()
    path = provider.back(way_out(browser).headers["location"])
    assert browser.get(path).status_code == 303
    assert browser.get(path).status_code == 403


def test_what_the_organization_says_of_its_errors_is_not_shown(provider: Provider) -> None:
    browser = visitor()
    brought = provider.agree(way_out(browser).headers["location"])
    answer = browser.get(
        f"/sign-in/outside/back?error=%3Cscript%3E&error_description=canary&state={brought['state']}"
    )
    assert answer.status_code == 403
    assert "Your organization did not let you in" in answer.text
    assert "script" not in answer.text.replace("script-src", "")
    assert "canary" not in answer.text


def test_a_stranger_is_told_whom_to_ask(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "<b>nobody</b>@river.example"
    monkeypatch.setattr(provider, "claims", {"email": name, "email_verified": True})
    browser = visitor()
    answer = browser.get(provider.back(way_out(browser).headers["location"]))
    assert answer.status_code == 403
    assert "There is no account for &lt;b&gt;nobody&lt;/b&gt;@river.example here" in answer.text
    assert "Ask an administrator" in answer.text


def test_with_a_provider_that_is_silent_everybody_can_sign_in_here(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside_provider, "_READ_SECONDS", 0.3)
    provider.instead["openid-configuration"] = (0, {}, b"")
    browser = visitor(origin="http://127.0.0.1:8501")
    answer = way_out(browser)
    assert answer.status_code == 403
    assert "does not answer now" in answer.text
    fields = {"name": "boss", "passphrase": PASSPHRASE}
    assert browser.post("/sign-in", data=fields).headers["location"] == "/start"


def test_one_address_may_not_send_us_to_the_provider_again_and_again(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "_limits", limits.Limits())
    monkeypatch.setenv("COMMON_TABLE_PUBLIC_URL", PUBLIC)
    settings.cache_clear()
    browser = visitor(PUBLIC, **{"x-forwarded-for": "192.0.2.7"})
    told = [browser.get("/sign-in/outside").status_code for _ in range(31)]
    assert told == [303] * 30 + [429]
    assert browser.get("/sign-in/outside/back").status_code == 429


def test_the_log_gets_no_code_and_no_token(
    provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "common_table")
    caplog.set_level(logging.DEBUG, "urllib3")
    browser = visitor()
    path = provider.back(way_out(browser).headers["location"])
    answers = (browser.get(path), browser.get(path))
    assert [each.status_code for each in answers] == [303, 403]
    said = "".join(
        record.getMessage() for record in caplog.records if not record.name.startswith("httpx")
    )
    assert "/tenant/token" in said
    assert [each for each in (*provider.given, "canary", other.CLIENT_SECRET) if each in said] == []


@pytest.fixture(scope="module")
def app_of_an_organization(
    sqlite_template: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """The app beside a provider that somebody else wrote."""
    with somebody_elses_provider() as issuer, pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("organization")
        patch.setenv("COMMON_TABLE_HOME", str(folder / "home"))
        patch.delenv("COMMON_TABLE_DATABASE_URL", raising=False)
        told_of(issuer, patch)
        with running_app(folder) as app:
            yield app
    settings.cache_clear()


@contextmanager
def somebody_elses_provider() -> Iterator[str]:
    port = free_port()
    person = json.dumps({"sub": "person-1", "email": other.EMAIL, "email_verified": True})
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    with subprocess.Popen(
        [*command, "--user-claims", person], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        assert process.stdout is not None
        assert any(b"running on" in line for line in process.stdout)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


@pytest.mark.browser
@pytest.mark.long
def test_a_browser_goes_to_the_organization_and_comes_back_signed_in(
    app_of_an_organization: Any, new_desk: Callable[..., Page]
) -> None:
    app = app_of_an_organization
    access.set_up(app.set_up_code(), "boss", PASSPHRASE)
    accounts.invite(other.EMAIL)
    page = new_desk()
    page.goto(f"{app.address}/sign-in")
    page.get_by_role("link", name=BUTTON).click()
    page.locator("input[name=sub]").fill("person-1")
    page.get_by_role("button", name=re.compile("Authori[sz]e")).first.click()
    page.wait_for_url(f"{app.address}/start")
    page.get_by_text("Common Table").first.wait_for()
    held = {each.get("name", ""): each.get("value", "") for each in page.context.cookies()}
    actor = access.actor_of(held[cookie_name()])
    assert actor is not None
    assert actor.name == other.EMAIL
    assert "ct_outside" not in held
    assert [each for each in ("code=", "state=", "canary") if each in app.printed] == []
