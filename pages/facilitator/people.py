"""Who has which role in a team: given and taken here, by its facilitators alone."""

from typing import cast

import streamlit as st

from data.services import memberships
from data.services.authority import permit
from data.services.errors import AccountError, SetUpError
from data.services.memberships import TeamRole
from data.views import MemberView, TeamView
from pages.parts import codes, links
from pages.parts.frame import heading, say_later, show_refusal, small
from pages.parts.named import named_team
from pages.parts.plain import plain
from pages.parts.session import for_staff, require_sign_in
from pages.parts.steps import take_step
from pages.parts.words import written_date

ROLES = {
    "facilitator": "Facilitator: runs waves, sees results and comments, gives roles",
    "consultant": "Consultant: sees released results and takes files; no comments",
    "member": "Member: sees released results",
}
_STATES = {
    "invited": "has not used the code yet",
    "active": "can sign in",
    "disabled": "is switched off",
}


def page() -> None:
    """The people of the team that the address names."""
    me = require_sign_in()
    team = named_team()
    if team is None:
        return
    permit("people.see", team_id=team.id)
    heading("People and roles", over=team.name, demo=team.demo)
    st.write(
        "Only people listed here see anything of this team. Whoever runs Common Table gives out "
        "accounts, but sees no team by that. Those who answer need no account and are not listed."
    )
    codes.show_code()
    for member in memberships.people(team.id):
        _member(team, member, me=me.id)
    _add(team)
    links.link("log", "What staff did in this team", team=team.id)
    links.link("team", "Agencies and groups", team=team.id)
    links.back()


def _member(team: TeamView, member: MemberView, *, me: str) -> None:
    with st.container(border=True):
        own = " (you)" if member.account_id == me else ""
        st.markdown(f"**{plain(member.shown)}**{own}")
        st.write(ROLES[member.role])
        stands = "has not typed the code yet" if member.offered else _STATES[member.state]
        small(f"Since {written_date(member.given_on, 'en')}; {stands}.")
        if st.button("End this role", key=f"end-{member.account_id}"):
            _confirm_ending(team, member)


@st.dialog("End this role?")
@for_staff
def _confirm_ending(team: TeamView, member: MemberView) -> None:
    st.write(
        f"{plain(member.shown)} will see nothing of {plain(team.name)} any more, at once and in "
        "every tab. You can give the role again at any time."
    )
    if not st.button("End it", type="primary"):
        return
    take_step(
        lambda: memberships.remove(team.id, member.account_id),
        go=lambda _: st.rerun(),
        told="The role is ended.",
    )


def _add(team: TeamView) -> None:
    st.header("Give somebody a role", anchor=False)
    st.write(
        "Whoever is new in this team gets a code. Tell it to them yourself, in person or by phone; "
        "the role counts once they have typed it. A consultant sees this team only as long as you "
        "let them."
    )
    with st.form(f"role-{team.id}", enter_to_submit=False, clear_on_submit=False):
        name = st.text_input("Their name for signing in, such as an e-mail address", max_chars=120)
        role = st.radio("Role", list(ROLES), format_func=ROLES.__getitem__, index=None)
        given = st.form_submit_button("Give this role", type="primary")
    if not given:
        return
    if role is None:
        st.error("No role is chosen. Choose one of the three.")
        return
    try:
        invited = memberships.add(team.id, name, cast("TeamRole", role))
    except (AccountError, SetUpError) as refused:
        show_refusal(refused)
        return
    if invited is None:
        say_later("The role is another one now.")
    else:
        codes.keep_code(invited)
    st.rerun()
