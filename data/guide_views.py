"""What the services of discussion guides and shared principles hand out: frozen and plain."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from surveys.guide_words import Reason

Part = Literal["mission", "vision"]
PrinciplesState = Literal["draft", "ready", "signed"]


@dataclass(frozen=True, slots=True)
class SavedText:
    """A text as it was saved.

    Attributes:
        version: 0 where nobody has written anything; then the rest is empty.
        from_version: the older version that was brought back, if it was.
    """

    words: str = ""
    version: int = 0
    saved_by_name: str = ""
    saved_on: date | None = None
    from_version: int | None = None


@dataclass(frozen=True, slots=True)
class PickView:
    """A statement worth talking about.

    Attributes:
        item: the id of the counted item.
        number: its place in the questionnaire, from 1.
        section: the title of its section.
        text: as people were asked it, for screens of the team.
        text_to_leave: the same for files; by number only where the wording may not leave.
        reasons: why it is here, the first before all; "chosen" where it is by hand alone.
        title: what the first reason is called.
        why: what was found, in sentences with figures, and what chance would do.
        questions: to ask at the table.
        note: what the table said; empty unless notes were asked for.
    """

    item: str
    number: int
    section: str
    text: str
    text_to_leave: str
    reasons: tuple[Reason, ...]
    title: str
    why: tuple[str, ...]
    questions: tuple[str, ...]
    note: SavedText = SavedText()


@dataclass(frozen=True, slots=True)
class GuideView:
    """What to talk about after one released wave.

    Attributes:
        wave_title: of the round.
        languages: those that people were asked in.
        version: of the list of statements; 0 where it is as it was proposed.
        intro: how to use it.
        warning: who reads the notes, and what stays out of them.
        others: every other statement that could be added, by id.
        held_until: the first day on which the whole team sees it; None once it does.
    """

    wave_id: str
    team_id: str
    team_name: str
    demo: bool
    wave_title: str
    language: str
    languages: tuple[str, ...]
    version: int
    intro: str
    warning: str
    picks: tuple[PickView, ...]
    others: Mapping[str, str]
    held_until: date | None = None

    def pick(self, item_id: str) -> PickView | None:
        """The statement of this id, if it is on the list."""
        return next((each for each in self.picks if each.item == item_id), None)


@dataclass(frozen=True, slots=True)
class OfferView:
    """A statement on common ground that may become a line of the principles.

    Attributes:
        words: the line; by number only where the wording may not leave the team.
        figure: how many stand behind it, in a sentence.
        chosen: it is a line already.
    """

    wave_id: str
    wave_title: str
    item: str
    words: str
    figure: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of the principles, and the statement that it came from."""

    id: str
    wave_id: str
    wave_title: str
    item: str
    text: SavedText


@dataclass(frozen=True, slots=True)
class WordView:
    """What an agency said of the principles: that it signs them, or sees them differently.

    Attributes:
        words: why it sees them differently.
        digest: of the exact text that it spoke of.
        of_current: the text is still that one.
        is_last: the agency has said nothing since.
        entered_by: the facilitator who entered what the agency said in the room; empty where the
            one who saved it answers for the agency.
    """

    agency_code: str
    agency_name: str
    agrees: bool
    words: str
    digest: str
    of_current: bool
    is_last: bool
    saved_by_name: str
    saved_on: date
    entered_by: str = ""


@dataclass(frozen=True, slots=True)
class PrinciplesView:
    """The shared principles of a team as they are now.

    Attributes:
        lines: what the team agrees on, in the order of choosing.
        state: "draft", "ready" to sign, or "signed"; an edit after that is a draft again.
        digest: of the exact text, of all lines, mission and vision together.
        said: every word of every agency, on this text or an older one, oldest first.
        waiting: names of the agencies on the roster that have not spoken of this text.
    """

    team_id: str
    team_name: str
    demo: bool
    lines: tuple[LineView, ...]
    mission: SavedText
    vision: SavedText
    state: PrinciplesState
    digest: str
    said: tuple[WordView, ...]
    waiting: tuple[str, ...]

    @property
    def signed_by(self) -> tuple[str, ...]:
        """The agencies that sign this very text, by code."""
        return tuple(each.agency_code for each in self.signing)

    @property
    def signing(self) -> tuple[WordView, ...]:
        """What those agencies said."""
        return tuple(each for each in self._standing if each.agrees)

    @property
    def entered(self) -> int:
        """How many agencies that sign this very text did so by a facilitator's hand."""
        return sum(bool(each.entered_by) for each in self.signing)

    @property
    def dissents(self) -> tuple[WordView, ...]:
        """What agencies see differently in this very text."""
        return tuple(each for each in self._standing if not each.agrees)

    def text(self, part: Part) -> SavedText:
        """The mission or the vision."""
        return self.mission if part == "mission" else self.vision

    def line(self, line_id: str) -> LineView | None:
        """The line of this id, if it is there."""
        return next((each for each in self.lines if each.id == line_id), None)

    @property
    def _standing(self) -> tuple[WordView, ...]:
        return tuple(each for each in self.said if each.of_current and each.is_last)
