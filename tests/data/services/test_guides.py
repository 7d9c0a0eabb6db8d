"""A guide of a released wave: what it tells, who may change it, and that nobody's note is lost."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from data.clock import at_day
from data.services import audit_log, guides, holds, invitations, release, teams, waves
from data.services.authority import Actor, acting
from data.services.errors import (
    ChangedMeanwhile,
    MeetingProblems,
    NewerText,
    NotAllowed,
    NotFound,
    ResultHeld,
    WaveStateError,
)
from data.store import guides as store
from data.store.connections import reading
from data.tables.base import table_of
from data.tables.guides import GuideNote
from tests.data.conftest import Maker, Round, make_sheet
from tests.data.services.baselines import NOW, all_at_once

ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""For what no database decides."""


@pytest.fixture(autouse=True)
def _day():
    with at_day(NOW):
        yield


def closed(made: Round) -> Round:
    """Q1 is shared by all, Q2 splits the table, a third does not know Q3."""
    for place in range(len(made.secrets)):
        own = {"q1": 3, "q2": place % 4, "q3": "dk" if place % 3 == 0 else 2}
        made.send(place, make_sheet(place, **own))
    waves.close_wave(made.wave.id)
    return made


@pytest.fixture
def talked(make_round: Maker) -> Round:
    """A released round that everybody on the team may see."""
    made = make_round()
    holds.plan(made.wave.id, 0, based_on=0)
    release.release_wave(closed(made).wave.id)
    return made


def somebody(role: str, made: Round) -> Actor:
    return Actor(id=role, name=f"Some {role}", kind="person", teams={made.team.id: role})  # type: ignore[dict-item]


def items(wave_id: str) -> list[str]:
    return [each.item for each in guides.guide(wave_id).picks]


def stored_words() -> list[str]:
    note = table_of(GuideNote)
    with reading() as connection:
        return sorted(connection.execute(select(note.c.words)).scalars())


@ON_SQLITE
def test_a_guide_tells_why_and_asks_and_opens_with_what_is_shared(talked):
    guide = guides.guide(talked.wave.id)
    first = guide.picks[0]
    assert (first.item, first.reasons[0], first.number) == ("q1", "shared", 1)
    assert guide.pick("q2").reasons[0] == "split"
    assert "Agree: 12 of 24. Disagree: 12." in guide.pick("q2").why
    assert "8 of 24 did not know, or chose not to say." in guide.pick("q3").why
    assert all(each.questions for each in guide.picks)
    assert (guide.version, guide.language, guide.languages) == (0, "en", ("en", "es"))
    assert guide == guides.guide(talked.wave.id)


@ON_SQLITE
@pytest.mark.parametrize(("every", "moved"), [(3, False), (6, True)])
def test_what_moved_is_told_where_both_rounds_leave_no_doubt(talked, every, moved):
    """12 and 17 of 24: Newcombe's interval is -.07 to .45; 12 and 20 of 24, .07 to .54."""
    draft = waves.draft_wave(
        talked.team.id, "every_kind", languages=("en", "es"), closes_on=NOW + timedelta(days=14)
    )
    again = Round(team=talked.team, wave=waves.open_wave(draft.id))
    again.secrets = [slip.secret for slip in invitations.issue(draft.id, "link")]
    for place in range(len(again.secrets)):
        differs = place % every == 0 and place < 21
        level = place % 2 if differs else 2 + place % 2
        again.send(place, make_sheet(place, q1=3, q2=level))
    waves.close_wave(draft.id)
    holds.plan(draft.id, 0, based_on=0)
    release.release_wave(draft.id)
    change = release.report(draft.id).report.change
    assert "q2" in {each.id for each in change.items}
    told = {each.item: each for each in guides.guide(draft.id).picks}
    found = [each for each in told.values() if "moved" in each.reasons]
    assert ("q2" in {each.item for each in found}) is moved
    assert "q1" not in {each.item for each in found}
    if moved:
        assert "Last time 50 in 100 agreed, this time 83 in 100." in told["q2"].why


@ON_SQLITE
def test_a_guide_is_told_in_the_languages_of_the_wave_and_in_no_other(talked):
    spanish = guides.guide(talked.wave.id, "es")
    assert "De acuerdo: 12 de 24. En desacuerdo: 12." in spanish.pick("q2").why
    assert guides.guide(talked.wave.id, "fr").language == "en"


