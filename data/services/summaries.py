"""Summary sheets: what each session answered to each question, in the note taker's own words.

It is the quick way: a sheet for each session, side by side, then themes. A sheet holds no words of
anybody; whoever writes one is told so.
"""

from collections.abc import Collection

from data import sealed_words
from data.clock import today
from data.family_views import SummaryView
from data.services import audit_log
from data.services.authority import actor, permit
from data.services.errors import ChangedMeanwhile, FamilyProblems, FamilyStateError
from data.services.family_sessions import session, sessions
from data.services.read_again import READ_AGAIN
from data.services.suspecting import check_own_words
from data.services.texts import writing
from data.store import family_removal as removal
from data.store import family_rewriting as rewriting
from data.store import family_words as store
from data.views import FieldProblem
from surveys.families_content import families_content

LONGEST = 4_000
_MEANWHILE = "Somebody has written here meanwhile. Yours is not saved; look at theirs first."


def questions() -> tuple[str, ...]:
    """The ids of the questions of the guide, in the order in which they are asked."""
    return tuple(families_content().words("en").questions)


def sheet(team_id: str, session_id: str) -> tuple[SummaryView, ...]:
    """The sheet of a session, one entry for each question of the guide."""
    session(team_id, session_id)
    permit("families.words", team_id=team_id)
    rows = {row["question"]: row for row in store.summaries(team_id, session_id)}
    return tuple(_view(session_id, each, rows.get(each)) for each in questions())


def matrix(team_id: str, study_id: str) -> dict[str, tuple[SummaryView, ...]]:
    """The sheets of all sessions of a plan, session by session."""
    return {each.id: sheet(team_id, each.id) for each in sessions(team_id, study_id)}


def save_summary(
    team_id: str,
    session_id: str,
    question: str,
    words: str,
    *,
    seen: int,
    cleared: Collection[str] = (),
) -> None:
    """Write down what a session answered to a question.

    Args:
        seen: the version that was on the screen, 0 where there was none.
        cleared: strings of which the one who writes says that they tell on nobody.

    Raises:
        MayTell: something in it may tell who somebody is.
        FamilyProblems: it is too long, or there is no such question.
        FamilyStateError: everything that was written down of this session has ended.
        ChangedMeanwhile: somebody else was faster.
    """
    held = session(team_id, session_id)
    permit("families.words", team_id=team_id)
    plain = writing(words).strip()
    if question not in questions():
        raise FamilyProblems((FieldProblem("question", "It is not in the guide.", "Reload."),))
    if len(plain) > LONGEST:
        what = f"It has {len(plain):,} characters."
        raise FamilyProblems((FieldProblem("words", what, f"Use at most {LONGEST:,}."),))
    own = plain.replace(READ_AGAIN, "")
    check_own_words(team_id, held.study_id, own, owner=session_id, cleared=cleared)
    audit_log.record("families.sheet", team_id=team_id, about=session_id)
    key = {"team_id": team_id, "session_id": session_id, "question": question}
    place = sheet_place(question, seen + 1)
    try:
        sealed = sealed_words.seal(plain, owner=session_id, place=place)
    except sealed_words.WordsGone:
        raise FamilyStateError("The words of this session have ended; none can be added.") from None
    saved = {"saved_by_name": actor().name, "saved_on": today()}
    before = next(each for each in sheet(team_id, session_id) if each.question == question)
    if not store.add_summary({**key, "version": seen + 1}, {"sealed": sealed, **saved}):
        raise ChangedMeanwhile(_MEANWHILE)
    if READ_AGAIN in before.words:  # what was taken out now is in no earlier version either
        rewriting.forget_earlier(team_id, held.study_id, (session_id,))
        removal.rewrite_words()


def sheet_place(question: str, version: int) -> str:
    """What one version of an answer is sealed for."""
    return f"sheet/{question}/{version}"


def _view(session_id: str, question: str, row: store.Row | None) -> SummaryView:
    if row is None or not sealed_words.opens(session_id):
        return SummaryView(question, 0, "", "", None)
    place = sheet_place(question, row["version"])
    words = sealed_words.unseal(row["sealed"], owner=session_id, place=place)
    return SummaryView(question, row["version"], words, row["saved_by_name"], row["saved_on"])
