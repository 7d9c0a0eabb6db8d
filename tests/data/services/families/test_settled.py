"""What people settle after their talk counts for itself; what each read before stays as it was."""

from dataclasses import replace

import pytest

from data.services import (
    coding,
    coding_agreement,
    coding_settled,
    family_files,
    family_projects,
    redacting,
    transcripts,
)
from data.services import seats as seat_service
from data.services.authority import acting
from data.services.code_matrix import code_matrix
from data.services.coding_agreement import Comparison
from data.services.coding_settled import Place, Step
from data.services.errors import ChangedMeanwhile, FamilyStateError
from data.services.family_supports import behind
from data.services.family_themes import (
    ThemeEntry,
    all_themes,
    propose_quote,
    quotes,
    save_theme,
    support_by_coding,
)
from data.store import family_words
from tests.data.services.families.groups import Group, begun, facilitator, held, released, written
from tests.data.services.families.searching import unpacked
from tests.made_once import made_once

WAIT, RIDE = "code_treatment_access", "code_transport"
ANN = ((1, WAIT), (2, WAIT), (3, WAIT), (4, RIDE))
BEN = ((1, WAIT), (2, WAIT), (4, RIDE))
"""Turn and code of two people, each on the first sentence; on the third turn they differ."""


@pytest.fixture
@made_once
def group(sqlite_database: str) -> Group:
    """One session of four whose words Ann and Ben have coded."""
    made = begun()
    released(made, written(made, held(made, people=4, name="One")))
    for name, given in (("Ann", ANN), ("Ben", BEN)):
        with acting(facilitator(made.team_id, name)):
            code(made, given)
    return made


def words_of(group: Group) -> str:
    (row,) = family_words.transcripts(group.team_id, [each.id for each in group.sessions])
    return row["id"]


def place(group: Group, turn: int, sentence: int = 0) -> Place:
    found = transcripts.transcript(group.team_id, words_of(group))
    unit = coding.units(transcripts.turns(group.team_id, found.id))[turn][sentence]
    return Place(found.id, found.version, turn, unit.start, unit.end)


def code(group: Group, given: tuple[tuple[int, str], ...], *, finished: bool = True) -> None:
    for turn, what in given:
        at = place(group, turn)
        of = (group.team_id, at.transcript_id, turn, at.start, at.end, what)
        coding.add_coding(*of, seen=at.version)
    if finished:
        coding.finish(group.team_id, words_of(group))


def settle(
    group: Group, turn: int, what: str, gave: bool | None, *, before: int = 0, sentence: int = 0
) -> None:
    at = place(group, turn, sentence)
    coding_settled.settle(group.team_id, at, what, gave=gave, before=before)


def compared(group: Group) -> Comparison:
    found = coding_agreement.compare(group.team_id, group.plan.id)
    assert found is not None
    return found


def people(group: Group, what: str = WAIT) -> int | None:
    """How many people of the session spoke of a code, as the matrix of codes says."""
    (label,) = (
        each.label
        for each in coding.codebook(group.team_id, group.plan.id).codes
        if each.id == what
    )
    (cell,) = code_matrix(group.team_id, group.plan.id).cells.get(label, (None,))
    return cell


@pytest.fixture
def ann(group: Group):
    with acting(facilitator(group.team_id, "Ann")):
        yield


def in_file(group: Group) -> list[tuple[str, str]]:
    project = family_projects.project_of(group.team_id, group.plan.id)
    names = project.coder_names()
    return sorted((names[e.coder], e.code) for source in project.sources for e in source.codings)


