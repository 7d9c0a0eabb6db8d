"""What a team writes itself of a session is searched for names before it is kept."""

import pytest

from data.services import family_themes, intake, summaries
from data.services.family_themes import ThemeEntry
from data.services.suspecting import MayTell
from tests.data.services.families.groups import Group, begun, contact, held

CALLED = "Hope"
"""An ordinary word that one of those who came is called by."""
BOTH = "Hope did not like New Shore Treatment. Judge Vancastle lives at 12 Elm Street."


@pytest.fixture
def made(sqlite_database: str) -> Group:
    made = begun()
    intake.ask_to_come(made.plan.id, contact(made.plan, name=CALLED))
    held(made, people=3, name="One")
    return made


def save_theme(made: Group, words: str, *cleared: str) -> str:
    about = (made.team_id, made.plan.id)
    entry = ThemeEntry(words, "got_in_way")
    return family_themes.save_theme(*about, "", entry, seen=0, cleared=cleared)


def save_answer(made: Group, words: str, *cleared: str) -> None:
    session_id = made.sessions[0].id
    summaries.save_summary(
        made.team_id, session_id, "guide_barriers", words, seen=0, cleared=cleared
    )


@pytest.mark.parametrize("save", [save_theme, save_answer])
def test_nothing_is_saved_before_somebody_has_looked_at_each_name(made: Group, save) -> None:
    with pytest.raises(MayTell) as asked:
        save(made, BOTH)
    texts = {each.text for each in asked.value.found}
    assert {"Hope", "New Shore Treatment"} <= texts
    assert any("Vancastle" in each for each in texts)
    assert any("Elm" in each for each in texts)
    reasons = {each.text: each.kinds[0] for each in asked.value.found}
    assert (reasons["Hope"], reasons["New Shore Treatment"]) == ("roster", "place")
    for missing in texts:
        with pytest.raises(MayTell) as again:
            save(made, BOTH, *(texts - {missing}))
        assert {each.text for each in again.value.found} == {missing}
    assert family_themes.all_themes(made.team_id, made.plan.id) == ()
    assert not any(each.words for each in summaries.sheet(made.team_id, made.sessions[0].id))
    save(made, BOTH, *texts)


@pytest.mark.parametrize("save", [save_theme, save_answer])
def test_a_sentence_without_anybody_in_it_is_saved_at_once(made: Group, save) -> None:
    save(made, "Families were told to come back, and the bus was late.")


def test_a_theme_before_any_session_is_searched_without_the_contact_book(
    sqlite_database: str,
) -> None:
    made = begun()
    with pytest.raises(MayTell):
        save_theme(made, "Judge Vancastle makes people wait.")
    save_theme(made, "Judges make people wait.")
