"""`common-table passphrase forget`: the way back in."""

import re

import pytest

from data.services import access, teams
from data.views import AgencyEntry

OLD, NEW = "six brown kettles on a shelf", "nine paper boats go under"


def test_a_lost_passphrase_is_replaced_with_the_code_that_is_printed(database, run) -> None:
    teams.create_team("Ours", "Here", [AgencyEntry("Court", "court", 6)])
    token = access.set_passphrase(access.ensure_setup_code() or "", OLD)
    done = run("passphrase", "forget")
    assert (done.status, done.said) == (0, [])
    assert not access.signed_in(token)
    (code,) = re.findall(r"Set-up code: (\S+)\n", done.text)
    assert access.signed_in(access.set_passphrase(code, NEW))
    with pytest.raises(access.SignInError, match="This is not the passphrase"):
        access.sign_in(OLD)
    assert [team.name for team in teams.teams()] == ["Ours"]


def test_without_a_passphrase_a_code_is_printed_all_the_same(sqlite_database, run) -> None:
    (code,) = re.findall(r"Set-up code: (\S+)\n", run("passphrase", "forget").text)
    assert access.signed_in(access.set_passphrase(code, NEW))
