"""Two processes over one PostgreSQL behind nginx: people go on whatever happens to one of them."""

import asyncio
import signal
import time
from base64 import b32decode
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psutil
import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from playwright.sync_api import Page

from benchmarks.server import Server
from data.services import access
from tests.deployment.deployed import EVERYBODY, Crowd, Deployment, run_beside, stored_once
from tests.deployment.proxied import browser_at
from tests.pages.respond.opening import open_wave
from tests.pages.respond.walking import go_on
from tests.running import PASSPHRASE, facilitator_token, settled

pytestmark = pytest.mark.postgresql

NewPage = Callable[[], Page]
OUTSIDE = "127.0.0.77"
LIES = {"X-Forwarded-For": "127.0.0.1", "X-Real-IP": "127.0.0.1", "Forwarded": "for=127.0.0.1"}
WANTED = {
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
}


def in_a_thread(work: Coroutine[Any, Any, None]) -> None:
    """Beside a browser, which holds the event loop of this thread."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


async def restart_both_while(crowd: Crowd, processes: tuple[Server, Server]) -> list[int]:
    """One after the other, as the restart script does; their exit statuses."""
    done = asyncio.Event()
    answering = asyncio.create_task(crowd.answer(at_once=3, until=done))
    ended = []
    for process in processes:
        ended.append(await asyncio.to_thread(process.drain))
        await asyncio.to_thread(process.__enter__)
    done.set()
    await answering
    return ended


async def kill_one_while(crowd: Crowd, process: Server) -> None:
    """With a SIGKILL, in the middle of whatever it does."""
    done = asyncio.Event()
    answering = asyncio.create_task(crowd.answer(at_once=4, until=done))
    while len(crowd.told) < 4:
        await asyncio.sleep(0.05)
    await asyncio.to_thread(process.kill)
    killed_at = len(crowd.told)
    while len(crowd.told) < killed_at + 8 and not answering.done():
        await asyncio.sleep(0.05)
    done.set()
    await answering


def choose_the_first(page: Page) -> dict[str, str]:
    """The first choice of every question on this page; what was chosen, by the field's name."""
    first = [fieldset.locator("input").first for fieldset in page.locator("fieldset").all()]
    for choice in first:
        choice.check()
    return {choice.get_attribute("name") or "": choice.input_value() for choice in first}


def staff_session(deployment: Deployment) -> dict[str, Any]:
    """The cookie of somebody who has signed in with both steps."""
    begun = facilitator_token()
    secret = access.begin_enrolment(begun, PASSPHRASE).secret.replace(" ", "")
    made = TOTP(b32decode(secret), 6, SHA1(), 30)
    ticket, _ = access.confirm_enrolment(begun, made.generate(time.time()).decode())
    cookie = {"name": "__Host-ct", "value": ticket.token, "url": deployment.front.address}
    return {**cookie, "secure": True, "httpOnly": True, "sameSite": "Lax"}


