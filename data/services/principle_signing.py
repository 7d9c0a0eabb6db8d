"""Signing the shared principles: ready, signed, and what each agency says of the exact text.

A facilitator calls a text ready to sign. Any edit after that makes it a draft again and takes
nothing from those who signed: their signature then stands beside an older text. That an agency sees
it differently stays too, with its reason, and keeps nobody else from signing. A facilitator may
enter what an agency said in the room; what is kept then says that they did, for good.
"""

from collections.abc import Iterator

from data.clock import today
from data.guide_views import PrinciplesState, PrinciplesView
from data.services import audit_log
from data.services.authority import actor, permit
from data.services.errors import ChangedMeanwhile
from data.services.principle_views import body_of, entered_by, refuse
from data.services.principles import LONGEST, MEANWHILE, current
from data.services.scans import answers_for, permit_answering
from data.services.teams import team
from data.services.texts import writing
from data.store import guides as store
from data.views import FieldProblem


def make_ready(team_id: str, *, seen: str) -> None:
    """Call the text as it is ready to sign.

    Args:
        seen: the digest of what was on the screen.

    Raises:
        ChangedMeanwhile: it is another text by now.
        MeetingProblems: there is neither a mission nor a vision to sign.
    """
    now = _for_a_step(team_id, seen=seen)
    if not (now.mission.words or now.vision.words):
        what = "There is neither a mission nor a vision."
        refuse([FieldProblem("state", what, "Write one of them first.")])
    if now.state == "draft":
        _add_state(now, "ready")


def finish(team_id: str, *, seen: str) -> None:
    """Call the text signed; agencies that have not spoken may still do so.

    Raises:
        ChangedMeanwhile: it is another text by now.
        MeetingProblems: it is not ready to sign, or nobody has signed it.
    """
    now = _for_a_step(team_id, seen=seen)
    if now.state == "draft" or not now.signed_by:
        what = "No agency has signed this text."
        refuse([FieldProblem("state", what, "Let agencies sign it first.")])
    if now.state == "ready":
        _add_state(now, "signed")


def sign(team_id: str, agency_code: str, *, seen: str, agrees: bool, words: str = "") -> None:
    """Sign the principles for an agency, or say that it sees them differently, and why.

    Where the one who acts does not answer for this agency, it is kept as entered by them.

    Args:
        seen: the digest of what was on the screen.

    Raises:
        NotAllowed: the one who acts does not answer for this agency.
        MeetingProblems: the text is a draft, or no reason is given for seeing it differently.
        ChangedMeanwhile: the text is another one by now, or the agency has said just this.
    """
    name = permit_answering(team_id, agency_code)
    now = current(team_id)
    if now.digest != seen:
        raise ChangedMeanwhile(MEANWHILE)
    clean = writing(words).strip()
    refuse(_signing_problems(now, agrees=agrees, words=clean))
    mine = [each for each in now.said if each.agency_code == agency_code]
    last = next((each for each in mine if each.is_last), None)
    if last and (last.digest, last.agrees, last.words) == (seen, agrees, clean):
        raise ChangedMeanwhile("This agency has said just this already. Reload the page.")
    audit_log.record("principles.sign", team_id=team_id, about=agency_code, agrees=agrees)
    key = {"team_id": team_id, "agency_code": agency_code, "version": len(mine) + 1}
    values = {"agency_name": name, "agrees": agrees, "words": clean, "digest": seen}
    values |= {"saved_by_name": _signer(team_id, agency_code), "saved_on": today()}
    if not store.add_signature(key, values):
        raise ChangedMeanwhile("This agency has just spoken. Reload the page.")


def _signer(team_id: str, agency_code: str) -> str:
    """Who says this for an agency; whoever does not answer for it has only entered it."""
    name = actor().name
    return name if answers_for(team_id, agency_code) else entered_by(name)


def _for_a_step(team_id: str, *, seen: str) -> PrinciplesView:
    team(team_id)
    permit("principles.run", team_id=team_id)
    now = current(team_id)
    if now.digest != seen:
        raise ChangedMeanwhile(MEANWHILE)
    return now


def _add_state(now: PrinciplesView, state: PrinciplesState) -> None:
    audit_log.record("principles.state", team_id=now.team_id, about=now.team_id, state=state)
    last = next(iter(store.states(now.team_id)), None)
    key = {"team_id": now.team_id, "version": (last["version"] if last else 0) + 1}
    body = body_of(now.lines, mission=now.mission, vision=now.vision)
    values = {"state": state, "digest": now.digest, "body": body}
    saved = {"saved_by_name": actor().name, "saved_on": today()}
    if not store.add_state(key, {**values, **saved}):
        raise ChangedMeanwhile(MEANWHILE)


def _signing_problems(now: PrinciplesView, *, agrees: bool, words: str) -> Iterator[FieldProblem]:
    if now.state == "draft":
        what = "This text is a draft."
        right = "A facilitator of the team can call it ready to sign."
        yield FieldProblem("sign", what, right)
    if not agrees and not words:
        yield FieldProblem("words", "It is not said what is seen differently.", "Write it down.")
    if len(words) > LONGEST:
        yield FieldProblem("words", f"It has {len(words)} characters.", f"Use at most {LONGEST}.")
