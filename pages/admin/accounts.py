"""Accounts: who may sign in at all. What teams do is seen by their own people only."""

import streamlit as st

from data.services import accounts
from data.services.authority import permit
from data.services.errors import AccountError, NotFound, SetUpError
from data.views import AccountView, Invited
from pages.parts import codes, links
from pages.parts.frame import heading, say_later, show_refusal, small
from pages.parts.plain import plain
from pages.parts.session import for_staff, require_sign_in

_STATES = {"invited": "has not used the code yet", "active": "active", "disabled": "switched off"}


def page() -> None:
    """All accounts, and what an administrator can do about them."""
    me = require_sign_in()
    permit("account.see")
    heading("Accounts")
    st.write(
        "Here you decide who can sign in. You see no team and no result by that: roles in a team "
        "are given by its own facilitators."
    )
    codes.show_code()
    known = accounts.accounts()
    for each in known:
        _account(each, me=me.id)
    _invite()
    _orphans([each for each in known if each.state != "disabled" and each.id != me.id])
    links.link("log", "What staff did")
    links.back()


def _account(account: AccountView, *, me: str) -> None:
    with st.container(border=True):
        own = " (you)" if account.id == me else ""
        st.markdown(f"**{plain(account.shown)}**{own}")
        duties = [
            *(["sees to accounts"] if account.admin else []),
            *(["may set up teams"] if account.starts_teams else []),
        ]
        st.write(f"{_state(account)}{'; ' if duties else ''}{', '.join(duties)}.")
        roles = "1 team" if account.teams == 1 else f"{account.teams} teams"
        second = "with" if account.has_second_step else "without"
        small(f"A role in {roles}; {second} a second step.")
        if not own:
            _steps(account)


def _state(account: AccountView) -> str:
    return (
        "Locked after too many wrong tries"
        if account.locked
        else _STATES[account.state].capitalize()
    )


def _steps(account: AccountView) -> None:
    with st.container(horizontal=True):
        if st.button("New code", key=f"reset-{account.id}"):
            _confirm_reset(account)
        if account.state != "disabled" and st.button("Switch off", key=f"off-{account.id}"):
            _confirm_switching_off(account)
        if st.button("Change what they may do", key=f"duties-{account.id}"):
            _change_duties(account)


@st.dialog("Give a new code?")
@for_staff
def _confirm_reset(account: AccountView) -> None:
    st.write(
        f"The passphrase, the second step and the recovery codes of {plain(account.shown)} stop "
        "working at once, and they are signed out. You get a code to tell them. Make sure that it "
        "really is they who ask."
    )
    if st.button("Make the code", type="primary"):
        _done(lambda: accounts.reset(account.id))


@st.dialog("Switch this account off?")
@for_staff
def _confirm_switching_off(account: AccountView) -> None:
    st.write(
        f"{plain(account.shown)} is signed out at once and cannot sign in any more. Their roles "
        "stay, and a new code switches the account on again."
    )
    if st.button("Switch it off", type="primary"):
        _done(lambda: accounts.disable(account.id))


@st.dialog("What may they do?")
@for_staff
def _change_duties(account: AccountView) -> None:
    st.write(f"{plain(account.shown)} will be signed out once when this changes.")
    admin = st.checkbox("Sees to accounts", value=account.admin)
    starts = st.checkbox("May set up teams of their own", value=account.starts_teams)
    if st.button("Save", type="primary"):
        _done(lambda: accounts.change_duties(account.id, admin=admin, starts_teams=starts))


def _invite() -> None:
    st.header("Make an account", anchor=False)
    with st.form("invite", enter_to_submit=False):
        name = st.text_input("Name for signing in, such as an e-mail address", max_chars=120)
        starts = st.checkbox("May set up teams of their own (facilitators)", value=True)
        admin = st.checkbox("Sees to accounts (administrators)")
        made = st.form_submit_button("Make the account", type="primary")
    if made:
        _done(lambda: accounts.invite(name, admin=admin, starts_teams=starts))


def _orphans(able: list[AccountView]) -> None:
    """Facilitators leave; a team must not be lost with them."""
    lost = accounts.teams_without_facilitator()
    if not lost:
        return
    st.header("Teams without a facilitator", anchor=False)
    st.write("All facilitators of these teams are switched off. Give each one who can sign in.")
    names = {team.id: team.name for team in lost}
    people = {each.id: each.shown for each in able}
    with st.form("appoint", enter_to_submit=False):
        team = st.selectbox("Team", list(names), format_func=names.__getitem__)
        person = st.selectbox("New facilitator", list(people), format_func=people.__getitem__)
        appointed = st.form_submit_button("Appoint")
    if appointed and team and person:
        _done(lambda: accounts.appoint(team, person))


def _done(step: object) -> None:
    try:
        outcome = step() if callable(step) else None
    except (AccountError, NotFound, SetUpError) as refused:
        show_refusal(refused)
        return
    if isinstance(outcome, Invited):
        codes.keep_code(outcome)
    else:
        say_later("Saved.")
    st.rerun()
