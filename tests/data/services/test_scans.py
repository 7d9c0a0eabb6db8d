"""The environmental scan: what agencies say is kept, whoever else saves, and settled by name."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Barrier

import pytest

from data.clock import at_day, today
from data.scan_views import AnswerEntry, AnswerView, ItemView, OwnItem
from data.services import (
    accounts,
    audit_log,
    memberships,
    scan_answers,
    scan_settling,
    scans,
    teams,
)
from data.services.authority import OPERATOR, Actor, acting
from data.services.errors import (
    EditConflict,
    NotAllowed,
    NotFound,
    ScanProblems,
    ScanStateError,
)
from data.services.scan_board import history
from data.services.scan_settling import PlanEntry, Ruling
from data.store import memberships as membership_store
from data.store import scan_answers as answers_store
from data.store.memberships import Role
from data.views import AgencyEntry, TeamView

ROSTER = (
    AgencyEntry("County child welfare", "child_welfare", 6),
    AgencyEntry("New Shore Treatment", "sud_treatment", 5),
    AgencyEntry("Hand in Hand Recovery", "recovery_peer", 4),
)
ITEM = "cert_body_known"
YES, NO, PARTLY = AnswerEntry("in_place"), AnswerEntry("not_in_place"), AnswerEntry("partly")
DAY = date(2026, 3, 2)


@dataclass
class Table:
    """A team with a scan."""

    team: TeamView
    scan_id: str

    @property
    def codes(self) -> list[str]:
        return [agency.code for agency in self.team.agencies]

    def save(self, agency: int, entry: AnswerEntry, *, item: str = ITEM, on: int = 0) -> AnswerView:
        return scan_answers.save(self.scan_id, item, self.codes[agency], entry, based_on=on)

    def item(self, item: str = ITEM) -> ItemView:
        found = scans.board(self.scan_id).item(item)
        assert found is not None
        return found

    def settle(self, status: str = "in_place", *, basis: str = "talk") -> None:
        self.rule(status, basis, "We called them.")

    def rule(self, status: str, basis: str, reason: str) -> None:
        ruling = Ruling(status, basis, reason, scan_settling.heard(self.item()))
        scan_settling.settle(self.scan_id, ITEM, ruling)


@pytest.fixture
def table(database: str) -> Table:
    team = teams.create_team("River county", "", ROSTER)
    return Table(team, scans.begin(team.id).id)


@contextmanager
def member(table: Table, *, answers_for: int | None) -> Iterator[Actor]:
    """Somebody with a member's role, who answers for one agency or for none."""
    account = accounts.invite(f"{answers_for}@example.org").account_id
    role = Role(table.team.id, account, "member", given_by="x", given_on=today())
    membership_store.give_role(role)
    if answers_for is not None:
        scans.set_rater(table.team.id, account, table.codes[answers_for])
    who = Actor(id=account, name="Sam", kind="person", teams={table.team.id: "member"})
    with acting(who):
        yield who


def test_a_first_scan_asks_all_63_items_and_knows_nothing_yet(table):
    board = scans.board(table.scan_id)
    assert len(board.items) == 63
    assert len(board.sections) == 9
    assert {item.standing for item in board.items} == {"not_asked"}
    assert {section.summary.in_place_share for section in board.sections} == {None}


def test_nothing_that_was_not_said_counts_as_a_no(table):
    table.save(0, AnswerEntry("unknown"))
    table.save(1, AnswerEntry("not_our_area"))
    assert table.item().standing == "unknown"
    funding = scans.board(table.scan_id).sections[0].summary
    assert funding.counts["not_in_place"] == 0
    assert funding.known == 0


def test_a_later_answer_is_added_and_the_earlier_one_stays_in_the_history(table):
    table.save(0, NO)
    table.save(0, AnswerEntry("partly", evidence="Seen the page"), on=1)
    assert [each.status for each in history(table.scan_id, ITEM)] == ["partly", "not_in_place"]
    assert table.item().standing == "partly"


