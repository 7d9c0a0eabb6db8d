"""The discussion guide of a released wave: what to talk about, what to ask, what the table said.

A guide proposes its statements from the released report alone. As soon as a facilitator changes
the list, the list is kept. Facilitators write, because they lead the talk; members and consultants
of the team read, because a note about a talk that those who were there may not see would be a file
about them. Nobody sees a guide before they may see the result.
"""

from collections.abc import Mapping, Sequence

from data.clock import today
from data.exports.content import ReportContent, content_of
from data.exports.labels import Statement, statements
from data.guide_views import GuideView, PickView
from data.services import audit_log, holds, release
from data.services.authority import actor
from data.services.errors import (
    ChangedMeanwhile,
    MeetingProblems,
    NewerText,
    NotFound,
    ReportChanged,
    ResultHeld,
    WaveStateError,
)
from data.services.guide_picks import Ground, Pick, may_be_picked, picks, reasons_of
from data.services.guide_sentences import Teller
from data.services.principle_views import saved_text
from data.services.rules import Action
from data.services.texts import writing
from data.services.wave_views import load_for
from data.store import guides as store
from data.store.versioned import Row
from data.views import FieldProblem, ReportView
from scoring.report import DivergenceReport
from surveys.guide_words import GuideWords, Reason, guide_words

__all__ = [
    "LONGEST",
    "MOST_PICKS",
    "add",
    "erase_note",
    "guide",
    "move",
    "propose_again",
    "save_note",
    "take_out",
]

LONGEST = 3000
MOST_PICKS = 30
_IN_STAGES = ("capacity", "readiness")
_CHANGED = "Somebody has changed this list meanwhile. Look at it again; nothing was changed."
_GONE = "This statement is not shown in the result of this round, so it cannot be talked about."


def guide(wave_id: str, language: str | None = None, *, notes: bool = False) -> GuideView:
    """What to talk about after a released wave.

    Args:
        language: the one to speak; the wave's first unless people were asked in this one.
        notes: with what the table said, which stays inside the team.

    Raises:
        WaveStateError: the wave has not been released, or its result is held back for now.
        ReportChanged: what is stored is not what was released.
        NotFound: there is no such wave.
    """
    view = _released("guide.see", wave_id)
    content = content_of(view, language=language)
    team_id = view.wave.team_id
    stored = store.newest_list(team_id, wave_id)
    said = store.notes(team_id, wave_id) if notes else {}
    telling = _Telling(view, content)
    chosen = telling.listed(stored)
    return GuideView(
        wave_id=wave_id,
        team_id=team_id,
        team_name=view.wave.team_name,
        demo=view.wave.demo,
        wave_title=view.wave.title,
        language=content.language,
        languages=view.wave.languages,
        version=stored["version"] if stored else 0,
        intro=telling.words.intro,
        warning=telling.words.warning,
        picks=tuple(telling.pick(each, note=said.get(each.item)) for each in chosen),
        others=telling.others(chosen),
        held_until=view.held_until,
    )


def add(wave_id: str, item_id: str, *, based_on: int) -> None:
    """Put a statement at the end of the list.

    Args:
        based_on: the version of the list that was on the screen.

    Raises:
        ChangedMeanwhile: somebody changed the list meanwhile.
        MeetingProblems: the list is as long as it can be.
        NotFound: the result does not show this statement.
    """
    view, listed = _for_change(wave_id)
    if item_id not in {item.id for item in view.report.items if may_be_picked(item)}:
        raise NotFound(_GONE)
    if len(listed) >= MOST_PICKS:
        what = f"There are {MOST_PICKS} statements on the list."
        problem = FieldProblem("items", what, "Take one out before you add another.")
        raise MeetingProblems((problem,))
    if item_id not in listed:
        _keep(view, [*listed, item_id], based_on=based_on)


def take_out(wave_id: str, item_id: str, *, based_on: int) -> None:
    """Take a statement off the list; what was noted on it stays, and is there if it comes back.

    Raises:
        ChangedMeanwhile: somebody changed the list meanwhile.
    """
    view, listed = _for_change(wave_id)
    if item_id in listed:
        _keep(view, [each for each in listed if each != item_id], based_on=based_on)


def move(wave_id: str, item_id: str, *, by: int, based_on: int) -> None:
    """Move a statement up or down the list, as far as it goes.

    Args:
        by: places; below 0 is up.

    Raises:
        ChangedMeanwhile: somebody changed the list meanwhile.
    """
    view, listed = _for_change(wave_id)
    if item_id not in listed:
        raise ChangedMeanwhile(_CHANGED)
    rest = [each for each in listed if each != item_id]
    place = min(max(listed.index(item_id) + by, 0), len(rest))
    moved = [*rest[:place], item_id, *rest[place:]]
    if moved != listed:
        _keep(view, moved, based_on=based_on)


def propose_again(wave_id: str, *, based_on: int) -> None:
    """Put the statements that were proposed in the place of the list.

    Raises:
        ChangedMeanwhile: somebody changed the list meanwhile.
    """
    view, listed = _for_change(wave_id)
    proposed = [each.item for each in _Telling(view, content_of(view)).listed(None)]
    if proposed != listed:
        _keep(view, proposed, based_on=based_on)


