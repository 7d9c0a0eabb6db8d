"""What is still raw of a plan, who can see it, and when it ends: on every screen of the plan."""

from data.family_views import StudyView
from data.services.authority import may
from data.services.family_standing import RawWords, raw_words
from data.views import TeamView
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.words import written_date
from surveys.families_content import families_content

WORDS = families_content().words("en")
READERS = "facilitators and consultants of this team who are on its list"


def indicator(team: TeamView, plan: StudyView) -> None:
    """One line at the head of a screen, for those who may read what was said."""
    if may("families.words", team_id=team.id):
        said = _raw_said(plan, raw_words(team.id, plan.id), not_listed=())
        small(f"Words of this plan as they were said: {said}")


def raw_said(plan: StudyView, now: RawWords) -> str:
    """What words are raw, who can read them, who of these was not named, and when they end."""
    return plain(_raw_said(plan, now, not_listed=now.not_listed))


def _raw_said(plan: StudyView, now: RawWords, *, not_listed: tuple[str, ...]) -> str:
    if not now.raw:
        return _none_are_raw(now)
    many = "1 transcript" if now.raw == 1 else f"{now.raw} transcripts"
    ends: list[str] = []
    if now.waiting:
        days = WORDS.counted("days", plan.settings.raw_days)
        waits = "1 waits" if now.waiting == 1 else f"{now.waiting} wait"
        ends.append(f"{waits} for redaction; words end at most {days} after it.")
    if now.raw_ends_on is not None:
        ends.append(f"The last that is redacted ends after {written_date(now.raw_ends_on, 'en')}.")
    seen = seen_by(now.see_words, READERS)
    return " ".join((f"{many}.", seen, *not_told(not_listed), *ends))


def _none_are_raw(now: RawWords) -> str:
    """Raw words can be gone before names are known to be out of what stays."""
    if not sum(now.states.values()):
        return "none are here yet."
    unread = sum(now.states.get(state, 0) for state in ("raw", "redacting"))
    if not unread:
        return "none are kept. Names are out of all of them."
    many = "1 transcript is" if unread == 1 else f"{unread} transcripts are"
    return f"none are kept, but {many} not fully read yet: names may still be in what stays."


def seen_by(names: tuple[str, ...], roles: str) -> str:
    """Who can see something, by name where the one who looks may know that."""
    if not names:
        return f"Seen by {roles}."
    return f"Seen now by {', '.join(names)} ({roles}), and by whoever runs this program's machine."


def not_told(names: tuple[str, ...]) -> tuple[str, ...]:
    """What to do about those who have the role and were not named to people before they agreed."""
    if not names:
        return ()
    told = "is no account" if len(names) == 1 else "are no accounts"
    said = (
        f"{', '.join(names)} {told} of the list that people read before they said yes, and "
        "cannot read words with names in them. Where that is somebody of the list, say so in the "
        "plan: How it is run, People, Under which account they sign in."
    )
    return (said,)
