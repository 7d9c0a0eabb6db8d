"""Own words stand only where somebody allows it, and are looked for when they are taken back."""

import pytest

from data.services import family_ends, family_themes, seats, summaries
from data.services.authority import acting
from data.services.errors import FamilyProblems
from data.services.family_echoes import READ_AGAIN
from data.services.family_files import findings_of
from data.services.family_themes import ThemeEntry
from tests.data.services.families.groups import Group, begun, facilitator, held, redacted, written
from tests.data.services.families.themed import SAID, first_coding, quoted, themed

LONG = "I sat on the stairs of the court for a whole day and nobody told me why."
TOLD = (LONG, *SAID[1:])


@pytest.mark.parametrize(
    "words",
    [LONG, "Somebody SAT, on the stairs of the court, all day.", "For a whole day and nobody"],
)
def test_words_of_whoever_allows_other_words_only_are_no_other_words(
    sqlite_database: str, words: str
) -> None:
    made, theme = themed(TOLD, tier="paraphrase")
    about = (made.team_id, made.plan.id, theme, first_coding(made))
    with pytest.raises(FamilyProblems) as told:
        family_themes.propose_quote(*about, words=words, scope="paraphrase")
    (problem,) = told.value.problems
    assert problem.right == "Say it in other words."
    assert family_themes.quotes(made.team_id, made.plan.id) == ()
    kept = quoted(made, theme, words="A parent waited for hours.", scope="paraphrase")
    assert kept.refusals == ()


def test_own_words_are_quoted_as_they_were_said(sqlite_database: str) -> None:
    made, theme = themed(TOLD)
    assert quoted(made, theme, words=LONG, scope="team").refusals == ()


def test_a_name_is_taken_out_beside_a_transcript_however_it_is_written(
    sqlite_database: str,
) -> None:
    made = begun()
    session = held(made, people=4, name="One")
    found = written(made, session)
    words = "ROSALINDA and rosalinda said so, Rosalinda's kids too. Nobody asked."
    summaries.save_summary(made.team_id, session.id, "guide_barriers", words, seen=0)
    entry = ThemeEntry("rosalinda waits.", "got_in_way")
    family_themes.save_theme(made.team_id, made.plan.id, "", entry, seen=0)
    redacted(made, found)
    assert answer(made) == "[name] and [name] said so, [name]'s kids too. Nobody asked."
    (theme,) = family_themes.all_themes(made.team_id, made.plan.id)
    assert (theme.entry.words, theme.held) == ("[name] waits.", True)


def answer(made: Group) -> str:
    sheet = summaries.sheet(made.team_id, made.sessions[0].id)
    return next(each.words for each in sheet if each.question == "guide_barriers")


@pytest.mark.parametrize("way", ["card", "number"])
def test_what_may_repeat_whoever_takes_words_back_is_put_before_people(
    database: str, way: str
) -> None:
    made, plain = themed(TOLD)
    about = (made.team_id, made.plan.id)
    session = made.sessions[0]
    entry = ThemeEntry("Parents sit on the stairs of the court.", "got_in_way")
    echo = family_themes.save_theme(*about, "", entry, seen=0)
    for question, words in (("guide_barriers", f"One said: {LONG}"), ("guide_unmet", "No help.")):
        summaries.save_summary(made.team_id, session.id, question, words, seen=0)
    receipt = made.receipts[session.id][0]
    if way == "card":
        seats.withdraw(receipt.card)
    else:
        with acting(facilitator(made.team_id)):
            family_ends.withdraw_by_number(made.team_id, session.id, receipt.label)
    states = {each.id: each.held for each in family_themes.all_themes(*about)}
    assert states == {plain: False, echo: True}
    assert answer(made) == f"{READ_AGAIN}\nOne said: {LONG}"
    marked = [each.words for each in summaries.sheet(made.team_id, session.id) if each.words]
    assert sum(READ_AGAIN in each for each in marked) == 1
    withheld = {each.what: each.count for each in findings_of(*about).withheld}
    assert withheld["themes"] == 1
