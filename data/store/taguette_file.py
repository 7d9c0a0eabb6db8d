"""A project of Taguette as a file: one SQLite database, made and read in memory.

The tables are those of its schema revision db5e31a0233d, the one of its version 1.5.2. Positions
there count bytes of UTF-8 in the text of a document, without its marks.

Source:
    github.com/remram44/taguette, taguette/database/models.py.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

REVISION = "db5e31a0233d"
STARTS_WITH = b"SQLite format 3\0"
LONGEST_VALUE = 30_000_000
MOST_ROWS = 200_000
_MARK = 0x54677474  # at a fixed place of the file, by which the program knows its own
_STEPS_AT_ONCE = 100_000
_MOST_STEPS = 2_000  # times the line above; a table is a view that never ends otherwise
_USER = "admin"
_WRITE_AHEAD = slice(18, 20)  # a file that says it has a log beside it cannot be read from memory
_TABLES = ("projects", "documents", "tags", "highlights", "highlight_tags")

_SCHEMA = """
CREATE TABLE alembic_version (
  version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
CREATE TABLE users (
  login VARCHAR(30) NOT NULL, created DATETIME NOT NULL, hashed_password VARCHAR(192),
  disabled BOOLEAN NOT NULL, password_set_date DATETIME, language VARCHAR(10),
  email VARCHAR(256), email_sent DATETIME, CONSTRAINT pk_users PRIMARY KEY (login));
CREATE UNIQUE INDEX ix_users_email ON users (email);
CREATE TABLE projects (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL,
  description TEXT NOT NULL, created DATETIME NOT NULL);
CREATE TABLE project_members (
  project_id INTEGER NOT NULL, user_login VARCHAR(30) NOT NULL, privileges VARCHAR(11) NOT NULL,
  CONSTRAINT pk_project_members PRIMARY KEY (project_id, user_login),
  CONSTRAINT fk_project_members_project_id_projects
    FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE,
  CONSTRAINT fk_project_members_user_login_users
    FOREIGN KEY (user_login) REFERENCES users (login) ON DELETE CASCADE ON UPDATE CASCADE);
CREATE INDEX ix_project_members_user_login ON project_members (user_login);
CREATE INDEX ix_project_members_project_id ON project_members (project_id);
CREATE TABLE documents (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL,
  description TEXT NOT NULL, filename VARCHAR(200) NOT NULL, created DATETIME NOT NULL,
  project_id INTEGER NOT NULL, text_direction VARCHAR(13) NOT NULL, contents TEXT NOT NULL,
  CONSTRAINT fk_documents_project_id_projects
    FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE);
CREATE INDEX ix_documents_project_id ON documents (project_id);
CREATE TABLE commands (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, date DATETIME NOT NULL,
  user_login VARCHAR(30) NOT NULL, project_id INTEGER NOT NULL, document_id INTEGER,
  payload TEXT NOT NULL,
  CONSTRAINT fk_commands_user_login_users
    FOREIGN KEY (user_login) REFERENCES users (login) ON UPDATE CASCADE,
  CONSTRAINT fk_commands_project_id_projects
    FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE);
CREATE INDEX ix_commands_date ON commands (date);
CREATE INDEX ix_commands_user_login ON commands (user_login);
CREATE INDEX ix_commands_project_id ON commands (project_id);
CREATE INDEX ix_commands_document_id ON commands (document_id);
CREATE INDEX idx_project_id ON commands (project_id, id);
CREATE INDEX idx_project_document ON commands (project_id, document_id);
CREATE TABLE tags (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, project_id INTEGER NOT NULL,
  path VARCHAR(200) NOT NULL, description TEXT NOT NULL,
  CONSTRAINT uq_tags_project_id UNIQUE (project_id, path),
  CONSTRAINT fk_tags_project_id_projects
    FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE);
CREATE INDEX ix_tags_path ON tags (path);
CREATE INDEX ix_tags_project_id ON tags (project_id);
CREATE TABLE highlights (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL,
  start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, snippet TEXT NOT NULL,
  CONSTRAINT fk_highlights_document_id_documents
    FOREIGN KEY (document_id) REFERENCES documents (id) ON DELETE CASCADE);
CREATE INDEX ix_highlights_document_id ON highlights (document_id);
CREATE TABLE highlight_tags (
  highlight_id INTEGER NOT NULL, tag_id INTEGER NOT NULL,
  CONSTRAINT pk_highlight_tags PRIMARY KEY (highlight_id, tag_id),
  CONSTRAINT fk_highlight_tags_highlight_id_highlights
    FOREIGN KEY (highlight_id) REFERENCES highlights (id) ON DELETE CASCADE,
  CONSTRAINT fk_highlight_tags_tag_id_tags
    FOREIGN KEY (tag_id) REFERENCES tags (id) ON DELETE CASCADE);
CREATE INDEX ix_highlight_tags_tag_id ON highlight_tags (tag_id);
CREATE INDEX ix_highlight_tags_highlight_id ON highlight_tags (highlight_id);
"""


class NotTaguette(ValueError):
    """Why a file is no project of Taguette that can be read."""


@dataclass(frozen=True, slots=True)
class TaguetteTag:
    """A code: its number, its name, and what it means."""

    id: int
    path: str
    description: str


@dataclass(frozen=True, slots=True)
class TaguetteHighlight:
    """Some words of a document.

    Attributes:
        id: its number.
        start: the first byte.
        end: the first byte that no longer belongs.
        snippet: the words with their marks.
        tags: the numbers of its codes.
    """

    id: int
    start: int
    end: int
    snippet: str
    tags: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TaguetteDocument:
    """A text: its number, names, what it is, its marked up content, and its highlights."""

    id: int
    name: str
    filename: str
    description: str
    contents: str
    highlights: tuple[TaguetteHighlight, ...]


@dataclass(frozen=True, slots=True)
class TaguetteProject:
    """A project.

    Attributes:
        name: as people see it.
        description: as people see it.
        created: such as "2027-04-26".
        tags: its codes.
        documents: its texts.
        others: how many more projects lie in the file.
    """

    name: str
    description: str
    created: str
    tags: tuple[TaguetteTag, ...]
    documents: tuple[TaguetteDocument, ...]
    others: int = 0


def write_taguette_file(project: TaguetteProject) -> bytes:
    """The bytes of a database that Taguette opens; the same project always gives the same ones."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.executescript(f"PRAGMA application_id={_MARK};BEGIN;{_SCHEMA}COMMIT")
        connection.execute("BEGIN")
        _fill(connection, project)
        connection.execute("COMMIT")
        return connection.serialize()


def _fill(connection: sqlite3.Connection, project: TaguetteProject) -> None:
    day = f"{project.created} 00:00:00.000000"
    run = connection.execute
    run("INSERT INTO alembic_version VALUES (?)", (REVISION,))
    run("INSERT INTO users (login, created, disabled) VALUES (?, ?, 0)", (_USER, day))
    run("INSERT INTO projects VALUES (1, ?, ?, ?)", (project.name, project.description, day))
    run("INSERT INTO project_members VALUES (1, ?, 'ADMIN')", (_USER,))
    for tag in project.tags:
        run("INSERT INTO tags VALUES (?, 1, ?, ?)", (tag.id, tag.path, tag.description))
    for each in project.documents:
        told = (each.id, each.name, each.description, each.filename, day, each.contents)
        run("INSERT INTO documents VALUES (?, ?, ?, ?, ?, 1, 'LEFT_TO_RIGHT', ?)", told)
        for words in each.highlights:
            row = (words.id, each.id, words.start, words.end, words.snippet)
            run("INSERT INTO highlights VALUES (?, ?, ?, ?, ?)", row)
            for tag in words.tags:
                run("INSERT INTO highlight_tags VALUES (?, ?)", (words.id, tag))


def read_taguette_file(content: bytes) -> TaguetteProject:
    """The first project in a database; nothing of it is ever written to a disk or run.

    Raises:
        NotTaguette: it is none, it is damaged, or reading it takes too long.
    """
    with _reading(content) as connection:
        _check_tables(connection)
        found = _limited(
            connection.execute("SELECT id, name, description, created FROM projects ORDER BY id")
        )
        if not found:
            raise NotTaguette("it holds no project")
        number, name, description, created = found[0]
        return TaguetteProject(
            _text(name),
            _text(description),
            _text(created)[:10],
            tuple(_tags(connection, number)),
            tuple(_documents(connection, number)),
            others=len(found) - 1,
        )


@contextmanager
def _reading(content: bytes) -> Iterator[sqlite3.Connection]:
    """A database that is only looked at: its views, triggers and functions are not trusted."""
    if not content.startswith(STARTS_WITH) or len(content) < 100:
        raise NotTaguette("it is no SQLite database")
    plain = bytearray(content)
    plain[_WRITE_AHEAD] = b"\1\1"
    steps = iter(range(_MOST_STEPS))
    try:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            connection.deserialize(bytes(plain))
            connection.text_factory = lambda text: text.decode("utf-8", "replace")
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
            connection.set_progress_handler(lambda: int(next(steps, None) is None), _STEPS_AT_ONCE)
            for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "query_only=ON"):
                connection.execute(f"PRAGMA {pragma}")
            yield connection
    except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:  # also of SQLite's words
        name = getattr(error, "sqlite_errorname", type(error).__name__)
        raise NotTaguette(f"it cannot be read ({name})") from None


