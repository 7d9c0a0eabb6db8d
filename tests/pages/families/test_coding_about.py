"""Beside the codes stands when to use which; coded words can name a kind of help and of agency."""

import pytest

from data.services import coding
from data.services.authority import OPERATOR
from tests.pages.families.analysed import Analysed, analysed, team_of
from tests.pages.families.conftest import Show

WORDS = ("Listening", "Evening", "It was long.", "Respect", "Being heard", "Waits are long.")


@pytest.fixture
def made(sqlite_database: str) -> Analysed:
    """A group whose third session nobody has coded."""
    return analysed(team_of("River county"), OPERATOR, words=WORDS)


def test_rules_and_each_code_stand_beside_the_desk(made: Analysed, show: Show) -> None:
    third = made.group.sessions[2].id
    shown = show("coding", **made.about, session=third)
    assert "Start with these codes." in shown.words
    assert "Use it for: Name-calling, being seen as a bad parent" in shown.words
    assert "Not for: Stigma about medicine" in shown.words


def test_a_code_names_a_kind_of_help_and_is_read_with_it(made: Analysed, show: Show) -> None:
    third, transcript_id = made.group.sessions[2].id, made.transcripts[2]
    shown = show("coding", **made.about, session=third)
    assert "Put a code on some words first." in shown.words
    seen = coding.row_of(made.group.team_id, transcript_id)["version"]
    coding.add_coding(made.group.team_id, transcript_id, 1, 0, 9, "code_respect", seen=seen)
    shown = show("coding", **made.about, session=third)
    shown.field("selectbox", "Kind of help").set_value("transport")
    shown.field("selectbox", "Kind of agency").set_value("court")
    shown.press("Save the kind")
    (one,) = coding.codings(made.group.team_id, transcript_id)
    assert (one.category, one.sector) == ("transport", "court")
    coding.finish(made.group.team_id, transcript_id)
    shown = show("coding", **made.about, session=third)
    assert "About: Transportation, Courts." in shown.words


@pytest.mark.long
def test_the_comparison_tells_kinds_that_enough_people_spoke_of(made: Analysed, show: Show) -> None:
    shown = show("compare", **made.about)
    assert "Codes by kind of help" in [each.value for each in shown.app.header]
    assert "Nothing may be told yet." in shown.words