def test_what_is_settled_counts_for_itself_and_says_whose_reading_prevailed(
    group: Group, ann: None
) -> None:
    before = compared(group)
    (talk,) = before.talks
    assert (talk.given_by, talk.not_given_by, talk.before) == (("Ann",), ("Ben",), 0)
    coding_settled.settle(group.team_id, talk.place, talk.code_id, gave=True, before=0)
    after = compared(group)
    assert after.talks == ()
    (kept,) = after.settled
    assert (kept.session_name, kept.words, kept.code) == ("One", talk.words, talk.code)
    (step,) = kept.settled.steps
    assert step == Step(True, "Ann", {"Ann": True, "Ben": False})
    assert (step.prevailed, step.gave_way) == (("Ann",), ("Ben",))
    assert after.codes == before.codes
    assert after.stretches == before.stretches
    assert ("agreed", WAIT) in in_file(group)
    assert len(in_file(group)) == len(ANN) + len(BEN) + 1


def test_what_is_settled_against_counts_no_more_and_files_say_so(group: Group, ann: None) -> None:
    assert people(group) == 3
    settle(group, 3, WAIT, gave=False)
    assert people(group) is None
    assert len(in_file(group)) == len(ANN) + len(BEN) - 1
    for key in ("qdpx", "taguette", "qdc", "xlsx"):
        content = unpacked(family_files.take(group.team_id, group.plan.id, key).content)
        assert b"Left out: 1 codes that people took back" in content, key
    mine = coding.codings(group.team_id, words_of(group))
    assert len(mine) == len(ANN) + len(BEN)


def test_a_code_on_more_than_the_sentence_still_counts_on_the_rest(group: Group) -> None:
    whole = transcripts.turns(group.team_id, words_of(group))[3]
    with acting(facilitator(group.team_id, "Cleo")):
        at = place(group, 3)
        end = len(whole.text)
        coding.add_coding(group.team_id, at.transcript_id, 3, 0, end, WAIT, seen=at.version)
        coding.finish(group.team_id, at.transcript_id)
        settle(group, 3, WAIT, gave=False)
        assert people(group) == 3
        settle(group, 3, WAIT, gave=False, sentence=1)
        assert people(group) is None


def test_it_is_taken_back_settled_anew_and_every_step_stays(group: Group, ann: None) -> None:
    settle(group, 3, WAIT, gave=False)
    settle(group, 3, WAIT, gave=None, before=1)
    assert people(group) == 3
    (talk,) = compared(group).talks
    assert talk.before == 2
    with acting(facilitator(group.team_id, "Ben")):
        settle(group, 3, WAIT, gave=True, before=2)
    (kept,) = compared(group).settled
    assert [(each.gave, each.by) for each in kept.settled.steps] == [
        (False, "Ann"),
        (None, "Ann"),
        (True, "Ben"),
    ]


def test_a_sentence_that_all_passed_over_can_be_settled_too(group: Group, ann: None) -> None:
    assert people(group, RIDE) is None
    for turn in (1, 2):
        settle(group, turn, RIDE, gave=True)
    assert people(group, RIDE) == 3
    settle(group, 2, RIDE, gave=None, before=1)
    assert people(group, RIDE) is None


def test_nobody_settles_alone_unfinished_or_what_is_not_there(group: Group, ann: None) -> None:
    at = place(group, 3)
    with acting(facilitator(group.team_id, "Cleo")), pytest.raises(FamilyStateError, match="Two"):
        settle(group, 3, WAIT, gave=True)
    for wrong, what in (
        (replace(at, end=at.end - 1), WAIT),
        (replace(at, number=99), WAIT),
        (at, "code_of_nobody"),
    ):
        with pytest.raises(FamilyStateError):
            coding_settled.settle(group.team_id, wrong, what, gave=True, before=0)
    with pytest.raises(FamilyStateError, match="nothing to take back"):
        settle(group, 3, WAIT, gave=None)
    with pytest.raises(ChangedMeanwhile):
        coding_settled.settle(
            group.team_id, replace(at, version=at.version - 1), WAIT, gave=True, before=0
        )
    settle(group, 3, WAIT, gave=True)
    with pytest.raises(ChangedMeanwhile):
        settle(group, 3, WAIT, gave=False)
    assert compared(group).settled[0].settled.gave is True


