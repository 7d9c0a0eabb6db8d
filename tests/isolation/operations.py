"""Random operations of people of many teams, each foretold by a model in plain Python."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any

from sqlalchemy import Connection, Select, delete, exists, insert, literal, select, text, update
from sqlalchemy.exc import DBAPIError

from data.store import database as store
from data.store.owners import OWNERS
from data.store.scope import EVERYTHING, OutsideScope, Scope, within
from tests.isolation.world import TABLES, fill, rows_of

TEAMS = tuple(f"t{number:02}" for number in range(40))
MARKS: dict[str, tuple[str, type]] = {
    "team": ("name", str),
    "agency": ("name", str),
    "membership": ("role", str),
    "frozen_edition": ("body", str),
    "wave": ("title", str),
    "reporting_group": ("people", int),
    "invitation": ("kind", str),
    "ballot": ("ciphertext", bytes),
    "draft": ("ciphertext", bytes),
    "answer_sheet": ("group_code", str),
    "answer": ("level", int),
    "comment": ("text", str),
    "fact_tally": ("people", int),
    "released_report": ("body", str),
    "listing": ("name", str),
    "listing_call": ("words", str),
    "need_entry": ("source", str),
    "county_need": ("file", str),
    "portfolio_consent": ("saved_by_name", str),
    "family_study": ("name", str),
    "family_seat": ("quote_tier", str),
    "family_theme": ("words", str),
}
NEW_KEYS: dict[str, tuple[str, type]] = {
    "agency": ("code", str),
    "team_edition": ("version", str),
    "wave": ("id", str),
    "reporting_group": ("code", str),
    "invitation": ("token_hash", bytes),
    "ballot": ("id", bytes),
    "draft": ("key_hash", bytes),
    "answer_sheet": ("id", bytes),
    "answer": ("item", str),
    "comment": ("id", bytes),
    "fact_tally": ("option", str),
}
POINTED_TO = {"frozen_edition"} | {
    key.column.table.name for table in TABLES.values() for key in table.foreign_keys
}
LEAVES = sorted(OWNERS.keys() - POINTED_TO)
AT_ONCE = 10
MANY = 100

Key = tuple[Any, ...]


@dataclass
class Model:
    """What should be stored: by table and key, whose it is and its row."""

    rows: dict[str, dict[Key, tuple[str, dict[str, Any]]]] = field(default_factory=dict)

    def add(self, name: str, team: str, row: dict[str, Any]) -> None:
        """A row is there."""
        self.rows.setdefault(name, {})[_key(name, row)] = (team, dict(row))

    def seen(self, name: str, scope: Scope) -> dict[Key, tuple[str, dict[str, Any]]]:
        """What somebody should see."""
        rows = self.rows.get(name, {})
        return {k: v for k, v in rows.items() if scope.all_teams or v[0] in scope.teams}


class Leak(AssertionError):
    """Somebody saw, changed or added what the model says they cannot, or could not what it says."""


@dataclass
class Operations:
    """A run: one source of chance, one model, one database."""

    chance: Random
    model: Model = field(default_factory=Model)
    numbers: Any = field(default_factory=count)
    refused: int = 0

    def prepare(self) -> None:
        """Every team with all of its rows."""
        fill(TEAMS)
        for team in TEAMS:
            for name, row in rows_of(team).items():
                self.model.add(name, team, row)

    def run(self, operations: int) -> None:
        """So many operations, some to a transaction; then all rows must be those of the model."""
        steps: tuple[Callable[[Connection, Scope], None], ...] = (
            self.read, self.read, self.change, self.remove, self.add, self.add,
            self.give_away, self.copy, self.write_text,
        )  # fmt: skip
        for start in range(0, operations, AT_ONCE):
            scope = self._scope()
            with within(scope), store.writing() as connection:
                for _ in range(min(AT_ONCE, operations - start)):
                    self.chance.choice(steps)(connection, scope)
        self.compare()

    def compare(self) -> None:
        """Nothing is stored but what the model says."""
        with within(EVERYTHING), store.reading() as connection:
            for name in OWNERS:
                stored = {
                    _key(name, row): dict(row)
                    for row in connection.execute(select(TABLES[name])).mappings()
                }
                expected = {k: row for k, (_, row) in self.model.rows[name].items()}
                _same(stored, expected, f"what is stored in {name}")

    def read(self, connection: Connection, scope: Scope) -> None:
        """A question in some form."""
        name = self.chance.choice(sorted(OWNERS))
        form = self.chance.choice(FORMS)
        found = connection.execute(form(name)).all()
        columns = _columns(name)
        expected = {
            tuple(row[c] for c in columns) for _, row in self.model.seen(name, scope).values()
        }
        _same({tuple(row) for row in found}, expected, f"{form.__name__} of {name}")

    def change(self, connection: Connection, scope: Scope) -> None:
        """An update of many rows, or of those of one team, or of a few."""
        name = self.chance.choice(sorted(MARKS))
        column, kind = MARKS[name]
        value = self._fresh(kind)
        keys = self._some_keys(name)
        statement = update(TABLES[name]).values({column: value})
        if self.chance.random() < 0.2:
            keys = set(self.model.rows[name])  # without any condition
        else:
            statement = statement.where(_among(name, keys))
        if self._refuses(connection, statement, scope.all_teams or bool(scope.teams)):
            return
        for key in keys & self.model.seen(name, scope).keys():
            self.model.rows[name][key][1][column] = value

    def remove(self, connection: Connection, scope: Scope) -> None:
        """A deletion of some rows that nothing points to."""
        name = self.chance.choice(LEAVES)
        keys = self._some_keys(name)
        if len(self.model.rows[name]) < MANY:
            keys = set(sorted(keys, key=repr)[:1])
        statement = delete(TABLES[name]).where(_among(name, keys))
        if self._refuses(connection, statement, scope.all_teams or bool(scope.teams)):
            return
        for key in keys & self.model.seen(name, scope).keys():
            del self.model.rows[name][key]

    def add(self, connection: Connection, scope: Scope) -> None:
        """New rows, for one team or for several at once, in one of three ways."""
        name = self.chance.choice(sorted(NEW_KEYS))
        own = sorted(scope.teams) or TEAMS
        whose = [
            self.chance.choice(own if self.chance.random() < 0.8 else TEAMS)
            for _ in range(self.chance.choice((1, 1, 2, 5)))
        ]
        rows = [self._new_row(name, team) for team in whose]
        allowed = scope.all_teams or set(whose) <= scope.teams
        statement, values = self.chance.choice(
            (
                (insert(TABLES[name]), rows),
                (insert(TABLES[name]).values(rows), None),
                (insert(TABLES[name]).values(rows[0]), None),
            )
        )
        if values is None and not statement._multi_values:
            rows, whose = rows[:1], whose[:1]
            allowed = scope.all_teams or set(whose) <= scope.teams
        if self._refuses(connection, statement, allowed, values):
            return
        for team, row in zip(whose, rows, strict=True):
            self.model.add(name, team, row)

    def give_away(self, connection: Connection, scope: Scope) -> None:
        """An update of whose a row is."""
        name = self.chance.choice(sorted(OWNERS.keys() - {"frozen_edition", "team"}))
        if scope.all_teams:
            return
        owner = OWNERS[name].column
        value = rows_of(self.chance.choice(TEAMS))[name][owner]
        statement = update(TABLES[name]).where(_among(name, self._some_keys(name)))
        self._refuses(connection, statement.values({owner: value}), allowed=False)

    def copy(self, connection: Connection, scope: Scope) -> None:
        """New rows from a question."""
        if scope.all_teams:
            return
        agency = TABLES["agency"]
        values = [literal(f"copy{next(self.numbers)}") if c.name == "code" else c for c in agency.c]
        statement = insert(agency).from_select(agency.c.keys(), select(*values))
        self._refuses(connection, statement, allowed=False)

    def write_text(self, connection: Connection, scope: Scope) -> None:
        """A question in words."""
        if scope.all_teams:
            return
        name = self.chance.choice(sorted(OWNERS))
        self._refuses(connection, text(f"SELECT * FROM {name}"), allowed=False)

    def _refuses(
        self, connection: Connection, statement: Any, allowed: bool, values: Any = None
    ) -> bool:
        """Whether it was refused, which must be as foretold."""
        try:
            connection.execute(statement, values)
        except OutsideScope:
            self.refused += 1
            if allowed:
                raise Leak(f"refused, and should not have been: {statement}") from None
            return True
        except DBAPIError as error:
            raise Leak(f"only the database said no: {statement}") from error
        if not allowed:
            raise Leak(f"not refused: {statement}")
        return False

    def _scope(self) -> Scope:
        size = self.chance.choice((None, 0, 1, 1, 1, 2, 3, 8))
        return EVERYTHING if size is None else Scope(frozenset(self.chance.sample(TEAMS, size)))

    def _some_keys(self, name: str) -> set[Key]:
        rows = self.model.rows[name]
        some = self.chance.choice(("all", "of a team", "by chance"))
        keys = sorted(rows, key=repr)
        if some == "of a team":
            team = self.chance.choice(TEAMS)
            keys = [key for key in keys if rows[key][0] == team] or keys
        return set(self.chance.sample(keys, k=min(5 if some == "by chance" else MANY, len(keys))))

    def _new_row(self, name: str, team: str) -> dict[str, Any]:
        column, kind = NEW_KEYS[name]
        return rows_of(team)[name] | {column: self._fresh(kind)}

    def _fresh(self, kind: type) -> Any:
        number = next(self.numbers)
        return kind(number) if kind is int else (f"new {number}" if kind is str else b"%d" % number)


def plain(name: str) -> Select[Any]:
    return select(*(TABLES[name].c[column] for column in _columns(name)))


def under_another_name(name: str) -> Select[Any]:
    alias = TABLES[name].alias()
    return select(*(alias.c[column] for column in _columns(name)))


def from_a_subquery(name: str) -> Select[Any]:
    return select(select(plain(name).subquery()).subquery())


def from_an_expression(name: str) -> Select[Any]:
    return select(plain(name).cte("something"))


def twice(name: str) -> Any:
    return plain(name).union(under_another_name(name))


def joined_with_itself(name: str) -> Select[Any]:
    table, alias = TABLES[name], TABLES[name].alias()
    return plain(name).join(alias, _same_key(name, table, alias))


def if_it_exists(name: str) -> Select[Any]:
    table, alias = TABLES[name], TABLES[name].alias()
    return plain(name).where(
        exists(select(literal(1)).select_from(alias).where(_same_key(name, table, alias)))
    )


def under_a_lock(name: str) -> Select[Any]:
    return plain(name).with_for_update()


FORMS = (
    plain,
    under_another_name,
    from_a_subquery,
    from_an_expression,
    twice,
    joined_with_itself,
    if_it_exists,
    under_a_lock,
)


def _columns(name: str) -> list[str]:
    mark = [MARKS[name][0]] if name in MARKS else []
    return list(dict.fromkeys([*_key_columns(name), *mark]))


def _key_columns(name: str) -> list[str]:
    return [column.name for column in TABLES[name].primary_key]


def _key(name: str, row: Any) -> Key:
    return tuple(row[column] for column in _key_columns(name))


def _same_key(name: str, one: Any, other: Any) -> Any:
    first, *more = _key_columns(name)
    same = one.c[first] == other.c[first]
    for column in more:
        same &= one.c[column] == other.c[column]
    return same


def _among(name: str, keys: Iterable[Key]) -> Any:
    columns = [TABLES[name].c[column] for column in _key_columns(name)]
    wanted = literal(value=False)
    for key in keys:
        same = columns[0] == key[0]
        for column, value in zip(columns[1:], key[1:], strict=True):
            same &= column == value
        wanted |= same
    return wanted


def _same(found: Any, expected: Any, what: str) -> None:
    if found != expected:
        raise Leak(f"{what}: {len(found)} rows, foretold were {len(expected)}")
