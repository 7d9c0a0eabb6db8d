"""What services say when something cannot be done; each message may be shown as it is.

They are named for what happened; for a respondent most of them are no errors at all.
"""

from datetime import date

from data.action_views import ActionEntry, ActionView
from data.guide_views import SavedText
from data.scan_views import AnswerEntry, AnswerView
from data.store.connections import StorageError as StorageError
from data.views import FieldProblem


class NotAllowed(PermissionError):
    """The one who acts may not do this; the message says who could."""


class WaveStateError(ValueError):
    """The wave is in another state than this step needs."""


class ResultHeld(WaveStateError):
    """A released result that only facilitators of the team see yet.

    Attributes:
        shown_on: the first day for everybody.
    """

    def __init__(self, shown_on: date) -> None:
        self.shown_on = shown_on
        super().__init__(
            f"The whole team sees this result from {shown_on:%B} {shown_on.day}, {shown_on.year}, "
            "or earlier if its facilitator decides so."
        )


class NotFound(LookupError):
    """No such team, wave or instrument."""


class NotKnown(LookupError):
    """No invitation has this link or code; after close there are none at all."""


class AlreadyReceived(ValueError):
    """This invitation's answers are in already: good news, shown as such."""


class WaveClosed(ValueError):
    """The closing date has passed, or somebody closed the wave."""


class AnswersTooLong(ValueError):
    """More text than a form can hold."""


class OtherTyping(ValueError):
    """A sheet of paper is at its other typing by now."""


class SheetNotSettled(ValueError):
    """Two typings of a sheet differ, and it is not said yet what the paper says.

    Attributes:
        missing: the questions for which nothing was chosen.
        changed: other questions differ by now than those that were looked at.
    """

    def __init__(self, missing: tuple[str, ...], *, changed: bool) -> None:
        self.missing = missing
        self.changed = changed
        super().__init__(f"{len(missing)} questions of this sheet are not settled.")


class SheetNotTyped(ValueError):
    """The second typing of a sheet has not come to all of its parts.

    Attributes:
        part: the first that it has not come to, counted from 1.
    """

    def __init__(self, part: int) -> None:
        self.part = part
        super().__init__(f"The second typing has not come to part {part} of this sheet.")


class TooManyGuesses(ValueError):
    """Too many wrong codes in this minute; nobody's code is looked at until it is over."""


class TeamProblems(ValueError):
    """Everything that is wrong with a team as it was entered."""

    def __init__(self, problems: tuple[FieldProblem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class WaveProblems(TeamProblems):
    """Everything that is wrong with a wave as it was drafted."""


class SignInError(ValueError):
    """Not signed in, and why, in words that help the right person only."""


class SetUpError(SignInError):
    """The passphrase was not set, and what would be right."""


class AccountError(ValueError):
    """Something about an account that cannot be done, and what can."""


class CannotClose(RuntimeError):
    """Something outside of the program must be put right before a wave can close."""


class KeyMissing(CannotClose):
    """The key of a wave is not where it should be, so its answers cannot be opened."""


class KeyOutOfReach(CannotClose):
    """The key of a wave is there, and cannot be read or destroyed: nothing is lost yet."""


class BallotsDamaged(CannotClose):
    """Sealed sheets do not open with the wave's own key: they were changed since."""


class ReportChanged(RuntimeError):
    """The stored result is not the one that was released."""


class EditionTaken(ValueError):
    """Another instrument has this id and version."""


class DatabaseNotEmpty(ValueError):
    """There is a team already, so the demo team stays out."""


class ScanProblems(TeamProblems):
    """Everything that is wrong with what was entered in a scan."""


class ScanStateError(ValueError):
    """The scan is in another state than this step needs."""


class ResourceProblems(TeamProblems):
    """Everything that is wrong with what was entered about resources, need or gaps."""


class ActionProblems(TeamProblems):
    """Everything that is wrong with what was entered in the action plan."""


class FamilyProblems(TeamProblems):
    """Everything that is wrong with what was entered about family groups."""


class FamilyStateError(ValueError):
    """A plan, session or transcript is in another state than this step needs."""


class ChangedMeanwhile(ValueError):
    """Somebody else saved first, so nothing of this was saved."""


class ActionConflict(ChangedMeanwhile):
    """Somebody saved the same action meanwhile; nothing was written over, and both are here.

    Attributes:
        theirs: what is saved now.
        mine: what was about to be saved.
    """

    def __init__(self, theirs: ActionView, mine: ActionEntry) -> None:
        self.theirs = theirs
        self.mine = mine
        super().__init__(
            f"{theirs.saved_by_name} has changed this action since you opened it. Yours is not "
            "saved yet. Look at both, then choose."
        )


class MeetingProblems(TeamProblems):
    """Everything that is wrong with what was written in a guide or in shared principles."""


class NewerText(ChangedMeanwhile):
    """Somebody saved the same text meanwhile; nothing was written over, and both are here.

    Attributes:
        theirs: what is saved now.
        mine: what was about to be saved.
    """

    def __init__(self, theirs: SavedText, mine: str) -> None:
        self.theirs = theirs
        self.mine = mine
        super().__init__(
            f"{theirs.saved_by_name} has saved another text since you opened this page. Yours is "
            "not saved yet. Look at both, then choose."
        )


class EditConflict(ValueError):
    """Somebody saved the same answer meanwhile; nothing was written over, and both are here.

    Attributes:
        theirs: what is saved now.
        mine: what was about to be saved.
    """

    def __init__(self, theirs: AnswerView, mine: AnswerEntry) -> None:
        self.theirs = theirs
        self.mine = mine
        super().__init__(
            f"{theirs.saved_by_name} has saved another answer for {theirs.agency_name} since you "
            "opened this page. Yours is not saved yet. Look at both, then choose."
        )