@ON_SQLITE
def test_there_is_no_guide_before_everybody_may_see_the_result(make_round):
    made = make_round()
    with pytest.raises(WaveStateError):
        guides.guide(made.wave.id)
    closed(made)
    with pytest.raises(WaveStateError):
        guides.guide(made.wave.id)
    release.release_wave(made.wave.id)
    with acting(somebody("facilitator", made)):
        assert guides.guide(made.wave.id).picks
    for role in ("member", "consultant"):
        with acting(somebody(role, made)), pytest.raises(ResultHeld):
            guides.guide(made.wave.id)


@ON_SQLITE
def test_members_and_consultants_read_what_facilitators_write(talked):
    with acting(somebody("facilitator", talked)):
        guides.save_note(talked.wave.id, "q2", "We told of two visits.", based_on=0)
    for role in ("member", "consultant"):
        with acting(somebody(role, talked)):
            note = guides.guide(talked.wave.id, notes=True).pick("q2").note
            assert (note.words, note.version) == ("We told of two visits.", 1)
            for step in (
                lambda: guides.save_note(talked.wave.id, "q2", "Mine.", based_on=1),
                lambda: guides.erase_note(talked.wave.id, "q2", based_on=1),
                lambda: guides.take_out(talked.wave.id, "q2", based_on=0),
                lambda: guides.propose_again(talked.wave.id, based_on=0),
            ):
                with pytest.raises(NotAllowed):
                    step()


@ON_SQLITE
def test_notes_come_along_only_when_asked_for(talked):
    guides.save_note(talked.wave.id, "q2", "Only for the team.", based_on=0)
    assert "Only for the team." not in repr(guides.guide(talked.wave.id))
    assert "Only for the team." in repr(guides.guide(talked.wave.id, notes=True))


def test_a_second_save_on_an_old_version_shows_both_and_writes_over_nothing(talked):
    wave_id = talked.wave.id
    with acting(somebody("facilitator", talked)):
        guides.save_note(wave_id, "q2", "Theirs.", based_on=0)
    with pytest.raises(NewerText) as refused:
        guides.save_note(wave_id, "q2", "Mine.", based_on=0)
    assert (refused.value.theirs.words, refused.value.mine) == ("Theirs.", "Mine.")
    assert "Some facilitator has saved another text since" in str(refused.value)
    assert guides.guide(wave_id, notes=True).pick("q2").note.words == "Theirs."
    guides.save_note(wave_id, "q2", "Theirs. Mine.", based_on=refused.value.theirs.version)
    assert stored_words() == ["Theirs.", "Theirs. Mine."]


def test_of_many_who_save_at_once_one_is_first_and_the_others_get_theirs_back(talked):
    wave_id = talked.wave.id
    steps = [
        lambda words=words: guides.save_note(wave_id, "q2", words, based_on=0)
        for words in ("One", "Two", "Three", "Four")
    ]
    lost: list[str] = []

    def tried(step) -> bool:
        try:
            step()
        except NewerText as conflict:
            lost.append(conflict.mine)
            return True
        return True

    assert all(all_at_once([lambda step=step: tried(step) for step in steps]))
    assert len(lost) == 3
    kept = guides.guide(wave_id, notes=True).pick("q2").note.words
    assert sorted([kept, *lost]) == ["Four", "One", "Three", "Two"]


@ON_SQLITE
def test_saving_the_same_words_again_is_no_new_version(talked):
    guides.save_note(talked.wave.id, "q2", "Said once.", based_on=0)
    guides.save_note(talked.wave.id, "q2", "  Said once.\r\n", based_on=0)
    assert stored_words() == ["Said once."]


def test_a_note_that_named_somebody_is_erased_in_all_of_its_versions(talked):
    wave_id = talked.wave.id
    guides.save_note(wave_id, "q2", "A name.", based_on=0)
    guides.save_note(wave_id, "q2", "Another name.", based_on=1)
    guides.save_note(wave_id, "q1", "Stays.", based_on=0)
    with pytest.raises(NewerText):
        guides.erase_note(wave_id, "q2", based_on=1)
    assert "Another name." in stored_words()
    guides.erase_note(wave_id, "q2", based_on=2)
    assert stored_words() == ["", "", "", "Stays."]
    with pytest.raises(NewerText):  # the name was still on their screen
        guides.save_note(wave_id, "q2", "Another name.", based_on=2)
    entry = audit_log.entries(limit=3)[1]
    assert (entry.action, entry.about, entry.details["statement"]) == ("guide.erase", wave_id, "q2")
    assert "name" not in repr(dict(entry.details)).replace("names", "")


