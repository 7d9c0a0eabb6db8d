"""One's own account: who one is here, the second step, the passphrase, and signing out."""

from datetime import UTC, datetime

import streamlit as st

from data.services import memberships, own_account
from data.services.errors import AccountError, NotAllowed, SignInError
from data.services.own_account import OwnAccount
from pages.parts import links
from pages.parts.frame import heading, say_later, show_refusal
from pages.parts.plain import plain
from pages.parts.session import require_sign_in, token


def page() -> None:
    """What one can do about one's own account; secrets are typed on plain pages only."""
    me = require_sign_in()
    heading("My account")
    try:
        own = own_account.own_account()
    except NotAllowed as refused:
        st.write(plain(str(refused)))
        return
    st.markdown(f"You are signed in as **{plain(own.name)}**.")
    if me.admin:
        st.write("You see to accounts. Results are seen only by people with a role in a team.")
    _second_step(own)
    st.header("Passphrase", anchor=False)
    if own.has_passphrase:
        st.link_button("Choose a new passphrase", "/account/passphrase")
    else:
        st.write(
            "You sign in with your organization, so there is none here. If you want one in its "
            "place, ask an administrator for a reset and type the code at /invited."
        )
    _role()
    _sessions()
    st.link_button("What we promise, and what we cannot", "/promises")
    links.back()


def _sessions() -> None:
    st.header("Where you are signed in", anchor=False)
    st.write(
        "Each line is a browser. We keep when it signed in and when it was last used, not where it "
        "is. Half an hour of rest ends it."
    )
    for each in own_account.own_sessions(token()):
        with st.container(horizontal=True, vertical_alignment="center"):
            mark = " (this browser)" if each.is_this else ""
            st.write(f"Since {_moment(each.started)}, last used {_moment(each.seen)}{mark}")
            if not each.is_this and st.button("End it", key=f"end-{each.key}"):
                own_account.end_session(each.key)
                say_later("That browser is signed out.")
                st.rerun()
    if st.button("Sign out everywhere"):
        own_account.sign_out_all()
        st.rerun()


def _moment(second: int) -> str:
    return datetime.fromtimestamp(second, tz=UTC).strftime("%B %d, %H:%M UTC")


def _role() -> None:
    st.header("A code for a role", anchor=False)
    st.write("A facilitator has told you a code for a role in their team? Type it here.")
    with st.form("role", enter_to_submit=False, clear_on_submit=True):
        code = st.text_input("Code", max_chars=40, autocomplete="off")
        typed = st.form_submit_button("Take up the role")
    if not typed:
        return
    try:
        memberships.accept(code)
    except (AccountError, SignInError) as refused:
        show_refusal(refused)
        return
    say_later("You have the role now. The team is on the start page.")
    st.rerun()


def _second_step(own: OwnAccount) -> None:
    st.header("Second step", anchor=False)
    if own.has_second_step:
        st.write(
            "Signing in takes a code from your phone as well. "
            f"{own.recovery_codes} recovery codes are left."
        )
        if own.has_passphrase:
            st.link_button("Make new recovery codes", "/account/recovery")
    else:
        st.write(
            "Signing in takes your passphrase alone. That will do only as long as nobody can come "
            "from another machine. With a code from your phone, a passphrase that somebody learned "
            "opens nothing."
        )
        st.link_button("Set up a second step", "/sign-in/phone", type="primary")
