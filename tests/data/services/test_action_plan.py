"""What happened since the last round: to actions, and to the statements they came from."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest

from data.action_views import ActionSince, PlanView, StatementSince
from data.clock import at_day
from data.services import (
    action_files,
    action_plan,
    actions,
    chain,
    closing,
    holds,
    invitations,
    release,
    waves,
)
from data.services.action_sources import source
from data.services.answering import keep_answers
from data.services.authority import Actor, acting
from data.services.errors import NotFound
from data.views import WaveView
from tests.data.conftest import Maker, Round, make_sheet
from tests.data.services.planning import entry

FIRST, SECOND = date(2026, 1, 12), date(2026, 6, 8)
BEFORE: dict[str, Callable[[int], int]] = {
    "q1": lambda place: (2, 0, 1, 0)[place % 4],
    "q2": lambda place: (2, 1)[place % 2],
    "q3": lambda place: (3, 0, 3, 0, 3, 0, 2, 1)[place % 8],
}
AFTER: dict[str, Callable[[int], int]] = {
    "q1": lambda place: (1, 3, 2, 3)[place % 4],
    "q2": lambda place: (2, 1)[place % 2],
    "q3": lambda place: (2, 1)[place % 2],
}
SHARES = {"q1": (6 / 24, 18 / 24), "q2": (0.5, 0.5), "q3": (0.5, 0.5)}
"""People on the upper side: 6 and 18 of 24, and twice 12 of 24."""
GAPS = {"q2": (144 / 276, 144 / 276), "q3": (414 / 276, 144 / 276)}
"""Of 276 pairs 144 are one point apart. Nine people each at both ends and three each on the two
levels between are 9 * 9 * 3 + 2 * 9 * 3 * (1 + 2) + 3 * 3 * 1 points apart."""


@pytest.fixture
def round_one(make_round: Maker) -> Iterator[Round]:
    """A team whose first round was answered by everybody and released."""
    with at_day(FIRST):
        made = make_round(closes_on=FIRST + timedelta(days=9))
        answer(made.secrets, made.groups, BEFORE)
        let_out(made.wave)
    with at_day(SECOND + timedelta(days=30)):
        yield made


def answer(
    secrets: list[str], groups: dict[str, str], fixed: dict[str, Callable[[int], int]]
) -> None:
    for place, secret in enumerate(sorted(secrets, key=lambda each: groups[each])):
        sheet = make_sheet(place, **{item: level(place) for item, level in fixed.items()})
        keep_answers(secret, sheet, language="en")


def let_out(wave: WaveView, *, hold: int = 0) -> None:
    closing.close_wave(wave.id)
    holds.plan(wave.id, hold, based_on=0)
    release.release_wave(wave.id)


def again(
    made: Round, *, day: date = SECOND, hold: int = 0, answers: int | None = None
) -> WaveView:
    """The same team is asked the same questions once more; some or all of its people answer."""
    with at_day(day):
        closes = day + timedelta(days=9)
        draft = waves.draft_wave(made.team.id, "every_kind", languages=("en",), closes_on=closes)
        wave = waves.open_wave(draft.id)
        slips = invitations.issue(wave.id, "link")
        groups = {slip.secret: slip.group_code for slip in slips}
        answer(list(groups)[:answers], groups, AFTER)
        let_out(wave, hold=hold)
    return wave


def begun(made: Round, item: str, *, day: date = FIRST) -> str:
    with at_day(day):
        ref = f"statement:{made.wave.id}:{item}"
        return actions.begin(made.team.id, entry(made.team), ref=ref)


def only(made: Round) -> ActionSince:
    (found,) = action_plan.plan(made.team.id).actions
    return found


def beside(made: Round) -> StatementSince:
    found = only(made).statement
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("item", "side", "gap"),
    [
        ("q1", "up", "cannot_tell"),
        ("q2", "cannot_tell", "cannot_tell"),
        ("q3", "cannot_tell", "closer"),
    ],
)
def test_a_statement_stands_beside_the_newer_round_with_the_figures_that_were_counted_by_hand(
    round_one: Round, item: str, side: str, gap: str
) -> None:
    begun(round_one, item)
    later = again(round_one)
    found = beside(round_one)
    assert found.then is not None
    assert found.now is not None
    assert (found.then.wave.id, found.now.wave.id) == (round_one.wave.id, later.id)
    told = [view.report.item(item).measures for view in (found.then, found.now)]
    assert tuple(each.side_share for each in told if each) == pytest.approx(SHARES[item])
    if item in GAPS:
        assert tuple(each.typical_gap for each in told if each) == pytest.approx(GAPS[item])
    assert (found.side, found.gap, found.why) == (side, gap, None)


def test_without_a_newer_round_there_is_the_first_figure_and_no_word(round_one: Round) -> None:
    begun(round_one, "q1")
    found = beside(round_one)
    assert found.then is not None
    assert (found.now, found.side, found.gap, found.why) == (None, None, None, "no_newer")


def test_a_newer_round_with_too_few_answers_says_so_and_the_plan_still_opens(
    round_one: Round,
) -> None:
    begun(round_one, "q1")
    again(round_one, answers=3)
    found = beside(round_one)
    assert (found.why, found.now, found.side) == ("not_shown", None, None)
    assert found.then is not None


def test_a_thin_round_does_not_hide_the_one_before_it(round_one: Round) -> None:
    begun(round_one, "q1")
    full = again(round_one)
    again(round_one, day=SECOND + timedelta(days=12), answers=3)
    found = beside(round_one)
    assert found.now is not None
    assert found.now.wave.id == full.id


def test_a_newer_round_that_is_still_open_says_nothing_at_all(round_one: Round) -> None:
    begun(round_one, "q1")
    with at_day(SECOND):
        closes = SECOND + timedelta(days=60)
        team_id = round_one.team.id
        draft = waves.draft_wave(team_id, "every_kind", languages=("en",), closes_on=closes)
        wave = waves.open_wave(draft.id)
    assert beside(round_one).why == "no_newer"
    with pytest.raises(NotFound, match="is not here, or not shown"):
        source(round_one.team.id, f"statement:{wave.id}:q1")


def test_a_result_that_is_held_is_beside_nothing_for_those_it_is_held_from(
    round_one: Round,
) -> None:
    begun(round_one, "q1")
    later = again(round_one, hold=2)
    sam = Actor("p1", "Sam", "person", teams={round_one.team.id: "member"})
    with at_day(SECOND + timedelta(days=1)):
        assert beside(round_one).now is not None  # for whoever runs the team
        with acting(sam):
            assert (beside(round_one).now, beside(round_one).why) == (None, "not_now")
            shown = chain.chain(round_one.team.id)
            assert shown.result is not None
            assert shown.result.wave.id == round_one.wave.id
            with pytest.raises(NotFound):
                source(round_one.team.id, f"statement:{later.id}:q1")
    with acting(sam):
        assert beside(round_one).side == "up"


def test_no_figure_and_no_word_of_a_held_result_leaves_with_the_plan(round_one: Round) -> None:
    begun(round_one, "q1")
    later = again(round_one, hold=2)
    team = round_one.team
    sam = Actor("p1", "Sam", "person", teams={team.id: "member"})

    def of_later(found: PlanView) -> list[tuple[str, str]]:
        sources = [each.action.source for each in found.actions]
        return [(one.words, one.where) for one in sources if one.ids.get("wave") == later.id]

    with at_day(SECOND + timedelta(days=1)):
        actions.begin(team.id, entry(team), ref=f"statement:{later.id}:q2")
        assert all(words for words, _ in of_later(action_plan.plan(team.id)))
        with acting(sam):
            assert of_later(action_plan.plan(team.id)) == [("", "")]
        left = action_files.for_export(team.id, as_what="xlsx")
        assert of_later(left.plan) == [("", "")]
        assert {each.statement.now for each in left.plan.actions if each.statement} == {None}
        assert not any(
            version.source.words
            for versions in left.versions.values()
            for version in versions
            if version.source.ids.get("wave") == later.id
        )
    left = action_files.for_export(team.id, as_what="xlsx")
    assert all(words for words, _ in of_later(left.plan))
    assert next(each.statement.now for each in left.plan.actions if each.statement) is not None


def test_where_an_action_stood_when_the_last_round_began_stands_beside_where_it_stands(
    round_one: Round,
) -> None:
    team = round_one.team
    old = begun(round_one, "q1")
    gone = begun(round_one, "q2")
    with at_day(SECOND):  # the day on which the round begins counts
        actions.save(team.id, old, entry(team, status="under_way"), based_on=1)
        actions.take_out(team.id, gone, based_on=1)
    again(round_one)
    with at_day(SECOND + timedelta(days=1)):
        actions.save(team.id, old, entry(team, status="done"), based_on=2)
        actions.put_back(team.id, gone, based_on=2)
        new = actions.begin(team.id, entry(team))
    plan = action_plan.plan(team.id)
    assert plan.since is not None
    assert plan.since.opened_on == SECOND
    then = {each.action.id: each.status_then for each in plan.actions}
    assert then == {old: "under_way", gone: None, new: None}


def test_before_the_first_result_there_is_no_day_to_look_back_to(make_round: Maker) -> None:
    made = make_round()
    actions.begin(made.team.id, entry(made.team))
    plan = action_plan.plan(made.team.id)
    assert plan.since is None
    assert [each.status_then for each in plan.actions] == [None]


def test_the_chain_names_the_result_and_the_round_that_is_next(round_one: Round) -> None:
    team_id = round_one.team.id
    assert chain.chain(team_id).next_wave is None
    with at_day(SECOND):
        closes = SECOND + timedelta(days=60)
        draft = waves.draft_wave(team_id, "every_kind", languages=("en",), closes_on=closes)
        assert [getattr(chain.chain(team_id).next_wave, "state", "")] == ["draft"]
        sooner = waves.draft_wave(
            team_id, "every_kind", languages=("en",), closes_on=closes - timedelta(days=9)
        )
        assert getattr(chain.chain(team_id).next_wave, "id", "") == sooner.id
        waves.open_wave(draft.id)
    found = chain.chain(team_id)
    assert (getattr(found.next_wave, "id", ""), found.is_held) == (draft.id, False)
    assert found.result is not None
    assert found.result.wave.id == round_one.wave.id
