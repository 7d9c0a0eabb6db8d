"""Every role, every step, every state of a wave: the one table is what happens, cell by cell."""

from collections.abc import Callable
from contextvars import Context
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import update

from data.action_views import ActionEntry
from data.clock import today
from data.resource_views import ServiceView
from data.scan_views import AnswerEntry
from data.services import (
    accounts,
    action_files,
    action_plan,
    actions,
    answering,
    auditing,
    calls,
    closing,
    contact_book,
    directories,
    editions,
    families,
    family_ends,
    family_files,
    family_sessions,
    guides,
    holds,
    invitations,
    listings,
    meetings,
    memberships,
    needs,
    portfolio,
    portfolio_consent,
    portfolio_files,
    principle_signing,
    principles,
    release,
    resource_files,
    scan_answers,
    scan_files,
    scans,
    staff_log,
    teams,
    waves,
)
from data.services.authority import OPERATOR, PROGRAM, RESPONDENT, Actor, acting
from data.services.calls import CallEntry
from data.services.errors import NotAllowed, NotFound, NotKnown, WaveClosed, WaveStateError
from data.services.rules import ROLES, RULES, STATES
from data.store import database as store
from data.store import memberships as membership_store
from data.store.access import AccountRecord
from data.store.memberships import Role
from data.tables.base import table_of
from data.tables.values import Wave
from data.tokens import new_id
from data.views import AgencyEntry, TeamView, WaveView
from tests.data.conftest import KIN_A, OTHER_A
from tests.data.services.families.groups import looked, settings

ROSTER = (AgencyEntry("Court", KIN_A, 6), AgencyEntry("Clinic", OTHER_A, 6))
LICENSED = b"""type,id,language,text,reverse
edition,%s,,1.0.0,
title,,en,County inventory,
point,1,en,Disagree,
point,2,en,Agree,
scale,q1,en,We know who to call.,
"""
IN_A_TEAM = ("member", "consultant", "facilitator")
OUTSIDERS = ("admin", "stranger", "facilitator of another team")
REFUSALS = {NotAllowed: "not allowed", NotFound: "out of reach", WaveStateError: "not now"}


@dataclass
class Table:
    """A team, one wave of it, and somebody else to do things to."""

    team: TeamView
    wave: WaveView
    account_id: str
    me: str


def licensed(team_id: str) -> object:
    content = LICENSED % f"own_{new_id()}".encode()
    return editions.import_licensed(
        team_id, content, "own.csv", owner="The county", permission="By letter", expires=None
    )


def give(team_id: str) -> object:
    name = f"{new_id()}@example.org"
    return memberships.add(team_id, name, "member")


def agree(team_id: str) -> object:
    version = portfolio_consent.consent(team_id).version
    return portfolio_consent.allow(team_id, shown=True, counted=True, based_on=version)


