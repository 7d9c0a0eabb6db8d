"""Every way round the wall between teams that we know of, and what may come of each."""

import sqlalchemy
from sqlalchemy import (
    bindparam,
    case,
    column,
    delete,
    exists,
    extract,
    func,
    insert,
    literal,
    literal_column,
    select,
    table,
    text,
    true,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, aliased
from sqlalchemy.schema import CreateTable, DropTable

from data.tables.people import Team
from tests.isolation.world import MINE, TABLES, THEIRS, rows_of

TEAM, AGENCY, WAVE = TABLES["team"], TABLES["agency"], TABLES["wave"]
BALLOT, SHEET, ANSWER = TABLES["ballot"], TABLES["answer_sheet"], TABLES["answer"]
FROZEN = TABLES["frozen_edition"]
INSERT = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}
other_team, other_agency = TEAM.alias("other"), AGENCY.alias()
theirs = TEAM.c.id == THEIRS
their_waves = select(WAVE.c.team_id).where(WAVE.c.team_id == THEIRS)
their_name = select(TEAM.c.name).where(theirs).scalar_subquery()
start = select(TEAM.c.id, literal(0).label("step")).cte("steps", recursive=True)
steps = start.union_all(
    select(TEAM.c.id, start.c.step + 1).join(start, start.c.step < 1).where(TEAM.c.id != "")
)
light = table("team", column("id"), column("name"))


def new(name: str, team: str, **changes: object) -> dict[str, object]:
    """A new row of some team."""
    return rows_of(team)[name] | changes


def agency(team: str, code: str) -> dict[str, object]:
    return new("agency", team, code=code)


READS = {
    "a join of everything with everything": (
        select(other_team.c.id, other_agency.c.team_id).join(other_agency, true()),
        [(MINE, MINE)],
    ),
    "an outer join": (
        select(TEAM.c.id, WAVE.c.id).outerjoin(WAVE, WAVE.c.team_id != TEAM.c.id),
        [(MINE, None)],
    ),
    "the far side of an outer join": (
        select(literal(1), TEAM.c.id).select_from(
            select(literal(THEIRS).label("id")).subquery("wanted").outerjoin(TEAM, true())
        ),
        [(1, MINE)],
    ),
    "a union": (select(TEAM.c.id).union_all(select(AGENCY.c.team_id)), [(MINE,), (MINE,)]),
    "an intersection": (select(TEAM.c.id).intersect(select(WAVE.c.team_id)), [(MINE,)]),
    "exists": (select(exists(select(TEAM.c.id).where(theirs))), [(False,)]),
    "a scalar subquery": (select(their_name), [(None,)]),
    "a subquery in a condition": (
        select(literal("seen")).where(literal(THEIRS).in_(select(WAVE.c.team_id))),
        [],
    ),
    "a subquery in an order": (
        select(TEAM.c.id).order_by(case((select(func.count(AGENCY.c.code)).scalar_subquery() > 1,
                                         TEAM.c.id), else_=TEAM.c.name)),
        [(MINE,)],
    ),
    "a subquery in from": (
        select(select(TEAM.c.id).where(theirs).subquery().c.id),
        [],
    ),
    "a chain of common table expressions": (
        select(select(select(TEAM).cte("first").c.id).cte("second").c.id),
        [(MINE,)],
    ),
    "a recursive expression": (select(func.count(steps.c.id)), [(2,)]),
    "a correlated subquery": (
        select(
            TEAM.c.id,
            select(func.count()).select_from(AGENCY).where(AGENCY.c.team_id != TEAM.c.id)
            .scalar_subquery(),
        ),
        [(MINE, 0)],
    ),
    "a count": (select(func.count()).select_from(TEAM), [(1,)]),
    "a maximum": (select(func.max(TEAM.c.id)), [(MINE,)]),
    "having": (
        select(func.count()).select_from(TEAM).having(func.max(TEAM.c.id) == THEIRS),
        [],
    ),
    "a window": (
        select(TEAM.c.id, func.count().over()).where(TEAM.c.id.is_not(None)),
        [(MINE, 1)],
    ),
    "an offset": (select(TEAM.c.id).order_by(TEAM.c.id).offset(1), []),
    "a lock": (select(TEAM.c.id).with_for_update(), [(MINE,)]),
    "a table described anew": (select(light.c.id), [(MINE,)]),
    "a model": (select(Team.id, Team.name), [(MINE, f"name-{MINE}")]),
    "a model under another name": (select(aliased(Team).id), [(MINE,)]),
    "whatever was left of an update": (
        update(AGENCY).values(place=7).returning(AGENCY.c.team_id), [(MINE,)]
    ),
    "whatever was left of a deletion": (
        delete(TABLES["comment"]).returning(TABLES["comment"].c.text), [(f"text-{MINE}",)]
    ),
    "what an update returns from elsewhere": (
        update(AGENCY).values(place=7).returning(their_name), [(None,)]
    ),
    "a value for an update": (
        update(TEAM).values(jurisdiction=func.coalesce(their_name, "none")).returning(
            TEAM.c.jurisdiction
        ),
        [("none",)],
    ),
    "a value for a new row": (
        insert(AGENCY).values(**agency(MINE, "z") | {"name": func.coalesce(their_name, "none")})
        .returning(AGENCY.c.name),
        [("none",)],
    ),
    "an update from another table": (
        update(AGENCY)
        .values(name=other_team.c.name)
        .where(other_team.c.id != AGENCY.c.team_id)
        .returning(AGENCY.c.name),
        [],
    ),
}  # fmt: skip