def process_of(deployment: Deployment) -> Server:
    """The only process that somebody is connected to."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        busy = [each for each in deployment.processes if each.is_up and has_visitors(each)]
        if len(busy) == 1:
            return busy[0]
    raise AssertionError("It did not come to exactly one process that somebody is connected to.")


def has_visitors(process: Server) -> bool:
    """Somebody holds a connection to it."""
    return any(
        each.status == psutil.CONN_ESTABLISHED and each.laddr[1] == process.port
        for each in psutil.Process(process.pid).net_connections("tcp")
    )


@pytest.mark.long
def test_nobody_who_answers_notices_that_both_processes_are_restarted_one_after_the_other(
    deployment: Deployment,
) -> None:
    deployment.all_up()
    seats = open_wave("values_open", roster=EVERYBODY)
    crowd = Crowd(deployment, seats, seed=1)
    ended = run_beside(restart_both_while(crowd, deployment.processes))
    assert ended == [-signal.SIGTERM, -signal.SIGTERM]
    assert crowd.troubles == []
    assert seats.secrets  # somebody would have begun still
    assert stored_once(seats, crowd.told)


@pytest.mark.long
def test_every_page_carries_the_headers_of_the_app_through_the_proxy(
    deployment: Deployment,
) -> None:
    deployment.all_up()
    secret = open_wave("values_open").take()
    with browser_at(deployment.front) as client:
        opened = client.get(f"/join/{secret}", follow_redirects=True)
        assert opened.status_code == 200
        for answer in (opened, client.get("/code"), client.get("/answer/closed")):
            assert {name: answer.headers.get(name) for name in WANTED} == WANTED
            assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_the_only_cookie_of_somebody_who_answers_is_the_link_and_it_is_gone_at_the_end(
    deployment: Deployment,
) -> None:
    deployment.all_up()
    secret = open_wave("values_open").take()
    with browser_at(deployment.front) as client:
        given = client.get(f"/join/{secret}").headers.get_list("set-cookie")
        assert [cookie.partition("=")[0] for cookie in given] == ["__Host-table"]
        assert {"Secure", "HttpOnly"} <= {part.strip() for part in given[0].split(";")}
        assert "expires" not in given[0].lower()
        assert "max-age" not in given[0].lower()
        client.post("/answer/send")
        client.get("/answer/thanks")
        assert list(client.cookies) == []


def test_whoever_lies_about_where_they_come_from_is_not_taken_for_the_operator(
    deployment: Deployment,
) -> None:
    deployment.all_up()
    with browser_at(deployment.front, source=OUTSIDE) as client:
        for lies in ({}, LIES, LIES | {"Via": "1.1 localhost"}):
            answer = client.get("/", headers=lies)
            assert (answer.status_code, answer.headers["location"]) == (303, "/code")
            shown = client.get("/start", headers=lies | {"Accept": "text/html"})
            assert (shown.status_code, shown.headers["location"]) == (303, "/sign-in")


def test_no_log_holds_an_address_a_link_a_code_or_an_answer(deployment: Deployment) -> None:
    """Neither the proxy's nor the app's, whatever goes wrong."""
    deployment.all_up()
    secrets = open_wave("values_open").secrets[:3]
    with browser_at(deployment.front, source=OUTSIDE) as client:
        for secret in secrets:
            client.get(f"/join/{secret}", follow_redirects=True)
            client.post("/answer/part/1", data={"a.canary_item": "canary answer"})
            client.post("/answer/part/1", content=b"canary answer" * 30_000)
            client.get(f"/export/{secret}.csv?x={secret}")
            client.get(f"/_stcore/upload_file/{secret}/x")
            client.post("/code", data={"code": "CANA-RYCO"})
            client.get("/start", headers={"Host": f"{secret}.example", "X-Real-IP": "192.0.2.99"})
    logs = deployment.logs()
    assert {"app0.log", "app1.log", "main.log", "http.log", "access.log"} <= set(logs)
    for text in logs.values():
        for told in (OUTSIDE, "192.0.2.99", "canary", "CANA-RYCO", *secrets):
            assert told not in text


@pytest.mark.long
@pytest.mark.browser
def test_a_staff_screen_stays_with_one_process_and_goes_on_with_the_other_when_that_is_drained(
    deployment: Deployment, browser_outside: NewPage
) -> None:
    deployment.all_up()
    page = browser_outside()
    page.context.add_cookies([staff_session(deployment)])
    page.goto(f"{deployment.front.address}/start")
    settled(page)
    first = process_of(deployment)
    page.reload()
    settled(page)
    assert process_of(deployment) is first
    assert first.drain() == -signal.SIGTERM
    other = process_of(deployment)
    assert other is not first
    settled(page)
    page.get_by_role("link", name="Questionnaires").first.click()
    page.get_by_role("heading", name="Questionnaires").wait_for()
    settled(page)
    assert process_of(deployment) is other


@pytest.mark.browser
def test_a_process_that_is_killed_in_the_middle_of_a_survey_takes_nothing_with_it(
    deployment: Deployment, browser_outside: NewPage
) -> None:
    """In a real browser and, at the same time, on connections that are kept alive.

    Whoever was being sent a page when the process died loses that page and asks for it once more.
    """
    deployment.all_up()
    seats = open_wave("values_open", roster=EVERYBODY)
    page = browser_outside()
    page.goto(f"{deployment.front.address}/join/{seats.take()}")
    go_on(page)
    own = choose_the_first(page)
    go_on(page)
    crowd = Crowd(deployment, seats, seed=2, patience=1)
    in_a_thread(kill_one_while(crowd, deployment.processes[0]))
    assert not deployment.processes[0].is_up
    own |= choose_the_first(page)
    go_on(page)
    page.goto(f"{deployment.front.address}/answer/check")
    go_on(page)
    assert page.get_by_role("heading", level=1).inner_text() == "Thank you"
    assert crowd.troubles == []
    assert seats.secrets
    assert stored_once(seats, [*crowd.told, own])