def test_whoever_saves_over_a_change_they_have_not_seen_gets_both_and_loses_neither(table):
    table.save(0, NO)
    with pytest.raises(EditConflict, match="has saved another answer") as conflict:
        table.save(0, YES)
    assert (conflict.value.theirs.status, conflict.value.mine.status) == (
        "not_in_place",
        "in_place",
    )
    assert table.item().standing == "not_in_place"
    assert table.save(0, YES, on=conflict.value.theirs.version).version == 2


def test_saving_the_same_twice_is_one_version_and_no_conflict(table):
    assert table.save(0, YES).version == table.save(0, YES).version == 1


def test_twenty_people_who_save_at_once_lose_no_edit(table):
    """Ten pairs change the same answers from the same version; ten others are alone."""
    items = [item.id for item in scans.board(table.scan_id).items[:10]]
    together = Barrier(20)

    def edit(number: int) -> str:
        item = items[number % 10]
        entry = AnswerEntry("in_place", evidence=f"person {number}")
        with acting(OPERATOR):
            together.wait()
            try:
                table.save(0, entry, item=item)
            except EditConflict as conflict:
                table.save(0, conflict.mine, item=item, on=conflict.theirs.version)
        return item

    with ThreadPoolExecutor(20) as people:
        list(people.map(edit, range(20)))
    for place, item in enumerate(items):
        said = {each.evidence: each.version for each in history(table.scan_id, item)}
        assert set(said) == {f"person {place}", f"person {place + 10}"}
        assert sorted(said.values()) == [1, 2]


def test_twenty_people_at_one_answer_from_one_version_are_one_saved_and_nineteen_told(table):
    together = Barrier(20)

    def edit(number: int) -> bool:
        with acting(OPERATOR):
            together.wait()
            try:
                table.save(0, AnswerEntry("partly", evidence=f"person {number}"))
            except EditConflict:
                return False
        return True

    with ThreadPoolExecutor(20) as people:
        saved = list(people.map(edit, range(20)))
    assert saved.count(True) == 1
    assert [each.version for each in history(table.scan_id, ITEM)] == [1]


def test_two_agencies_that_say_different_things_leave_it_open_however_many_say_the_one(table):
    table.save(0, YES)
    table.save(1, YES)
    table.save(2, NO)
    item = table.item()
    assert item.standing == "differ"
    assert item.conflicts == ("existence",)


def test_sources_more_than_a_year_apart_are_told_as_a_conflict_of_dates(table):
    table.save(0, AnswerEntry("in_place", source_date=today() - timedelta(days=400)))
    table.save(1, AnswerEntry("partly", source_date=today()))
    assert table.item().conflicts == ("extent", "date")


def test_the_operating_agency_answers_first(table):
    table.save(0, YES)
    table.save(1, NO)
    plan = PlanEntry(operating_agency=table.codes[2])
    scan_settling.plan(table.scan_id, ITEM, plan, based_on=0)
    with pytest.raises(ScanStateError, match="Hand in Hand Recovery runs this and has not said"):
        table.settle()
    table.save(2, YES)
    assert table.item().answers[0].agency_code == table.codes[2]
    table.settle()
    assert table.item().standing == "in_place"


def test_evidence_is_a_ground_only_where_there_is_some(table):
    table.save(0, YES)
    table.save(1, NO)
    with pytest.raises(ScanProblems, match="No answer here holds any evidence"):
        table.settle(basis="evidence")
    table.save(0, AnswerEntry("in_place", link="https://state.example/peers"), on=1)
    table.settle(basis="evidence")
    decision = table.item().decision
    assert decision is not None
    assert (decision.saved_by_name, decision.reason) == (OPERATOR.name, "We called them.")


def test_a_decision_without_a_reason_is_none(table):
    table.save(0, YES)
    table.save(1, NO)
    with pytest.raises(ScanProblems, match="There is no reason"):
        table.rule("in_place", "talk", " ")
    assert table.item().standing == "differ"


def test_dissent_stays_beside_the_decision_and_both_answers_stay(table):
    table.save(0, YES)
    table.save(1, NO)
    table.settle()
    scan_settling.dissent(table.scan_id, ITEM, table.codes[1], "The page is out of date.", number=1)
    item = table.item()
    assert item.decision is not None
    assert [each.words for each in item.decision.dissents] == ["The page is out of date."]
    assert [each.status for each in item.answers] == ["in_place", "not_in_place"]
    assert (item.standing, item.conflicts) == ("in_place", ())


