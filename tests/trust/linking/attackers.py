"""Eight people who want to know who said what. Each makes as many guesses as come to mind.

A guess pairs every place on the list of invitations with a sheet or a comment. One that knows
nothing pairs one person rightly on average, whatever the number of people.
"""

import random
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from tests.trust.linking.evidence import Evidence
from tests.trust.linking.files import Rows

Pairs = list[tuple[int, Any]]
Guesses = dict[str, Pairs]
Attacker = Callable[[Evidence], Guesses]
_BLOCK = 5
_CHOICES = random.Random(7)  # where nothing tells, they draw


def sql_on_the_final_database(seen: Evidence) -> Guesses:
    """Knows the list; sorts what is left by everything there is."""
    orders = _by_column(seen.at_rest[seen.roles.invitation], seen.roles.token)
    places = {kept: place for place, kept in enumerate(seen.prints)}
    people = {name: [places[kept] for kept in order] for name, order in orders.items()}
    people |= _orders_of_the_list(seen)
    return _crossed(people, _orders_at_rest(seen))


def watched_who_answered_when(seen: Evidence) -> Guesses:
    """Sat in the room, and later gets the database."""
    return _crossed({"as they came": seen.arrivals}, _orders_at_rest(seen))


def system_columns_and_pages(seen: Evidence) -> Guesses:
    """Reads what the database notes about rows, and where in the files rows lie."""
    roles, last = seen.roles, seen.copies[-1]
    burnt = {row.get("written_by"): row[roles.token] for row in last[roles.invitation]}
    places = {kept: place for place, kept in enumerate(seen.prints)}
    ballots = last[roles.ballot]
    guesses: dict[str, Pairs] = {}
    if None not in burnt:
        joined = [(places[burnt[row["written_by"]]], row) for row in ballots]
        guesses |= _named("same transaction", _through_ballots(joined, seen))
    lying = sorted(ballots, key=lambda row: seen.open_files.find(_sign(row[roles.own])))
    for name, order in (("lying", lying), ("lying backwards", lying[::-1])):
        guesses |= _named(
            name, _through_ballots(list(zip(seen.arrivals, order, strict=False)), seen)
        )
    targets = _lying_in(seen.closed_files, seen)
    targets |= {f"{name} backwards": order[::-1] for name, order in targets.items()}
    return guesses | _crossed({"as they came": seen.arrivals}, targets)


def log_of_the_database(seen: Evidence) -> Guesses:
    """Reads the write-ahead log, as far back as it goes, and pages that are free again."""
    guesses: dict[str, Pairs] = {}
    if seen.earlier:
        guesses |= _named("each commit", _through_ballots(_differences(seen, seen.earlier), seen))
        everything = _lying_in(seen.open_files + seen.closed_files, seen)
        guesses |= _crossed({"as they came": seen.arrivals}, everything)
    if seen.log is not None:
        guesses |= _by_position(seen) | _by_transaction(seen)
    return guesses


def a_backup_every_five_answers(seen: Evidence) -> Guesses:
    """Knows which five people answered between two backups, and which five ballots came."""
    kept = seen.copies[_BLOCK - 1 :: _BLOCK]
    if len(seen.copies) % _BLOCK:
        kept = [*kept, seen.copies[-1]]
    places = {print_: place for place, print_ in enumerate(seen.prints)}
    guesses: dict[str, Pairs] = {}
    for column in _columns(seen.copies[-1][seen.roles.ballot]):
        for name, rank in (("list", None), ("watched", seen.arrivals.index)):
            pairs: list[tuple[int, dict[str, Any]]] = []
            for tokens, ballots in _steps(seen, kept):
                people = sorted((places[token] for token in tokens), key=rank)
                pairs += zip(people, sorted(ballots, key=lambda row: row[column]), strict=False)
            guesses |= _named(f"{name}, {column}", _through_ballots(pairs, seen))
    return guesses


def a_copy_after_every_answer(seen: Evidence) -> Guesses:
    """Knows whose each ballot is, and how long it is."""
    return _through_ballots(_differences(seen, seen.copies), seen)


