"""`common-table account`: who may sign in, for whoever holds the machine."""

from data.services import access, accounts, teams
from data.views import AgencyEntry

GOOD = "three herons by the mill"


def told(text: str, what: str) -> str:
    return next(
        line.removeprefix(f"{what}: ") for line in text.splitlines() if line.startswith(f"{what}: ")
    )


def test_an_account_is_made_listed_reset_and_switched_off(database, run) -> None:
    made = run("account", "create", "ana@x.example", "--admin", "--starts-teams")
    assert made.status == 0
    token = access.redeem("ana@x.example", told(made.text, "Code"), GOOD).token
    assert access.actor_of(token) is not None
    listed = run("account", "list").text
    assert "ana@x.example active admin, starts teams no second step 0 teams" in " ".join(
        listed.split()
    )
    again = run("account", "reset", "ana@x.example")
    assert access.actor_of(token) is None
    access.redeem("ana@x.example", told(again.text, "Code"), GOOD)
    run("account", "create", "root@x.example", "--admin")
    refused = run("account", "disable", "ana@x.example")
    assert refused.status == 1
    assert "Nobody would be left to see to accounts" in refused.problems[0]


def test_anybody_is_switched_off_while_the_only_administrator_waits_for_a_code(
    database, run
) -> None:
    run("account", "create", "root@x.example", "--admin")
    made = run("account", "create", "eve@x.example")
    token = access.redeem("eve@x.example", told(made.text, "Code"), GOOD).token
    assert access.actor_of(token) is not None
    assert run("account", "disable", "eve@x.example").status == 0
    assert access.actor_of(token) is None


def test_a_team_that_nobody_facilitates_is_given_somebody(database, run) -> None:
    team = teams.create_team("River table", "", (AgencyEntry("Court", "court", 6),))
    run("account", "create", "ana@x.example")
    wrong = run("account", "appoint", "ana@x.example", "Lake table")
    assert wrong.status == 1
    assert f"There are: 'River table' ({team.id})." in wrong.problems[0]
    assert run("account", "appoint", "ana@x.example", "River table").status == 0
    assert accounts.teams_without_facilitator() == ()
    twice = run("account", "appoint", "ana@x.example", "River table")
    assert twice.status == 1
    assert "There are: none." in twice.problems[0]


def test_a_name_that_has_no_account_is_said_to_have_none(database, run) -> None:
    for step in (("reset", "nobody"), ("disable", "nobody"), ("appoint", "nobody", "x")):
        said = run("account", *step)
        assert said.status == 1
        assert said.problems == [
            "There is no account 'nobody'. `common-table account list` has all."
        ]
