"""What ends on its day, or because somebody says so, is gone; what is listed cannot be changed."""

from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from data import keyring, sealed_words
from data.clock import at_day, today
from data.services import (
    backing_up,
    contact_book,
    contact_rows,
    families,
    family_ends,
    family_files,
    family_themes,
    intake,
    restoring,
    seats,
    summaries,
    teams,
    transcripts,
)
from data.services.errors import FamilyStateError, NotFound
from data.services.family_themes import ThemeEntry
from data.settings import settings as here
from data.store import contacts as contact_store
from data.store import database as store
from data.store import family_removal, family_words, fault_points
from data.store.scope import EVERYTHING, within
from data.tables.base import table_of
from data.tables.families import FamilyDestruction, FamilyTurn
from scoring.themes import PUBLISHED
from tests.data.services.families.groups import (
    Group,
    begun,
    contact,
    held,
    redacted,
    settings,
    written,
)
from tests.data.services.families.searching import holding, keys, opened, sealed_of

NAME = "Rosalinda Ocampo-Reyes"


class Stopped(Exception):
    """The process was killed here."""


def stops_at(monkeypatch: pytest.MonkeyPatch, *points: str) -> None:
    def stop(name: str) -> None:
        if name in points:
            raise Stopped

    monkeypatch.setattr(fault_points, "hook", stop)


def contact_bytes(study_id: str) -> list[bytes]:
    return [row[2] for row in contact_store.contacts_in(contact_rows.book_of(study_id))]


def told(group: Group) -> list[str]:
    return [each.what for each in family_ends.destructions(group.team_id, group.plan.id)]


def raw_rows(team_id: str) -> int:
    turn = table_of(FamilyTurn)
    mine = (turn.c.team_id == team_id, turn.c.stage == "raw")
    with within(EVERYTHING), store.reading() as connection:
        return connection.execute(select(func.count()).select_from(turn).where(*mine)).scalar_one()


def test_no_byte_of_contacts_is_left_after_they_were_destroyed(database: str, home: Path) -> None:
    made = begun()
    for name in (NAME, "Somebody Else"):
        intake.ask_to_come(made.plan.id, contact(made.plan, name))
    sealed = contact_bytes(made.plan.id)
    assert len(sealed) == 2
    assert all(holding(each, home) for each in sealed)
    key = here().keys / "words" / f"{contact_rows.key_of(made.plan.id)}.key"
    old = key.read_bytes()
    assert family_ends.destroy_contacts(made.team_id, made.plan.id) == 2
    assert [each for each in sealed if holding(each, home)] == []
    assert holding(old, home) == []
    assert not key.exists()
    assert contact_book.open_book(made.team_id, made.plan.id) == ()
    assert told(made) == ["contacts"]
    intake.ask_to_come(made.plan.id, contact(made.plan))
    assert contact_book.how_many(made.team_id, made.plan.id) == 1


