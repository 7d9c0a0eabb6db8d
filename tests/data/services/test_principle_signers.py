"""What a facilitator enters for an agency is told as that, wherever a signature is told."""

import pytest

from data.exports.report.document import Paragraph
from data.exports.report.table_parts import principles as told_in_report
from data.exports.report.words import words as report_words
from data.services import principle_signing, principles, teams
from data.services.authority import Actor, acting
from data.store import guides as store
from data.views import TeamView
from tests.data.services.planning import ROSTER, member

WORDS = "Fathers are not in it."


@pytest.fixture
def team(sqlite_database: str) -> TeamView:
    """A team with a mission that is ready to sign."""
    made = teams.create_team("River county", "", ROSTER)
    principles.save(made.id, "mission", "Families stay together.", based_on=0)
    principle_signing.make_ready(made.id, seen=principles.current(made.id).digest)
    return made


def facilitator(team: TeamView) -> Actor:
    return Actor(id="f1", name="Ana", kind="person", teams={team.id: "facilitator"})


def sign(team: TeamView, place: int, *, agrees: bool = True) -> None:
    seen, code = principles.current(team.id).digest, team.agencies[place].code
    words = "" if agrees else WORDS
    principle_signing.sign(team.id, code, seen=seen, agrees=agrees, words=words)


def rows(team: TeamView) -> dict[str, str]:
    return {row["agency_code"]: row["saved_by_name"] for row in store.signatures(team.id)}


def test_the_row_says_who_entered_it_and_nothing_of_the_kind_where_the_agency_signed(
    team: TeamView,
) -> None:
    with acting(member(team, answers_for=0)):
        sign(team, 0)
    with acting(facilitator(team)):
        sign(team, 1)
        sign(team, 2, agrees=False)
    own, entered, differs = (agency.code for agency in team.agencies)
    by_hand = "entered by Ana, facilitator"
    assert rows(team) == {own: "Sam", entered: by_hand, differs: by_hand}
    now = principles.current(team.id)
    assert {each.agency_code: each.entered_by for each in now.said} == {
        own: "",
        entered: "Ana",
        differs: "Ana",
    }
    assert (set(now.signed_by), now.entered) == ({entered, own}, 1)


def test_a_facilitator_who_answers_for_an_agency_signs_for_that_one_themselves(
    team: TeamView,
) -> None:
    who = member(team, answers_for=0)
    with acting(Actor(id=who.id, name="Sam", kind="person", teams={team.id: "facilitator"})):
        sign(team, 0)
        sign(team, 1)
    first, second, _ = (agency.code for agency in team.agencies)
    assert rows(team) == {first: "Sam", second: "entered by Sam, facilitator"}


@pytest.mark.parametrize(
    ("language", "entered"),
    [("en", "(entered by Ana, facilitator)"), ("es", "(lo anotó Ana, que facilita)")],
)
def test_a_report_tells_it_beside_each_agency(team: TeamView, language: str, entered: str) -> None:
    with acting(member(team, answers_for=0)):
        sign(team, 0)
    with acting(facilitator(team)):
        sign(team, 1)
        sign(team, 2, agrees=False)
    blocks = told_in_report(principles.current(team.id), words=report_words(language))
    said = [block.text for block in blocks if isinstance(block, Paragraph)]
    own, other, third = (agency.name for agency in team.agencies)
    (signed,) = [text for text in said if own in text]
    assert f"{other} {entered}" in signed
    assert signed.count(entered) == 1
    (differs,) = [text for text in said if WORDS in text]
    assert differs.startswith(f"{third} {entered}")
