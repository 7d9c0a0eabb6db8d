"""What the team sees of its family groups: themes above the floor, and said against seen."""

from collections.abc import Iterable
from urllib.parse import urlencode

import streamlit as st

from data.exports.families.formats import FAMILY_FORMATS, FamilyFormat
from data.family_findings import FamilyFindings, FoundTheme
from data.family_views import StudyView
from data.services import families
from data.services.authority import may
from data.services.family_days import why_it_stays, why_it_stays_from_participants
from data.services.family_files import findings_of
from data.services.said_against_seen import said_against_seen
from data.views import TeamView
from pages.families.findings_said import GAPS, kind_said, not_shown
from pages.families.reading import WORDS, plan_page
from pages.parts import links
from pages.parts.frame import small
from pages.parts.make_action import make_action
from pages.parts.plain import plain
from pages.parts.session import for_staff, require_sign_in
from pages.parts.steps import take_step
from pages.parts.words import written_date
from scoring.said_seen import SaidSeen

_LANGUAGES = {"en": "English", "es": "Español"}


def page() -> None:
    """The findings of the plan that the address names."""
    require_sign_in()
    plan_page("What families said", _show, action="families.see")


def _show(team: TeamView, plan: StudyView) -> None:
    found = findings_of(team.id, plan.id)
    st.write(
        "A group of families tells that something happens, and in how many sessions it came up. "
        "It never tells how many families of the county it happens to, so no share of them stands "
        "here."
    )
    st.header("Themes", anchor=False)
    if not found.themes:
        st.info("No theme may be shown yet.")
    for each in found.themes:
        _theme(each)
    if found.themes:
        make_action("theme:", team_id=team.id)
    _said_and_seen(team, plan)
    _withheld(plan, [(each.what, each.count, each.why) for each in found.withheld])
    if may("families.export", team_id=team.id):
        _files(team, plan)
    about = {"team": team.id, "plan": plan.id}
    if may("families.words", team_id=team.id):
        links.link("families-themes", "Work on themes", **about)
    links.link("resources-gaps", "The grid of gaps", team=team.id)
    small(WORDS.note)


def _theme(theme: FoundTheme) -> None:
    with st.container(border=True):
        st.subheader(plain(theme.statement), anchor=False)
        small(f"Heard from {theme.spread}.")
        if theme.services:
            st.markdown(f"**About:** {plain(', '.join(theme.services))}")
        if theme.gap:
            st.markdown(f"**What fell short:** {plain(theme.gap)}")
        for each in theme.values:
            st.markdown(f"**Beside the statement:** {plain(each)}")
        for quote in theme.quotes:
            st.text(f"“{quote.text}”" + (" (in other words)" if quote.is_changed else ""))


def _said_and_seen(team: TeamView, plan: StudyView) -> None:
    st.header("Said against seen", anchor=False)
    st.write(
        "What agencies wrote down about each kind of help, beside what families met there. A "
        "hidden gap comes first: nobody looks for what everybody takes to be there."
    )
    found = [e for e in said_against_seen(team.id, plan.id) if e.barrier or e.gap != "unknown"]
    if not found:
        st.info(
            "Nothing can be set side by side yet. It takes findings or services on the map of "
            "resources, and a theme about a kind of help that may be shown."
        )
    for gap, (title, meaning) in GAPS.items():
        mine = [each for each in found if each.gap == gap]
        if mine:
            _gap(title, meaning, mine)


def _gap(title: str, meaning: str, found: list[SaidSeen]) -> None:
    st.subheader(f"{title} ({len(found)})", anchor=False)
    small(meaning)
    st.markdown("\n".join(f"- {plain(kind_said(each))}" for each in found))


def _withheld(plan: StudyView, withheld: list[tuple[str, int, str]]) -> None:
    st.header("What is not shown, and why", anchor=False)
    kept = plan.settings
    floor = not_shown(kept.seats_inside, kept.sessions_inside)
    st.write(f"Below the floor everything looks the same: {floor}.")
    if not withheld:
        st.write("Nothing that was written down is held back.")
    for what, count, why in withheld:
        st.text(f"{count} {what[:-1] if count == 1 else what}: {why}")


def _files(team: TeamView, plan: StudyView) -> None:
    st.header("To take away", anchor=False)
    st.write(
        "Each file is made anew: what was taken back or withdrawn is in no later one. What was "
        "left out, and why, stands in it."
    )
    language = st.radio(
        "Language of the files", list(_LANGUAGES), format_func=_LANGUAGES.__getitem__
    )
    small("What people said or wrote stays in their own language.")
    own = [each for each in FAMILY_FORMATS.values() if not each.for_participants]
    _buttons(team, plan, own, language=language)
    small("Projects hold the released words themselves. Give them to nobody who may not read them.")
    if plan.settings.public_report:
        _for_everybody(team, plan, language)
    _for_participants(team, plan, language)


def _for_everybody(team: TeamView, plan: StudyView, language: str) -> None:
    """Findings that may leave the team: fewer themes, and quotes of those who agreed to that."""
    st.subheader("For everybody", anchor=False)
    small(
        f"Themes of {plan.settings.people_outside} people or more, with words that people gave to "
        f"the public. From {plan.settings.withdraw_days} days after the last session on."
    )
    if why := why_it_stays(team.id, plan.id):
        st.text(f"Not now: {why}")
        _showing(team, plan)
        return
    found = [
        each
        for each in FAMILY_FORMATS.values()
        if each.takes is FamilyFindings and not each.for_participants
    ]
    _buttons(team, plan, found, language=language, whom="everybody")


def _for_participants(team: TeamView, plan: StudyView, language: str) -> None:
    """One page of what was heard and what happens next, without quotes."""
    st.subheader("For those who took part", anchor=False)
    small(
        "One page in plain words: what you heard and what happens next. It holds themes that may "
        "leave the team, and nobody's own words."
    )
    if why := why_it_stays_from_participants(team.id, plan.id):
        st.text(f"Not now: {why}")
        return
    found = [each for each in FAMILY_FORMATS.values() if each.for_participants]
    _buttons(team, plan, found, language=language)


def _buttons(
    team: TeamView,
    plan: StudyView,
    formats: Iterable[FamilyFormat],
    *,
    language: str,
    whom: str = "",
) -> None:
    asked = {"for": whom, "language": language if language != "en" else ""}
    query = urlencode({name: each for name, each in asked.items() if each})
    with st.container(horizontal=True):
        for each in formats:
            address = f"/export/families/{team.id}/{plan.id}.{each.key}"
            label = f"{each.title}, for {whom}" if whom else each.title
            st.link_button(label, f"{address}?{query}" if query else address)


def _showing(team: TeamView, plan: StudyView) -> None:
    """Say that the report was shown to those who took part, where they were promised that."""
    if not plan.settings.shown_first or not may("families.run", team_id=team.id):
        return
    if plan.shown_on is None:
        small("People who took part were promised to see the report at a meeting first.")
    else:
        small(f"It was shown to those who took part on {written_date(plan.shown_on, 'en')}.")
    if st.button("The report was shown to them …"):
        _confirm_showing(team, plan)


@st.dialog("Was it shown to those who took part?")
@for_staff
def _confirm_showing(team: TeamView, plan: StudyView) -> None:
    st.write(
        "Say so once the meeting was held that people were told of. What they say there may change "
        "the report; change it before it goes to anybody else. Today is written down as the day."
    )
    if st.button("It was shown to them", type="primary"):
        take_step(
            lambda: families.say_shown(team.id, plan.id, seen=plan.version),
            go=lambda _: links.stay(team=team.id, plan=plan.id),
        )
