"""Roles in a team: given by its facilitators, taken up with a code that they tell in person."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from data.services import access, accounts, audit_log, memberships, teams
from data.services.authority import acting
from data.services.errors import AccountError, NotAllowed, SignInError, StorageError
from data.services.memberships import TeamRole
from data.store import memberships as store
from data.views import AgencyEntry, Invited, TeamView

ROSTER = (AgencyEntry("Court", "court", 6),)
JUDGE = "judge@court.example"
PASSPHRASES = ("seven lamps along the harbor", "nine boats under a pale moon")


class Person:
    """Somebody with an account, and a browser in which they signed in."""

    def __init__(self, invited: Invited, passphrase: str = PASSPHRASES[0]) -> None:
        self.id, self.name, self.passphrase = invited.account_id, invited.name, passphrase
        self.token = access.redeem(invited.name, invited.code, passphrase).token

    @contextmanager
    def acts(self) -> Iterator[None]:
        who = access.actor_of(self.token)
        assert who is not None
        with acting(who):
            yield

    def roles(self) -> dict[str, str]:
        who = access.actor_of(self.token)
        return {} if who is None else dict(who.teams)


@pytest.fixture
def facilitator(database: str) -> Callable[[str], tuple[Person, TeamView]]:
    """Somebody new, and a team that they have set up."""

    def make(name: str) -> tuple[Person, TeamView]:
        person = Person(accounts.invite(f"{name}@table.example", starts_teams=True))
        with person.acts():
            return person, teams.create_team(name, "", ROSTER)

    return make


def give(giver: Person, team: TeamView, name: str, role: TeamRole = "member") -> Invited | None:
    with giver.acts():
        return memberships.add(team.id, name, role)


def test_whoever_takes_a_name_first_does_not_get_what_others_give_to_that_name(facilitator):
    (ana, mine), (ben, his) = facilitator("Ana"), facilitator("Ben")
    squatter = Person(give(ana, mine, JUDGE))
    told = give(ben, his, JUDGE, "facilitator")
    assert told is not None
    assert told.has_account
    assert squatter.roles() == {mine.id: "member"}
    with squatter.acts():
        assert [team.id for team in teams.teams()] == [mine.id]
        with pytest.raises(NotAllowed):
            memberships.people(his.id)
        with pytest.raises(AccountError, match="No role that was offered to you"):
            memberships.accept("0000-0000-0000")
    with ben.acts():
        offered = [(each.shown, each.offered) for each in memberships.people(his.id)]
    assert offered == [("Ben@table.example", False), (JUDGE, True)]


def test_a_role_counts_once_its_code_was_typed_and_the_code_works_once(facilitator):
    (ana, mine), (ben, his) = facilitator("Ana"), facilitator("Ben")
    judge = Person(give(ana, mine, JUDGE))
    told = give(ben, his, JUDGE, "consultant")
    with judge.acts():
        memberships.accept(told.code.lower().replace("-", " "))
    assert judge.roles() == {mine.id: "member", his.id: "consultant"}
    with judge.acts(), pytest.raises(AccountError):
        memberships.accept(told.code)
    assert [entry.action for entry in audit_log.entries(his.id)][:2] == [
        "people.accept",
        "people.add",
    ]


def test_a_code_for_a_role_is_nobody_elses(facilitator):
    (ana, mine), (ben, his) = facilitator("Ana"), facilitator("Ben")
    Person(give(ana, mine, JUDGE))
    told = give(ben, his, JUDGE)
    with ana.acts(), pytest.raises(AccountError):
        memberships.accept(told.code)
    assert ana.roles() == {mine.id: "facilitator"}


def test_a_code_for_a_role_runs_out_and_an_offer_can_be_taken_back(facilitator, monkeypatch):
    (ana, mine), (ben, his) = facilitator("Ana"), facilitator("Ben")
    judge = Person(give(ana, mine, JUDGE))
    told = give(ben, his, JUDGE)
    now = memberships.seconds()
    with monkeypatch.context() as later:
        later.setattr(memberships, "seconds", lambda: now + 7 * 24 * 3600 + 1)
        with judge.acts(), pytest.raises(AccountError):
            memberships.accept(told.code)
    with ben.acts():
        memberships.remove(his.id, judge.id)
    with judge.acts(), pytest.raises(AccountError):
        memberships.accept(told.code)
    assert judge.roles() == {mine.id: "member"}


def test_guessing_at_codes_for_roles_is_slowed_down(facilitator):
    ana, _ = facilitator("Ana")
    with ana.acts():
        for _ in range(5):
            with pytest.raises(AccountError):
                memberships.accept("0000-0000-0000")
        with pytest.raises(SignInError, match="too many wrong tries"):
            memberships.accept("0000-0000-0000")


def test_somebody_with_a_role_gets_another_one_without_a_code(facilitator):
    ana, mine = facilitator("Ana")
    judge = Person(give(ana, mine, JUDGE))
    assert give(ana, mine, JUDGE, "consultant") is None
    assert judge.roles() == {mine.id: "consultant"}


def test_a_code_that_nobody_used_is_replaced_by_giving_the_role_again(facilitator):
    ana, mine = facilitator("Ana")
    lost = give(ana, mine, JUDGE)
    again = give(ana, mine, JUDGE, "consultant")
    assert again is not None
    assert not again.has_account
    with pytest.raises(access.SetUpError, match="does not work"):
        access.redeem(JUDGE, lost.code, PASSPHRASES[1])
    assert Person(again).roles() == {mine.id: "consultant"}


def test_a_facilitator_cannot_replace_the_code_that_an_administrator_made(facilitator):
    ana, mine = facilitator("Ana")
    invited = accounts.invite(JUDGE)
    for _ in range(2):
        told = give(ana, mine, JUDGE)
        assert told is not None
        assert told.has_account
        assert told.waits
    judge = Person(invited)
    assert judge.roles() == {}
    with judge.acts():
        memberships.accept(told.code)
    assert judge.roles() == {mine.id: "member"}


def test_a_lost_code_is_replaced_by_the_team_that_made_the_account_whoever_else_offers_a_role(
    facilitator,
):
    (ana, mine), (ben, his) = facilitator("Ana"), facilitator("Ben")
    give(ana, mine, JUDGE)
    offered = give(ben, his, JUDGE)
    assert offered is not None
    assert offered.waits
    again = give(ana, mine, JUDGE)
    assert again is not None
    judge = Person(again)
    with judge.acts():
        memberships.accept(offered.code)
    assert judge.roles() == {mine.id: "member", his.id: "member"}


def test_a_code_that_is_used_while_it_is_replaced_changes_nothing_else(facilitator, monkeypatch):
    ana, mine = facilitator("Ana")
    invited = give(ana, mine, JUDGE)
    anew, judges = store.give_anew, []

    def meanwhile(*given, **options):
        judges.append(Person(invited))
        return anew(*given, **options)

    monkeypatch.setattr(store, "give_anew", meanwhile)
    with pytest.raises(AccountError, match="used their code in this moment"):
        give(ana, mine, JUDGE, "consultant")
    assert judges[0].roles() == {mine.id: "member"}


def test_taking_a_role_up_is_written_down_before_it_counts(facilitator, monkeypatch):
    (ana, mine), (ben, his) = facilitator("Ana"), facilitator("Ben")
    judge = Person(give(ana, mine, JUDGE))
    told = give(ben, his, JUDGE)

    def full(*_: object, **__: object) -> None:
        raise StorageError("The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(audit_log, "record", full)
        with judge.acts(), pytest.raises(StorageError):
            memberships.accept(told.code)
    assert judge.roles() == {mine.id: "member"}


def test_a_disk_that_takes_no_anchor_swallows_no_code(facilitator, monkeypatch):
    ana, mine = facilitator("Ana")

    def full() -> str:
        raise StorageError("The file of anchors could not be written.")

    monkeypatch.setattr(audit_log, "keep_anchor", full)
    told = give(ana, mine, JUDGE)
    monkeypatch.undo()
    assert Person(told).roles() == {mine.id: "member"}


def test_a_facilitator_cannot_replace_the_code_of_an_account_that_was_reset(facilitator):
    ana, mine = facilitator("Ana")
    judge = Person(give(ana, mine, JUDGE))
    reset = accounts.reset(judge.id)
    assert give(ana, mine, JUDGE, "consultant") is None
    assert Person(reset, PASSPHRASES[1]).roles() == {mine.id: "consultant"}


def test_a_facilitator_cannot_replace_the_code_of_an_account_that_may_do_more(facilitator):
    ana, mine = facilitator("Ana")
    for duties in ({"admin": True}, {"starts_teams": True}):
        name = f"{next(iter(duties))}@county.example"
        invited = accounts.invite(name, **duties)
        told = give(ana, mine, name)
        assert told is not None
        assert told.has_account
        again = give(ana, mine, name)
        assert again is not None
        assert again.has_account
        assert access.redeem(name, invited.code, PASSPHRASES[1])


def test_an_offered_role_makes_nobody_a_facilitator_who_could_be_left_alone(facilitator):
    (ana, mine), (ben, his) = facilitator("Ana"), facilitator("Ben")
    Person(give(ana, mine, JUDGE))
    give(ben, his, JUDGE, "facilitator")
    with ben.acts(), pytest.raises(AccountError, match="without a facilitator"):
        memberships.remove(his.id, ben.id)
    assert store.orphans() == ()


def test_whoever_has_yet_to_use_a_code_is_no_facilitator_to_leave_a_team_with(facilitator):
    ana, mine = facilitator("Ana")
    invited = give(ana, mine, JUDGE, "facilitator")
    with ana.acts(), pytest.raises(AccountError, match="without a facilitator"):
        memberships.remove(mine.id, ana.id)
    with pytest.raises(AccountError, match="without a facilitator"):
        give(ana, mine, ana.name, "member")
    Person(invited)
    with ana.acts():
        memberships.remove(mine.id, ana.id)
    assert ana.roles() == {}


def test_what_administrators_do_to_somebody_stands_in_the_log_of_their_teams(facilitator):
    ana, mine = facilitator("Ana")
    judge = Person(give(ana, mine, JUDGE))
    Person(accounts.invite("root@table.example", admin=True))
    accounts.reset(judge.id)
    accounts.disable(judge.id)
    with ana.acts():
        told = [entry.action for entry in audit_log.entries(mine.id)]
    assert told[:2] == ["account.disable", "account.reset"]
