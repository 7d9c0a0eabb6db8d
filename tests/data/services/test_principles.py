"""Shared principles: lines from common ground, texts in versions, signatures of an exact text."""

import hashlib
import json
from datetime import timedelta

import pytest

from data.clock import at_day
from data.services import audit_log, holds, principle_signing, principles, release, scans, teams
from data.services.authority import Actor, acting
from data.services.errors import (
    ChangedMeanwhile,
    MeetingProblems,
    NewerText,
    NotAllowed,
    NotFound,
)
from data.store import guides as store
from tests.data.conftest import Maker, Round
from tests.data.services.baselines import NOW, ROSTER, all_at_once
from tests.data.services.test_guides import ON_SQLITE, closed, somebody

MISSION = "We help parents recover and families stay together."


@pytest.fixture(autouse=True)
def _day():
    with at_day(NOW):
        yield


@pytest.fixture
def made(make_round: Maker) -> Round:
    """A team with a released round that everybody on it may see."""
    found = make_round()
    holds.plan(found.wave.id, 0, based_on=0)
    release.release_wave(closed(found).wave.id)
    return found


@pytest.fixture
def team_id(database: str) -> str:
    """A team without any round, for texts and signatures."""
    return teams.create_team("River county", "", ROSTER).id


@pytest.fixture
def ready(team_id: str) -> str:
    """The same, with a mission that is ready to sign."""
    principles.save(team_id, "mission", MISSION, based_on=0)
    principle_signing.make_ready(team_id, seen=principles.current(team_id).digest)
    return team_id


def codes(team_id: str) -> list[str]:
    return [agency.code for agency in teams.team(team_id).agencies]


def sign(team_id: str, place: int = 0, *, agrees: bool = True, words: str = "") -> None:
    seen = principles.current(team_id).digest
    code = codes(team_id)[place]
    principle_signing.sign(team_id, code, seen=seen, agrees=agrees, words=words)


def test_what_a_team_agrees_on_is_offered_and_becomes_a_line_that_knows_its_origin(made):
    offered = principles.offers(made.team.id)
    assert "q1" in {each.item for each in offered}
    assert "q2" not in {each.item for each in offered}
    principles.choose(made.team.id, made.wave.id, "q1")
    (line,) = principles.current(made.team.id).lines
    assert (line.wave_id, line.item, line.wave_title) == (made.wave.id, "q1", made.wave.title)
    assert line.text.words == "q1"
    chosen = {each.item: each.chosen for each in principles.offers(made.team.id)}
    assert chosen["q1"]
    principles.change_line(made.team.id, line.id, "We all hold q1.", based_on=1)
    (line,) = principles.current(made.team.id).lines
    assert (line.text.words, line.item, line.text.version) == ("We all hold q1.", "q1", 2)


@ON_SQLITE
def test_a_statement_that_is_not_common_ground_cannot_be_a_line(made):
    for item in ("q2", "zoo"):
        with pytest.raises(NotFound, match="not on common ground in the latest round"):
            principles.choose(made.team.id, made.wave.id, item)
    assert principles.current(made.team.id).lines == ()


@ON_SQLITE
def test_a_result_that_only_facilitators_see_yet_offers_no_lines(make_round):
    found = make_round()
    release.release_wave(closed(found).wave.id)
    assert principles.offers(found.team.id) == ()
    with pytest.raises(NotFound):
        principles.choose(found.team.id, found.wave.id, "q1")
    holds.show_now(found.wave.id, based_on=holds.hold(found.wave.id).version)
    assert principles.offers(found.team.id)


def test_a_line_that_is_taken_out_is_offered_again_and_keeps_its_history(made):
    principles.choose(made.team.id, made.wave.id, "q1")
    (line,) = principles.current(made.team.id).lines
    with pytest.raises(ChangedMeanwhile):
        principles.remove_line(made.team.id, line.id, based_on=0)
    principles.remove_line(made.team.id, line.id, based_on=1)
    assert principles.current(made.team.id).lines == ()
    with pytest.raises(NotFound, match="This line is not there any more"):
        principles.change_line(made.team.id, line.id, "x", based_on=2)
    principles.choose(made.team.id, made.wave.id, "q1")
    assert [each.version for each in principles.history(made.team.id, line.id)] == [3, 2, 1]


def test_two_who_choose_the_same_line_at_once_make_one_line(made):
    def choose() -> bool:
        try:
            principles.choose(made.team.id, made.wave.id, "q1")
        except ChangedMeanwhile:
            return True
        return True

    assert all(all_at_once([choose] * 4))
    assert len(principles.current(made.team.id).lines) == 1


@ON_SQLITE
def test_licensed_wording_becomes_a_line_by_its_number_only(made, monkeypatch):
    view = release.report(made.wave.id)
    instrument = view.edition.instrument.model_copy(update={"wording_may_be_exported": False})
    licensed = view.edition.model_copy(update={"instrument": instrument})
    changed = type(view)(
        view.report, view.wave, licensed, comments=view.comments, sha256=view.sha256
    )
    monkeypatch.setattr(release, "report", lambda _: changed)
    assert "Statement 1" in {each.words for each in principles.offers(made.team.id)}


