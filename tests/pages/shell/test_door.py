"""Each entry of the log says by which door somebody came, and nothing of where they sit."""

from collections.abc import Callable

import pytest

from data.cli import main
from data.services import access, audit_log, memberships
from data.services.audit_log import AuditView
from data.services.authority import OPERATOR, acting
from pages.shell import application
from tests.pages.shell.conftest import Table
from tests.pages.shell.talking import ask, finish, open_screen, post
from tests.running import NAME, RunningApp

Make = Callable[..., Table]
PASSPHRASE = "five herons by the old mill"
KNOCKS = 3000


def entries(action: str, step: str | None = None) -> list[AuditView]:
    """What the log has of one kind, newest first."""
    found = audit_log.entries(limit=500)
    wanted = [each for each in found if each.action == action]
    return [each for each in wanted if step in (None, each.details.get("step"))]


def entry(app: RunningApp, action: str, step: str | None = None) -> AuditView:
    """The newest one, which the app writes soon and not at once."""
    for _ in range(KNOCKS):
        if found := entries(action, step):
            return found[0]
        ask(app, "/healthz")
    pytest.fail(f"nothing of {action} in the log")


@pytest.fixture
def member(shared_app: RunningApp, make_table: Make) -> tuple[Table, str]:
    """A table, and the session of somebody who is a member there and no more."""
    shared_app.staff_token()
    table = make_table("open")
    invited = memberships.add(table.team.id, f"bo-{table.team.id}@example.org", "member")
    return table, access.redeem(invited.name, invited.code, PASSPHRASE).token


def test_an_entry_says_through_which_screen_address_or_command_somebody_came(
    shared_app: RunningApp, member: tuple[Table, str], capsys: pytest.CaptureFixture[str]
) -> None:
    table, token = member
    assert ask(shared_app, f"/invitations/{table.wave.id}", token=token).status == 403
    assert entry(shared_app, "refused", "invitations.issue").where == "address invite"
    with open_screen(shared_app, token=token) as screen:
        screen.run("people", f"team={table.team.id}")
    assert entry(shared_app, "refused", "people.see").where == "screen people"
    assert post(shared_app, "/sign-in", name=NAME, passphrase="not this one").status == 422
    assert entry(shared_app, "sign-in.wrong").where == "address sign-in"
    main(["account", "create", f"cleo-{table.team.id}@example.org"])
    assert entries("account.invite")[0].where == "command account"
    capsys.readouterr()
    main(["audit-log", "list", "--limit", "20"])
    assert "| where=command account\n" in capsys.readouterr().out


def test_what_the_program_does_by_itself_says_so(shared_app: RunningApp) -> None:
    def work() -> None:
        with acting(OPERATOR):
            audit_log.record("wave.close")

    finish(application._try(work, "could not"))
    assert entries("wave.close")[0].where == "by itself"


def test_no_entry_holds_where_somebody_sits(
    shared_app: RunningApp, member: tuple[Table, str]
) -> None:
    table, token = member
    path = f"/invitations/{table.wave.id}"
    ask(
        shared_app, path, token=token, user_agent="canary browser", referer="https://canary.example"
    )
    assert entry(shared_app, "refused", "invitations.issue")
    told = str([(each.where, dict(each.details)) for each in audit_log.entries(limit=500)])
    assert "canary" not in told
    assert "127.0.0.1" not in told
    assert table.wave.id not in str([each.where for each in audit_log.entries(limit=500)])