def test_whoever_still_codes_sees_nothing_of_it(group: Group, ann: None) -> None:
    settle(group, 3, WAIT, gave=True)
    settle(group, 1, WAIT, gave=False)
    with acting(facilitator(group.team_id, "Cleo")):
        code(group, ((1, WAIT),), finished=False)
        assert coding_settled.settled(group.team_id, words_of(group)) == ()
        assert len(coding.codings(group.team_id, words_of(group))) == 1
        found = coding.counted(group.team_id, words_of(group))
        assert (len(found.codings), found.against) == (1, 0)
        assert in_file(group) == [("coder_a", WAIT)]


def test_it_goes_with_the_words_that_are_edited_and_with_the_seat_that_is_taken_back(
    group: Group, ann: None
) -> None:
    settle(group, 2, WAIT, gave=True, sentence=1)
    (kept,) = compared(group).settled
    assert kept.words.startswith("We waited")
    seen = place(group, 2).version
    redacting.take_out(group.team_id, words_of(group), "eleven weeks", "[time]", seen=seen)
    (moved,) = coding_settled.settled(group.team_id, words_of(group))
    said = transcripts.turns(group.team_id, words_of(group))[2].text
    assert said[moved.place.start : moved.place.end] == kept.words.replace("eleven weeks", "[time]")
    assert moved.steps == kept.settled.steps
    seat = group.seats(group.sessions[0].id)[1]
    receipt = group.receipts[group.sessions[0].id][1]
    seat_service.withdraw(receipt.card)
    rows = family_words.codings(group.team_id, (words_of(group),))
    assert seat.id not in {row["seat_id"] for row in rows}
    assert family_words.AGREED not in {row["coder"] for row in rows}


def test_what_rests_on_it_goes_when_it_is_taken_back(group: Group, ann: None) -> None:
    settle(group, 3, RIDE, gave=True)
    about = (group.team_id, group.plan.id)
    theme = save_theme(*about, "", ThemeEntry("Rides come late.", "got_in_way"), seen=0)
    (agreed,) = (
        each
        for each in coding.codings(group.team_id, words_of(group))
        if each.coder == coding.AGREED
    )
    support_by_coding(*about, theme, agreed)
    assert len(behind(*about, theme)) == 1
    settle(group, 3, RIDE, gave=None, before=1)
    assert behind(*about, theme) == ()


def test_what_rests_on_a_code_is_counted_again_when_it_is_settled_against(group: Group) -> None:
    about = (group.team_id, group.plan.id)
    theme = save_theme(*about, "", ThemeEntry("Families wait for long.", "got_in_way"), seen=0)
    with acting(facilitator(group.team_id, "Ann")):
        mine = {each.number: each for each in coding.codings(*_words(group)) if each.mine}
        for turn in (1, 2, 3):
            support_by_coding(*about, theme, mine[turn])
        propose_quote(*about, theme, mine[3], words="I missed three visits.", scope="team")
        assert support_of(group, theme) == 3
        assert len(quotes(*about)) == 1
        settle(group, 3, WAIT, gave=False)
        assert support_of(group, theme) == 2
        assert quotes(*about) == ()
        settle(group, 4, RIDE, gave=False)
        assert support_of(group, theme) == 2, "another code on other words changes nothing"
        settle(group, 3, WAIT, gave=None, before=1)
        assert support_of(group, theme) == 3
        assert len(quotes(*about)) == 1


def _words(group: Group) -> tuple[str, str]:
    return group.team_id, words_of(group)


def support_of(group: Group, theme: str) -> int:
    """How many people stand behind a theme, as its screen and what is shown of it both say."""
    (found,) = all_themes(group.team_id, group.plan.id)
    assert found.id == theme
    assert len(behind(group.team_id, group.plan.id, theme)) == found.behind.people
    return found.behind.people