def test_every_version_stays_with_who_saved_it_and_on_which_day(team_id):
    principles.save(team_id, "vision", "One.", based_on=0)
    member = Actor(id="m", name="Sam", kind="person", teams={team_id: "member"})
    with acting(member), at_day(NOW + timedelta(days=1)):
        principles.save(team_id, "vision", "Two.", based_on=1)
    told = [
        (each.version, each.words, each.saved_by_name, each.saved_on)
        for each in principles.history(team_id, "vision")
    ]
    assert told == [(2, "Two.", "Sam", NOW + timedelta(days=1)), (1, "One.", "at the machine", NOW)]


@ON_SQLITE
def test_going_back_to_an_older_version_is_a_new_one(team_id):
    for version, words in enumerate(("One.", "Two.")):
        principles.save(team_id, "mission", words, based_on=version)
    principles.go_back(team_id, "mission", 1, based_on=2)
    now = principles.current(team_id).mission
    assert (now.words, now.version, now.from_version) == ("One.", 3, 1)
    with pytest.raises(NotFound, match="This version is not there"):
        principles.go_back(team_id, "mission", 9, based_on=3)


def test_of_two_edits_at_once_both_are_shown_and_none_is_written_over(team_id):
    principles.save(team_id, "mission", "Theirs.", based_on=0)
    with pytest.raises(NewerText) as refused:
        principles.save(team_id, "mission", "Mine.", based_on=0)
    assert (refused.value.theirs.words, refused.value.mine) == ("Theirs.", "Mine.")
    assert principles.current(team_id).mission.words == "Theirs."


def test_of_many_edits_at_once_one_is_first_and_nobody_loses_theirs(team_id):
    lost: list[str] = []

    def save(words: str) -> bool:
        try:
            principles.save(team_id, "mission", words, based_on=0)
        except NewerText as conflict:
            lost.append(conflict.mine)
        return True

    texts = [f"Text {number}" for number in range(6)]
    assert all(all_at_once([lambda words=words: save(words) for words in texts]))
    kept = principles.current(team_id).mission.words
    assert sorted([kept, *lost]) == texts


@ON_SQLITE
def test_the_two_lines_are_edited_apart_from_each_other(team_id):
    principles.save(team_id, "mission", "Mission.", based_on=0)
    principles.save(team_id, "vision", "Vision.", based_on=0)
    now = principles.current(team_id)
    assert (now.mission.words, now.vision.words) == ("Mission.", "Vision.")


def test_the_digest_is_of_the_exact_text_as_somebody_else_would_take_it(made):
    principles.save(made.team.id, "mission", "Niños y familias.", based_on=0)
    principles.choose(made.team.id, made.wave.id, "q1")
    now = principles.current(made.team.id)
    body = (
        '{"lines":[["q1","' + made.wave.id + '","q1"]],"mission":"Niños y familias.","vision":""}'
    )
    assert now.digest == hashlib.sha256(body.encode("utf-8")).hexdigest()
    principle_signing.make_ready(made.team.id, seen=now.digest)
    (kept,) = store.states(made.team.id)
    assert (kept["body"], kept["digest"]) == (body, now.digest)
    assert json.loads(kept["body"])["mission"] == "Niños y familias."


@ON_SQLITE
def test_a_draft_is_called_ready_by_a_facilitator_once_there_is_something_to_sign(team_id):
    with pytest.raises(MeetingProblems, match="There is neither a mission nor a vision"):
        principle_signing.make_ready(team_id, seen=principles.current(team_id).digest)
    principles.save(team_id, "mission", MISSION, based_on=0)
    seen = principles.current(team_id).digest
    member = Actor(id="m", name="Sam", kind="person", teams={team_id: "member"})
    with acting(member), pytest.raises(NotAllowed):
        principle_signing.make_ready(team_id, seen=seen)
    with pytest.raises(MeetingProblems, match="This text is a draft"):
        sign(team_id)
    principle_signing.make_ready(team_id, seen=seen)
    principle_signing.make_ready(team_id, seen=seen)
    assert (principles.current(team_id).state, len(store.states(team_id))) == ("ready", 1)


def test_an_agency_signs_the_exact_text_once_and_others_are_waited_for(ready):
    sign(ready)
    now = principles.current(ready)
    assert now.signed_by == (codes(ready)[0],)
    assert now.waiting == ("New Shore Treatment",)
    assert now.said[0].digest == now.digest
    assert audit_log.entries(limit=1)[0].action == "principles.sign"
    with pytest.raises(ChangedMeanwhile, match="said just this already"):
        sign(ready)