STEPS: dict[str, Callable[[Table], object]] = {
    "wave.see": lambda t: (waves.wave(t.wave.id), waves.progress(t.wave.id)),
    "wave.preview": lambda t: editions.of_wave(t.wave.id),
    "wave.draft": lambda t: draft(t.team.id),
    "wave.change": lambda t: waves.update_draft(t.wave.id, title="Another title"),
    "wave.delete": lambda t: waves.delete_draft(t.wave.id),
    "wave.open": lambda t: waves.open_wave(t.wave.id),
    "wave.close": lambda t: closing.close_wave(t.wave.id),
    "wave.archive": lambda t: waves.archive_wave(t.wave.id),
    "invitations.issue": lambda t: invitations.issue(t.wave.id, "code"),
    "invitations.replace": lambda t: invitations.reissue_unused(t.wave.id, "code"),
    "result.release": lambda t: release.release_wave(t.wave.id),
    "result.see": lambda t: release.report(t.wave.id),
    "result.export": lambda t: release.for_export(t.wave.id, as_what="csv"),
    "result.comments": lambda t: release.comments(t.wave.id, "open_talk_about"),
    "result.audit": lambda t: auditing.audit_wave(t.wave.id),
    "result.preview": lambda t: holds.brief(t.wave.id, t.wave.groups[0].code),
    "result.hold": lambda t: holds.plan(t.wave.id, 3, based_on=holds.hold(t.wave.id).version),
    "result.show": lambda t: holds.show_now(t.wave.id, based_on=holds.hold(t.wave.id).version),
    "meeting.notes": lambda t: meetings.notes(t.wave.id),
    "team.create": lambda _: teams.create_team("Another", "", ROSTER),
    "team.see": lambda t: teams.team(t.team.id),
    "team.change": lambda t: teams.update_team(
        t.team.id, name=t.team.name, jurisdiction="Elsewhere", agencies=ROSTER
    ),
    "team.delete": lambda t: teams.delete_team(t.team.id, confirm_name=t.team.name),
    "team.appoint": lambda _: accounts.teams_without_facilitator(),
    "questionnaire.see": lambda t: editions.editions(t.team.id),
    "questionnaire.import": lambda t: licensed(t.team.id),
    "scan.see": lambda t: scans.scans(t.team.id),
    "scan.answer": lambda t: answer_scan(t),
    "scan.run": lambda t: scans.end(open_scan(t)),
    "scan.export": lambda t: scan_files.for_export(t.team.id, as_what="csv"),
    "resources.see": lambda t: needs.need(t.team.id),
    "resources.note": lambda t: note_a_fact(t),
    "resources.call": lambda t: write_down_a_call(t),
    "resources.run": lambda t: needs.choose_tier(
        t.team.id, "T4", based_on=needs.need(t.team.id).tier_version
    ),
    "resources.export": lambda t: resource_files.for_export(t.team.id, as_what="json"),
    "families.see": lambda t: families.studies(t.team.id),
    "families.words": lambda t: family_sessions.sessions(t.team.id, a_plan(t.team.id)),
    "families.run": lambda t: looked(
        families.begin_study, t.team.id, f"Plan {new_id()}", settings()
    ),
    "families.contacts": lambda t: contact_book.open_book(t.team.id, a_plan(t.team.id)),
    "families.export": lambda t: family_files.take(t.team.id, a_plan(t.team.id), "qdc"),
    "families.clocks": lambda _: family_ends.run_clocks(),
    "guide.see": lambda t: guides.guide(t.wave.id),
    "guide.run": lambda t: guides.propose_again(t.wave.id, based_on=0),
    "principles.see": lambda t: principles.current(t.team.id),
    "principles.write": lambda t: principles.save(t.team.id, "mission", new_id(), based_on=0),
    "principles.run": lambda t: call_ready(t),
    "actions.see": lambda t: action_plan.plan(t.team.id),
    "actions.report": lambda t: report_an_action(t),
    "actions.run": lambda t: actions.begin(t.team.id, ActionEntry("Do it", first_code(t))),
    "actions.export": lambda t: action_files.for_export(t.team.id, as_what="csv"),
    "portfolio.see": lambda t: portfolio.one(t.team.id),
    "portfolio.consent": lambda t: agree(t.team.id),
    "portfolio.export": lambda t: portfolio_files.for_export(as_what="csv", only=(t.team.id,)),
    "people.see": lambda t: memberships.people(t.team.id),
    "people.change": lambda t: give(t.team.id),
    "account.see": lambda _: accounts.accounts(),
    "account.change": lambda t: accounts.reset(t.account_id),
    "log.team": lambda t: staff_log.entries(t.team.id),
    "log.all": lambda _: staff_log.entries(),
}
ABOUT_NO_TEAM = ("team.create", "team.appoint", "account.see", "account.change", "log.all")
ABOUT_NO_TEAM += ("families.clocks",)


def call_ready(t: Table) -> None:
    """Call the principles ready to sign, which have a mission by then."""
    with acting(OPERATOR):
        if not principles.current(t.team.id).mission.words:
            principles.save(t.team.id, "mission", "We begin together.", based_on=0)
        digest = principles.current(t.team.id).digest
    principle_signing.make_ready(t.team.id, seen=digest)


def first_code(t: Table) -> str:
    return t.team.agencies[0].code


