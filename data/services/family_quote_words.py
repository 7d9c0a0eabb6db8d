"""Whether the words of a quote hold to what was said, when it is proposed and each time it is read.

Words of a seat are the words of the passage that was coded, as they stand without names, some of
them left out at most. Other words repeat nobody. And whatever a quote is, it holds no words of
somebody else who does not allow that they are shown like this.

Words are compared with every session of the plan, also with those whose words the one who proposes
may not read yet: else words of these would come through. So each answer tells them a little of what
was said there. It never says which words, every try stands in the log of staff before it is judged,
and there are so many in a day and no more.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from data import sealed_words
from data.redaction.runs import LONG_RUN, own_words, shared_run, short_runs
from data.redaction.shortened import LEFT_OUT, beyond
from data.services import audit_log
from data.services.errors import FamilyProblems, FamilyStateError
from data.services.raw_readers import may_read
from data.services.suspecting import check_own_words, telling
from data.services.transcripts import spoken, texts_of
from data.store import families as studies_store
from data.store import family_words as store
from data.store.versioned import Row
from data.views import FieldProblem
from scoring.quote_gate import WordsState

_TIERS = ("never", "paraphrase", "inside", "public")
_ASKED = {"team": "inside", "public": "public"}
_OTHER = "Say it in other words."
_UNREAD = "Some of this was said in a session whose words you may not read yet."
TRIED = "families.quote-propose"
"""How a try stands in the log of staff."""
MOST_TRIES = 20
"""So many quotes may somebody propose in a day who may not read all words of the plan yet."""
_TOO_MANY = (
    f"You have proposed {MOST_TRIES} quotes within a day. Each is compared with words that you may "
    "not read yet, so there are no more for now. Go on tomorrow, or ask somebody who may read them."
)


@dataclass(frozen=True, slots=True)
class _Said:
    """A turn of a seat.

    Attributes:
        runs: of few words; a text that shares none of them repeats nothing of it.
        unread: the one who acts may not read it yet.
    """

    seat_id: str
    tier: str
    text: str
    runs: frozenset[tuple[str, ...]]
    unread: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """Why words do not hold to what was said."""

    state: WordsState
    what: str
    right: str


class SaidInPlan:
    """What all seats of a plan have said, as far as it is written down and opens."""

    def __init__(self, team_id: str, study_id: str) -> None:
        sessions = [row["id"] for row in studies_store.sessions(team_id, study_id)]
        seats = studies_store.seats(team_id, sessions)
        tiers = {row["id"]: row["quote_tier"] for row in seats}
        self._rows = {row["id"]: row for row in store.transcripts(team_id, sessions)}
        self._unread = {key for key, row in self._rows.items() if not may_read(row)}
        self._said = [
            _Said(each.seat_id, tiers[each.seat_id], each.text, short_runs(each.text), unread)
            for unread, row in ((key in self._unread, row) for key, row in self._rows.items())
            for each in spoken(row)
            if each.seat_id is not None and each.seat_id in tiers
        ]
        self._texts = cache(lambda key: texts_of(self._rows[key]) if key in self._rows else {})

    @property
    def is_all_read(self) -> bool:
        """The one who acts may read all of it."""
        return not self._unread

    def passage(self, coding: Row) -> str:
        """The turn that some coded words are in, as it stands now; empty where it is gone."""
        return self._texts(coding["transcript_id"]).get(coding["number"], "")

    def is_redacted(self, coding: Row) -> bool:
        """Names are taken out of the words that were coded."""
        row = self._rows.get(coding["transcript_id"])
        return row is not None and row["state"] in ("redacted", "released")

    def fault(self, words: str, *, coding: Row, scope: str) -> Fault | None:
        """Why words are no quote of this passage; None where they hold.

        Args:
            coding: what they are to be a quote of.
        """
        passage = self.passage(coding)
        unread = coding["transcript_id"] in self._unread
        if scope == "paraphrase":
            return self._repeats(words, passage, coding["seat_id"], unread=unread)
        if left := beyond(words, passage):
            if unread:
                return Fault("not_as_said", _UNREAD, _OTHER)
            what = f"“{left}” does not stand like this in what was said, as it is without names."
            right = f"Leave words out only, and put {LEFT_OUT} where you do."
            return Fault("not_as_said", what, right)
        for each in self._near(words):
            allows = _TIERS.index(each.tier) >= _TIERS.index(_ASKED[scope])
            if each.seat_id == coding["seat_id"] or allows:
                continue
            if own := own_words(words, each.text):
                if each.unread:
                    return Fault("others_words", _UNREAD, _OTHER)
                what = f"Somebody else said “{own}” too, and does not allow that it is shown so."
                return Fault("others_words", what, "Leave these words out.")
        return None

    def _repeats(self, words: str, passage: str, seat_id: str, *, unread: bool) -> Fault | None:
        """Whether other words repeat the passage, a long run of the same seat, or somebody else."""
        if own := own_words(words, passage):
            what = f"“{own}” are the person's own words."
            return Fault("not_as_said", _UNREAD if unread else what, _OTHER)
        for each in self._near(words):
            if each.seat_id != seat_id and (theirs := own_words(words, each.text)):
                what = f"“{theirs}” are words of somebody else."
                return Fault("others_words", _UNREAD if each.unread else what, _OTHER)
            if each.seat_id == seat_id and (own := shared_run(words, each.text, size=LONG_RUN)):
                what = f"“{own}” are the person's own words."
                return Fault("not_as_said", _UNREAD if each.unread else what, _OTHER)
        return None

    def _near(self, words: str) -> list[_Said]:
        """Turns that share at least so many words in a row as are asked about.

        Those that may be read come first: what they say is said in full.
        """
        mine = short_runs(words)
        found = (each for each in self._said if not mine.isdisjoint(each.runs))
        return sorted(found, key=lambda each: each.unread)


def check_words(
    team_id: str,
    study_id: str,
    words: str,
    *,
    coding: Row,
    scope: str,
    cleared: Collection[str],
) -> None:
    """Go on only with words that hold to what was said, and in which nothing more may tell.

    Args:
        coding: what they are to be a quote of.
        cleared: strings of which the one who writes says that they tell on nobody.

    Raises:
        FamilyProblems: they do not hold; it says which words, as far as the one who acts may read
            them, and what would be right.
        FamilyStateError: the one who acts may not read all of it, and has tried too often today.
        MayTell: something is found that neither is cleared nor stands in the words as they are.
    """
    said = SaidInPlan(team_id, study_id)
    audit_log.record(TRIED, team_id=team_id, about=study_id)
    if not said.is_all_read and audit_log.mine_within_a_day(TRIED, about=study_id) > MOST_TRIES:
        raise FamilyStateError(_TOO_MANY)
    if found := said.fault(words, coding=coding, scope=scope):
        raise FamilyProblems((FieldProblem("words", found.what, found.right),))
    keys = (row["id"] for row in studies_store.sessions(team_id, study_id))
    owner = next((each for each in keys if sealed_words.opens(each)), None)
    passage = (said.passage(coding),) if said.is_redacted(coding) else ()
    decided = {each.text for each in telling(team_id, study_id, passage, owner=owner)}
    check_own_words(team_id, study_id, words, owner=owner, cleared={*cleared, *decided})