def test_two_who_settle_at_once_are_one_decision(table):
    table.save(0, YES)
    table.save(1, NO)
    table.settle()
    with pytest.raises(ScanStateError, match="nothing to settle"):
        table.settle("not_in_place")
    key = {"item": ITEM, "number": 1}
    assert not answers_store.add_decision(table.scan_id, key, {})


def test_an_agency_that_changes_its_answer_against_a_decision_opens_it_again(table):
    table.save(0, YES)
    table.save(1, NO)
    table.settle()
    table.save(1, PARTLY, on=1)
    item = table.item()
    assert (item.settled, item.standing) == (False, "differ")
    table.settle("partly")
    assert table.item().standing == "partly"


def test_a_sign_off_is_of_the_answers_as_they_were(table):
    table.save(0, YES)
    scan_settling.sign_off(table.scan_id, table.codes[0], "Read by our director.")
    assert [each.current for each in scans.board(table.scan_id).sign_offs] == [True]
    table.save(0, NO, on=1)
    assert [each.current for each in scans.board(table.scan_id).sign_offs] == [False]


def test_nobody_signs_for_an_agency_that_has_said_nothing(table):
    with pytest.raises(ScanStateError, match="nothing to sign"):
        scan_settling.sign_off(table.scan_id, table.codes[0])


def test_an_answer_goes_stale_on_the_day_after_eighteen_months(table):
    table.save(0, AnswerEntry("in_place", source_date=DAY))
    with at_day(date(2027, 9, 2)):
        assert table.item().standing == "in_place"
    with at_day(date(2027, 9, 3)):
        assert table.item().standing == "stale"


def test_saying_that_it_still_holds_makes_it_fresh_and_keeps_the_source(table):
    table.save(0, AnswerEntry("in_place", source="State page", source_date=DAY))
    with at_day(date(2027, 10, 1)):
        scan_answers.confirm(table.scan_id, ITEM, table.codes[0], based_on=1)
        item = table.item()
        assert item.standing == "in_place"
        assert item.answers[0].source_date == DAY


def test_the_next_round_asks_what_expired_differed_or_matters_and_carries_the_rest(table):
    table.save(0, AnswerEntry("in_place", source_date=DAY))
    table.save(0, YES, item="cert_types_known")
    table.save(1, NO, item="cert_types_known")
    table.save(0, YES, item="cert_hours_known")
    with at_day(date(2027, 12, 1)), pytest.raises(ScanStateError, match="open already"):
        scans.begin(table.team.id)
    scans.end(table.scan_id)
    # what a round holds is told as it was on its last day, so this one has to end later
    again = Table(table.team, scans.begin(table.team.id, title="Second look").id)
    asked = {item.id: item.asked for item in scans.board(again.scan_id).items if item.asked}
    assert asked["cert_types_known"] == "differ"
    assert "cert_hours_known" not in asked
    weights = {item.id: item.weight for item in scans.board(again.scan_id).items}
    quiet = {item for item, why in asked.items() if why == "not_asked"}
    assert quiet
    assert all(weights[item] >= 2 for item in quiet)
    assert again.item("cert_hours_known").standing == "in_place"
    assert again.item("cert_hours_known").answers[0].carried


def test_the_next_round_asks_what_was_stale_on_the_last_day(table):
    table.save(0, AnswerEntry("in_place", source_date=DAY - timedelta(days=700)))
    scans.end(table.scan_id)
    again = scans.begin(table.team.id)
    assert again.asked[ITEM] == "stale"


def test_what_grew_stale_between_two_rounds_is_asked_and_the_ended_one_stays_as_it_was(table):
    table.save(0, AnswerEntry("in_place", source_date=DAY))
    with at_day(date(2027, 9, 1)):
        scans.end(table.scan_id)
    with at_day(date(2027, 9, 10)):
        assert table.item().standing == "in_place"
        before = scans.asked_now(table.scan_id)
        again = scans.begin(table.team.id)
        assert again.asked[ITEM] == "stale"
        assert len(again.asked) == before


