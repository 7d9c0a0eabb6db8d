"""What each seat behind a theme rests on: words that were coded, or the sheet of its session."""

from dataclasses import dataclass

from data.services import audit_log
from data.services.family_sessions import seats_of
from data.services.family_themes import all_themes, counted_supports
from data.services.teams import permit_within
from data.store import family_themes as store
from data.store.family_themes import SHEET


@dataclass(frozen=True, slots=True)
class Behind:
    """One seat behind a theme.

    Attributes:
        source: the id of a coding, or "sheet/" and the id of a session.
        label: the number of the seat.
        category: the kind of help that they spoke of; empty for that of the theme.
    """

    source: str
    session_id: str
    label: int
    category: str

    @property
    def by_sheet(self) -> bool:
        """Whoever took notes says so; no words of theirs stand behind it."""
        return self.source.startswith(SHEET)


def behind(team_id: str, study_id: str, theme_id: str) -> tuple[Behind, ...]:
    """Every seat behind a theme with what it rests on and counts, by session and number."""
    permit_within("families.words", team_id=team_id)
    own = [each.id for each in all_themes(team_id, study_id) if each.id == theme_id]
    seats = {each.id: each for each in seats_of(team_id, study_id)}
    found = [
        Behind(row["source"], seat.session_id, seat.label, row["category"])
        for row in counted_supports(team_id, study_id, own)
        if (seat := seats.get(row["seat_id"])) is not None
    ]
    return tuple(sorted(found, key=lambda each: (each.session_id, each.label, each.source)))


def take_back(team_id: str, study_id: str, theme_id: str, source: str) -> None:
    """Take away what one coding or one sheet put behind a theme."""
    permit_within("families.words", team_id=team_id)
    if any(each.id == theme_id for each in all_themes(team_id, study_id)):
        audit_log.record("families.theme", team_id=team_id, about=study_id)
        store.set_support(team_id, theme_id, source=source, category="", seat_ids=())
