"""Rounds of the environmental scan: begin one, add own items, say who answers, end it, go again."""

from collections.abc import Mapping
from typing import Any

from data.clock import today
from data.scan_views import BoardView, ItemView, OwnItem, RaterView, ScanView
from data.services import audit_log
from data.services.authority import actor, may, out_of_reach, permit, refused
from data.services.errors import NotAllowed, NotFound, ScanProblems, ScanStateError
from data.services.scan_board import board_of, view_of
from data.services.teams import team
from data.services.texts import tidy
from data.store import scan_answers as answers_store
from data.store import scans as store
from data.tokens import new_id
from data.views import FieldProblem
from scoring.scanned import Standing
from surveys.checklist import KNOWN
from surveys.checklists import shipped_checklist, to_json
from surveys.sectors import SECTORS

CHECKLIST = "scan_open"
MOST_OWN_ITEMS = 60
LONGEST_TEXT = 400
_LONGEST_TITLE = 120
_ENDED = "This scan has ended, so nothing can be changed in it. Begin the next one."
_ASKED_AGAIN: dict[Standing, str] = {"differ": "differ", "stale": "stale"}
_IF_IT_MATTERS: tuple[Standing, ...] = ("unknown", "not_asked")
_MATTERS = 2  # of the weights 1 to 3


def begin(team_id: str, *, title: str = "") -> ScanView:
    """Begin a team's scan: all items the first time; later what expired, differed or matters.

    Answers of the round before are carried over, with the day on which they were found out.

    Raises:
        ScanStateError: the round before is still open.
        ScanProblems: the title is too long.
        NotFound: there is no such team.
    """
    team(team_id)
    permit("scan.run", team_id=team_id)
    earlier = _last_board(team_id)
    edition = shipped_checklist(CHECKLIST)
    name = tidy(title) or edition.wording("en").title
    if len(name) > _LONGEST_TITLE:
        what = f"The title has {len(name)} characters."
        raise ScanProblems((FieldProblem("title", what, f"Use at most {_LONGEST_TITLE}."),))
    scan_id = new_id()
    audit_log.record("scan.begin", team_id=team_id, about=scan_id)
    kept = {item.id: "first" for item in edition.checklist.items}
    values = {
        "title": name,
        "checklist_id": edition.checklist.id,
        "checklist_version": edition.checklist.version,
        "body": to_json(edition),
        "asked": kept if earlier is None else asked_again(earlier, known=frozenset(kept)),
        "earlier_id": earlier.scan.id if earlier else None,
        "opened_on": today(),
    }
    carried = {} if earlier is None else _carried(earlier)
    if not answers_store.begin(scan_id, carried, team_id=team_id, values=values):
        raise ScanStateError("A scan of this team is open already. End it first.")
    return scan(scan_id)


def asked_now(scan_id: str) -> int:
    """How many items the next round would ask again if it began today.

    Raises:
        NotFound: there is no such round.
    """
    found = scan(scan_id)
    known = frozenset(item.id for item in shipped_checklist(CHECKLIST).checklist.items)
    whole = board_of(found, team(found.team_id), day=today())
    return sum(1 for why in asked_again(whole, known=known).values() if why)


def asked_again(earlier: BoardView, *, known: frozenset[str]) -> dict[str, str]:
    """What the next round asks, and why: it expired, answers differ, or it matters most.

    Args:
        known: the items of the checklist as it is now; what is new in it is asked, too.
    """
    asked: dict[str, str] = {}
    for item in earlier.items:
        if item.id not in known and not item.own:
            continue
        if item.standing in _ASKED_AGAIN:
            asked[item.id] = _ASKED_AGAIN[item.standing]
        elif item.standing in _IF_IT_MATTERS and item.weight >= _MATTERS:
            asked[item.id] = item.standing
        elif item.own:
            asked[item.id] = ""  # it comes along and is not asked
    before = {item.id for item in earlier.items}
    return asked | dict.fromkeys(sorted(known - before), "first")


def scans(team_id: str) -> tuple[ScanView, ...]:
    """The rounds of a team, newest first.

    Raises:
        NotFound: there is no such team.
    """
    team(team_id)
    permit("scan.see", team_id=team_id)
    return tuple(view_of(record) for record in store.scans(team_id))


def scan(scan_id: str) -> ScanView:
    """One round.

    Raises:
        NotFound: there is none with this id.
    """
    record = store.scan(scan_id)
    if record is None:
        out_of_reach("scan.see", "scan", scan_id)
        raise NotFound("This scan is not here. Its team may have been deleted.")
    permit("scan.see", team_id=record.team_id)
    return view_of(record)