def test_a_later_round_shows_what_changed(table):
    table.save(0, NO)
    scans.end(table.scan_id)
    again = Table(table.team, scans.begin(table.team.id).id)
    assert scan_settling.changes(again.scan_id) == ()
    again.save(0, YES, on=1)
    (change,) = scan_settling.changes(again.scan_id)
    assert (change.item, change.before, change.now) == (ITEM, "not_in_place", "in_place")


def test_a_decision_and_its_dissent_hold_in_the_next_round(table):
    table.save(0, YES)
    table.save(1, NO)
    table.settle()
    scan_settling.dissent(table.scan_id, ITEM, table.codes[1], "We see it differently.", number=1)
    scans.end(table.scan_id)
    again = Table(table.team, scans.begin(table.team.id).id)
    item = again.item()
    assert (item.standing, item.settled, item.asked) == ("in_place", True, None)
    assert item.decision is not None
    assert len(item.decision.dissents) == 1


def test_nothing_is_saved_in_a_round_that_has_ended(table):
    table.save(0, YES)
    scans.end(table.scan_id)
    for step in (
        lambda: table.save(0, NO, on=1),
        lambda: table.settle(),
        lambda: scans.end(table.scan_id),
        lambda: scans.add_item(table.scan_id, OwnItem("A text", section="funding")),
        lambda: scan_settling.plan(table.scan_id, ITEM, PlanEntry(), based_on=0),
    ):
        with pytest.raises(ScanStateError, match="has ended"):
            step()
    assert table.item().standing == "in_place"


def test_a_member_answers_for_the_agency_they_were_given_and_for_no_other(table):
    with member(table, answers_for=1):
        assert scans.my_agencies(table.team.id) == (table.codes[1],)
        table.save(1, YES)
        with pytest.raises(NotAllowed, match="do not answer for this agency"):
            table.save(0, YES)
    with member(table, answers_for=None), pytest.raises(NotAllowed, match="do not answer"):
        table.save(1, YES)


def test_a_member_settles_nothing(table):
    table.save(0, YES)
    table.save(1, NO)
    with member(table, answers_for=1), pytest.raises(NotAllowed, match="for a facilitator"):
        table.settle()


def test_an_own_item_in_a_section_of_its_own_is_asked_like_any_other(table):
    own = OwnItem("A van brings parents to court.", section_title="Rides", who_knows=("court",))
    item_id = scans.add_item(table.scan_id, own)
    table.save(0, YES, item=item_id)
    board = scans.board(table.scan_id)
    assert board.sections[-1].own
    assert board.own_words[item_id].section_title == "Rides"
    assert table.item(item_id).standing == "in_place"
    scans.remove_item(table.scan_id, item_id)
    assert scans.board(table.scan_id).item(item_id) is None


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (AnswerEntry(""), "No answer is chosen"),
        (AnswerEntry("yes"), "No answer is chosen"),
        (AnswerEntry("in_place", confidence="sure"), "'sure' is no choice"),
        (AnswerEntry("in_place", evidence="x" * 2001), "2,001 characters"),
        (AnswerEntry("in_place", link="javascript:alert(1)"), "no address of a page"),
        (AnswerEntry("in_place", link="http://["), "no address of a page"),
        (AnswerEntry("in_place", source_date=date(2999, 1, 1)), "dated 2999-01-01"),
    ],
)
def test_an_entry_that_will_not_do_is_told_with_what_came_and_nothing_is_saved(table, entry, said):
    with pytest.raises(ScanProblems, match=said):
        table.save(0, entry)
    assert table.item().answers == ()


def test_a_file_is_kept_handed_out_and_forgotten_with_its_name_left(table):
    kept = scan_answers.add_file(
        table.scan_id, ITEM, table.codes[0], name="rules.pdf", content=b"%PDF-1.4 rules"
    )
    assert scan_answers.evidence_file(kept.id).content == b"%PDF-1.4 rules"
    taken = audit_log.entries(table.team.id, limit=1)[0]
    assert (taken.action, taken.about) == ("scan.file-take", table.scan_id)
    scan_answers.remove_file(kept.id)
    with pytest.raises(NotFound, match="not here any more"):
        scan_answers.evidence_file(kept.id)
    (left,) = table.item().files
    assert (left.name, left.removed, left.sha256) == ("rules.pdf", True, kept.sha256)