def report_an_action(t: Table) -> None:
    """Say where an action of the first agency stands, for which everybody here answers."""
    with acting(OPERATOR):
        membership_store.give_role(Role(t.team.id, t.me, "member", given_by="x", given_on=today()))
        scans.set_rater(t.team.id, t.me, first_code(t))
        action = actions.begin(t.team.id, ActionEntry("Do it", first_code(t)))
    actions.report(t.team.id, action, status="under_way", notes="", based_on=1)


def answer_scan(t: Table) -> object:
    """Answer for the first agency, which everybody with a role in the team was given."""
    with acting(OPERATOR):
        code = t.team.agencies[0].code
        membership_store.give_role(Role(t.team.id, t.me, "member", given_by="x", given_on=today()))
        scans.set_rater(t.team.id, t.me, code)
    entry = AnswerEntry("unknown")
    return scan_answers.save(open_scan(t), "work_turnover", code, entry, based_on=0)


def only_service(t: Table) -> ServiceView:
    """The only service on the map, which is put there if it was not."""
    with acting(OPERATOR):
        if not directories.imports(t.team.id):
            content = b"id,name,description,status\ns1,Peer support,Peers,active\n"
            reading = directories.read(t.team.id, {"services.csv": content}, source="211")
            directories.accept(reading)
        return listings.services(t.team.id)[0]


def write_down_a_call(t: Table) -> None:
    """Write down a call to the only service on the map, with other words each time."""
    entry = CallEntry(today(), "as_listed", t.team.agencies[0].code, words=new_id())
    calls.record(t.team.id, only_service(t).id, entry)


def note_a_fact(t: Table) -> None:
    """Say something about the only service on the map."""
    service = only_service(t)
    entry = listings.FactEntry("unknown")
    version = service.fact("accepts_moud").version
    listings.save_fact(t.team.id, service.id, "accepts_moud", entry, based_on=version)


def a_plan(team_id: str) -> str:
    """A plan of a family group of this team, begun if there was none."""
    with acting(OPERATOR):
        plans = families.studies(team_id)
        return plans[0].id if plans else families.begin_study(team_id, "Plan", settings()).id


def open_scan(t: Table) -> str:
    """The scan of this team, begun if it was not."""
    with acting(OPERATOR):
        rounds = scans.scans(t.team.id)
        return rounds[0].id if rounds else scans.begin(t.team.id).id


def draft(team_id: str) -> WaveView:
    day = today() + timedelta(days=9)
    return waves.draft_wave(team_id, "values_open", languages=("en",), closes_on=day)


@pytest.fixture
def make_table(sqlite_database: str) -> Callable[[str], Table]:
    """A new team whose wave is in the wanted state."""

    def make(state: str) -> Table:
        team = teams.create_team("River county", "", ROSTER)
        wave = draft(team.id)
        known = accounts.invite(f"{new_id()}@example.org")
        role = Role(team.id, known.account_id, "facilitator", given_by="x", given_on=today())
        membership_store.give_role(role)
        if state != "draft":
            waves.open_wave(wave.id)
        if state == "closing":
            with store.writing() as connection:
                mine = update(table_of(Wave)).where(table_of(Wave).c.id == wave.id)
                connection.execute(mine.values(state="closing"))
        if state in ("closed", "released", "archived"):
            closing.close_wave(wave.id)
        if state in ("released", "archived"):
            holds.plan(wave.id, 0, based_on=0)  # that a hold keeps it from others: test_holds
            release.release_wave(wave.id)
        if state == "archived":
            waves.archive_wave(wave.id)
        me = accounts.invite(f"{new_id()}@example.org").account_id
        return Table(team, waves.wave(wave.id), known.account_id, me)

    return make


def somebody(role: str, table: Table) -> Actor:
    """Who acts in this role."""
    others = {"operator": OPERATOR, "program": PROGRAM, "respondent": RESPONDENT}
    if role in others:
        return others[role]
    own = {table.team.id: role} if role in IN_A_TEAM else {}
    if role == "facilitator of another team":
        own = {"0123456789abcdef": "facilitator"}
    return Actor(
        id=table.me,
        name="Somebody",
        kind="person",
        admin=role == "admin",
        starts_teams="facilitator" in role,
        teams=own,
    )


