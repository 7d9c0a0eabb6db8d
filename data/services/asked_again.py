"""The list of who may be asked again, for whoever may open the book of contacts.

Nothing in it leads to a session, a seat or a word, and no screen that shows any of these opens it.
"""

from data.family_views import AskedAgainView
from data.services import asked_again_rows, audit_log
from data.services.authority import permit
from data.services.errors import NotFound
from data.services.families import study

_GONE = "This person is not on the list any more."


def open_list(team_id: str, study_id: str) -> tuple[AskedAgainView, ...]:
    """Everybody who may be asked about other ways to help, by name; opening it is logged."""
    study(team_id, study_id)
    permit("families.contacts", team_id=team_id)
    audit_log.record("families.again-open", team_id=team_id, about=study_id)
    found = asked_again_rows.kept(study_id).values()
    return tuple(sorted(found, key=lambda each: (_called(each), each.id)))


def how_many_again(team_id: str, study_id: str) -> int:
    """How many are on the list, without opening it to anybody."""
    study(team_id, study_id)
    permit("families.see", team_id=team_id)
    return len(asked_again_rows.kept(study_id))


def forget(team_id: str, study_id: str, person_id: str) -> None:
    """Forget one person, to the last byte: because they ask for it, or for any other reason.

    Raises:
        NotFound: they are not on the list any more.
    """
    study(team_id, study_id)
    permit("families.contacts", team_id=team_id)
    found = (row for row in asked_again_rows.kept(study_id) if row.hex() == person_id)
    row_id = next(found, None)
    if row_id is None:
        raise NotFound(_GONE)
    audit_log.record("families.again-forget", team_id=team_id, about=study_id)
    asked_again_rows.remove(study_id, row_id)


def _called(view: AskedAgainView) -> str:
    return str(view.answers.get("contact_call_name", "")).casefold()
