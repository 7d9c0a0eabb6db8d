"""Cards with a few questions about those who came: given without a name, counted once for a plan.

No card leads to a seat, so taking back a seat takes back no card; people read that before they send
one. Nothing of the cards is shown while a session may still be held, not even how many there are.
"""

from collections.abc import Mapping
from typing import Any

from data import sealed_words
from data.clock import today
from data.family_views import CardsView, CardTotals, SessionView, StudyView
from data.services import audit_log, card_box, family_ends
from data.services.authority import RESPONDENT, actor, as_actor, permit
from data.services.errors import FamilyProblems, FamilyStateError, NotFound
from data.services.families import study
from data.services.seats import open_seats
from data.store import families as store
from data.store import family_cards as cards
from data.tokens import fingerprint, new_id
from data.views import FieldProblem
from surveys.families_content import families_content

_COUNTED = "The cards of this plan were counted already, and no more are taken."
_FULL = "There are as many cards as people who can have come. Count again what is on paper."
_WHY_NOT = {
    "waiting": "Cards are counted once for the whole plan. End the plan first, when its last "
    "session is over.",
    "empty": "There is no card to count.",
    "counted": "The cards of this plan were counted already.",
}


@as_actor(RESPONDENT)
def open_cards(session_id: str) -> tuple[StudyView, SessionView]:
    """The plan and the session in which a card can be given now.

    Raises:
        NotFound: no card can be given there now.
    """
    plan, held = open_seats(session_id)
    if cards.totals(plan.team_id, plan.id) is not None:
        raise NotFound(_COUNTED)
    return plan, held


def takes_cards(session_id: str) -> bool:
    """A card can be given in this session now."""
    try:
        open_cards(session_id)
    except NotFound:
        return False
    return True


@as_actor(RESPONDENT)
def give_card(session_id: str, answers: Mapping[str, Any], *, version: int, once: str) -> None:
    """Put a card in the box; a blank one is nothing to keep.

    Args:
        version: of the plan whose promises were on the screen.
        once: a secret of the page, with which sending twice is sending once.

    Raises:
        NotFound: no card can be given now.
        FamilyProblems: the promises have changed, or an answer is too long; nothing is kept.
        FamilyStateError: there are as many cards as seats.
    """
    card_id = fingerprint(once, purpose="card with questions").hex()[:32]
    row = store.session_anywhere(session_id)
    if row is not None and cards.is_card(row["team_id"], card_id):
        return
    plan, _ = open_cards(session_id)
    if version != plan.version:
        raise FamilyProblems((FieldProblem("version", "changed", ""),))
    kept = card_box.checked(answers)
    sessions = [each["id"] for each in store.sessions(plan.team_id, plan.id)]
    most = len(store.seats(plan.team_id, sessions))
    own = {"team_id": plan.team_id, "study_id": plan.id, "id": card_id}
    if kept and not card_box.put(own, kept, most=most):
        raise FamilyStateError(_FULL)


def type_card(team_id: str, study_id: str, card: Mapping[str, Any]) -> None:
    """Put a card in the box that somebody filled in on paper.

    Raises:
        FamilyProblems: an answer is too long, or there is none at all.
        FamilyStateError: no session was held yet, the cards were counted, or there are as many as
            people who can have come.
    """
    plan = study(team_id, study_id)
    permit("families.run", team_id=team_id)
    try:
        kept = card_box.checked(card)
    except FamilyProblems as found:
        raise FamilyProblems(tuple(map(_for_staff, found.problems))) from None
    if not kept:
        right = "A card that is all blank is not counted. Put it away."
        raise FamilyProblems((FieldProblem("card", "This card has no answer on it.", right),))
    begun = [e for e in store.sessions(team_id, study_id) if e["state"] != "planned"]
    if not begun:
        raise FamilyStateError("No session of this plan was opened yet, so nobody has a card.")
    audit_log.record("families.card-type", team_id=team_id, about=study_id)
    own = {"team_id": team_id, "study_id": study_id, "id": new_id() + new_id()}
    if not card_box.put(own, kept, most=plan.settings.group_size * len(begun)):
        there = cards.totals(team_id, study_id)
        raise FamilyStateError(_FULL if there is None else _COUNTED)


def _for_staff(problem: FieldProblem) -> FieldProblem:
    """A problem of a card for whoever types it from paper; a parent reads another sentence."""
    said = families_content().words("en")
    if problem.what != "forbidden":
        return problem
    kept_out = said.never.get(problem.right, "A long number")
    what = f"“{said.items[problem.where].text}” has something that is never kept: {kept_out}."
    return FieldProblem(problem.where, what, "Leave that out, and type the rest.")


def standing(team_id: str, study_id: str) -> CardsView:
    """Where the cards of a plan stand, with totals once they were counted."""
    plan = study(team_id, study_id)
    permit("families.see", team_id=team_id)
    row = cards.totals(team_id, study_id)
    if row is not None:
        order = [each.id for each in card_box.questions()]
        totals = tuple(
            CardTotals(each, tuple((answer, count) for answer, count in row["totals"][each]))
            for each in order
            if each in row["totals"]
        )
        return CardsView("counted", row["floor"], totals, row["saved_by_name"], row["saved_on"])
    floor = card_box.floor_of(plan.settings)
    opened = any(each["state"] == "open" for each in store.sessions(team_id, study_id))
    if opened or plan.state != "ended":
        return CardsView("waiting", floor)
    return CardsView("ready" if cards.has_cards(team_id, study_id) else "empty", floor)


def count_cards(team_id: str, study_id: str) -> CardsView:
    """Open the box once and keep the totals that may be shown; the cards are destroyed.

    Raises:
        FamilyStateError: a session may still be held, there is no card, they were counted before,
            or the key of the box is not where it belongs.
    """
    before = standing(team_id, study_id)
    permit("families.run", team_id=team_id)
    if before.state != "ready":
        raise FamilyStateError(_WHY_NOT[before.state])
    if not sealed_words.opens(card_box.owner(study_id)):
        raise FamilyStateError("The key of these cards is not here. Ask whoever runs the program.")
    audit_log.record("families.cards-count", team_id=team_id, about=study_id)
    key = {"team_id": team_id, "study_id": study_id}
    values = {"floor": before.floor, "saved_by_name": actor().name, "saved_on": today()}
    if not cards.count_cards(key, values, lambda rows: card_box.counted(rows, floor=before.floor)):
        raise FamilyStateError(_WHY_NOT["counted"])
    card_box.end(team_id, study_id)
    family_ends.record_cards(team_id, study_id)
    return standing(team_id, study_id)