def outcome(step: Callable[[Table], object], table: Table, *, who: Actor) -> str:
    try:
        with acting(who):
            step(table)
    except tuple(REFUSALS) as refusal:
        return next(said for kind, said in REFUSALS.items() if isinstance(refusal, kind))
    return "done"


def expected(action: str, role: str, state: str) -> str:
    """What the table says."""
    rule = RULES[action]
    acts_as = "facilitator" if action == "team.create" and "facilitator" in role else role
    if acts_as not in rule.roles:
        out = role in OUTSIDERS and action not in ABOUT_NO_TEAM and action != "log.team"
        alone = action in ("people.see", "people.change")  # asked before anything is looked up
        return "out of reach" if out and not alone else "not allowed"
    return "done" if rule.states is None or state in rule.states else "not now"


def test_every_step_that_a_rule_is_about_is_tried() -> None:
    assert set(STEPS) | {"answer"} == set(RULES)
    assert set(ROLES) < {*IN_A_TEAM, *OUTSIDERS, "operator", "program", "respondent"}


@pytest.mark.parametrize("state", STATES)
def test_what_happens_is_what_the_table_says_for_every_role_and_step(
    state: str, make_table: Callable[[str], Table]
) -> None:
    table, wrong = make_table(state), []
    for action, step in STEPS.items():
        if RULES[action].states is None and state != "draft":
            continue
        for role in (*IN_A_TEAM, *OUTSIDERS, "operator", "program", "respondent"):
            wanted = expected(action, role, state)
            found = outcome(step, table, who=somebody(role, table))
            if found != wanted:
                wrong.append((action, role, found, f"not {wanted}"))
            if found == "done":
                table = make_table(state)
    assert wrong == []


@pytest.mark.parametrize("state", STATES)
def test_whoever_holds_a_link_answers_while_the_wave_is_open_and_nobody_else_ever(
    state: str, make_table: Callable[[str], Table]
) -> None:
    table = make_table("draft")
    if state == "draft":
        return_of_a_stranger(table)
        return
    waves.open_wave(table.wave.id)
    secret = invitations.issue(table.wave.id, "link")[0].secret
    if state == "closing":
        with store.writing() as connection:
            mine = update(table_of(Wave)).where(table_of(Wave).c.id == table.wave.id)
            connection.execute(mine.values(state="closing"))
    elif state != "open":
        closing.close_wave(table.wave.id)
    for role in (*IN_A_TEAM, *OUTSIDERS, "operator"):
        with acting(somebody(role, table)):
            return_of_a_stranger(table)
            if state != "open":
                with pytest.raises(WaveClosed if state == "closing" else NotKnown):
                    answering.keep_answers(secret, {})
    if state == "open":
        nobody = Context()
        assert nobody.run(answering.keep_answers, secret, {}).status == "received"


def return_of_a_stranger(_table: Table) -> None:
    with pytest.raises(NotKnown):
        answering.keep_answers("x" * 22, {})


@pytest.mark.parametrize("action", [action for action in STEPS if action != "team.create"])
def test_as_long_as_nobody_is_named_nothing_is_done(
    action: str, make_table: Callable[[str], Table]
) -> None:
    table = make_table("released" if action.startswith("result") else "draft")
    with pytest.raises((NotAllowed, NotFound)):
        Context().run(STEPS[action], table)


def test_a_role_that_is_taken_away_ends_at_once(make_table: Callable[[str], Table]) -> None:
    from data.services import access

    table = make_table("released")
    invited = memberships.add(table.team.id, "advisor@example.org", "consultant")
    token = access.redeem(invited.name, invited.code, "five herons by the old mill").token
    with acting(access.actor_of(token)):
        assert release.report(table.wave.id).wave.id == table.wave.id
        assert [team.id for team in teams.teams()] == [table.team.id]
    memberships.remove(table.team.id, invited.account_id)
    with acting(access.actor_of(token)):
        with pytest.raises(NotFound):
            release.report(table.wave.id)
        assert teams.teams() == ()


def test_a_record_of_an_account_holds_what_the_table_has() -> None:
    from data.tables.access import Account

    assert set(AccountRecord.__slots__) == set(table_of(Account).c.keys())
