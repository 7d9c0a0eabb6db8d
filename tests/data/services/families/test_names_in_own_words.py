"""What a team writes itself of a session is searched for names before it is kept."""

import pytest

from data.family_views import SessionEntry
from data.services import families, family_sessions, family_themes, intake, summaries
from data.services.family_themes import ThemeEntry
from data.services.may_tell import MayTell
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


def test_a_session_has_the_name_of_somebody_only_where_somebody_has_looked_at_it(
    made: Group,
) -> None:
    team_id, plan_id = made.team_id, made.plan.id
    named = SessionEntry("Mothers, with Hope", "2026-12", "en", "in_person")
    with pytest.raises(MayTell) as asked:
        family_sessions.add_session(team_id, plan_id, named)
    assert [(each.text, each.kinds[0]) for each in asked.value.found] == [("Hope", "roster")]
    assert len(family_sessions.sessions(team_id, plan_id)) == 1
    added = family_sessions.add_session(team_id, plan_id, named, cleared=("Hope",))
    late = SessionEntry("Mothers, with Hope", "2027-01", "en", "in_person")
    late_one = family_sessions.change_session(team_id, added.id, late, seen=1)
    other = SessionEntry("Mothers, with Vancastle", "2027-01", "en", "in_person")
    with pytest.raises(MayTell):
        family_sessions.change_session(team_id, added.id, other, seen=late_one.version)
    cleared = ("Vancastle",)
    family_sessions.change_session(team_id, added.id, other, seen=late_one.version, cleared=cleared)


def test_a_plan_has_the_name_of_somebody_only_where_somebody_has_looked_at_it(
    made: Group,
) -> None:
    plan = made.plan
    with pytest.raises(MayTell):
        families.begin_study(made.team_id, "Families of Judge Vancastle", plan.settings)
    assert len(families.studies(made.team_id)) == 1
    same = {"settings": plan.settings, "seen": plan.version}
    with pytest.raises(MayTell) as asked:
        families.change_study(made.team_id, plan.id, name="Listening to Vancastle", **same)
    cleared = [each.text for each in asked.value.found]
    about = (made.team_id, plan.id)
    now = families.change_study(*about, name="Listening to Vancastle", **same, cleared=cleared)
    same["seen"] = now.version
    assert families.change_study(*about, name=now.name, **same).version == now.version + 1
