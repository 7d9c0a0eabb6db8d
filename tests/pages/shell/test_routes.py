"""Every address that is no Streamlit screen, with a session and without."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import pytest

from data.clock import today
from data.exports.formats import FORMATS
from data.services import access, answering, invitations
from pages.parts.words import written_date
from pages.shell import outside
from pages.shell.routes import routes
from tests.pages.shell.conftest import Table
from tests.pages.shell.talking import PAGE, ask, post
from tests.running import NAME, PASSPHRASE, RunningApp

Make = Callable[..., Table]


@pytest.fixture(scope="module")
def token(shared_app: RunningApp) -> str:
    return shared_app.staff_token()


def test_a_stranger_is_shown_to_the_sign_in_wherever_he_knocks(
    shared_app: RunningApp, make_table: Make, token: str
) -> None:
    table = make_table("released")
    about = f"{table.team.id}/values_open/{table.wave.instrument_version}"
    closed = [f"/export/{table.wave.id}.{name}" for name in FORMATS]
    closed += [f"/invitations/{table.wave.id}", f"/preview/{about}/0", f"/preview/{about}/2"]
    closed += ["/export/nothing.csv", "/invitations/nothing", "/preview/a/b/1/0"]
    closed += [f"/preview/wave/{table.wave.id}/0", "/preview/wave/nothing/0"]
    for path in closed:
        for given in (None, "", "made-up", token + "x", token[:-1]):
            for accept in ("*/*", PAGE):
                answer = ask(shared_app, path, token=given, accept=accept)
                assert (answer.status, answer.headers["location"]) == (303, "/sign-in"), path
                assert b"anary" not in answer.body


SIGNING = {"/set-up", "/sign-in", "/sign-in/code", "/sign-in/phone", "/sign-out", "/invited"}
FOR_EVERYBODY = {"/", "/healthz", "/readyz", "/staff.css", *SIGNING}
FOR_EVERYBODY |= {route.path for route in outside.routes}
INSIDE = [route.path for route in routes if route.path not in FOR_EVERYBODY]
"""Addresses of staff that are not part of signing in."""


@pytest.mark.parametrize("path", INSIDE)
def test_every_address_of_staff_needs_a_session_that_has_not_ended(
    path: str, shared_app: RunningApp
) -> None:
    filled = re.sub(r"\{(\w+)[^}]*\}", lambda part: "0" if part[1] == "part" else part[1], path)
    gone = shared_app.staff_token()
    assert ask(shared_app, filled, token=gone).headers.get("location") != "/sign-in"
    access.sign_out(gone)
    for given in (None, "made-up", gone):
        for send in (ask, post):
            answer = send(shared_app, filled, token=given)
            assert answer.status in ((303,) if send is ask else (303, 405))
            assert answer.status == 405 or answer.headers["location"] == "/sign-in"


@pytest.mark.parametrize("path", ["/", "/start", "/start/x", "/nothing", "/sign-out"])
def test_a_browser_without_a_session_is_led_to_the_sign_in_before_anything_loads(
    path: str, shared_app: RunningApp, token: str
) -> None:
    for given in (None, "made-up"):
        answer = ask(shared_app, path, token=given, accept=PAGE)
        assert (answer.status, answer.headers["location"]) == (303, "/sign-in")
    answer = ask(shared_app, path, token=token, accept=PAGE)
    assert answer.headers.get("location") == ("/start" if path == "/" else None)


def test_a_session_that_was_ended_opens_no_address_any_more(
    shared_app: RunningApp, make_table: Make
) -> None:
    path = f"/export/{make_table('released').wave.id}.csv"
    gone = shared_app.staff_token()
    assert ask(shared_app, path, token=gone).status == 200
    access.sign_out(gone)
    assert ask(shared_app, path, token=gone).headers["location"] == "/sign-in"


def test_the_two_signs_of_life_tell_everybody_that_and_no_more(shared_app: RunningApp) -> None:
    assert ask(shared_app, "/healthz").text == "ok"
    assert ask(shared_app, "/readyz").text == "ready"


@pytest.mark.parametrize("name", list(FORMATS))
def test_a_result_leaves_as_a_file_that_nothing_on_the_way_keeps(
    name: str, shared_app: RunningApp, make_table: Make, token: str
) -> None:
    wave = make_table("released").wave
    answer = ask(shared_app, f"/export/{wave.id}.{name}", token=token)
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"].startswith('attachment; filename="common-table-')
    assert answer.headers["content-type"].startswith(FORMATS[name].media_type.split(";")[0])
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert len(answer.body) > 200


def test_the_file_holds_the_released_result(
    shared_app: RunningApp, make_table: Make, token: str
) -> None:
    wave = make_table("released").wave
    answer = ask(shared_app, f"/export/{wave.id}.json", token=token)
    assert wave.title in json.dumps(json.loads(answer.body), ensure_ascii=False)


@pytest.mark.parametrize("state", ["draft", "open", "closed"])
def test_nothing_leaves_before_it_is_released(
    state: str, shared_app: RunningApp, make_table: Make, token: str
) -> None:
    answer = ask(shared_app, f"/export/{make_table(state).wave.id}.csv", token=token)
    assert answer.status == 409
    assert "This wave is" in answer.text
    assert "Back to the start" in answer.text


def test_a_format_that_is_not_there_is_answered_with_those_that_are(
    shared_app: RunningApp, make_table: Make, token: str
) -> None:
    answer = ask(shared_app, f"/export/{make_table('released').wave.id}.exe", token=token)
    assert answer.status == 404
    assert ", ".join(FORMATS) in answer.text


def test_an_address_about_nothing_says_so(shared_app: RunningApp, token: str) -> None:
    for path in ("/export/nothing.csv", "/invitations/nothing", "/preview/wave/nothing/0"):
        answer = ask(shared_app, path, token=token)
        assert answer.status == 404
        assert "<h1>Not found</h1>" in answer.text
        assert "Back to the start" in answer.text


def test_a_team_that_is_not_there_answers_as_one_that_is_not_yours(
    shared_app: RunningApp, token: str
) -> None:
    answer = ask(shared_app, "/preview/nothing/values_open/1.0.0/0", token=token)
    assert answer.status == 403
    assert "<h1>Not for you</h1>" in answer.text


def test_the_preview_shows_the_form_with_a_day_to_come(
    shared_app: RunningApp, make_table: Make, token: str
) -> None:
    table = make_table()
    about = f"/preview/{table.team.id}/values_open/{table.wave.instrument_version}"
    first = ask(shared_app, f"{about}/0", token=token)
    assert first.status == 200
    assert written_date(today() + timedelta(weeks=2), "en") in first.text
    assert 'type="radio"' in ask(shared_app, f"{about}/1", token=token).text
    assert 'lang="es"' in ask(shared_app, f"{about}/1?language=es", token=token).text
    assert 'lang="en"' in ask(shared_app, f"{about}/1?language=xx", token=token).text


@pytest.mark.parametrize("part", ["9" * 5000, "-1", "x", "²", "10000"])
def test_a_page_that_no_form_has_is_no_fault_of_ours(
    shared_app: RunningApp, token: str, make_table: Make, part: str
) -> None:
    table, said = make_table("open"), len(shared_app.printed)
    for about in (f"wave/{table.wave.id}", f"{table.team.id}/values_open/1.0.0"):
        address = quote(f"/preview/{about}/{part}")
        assert ask(shared_app, address).status == 303
        assert ask(shared_app, address, token=token).status == 404
    assert shared_app.printed[said:] == ""


@pytest.mark.parametrize("state", ["draft", "open"])
def test_the_preview_of_a_wave_shows_its_own_day_group_and_languages(
    shared_app: RunningApp, make_table: Make, token: str, state: str
) -> None:
    wave = make_table(state).wave
    for asked in ("", "?language=es"):  # this wave is in English only
        first = ask(shared_app, f"/preview/wave/{wave.id}/0{asked}", token=token)
        assert first.status == 200
        assert '<html lang="en">' in first.text
        assert "Español" not in first.text
        assert written_date(wave.closes_on, "en") in first.text
        assert f"counted in: {wave.groups[0].named('en')}." in first.text
        assert f"groups of {wave.smallest_group} or more" in first.text
    assert 'type="radio"' in ask(shared_app, f"/preview/wave/{wave.id}/1", token=token).text


def test_whoever_invites_is_told_what_a_kept_list_can_do(
    shared_app: RunningApp, make_table: Make, token: str
) -> None:
    page = ask(shared_app, f"/invitations/{make_table('open').wave.id}", token=token).text
    assert "Send the links, then delete the list." in page
    assert "could see who has answered and open what is not sent yet." in page
    assert "With codes from a hat, keep no copy." in page


def test_links_leave_once_in_the_answer_to_the_post(
    shared_app: RunningApp, make_table: Make, token: str
) -> None:
    table = make_table("open")
    path = f"/invitations/{table.wave.id}"
    assert "13 in all" in ask(shared_app, path, token=token).text
    answer = post(shared_app, path, token=token, kind="link")
    assert answer.headers["content-disposition"] == 'attachment; filename="links.csv"'
    assert answer.headers["cache-control"] == "no-store"
    rows = list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"))))
    assert len(rows) == 13
    assert all(row["link"].startswith(f"{shared_app.address}/join/") for row in rows)
    again = post(shared_app, path, token=token, kind="link")
    assert again.status == 409
    assert "Every seat has its link or code already" in again.text
    assert "/join/" not in again.text


def test_codes_leave_as_a_sheet_to_print(
    shared_app: RunningApp, make_table: Make, token: str
) -> None:
    path = f"/invitations/{make_table('open').wave.id}"
    answer = post(shared_app, path, token=token, kind="code", paper="a4")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.body.startswith(b"%PDF-")


def test_replacing_what_is_out_is_asked_before_it_is_done(
    shared_app: RunningApp, make_table: Make, token: str
) -> None:
    table = make_table("open", kind="link")
    path, old = f"/invitations/{table.wave.id}", table.slips[0].secret
    asked = post(shared_app, path, token=token, kind="link", again="ask")
    assert asked.status == 200
    assert "stop working at once" in asked.text
    assert invitations.find(old) is not None
    done = post(shared_app, path, token=token, kind="link", again="yes")
    assert done.headers["content-disposition"] == 'attachment; filename="links.csv"'
    assert invitations.find(old) is None


def test_after_the_first_answer_nothing_is_replaced(
    shared_app: RunningApp, make_table: Make, token: str
) -> None:
    table = make_table("open", kind="link")
    answering.keep_answers(table.slips[0].secret, {}, language="en")
    path = f"/invitations/{table.wave.id}"
    answer = post(shared_app, path, token=token, kind="link", again="yes")
    assert answer.status == 409
    assert "Somebody has answered already" in answer.text
    assert invitations.find(table.slips[1].secret) is not None


@pytest.mark.parametrize(
    ("state", "said"), [("draft", "still a draft"), ("closed", "nobody can be invited any more")]
)
def test_people_are_invited_to_open_waves_only(
    state: str, said: str, shared_app: RunningApp, make_table: Make, token: str
) -> None:
    path = f"/invitations/{make_table(state).wave.id}"
    for answer in (ask(shared_app, path, token=token), post(shared_app, path, token=token)):
        assert answer.status == 409
        assert said in answer.text


def test_whoever_can_be_reached_on_this_computer_only_is_told_before_printing(
    shared_app: RunningApp, make_table: Make, token: str
) -> None:
    path = f"/invitations/{make_table('open').wave.id}"
    assert "works on this computer only" in ask(shared_app, path, token=token).text


FOREIGN = (
    {"origin": "http://evil.example"},
    {"origin": "null"},
    {"origin": "http://127.0.0.1:1"},
    {"origin": "http://["},
    {},
)


@pytest.mark.parametrize("headers", FOREIGN, ids=[str(each) for each in FOREIGN])
def test_a_post_from_elsewhere_does_nothing(
    headers: dict[str, str], shared_app: RunningApp, make_table: Make
) -> None:
    token = shared_app.staff_token()
    table = make_table("open", kind="link")
    path = f"/invitations/{table.wave.id}"
    fields = {"kind": "link", "again": "yes"}
    for address in (path, "/sign-out", "/sign-in"):
        answer = ask(shared_app, address, method="POST", token=token, fields=fields, **headers)
        assert answer.status == 403, address
        assert "set-cookie" not in answer.headers
        assert "Nothing was done" in answer.text
    assert access.actor_of(token) is not None
    assert invitations.find(table.slips[0].secret) is not None


def test_posts_from_elsewhere_lock_nobody_out(shared_app: RunningApp, token: str) -> None:
    for _ in range(8):
        wrong = {"name": NAME, "passphrase": "not the passphrase at all"}
        ask(shared_app, "/sign-in", method="POST", fields=wrong, origin="http://evil.example")
    right = post(shared_app, "/sign-in", name=NAME, passphrase=PASSPHRASE)
    assert right.status == 303
    assert "set-cookie" in right.headers


def test_a_post_larger_than_any_of_ours_is_not_read(shared_app: RunningApp, token: str) -> None:
    answer = post(shared_app, "/sign-in", passphrase="x" * 20_000)
    assert answer.status == 403
    assert "more than a page of Common Table sends" in answer.text


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/_stcore/metrics"),
        ("POST", "/_stcore/metrics"),
        ("GET", "/_stcore/agent/openapi.json"),
        ("POST", "/_stcore/agent/interact"),
        ("POST", "/_stcore/agent/mcp"),
        ("GET", "/_stcore/agent/anything"),
        ("GET", "/team/_stcore/agent/openapi.json"),
    ],
)
def test_there_is_no_interface_for_machines_even_for_staff(
    method: str, path: str, shared_app: RunningApp, token: str
) -> None:
    answer = ask(shared_app, path, method=method, token=token)
    assert answer.status == 404
    assert b"streamlit" not in answer.body.lower()