def test_an_agency_keeps_five_files_at_an_item_and_is_told_at_the_sixth(table):
    def give() -> None:
        scan_answers.add_file(
            table.scan_id, ITEM, table.codes[0], name="a.txt", content=b"a page of text"
        )

    for _ in range(scan_answers.MOST_FILES):
        give()
    with pytest.raises(ScanStateError, match="Remove one first"):
        give()


def test_the_work_list_names_who_would_know_and_ends_when_it_is_known(table):
    board = scans.board(table.scan_id)
    item = next(each for each in scan_settling.work_list(board) if each.id == ITEM)
    assert scan_settling.who_would_know(item, board) == (table.codes[1], table.codes[2])
    table.save(1, YES)
    left = scan_settling.work_list(scans.board(table.scan_id))
    assert ITEM not in {each.id for each in left}


def test_whoever_promised_to_find_out_has_a_page_of_their_own_until_it_is_done(table):
    with member(table, answers_for=1) as who, acting(OPERATOR):
        entry = PlanEntry(owner_id=who.id, due_on=today())
        scan_settling.plan(table.scan_id, ITEM, entry, based_on=0)
        with acting(who):
            mine = scan_settling.my_rechecks(scans.board(table.scan_id))
            assert [item.id for item in mine] == [ITEM]
            scan_settling.done(table.scan_id, ITEM)
            assert scan_settling.my_rechecks(scans.board(table.scan_id)) == ()


def test_a_plan_that_somebody_changed_meanwhile_is_not_written_over(table):
    scan_settling.plan(table.scan_id, ITEM, PlanEntry(note="Ana asks"), based_on=0)
    with pytest.raises(ScanStateError, match="changed who sees to this"):
        scan_settling.plan(table.scan_id, ITEM, PlanEntry(note="Ben asks"), based_on=0)
    assert table.item().plan.note == "Ana asks"


def test_agreement_leaves_dont_know_out_and_tells_its_share_beside(table):
    for number, item in enumerate(scans.board(table.scan_id).items[:12]):
        entry = YES if number % 2 else NO
        for agency in (0, 1):
            table.save(agency, entry, item=item.id)
        table.save(2, AnswerEntry("unknown"), item=item.id)
    board = scans.board(table.scan_id)
    assert board.agreement.alpha == pytest.approx(1)
    assert board.dont_know.share == pytest.approx(12 / 36)


def test_a_team_takes_its_scans_with_it(table):
    table.save(0, YES)
    teams.delete_team(table.team.id, confirm_name="River county")
    with pytest.raises(NotFound, match="not here"):
        scans.scan(table.scan_id)


def test_a_role_that_ended_answers_for_nobody(table):
    with member(table, answers_for=1) as who:
        pass
    memberships.remove(table.team.id, who.id)
    assert who.id not in {each.account_id for each in scans.raters(table.team.id)}


def test_whoever_settles_what_they_have_not_seen_is_told(table):
    table.save(0, YES)
    table.save(1, NO)
    seen = scan_settling.heard(table.item())
    table.save(1, AnswerEntry("not_in_place", evidence="New proof"), on=1)
    with pytest.raises(ScanStateError, match="answered or settled this meanwhile"):
        scan_settling.settle(table.scan_id, ITEM, Ruling("in_place", "talk", "We called.", seen))
    assert table.item().standing == "differ"


def test_the_word_of_the_operating_agency_is_a_ground_only_where_it_said_so(table):
    table.save(0, YES)
    table.save(1, NO)
    with pytest.raises(ScanProblems, match="does not say so"):
        table.settle("in_place", basis="operating_agency")
    plan = PlanEntry(operating_agency=table.codes[1])
    scan_settling.plan(table.scan_id, ITEM, plan, based_on=0)
    with pytest.raises(ScanProblems, match="does not say so"):
        table.settle("in_place", basis="operating_agency")
    table.settle("not_in_place", basis="operating_agency")
    assert table.item().standing == "not_in_place"


