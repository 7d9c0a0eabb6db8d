"""Shared principles of a team: lines it agrees on, a mission and a vision, signed by agencies.

Lines begin as statements on common ground and remember where they came from. Everything is kept in
versions; going back to an older one is a new version. A facilitator calls an exact text ready to
sign; any edit after that makes it a draft again and takes nothing from those who signed, whose
signature then stands beside an older version. That an agency sees it differently stays as well.
"""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from data.clock import today
from data.guide_views import OfferView, Part, PrinciplesView, SavedText
from data.services import audit_log, waves
from data.services.authority import actor, permit
from data.services.errors import ChangedMeanwhile, MeetingProblems, NewerText, NotFound
from data.services.principle_offers import latest, offers_of
from data.services.principle_views import (
    body_of,
    digest_of,
    lines_of,
    refuse,
    said_of,
    saved_text,
    state_of,
)
from data.services.teams import team
from data.services.texts import writing
from data.store import guides as store
from data.store.versioned import Row
from data.views import FieldProblem

__all__ = [
    "LONGEST",
    "MEANWHILE",
    "MOST_LINES",
    "PARTS",
    "ChangedMeanwhile",
    "MeetingProblems",
    "NewerText",
    "NotFound",
    "change_line",
    "choose",
    "current",
    "go_back",
    "history",
    "offers",
    "remove_line",
    "save",
]

PARTS: tuple[Part, ...] = get_args(Part)
LONGEST = 1200
MOST_LINES = 20
MEANWHILE = "Somebody has changed the principles meanwhile. Look at them again first."
_NO_LINE = "This line is not there any more. Reload the page."


def current(team_id: str) -> PrinciplesView:
    """The principles of a team as they are now.

    Raises:
        NotFound: there is no such team.
    """
    known = team(team_id)
    permit("principles.see", team_id=team_id)
    rows = store.newest_texts(team_id)
    newest = {row["part"]: row for row in rows}
    mission, vision = (saved_text(newest.get(part)) for part in PARTS)
    lines = lines_of(rows, titles={wave.id: wave.title for wave in waves.waves(team_id)})
    digest = digest_of(body_of(lines, mission=mission, vision=vision))
    said = said_of(store.signatures(team_id), digest=digest)
    spoken = {each.agency_code for each in said if each.of_current and each.is_last}
    return PrinciplesView(
        team_id=team_id,
        team_name=known.name,
        demo=known.demo,
        lines=lines,
        mission=mission,
        vision=vision,
        state=state_of(next(iter(store.states(team_id)), None), digest=digest),
        digest=digest,
        said=said,
        waiting=tuple(each.name for each in known.agencies if each.code not in spoken),
    )


def offers(team_id: str, language: str | None = None) -> tuple[OfferView, ...]:
    """Statements on common ground, from the latest released round of each values inventory.

    Raises:
        NotFound: there is no such team.
    """
    known = {(each.wave_id, each.item) for each in current(team_id).lines}
    return tuple(
        offer for view in latest(team_id) for offer in offers_of(view, known, language=language)
    )


def choose(team_id: str, wave_id: str, item_id: str, *, language: str | None = None) -> None:
    """Make a statement on common ground a line of the draft.

    Raises:
        NotFound: this is no statement on common ground of a latest round.
        MeetingProblems: there are as many lines as there can be.
        ChangedMeanwhile: somebody chose it at the same moment.
    """
    team(team_id)
    permit("principles.write", team_id=team_id)
    offered = {(each.wave_id, each.item): each for each in offers(team_id, language)}
    offer = offered.get((wave_id, item_id))
    if offer is None:
        raise NotFound("This statement is not on common ground in the latest round.")
    if offer.chosen:
        return
    now = current(team_id).lines
    if len(now) >= MOST_LINES:
        what = f"There are {MOST_LINES} lines."
        problem = FieldProblem("lines", what, "Take one out before you choose another.")
        raise MeetingProblems((problem,))
    rows = {row["part"]: row for row in store.newest_texts(team_id)}
    line_id = f"{wave_id}.{item_id}"
    before = rows.get(line_id)
    values = {
        "words": offer.words,
        "wave_id": wave_id,
        "item": item_id,
        "place": 1 + max((row["place"] for row in rows.values()), default=0),
        "removed": False,
    }
    if not _add(team_id, line_id, values, based_on=before["version"] if before else 0):
        raise ChangedMeanwhile("Somebody has just chosen this line. Reload the page.")


