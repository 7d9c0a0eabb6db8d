"""Who signs the shared principles, who sees them differently, and who has not spoken yet."""

from collections.abc import Callable

import streamlit as st

from data.guide_views import PrinciplesView, WordView
from data.services import principle_signing, principles, scans, teams
from data.services.authority import may
from pages.parts import links
from pages.parts.frame import small
from pages.parts.seen import as_shown, is_open, offer_newer, seen
from pages.parts.session import for_staff
from pages.parts.steps import take_step
from pages.parts.words import written_date


def signing(now: PrinciplesView) -> None:
    """Everything about signatures, and the steps that are open to whoever looks."""
    st.header("Who signs", anchor=False)
    st.text(
        "An agency signs the exact text. If the text changes afterwards, its signature stays with "
        "the text that it signed. A facilitator may enter what an agency said in the room; it "
        "then says so beside it."
    )
    for each in now.said:
        _word(each)
    if now.state != "draft":
        _counted(now)
        _sign_form(now)
    elif is_open(_form_name(now)):
        st.info(
            "The text was changed, so it is a draft again. What you typed below is not saved; "
            "copy what you need."
        )
        if not _sign_form(now):
            seen(_form_name(now), now.digest).forget()
    if may("principles.run", team_id=now.team_id):
        _steps(now)


def _word(said: WordView) -> None:
    what = "signs" if said.agrees else f"sees it differently: {said.words}"
    then = "" if said.of_current else " (an older text)"
    earlier = " (its earlier word)" if said.of_current and not said.is_last else ""
    st.text(f"{said.agency_name} {what}{then}{earlier}")
    small(f"{said.saved_by_name}, {written_date(said.saved_on, 'en')}")


def _counted(now: PrinciplesView) -> None:
    signed, differ = len(now.signed_by), len(now.dissents)
    total = signed + differ + len(now.waiting)
    st.text(f"Agencies that sign this text: {signed} of {total}. See it differently: {differ}.")
    if now.entered:
        st.text(f"Of those that sign, entered by a facilitator: {now.entered}.")
    if now.waiting:
        st.text(f"Not heard yet: {', '.join(now.waiting)}.")


def _form_name(now: PrinciplesView) -> str:
    """One form for a team, also while the text is a draft again and somebody is typing in it."""
    return f"sign-principles-{now.team_id}"


def _sign_form(now: PrinciplesView) -> bool:
    """The form of those who may sign; whether it was sent just now."""
    names = {agency.code: agency.name for agency in teams.team(now.team_id).agencies}
    mine = [code for code in scans.my_agencies(now.team_id) if code in names]
    if not mine:
        return False
    opened = seen(_form_name(now), now.digest)
    with st.form(opened.form):
        agency = st.selectbox("Sign for", mine, format_func=names.__getitem__)
        words = st.text_area("What you see differently", max_chars=principles.LONGEST)
        yes = st.form_submit_button("Sign these principles")
        no = st.form_submit_button("We see it differently")
    if not yes and not no:
        offer_newer(opened, now.digest)
    elif opened.may_send():
        _try(
            now,
            lambda: principle_signing.sign(
                now.team_id,
                agency,
                seen=opened.value,
                agrees=yes,
                words="" if yes else words,
            ),
            then=opened.forget,
        )
    return yes or no


def _steps(now: PrinciplesView) -> None:
    digest = as_shown(f"principles-{now.team_id}", now.digest)
    if now.state == "draft" and st.button("This text is ready to sign"):
        _try(now, lambda: principle_signing.make_ready(now.team_id, seen=digest))
    if now.state == "ready" and now.signed_by and st.button("Close the signing"):
        _confirm_finishing(now)


@st.dialog("Close the signing?")
@for_staff
def _confirm_finishing(now: PrinciplesView) -> None:
    st.write(
        "The principles are called signed. Agencies that have not spoken may still sign, and what "
        "was seen differently stays beside them."
    )
    if st.button("Close it", type="primary"):
        _try(now, lambda: principle_signing.finish(now.team_id, seen=now.digest))


def _try(
    now: PrinciplesView, step: Callable[[], None], *, then: Callable[[], None] | None = None
) -> None:
    take_step(step, go=lambda _: links.stay(team=now.team_id), then=then)
