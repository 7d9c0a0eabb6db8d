"""How far people agree who coded the same words, and that nobody looks before they are through."""

from itertools import combinations

import pytest

from data.services import coding, coding_agreement, transcripts
from data.services.authority import acting, actor
from data.services.code_matrix import code_matrix
from data.services.coding import CodeEntry
from data.services.errors import FamilyProblems
from data.services.family_supports import behind
from data.services.family_themes import ThemeEntry, save_theme, support_by_coding
from tests.data.services.families.groups import (
    LATER,
    Group,
    begun,
    facilitator,
    held,
    released,
    written,
)
from tests.made_once import made_once

WAIT, RIDE = "code_treatment_access", "code_transport"
ONE = ((1, 0, WAIT), (2, 0, WAIT), (2, 1, WAIT), (3, 0, RIDE), (3, 1, RIDE))
TWO = ((1, 0, WAIT), (2, 1, WAIT), (3, 0, RIDE), (3, 1, WAIT), (4, 0, RIDE))
"""Turn, sentence and code of two people."""


@pytest.fixture
@made_once
def group(sqlite_database: str) -> Group:
    """Two sessions whose words are released."""
    made = begun()
    for name, people, words in (("One", 4, None), ("Two", 3, LATER)):
        session = held(made, people=people, name=name)
        released(made, written(made, session, *(() if words is None else (words,))))
    return made


def code(group: Group, at: int, given: tuple[tuple[int, int, str], ...]) -> str:
    """Put codes on sentences of a session, as whoever acts."""
    found = transcripts.transcript_of(group.team_id, group.sessions[at].id)
    assert found is not None
    said = coding.units(transcripts.turns(group.team_id, found.id))
    for turn, sentence, what in given:
        unit = said[turn][sentence]
        coding.add_coding(
            group.team_id, found.id, turn, unit.start, unit.end, what, seen=found.version
        )
    return found.id


def test_figures_are_those_of_a_count_by_hand_of_every_sentence(group: Group) -> None:
    team_id, study_id = group.team_id, group.plan.id
    second = facilitator(team_id, "Ann")
    for who, given in ((actor(), ONE), (second, TWO)):
        with acting(who):
            coding.finish(team_id, code(group, 0, given))
    found = coding_agreement.compare(team_id, study_id)
    assert found is not None
    assert found.coders == ("Ann", actor().name)
    transcript = transcripts.transcript_of(team_id, group.sessions[0].id)
    assert transcript is not None
    units = coding.units(transcripts.turns(team_id, transcript.id))
    places = [(turn, at) for turn, own in units.items() for at in range(len(own))]
    assert found.sentences == len(places)
    labels = {each.id: each.label for each in coding.codebook(team_id, study_id).codes}
    for each in found.codes:
        marked = [
            {(turn, at) for turn, at, what in given if labels[what] == each.label}
            for given in (TWO, ONE)
        ]
        pairs = each.agreement.pairs
        assert pairs.both == len(marked[0] & marked[1])
        assert (pairs.first_only, pairs.second_only) == (
            len(marked[0] - marked[1]),
            len(marked[1] - marked[0]),
        )
        assert pairs.all == len(places)
        assert each.agreement.reason == "few_carry"
        letters = [
            {(t, p) for t, at in mine for p in range(units[t][at].start, units[t][at].end)}
            for mine in marked
        ]
        assert each.shared.both == len(letters[0] & letters[1])
        assert each.shared.marked == len(letters[0]) + len(letters[1])
    different = {
        place[:2] for one, two in ((ONE, TWO), (TWO, ONE)) for place in set(one) - set(two)
    }
    assert {each.number for each in found.talks} == {places.index(each) + 1 for each in different}
    (swapped,) = [each for each in found.talks if each.code == labels[RIDE] and each.instead]
    assert (swapped.given_by, swapped.not_given_by) == ((actor().name,), ("Ann",))
    assert swapped.instead == (labels[WAIT],)


def test_nobody_sees_or_compares_anything_before_they_have_finished(group: Group) -> None:
    team_id, study_id = group.team_id, group.plan.id
    people = [facilitator(team_id, name) for name in ("Ann", "Bo", "Cy")]
    for who in people[:2]:
        with acting(who):
            transcript_id = code(group, 0, ONE)
    for who in people:
        with acting(who):
            seen = {each.coder for each in coding.codings(team_id, transcript_id)}
            assert seen <= {who.id}
            assert coding_agreement.compare(team_id, study_id) is None
    with acting(people[0]):
        coding.finish(team_id, transcript_id)
        assert coding_agreement.compare(team_id, study_id) is None
    with acting(people[1]):
        assert {each.coder for each in coding.codings(team_id, transcript_id)} == {people[1].id}
        assert code_matrix(team_id, study_id).sessions == ()
        coding.finish(team_id, transcript_id)
        assert coding_agreement.compare(team_id, study_id) is not None
        assert code_matrix(team_id, study_id).left_out == ("Two",)
    with acting(people[2]):
        assert coding_agreement.compare(team_id, study_id) is None


