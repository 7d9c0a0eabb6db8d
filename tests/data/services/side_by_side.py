"""Teams with a released result each, and who looks at them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import count
from random import Random

from sqlalchemy import event, insert, update

from benchmarks.many_teams import Team, fill, result
from data.clock import today
from data.services.authority import Actor
from data.store import database as store
from data.store.scope import EVERYTHING, within
from data.tables.base import table_of
from data.tables.scan import Scan, ScanAnswer, ScanDecision, ScanItem
from scoring.report import DivergenceReport
from surveys.checklists import shipped_checklist

_seeds = count()


@cache
def answers(people: tuple[int, ...], leaning: float) -> DivergenceReport:
    return result(people=people, seed=len(people), leaning=leaning)


def made(name: str, *, leaning: float = 0.5, people: tuple[int, ...] = (7, 6), **changes) -> Team:
    """A team with a released result."""
    seed = next(_seeds)
    whole = changes.pop("result", None) or answers(people, leaning)
    if whole.comparison is not None:  # so that no two results have one checksum
        whole = replace(whole, comparison=replace(whole.comparison, seed=seed))
    return Team(id=f"team{seed:012x}", name=name, result=whole, **changes)


def put(*some: Team) -> None:
    fill(some, member=lambda _: None)


def somebody(*some: Team, role: str = "consultant", **more) -> Actor:
    own = {team.id: role for team in some}
    return Actor("c" * 16, "Consultant", "person", teams=own, **more)  # type: ignore[arg-type]


def said_at_random(team: Team, chance: Random) -> None:
    """Answers in several versions, old ones, agencies that left, decisions that hold or do not."""
    statuses = ("in_place", "partly", "not_in_place", "unknown", "not_applicable", "not_our_area")
    scan, day = f"s{team.id}", today()
    saved = {"saved_by": "x", "saved_by_name": "X", "saved_on": day}
    words = dict.fromkeys(("evidence", "link", "source"), "") | {"carried": False}
    words |= dict.fromkeys(("confidence", "source_date"))
    items = [each.id for each in shipped_checklist("scan_open").checklist.items]
    answers = [
        {
            "scan_id": scan,
            "item": item,
            "agency_code": code,
            "agency_name": code,
            "version": version,
            "status": chance.choice(statuses),
            "checked_on": day - timedelta(days=chance.choice((1, 40, 300, 700))),
            **words,
            **saved,
        }
        for item in items
        for code in ("a1", "a3", "left")
        for version in range(2, chance.choice((2, 3, 4)))
    ]
    decisions = [
        {
            "scan_id": scan,
            "item": item,
            "number": number,
            "basis": "talk",
            "reason": "",
            "status": chance.choice(statuses[:3]),
            "heard": {code: chance.randrange(1, 4) for code in ("a1", "a2", "a3")},
            "checked_on": day - timedelta(days=chance.choice((1, 300, 700))),
            **saved,
        }
        for item in items
        for number in range(1, chance.choice((1, 2, 3)))
    ]
    own = [
        {
            "scan_id": scan,
            "id": f"own{place}",
            "section": "funding",
            "text": "?",
            "section_title": None,
            "evidence": "",
            "who_knows": [],
            "place": place,
            "removed": bool(place),
            "saved_by_name": "X",
            "saved_on": day,
        }
        for place in range(2)
    ]
    with within(EVERYTHING), store.writing() as connection:
        for model, rows in ((ScanAnswer, answers), (ScanDecision, decisions), (ScanItem, own)):
            connection.execute(insert(table_of(model)), rows)
        if chance.random() < 0.5:
            table = table_of(Scan)
            ended = day - timedelta(days=chance.choice((1, 200)))
            connection.execute(update(table).where(table.c.id == scan).values(closed_on=ended))


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every statement that goes to the database."""
    seen: list[str] = []

    def note(_connection, _cursor, sql, *_rest) -> None:
        seen.append(sql)

    plain = store.engine().pool
    with within(EVERYTHING):
        engine = store.engine()
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)
    assert plain is engine.pool
