"""How far a transcript is on its way to be shown, and what has to be there for each step.

Evidence names the text that it is about by its SHA-256. So after an edit nothing that was read,
decided or drawn before counts any more, without anybody having to delete it.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from data.redaction.audit import Bound

State = Literal["raw", "redacting", "redacted", "released"]
Step = Literal["begin", "settle", "release", "edit"]
STATES: tuple[State, ...] = get_args(State)
STEPS: tuple[Step, ...] = get_args(Step)
MOST_OFTEN = 0.05
"""Share of sentences that may leak at most, by the bound of the sample, for a release."""

_WAYS: dict[tuple[State, Step], State] = {
    ("raw", "begin"): "redacting",
    ("redacting", "settle"): "redacted",
    ("redacted", "release"): "released",
    ("raw", "edit"): "raw",
    ("redacting", "edit"): "redacting",
    ("redacted", "edit"): "redacting",
    ("released", "edit"): "redacting",
}


class NotYet(ValueError):
    """Why a step may not be taken; one reason a line."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        self.reasons = reasons
        super().__init__("\n".join(reasons))


@dataclass(frozen=True, slots=True)
class Audit:
    """A sample that a person read.

    Attributes:
        text: SHA-256 of the text it was drawn from.
        by: who read it.
        bound: what came of it.
        whole: whether all sentences of the text were in it.
    """

    text: str
    by: str
    bound: Bound
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """What people did for the text as it is now.

    Attributes:
        text: SHA-256 of it.
        undecided: suspects that nobody has decided on.
        decided_by: who decided on the strings.
        read: who read which text through to its end, as pairs of a person and a SHA-256.
        audit: the last sample.
        again: turns that may repeat somebody who took their words back, and that nobody has read
            since.
    """

    text: str
    undecided: int
    decided_by: frozenset[str] = frozenset()
    read: frozenset[tuple[str, str]] = frozenset()
    audit: Audit | None = None
    again: int = 0


def after(state: State, step: Step, *, by: str, evidence: Evidence) -> State:
    """The state that a step leads to; a step that may not be taken leads nowhere.

    An edit is any change of the words, a withdrawal included; it takes a settled or released text
    back to the desk and needs no evidence. Every other step is one of a named person.

    Args:
        state: of the transcript now.
        step: that is to be taken.
        by: who takes it; nobody is the empty text.
        evidence: of what was done so far.

    Raises:
        NotYet: the step does not lead on from this state, or something is missing; all reasons.
    """
    then = _WAYS.get((state, step))
    if then is None:
        raise NotYet((f"'{step}' does not lead on from '{state}'.",))
    missing = () if step == "edit" else _missing(step, by=by, evidence=evidence)
    if missing:
        raise NotYet(missing)
    return then


def _missing(step: Step, *, by: str, evidence: Evidence) -> tuple[str, ...]:
    reasons = [] if by.strip() else ["nobody is named who takes this step."]
    if step in ("settle", "release"):
        reasons += _of_reading(evidence)
    if step == "release":
        reasons += _of_audit(evidence)
    return tuple(reasons)


def _of_reading(evidence: Evidence) -> list[str]:
    reasons: list[str] = []
    if evidence.undecided:
        reasons.append(f"{evidence.undecided} strings are undecided; each needs a decision.")
    if evidence.again:
        reasons.append(
            f"turns that may repeat somebody who took their words back: {evidence.again}; somebody "
            "has to read each."
        )
    if not evidence.decided_by:
        reasons.append("nobody is named who decided on the strings.")
    readers = {who for who, text in evidence.read if text == evidence.text}
    if not readers - evidence.decided_by:
        reasons.append("a second person has to read this text through; nobody else has.")
    return reasons


def _of_audit(evidence: Evidence) -> list[str]:
    audit = evidence.audit
    if audit is None or audit.text != evidence.text or not audit.by.strip():
        return ["a random sample of the sentences of this text has yet to be read."]
    if audit.bound.leaks:
        return [f"the sample has {audit.bound.leaks} leaks; take them out and draw another one."]
    if audit.bound.upper > MOST_OFTEN and not audit.whole:
        told = (
            f"of the sample {audit.bound.sentences} have been read, so a name may still stand in "
            f"up to {audit.bound.upper:.1%} of all sentences; read more, until that is at most "
            f"{MOST_OFTEN:.0%} or all are read."
        )
        return [told]
    return []