def test_somebody_who_only_read_along_is_not_compared_and_cannot_code_any_more(
    group: Group,
) -> None:
    team_id, study_id = group.team_id, group.plan.id
    for name in ("Ann", "Bo"):
        with acting(facilitator(team_id, name)):
            transcript_id = code(group, 0, ONE)
            coding.finish(team_id, transcript_id)
    coding.finish(team_id, transcript_id)
    found = coding_agreement.compare(team_id, study_id)
    assert found is not None
    assert found.coders == ("Ann", "Bo")
    with pytest.raises(ValueError, match="You have finished coding this"):
        code(group, 0, ONE)


def test_what_somebody_has_not_finished_counts_as_not_read_by_them(group: Group) -> None:
    team_id, study_id = group.team_id, group.plan.id
    for name, both in (("Ann", True), ("Bo", True), ("Cy", False)):
        with acting(facilitator(team_id, name)):
            coding.finish(team_id, code(group, 0, ONE))
            if both:
                coding.finish(team_id, code(group, 1, ((1, 0, WAIT), (3, 0, WAIT))))
    with acting(facilitator(team_id, "Ann")):
        found = coding_agreement.compare(team_id, study_id)
    assert found is not None
    of_wait = next(each for each in found.codes if each.agreement.pairs.both == 3 * 3 + 2)
    first = sum(1 for _ in combinations(range(3), 2)) * _sentences(group, 0)
    assert of_wait.agreement.pairs.all == first + _sentences(group, 1)
    assert of_wait.agreement.kappa_reason in ("uneven", "few_carry")
    assert of_wait.stretches.coders == 2


def _sentences(group: Group, at: int) -> int:
    found = transcripts.transcript_of(group.team_id, group.sessions[at].id)
    assert found is not None
    return sum(map(len, coding.units(transcripts.turns(group.team_id, found.id)).values()))


def test_cells_of_codes_and_sessions_need_three_people_and_nobody_looks_like_two(
    group: Group,
) -> None:
    team_id, study_id = group.team_id, group.plan.id
    for_three = ((1, 0, WAIT), (2, 0, WAIT), (3, 0, WAIT), (1, 0, RIDE), (2, 0, RIDE))
    coding.finish(team_id, code(group, 0, for_three))
    coding.finish(team_id, code(group, 1, ((1, 0, RIDE),)))
    found = code_matrix(team_id, study_id)
    labels = {each.id: each.label for each in coding.codebook(team_id, study_id).codes}
    assert found.sessions == ("One", "Two")
    assert found.cells == {labels[WAIT]: (3, None), labels[RIDE]: (None, None)}
    assert found.growth.new == (2, 0)


def test_a_theme_does_not_rest_on_words_that_nobody_codes_any_more(group: Group) -> None:
    team_id, study_id = group.team_id, group.plan.id
    theme = save_theme(team_id, study_id, "", ThemeEntry("They wait.", "got_in_way"), seen=0)
    transcript_id = code(group, 0, ((1, 0, WAIT), (2, 0, WAIT)))
    for each in coding.codings(team_id, transcript_id):
        support_by_coding(team_id, study_id, theme, each)
    kept, gone = coding.codings(team_id, transcript_id)
    coding.remove_coding(team_id, transcript_id, gone.id)
    assert [each.source for each in behind(team_id, study_id, theme)] == [kept.id]


def test_codes_that_stand_under_each_other_in_a_circle_are_refused(group: Group) -> None:
    circle = [CodeEntry(a, a, "", parent=b) for a, b in (("a", "b"), ("b", "c"), ("c", "a"))]
    with pytest.raises(FamilyProblems) as refused:
        coding.save_codebook(group.team_id, group.plan.id, circle, seen=0)
    assert [each.where for each in refused.value.problems] == ["code 1", "code 2", "code 3"]
    tree = [CodeEntry("a", "a", ""), *circle[1:]]
    tree[2] = CodeEntry("c", "c", "", parent="a")
    assert len(coding.save_codebook(group.team_id, group.plan.id, tree, seen=0).codes) == 3
