"""Texts in which something was replaced, as rows that change in one transaction."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, func, select, update

from data.store.connections import writing
from data.store.family_outside import OUTSIDE_KEYS, OUTSIDE_TABLES, Outside
from data.store.people import lock_team
from data.store.scope import EVERYTHING, within
from data.store.versioned import Row, add_version_within
from data.tables.base import table_of
from data.tables.families import (
    FamilyCoding,
    FamilyQuote,
    FamilySummary,
    FamilyTheme,
    FamilyTranscript,
)

_coding = table_of(FamilyCoding)
_quote = table_of(FamilyQuote)
_summary = table_of(FamilySummary)
_theme = table_of(FamilyTheme)
_transcript = table_of(FamilyTranscript)


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What becomes of texts beside a transcript in which something was replaced.

    Attributes:
        quotes: quote id to the columns that change.
        memos: coding id to its note, sealed; None takes it away.
        sheets: of an answer on the sheet, what names a version of it, and it sealed.
        themes: of a theme, what names a version of it, and its words.
        new_sheets, new_themes: whole rows, each the next version.
        transcripts: transcript id to the version that was `seen`, and the columns that change.
        outside: of what is not of one session, what names a row, and the columns that change.
        new_outside: whole rows of it, each the next version.
    """

    quotes: Mapping[str, Row] = field(default_factory=dict)
    memos: Mapping[str, bytes | None] = field(default_factory=dict)
    sheets: tuple[Row, ...] = ()
    themes: tuple[Row, ...] = ()
    new_sheets: tuple[Row, ...] = ()
    new_themes: tuple[Row, ...] = ()
    transcripts: Mapping[str, Row] = field(default_factory=dict)
    outside: Mapping[Outside, tuple[Row, ...]] = field(default_factory=dict)
    new_outside: Mapping[Outside, tuple[Row, ...]] = field(default_factory=dict)

    def joined(self, other: "Rewritten") -> "Rewritten":
        """This and another one, of which no row is of both."""
        return Rewritten(
            quotes={**self.quotes, **other.quotes},
            memos={**self.memos, **other.memos},
            sheets=(*self.sheets, *other.sheets),
            themes=(*self.themes, *other.themes),
            new_sheets=(*self.new_sheets, *other.new_sheets),
            new_themes=(*self.new_themes, *other.new_themes),
            transcripts={**self.transcripts, **other.transcripts},
            outside=_both(self.outside, other.outside),
            new_outside=_both(self.new_outside, other.new_outside),
        )

    @property
    def is_nothing(self) -> bool:
        """No row of anything changes."""
        texts = (self.quotes, self.memos, self.sheets, self.themes)
        return not any((*texts, *self.outside.values()))


def rewrite_beside(team_id: str, beside: Rewritten) -> bool:
    """Put texts in the place of others where no transcript changes.

    Returns:
        False where somebody wrote another version of one of them; nothing was changed.
    """
    with writing() as connection:
        lock_team(connection, team_id)
        done = rewrite_within(connection, team_id, beside)
        if not done:
            connection.rollback()
        return done


def forget_earlier(team_id: str, study_id: str, session_ids: Collection[str]) -> int:
    """Take the words out of earlier versions, which nobody reads; returns how many rows.

    Who saved a version on which day stays. Of a theme that was taken out the last version loses its
    words, too. The files are written anew by `data.store.family_removal.rewrite_words`.

    Args:
        study_id: whose themes these are.
        session_ids: whose sheets these are.
    """
    with within(EVERYTHING), writing() as connection:
        lock_team(connection, team_id)
        theme, sheet = _theme.alias(), _summary.alias()
        newest = select(func.max(theme.c.version)).where(
            theme.c.team_id == team_id, theme.c.id == _theme.c.id
        )
        is_over = (_theme.c.version < newest.scalar_subquery()) | (_theme.c.state == "removed")
        mine = (_theme.c.team_id == team_id, _theme.c.study_id == study_id, _theme.c.words != "")
        count = connection.execute(update(_theme).where(*mine, is_over).values(words="")).rowcount
        newest = select(func.max(sheet.c.version)).where(
            sheet.c.team_id == team_id,
            sheet.c.session_id == _summary.c.session_id,
            sheet.c.question == _summary.c.question,
        )
        here = (_summary.c.team_id == team_id, _summary.c.session_id.in_(session_ids))
        earlier = (_summary.c.version < newest.scalar_subquery(), _summary.c.sealed != b"")
        step = update(_summary).where(*here, *earlier).values(sealed=b"")
        return count + connection.execute(step).rowcount


def rewrite_within(connection: Connection, team_id: str, beside: Rewritten) -> bool:
    """The same in a transaction that holds the lock of the team, and is taken back if False."""
    memos = ({"id": key, "memo": sealed} for key, sealed in beside.memos.items())
    quotes = ({"id": key, **values} for key, values in beside.quotes.items())
    changed = (
        (_coding, ("id",), memos),
        (_quote, ("id",), quotes),
        (_summary, ("session_id", "question", "version"), beside.sheets),
        (_theme, ("id", "version"), beside.themes),
        *(
            (OUTSIDE_TABLES[kind], OUTSIDE_KEYS[kind], rows)
            for kind, rows in beside.outside.items()
        ),
    )
    for table, keys, rows in changed:
        for row in rows:
            one = (table.c[name] == row[name] for name in keys)
            values = {name: value for name, value in row.items() if name not in keys}
            own = (table.c.team_id == team_id,) if "team_id" in table.c else ()  # or of its scan
            mine = (*own, *one)
            connection.execute(update(table).where(*mine).values(**values))
    new = (
        (_summary, beside.new_sheets),
        (_theme, beside.new_themes),
        *((OUTSIDE_TABLES[kind], rows) for kind, rows in beside.new_outside.items()),
    )
    return all(
        add_version_within(connection, table, {**row, "team_id": team_id})
        for table, rows in new
        for row in rows
    ) and all(
        _change_transcript(connection, team_id, key, **row)
        for key, row in beside.transcripts.items()
    )


def _change_transcript(
    connection: Connection, team_id: str, transcript_id: str, *, seen: int, **values: Any
) -> bool:
    """Take a transcript one version on; False when it is another version by now."""
    mine = (_transcript.c.team_id == team_id, _transcript.c.id == transcript_id)
    step = update(_transcript).where(*mine, _transcript.c.version == seen)
    return connection.execute(step.values(version=seen + 1, **values)).rowcount == 1


def _both(
    one: Mapping[Outside, tuple[Row, ...]], two: Mapping[Outside, tuple[Row, ...]]
) -> dict[Outside, tuple[Row, ...]]:
    kinds: set[Outside] = {*one, *two}
    return {kind: (*one.get(kind, ()), *two.get(kind, ())) for kind in sorted(kinds)}
