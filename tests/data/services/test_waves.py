"""A wave is drafted, opened once, and then stays as it was opened."""

import threading
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from data import clock, keyring
from data.services import answering, editions, invitations, teams, waves
from data.services.authority import OPERATOR, as_actor
from data.services.waves import NotFound, WaveProblems, WaveStateError
from data.store import database as store
from data.tables.base import table_of
from data.tables.instruments import FrozenEdition
from data.views import AgencyEntry, Progress
from surveys.publish import checksum
from tests.data.conftest import KIN_A, OTHER_A, ROSTER, make_edition

TODAY = date(2026, 3, 2)


def _problems(errand) -> dict[str, str]:
    with pytest.raises(WaveProblems) as caught:
        errand()
    return {problem.where: str(problem) for problem in caught.value.problems}


@pytest.fixture
def drafted(make_round):
    return make_round(open_it=False)


def test_a_draft_knows_its_groups_and_the_facts_it_will_ask(drafted):
    draft = drafted.wave
    assert draft.state == "draft"
    assert draft.opened_on is None
    assert draft.title == "Every kind (en)"
    assert draft.facts == ("tenure",)  # what may be shown for the whole team, never the roster's
    assert draft.invited == 24
    assert [group.people for group in draft.groups] == [7, 9, 8]
    assert waves.waves(drafted.team.id) == (draft,)


def test_a_second_wave_of_the_same_questionnaire_gets_a_number(drafted):
    again = waves.draft_wave(
        drafted.team.id, "every_kind", languages=["es"], closes_on=drafted.wave.closes_on
    )
    assert again.title == "Every kind (es)"
    third = waves.draft_wave(
        drafted.team.id, "every_kind", languages=["en"], closes_on=drafted.wave.closes_on
    )
    assert third.title == "Every kind (en) 2"
    assert [wave.id for wave in waves.waves(drafted.team.id)] == [
        third.id,
        again.id,
        drafted.wave.id,
    ]


def test_everything_wrong_with_a_draft_is_said_at_once(drafted):
    said = _problems(
        lambda: waves.draft_wave(
            drafted.team.id,
            "every_kind",
            languages=["en", "fr"],
            smallest_group=4,
            closes_on=clock.today() - timedelta(days=1),
            facts=["sector", "tenure"],
            merges=[["nobody", "else"]],
            title="x" * 121,
        )
    )
    assert set(said) == {
        "languages",
        "smallest_group",
        "closes_on",
        "facts",
        "merges",
        "title",
    }
    assert said["smallest_group"] == "The smallest group cannot be 4. Choose from 5 to 10."
    assert said["languages"] == ("This questionnaire has no wording in 'fr'. Choose from en, es.")
    assert said["facts"] == (
        "The form of this questionnaire cannot ask 'sector'. Choose from tenure, role."
    )


def test_a_draft_may_be_changed_and_deleted(drafted):
    codes = [agency.code for agency in drafted.team.agencies]
    changed = waves.update_draft(
        drafted.wave.id,
        languages=["es"],
        smallest_group=6,
        facts=[],
        merges=[[codes[2], codes[3]]],
        title="  Spring ",
    )
    assert (changed.languages, changed.smallest_group, changed.facts) == (("es",), 6, ())
    assert changed.title == "Spring"
    assert [group.people for group in changed.groups] == [7, 17]
    assert changed.closes_on == drafted.wave.closes_on
    waves.delete_draft(drafted.wave.id)
    with pytest.raises(NotFound, match="This wave is not here"):
        waves.wave(drafted.wave.id)


def test_a_draft_follows_the_roster_until_it_opens(drafted):
    entries = (*ROSTER[:3], AgencyEntry(name="River clinic", sector=ROSTER[3].sector, people=20))
    teams.update_team(drafted.team.id, name="River", jurisdiction="", agencies=entries)
    assert waves.wave(drafted.wave.id).invited == 36


def test_opening_freezes_questions_groups_rules_and_days(drafted, monkeypatch):
    opened = waves.open_wave(drafted.wave.id)
    assert opened.state == "open"
    assert opened.opened_on == clock.today()
    assert opened.groups == drafted.wave.groups
    assert keyring.wave_key(opened.id) is not None
    for errand in (
        lambda: waves.update_draft(opened.id, title="Other"),
        lambda: waves.delete_draft(opened.id),
        lambda: waves.open_wave(opened.id),
    ):
        with pytest.raises(WaveStateError, match="This wave is open"):
            errand()
    assert waves.wave(opened.id) == opened


def test_a_wave_keeps_the_wording_it_was_opened_with(drafted, monkeypatch):
    waves.open_wave(drafted.wave.id)
    (slip, *_) = invitations.issue(drafted.wave.id, "link")
    store.dispose()
    editions._thawed.cache_clear()
    monkeypatch.setattr(editions, "shipped", lambda: (make_edition("2.0.0"),))
    form = answering.open_form(slip.secret)
    assert form.edition == make_edition("1.0.0")
    assert checksum(form.edition) == checksum(make_edition("1.0.0"))


