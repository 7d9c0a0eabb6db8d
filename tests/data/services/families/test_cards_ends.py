"""Cards end with the count, on their day or with the team, to the last byte; totals on theirs."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from data import sealed_words
from data.clock import today
from data.services import card_box, families, family_cards, family_sessions, teams
from data.services.errors import FamilyStateError
from data.services.family_ends import destructions, run_clocks
from data.store import database as store
from data.store import family_cards as rows
from data.store.scope import EVERYTHING, within
from data.tables.base import table_of
from data.tables.families import FamilyCard
from tests.data.services.families.cards_given import (
    TRIBE,
    counted,
    filled,
    give,
    in_the_box,
    over,
    sat_down,
    shown,
)
from tests.data.services.families.groups import Group, begun
from tests.data.services.families.searching import exports, holding


def kinds(group: Group) -> Counter[str]:
    return Counter(each.what for each in destructions(group.team_id, group.plan.id))


def test_after_the_count_no_byte_of_a_card_is_left_anywhere(database: str, home: Path) -> None:
    group = filled()
    sealed = [each["sealed"] for each in in_the_box(group)]
    assert store.is_sqlite() is False or any(holding(sealed[0][12:60], home))
    counted(group)
    for each in sealed:
        assert holding(each[12:60], home) == []
    assert holding(TRIBE.encode(), home) == holding(TRIBE.lower().encode(), home) == []
    taken = exports(group.team_id, group.plan.id)
    assert TRIBE.lower().encode() not in taken.lower()
    assert "español: 12".encode() in taken
    (entry,) = destructions(group.team_id, group.plan.id)
    assert (entry.what, entry.pieces, entry.sound) == ("cards", 1, True)  # not how many


def test_files_hold_totals_only_while_the_plan_is_ended(sqlite_database: str) -> None:
    group = filled()
    assert "español".encode() not in exports(group.team_id, group.plan.id)
    counted(group)
    now = families.study(group.team_id, group.plan.id)
    families.move_study(group.team_id, now.id, "open", seen=now.version)
    assert "español".encode() not in exports(group.team_id, group.plan.id)


def test_cards_that_nobody_counted_end_on_their_day(database: str, home: Path) -> None:
    group = filled()
    sealed = in_the_box(group)[0]["sealed"]
    last = today() + timedelta(days=group.plan.settings.raw_days - 1)
    run_clocks(last)
    assert len(in_the_box(group)) == 12
    assert kinds(group) == Counter()
    assert run_clocks(last + timedelta(days=1)) == 1
    assert in_the_box(group) == []
    assert not sealed_words.opens(card_box.owner(group.plan.id))
    assert holding(sealed[12:60], home) == []
    assert run_clocks(last + timedelta(days=2)) == 0
    assert kinds(group) == Counter(cards=1)


def test_cards_wait_for_another_session_but_not_for_ever(sqlite_database: str) -> None:
    group = begun(redacted_days=300)
    session = sat_down(group, 2)
    give(group, session, 1)
    over(group, session)
    entry = session.entry
    family_sessions.add_session(
        group.team_id, group.plan.id, type(entry)("Later", "2026-12", "en", "in_person")
    )
    last = today() + timedelta(days=300 - 1)
    run_clocks(last)
    assert len(in_the_box(group)) == 1
    run_clocks(last + timedelta(days=1))
    assert in_the_box(group) == []


def test_totals_end_on_their_day(database: str, home: Path) -> None:
    group = filled()
    counted(group)
    last = today() + timedelta(days=group.plan.settings.redacted_days - 1)
    run_clocks(last)
    assert shown(group)["demo_age"] == {"a26_39": 7, "a40_up": 5}
    run_clocks(last + timedelta(days=1))
    assert rows.totals(group.team_id, group.plan.id) is None
    assert family_cards.standing(group.team_id, group.plan.id).state == "empty"
    assert holding("español".encode(), home) == holding(b"a26_39", home) == []
    assert kinds(group)["totals"] == 1


def test_cards_and_their_key_end_with_the_team(database: str, home: Path) -> None:
    group = filled()
    other = filled()
    sealed = in_the_box(group)[0]["sealed"]
    teams.delete_team(group.team_id, confirm_name="River county")
    assert in_the_box(group) == []
    assert not sealed_words.opens(card_box.owner(group.plan.id))
    assert holding(sealed[12:60], home) == []
    assert len(in_the_box(other)) == 12


def test_a_count_that_was_stopped_half_way_leaves_no_key(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = filled()

    def stop(_owner: str) -> None:
        raise InterruptedError

    with monkeypatch.context() as patch:
        patch.setattr(sealed_words, "destroy", stop)
        with pytest.raises(InterruptedError):
            counted(group)
    assert in_the_box(group) == []
    assert sealed_words.opens(card_box.owner(group.plan.id))
    assert run_clocks(today()) == 1
    assert not sealed_words.opens(card_box.owner(group.plan.id))
    assert shown(group)["demo_age"] == {"a26_39": 7, "a40_up": 5}


def test_without_its_key_nothing_is_counted_and_nothing_is_lost(
    sqlite_database: str, home: Path
) -> None:
    group = filled()
    (home / "keys" / "words").rename(home / "elsewhere")
    with pytest.raises(FamilyStateError, match="key"):
        counted(group)
    (home / "elsewhere").rename(home / "keys" / "words")
    counted(group)
    assert shown(group)["demo_age"] == {"a26_39": 7, "a40_up": 5}


def test_a_damaged_card_counts_nowhere_and_keeps_no_other(sqlite_database: str) -> None:
    group = filled()
    table = table_of(FamilyCard)
    with within(EVERYTHING), store.writing() as connection:
        one = in_the_box(group)[0]["id"]
        connection.execute(table.update().where(table.c.id == one).values(sealed=b"\0" * 2132))
    counted(group)
    assert shown(group)["demo_home_language"] == {"español": 11}