def _check_tables(connection: sqlite3.Connection) -> None:
    """Each table is an ordinary one: a view of that name could be anything."""
    names = ", ".join("?" * len(_TABLES))
    rows = connection.execute(
        f"SELECT name, type, sql FROM sqlite_master WHERE name IN ({names})", _TABLES
    )
    ordinary = {
        _text(name)
        for name, kind, sql in rows
        if kind == "table" and not _text(sql).upper().startswith("CREATE VIRTUAL")
    }
    if missing := [name for name in _TABLES if name not in ordinary]:
        raise NotTaguette(f"it has no table '{missing[0]}' as a project of Taguette has")


def _tags(connection: sqlite3.Connection, project: int) -> Iterator[TaguetteTag]:
    rows = connection.execute(
        "SELECT id, path, description FROM tags WHERE project_id = ? ORDER BY id", (project,)
    )
    for number, path, description in _limited(rows):
        yield TaguetteTag(_number(number), _text(path), _text(description))


def _documents(connection: sqlite3.Connection, project: int) -> Iterator[TaguetteDocument]:
    rows = connection.execute(
        "SELECT id, name, filename, description, contents FROM documents "
        "WHERE project_id = ? ORDER BY id",
        (project,),
    )
    for number, *texts in _limited(rows):
        name, filename, description, contents = map(_text, texts)
        highlights = tuple(_highlights(connection, number))
        yield TaguetteDocument(_number(number), name, filename, description, contents, highlights)


def _highlights(connection: sqlite3.Connection, document: int) -> Iterator[TaguetteHighlight]:
    rows = connection.execute(
        "SELECT id, start_offset, end_offset, snippet FROM highlights "
        "WHERE document_id = ? ORDER BY start_offset, end_offset, id",
        (document,),
    )
    for number, start, end, snippet in _limited(rows):
        tags = connection.execute(
            "SELECT tag_id FROM highlight_tags WHERE highlight_id = ? ORDER BY tag_id", (number,)
        )
        yield TaguetteHighlight(
            _number(number),
            _number(start),
            _number(end),
            _text(snippet),
            tuple(_number(tag) for (tag,) in _limited(tags)),
        )


def _limited(rows: sqlite3.Cursor) -> list[tuple]:
    found = rows.fetchmany(MOST_ROWS + 1)
    if len(found) > MOST_ROWS:
        raise NotTaguette(f"one of its tables has more than {MOST_ROWS:,} rows")
    return found


def _text(value: object) -> str:
    """What a column of texts holds; SQLite keeps anything in any column."""
    return value if isinstance(value, str) else ""


def _number(value: object) -> int:
    """What a column of numbers holds; -1 where it is none, which is no position and no id."""
    return value if isinstance(value, int) else -1
