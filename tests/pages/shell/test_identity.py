"""Identity is looked up on every run: nothing that a browser keeps or steals stands for it."""

from collections.abc import Callable

import pytest

from data.services import access, memberships, waves
from tests.pages.shell.conftest import Table
from tests.pages.shell.talking import ONLY_THE_WAY_IN, Screen, open_screen
from tests.running import PASSPHRASE, RunningApp, settled

Make = Callable[..., Table]


def shows_nothing(screen: Screen, page: str, query: str) -> bool:
    already = len(screen.received)
    shown = screen.run(page, query)
    told = any(b"anary" in payload for payload in screen.received[already:])
    return shown == ONLY_THE_WAY_IN and not told


@pytest.mark.long
@pytest.mark.parametrize(
    "page", ["start", "team", "wave", "results", "measures", "questionnaires", "sign-out"]
)
def test_an_open_tab_shows_nothing_once_somebody_signed_out_elsewhere(
    page: str, shared_app: RunningApp, make_table: Make
) -> None:
    table, token = make_table("released"), shared_app.staff_token()
    query = f"team={table.team.id}" if page == "team" else f"wave={table.wave.id}"
    with open_screen(shared_app, token=token) as screen:
        assert screen.run(page, query) != ONLY_THE_WAY_IN
        access.sign_out(token)
        assert shows_nothing(screen, page, query)
        assert shows_nothing(screen, "", query)


@pytest.mark.parametrize("token", [None, "", "made-up", "x" * 5000, "é"])
def test_a_cookie_that_is_no_session_opens_nothing(
    token: str | None, shared_app: RunningApp, make_table: Make
) -> None:
    table = make_table("open")
    if token == "é":
        token = token.encode().decode("latin-1")
    with open_screen(shared_app, token=token) as screen:
        assert shows_nothing(screen, "team", f"team={table.team.id}")
        assert shows_nothing(screen, "wave", f"wave={table.wave.id}")


@pytest.mark.parametrize("still_there", [True, False])
def test_a_stolen_streamlit_session_shows_the_thief_nothing(
    still_there: bool, shared_app: RunningApp, make_table: Make
) -> None:
    query = f"team={make_table().team.id}"
    with open_screen(shared_app, token=shared_app.staff_token()) as owner:
        owner.run("team", query)
        assert owner.says("Canary table")
        if not still_there:
            owner.socket.close()
        with open_screen(shared_app, session=owner.session) as thief:
            assert shows_nothing(thief, "team", query)
            assert shows_nothing(thief, "", query)
            assert thief.session == owner.session, (
                "the session was taken over, and is worth nothing"
            )


def test_the_clock_of_an_open_wave_stops_telling_once_somebody_signed_out(
    shared_app: RunningApp, make_table: Make
) -> None:
    table, token = make_table("open", kind="link"), shared_app.staff_token()
    with open_screen(shared_app, token=token) as screen:
        screen.run("wave", f"wave={table.wave.id}")
        (clock,) = set(screen.fragments)
        screen.run_fragment(clock)
        assert "0 of 13 have answered" in str(screen.shown)
        access.sign_out(token)
        assert screen.run_fragment(clock) == ONLY_THE_WAY_IN


def test_the_clock_of_an_open_wave_takes_the_screen_along_once_a_consultant_may_not_see_it(
    shared_app: RunningApp, make_table: Make
) -> None:
    shared_app.staff_token()  # somebody is there already
    table = make_table("open", kind="link")
    told = memberships.add(table.team.id, f"advisor-{table.team.id}", "consultant")
    assert told is not None
    advisor = access.redeem(told.name, told.code, PASSPHRASE)
    with open_screen(shared_app, token=advisor.token) as screen:
        screen.run("wave", f"wave={table.wave.id}")
        (clock,) = set(screen.fragments)
        screen.run_fragment(clock)
        assert "0 of 13 have answered" in str(screen.shown)
        memberships.remove(table.team.id, told.account_id)
        assert screen.run_fragment(clock)[0] == "heading", "the whole screen is drawn anew"
        assert "went wrong" not in str(screen.shown)
        assert "Canary" not in str(screen.shown)


@pytest.mark.browser
def test_a_dialog_left_open_goes_once_the_role_of_whoever_opened_it_has_ended(
    shared_app: RunningApp, make_table: Make, new_desk: Callable
) -> None:
    shared_app.staff_token()
    table, page = make_table("open"), new_desk()
    told = memberships.add(table.team.id, f"second-{table.team.id}", "facilitator")
    assert told is not None
    second = access.redeem(told.name, told.code, PASSPHRASE)
    shared_app.hold(page, second.token)
    page.goto(f"{shared_app.address}/wave?wave={table.wave.id}")
    settled(page)
    page.get_by_role("button", name="Close the wave now").click()
    confirm = page.get_by_role("dialog").get_by_role("button", name="Close it for good")
    confirm.wait_for()
    memberships.remove(table.team.id, told.account_id)
    confirm.click()
    page.get_by_text("No such wave").wait_for()
    assert page.get_by_text("Canary").count() == 0
    assert waves.wave(table.wave.id).state == "open"


@pytest.mark.browser
def test_a_dialog_left_open_does_nothing_once_somebody_signed_out(
    shared_app: RunningApp, make_table: Make, new_desk: Callable
) -> None:
    table, page = make_table("draft"), new_desk()
    shared_app.sign_in(page)
    token = page.context.cookies()[0]["value"]
    page.goto(f"{shared_app.address}/wave?wave={table.wave.id}")
    settled(page)
    page.get_by_role("button", name="Save and get ready to open").click()
    confirm = page.get_by_role("dialog").get_by_role("button", name="Open the wave")
    confirm.wait_for()
    access.sign_out(token)
    confirm.click()
    page.get_by_text("You are not signed in, or were signed out").wait_for()
    assert page.get_by_text("Canary").count() == 0
    assert waves.wave(table.wave.id).state == "draft"


def test_the_clock_of_a_tab_of_somebody_else_draws_the_whole_screen_anew(
    shared_app: RunningApp, make_table: Make
) -> None:
    shared_app.staff_token()
    table = make_table("open", kind="link")
    told = memberships.add(table.team.id, f"third-{table.team.id}", "facilitator")
    assert told is not None
    third = access.redeem(told.name, told.code, PASSPHRASE)
    with open_screen(shared_app, token=shared_app.staff_token()) as owner:
        owner.run("wave", f"wave={table.wave.id}")
        (clock,) = set(owner.fragments)
        assert owner.run_fragment(clock)[0] != "heading"
        owner.socket.close()
        with open_screen(shared_app, session=owner.session, token=third.token) as other:
            assert other.run_fragment(clock)[0] == "heading", "the whole screen is drawn anew"
            assert other.session == owner.session