def all_logs(seen: Evidence) -> Guesses:
    """Reads whatever the program and the server wrote down."""
    whole = "\n".join(seen.said)
    targets = {
        "sheets named": _found_in_words(whole, _keys(seen)),
        "comments named": _found_in_words(whole, _words(seen)),
    }
    loud = sorted(range(len(seen.said)), key=lambda visit: len(seen.said[visit]))
    by_length = {"comments by length": sorted(_words(seen), key=len)}
    return _crossed({"as they came": seen.arrivals}, targets) | _crossed(
        {"by how much was logged": [seen.arrivals[visit] for visit in loud]}, by_length
    )


def the_list_and_who_used_it(seen: Evidence) -> Guesses:
    """Tries all links after each answer to see which are used, then reads what staff are shown."""
    people = _orders_of_the_list(seen) | {"as links were used": seen.arrivals}
    shown = {"comments as shown": seen.shown, "backwards": seen.shown[::-1]}
    return _crossed(people, shown)


ATTACKERS: dict[str, Attacker] = {
    "1 SQL on the final database": sql_on_the_final_database,
    "2 watched who answered when": watched_who_answered_when,
    "3 system columns, places in files": system_columns_and_pages,
    "4 write-ahead log, free pages": log_of_the_database,
    "5 backup every 5 answers": a_backup_every_five_answers,
    "6 copy after every answer": a_copy_after_every_answer,
    "7 all logs": all_logs,
    "8 list of links, who used them": the_list_and_who_used_it,
}


def _differences(seen: Evidence, copies: Iterable[Rows]) -> list[tuple[int, dict[str, Any]]]:
    """Whose each ballot is, where one person answered between two copies."""
    places = {kept: place for place, kept in enumerate(seen.prints)}
    return [
        (places[tokens[0]], ballots[0])
        for tokens, ballots in _steps(seen, copies)
        if len(tokens) == len(ballots) == 1
    ]


def _steps(
    seen: Evidence, copies: Iterable[Rows]
) -> Iterator[tuple[list[bytes], list[dict[str, Any]]]]:
    """Tokens that were used and ballots that came since the copy before."""
    roles, ours = seen.roles, set(seen.prints)
    used: set[bytes] = set()
    known: set[Any] = set()
    for rows in copies:
        now = {row[roles.token] for row in rows[roles.invitation] if row["used"]} & ours
        ballots = [row for row in rows[roles.ballot] if row[roles.own] not in known]
        if now != used or ballots:
            yield sorted(now - used), ballots
        used = now
        known |= {row[roles.own] for row in ballots}


def _through_ballots(owned: list[tuple[int, dict[str, Any]]], seen: Evidence) -> dict[str, Pairs]:
    """From ballots whose owners are known to sheets and comments: by key, order and length."""
    roles = seen.roles
    sheets = {row[roles.own] for row in seen.at_rest[roles.sheet]}
    same = [(place, row[roles.own]) for place, row in owned if row[roles.own] in sheets]
    if same:
        return {"same key": same}
    content = "ciphertext"
    sorts: dict[str, tuple[Callable[[dict[str, Any]], Any], str]] = {
        "sheets by key": (lambda row: row[roles.own], "sheets by own column id"),
        "comments by key": (lambda row: row[roles.own], "comments by id"),
        "sheets by content": (lambda row: row[content], "sheets by own column id"),
        "comments by content": (lambda row: row[content], "comments by id"),
        "sheets by length": (lambda row: len(row[content]), "sheets by fullness"),
        "comments by length": (lambda row: len(row[content]), "comments by length"),
    }
    targets = _orders_at_rest(seen)
    return {
        name: [
            (place, key)
            for (place, _), key in zip(
                sorted(owned, key=lambda each: sort(each[1])), targets.get(target, ()), strict=False
            )
        ]
        for name, (sort, target) in sorts.items()
    }


def _orders_at_rest(seen: Evidence) -> dict[str, list[Any]]:
    """Sheets and comments in every order that the final rows offer."""
    roles = seen.roles
    orders: dict[str, list[Any]] = {}
    for name, order in _by_column(seen.at_rest[roles.sheet], roles.own).items():
        orders[f"sheets by own {name}"] = order
    for name, order in _by_column(seen.at_rest[roles.answer], roles.part_of).items():
        orders[f"sheets by answers' {name}"] = order
    for name, order in _by_column(seen.at_rest[roles.comment], "text").items():
        orders[f"comments {name}"] = order
    orders["comments by id"] = orders["comments column id"]
    orders["comments by length"] = sorted(_words(seen), key=len)
    full = dict.fromkeys(_keys(seen), 0)
    for row in seen.at_rest[roles.answer]:
        full[row[roles.part_of]] += int(row.get("level", 0) >= 0)
    orders["sheets by fullness"] = sorted(full, key=lambda key: full[key])
    return orders


