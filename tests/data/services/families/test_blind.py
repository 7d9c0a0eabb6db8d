"""Whoever codes sees nobody's codes before both have finished, by no way there is."""

import pytest

from data.coded_project import CodedProject
from data.services import (
    code_matrix,
    coding,
    coding_agreement,
    family_files,
    family_projects,
    redacting,
)
from data.services.authority import acting
from data.services.errors import ChangedMeanwhile, FamilyStateError, NotFound
from data.store import family_words
from tests.data.services.families.groups import Group, begun, facilitator, held, released, written
from tests.data.services.families.searching import team_formats, unpacked
from tests.made_once import made_once

ONE, TWO = "code_treatment_access", "code_treatment_wait"
MEMO = "Remember the eleven weeks"


@pytest.fixture
@made_once
def group(sqlite_database: str) -> Group:
    """Released words that two people code."""
    made = begun()
    session = held(made, people=4, name="One")
    released(made, written(made, session))
    return made


def words_of(group: Group) -> str:
    (row,) = family_words.transcripts(group.team_id, [each.id for each in group.sessions])
    return row["id"]


def codes() -> tuple[str, str]:
    first, second, *_ = (each.id for each in coding.starting_codes("en"))
    return first, second


def add(group: Group, turn: int, code: str) -> str:
    transcript_id = words_of(group)
    seen = family_words.transcript(group.team_id, transcript_id)
    assert seen is not None
    return coding.add_coding(group.team_id, transcript_id, turn, 0, 5, code, seen=seen["version"])


def project(group: Group) -> CodedProject:
    return family_projects.project_of(group.team_id, group.plan.id)


def all_codings(group: Group) -> list[str]:
    return sorted(each.id for source in project(group).sources for each in source.codings)


def test_nobody_sees_what_others_coded_before_both_have_finished(group: Group) -> None:
    team_id, transcript_id = group.team_id, words_of(group)
    ana, ben = facilitator(team_id, "Ana"), facilitator(team_id, "Ben", "consultant")
    code, other = codes()
    with acting(ana):
        theirs = [add(group, turn, code) for turn in (1, 2, 3)]
        coding.save_memo(team_id, transcript_id, theirs[0], MEMO)
        assert coding.coders(team_id, transcript_id) == {}

    def ben_sees(expected: list[str]) -> None:
        with acting(ben):
            found = coding.codings(team_id, transcript_id)
            assert sorted(each.id for each in found) == sorted(expected)
            assert (MEMO in repr(found)) == (theirs[0] in expected)
            assert all_codings(group) == sorted(expected)
            matrix = project(group).matrix
            assert matrix is not None
            counted = matrix.cells[code]
            assert any(isinstance(each, int) for each in counted) == (theirs[0] in expected)
            for key in team_formats():
                content = unpacked(family_files.take(team_id, group.plan.id, key).content)
                has_notes = key in ("qdpx", "xlsx") and theirs[0] in expected
                assert (MEMO.encode() in content) == has_notes, key
            if theirs[0] not in expected:
                assert code_matrix.code_matrix(team_id, group.plan.id).cells == {}
                assert coding_agreement.compare(team_id, group.plan.id) is None

    ben_sees([])
    with acting(ben):
        mine = add(group, 4, other)
        for step in (
            lambda: coding.remove_coding(team_id, transcript_id, theirs[0]),
            lambda: coding.save_memo(team_id, transcript_id, theirs[0], "x"),
        ):
            with pytest.raises(NotFound):
                step()
    ben_sees([mine])
    with acting(ana):
        coding.finish(team_id, transcript_id)
        assert [each.id for each in coding.codings(team_id, transcript_id)] == theirs
    ben_sees([mine])
    with acting(ben):
        told = {each.why: each.count for each in project(group).withheld}
        (others,) = (count for why, count in told.items() if "sees no codes of others" in why)
        assert others == 1
        coding.finish(team_id, transcript_id)
    ben_sees([mine, *theirs])
    with acting(ana):
        assert len(coding.codings(team_id, transcript_id)) == 4


def test_whoever_only_takes_files_sees_no_codes_of_those_who_have_not_finished(
    group: Group,
) -> None:
    code, _ = codes()
    with acting(facilitator(group.team_id, "Ana")):
        add(group, 1, code)
        assert len(all_codings(group)) == 1
    assert all_codings(group) == []
    with acting(facilitator(group.team_id, "Ana")):
        coding.finish(group.team_id, words_of(group))
    assert len(all_codings(group)) == 1  # whoever holds the machine
    with acting(facilitator(group.team_id, "Cleo")):
        assert all_codings(group) == []


def test_what_is_finished_stays(group: Group) -> None:
    team_id, transcript_id = group.team_id, words_of(group)
    code, _ = codes()
    made = add(group, 1, code)
    coding.finish(team_id, transcript_id)
    for step in (
        lambda: add(group, 2, code),
        lambda: coding.remove_coding(team_id, transcript_id, made),
        lambda: coding.save_memo(team_id, transcript_id, made, "x"),
        lambda: coding.finish(team_id, transcript_id),
    ):
        with pytest.raises(FamilyStateError):
            step()
    (row,) = family_words.codings(team_id, (transcript_id,))
    version = family_words.transcript(team_id, transcript_id)["version"]  # pyright: ignore[reportOptionalSubscript]
    assert not family_words.add_coding({**row, "id": "late"}, seen=version)
    assert not family_words.remove_coding(team_id, made, coder=row["coder"])
    assert not family_words.change_memo(team_id, made, coder=row["coder"], memo=b"x")
    assert family_words.codings(team_id, (transcript_id,)) == (row,)


def test_an_edit_opens_nothing_again_for_those_who_have_seen_others(group: Group) -> None:
    team_id, transcript_id = group.team_id, words_of(group)
    code, _ = codes()
    add(group, 1, code)
    coding.finish(team_id, transcript_id)
    seen = family_words.transcript(team_id, transcript_id)
    assert seen is not None
    redacting.take_out(team_id, transcript_id, "treatment", "[help]", seen=seen["version"])
    assert coding.coders(team_id, transcript_id) == {"operator": "at the machine"}


def test_a_code_put_on_words_while_they_change_is_never_left_at_a_wrong_place(
    group: Group,
) -> None:
    team_id, transcript_id = group.team_id, words_of(group)
    code, _ = codes()
    row = family_words.transcript(team_id, transcript_id)
    assert row is not None
    change = family_words.Change({"state": "redacting"}, turns={"clean": ()})
    add(group, 1, code)  # after the spans were read, and before the words are changed
    assert not family_words.change_transcript(
        team_id, transcript_id, seen=row["version"], change=change
    )
    assert family_words.transcript(team_id, transcript_id) == row
    with pytest.raises(ChangedMeanwhile):
        coding.add_coding(team_id, transcript_id, 1, 0, 5, code, seen=row["version"] - 1)
