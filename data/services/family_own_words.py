"""Whether a sentence of the team is in somebody's very words, before it leaves for everybody.

A theme is the team's own sentence, and nobody agreed to be quoted in it. Inside the team people see
the words anyway; what is for everybody, or for those who took part, holds no such theme.
"""

from data.family_views import StudyView
from data.redaction.runs import own_words
from data.services.transcripts import spoken_by
from data.store import families as studies_store
from data.store import family_words as store


class OwnWords:
    """What all seats of a plan have said, as far as it is written down and opens."""

    def __init__(self, plan: StudyView) -> None:
        sessions = [row["id"] for row in studies_store.sessions(plan.team_id, plan.id)]
        seats = studies_store.seats(plan.team_id, sessions)
        self._said = {
            text
            for row in store.transcripts(plan.team_id, sessions)
            for seat in seats
            if seat["session_id"] == row["session_id"]
            for text in spoken_by(row, seat["id"])
        }

    def are_in(self, sentence: str) -> bool:
        """Five words in a row of somebody's, or all of something shorter; three are the fewest."""
        return any(own_words(sentence, each) for each in self._said)
