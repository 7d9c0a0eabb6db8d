"""The power may go at any moment: nothing is lost, nothing is doubled, nothing is left behind."""

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from random import Random
from signal import SIGKILL

import pytest
from sqlalchemy import func, select

from data.services import answering, waves
from data.store import database as store
from data.store import fault_points
from data.tables.base import table_of
from data.tables.values import Answer, AnswerSheet, Ballot, Comment, Draft, FactTally, Invitation
from data.views import AgencyEntry
from surveys.counting import counted_items
from tests.data.conftest import KIN_A, OTHER_A, make_edition, make_sheet
from tests.data.errands import run_until

ROSTER = (AgencyEntry("Court", KIN_A, 6), AgencyEntry("Clinic", OTHER_A, 7))
CLOSE_POINTS = (
    "close: closing",
    "close: key read",
    "close: ballots opened",
    "close: claimed",
    "close: writing",
    "close: sheets written",
    "close: levels written",
    "close: comments written",
    "close: written",
    "close: ballot deleted",
    "close: draft deleted",
    "close: invitation deleted",
    "close: before commit",
    "close: counted",
    "close: tidied",
    "key to be destroyed",
    "key overwritten",
    "key removed",
    "close: key destroyed",
    "close: closed",
)
SEND_POINTS = (
    "answers: invitation burnt",
    "answers: ballot stored",
    "answers: before commit",
    "answers: on disk",
)
ANSWERED = 9
GAVE_UP = 1  # the exit code of a process that ends with an exception
NOWHERE = "no point has this name"
MANY = int(os.environ.get("COMMON_TABLE_KILLED_CLOSES", "60"))


def _rows(model) -> int:
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(table_of(model))).scalar_one()


def _half_answered(make_round):
    made = make_round(ROSTER)
    for place in range(ANSWERED):
        made.send(place, make_sheet(place, wish=f"wish {place}", tenure="long"))
    answering.keep_draft(made.secrets[-1], {"q1": 1}, language="en", position=0)
    return made


def _check_closed(made, home) -> None:
    sent = Counter(made.groups[secret] for secret in made.secrets[:ANSWERED])
    with store.reading() as connection:
        sheets = table_of(AnswerSheet)
        groups = connection.execute(select(sheets.c.group_code)).scalars().all()
        answers = table_of(Answer)
        levels = connection.execute(select(answers.c.item, answers.c.level)).all()
        texts = connection.execute(select(table_of(Comment).c.text)).scalars().all()
        tally = connection.execute(select(table_of(FactTally))).all()
    assert Counter(groups) == sent
    asked = counted_items(make_edition().instrument)
    assert len(levels) == ANSWERED * len(asked)
    expected = Counter(
        (item, level)
        for place in range(ANSWERED)
        for item, level in make_sheet(place).items()
        if item.startswith("q")
    )
    assert Counter((i, n) for i, n in levels if i.startswith("q")) == expected
    assert sorted(texts) == [f"wish {place}" for place in range(ANSWERED)]
    assert [(row.fact, row.option, row.people) for row in tally] == [("tenure", "long", ANSWERED)]
    assert [_rows(model) for model in (Ballot, Draft, Invitation)] == [0, 0, 0]
    assert [file.name for file in (home / "keys").iterdir()] == ["pepper"]
    assert waves.wave(made.wave.id).state == "closed"
    assert waves.progress(made.wave.id).answered == ANSWERED


def test_the_points_at_which_we_end_a_close_are_all_there_are(make_round, monkeypatch, home):
    made, passed = _half_answered(make_round), []
    monkeypatch.setattr(fault_points, "hook", passed.append)
    waves.close_wave(made.wave.id)
    assert tuple(passed) == CLOSE_POINTS
    _check_closed(made, home)


@pytest.mark.parametrize("point", CLOSE_POINTS)
def test_a_close_that_was_killed_is_finished_by_the_next_one(make_round, home, point):
    made = _half_answered(make_round)
    assert run_until(point, "close", made.wave.id) == -SIGKILL
    if waves.wave(made.wave.id).state == "closing":
        assert waves.progress(made.wave.id).answered == ANSWERED
        assert waves.close_due_waves() == (made.wave.id,)  # whoever looks next goes on
    _check_closed(made, home)
    waves.close_wave(made.wave.id)
    _check_closed(made, home)


@pytest.mark.parametrize("point", SEND_POINTS)
def test_a_send_that_was_killed_is_whole_or_never_was(make_round, point):
    made, sheet = make_round(ROSTER), make_sheet(0)
    answering.keep_draft(made.secrets[0], sheet, language="en", position=1)
    assert run_until(point, "send", made.secrets[0], sheet) == -SIGKILL
    if point == "answers: on disk":
        assert _rows(Draft) == 0
        assert made.send(0) == "already_received"
    else:
        assert _rows(Ballot) == 0
        assert answering.open_form(made.secrets[0]).draft == sheet
        assert made.send(0) == "received"
    assert (_rows(Ballot), _rows(Draft)) == (1, 0)


def _close_in_two_processes(made, home, *points: str) -> None:
    """One may give up, and say so, because the other is in the way; whoever is next goes on."""
    with ThreadPoolExecutor(len(points)) as threads:
        codes = list(threads.map(lambda point: run_until(point, "close", made.wave.id), points))
    ends = {NOWHERE: {0, GAVE_UP}}
    assert all(
        code in ends.get(point, {0, GAVE_UP, -SIGKILL})
        for code, point in zip(codes, points, strict=True)
    )
    waves.close_wave(made.wave.id)
    _check_closed(made, home)


@pytest.mark.parametrize("first", [NOWHERE, "close: written"])
def test_two_processes_that_close_one_wave_at_once_close_it_once(make_round, home, first):
    _close_in_two_processes(_half_answered(make_round), home, first, NOWHERE)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(MANY // 2))
def test_two_processes_that_close_at_once_while_one_is_killed_end_well(make_round, home, seed):
    made, chance = _half_answered(make_round), Random(seed)
    points = [chance.choice((*CLOSE_POINTS, NOWHERE)) for _ in range(2)]
    _close_in_two_processes(made, home, *points)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(MANY))
def test_a_close_that_is_killed_again_and_again_ends_well(make_round, home, seed):
    made, chance = _half_answered(make_round), Random(seed)
    for _ in range(chance.randrange(1, 4)):
        run_until(chance.choice(CLOSE_POINTS), "close", made.wave.id)
    waves.close_wave(made.wave.id)
    _check_closed(made, home)
