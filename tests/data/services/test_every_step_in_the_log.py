"""Every step that changes a guide, the principles, an action or a hold leaves its entry."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from inspect import getmembers, isfunction
from types import ModuleType

import pytest

from data.clock import at_day, today
from data.services import (
    action_files,
    actions,
    audit_log,
    guides,
    holds,
    principle_signing,
    principles,
    release,
    waves,
)
from tests.data.conftest import Maker, Round, make_sheet
from tests.data.services.baselines import NOW
from tests.data.services.planning import entry
from tests.data.services.test_guides import ON_SQLITE

LOOKING = {
    guides: {"guide"},
    principles: {"current", "history", "offers"},
    principle_signing: set[str](),
    actions: {"action", "actions", "histories", "history", "may_report"},
    action_files: set[str](),
    holds: {"beside", "first_day", "hidden_until", "hold", "keep_from_others", "start"},
}
"""What changes nothing; `holds.start` is a part of the release, which has its own entry."""
Step = Callable[[Round], object]


def version(made: Round) -> int:
    return guides.guide(made.wave.id).version


def digest(made: Round) -> str:
    return principles.current(made.team.id).digest


def line(made: Round) -> tuple[str, int]:
    (only,) = principles.current(made.team.id).lines
    return only.id, only.text.version


def planned(made: Round) -> tuple[str, int]:
    (only,) = actions.actions(made.team.id)
    return only.id, only.version


def lengthen(made: Round) -> None:
    holds.lengthen(made.wave.id, today() + timedelta(days=9), based_on=2)


def take_out(made: Round) -> None:
    last = guides.guide(made.wave.id).picks[-1].item
    guides.take_out(made.wave.id, last, based_on=version(made))


def add(made: Round) -> None:
    other = next(iter(guides.guide(made.wave.id).others))
    guides.add(made.wave.id, other, based_on=version(made))


def move(made: Round) -> None:
    first = guides.guide(made.wave.id).picks[0].item
    guides.move(made.wave.id, first, by=1, based_on=version(made))


def change_line(made: Round) -> None:
    line_id, seen = line(made)
    principles.change_line(made.team.id, line_id, "We hold this.", based_on=seen)


def remove_line(made: Round) -> None:
    line_id, seen = line(made)
    principles.remove_line(made.team.id, line_id, based_on=seen)


def sign(made: Round) -> None:
    code = made.team.agencies[0].code
    principle_signing.sign(made.team.id, code, seen=digest(made), agrees=True)


def save_action(made: Round) -> None:
    action_id, seen = planned(made)
    other = replace(entry(made.team), what="Call within two days.")
    actions.save(made.team.id, action_id, other, based_on=seen)


def report(made: Round) -> None:
    action_id, seen = planned(made)
    actions.report(made.team.id, action_id, status="under_way", notes="", based_on=seen)


def moved(step: Callable[..., None]) -> Step:
    def move_it(made: Round) -> None:
        action_id, seen = planned(made)
        step(made.team.id, action_id, based_on=seen)

    return move_it


def mission(words: str, *, based_on: int) -> Step:
    return lambda made: principles.save(made.team.id, "mission", words, based_on=based_on)


STEPS: tuple[tuple[Callable[..., object], str, Step], ...] = (
    (holds.lengthen, "result.lengthen", lengthen),
    (holds.brief, "result.brief", lambda made: holds.brief(made.wave.id, "g1")),
    (holds.show_now, "result.show", lambda made: holds.show_now(made.wave.id, based_on=3)),
    (guides.take_out, "guide.change", take_out),
    (guides.add, "guide.change", add),
    (guides.move, "guide.change", move),
    (
        guides.propose_again,
        "guide.change",
        lambda made: guides.propose_again(made.wave.id, based_on=version(made)),
    ),
    (
        guides.save_note,
        "guide.note",
        lambda made: guides.save_note(made.wave.id, "q2", "Said.", based_on=0),
    ),
    (
        guides.erase_note,
        "guide.erase",
        lambda made: guides.erase_note(made.wave.id, "q2", based_on=1),
    ),
    (principles.save, "principles.change", mission("We stay together.", based_on=0)),
    (principles.save, "principles.change", mission("We stay.", based_on=1)),
    (
        principles.go_back,
        "principles.change",
        lambda made: principles.go_back(made.team.id, "mission", 1, based_on=2),
    ),
    (
        principles.choose,
        "principles.change",
        lambda made: principles.choose(made.team.id, made.wave.id, "q1"),
    ),
    (principles.change_line, "principles.change", change_line),
    (principles.remove_line, "principles.change", remove_line),
    (
        principle_signing.make_ready,
        "principles.state",
        lambda made: principle_signing.make_ready(made.team.id, seen=digest(made)),
    ),
    (principle_signing.sign, "principles.sign", sign),
    (
        principle_signing.finish,
        "principles.state",
        lambda made: principle_signing.finish(made.team.id, seen=digest(made)),
    ),
    (
        actions.begin,
        "actions.begin",
        lambda made: actions.begin(made.team.id, entry(made.team)),
    ),
    (actions.save, "actions.change", save_action),
    (actions.report, "actions.report", report),
    (actions.take_out, "actions.remove", moved(actions.take_out)),
    (actions.put_back, "actions.restore", moved(actions.put_back)),
    (
        action_files.for_export,
        "actions.export",
        lambda made: action_files.for_export(made.team.id, as_what="csv"),
    ),
)


def log_of(made: Round) -> list[str]:
    return [each.action for each in audit_log.entries(team_id=made.team.id, limit=200)]


@ON_SQLITE
def test_each_step_leaves_its_own_entry_in_the_log_of_the_team(make_round: Maker) -> None:
    with at_day(NOW):
        made = make_round()
        for place in range(len(made.secrets)):
            made.send(place, make_sheet(place, q1=3, q2=place % 4))
        waves.close_wave(made.wave.id)
        before = log_of(made)
        holds.plan(made.wave.id, 2, based_on=0)
        assert log_of(made) == ["result.hold", *before]
        release.release_wave(made.wave.id)
        silent = []
        for step, action, take in STEPS:
            before = log_of(made)
            take(made)
            if log_of(made) != [action, *before]:
                silent.append(f"{step.__module__}.{step.__name__}")
        assert silent == []


@pytest.mark.parametrize("module", LOOKING, ids=lambda module: module.__name__)
def test_no_step_is_forgotten_above(module: ModuleType) -> None:
    public = {
        name
        for name, found in getmembers(module, isfunction)
        if found.__module__ == module.__name__ and not name.startswith("_")
    }
    tried = {step.__name__ for step, *_ in STEPS if step.__module__ == module.__name__}
    planned_before = {"plan"} if module is holds else set[str]()
    assert public - tried - planned_before == LOOKING[module]