def board(scan_id: str) -> BoardView:
    """Everything that a round holds.

    Raises:
        NotFound: there is none with this id.
    """
    found = scan(scan_id)
    return board_of(found, team(found.team_id))


def open_scan(scan_id: str) -> ScanView:
    """One round that has not ended.

    Raises:
        ScanStateError: it has.
        NotFound: there is none with this id.
    """
    found = scan(scan_id)
    if found.closed_on is not None:
        raise ScanStateError(_ENDED)
    return found


def end(scan_id: str) -> None:
    """End a round; what it holds stays as it is, and the next one can begin.

    Raises:
        ScanStateError: it has ended already.
        NotFound: there is none with this id.
    """
    found = open_scan(scan_id)
    permit("scan.run", team_id=found.team_id)
    audit_log.record("scan.end", team_id=found.team_id, about=scan_id)
    if not store.close_scan(scan_id, day=today()):
        raise ScanStateError(_ENDED)


def add_item(scan_id: str, item: OwnItem) -> str:
    """Add an item of the team's own, in a section there is or in a new one; its id.

    Raises:
        ScanProblems: all entries that need another look.
        ScanStateError: the round has ended.
    """
    found = open_scan(scan_id)
    permit("scan.run", team_id=found.team_id)
    problems = tuple(_item_problems(found, item))
    if problems:
        raise ScanProblems(problems)
    item_id = f"own_{new_id()}"
    audit_log.record("scan.item-add", team_id=found.team_id, about=scan_id)
    title = tidy(item.section_title) or _own_title(found, item.section)
    values = {
        "id": item_id,
        "section": item.section or _section_id(found, title),
        "section_title": title or None,
        "text": tidy(item.text),
        "evidence": tidy(item.evidence),
        "who_knows": list(item.who_knows),
        "saved_by_name": actor().name,
        "saved_on": today(),
    }
    if not store.add_item(scan_id, values):
        raise ScanStateError(_ENDED)
    return item_id


def remove_item(scan_id: str, item_id: str) -> None:
    """Ask an own item no more.

    Raises:
        ScanStateError: the round has ended.
        NotFound: there is no such item of the team's own.
    """
    found = open_scan(scan_id)
    permit("scan.run", team_id=found.team_id)
    if item_id not in {each.id for each in store.own_items(scan_id)}:
        raise NotFound("This is no item that your team has added.")
    audit_log.record("scan.item-remove", team_id=found.team_id, about=scan_id)
    if not store.remove_item(scan_id, item_id):
        raise ScanStateError(_ENDED)


def raters(team_id: str) -> tuple[RaterView, ...]:
    """Everybody with a role in the team, and the agency they answer for."""
    team(team_id)
    permit("scan.see", team_id=team_id)
    return tuple(
        RaterView(each.account_id, each.shown, each.role, each.agency_code)
        for each in store.raters(team_id)
    )


def set_rater(team_id: str, account_id: str, agency_code: str | None) -> None:
    """Let somebody answer for one agency, or for none.

    Raises:
        NotFound: the agency is not on the roster, or that person has no role in the team.
    """
    known = team(team_id)
    permit("scan.run", team_id=team_id)
    if agency_code is not None and agency_code not in {each.code for each in known.agencies}:
        raise NotFound("This agency is not on the roster any more. Reload the page.")
    if account_id not in {each.account_id for each in store.raters(team_id)}:
        raise NotFound("This person has no role in the team any more. Reload the page.")
    audit_log.record("scan.rater", team_id=team_id, about=account_id)
    store.set_rater(team_id, account_id, agency_code)


def my_agencies(team_id: str) -> tuple[str, ...]:
    """The agencies for which the one who acts may answer, by code in the order of the roster."""
    known = team(team_id)
    if not may("scan.answer", team_id=team_id):
        return ()
    if may("scan.run", team_id=team_id):
        return tuple(agency.code for agency in known.agencies)
    mine = {each.agency_code for each in store.raters(team_id) if each.account_id == actor().id}
    return tuple(agency.code for agency in known.agencies if agency.code in mine)


def answers_for(team_id: str, agency_code: str) -> bool:
    """Whether the one who acts answers for this very agency, and not for all by their role."""
    mine = {each.agency_code for each in store.raters(team_id) if each.account_id == actor().id}
    return agency_code in mine


