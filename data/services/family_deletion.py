"""What a deleted team has outside of the database: keys of words, and books of contacts.

Which ones these are is known only as long as the team is there. So it is noted in the folder of
keys before the team goes, and a deletion that is stopped half way is gone on with later.
"""

from data import keyring, sealed_words
from data.services import asked_again_rows, card_box, contact_rows, report_keeping
from data.store import people as store
from data.store.family_removal import ends_with
from data.store.scope import EVERYTHING, within


def note(team_id: str) -> None:
    """Note what ends with a team, before it goes."""
    ends = ends_with(team_id)
    boxes = tuple(card_box.owner(each) for each in ends.studies)
    owners = (*ends.owners, *boxes, *report_keeping.owners(team_id))
    keyring.keep_note(team_id, {"owners": owners, "studies": ends.studies})


def forget(team_id: str) -> None:
    """The team stays after all."""
    keyring.remove_note(team_id)


def finish(team_id: str) -> None:
    """Destroy what was noted of a team that is gone; nothing happens a second time."""
    noted = keyring.notes().get(team_id, {})
    for owner in noted.get("owners", ()):
        sealed_words.destroy_keys(owner)
    for study_id in noted.get("studies", ()):
        contact_rows.destroy(study_id)
        asked_again_rows.destroy(study_id)
    keyring.remove_note(team_id)


def finish_all() -> None:
    """Go on with every deletion that was stopped half way, and forget those that never began."""
    for team_id in keyring.notes():
        with within(EVERYTHING):
            there = store.team(team_id) is not None
        if there:
            forget(team_id)
        else:
            finish(team_id)