def save_note(wave_id: str, item_id: str, words: str, *, based_on: int) -> None:
    """Write down what the table said of a statement.

    Args:
        based_on: the version of the note that was on the screen; 0 where there was none.

    Raises:
        NewerText: somebody saved another note meanwhile; both are in the error.
        MeetingProblems: the note is too long.
        NotFound: the result does not show this statement.
    """
    view, key, saved = _note(wave_id, item_id, based_on=based_on)
    clean = writing(words).strip()
    if len(clean) > LONGEST:
        what = f"The note has {len(clean)} characters."
        raise MeetingProblems((FieldProblem("words", what, f"Use at most {LONGEST}."),))
    now = saved_text(store.notes(view.wave.team_id, wave_id).get(item_id))
    if now.words == clean:
        return
    audit_log.record("guide.note", team_id=view.wave.team_id, about=wave_id, statement=item_id)
    if not store.add_note(key, {"words": clean, **saved}):
        newest = store.notes(view.wave.team_id, wave_id).get(item_id)
        raise NewerText(saved_text(newest), clean)


def erase_note(wave_id: str, item_id: str, *, based_on: int) -> None:
    """Take the words out of a note and out of all of its earlier versions, for good.

    They are gone from the files of the database, too; backups that were taken before keep them
    until those go. A note that is empty already can be erased: its earlier versions may not be.

    Raises:
        StorageError: the words are out of the note, and the files could not be tidied yet; erase
            it again.
        NewerText: somebody saved another note meanwhile; nothing was erased.
        NotFound: the result does not show this statement.
    """
    view, key, saved = _note(wave_id, item_id, based_on=based_on)
    audit_log.record("guide.erase", team_id=view.wave.team_id, about=wave_id, statement=item_id)
    if not store.erase_note(key, {"words": "", **saved}):
        newest = store.notes(view.wave.team_id, wave_id).get(item_id)
        raise NewerText(saved_text(newest), "")
    store.rewrite_notes()


class _Telling:
    """One report in one language, told as a guide."""

    def __init__(self, view: ReportView, content: ReportContent) -> None:
        self.report = view.report
        self.instrument = view.edition.instrument
        in_stages = self.instrument.kind in _IN_STAGES
        self._ground = Ground(self.report, in_stages, _earlier(view.wave.id))
        self.words: GuideWords = guide_words(content.language)
        self._asked: Mapping[str, Statement] = statements(view.edition, language=content.language)
        self._leaving = content.statements
        self._sections = {
            item.id: item.section for item in self.instrument.items if item.kind != "text"
        }
        agreement = self.instrument.kind == "values"
        self._teller = Teller(self.report, self.words, agreement=agreement, in_stages=in_stages)

    def listed(self, stored: Row | None) -> tuple[Pick, ...]:
        """The statements of the list as it was kept, or as it is proposed."""
        if stored is None:
            return picks(self._ground, sections=self._sections)
        return tuple(
            Pick(item_id, self._reasons(item_id) or ("chosen",)) for item_id in stored["items"]
        )

    def pick(self, chosen: Pick, *, note: Row | None) -> PickView:
        """One statement with all that is said and asked of it."""
        asked, first = self._asked[chosen.item], chosen.reasons[0]
        section = self._sections.get(chosen.item, "")
        return PickView(
            item=chosen.item,
            number=asked.number,
            section=asked.section,
            text=asked.text,
            text_to_leave=self._leaving[chosen.item].text,
            reasons=chosen.reasons,
            title=self.words.reasons[first].title,
            why=self._teller.why(chosen.item, chosen.reasons),
            questions=self.words.questions(first, instrument=self.instrument.id, section=section),
            note=saved_text(note),
        )

    def others(self, chosen: Sequence[Pick]) -> dict[str, str]:
        """What could be added."""
        there = {each.item for each in chosen}
        return {
            item.id: self._asked[item.id].text
            for item in self.report.items
            if may_be_picked(item) and item.id not in there
        }

    def _reasons(self, item_id: str) -> tuple[Reason, ...]:
        return reasons_of(self._ground, item_id)


def _earlier(wave_id: str) -> DivergenceReport | None:
    """What was released of the round that a result tells what moved since."""
    earlier = holds.beside(wave_id)
    try:
        return release.report(earlier).report if earlier else None
    except (NotFound, ReportChanged, ResultHeld, WaveStateError):
        return None


def _released(action: Action, wave_id: str) -> ReportView:
    load_for(action, wave_id)
    return release.report(wave_id)


def _for_change(wave_id: str) -> tuple[ReportView, list[str]]:
    """What was released, and the list as it is now."""
    view = _released("guide.run", wave_id)
    stored = store.newest_list(view.wave.team_id, wave_id)
    chosen = _Telling(view, content_of(view)).listed(stored)
    return view, [each.item for each in chosen]


def _keep(view: ReportView, items: list[str], *, based_on: int) -> None:
    team_id, wave_id = view.wave.team_id, view.wave.id
    audit_log.record("guide.change", team_id=team_id, about=wave_id, statements=len(items))
    key = {"team_id": team_id, "wave_id": wave_id, "version": based_on + 1}
    if not store.add_list(key, {"items": items, **_signed()}):
        raise ChangedMeanwhile(_CHANGED)


def _note(
    wave_id: str, item_id: str, *, based_on: int
) -> tuple[ReportView, dict[str, str | int], Row]:
    view = _released("guide.run", wave_id)
    if item_id not in {item.id for item in view.report.items if may_be_picked(item)}:
        raise NotFound(_GONE)
    key: dict[str, str | int] = {
        "team_id": view.wave.team_id,
        "wave_id": wave_id,
        "item": item_id,
        "version": based_on + 1,
    }
    return view, key, _signed()


def _signed() -> Row:
    return {"saved_by": actor().id, "saved_by_name": actor().name, "saved_on": today()}
