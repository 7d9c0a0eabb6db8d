"""Themes: sentences that sessions said, the seats behind each, and what may be shown of them."""

from collections.abc import Mapping

import streamlit as st

from data.family_views import StudyView
from data.services import family_themes
from data.services.family_statements import offered, statement_said
from data.services.family_theme_readers import mark_read, wrote_it
from data.services.family_themes import ThemeEntry, ThemeView
from data.services.may_tell import MayTell
from data.views import TeamView
from pages.families import in_the_book, looked_at
from pages.families.findings_said import standing_said, support_said
from pages.families.in_full import in_full, numbered
from pages.families.quoting import quotes_of
from pages.families.reading import WORDS, plan_page
from pages.families.supporting import supports_of
from pages.families.theme_steps import floors_of, try_step
from pages.parts import links
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.seen import as_shown, offer_newer, seen
from pages.parts.session import for_staff, require_sign_in
from pages.resources.reading import category_name
from surveys.resource_map import resource_map

_NEW = "new"


def page() -> None:
    """The themes of the plan that the address names, and one of them to work on."""
    require_sign_in()
    plan_page("Themes", _show)


def _show(team: TeamView, plan: StudyView) -> None:
    about = {"team": team.id, "plan": plan.id}
    found = family_themes.all_themes(team.id, plan.id)
    asked = st.query_params.get("theme", "")
    chosen = next((each for each in found if each.id == asked), None)
    if chosen is not None:
        _open(team, plan, chosen)
        links.link("families-themes", "All themes", **about)
    else:
        _all(team, plan, found, entering=asked == _NEW)
    links.link("families-findings", "What the team sees", **about)


def _all(team: TeamView, plan: StudyView, found: tuple[ThemeView, ...], *, entering: bool) -> None:
    st.write(
        "A theme is one sentence that people of several sessions said, in your words. Each person "
        "counts once, however often they said it. Write it so that nobody is in it: no name, no "
        "place, nothing that happened to one family alone."
    )
    if not found:
        st.info("There is no theme yet.")
    for each in found:
        with st.container(border=True):
            st.header(plain(each.entry.words), anchor=False)
            _about(plan, each)
            about = {"team": team.id, "plan": plan.id, "theme": each.id}
            links.link("families-themes", "Work on this theme", **about)
    in_the_book.names_met(team, plan, {each.entry.words: each.entry.words for each in found})
    if entering or not found:
        st.header("Write a theme", anchor=False)
        _form(team, plan, None)
    elif st.button("Write a theme", type="primary"):
        links.stay(team=team.id, plan=plan.id, theme=_NEW)


def _about(plan: StudyView, theme: ThemeView) -> None:
    if theme.held:
        st.warning(
            "Something in it was taken out of a transcript, or somebody who may have said it took "
            "their words back. Nobody else is shown this theme until somebody has read it, taken "
            "such words out, and saved it again."
        )
    entry, behind = theme.entry, theme.behind
    inside, outside = floors_of(plan)
    told = [WORDS.valence[entry.direction]]
    if entry.category:
        told.append(category_name(entry.category))
    if entry.dimension:
        told.append(WORDS.dimensions[entry.dimension].label)
    small(" · ".join(told))
    beside = statement_said(plan.team_id, entry.statement) if entry.statement else ""
    if beside:
        st.markdown(f"**Beside the statement:** {plain(beside)}")
    st.markdown(f"**Behind it:** {plain(support_said(behind))}")
    if not theme.held:
        st.markdown(plain(standing_said(behind, inside=inside, outside=outside)))
        if outside is not None and outside.holds(behind):
            st.markdown(plain(_readers_said(theme)))


def _readers_said(theme: ThemeView) -> str:
    """Who has read a theme, where something of the plan may leave the team."""
    if theme.read_by_name:
        return f"Read through by {theme.read_by_name}, as it is now."
    return "Not in any file for everybody yet: somebody who did not write it has to read it first."