def _by_column(rows: list[dict[str, Any]], wanted: str) -> dict[str, list[Any]]:
    """Values of the wanted column, each once, as stored and sorted by each column that varies."""
    orders = {"as stored": list(dict.fromkeys(row[wanted] for row in rows))} if rows else {}
    for column in _columns(rows):
        ordered = sorted(rows, key=lambda row: row[column])
        orders[f"column {column}"] = list(dict.fromkeys(row[wanted] for row in ordered))
    return orders


def _columns(rows: list[dict[str, Any]]) -> list[str]:
    """Those in which rows differ and can be sorted."""
    return [
        column
        for column in (rows[0] if rows else ())
        if len({row[column] for row in rows}) > 1 and all(row[column] is not None for row in rows)
    ]


def _orders_of_the_list(seen: Evidence) -> dict[str, list[int]]:
    everybody = range(len(seen.links))
    return {
        "as on the list": list(everybody),
        "by link": sorted(everybody, key=lambda place: seen.links[place]),
        "by fingerprint": sorted(everybody, key=lambda place: seen.prints[place]),
    }


def _crossed(people: Mapping[str, list[int]], targets: Mapping[str, Sequence[Any]]) -> Guesses:
    return {
        f"{who}, {what}": list(zip(people[who], targets[what], strict=False))
        for who, what in product(people, targets)
    }


def _named(prefix: str, guesses: Guesses) -> dict[str, Pairs]:
    return {f"{prefix}: {name}": pairs for name, pairs in guesses.items()}


def _keys(seen: Evidence) -> list[Any]:
    return [row[seen.roles.own] for row in seen.at_rest[seen.roles.sheet]]


def _words(seen: Evidence) -> list[str]:
    return [row["text"] for row in seen.at_rest[seen.roles.comment]]


def _sign(key: object) -> bytes:
    """How a key or a text looks in a file; a number that counts up has no look of its own."""
    return key.encode() if isinstance(key, str) else bytes(key) if isinstance(key, bytes) else b""


def _lying_in(content: bytes, seen: Evidence) -> dict[str, list[Any]]:
    """By the place of the first copy."""
    return {
        name: sorted(keys, key=lambda key: content.find(_sign(key)))
        for name, keys in (("sheets by place", _keys(seen)), ("comments by place", _words(seen)))
    }


def _found_in_words(whole: str, keys: Sequence[Any]) -> list[Any]:
    """In the order in which they are named; those that are not, at random."""
    signs = {key: key.hex() if isinstance(key, bytes) else str(key) for key in keys}
    found = sorted((key for key in keys if signs[key] in whole), key=lambda k: whole.find(signs[k]))
    others = [key for key in keys if signs[key] not in whole]
    return found + _CHOICES.sample(others, len(others))


def _by_position(seen: Evidence) -> Guesses:
    assert seen.log is not None
    log = seen.log
    targets = {
        name: sorted(keys, key=lambda key: log.place(_sign(key)) or 0)
        for name, keys in (("sheets in the log", _keys(seen)), ("comments in it", _words(seen)))
    }
    return _crossed({"as they came": seen.arrivals}, targets)


def _by_transaction(seen: Evidence) -> Guesses:
    """Whose transaction burnt a token, theirs is what else it wrote."""
    assert seen.log is not None
    places = [record.position for record in seen.log_records]
    writers = [r.transaction for r in seen.log_records if seen.burns in r.words and r.transaction]
    ranks = {number: rank for rank, number in enumerate(dict.fromkeys(writers))}
    guesses: dict[str, Pairs] = {}
    for name, keys in (("sheets", _keys(seen)), ("comments", _words(seen))):
        pairs: Pairs = []
        for key in keys:
            rank = ranks.get(_transaction_at(seen, places, seen.log.place(_sign(key))), -1)
            if 0 <= rank < len(seen.arrivals):
                pairs.append((seen.arrivals[rank], key))
        guesses[f"{name} by transaction"] = pairs
    return guesses


def _transaction_at(seen: Evidence, places: list[int], position: int | None) -> int:
    if position is None or not places or position < places[0]:
        return 0
    return seen.log_records[bisect_right(places, position) - 1].transaction