def test_whoever_signs_what_they_have_not_seen_is_told(table):
    table.save(0, YES)
    seen = scan_settling.digest_of(scans.board(table.scan_id), table.codes[0])
    table.save(0, NO, on=1)
    with pytest.raises(ScanStateError, match="changed meanwhile"):
        scan_settling.sign_off(table.scan_id, table.codes[0], seen=seen)


def test_dissent_is_from_the_decision_that_was_read(table):
    table.save(0, YES)
    table.save(1, NO)
    table.settle()
    with pytest.raises(ScanStateError, match="another decision"):
        scan_settling.dissent(table.scan_id, ITEM, table.codes[1], "No.", number=2)


def test_an_agency_that_says_the_same_once_more_does_not_open_a_decision_again(table):
    table.save(0, YES)
    table.save(1, NO)
    table.settle()
    scan_answers.confirm(table.scan_id, ITEM, table.codes[1], based_on=1)
    assert table.item().settled


def test_an_earlier_decision_and_its_dissent_stay_in_sight(table):
    table.save(0, YES)
    table.save(1, NO)
    table.settle()
    scan_settling.dissent(table.scan_id, ITEM, table.codes[1], "We differ.", number=1)
    table.save(1, PARTLY, on=1)
    table.settle("partly")
    (earlier,) = table.item().earlier
    assert (earlier.status, earlier.dissents[0].words) == ("in_place", "We differ.")


def test_an_agency_that_left_the_roster_neither_counts_nor_holds_up_a_decision(table):
    table.save(0, YES)
    table.save(1, NO)
    renamed = (AgencyEntry("County family services", "child_welfare", 6), *ROSTER[1:])
    teams.update_team(table.team.id, name="River county", jurisdiction="", agencies=renamed)
    item = table.item()
    assert (item.standing, item.conflicts) == ("not_in_place", ())
    assert len(item.answers) == 2


def test_correcting_a_word_makes_nothing_older_and_saving_the_same_makes_it_fresh(table):
    old = AnswerEntry("in_place", source="State page", source_date=DAY)
    table.save(0, old)
    with at_day(date(2027, 10, 1)):
        table.save(0, old, on=1)
        assert table.item().standing == "in_place"
        table.save(0, AnswerEntry("in_place", None, "One word", "", "State page", DAY), on=2)
        assert table.item().standing == "in_place"


def test_an_own_item_that_is_known_comes_along_and_is_not_asked_again(table):
    own = scans.add_item(table.scan_id, OwnItem("A van.", section_title="Rides"))
    table.save(0, YES, item=own)
    section = table.item(own).section
    bus = scans.add_item(table.scan_id, OwnItem("A bus.", section=section))
    scans.remove_item(table.scan_id, own)
    assert scans.board(table.scan_id).own_words[bus].section_title == "Rides"
    table.save(0, YES, item=bus)
    scans.end(table.scan_id)
    told = scans.asked_now(table.scan_id)
    again = Table(table.team, scans.begin(table.team.id).id)
    assert again.item(bus).asked is None
    assert sum(1 for item in scans.board(again.scan_id).items if item.asked) == told


def test_a_file_of_an_earlier_round_can_be_forgotten_in_a_later_one(table):
    kept = scan_answers.add_file(
        table.scan_id, ITEM, table.codes[0], name="a.txt", content=b"a name of a family"
    )
    scans.end(table.scan_id)
    scan_answers.remove_file(kept.id)
    with pytest.raises(NotFound):
        scan_answers.evidence_file(kept.id)


def test_a_consultant_is_given_nothing_to_find_out(table):
    account = accounts.invite("consultant@example.org").account_id
    role = Role(table.team.id, account, "consultant", given_by="x", given_on=today())
    membership_store.give_role(role)
    with pytest.raises(ScanProblems, match="can answer nothing"):
        scan_settling.plan(table.scan_id, ITEM, PlanEntry(owner_id=account), based_on=0)