def test_an_edit_takes_nothing_from_a_signature_and_shows_it_as_of_an_older_text(ready):
    sign(ready)
    signed = principles.current(ready).digest
    principles.save(ready, "mission", "Something else.", based_on=1)
    now = principles.current(ready)
    assert (now.state, now.signed_by, len(now.said)) == ("draft", (), 1)
    assert (now.said[0].digest, now.said[0].of_current) == (signed, False)
    with pytest.raises(ChangedMeanwhile):
        principle_signing.sign(ready, codes(ready)[0], seen=signed, agrees=True)
    principles.go_back(ready, "mission", 1, based_on=2)
    again = principles.current(ready)
    assert (again.digest, again.state, again.signed_by) == (signed, "ready", (codes(ready)[0],))


@ON_SQLITE
def test_dissent_needs_a_reason_and_stays_beside_what_others_sign(ready):
    with pytest.raises(MeetingProblems, match="It is not said what is seen differently"):
        sign(ready, agrees=False)
    sign(ready, 0)
    sign(ready, 1, agrees=False, words="Fathers are not in it.")
    principle_signing.finish(ready, seen=principles.current(ready).digest)
    now = principles.current(ready)
    assert (now.state, now.waiting) == ("signed", ())
    assert [each.words for each in now.dissents] == ["Fathers are not in it."]
    sign(ready, 1)
    later = principles.current(ready)
    assert (len(later.signed_by), later.dissents) == (2, ())
    assert "Fathers are not in it." in {each.words for each in later.said}


@ON_SQLITE
def test_nothing_is_called_signed_before_an_agency_signs_it(ready):
    seen = principles.current(ready).digest
    sign(ready, agrees=False, words="Not yet.")
    with pytest.raises(MeetingProblems, match="No agency has signed this text"):
        principle_signing.finish(ready, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        principle_signing.finish(ready, seen="0" * 64)


@ON_SQLITE
def test_an_agency_may_still_sign_what_is_called_signed(ready):
    sign(ready, 0)
    principle_signing.finish(ready, seen=principles.current(ready).digest)
    sign(ready, 1)
    assert len(principles.current(ready).signed_by) == 2


@ON_SQLITE
def test_nobody_signs_for_an_agency_that_they_do_not_answer_for(ready):
    seen = principles.current(ready).digest
    consultant = Actor(id="c", name="Con", kind="person", teams={ready: "consultant"})
    member = Actor(id="m", name="Sam", kind="person", teams={ready: "member"})
    for who in (member, consultant):
        with acting(who), pytest.raises(NotAllowed):
            principle_signing.sign(ready, codes(ready)[0], seen=seen, agrees=True)
    assert principles.current(ready).said == ()
    with pytest.raises(NotFound, match="not on the roster any more"):
        principle_signing.sign(ready, "zoo", seen=seen, agrees=True)
    assert scans.my_agencies(ready) == tuple(codes(ready))


def test_of_two_who_sign_for_one_agency_at_once_one_signs(ready):
    def one() -> bool:
        try:
            sign(ready)
        except ChangedMeanwhile:
            return True
        return True

    assert all(all_at_once([one] * 4))
    assert len(principles.current(ready).said) == 1


@ON_SQLITE
def test_consultants_read_and_do_not_write(team_id):
    principles.save(team_id, "mission", MISSION, based_on=0)
    consultant = Actor(id="c", name="Con", kind="person", teams={team_id: "consultant"})
    with acting(consultant):
        assert principles.current(team_id).mission.words == MISSION
        with pytest.raises(NotAllowed):
            principles.save(team_id, "mission", "Mine.", based_on=1)
        with pytest.raises(NotAllowed):
            principles.choose(team_id, "w", "q1")


@ON_SQLITE
def test_what_is_too_long_or_empty_is_refused_in_words(made):
    with pytest.raises(MeetingProblems, match=r"It has 1201 characters\. Use at most 1200\."):
        principles.save(made.team.id, "mission", "x" * 1201, based_on=0)
    with pytest.raises(NotFound, match="neither the mission nor the vision"):
        principles.save(made.team.id, "motto", "x", based_on=0)  # type: ignore[arg-type]
    principles.choose(made.team.id, made.wave.id, "q1")
    (line,) = principles.current(made.team.id).lines
    with pytest.raises(MeetingProblems, match="The line has no words"):
        principles.change_line(made.team.id, line.id, "  ", based_on=1)


@ON_SQLITE
def test_there_is_an_end_to_lines(made, monkeypatch):
    monkeypatch.setattr(principles, "MOST_LINES", 0)
    with pytest.raises(MeetingProblems, match="Take one out before you choose another"):
        principles.choose(made.team.id, made.wave.id, "q1")


def test_principles_end_with_their_team(ready):
    sign(ready)
    teams.delete_team(ready, confirm_name="River county")
    assert store.newest_texts(ready) == ()
    assert (store.states(ready), store.signatures(ready)) == ((), ())


@ON_SQLITE
def test_members_of_a_team_may_write_and_others_may_not(made):
    with acting(somebody("member", made)):
        principles.save(made.team.id, "vision", "Ours.", based_on=0)
    stranger = Actor(id="x", name="X", kind="person", teams={"0123456789abcdef": "facilitator"})
    with acting(stranger), pytest.raises(NotFound):
        principles.current(made.team.id)
