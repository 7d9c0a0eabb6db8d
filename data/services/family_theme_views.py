"""A theme as it is handed out, with how many people surely stand behind it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from data.services.family_theme_checks import ThemeEntry
from data.services.words_elsewhere import HELD
from data.store.versioned import Row
from scoring.themes import Mention, Support, support

_COLUMNS = (
    *("id", "study_id", "version", "saved_by", "saved_by_name", "saved_on", "read_by_name"),
)


@dataclass(frozen=True, slots=True)
class ThemeView:
    """A theme with the seats behind it.

    Attributes:
        mentions: who stands behind it, for those who work with the words alone.
        behind: how many people that surely are.
        held: something was taken out of it, and nobody has read and saved it since.
        read_by_name: who has read it as it is now, other than whoever wrote it; empty for nobody.
            Nobody outside of the team is shown what nobody else has read.
    """

    id: str
    study_id: str
    version: int
    entry: ThemeEntry
    mentions: tuple[Mention, ...]
    behind: Support
    saved_by_name: str
    saved_on: date
    held: bool
    read_by_name: str
    saved_by: str


def theme_view(
    row: Row, behind: Iterable[Row], seats: Mapping[str, Row], again: Mapping[str, int]
) -> ThemeView:
    """A theme as it is handed out.

    Args:
        row: of it.
        behind: which seats stand behind themes, and by what.
        seats: by id.
        again: by session, how many who sat there may have sat in another one before.
    """
    columns = ("words", "direction", "category", "dimension", "statement")
    mentions = tuple(
        Mention(
            theme=row["id"],
            session=seats[each["seat_id"]]["session_id"],
            seat=each["seat_id"],
            service=each["category"] or row["category"] or None,
        )
        for each in behind
        if each["theme_id"] == row["id"] and each["seat_id"] in seats
    )
    own = {name: row[name] for name in _COLUMNS}
    entry = ThemeEntry(**{name: row[name] for name in columns})
    counted = support(mentions, again)
    held = row["state"] == HELD
    return ThemeView(**own, entry=entry, mentions=mentions, behind=counted, held=held)
