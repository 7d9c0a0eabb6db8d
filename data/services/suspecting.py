"""What in a transcript may tell who somebody is, and what a person has decided on each string."""

from collections.abc import Iterable, Mapping, Sequence

from data import sealed_words
from data.family_views import SuspectView
from data.redaction import queue
from data.redaction.queue import Suspect, folded
from data.services.contact_book import blind_names
from data.services.family_sessions import session
from data.services.listings import as_listed
from data.services.teams import team
from data.store import family_words as store
from data.store.versioned import Row


def suspects_in(row: Row, texts: Sequence[str]) -> tuple[SuspectView, ...]:
    """Every string that a person has to decide on, with what was decided, undecided ones first.

    Args:
        row: of the transcript.
        texts: of its turns, as they are now.
    """
    team_id = row["team_id"]
    study_id = session(team_id, row["session_id"]).study_id
    roster = blind_names(team_id, study_id, owner=row["session_id"])
    found = queue.suspects(texts, roster=roster, places=_places(team_id))
    decided = store.strings(team_id, row["id"])
    views = (_view(each, row, decided) for each in found)
    return tuple(sorted(views, key=lambda each: each.decided))


def string_hash(row: Row, text: str) -> bytes:
    """Under what a string of a transcript is kept, so that it is never kept itself."""
    return sealed_words.blind(folded(text), owner=row["session_id"])


def _places(team_id: str) -> Iterable[str]:
    """Names of the team's own map: agencies, organizations, services, towns."""
    found = team(team_id)
    yield from (agency.name for agency in found.agencies)
    yield found.jurisdiction
    for each in as_listed(team_id):
        yield each.record.name
        yield each.organization.name if each.organization else ""
        yield from (site.city for site in each.sites if site.city)


def _view(suspect: Suspect, row: Row, decided: Mapping[bytes, Row]) -> SuspectView:
    said = decided.get(string_hash(row, suspect.text))
    return SuspectView(
        text=suspect.text,
        forms=suspect.forms,
        kinds=suspect.kinds,
        count=suspect.count,
        contexts=suspect.contexts,
        decided=said is not None,
        replacement=None if said is None else said["replacement"],
    )