def test_a_wording_that_was_changed_behind_our_back_is_never_shown(opened):
    editions._thawed.cache_clear()
    with store.writing() as connection:
        frozen = table_of(FrozenEdition)
        changed = make_edition().model_dump_json().replace("what you think", "who you are")
        connection.execute(update(frozen).values(body=changed))
    with pytest.raises(RuntimeError, match="the stored wording was changed"):
        answering.open_form(opened.secrets[0])


def test_of_two_who_open_at_once_one_does_and_its_key_is_the_one_on_disk(drafted):
    heard, ready = [], threading.Barrier(2)

    @as_actor(OPERATOR)
    def click():
        ready.wait()
        try:
            heard.append(waves.open_wave(drafted.wave.id).state)
        except WaveStateError:
            heard.append("refused")

    threads = [threading.Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(heard) == ["open", "refused"]
    (slip, *_) = invitations.issue(drafted.wave.id, "link")
    answering.keep_answers(slip.secret, {"q1": 1}, language="en")
    assert waves.close_wave(drafted.wave.id).state == "closed"


def test_a_database_that_times_every_change_is_no_place_for_answers(make_round, monkeypatch):
    draft = make_round(open_it=False).wave
    monkeypatch.setattr(waves, "times_commits", lambda: True)
    with pytest.raises(WaveStateError, match="turn off 'track_commit_timestamp'"):
        waves.open_wave(draft.id)
    assert waves.wave(draft.id).state == "draft"


def test_a_team_that_is_too_small_cannot_open_a_wave_and_is_told_why(make_round):
    small = make_round(ROSTER[:1], open_it=False)
    assert small.wave.groups == ()
    assert waves.preview_groups(small.team.id) == ()
    assert _problems(lambda: waves.open_wave(small.wave.id)) == {
        "team": "This team has 3 people, too few to keep an answer private. "
        "A wave needs at least 5; ask more people to join."
    }
    assert keyring.wave_key(small.wave.id) is None


def test_a_draft_whose_last_day_is_over_cannot_open(make_round, monkeypatch):
    late = make_round(open_it=False, closes_on=clock.today())
    tomorrow = clock.today() + timedelta(days=1)
    monkeypatch.setattr("data.services.drafting.today", lambda: tomorrow)
    assert set(_problems(lambda: waves.open_wave(late.wave.id))) == {"closes_on"}


def test_groups_are_shown_before_and_may_only_be_merged_further(drafted):
    codes = [agency.code for agency in drafted.team.agencies]
    before = waves.preview_groups(drafted.team.id)
    after = waves.preview_groups(drafted.team.id, merges=[[codes[0], codes[2]]])
    assert [group.agency_codes for group in before] == [
        (codes[0], codes[1]),
        (codes[2],),
        (codes[3],),
    ]
    assert [group.agency_codes for group in after] == [tuple(codes[:3]), (codes[3],)]


def test_progress_is_two_numbers_at_every_stage(opened):
    assert waves.progress(opened.wave.id) == Progress(answered=0, invited=24)
    for place in (3, 9, 20):
        opened.send(place)
    assert waves.progress(opened.wave.id) == Progress(answered=3, invited=24)
    waves.close_wave(opened.wave.id)
    assert waves.progress(opened.wave.id) == Progress(answered=3, invited=24)


def test_only_a_released_wave_goes_into_the_archive(opened):
    with pytest.raises(WaveStateError, match="it must be released"):
        waves.archive_wave(opened.wave.id)


def test_a_merge_of_an_agency_that_has_left_is_not_in_the_way(drafted):
    codes = [agency.code for agency in drafted.team.agencies]
    waves.update_draft(drafted.wave.id, merges=[[codes[0], codes[3]]])
    teams.update_team(drafted.team.id, name="River", jurisdiction="", agencies=ROSTER[:3])
    assert [group.people for group in waves.open_wave(drafted.wave.id).groups] == [7, 9]


def test_a_wave_of_a_team_with_one_kind_of_agency_is_for_the_whole_team(make_round):
    roster = tuple(AgencyEntry(f"Office {n}", KIN_A, 2) for n in range(3))
    (group,) = make_round(roster).wave.groups
    assert group.named("en") == "The whole team (3 agencies, 6 people)"
    assert group.named("es") == "Todo el equipo (3 agencias, 6 personas)"


def test_an_instrument_that_is_not_there_is_not_found(drafted):
    with pytest.raises(NotFound, match=r"no questionnaire 'nothing 9\.9\.9'"):
        waves.draft_wave(
            drafted.team.id, "nothing", version="9.9.9", languages=["en"], closes_on=TODAY
        )
    assert OTHER_A != KIN_A
