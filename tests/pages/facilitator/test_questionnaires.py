"""The questionnaires of a team, and bringing in one that somebody else owns."""

from datetime import timedelta

import pytest

from data.clock import today
from data.services import editions, teams
from data.views import TeamView
from pages.facilitator.instruments import EXAMPLE
from tests.pages.facilitator.conftest import ROSTER, Show, Shown

MILLION = 1_000_000


def bring_in(
    screen: Shown,
    content: bytes | None,
    *,
    name: str = "inventory.csv",
    owner: str = "Bell Institute",
    permission: str = "Letter of May 2",
    attested: bool = True,
) -> Shown:
    if content is not None:
        screen.app.file_uploader[0].upload(name, content, "text/csv")
    screen.field("text_input", "Owner of the wording").set_value(owner)
    permitted = screen.field("text_input", "Permission (letter, contract or license number)")
    permitted.set_value(permission)
    screen.field("checkbox", "I have this permission for this team").set_value(attested)
    return screen.press("Bring it in")


def test_without_a_team_there_is_a_way_to_one(show: Show) -> None:
    screen = show("instruments")
    assert "Set up a team first; questionnaires belong to a team." in screen.words
    assert screen.ways == [("start",)]


def test_every_questionnaire_is_listed_with_its_size_and_a_look_at_it(
    show: Show, team: TeamView
) -> None:
    screen = show("instruments")
    known = editions.editions(team.id)
    assert len(known) >= 3
    for edition in known:
        assert edition.titled("en") in screen.words
        assert f"{edition.statements} statements · about {edition.minutes} minutes" in screen.words
    assert [button.proto.url for button in screen.app.get("link_button")] == [
        f"/preview/{team.id}/{edition.instrument_id}/{edition.version}/0" for edition in known
    ]
    assert "They have not been validated." in screen.words


def test_the_example_on_the_screen_is_a_file_that_is_taken(show: Show, team: TeamView) -> None:
    screen = show("instruments")
    assert screen.app.code[0].value.strip() == EXAMPLE.strip()
    bring_in(screen, EXAMPLE.encode())
    (own,) = [edition for edition in editions.editions(team.id) if not edition.shipped]
    assert (own.instrument_id, own.owner) == ("county_inventory", "Bell Institute")
    assert (own.permission, own.expires) == ("Letter of May 2", None)
    assert own.wording_may_be_exported is False
    assert "“County inventory” is ready for Bell County Table." in screen.words
    assert "Wording owned by Bell Institute. Not pooled, not shared." in screen.words


def test_what_is_brought_in_stays_with_its_team(show: Show, team: TeamView) -> None:
    other = teams.create_team("Another table", "", ROSTER)
    screen = show("instruments")
    screen.field("selectbox", "Team").select(team.id).run()
    bring_in(screen, EXAMPLE.encode())
    assert len(editions.editions(team.id)) == len(editions.editions(other.id)) + 1


def test_the_end_of_the_permission_is_kept_and_told(show: Show, team: TeamView) -> None:
    screen, last = show("instruments"), today() + timedelta(days=100)
    screen.field("checkbox", "The permission ends on a certain day").set_value(True)
    screen.field("date_input", "That day").set_value(last)
    copies = screen.field("checkbox", "The permission covers copies of the wording in files")
    copies.set_value(True)
    bring_in(screen, EXAMPLE.encode())
    (own,) = [edition for edition in editions.editions(team.id) if not edition.shipped]
    assert (own.expires, own.wording_may_be_exported) == (last, True)
    assert f"{last.day}, {last.year}. Not pooled" in screen.words


@pytest.mark.parametrize(("content", "attested"), [(None, True), (EXAMPLE.encode(), False)])
def test_without_a_file_or_a_permission_nothing_is_taken(
    content: bytes | None, attested: bool, show: Show, team: TeamView
) -> None:
    screen = bring_in(show("instruments"), content, attested=attested)
    assert screen.problems == (
        "Choose a file and confirm that you have the permission. Nothing was saved."
    )
    assert all(edition.shipped for edition in editions.editions(team.id))


def test_everything_wrong_with_a_file_is_told_at_once_by_row(show: Show, team: TeamView) -> None:
    broken = EXAMPLE.replace("edition,county", "edishun,county").replace("scale,q2", "skale,q2")
    screen = bring_in(show("instruments"), broken.encode(), owner=" ", permission="")
    assert "The file was not taken, and nothing was saved. Everything we found:" in screen.problems
    assert "owner: nobody is named" in screen.problems
    assert "permission: no letter or contract is named" in screen.problems
    assert "inventory.csv: row 2" in screen.problems
    assert "inventory.csv: row 8" in screen.problems
    assert all(edition.shipped for edition in editions.editions(team.id))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02",
        b"\xff\xfe\x00",
        b"PK\x03\x04 a workbook",
        b"a: &a [*a, *a]",
        b"- just\n- a list\n",
        b"type,id\n=cmd(),1\n",
        b"[" * 5000,
    ],
)
@pytest.mark.parametrize("name", ["x.csv", "x.yaml", "x.yml"])
def test_a_file_that_is_something_else_is_refused_in_words(
    content: bytes, name: str, show: Show, team: TeamView
) -> None:
    screen = bring_in(show("instruments"), content, name=name)
    assert screen.problems
    assert all(edition.shipped for edition in editions.editions(team.id))


def test_the_browser_is_told_which_files_and_how_large(show: Show, team: TeamView) -> None:
    uploader = show("instruments").app.file_uploader[0]
    assert sorted(uploader.proto.type) == [".csv", ".yaml", ".yml"]
    assert uploader.proto.max_upload_size_mb == 1


def test_a_file_that_is_too_large_after_all_is_refused_in_words(show: Show, team: TeamView) -> None:
    screen = bring_in(show("instruments"), EXAMPLE.encode() + b"\n" * MILLION)
    assert "at most 1,000,000 bytes are read" in screen.problems
    assert all(edition.shipped for edition in editions.editions(team.id))


def test_another_file_of_the_same_name_and_version_is_told_so(show: Show, team: TeamView) -> None:
    bring_in(show("instruments"), EXAMPLE.encode())
    screen = bring_in(show("instruments"), EXAMPLE.replace("We know", "I know").encode())
    assert "There is a questionnaire 'county_inventory' already with the version" in screen.problems
    assert sum(not edition.shipped for edition in editions.editions(team.id)) == 1


def test_a_made_up_team_says_so_before_anything_else(show: Show) -> None:
    teams.create_team("Demo", "", ROSTER, demo=True)
    screen = show("instruments")
    assert screen.app.main.children[0].children[0].type == "warning"
    assert "Made-up team." in screen.words


def test_whoever_is_not_signed_in_sees_nothing(show: Show, team: TeamView) -> None:
    screen = show("instruments", who=None)
    assert "Bell" not in screen.words
    assert not screen.app.file_uploader