def permit_answering(team_id: str, agency_code: str) -> str:
    """Go on only if the one who acts may answer for this agency; its name.

    Raises:
        NotAllowed: they answer for another agency, or for none.
        NotFound: the agency is not on the roster any more.
    """
    permit("scan.answer", team_id=team_id)
    names = {agency.code: agency.name for agency in team(team_id).agencies}
    if agency_code not in names:
        raise NotFound("This agency is not on the roster any more. Reload the page.")
    if agency_code not in my_agencies(team_id):
        refused("scan.answer", team_id=team_id)
        raise NotAllowed(
            "You do not answer for this agency. A facilitator of the team can change that."
        )
    return names[agency_code]


def _last_board(team_id: str) -> BoardView | None:
    rounds = store.scans(team_id)
    if not rounds:
        return None
    if rounds[0].closed_on is None:
        raise ScanStateError("A scan of this team is open already. End it first.")
    return board_of(view_of(rounds[0]), team(team_id), day=today())


def _carried(earlier: BoardView) -> Mapping[str, list[Mapping[str, Any]]]:
    """The rows with which the next round begins: nothing is asked anew that still holds."""
    found = answers_store.everything(earlier.scan.id)
    own = [each for each in store.own_items(earlier.scan.id) if not each.removed]
    saved = {"saved_by_name": actor().name, "saved_on": today()}
    newest = {(row["item"], row["agency_code"]): row for row in found.answers}
    settled = [item for item in earlier.items if item.settled and item.decision]
    return {
        "items": [
            {**{name: getattr(each, name) for name in each.__slots__}, **saved} for each in own
        ],
        "answers": [{**row, "version": 1, "carried": True} for row in newest.values()],
        "decisions": [_decision_anew(item, found.decisions) for item in settled],
        "dissents": [row for item in settled for row in _dissents_anew(item, found.dissents)],
        "plans": [_plan_anew(item, saved) for item in earlier.items if item.plan.version],
    }


def _decision_anew(item: ItemView, rows: tuple[Mapping[str, Any], ...]) -> Mapping[str, Any]:
    last = [row for row in rows if row["item"] == item.id][-1]
    return {**last, "number": 1, "heard": dict.fromkeys(last["heard"], 1)}


def _dissents_anew(item: ItemView, rows: tuple[Mapping[str, Any], ...]) -> list[Mapping[str, Any]]:
    number = item.decision.number if item.decision else 0
    return [
        {**row, "number": 1} for row in rows if (row["item"], row["number"]) == (item.id, number)
    ]


def _plan_anew(item: ItemView, saved: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "item": item.id,
        "version": 1,
        "operating_agency": item.plan.operating_agency,
        "owner_id": item.plan.owner_id,
        "owner_name": item.plan.owner_name,
        "due_on": None,
        "note": "",
        "done": item.standing in KNOWN,
        **saved,
    }


def _item_problems(scan_view: ScanView, item: OwnItem) -> list[FieldProblem]:
    found: list[FieldProblem] = []
    for where, said, words in (
        ("text", "The statement", item.text),
        ("evidence", "What would show it", item.evidence),
        ("section_title", "The name of the section", item.section_title),
    ):
        if len(tidy(words)) > LONGEST_TEXT:
            what = f"{said} has {len(tidy(words))} characters."
            found.append(FieldProblem(where, what, f"Use at most {LONGEST_TEXT}."))
    if not tidy(item.text):
        found.append(FieldProblem("text", "There is no statement.", "Write one sentence."))
    own = {each.section for each in store.own_items(scan_view.id)}
    sections = {*scan_view.edition.checklist.sections, *own}
    if not tidy(item.section_title) and item.section not in sections:
        right = "Choose one, or name a new one."
        found.append(FieldProblem("section", "There is no section.", right))
    odd = set(item.who_knows) - {sector.id for sector in SECTORS}
    if odd:
        what = f"'{sorted(odd)[0]}' is no kind of agency."
        found.append(FieldProblem("who_knows", what, "Choose from the list."))
    if len(store.own_items(scan_view.id)) >= MOST_OWN_ITEMS:
        what = f"There are {MOST_OWN_ITEMS} items of your own."
        found.append(FieldProblem("text", what, "More make a scan that nobody finishes."))
    return found


def _own_title(scan_view: ScanView, section: str) -> str:
    """The title of an own section; each of its items carries it, as any may be taken out."""
    titles = (
        each.section_title for each in store.own_items(scan_view.id) if each.section == section
    )
    return next((title for title in titles if title), "")


def _section_id(scan_view: ScanView, title: str) -> str:
    """The own section of this name, or a new one."""
    for each in store.own_items(scan_view.id):
        if each.section_title == title:
            return each.section
    return f"own_{new_id()}"