def test_a_list_is_as_proposed_until_somebody_changes_it_and_then_it_is_kept(talked):
    wave_id = talked.wave.id
    proposed = items(wave_id)
    assert store.newest_list(talked.team.id, wave_id) is None
    guides.take_out(wave_id, proposed[1], based_on=0)
    rest = [each for each in proposed if each != proposed[1]]
    assert items(wave_id) == rest
    guides.move(wave_id, rest[0], by=1, based_on=1)
    assert items(wave_id)[:2] == [rest[1], rest[0]]
    guides.add(wave_id, proposed[1], based_on=2)
    assert items(wave_id)[-1] == proposed[1]
    guides.propose_again(wave_id, based_on=3)
    assert (items(wave_id), guides.guide(wave_id).version) == (proposed, 4)


@ON_SQLITE
def test_a_statement_without_a_reason_of_its_own_says_that_it_was_chosen(talked):
    guide = guides.guide(talked.wave.id)
    plain = next(
        each
        for each in guide.others
        if not guides.guide(talked.wave.id).pick(each) and each.startswith("q")
    )
    guides.add(talked.wave.id, plain, based_on=0)
    added = guides.guide(talked.wave.id).pick(plain)
    assert added.why
    assert added.questions
    assert plain not in guides.guide(talked.wave.id).others


@ON_SQLITE
def test_moving_past_an_end_changes_nothing_and_unknown_statements_are_refused(talked):
    wave_id, first = talked.wave.id, items(talked.wave.id)[0]
    guides.move(wave_id, first, by=-1, based_on=0)
    guides.take_out(wave_id, "zoo", based_on=0)
    assert guides.guide(wave_id).version == 0
    with pytest.raises(ChangedMeanwhile):
        guides.move(wave_id, "zoo", by=1, based_on=0)
    for step in (guides.add, lambda *given, **how: guides.save_note(*given, "x", **how)):
        with pytest.raises(NotFound, match="is not shown in the result of this round"):
            step(wave_id, "own_words", based_on=0)


def test_of_two_who_change_a_list_at_once_one_is_told(talked):
    wave_id = talked.wave.id
    proposed = items(wave_id)
    guides.take_out(wave_id, proposed[0], based_on=0)
    with pytest.raises(ChangedMeanwhile, match="Somebody has changed this list meanwhile"):
        guides.take_out(wave_id, proposed[1], based_on=0)
    assert items(wave_id) == proposed[1:]


@ON_SQLITE
def test_there_is_an_end_to_a_list_and_to_a_note(talked, monkeypatch):
    monkeypatch.setattr(guides, "MOST_PICKS", len(items(talked.wave.id)))
    other = next(iter(guides.guide(talked.wave.id).others))
    with pytest.raises(MeetingProblems, match="Take one out before you add another"):
        guides.add(talked.wave.id, other, based_on=0)
    with pytest.raises(MeetingProblems, match=r"The note has 3001 characters\. Use at most 3000\."):
        guides.save_note(talked.wave.id, "q1", "x" * 3001, based_on=0)


@ON_SQLITE
def test_wording_that_may_not_leave_is_a_number_in_what_leaves(talked, monkeypatch):
    view = release.report(talked.wave.id)
    instrument = view.edition.instrument.model_copy(update={"wording_may_be_exported": False})
    licensed = view.edition.model_copy(update={"instrument": instrument})
    changed = type(view)(
        view.report, view.wave, licensed, comments=view.comments, sha256=view.sha256
    )
    monkeypatch.setattr(release, "report", lambda _: changed)
    pick = guides.guide(talked.wave.id).pick("q2")
    assert (pick.text, pick.text_to_leave) == ("q2", "Statement 2")
    assert guides.guide(talked.wave.id, "es").pick("q2").text_to_leave == "Afirmación 2"


def test_a_guide_ends_with_its_team(talked):
    guides.save_note(talked.wave.id, "q1", "Ours.", based_on=0)
    guides.take_out(talked.wave.id, "q1", based_on=0)
    teams.delete_team(talked.team.id, confirm_name=talked.team.name)
    assert stored_words() == []
    assert store.newest_list(talked.team.id, talked.wave.id) is None


@ON_SQLITE
def test_a_guide_of_another_team_is_out_of_reach(talked):
    stranger = Actor(id="x", name="X", kind="person", teams={"0123456789abcdef": "facilitator"})
    with acting(stranger), pytest.raises(NotFound):
        guides.guide(talked.wave.id)