WRITES = {
    "an update of all": (update(AGENCY).values(name="changed"), 1),
    "an update of theirs": (update(TEAM).where(theirs).values(name="changed"), 0),
    "an update of any or theirs": (
        update(TEAM).where((TEAM.c.name == "nobody") | theirs).values(name="changed"), 0
    ),
    "an update by what theirs says": (
        update(AGENCY).where(AGENCY.c.team_id.in_(their_waves)).values(name="changed"), 0
    ),
    "an update of a table described anew": (update(light).values(name="changed"), 1),
    "an update of sheets": (update(SHEET).values(group_code="Z"), 1),
    "a deletion of all answers": (delete(ANSWER), 1),
    "a deletion of all ballots": (delete(BALLOT), 1),
    "a deletion of theirs": (delete(AGENCY).where(AGENCY.c.team_id == THEIRS), 0),
    "a deletion by what theirs says": (
        delete(BALLOT).where(exists(their_waves)), 0
    ),
    "a deletion of editions": (
        delete(FROZEN).where(FROZEN.c.checksum == f"checksum-{THEIRS}"), 0
    ),
}  # fmt: skip


REFUSED = {
    "one row": lambda c: c.execute(insert(AGENCY).values(**agency(THEIRS, "z"))),
    "a team": lambda c: c.execute(insert(TEAM).values(**new("team", "third"))),
    "a row beside the statement": lambda c: c.execute(insert(AGENCY), agency(THEIRS, "z")),
    "the second of many rows": lambda c: c.execute(
        insert(AGENCY), [agency(MINE, "y"), agency(THEIRS, "z")]
    ),
    "the second of several values": lambda c: c.execute(
        insert(AGENCY).values([agency(MINE, "y"), agency(THEIRS, "z")])
    ),
    "values by place": lambda c: c.execute(
        insert(AGENCY).values([tuple(agency(THEIRS, "z").values())])
    ),
    "a row without an owner": lambda c: c.execute(insert(AGENCY).values(code="z", name="z")),
    "an owner that is worked out": lambda c: c.execute(
        insert(AGENCY).values(**agency(MINE, "z") | {"team_id": func.lower(THEIRS.upper())})
    ),
    "an owner that is looked up": lambda c: c.execute(
        insert(AGENCY).values(**agency(MINE, "z") | {"team_id": their_waves.scalar_subquery()})
    ),
    "an owner that comes later": lambda c: c.execute(
        insert(AGENCY).values(**agency(MINE, "z") | {"team_id": bindparam("whose")}),
        {"whose": THEIRS},
    ),
    "an owner that is said twice": lambda c: c.execute(
        insert(AGENCY).values(**agency(MINE, "z")), {"team_id": THEIRS}
    ),
    "a ballot in their wave": lambda c: c.execute(
        insert(BALLOT).values(**new("ballot", MINE, id=b"z", wave_id=f"wave-{THEIRS}"))
    ),
    "an answer on their sheet": lambda c: c.execute(
        insert(ANSWER), [new("answer", MINE, item="z"), new("answer", THEIRS, item="z")]
    ),
    "a role in their team": lambda c: c.execute(
        insert(TABLES["membership"]).values(**new("membership", "theirs"))
    ),
    "rows from a selection": lambda c: c.execute(
        insert(AGENCY).from_select(
            ["team_id", "code", "name", "sector", "people", "place"],
            select(literal(THEIRS), literal("z"), TEAM.c.name, TEAM.c.name, literal(1), literal(1)),
        )
    ),
    "their row in the place of a new one": lambda c: c.execute(
        INSERT[c.dialect.name](WAVE)
        .values(**new("wave", MINE, id=f"wave-{THEIRS}"))
        .on_conflict_do_update(index_elements=["id"], set_={"title": "changed"})
    ),
    "a new row in the place of theirs": lambda c: c.execute(
        insert(WAVE).prefix_with("OR REPLACE").values(**new("wave", MINE, id=f"wave-{THEIRS}"))
    ),
    "a new row inside of a question": lambda c: c.execute(
        select(
            insert(AGENCY).values(**agency(MINE, "z")).returning(AGENCY.c.code).cte("added").c.code
        )
    ),
    "giving a row away": lambda c: c.execute(update(AGENCY).values(team_id=THEIRS)),
    "giving a row away, beside the statement": lambda c: c.execute(
        update(AGENCY), {"team_id": THEIRS}
    ),
    "giving rows away, many at once": lambda c: c.execute(
        update(AGENCY).where(AGENCY.c.code == bindparam("which")),
        [{"which": "a1", "team_id": THEIRS}, {"which": "a2", "team_id": THEIRS}],
    ),
    "giving a wave away": lambda c: c.execute(
        update(WAVE).ordered_values(("title", "t"), ("team_id", THEIRS))
    ),
    "taking a row": lambda c: c.execute(
        update(AGENCY).where(AGENCY.c.team_id == THEIRS).values(team_id=MINE)
    ),
    "taking their ballots": lambda c: c.execute(
        update(BALLOT).where(BALLOT.c.wave_id == f"wave-{THEIRS}").values(wave_id=f"wave-{MINE}")
    ),
    "taking their answers": lambda c: c.execute(
        update(ANSWER).values(sheet_id=f"sheet-{MINE}".encode())
    ),
    "being another team": lambda c: c.execute(update(TEAM).values(id=THEIRS)),
    "a row given away inside of a question": lambda c: c.execute(
        select(update(AGENCY).values(team_id=THEIRS).returning(AGENCY.c.code).cte("gone").c.code)
    ),
    "an update under another name": lambda c: c.execute(
        update(other_team).values(name="changed")
    ),
    "text": lambda c: c.execute(text("SELECT * FROM team")),
    "text in capitals": lambda c: c.execute(text('SELECT * FROM "TEAM"')),
    "text with named columns": lambda c: c.execute(
        text("SELECT id FROM wave").columns(column("id"))
    ),
    "text inside of a question": lambda c: c.execute(
        select(text("(SELECT name FROM team LIMIT 1)"))
    ),
    "text as a condition": lambda c: c.execute(
        select(TEAM.c.id).where(text("EXISTS (SELECT 1 FROM team WHERE id = 'theirs')"))
    ),
    "text as a column": lambda c: c.execute(
        select(literal_column("(SELECT max(name) FROM team)"))
    ),
    "text as a source": lambda c: c.execute(select(text("name")).select_from(text("team"))),
    "text as an operator": lambda c: c.execute(
        select(TEAM.c.id).where(TEAM.c.id.op("= 'x' OR (SELECT max(id) FROM team) =")(THEIRS))
    ),
    "text as a prefix": lambda c: c.execute(
        select(TEAM.c.id).prefix_with("(SELECT max(name) FROM team),")
    ),
    "text as a field of a date": lambda c: c.execute(
        select(extract("day FROM (SELECT max(opened_on) FROM wave)) --", WAVE.c.opened_on))
    ),
    "text as a hint": lambda c: c.execute(
        select(TEAM.c.id).with_statement_hint("UNION SELECT id FROM team")
    ),
    "text to the driver": lambda c: c.exec_driver_sql("SELECT * FROM team"),
    "an insertion as text": lambda c: c.execute(
        text("INSERT INTO comment VALUES (:id, :wave, 'q', 't')"),
        {"id": b"z", "wave": f"wave-{THEIRS}"},
    ),
    "an expression under the name of a table": lambda c: c.execute(
        select(
            select(literal(f"wave-{THEIRS}").label("id"), literal(MINE).label("team_id"))
            .cte("wave").c.id
        ).add_cte(select(BALLOT.c.id).cte("seen"))
    ),
    "another table of that name": lambda c: c.execute(
        CreateTable(sqlalchemy.Table("team", sqlalchemy.MetaData(), prefixes=["TEMPORARY"]))
    ),
    "no tables any more": lambda c: c.execute(DropTable(TABLES["comment"])),
    "the session of models": lambda c: _add(c, Team(**new("team", "third"))),
}  # fmt: skip


def _add(connection, thing) -> None:
    with Session(connection) as session:
        session.add(thing)
        session.flush()