def change_line(team_id: str, line_id: str, words: str, *, based_on: int) -> None:
    """Put a line into the team's own words.

    Raises:
        NewerText: somebody saved other words meanwhile; both are in the error.
        MeetingProblems: the words are too many, or none.
        NotFound: the line is gone.
    """
    _save(team_id, line_id, words, based_on=based_on)


def remove_line(team_id: str, line_id: str, *, based_on: int) -> None:
    """Take a line out; its statement is offered again.

    Raises:
        ChangedMeanwhile: somebody changed the line meanwhile.
        NotFound: the line is gone.
    """
    before = _writable(team_id, line_id)
    kept = _origin(before) | {"words": before["words"], "removed": True}
    if not _add(team_id, line_id, kept, based_on=based_on):
        raise ChangedMeanwhile(MEANWHILE)


def save(team_id: str, part: Part, words: str, *, based_on: int) -> None:
    """Save the mission or the vision; empty words are allowed.

    Args:
        based_on: the version that was on the screen; 0 where there was none.

    Raises:
        NewerText: somebody saved another text meanwhile; both are in the error.
        MeetingProblems: the words are too many.
    """
    if part not in PARTS:
        raise NotFound(f"'{part[:60]}' is neither the mission nor the vision.")
    _save(team_id, part, words, based_on=based_on)


def go_back(team_id: str, part: str, version: int, *, based_on: int) -> None:
    """Bring the words of an older version back, as a new version.

    Args:
        part: "mission", "vision", or the id of a line.

    Raises:
        NewerText: somebody saved another text meanwhile; both are in the error.
        NotFound: there is no such version.
    """
    older = next((each for each in history(team_id, part) if each.version == version), None)
    if older is None:
        raise NotFound("This version is not there. Reload the page.")
    _save(team_id, part, older.words, based_on=based_on, from_version=version)


def history(team_id: str, part: str) -> tuple[SavedText, ...]:
    """Every version of the mission, the vision or a line, newest first."""
    team(team_id)
    permit("principles.see", team_id=team_id)
    return tuple(saved_text(row) for row in store.texts(team_id, part))


def _writable(team_id: str, part: str) -> Row:
    """The newest row of a line, if the one who acts may change it."""
    team(team_id)
    permit("principles.write", team_id=team_id)
    rows = store.texts(team_id, part)
    if not rows or rows[0]["removed"]:
        raise NotFound(_NO_LINE)
    return rows[0]


def _save(
    team_id: str, part: str, words: str, *, based_on: int, from_version: int | None = None
) -> None:
    team(team_id)
    permit("principles.write", team_id=team_id)
    of_line = {} if part in PARTS else _origin(_writable(team_id, part))
    clean = writing(words).strip()
    refuse(_text_problems(clean, is_line=part not in PARTS))
    now = saved_text(next(iter(store.texts(team_id, part)), None))
    if now.words == clean:
        return
    values = {"wave_id": "", "item": "", "place": 0, "removed": False, **of_line}
    values |= {"words": clean, "from_version": from_version}
    if not _add(team_id, part, values, based_on=based_on):
        raise NewerText(saved_text(store.texts(team_id, part)[0]), clean)


def _add(team_id: str, part: str, values: Mapping[str, Any], *, based_on: int) -> bool:
    audit_log.record("principles.change", team_id=team_id, about=team_id, part=part)
    saved = {"saved_by": actor().id, "saved_by_name": actor().name, "saved_on": today()}
    key = {"team_id": team_id, "part": part, "version": based_on + 1}
    return store.add_text(key, {"from_version": None, **values, **saved})


def _origin(row: Row) -> dict[str, Any]:
    """What a line remembers in all of its versions."""
    return {name: row[name] for name in ("wave_id", "item", "place")}


def _text_problems(words: str, *, is_line: bool) -> Iterator[FieldProblem]:
    if is_line and not words:
        yield FieldProblem("words", "The line has no words.", "Write some, or take it out.")
    if len(words) > LONGEST:
        yield FieldProblem("words", f"It has {len(words)} characters.", f"Use at most {LONGEST}.")
