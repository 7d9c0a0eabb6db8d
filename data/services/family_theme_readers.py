"""A second person reads a theme before everybody may, as they do with transcripts and quotes."""

from data.services import audit_log, family_themes
from data.services.authority import actor, permit
from data.services.errors import ChangedMeanwhile, FamilyStateError, NotFound
from data.services.family_themes import ThemeView
from data.store import family_themes as store

_MEANWHILE = "Somebody has changed this theme meanwhile. Read it as it is now."


def wrote_it(theme: ThemeView) -> bool:
    """The one who acts wrote a theme as it is now.

    Of themes that were saved by an earlier program only the name of who did is known.
    """
    if theme.saved_by:
        return theme.saved_by == actor().id
    return theme.saved_by_name == actor().name


def mark_read(team_id: str, study_id: str, theme_id: str, *, seen: int) -> None:
    """Say that one has read a theme as it is now, and that nobody can be known by it.

    Args:
        seen: the version that was on the screen.

    Raises:
        NotFound: the plan has no such theme.
        FamilyStateError: one wrote it oneself, or it waits for somebody who reads it again.
        ChangedMeanwhile: it is another version by now.
    """
    every = family_themes.all_themes(team_id, study_id)
    permit("families.words", team_id=team_id)
    found = next((each for each in every if each.id == theme_id), None)
    if found is None:
        raise NotFound("This theme is not here any more.")
    if wrote_it(found):
        raise FamilyStateError("Somebody else has to read a theme that you wrote.")
    if found.held:
        raise FamilyStateError("Read this theme again, and save it; then somebody else reads it.")
    audit_log.record("families.theme", team_id=team_id, about=study_id)
    who = {"by": actor().id, "by_name": actor().name}
    if not store.mark_read(team_id, theme_id, version=seen, **who):
        raise ChangedMeanwhile(_MEANWHILE)