def test_a_destruction_of_contacts_that_was_killed_leaves_no_screen_broken(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = begun()
    intake.ask_to_come(made.plan.id, contact(made.plan))
    with monkeypatch.context() as patch:
        stops_at(patch, "key removed")
        with pytest.raises(Stopped):
            family_ends.destroy_contacts(made.team_id, made.plan.id)
    assert contact_book.open_book(made.team_id, made.plan.id) == ()
    intake.ask_to_come(made.plan.id, contact(made.plan, "Somebody Else"))
    (view,) = contact_book.open_book(made.team_id, made.plan.id)
    assert view.entry.answers["contact_call_name"] == "Somebody Else"
    assert len(contact_bytes(made.plan.id)) == 2
    assert family_ends.destroy_contacts(made.team_id, made.plan.id) == 2
    assert contact_bytes(made.plan.id) == []


@pytest.mark.parametrize("way", ["by hand", "clock", "killed and clock"])
def test_words_as_they_were_said_end_and_the_redacted_ones_stay(
    database: str, home: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = begun(raw_days=7)
    session = held(made, people=3, name="One")
    found = redacted(made, written(made, session))
    last = today() + timedelta(days=7 - 1)
    assert found.raw_ends_on == last
    sealed = {
        key: each for seat in made.seats(session.id) for key, each in sealed_of(seat.id).items()
    }
    raw = {key: each for key, each in sealed.items() if key[0].endswith(".raw")}
    assert len(raw) == 4
    said = transcripts.turns(made.team_id, found.id)
    if way == "by hand":
        family_ends.destroy_raw(made.team_id, found.id, study_id=made.plan.id)
    else:
        assert family_ends.run_clocks(last) == 0
        if way == "killed and clock":
            with monkeypatch.context() as patch:
                patch.setattr(family_words, "change_transcript", lambda *_, **__: 1 / 0)
                with pytest.raises(ZeroDivisionError):
                    family_ends.run_clocks(last + timedelta(days=1))
            assert raw_rows(made.team_id) > 0
            assert transcripts.turns(made.team_id, found.id) == said
        assert family_ends.run_clocks(last + timedelta(days=1)) == 1
    assert raw_rows(made.team_id) == 0
    assert opened(raw) == []
    if store.is_sqlite():
        assert [each for each in raw.values() if holding(each, home)] == []
    assert transcripts.turns(made.team_id, found.id) == said
    now = transcripts.transcript(made.team_id, found.id)
    assert (now.raw_is_there, now.raw_ends_on, now.state) == (False, None, "redacted")
    assert told(made) == ["raw"]
    assert family_ends.run_clocks(last + timedelta(days=2)) == 0
    transcripts.remove_transcript(made.team_id, found.id)
    with pytest.raises(FamilyStateError, match="were destroyed"):
        written(made, session)


def test_words_that_nothing_stands_in_the_place_of_are_not_destroyed_but_removed(
    sqlite_database: str,
) -> None:
    made = begun()
    found = written(made, held(made, people=3, name="One"))
    with pytest.raises(FamilyStateError, match="Remove the transcript"):
        family_ends.destroy_raw(made.team_id, found.id, study_id=made.plan.id)
    other = families.begin_study(made.team_id, "Another", settings())
    for study_id in (other.id, "none"):
        with pytest.raises(NotFound):
            family_ends.destroy_raw(made.team_id, found.id, study_id=study_id)
    assert len(transcripts.turns(made.team_id, found.id)) == 5


@pytest.mark.parametrize("point", [None, "key replaced"])
def test_no_copy_of_removed_words_opens_and_others_can_be_brought_in(
    sqlite_database: str, home: Path, point: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = begun()
    session = held(made, people=3, name="One")
    found = written(made, session)
    sealed = sealed_of(made.seats(session.id)[0].id)
    with monkeypatch.context() as patch:
        if point is not None:
            stops_at(patch, point)
        try:
            transcripts.remove_transcript(made.team_id, found.id)
        except Stopped:
            assert point == "key replaced"
            written(made, session)
            return
    assert opened(sealed) == []
    assert [each for each in sealed.values() if holding(each, home)] == []
    again = written(made, session)
    assert len(transcripts.turns(made.team_id, again.id)) == 5


def test_everything_written_of_a_session_ends_and_its_themes_stay(
    database: str, home: Path
) -> None:
    made = begun(redacted_days=30)
    session, sheets = held(made, people=4, name="One"), held(made, people=3, name="Two")
    found = redacted(made, written(made, session))
    summaries.save_summary(made.team_id, sheets.id, "guide_barriers", "Long waits.", seen=0)
    theme = family_themes.save_theme(
        made.team_id, made.plan.id, "", ThemeEntry("Waits are long.", "got_in_way"), seen=0
    )
    for each in (session, sheets):
        labels = [seat.label for seat in made.seats(each.id)]
        family_themes.support_by_sheet(made.team_id, made.plan.id, theme, each.id, labels)
    sealed = {
        key: each for seat in made.seats(session.id) for key, each in sealed_of(seat.id).items()
    }
    family_ends.run_clocks(today() + timedelta(days=29))
    assert transcripts.transcript(made.team_id, found.id).state == "redacted"
    family_ends.run_clocks(today() + timedelta(days=30))
    assert transcripts.transcript_of(made.team_id, session.id) is None
    assert {each.version for each in summaries.sheet(made.team_id, sheets.id)} == {0}
    assert opened(sealed) == []
    assert told(made).count("words") == 2
    shown, _ = family_themes.shown_themes(made.team_id, made.plan.id)
    assert [each.people for each in shown.shown.values()] == [7]
    with pytest.raises(FamilyStateError):
        written(made, session)
    with pytest.raises(FamilyStateError):
        summaries.save_summary(made.team_id, sheets.id, "guide_barriers", "More.", seen=0)
    assert family_ends.run_clocks(today() + timedelta(days=32)) == 0


def test_contact_details_end_with_their_session_whatever_somebody_forgot_to_tick(
    sqlite_database: str,
) -> None:
    made = begun(contact_days=10)
    for name in ("Asked", "Waiting"):
        intake.ask_to_come(made.plan.id, contact(made.plan, name))
    asked = next(
        each
        for each in contact_book.open_book(made.team_id, made.plan.id)
        if each.entry.answers["contact_call_name"] == "Asked"
    )
    contact_book.set_status(
        made.team_id, made.plan.id, asked.id, "invited", "One", seen=asked.version
    )
    held(made, people=3, name="One")
    assert family_ends.run_clocks(today() + timedelta(days=9)) == 0
    assert family_ends.run_clocks(today() + timedelta(days=10)) == 1
    (left,) = contact_book.open_book(made.team_id, made.plan.id)
    assert left.entry.answers["contact_call_name"] == "Waiting"


@pytest.mark.parametrize("point", [None, "key to be destroyed", "key removed"])
def test_nothing_of_a_deleted_team_is_left_even_if_it_was_killed(
    database: str, home: Path, point: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, other = begun(), begun()
    session, kept = held(made, people=3, name="One"), held(other, people=2, name="One")
    written(made, session)
    for each in (made, other):
        intake.ask_to_come(each.plan.id, contact(each.plan))
    sealed, theirs = contact_bytes(made.plan.id), contact_bytes(other.plan.id)
    with monkeypatch.context() as patch:
        if point is not None:
            stops_at(patch, point)
        with suppress(Stopped):
            teams.delete_team(made.team_id, confirm_name="River county")
    family_ends.run_clocks()
    left = {each.name for each in (here().keys / "words").iterdir()}
    owners = [kept.id, *(each.id for each in other.seats(kept.id))]
    expected = {f"{each}{end}.key" for each in owners for end in ("", ".raw")}
    assert left == expected | {f"{contact_rows.key_of(other.plan.id)}.key"}
    assert [each for each in sealed if holding(each, home)] == []
    assert all(holding(each, home) for each in theirs)
    assert contact_bytes(made.plan.id) == []


def test_a_deletion_that_was_refused_leaves_everything(sqlite_database: str) -> None:
    made = begun()
    session = held(made, people=2, name="One")
    keyring.keep_note(made.team_id, {"owners": [session.id], "studies": [made.plan.id]})
    family_ends.run_clocks()
    assert keyring.notes() == {}
    assert sealed_words.opens(session.id)
    assert family_removal.ends_with(made.team_id).studies == (made.plan.id,)


def test_an_entry_that_somebody_changed_is_not_sound(database: str) -> None:
    made = begun()
    session = held(made, people=4, name="One")
    for each in made.receipts[session.id][:3]:
        family_ends.withdraw_by_number(made.team_id, session.id, each.label)
    found = family_ends.destructions(made.team_id, made.plan.id)
    assert [(each.number, each.sound) for each in found] == [(1, True), (2, True), (3, True)]
    table = table_of(FamilyDestruction)
    for changed in ({"pieces": 99}, {"what": "raw"}, {"done_on": today() - timedelta(days=1)}):
        with within(EVERYTHING), store.writing() as connection:
            row = table.c.number == 2
            before = dict(connection.execute(select(table).where(row)).mappings().one())
            connection.execute(update(table).where(row).values(**changed))
        sound = [e.sound for e in family_ends.destructions(made.team_id, made.plan.id)]
        assert sound == [True, False, True]
        with within(EVERYTHING), store.writing() as connection:
            was = {name: before[name] for name in changed}
            connection.execute(update(table).where(row).values(**was))
    assert all(e.sound for e in family_ends.destructions(made.team_id, made.plan.id))


def test_nothing_is_for_everybody_before_the_days_are_over_that_were_promised(
    sqlite_database: str,
) -> None:
    made, inside = (
        begun(withdraw_days=14),
        begun(public_report=False, quote_tiers=["never", "inside"]),
    )
    held(made, people=3, name="One")
    for days, refused in ((0, True), (14, True), (15, False)):
        with at_day(today() + timedelta(days=days)):
            if refused:
                with pytest.raises(FamilyStateError, match="14 days"):
                    family_files.findings_of(made.team_id, made.plan.id, floor=PUBLISHED)
            else:
                family_files.findings_of(made.team_id, made.plan.id, floor=PUBLISHED)
    with pytest.raises(FamilyStateError, match="stays with the team"):
        family_files.findings_of(inside.team_id, inside.plan.id, floor=PUBLISHED)
    family_files.findings_of(inside.team_id, inside.plan.id)


def test_a_backup_from_before_brings_nobody_back(
    sqlite_database: str, home: Path, tmp_path: Path
) -> None:
    made = begun()
    session = held(made, people=3, name="One")
    found = redacted(made, written(made, session))
    intake.ask_to_come(made.plan.id, contact(made.plan))
    sealed = contact_bytes(made.plan.id)
    gone, receipt = made.seats(session.id)[0].id, made.receipts[session.id][0]
    backing_up.back_up(tmp_path / "backup")
    content = (tmp_path / "backup").read_bytes()
    assert not any(each in content for each in sealed)
    assert not any(each in content for each in keys())
    seats.withdraw(receipt.card)
    store.dispose()
    for each in home.glob("common_table.db*"):
        each.unlink()
    restoring.restore(tmp_path / "backup")
    assert gone not in {each.seat_id for each in transcripts.turns(made.team_id, found.id)}
    assert len(sealed_of(gone)) == 4
    assert family_ends.run_clocks() == 1
    assert sealed_of(gone) == {}
    with pytest.raises(NotFound):
        seats.with_card(receipt.card)
    assert transcripts.transcript(made.team_id, found.id).state == "redacting"
    assert contact_book.how_many(made.team_id, made.plan.id) == 1