def _reading(team: TeamView, plan: StudyView, theme: ThemeView) -> None:
    """Read a theme through for everybody, as somebody who did not write it."""
    opened = as_shown(f"read-{theme.id}", theme.version)
    if theme.held or theme.read_by_name or floors_of(plan)[1] is None or wrote_it(theme):
        return
    st.write(
        "You did not write this theme, so you can read it through for everybody. Is there a name "
        "or a place in it, or something that happened to one family alone? Then change it instead."
    )
    if st.button("I have read it, and nobody can be known by it"):

        def step() -> None:
            mark_read(team.id, plan.id, theme.id, seen=opened)

        try_step(team, plan, step, theme=theme.id, told="The theme is read through.")


def _open(team: TeamView, plan: StudyView, theme: ThemeView) -> None:
    st.header(plain(theme.entry.words), anchor=False)
    _about(plan, theme)
    _reading(team, plan, theme)
    supports_of(team, plan, theme)
    quotes_of(team, plan, theme)
    st.subheader("Change it", anchor=False)
    _form(team, plan, theme)
    if st.button("Take this theme out …"):
        _confirm_removing(team, plan, theme)


def _form(team: TeamView, plan: StudyView, theme: ThemeView | None) -> None:
    now = None if theme is None else (theme.version, theme.entry)
    opened = seen(f"theme-{theme.id if theme else _NEW + plan.id}", now)
    before = opened.value
    asked = _asked(team, opened.form, before[1] if before else ThemeEntry("", ""))
    if asked is None:
        offer_newer(opened, now)
        return
    if not opened.may_send():
        return
    entry, cleared = asked
    version, theme_id = (before[0] if before else 0), (theme.id if theme else "")
    saved = family_themes.save_theme

    def step() -> str:
        return saved(team.id, plan.id, theme_id, entry, seen=version, cleared=cleared)

    def then() -> None:
        opened.forget()
        looked_at.forget(opened.form)

    try:
        try_step(team, plan, step, theme=theme_id, then=then)
    except MayTell as refused:
        looked_at.ask_again(opened.form, refused)
        st.rerun()


def _asked(
    team: TeamView, form: str, known: ThemeEntry
) -> tuple[ThemeEntry, tuple[str, ...]] | None:
    """What was entered, and what in it tells on nobody; None where nothing was sent."""
    ways_it_stood = {"": "Choose one", **WORDS.valence}
    helps = {"": "None", **{each.id: category_name(each.id) for each in resource_map().categories}}
    ways = {"": "None", **{key: each.label for key, each in WORDS.dimensions.items()}}
    statements = offered(team.id)
    told = numbered(statements.values())
    beside = {"": "None", **dict(zip(statements, told, strict=True))}
    if known.statement and known.statement not in beside:
        beside[known.statement] = "The statement that was chosen before"
    with st.form(form, enter_to_submit=False):
        words = st.text_area("The theme, in one sentence", known.words, max_chars=300)
        direction = _choose("How it stood to families", ways_it_stood, known.direction)
        category = _choose("Kind of help that it is about", helps, known.category)
        dimension = _choose("In what it fell short", ways, known.dimension)
        meant = [f"{each.label}: {each.definition}" for each in WORDS.dimensions.values()]
        in_full("What each of these means", meant)
        statement = _choose("Statement about values that it stands beside", beside, known.statement)
        in_full("All statements in full, by number", told)
        small(
            "Agencies answered these statements. A theme beside one changes none of their figures."
        )
        cleared = looked_at.look_at(form)
        in_the_book.not_asked(team)
        sent = st.form_submit_button("Save this theme", type="primary")
    entry = ThemeEntry(words, direction, category, dimension, statement)
    return (entry, cleared) if sent else None


def _choose(label: str, options: Mapping[str, str], known: str) -> str:
    keys = list(options)
    index = keys.index(known) if known in keys else 0
    return st.selectbox(label, keys, index=index, format_func=options.__getitem__)


@st.dialog("Take this theme out?")
@for_staff
def _confirm_removing(team: TeamView, plan: StudyView, theme: ThemeView) -> None:
    st.write("It leaves every list and every file from now on. What was coded stays as it is.")
    if st.button("Take it out", type="primary"):

        def step() -> None:
            family_themes.remove_theme(team.id, plan.id, theme.id, seen=theme.version)

        try_step(team, plan, step, told="The theme is out.")
