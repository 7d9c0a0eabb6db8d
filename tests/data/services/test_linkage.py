"""Who knows in which order people answered learns nothing from what is stored after close.

The attacker saw everybody come and go, holds all files and every system column, and pairs the
k-th person who answered with the k-th sheet in every order that the database offers. With nothing
to go by, one person in each wave is paired rightly by chance, whatever the size of the wave; the
number over many waves then is about a Poisson number. The bound is four standard errors above
chance, so that an honest run fails less than once in ten thousand times; a scheme that leaks pairs
all of them, which is many hundred standard errors above.
"""

from collections import defaultdict
from itertools import pairwise
from math import sqrt

import pytest
from sqlalchemy import select, text

from data.services import waves
from data.store import database as store
from data.tables.base import table_of
from data.tables.values import Answer, AnswerSheet
from data.views import AgencyEntry
from tests.data.conftest import KIN_A, OTHER_A, STATEMENTS

ROSTER = (AgencyEntry("Court", KIN_A, 6), AgencyEntry("Clinic", OTHER_A, 6))
PEOPLE = 12
BY_CHANCE = {"by group": len(ROSTER)}  # whoever knows a person's group guesses inside of it


def _own_sheet(person: int) -> dict[str, object]:
    """Answers that nobody else gives, so that we can tell whom a sheet is from."""
    digits = {item: person >> (2 * place) & 3 for place, item in enumerate(STATEMENTS[:2])}
    return digits | {"wish": f"wish {person}"}


def _whose(connection) -> dict[bytes, int]:
    answer, whose = table_of(Answer), defaultdict(int)
    for row in connection.execute(select(answer)):
        if row.item in STATEMENTS[:2]:
            whose[bytes(row.sheet_id)] += row.level << (2 * STATEMENTS.index(row.item))
    return whose


def _orders(connection) -> dict[str, list[int]]:
    """Persons in the order of their sheets and comments, for every order there is."""
    whose, sheet = _whose(connection), table_of(AnswerSheet)
    orders = {
        "as stored": select(sheet.c.id),
        "by key": select(sheet.c.id).order_by(sheet.c.id),
        "by group": select(sheet.c.id).order_by(sheet.c.group_code, sheet.c.id),
    }
    if connection.dialect.name == "postgresql":
        orders["ctid"] = text("SELECT id FROM answer_sheet ORDER BY ctid")
        orders["xmin"] = text("SELECT id FROM answer_sheet ORDER BY xmin::text::bigint, ctid")
        orders["ctid of answers"] = text(
            "SELECT sheet_id FROM answer GROUP BY sheet_id ORDER BY min(ctid)"
        )
    else:
        orders["answers as stored"] = text("SELECT DISTINCT sheet_id FROM answer")
    found = {
        name: [whose[bytes(key)] for key in connection.execute(order).scalars()]
        for name, order in orders.items()
    }
    comments = connection.execute(text("SELECT text FROM comment")).scalars()
    found["comments as stored"] = [int(words.split()[1]) for words in comments]
    return found


def _attack(make_round, runs: int) -> dict[str, int]:
    """How many persons were paired rightly in so many waves, by order."""
    right: dict[str, int] = defaultdict(int)
    for _ in range(runs):
        made = make_round(ROSTER)
        for person in range(PEOPLE):
            made.send(person, _own_sheet(person))
        waves.close_wave(made.wave.id)
        with store.reading() as connection:
            for name, order in _orders(connection).items():
                assert sorted(order) == list(range(PEOPLE)), name
                right[name] += sum(person == place for place, person in enumerate(order))
        _forget(made)
    return right


def _forget(made) -> None:
    """Make room for the next wave."""
    from data.store.waves import remove_wave

    with store.writing() as connection:
        remove_wave(connection, made.wave.id)


def _check(right: dict[str, int], runs: int) -> None:
    bounds = {name: _bound(BY_CHANCE.get(name, 1) * runs) for name in right}
    assert {name: n for name, n in right.items() if n > bounds[name]} == {}
    assert PEOPLE * runs > 2 * max(bounds.values())  # a scheme that leaks would be seen


def _bound(by_chance: int) -> float:
    return by_chance + 4 * sqrt(by_chance)


def test_after_close_no_order_in_the_database_tells_who_gave_which_answers(make_round):
    _check(_attack(make_round, 12), 12)


@pytest.mark.long
def test_after_close_no_order_in_the_database_tells_who_gave_which_answers_in_many_waves(
    make_round,
):
    _check(_attack(make_round, 500), 500)


@pytest.mark.postgresql
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_the_transaction_that_burnt_an_invitation_leads_to_a_sealed_ballot_only(make_round):
    made = make_round(ROSTER)
    for person in range(PEOPLE):
        made.send(person, _own_sheet(person))
    joined = text(
        "SELECT b.ciphertext FROM invitation i JOIN ballot b ON i.xmin = b.xmin WHERE i.used"
    )
    with store.reading() as connection:
        sealed = connection.execute(joined).scalars().all()
    assert len(sealed) == PEOPLE  # the join works, and finds nothing to read
    assert len({len(ballot) for ballot in sealed}) == 1
    assert not any(b"wish" in bytes(ballot) for ballot in sealed)
    waves.close_wave(made.wave.id)
    with store.reading() as connection:
        assert connection.execute(joined).all() == []
        once = text("SELECT count(DISTINCT xmin::text) FROM answer_sheet")
        assert connection.execute(once).scalar_one() == 1  # all sheets in one transaction


def test_sheets_and_comments_of_one_person_do_not_lie_in_the_same_place(make_round):
    same = 0
    for _ in range(6):
        made = make_round(ROSTER)
        for person in range(PEOPLE):
            made.send(person, _own_sheet(person))
        waves.close_wave(made.wave.id)
        with store.reading() as connection:
            orders = _orders(connection)
            pairs = zip(orders["as stored"], orders["comments as stored"], strict=True)
            same += sum(sheet == comment for sheet, comment in pairs)
            keys = connection.execute(text("SELECT id FROM comment ORDER BY id")).scalars().all()
            assert all(a < b for a, b in pairwise(keys))
        _forget(made)
    assert same <= 6 + 4 * sqrt(6)
