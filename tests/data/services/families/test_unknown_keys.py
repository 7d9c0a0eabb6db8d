"""Keys of words that ended and came back are told; those that are needed are not."""

import shutil
from pathlib import Path

import pytest

from data import keyring
from data.services import (
    asked_again_rows,
    card_box,
    doctor_families,
    family_ends,
    intake,
    pepper_mark,
    unknown_keys,
)
from data.settings import settings
from tests.data.services.families.cards_given import filled
from tests.data.services.families.groups import Group, begun, contact, held, written


@pytest.fixture
def group(sqlite_database: str) -> Group:
    pepper_mark.note()  # as every start does
    return begun()


def spoken(group: Group) -> str:
    """A session with words in it; the seat of the first who sat there."""
    session = held(group, people=3, name="Evening")
    written(group, session)
    return group.seats(session.id)[0].id


def test_nothing_that_is_in_use_is_told(group: Group) -> None:
    spoken(group)
    intake.ask_to_come(group.plan.id, contact(group.plan))
    assert len(keyring.words_owners()) == 2 * 3 + 2 + 1, "seats, their session, a book"
    assert unknown_keys.unknown() == ()
    assert doctor_families.keys_of_words().ok


def test_the_keys_of_cards_and_of_who_may_be_asked_again_are_known(sqlite_database: str) -> None:
    plan_id = filled(6).plan.id
    keyring.keep_words_key(asked_again_rows.key_of(plan_id), bytes(32))
    there = keyring.words_owners()
    assert {card_box.owner(plan_id), asked_again_rows.key_of(plan_id)} <= there
    assert unknown_keys.unknown() == ()


def test_the_keys_of_whoever_took_words_back_are_told_where_a_folder_brings_them_again(
    group: Group, tmp_path: Path
) -> None:
    seat = spoken(group)
    folder = settings().keys / "words"
    shutil.copytree(folder, tmp_path / "older")
    family_ends.withdraw_seat(group.team_id, group.plan.id, seat)
    assert doctor_families.keys_of_words().ok
    shutil.copytree(tmp_path / "older", folder, dirs_exist_ok=True)
    assert unknown_keys.unknown() == (seat, f"{seat}.raw")
    told = doctor_families.keys_of_words()
    assert not told.ok
    assert told.told.startswith("2 of them are of words that this database does not know.")
    assert told.told.endswith(f"shred -u {folder / f'{seat}.key'} {folder / f'{seat}.raw.key'}")
    for each in unknown_keys.unknown():
        (folder / f"{each}.key").unlink()
    assert doctor_families.keys_of_words().ok


def test_nobody_is_told_to_destroy_keys_of_contacts_while_the_pepper_is_not_the_right_one(
    group: Group,
) -> None:
    intake.ask_to_come(group.plan.id, contact(group.plan))
    assert doctor_families.keys_of_words().ok
    file = settings().keys / "pepper"
    for content in (None, bytes(32)):
        file.unlink()
        if content is not None:
            file.write_bytes(content)
        keyring._pepper.cache_clear()
        told = doctor_families.keys_of_words()
        assert "see to the pepper first" in told.told
        assert "shred" not in told.told
        assert not told.ok
        assert file.exists() is (content is not None), "a look makes no pepper"
        file.touch()


def test_a_new_place_has_no_keys_and_nothing_to_change(sqlite_database: str) -> None:
    assert doctor_families.keys_of_words().told == "there are none."
    assert not (settings().keys / "pepper").exists()


def test_many_are_named_twenty_at_a_time(group: Group) -> None:
    for number in range(25):
        keyring.keep_words_key(f"gone{number:02}", bytes(32))
    told = doctor_families.keys_of_words().told
    assert told.startswith("25 of them")
    assert told.count(".key") == 20
