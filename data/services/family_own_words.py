"""Whether a sentence of the team is in somebody's very words, before others see it.

A theme is the team's own sentence, and nobody agreed to be quoted in it. Whoever allows no quotes,
or other words only, stands in no theme in their very words, inside the team neither. What is for
everybody, or for those who took part, holds no theme in very words at all.
"""

from collections.abc import Collection, Mapping

from data.family_views import StudyView
from data.redaction.runs import own_words
from data.services.family_theme_views import ThemeView
from data.services.transcripts import spoken
from data.store import families as studies_store
from data.store import family_words as store

NOT_QUOTED = ("never", "paraphrase")
"""Ways to let one's words be used in which they are shown to nobody."""


class OwnWords:
    """What seats of a plan have said, as far as it is written down and opens."""

    def __init__(self, plan: StudyView, *, tiers: Collection[str] = ()) -> None:
        """Gather it.

        Args:
            tiers: how seats let their words be used; all of them where none is named.
        """
        sessions = [row["id"] for row in studies_store.sessions(plan.team_id, plan.id)]
        seats = studies_store.seats(plan.team_id, sessions)
        mine = {row["id"] for row in seats if not tiers or row["quote_tier"] in tiers}
        written = store.transcripts(plan.team_id, sessions) if mine else ()
        turns = (each for row in written for each in spoken(row))
        self._said = {each.text for each in turns if each.seat_id in mine}

    def are_in(self, sentence: str) -> bool:
        """Five words in a row of somebody's, or all of something shorter; three are the fewest."""
        return any(own_words(sentence, each) for each in self._said)


def tellable(
    plan: StudyView, views: Mapping[str, ThemeView], *, is_outside: bool = False
) -> tuple[str, ...]:
    """Those of some themes that are in nobody's very words who does not allow that, in their order.

    Args:
        is_outside: they are for people who are not of the team; nobody allowed it then.
    """
    if not views:
        return ()
    said = OwnWords(plan, tiers=() if is_outside else NOT_QUOTED)
    return tuple(key for key, view in views.items() if not said.are_in(view.entry.words))
