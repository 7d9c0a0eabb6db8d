"""How many families: which ones are meant, what was counted, and what agencies estimate."""

from collections.abc import Callable

import streamlit as st

from data.services import needs, scans
from data.services.authority import may
from data.services.need_views import REACH, FigureEntry, FigureView, NeedView
from data.services.needs import EPISODES
from data.views import TeamView
from pages.parts import links
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.seen import offer_newer, seen
from pages.parts.session import require_sign_in
from pages.parts.steps import take_step
from pages.resources.languages import choose_languages
from pages.resources.reading import WORDS, category_name, resource_page
from scoring.need import Tier, Triangle
from surveys.resource_map import resource_map
from surveys.resource_parts import Parameter

_LOCAL = {
    "children": "Children who live in the area",
    "births": "Births in a year",
    "responses": "Children with a child welfare response in a year",
    "entries": "Children who came into care in a year",
    "referred": "Families that your agencies sent for help in a year",
    "exposed": "Babies with a plan of safe care in a year",
}
_PER = {
    "per_1000_children": " of 1,000 children",
    "per_100000_people": " for 100,000 people",
}
_NEEDED = {
    "T1": ("children", "children_parent_sud", "children_per_family"),
    "T2": ("responses", "children", "responses_rate", "sud_given_response", "children_per_family"),
    "T3": ("entries", "children", "entries_rate", "aod_at_removal", "children_per_family"),
    "T4": ("referred",),
    "T5": ("exposed", "births", "prenatal_exposure"),
}


def page() -> None:
    """Need in the team that the address names."""
    require_sign_in()
    resource_page("How many families", _show)


def _show(team: TeamView) -> None:
    found = needs.need(team.id)
    st.write(
        "Numbers of families in need differ a hundredfold with what is meant. Choose which "
        "families you mean first. Your own count is better than any estimate."
    )
    _tier(team, found)
    _reach(team, found)
    choose_languages(team)
    if found.tier is not None:
        _of_tier(team, found, found.tier)
    _defaults(team, found)


def _of_tier(team: TeamView, found: NeedView, tier: Tier) -> None:
    st.header(plain(WORDS.tiers[tier].title), anchor=False)
    st.write(plain(WORDS.tiers[tier].formula))
    _families(found)
    for key in _NEEDED[tier]:
        _figure(team, found.figures[key])
    _shares(team, found)


def _tier(team: TeamView, found: NeedView) -> None:
    tiers = [each.id for each in resource_map().tiers]
    if not may("resources.run", team_id=team.id):
        chosen = "Nobody has chosen yet." if found.tier is None else WORDS.tiers[found.tier].title
        small(f"Which families: {chosen}")
        return
    with st.form(f"tier-{found.tier_version}"):
        chosen = st.radio(
            "Which families do you mean?",
            tiers,
            index=tiers.index(found.tier) if found.tier else tiers.index("T4"),
            format_func=lambda each: (
                f"{plain(WORDS.tiers[each].title)}. {plain(WORDS.tiers[each].definition)}"
            ),
        )
        if not st.form_submit_button("Choose these families"):
            return
    take_step(
        lambda: needs.choose_tier(team.id, chosen, based_on=found.tier_version),
        go=lambda _: links.stay(team=team.id),
        told="Chosen. Every chart names these families from now on.",
    )


def _defaults(team: TeamView, found: NeedView) -> None:
    """Every planning default with its range, source and year, and a way to replace it."""
    shown = {REACH, *_NEEDED.get(found.tier or "", ())}
    others = [each for each in needs.planning_defaults() if each not in shown]
    asked = st.query_params.get("figure", "") in others
    with st.expander("All other planning defaults", expanded=asked):
        small(
            "Each comes from a public source and stands until you enter your own number. What your "
            "services and counties say goes before all of them."
        )
        for key in others:
            _figure(team, found.figures[key])
    _comparison()


def _comparison() -> None:
    """Public figures that no figure of the team is made of."""
    with st.expander("What studies found elsewhere"):
        small(
            "To compare with. None of it is in any of your figures, so there is nothing to enter."
        )
        for each in resource_map().parameters:
            if each.comparison and each.figures:
                st.markdown(f"**{plain(label(each.id))}**")
                sources = "; ".join(resource_map().source(name).text for name in each.sources)
                small(f"{_ends(each)}. {sources}, {each.year}")


def _ends(each: Parameter) -> str:
    """A public figure from its lowest to its highest."""
    said = [_amount(figure, each.unit) for figure in each.figures]
    return said[0] if len(said) == 1 else f"From {said[0]} to {said[-1]}"


def _amount(figure: float, unit: str) -> str:
    if unit == "share":
        return f"{100 * figure:.3g}%"
    return f"{figure:,.0f}" if figure >= 1_000 else f"{figure:.3g}{_PER.get(unit, '')}"


def _reach(team: TeamView, found: NeedView) -> None:
    """How far is within reach, which no tier decides."""
    with st.expander("How far is within reach", expanded=st.query_params.get("figure") == REACH):
        small("Maps and files use the most likely number; the others are offered beside it.")
        _figure(team, found.figures[REACH])


def _families(found: NeedView) -> None:
    if found.need is None:
        missing = ", ".join(label(each) for each in found.missing)
        st.info(f"How many there are is not known yet. What is missing: {plain(missing)}.")
        return
    counted = "Your own count" if found.need.counted else "An estimate"
    st.markdown(f"**{said(found.need.families)} {whom(found.tier)} a year.** {counted}.")


def said(range_of: Triangle) -> str:
    """A number with its range."""
    likely = f"{range_of.likely:,.0f}" if range_of.likely >= 10 else f"{range_of.likely:.3g}"
    if range_of.low == range_of.high:
        return likely
    low, high = (
        f"{each:,.0f}" if each >= 10 else f"{each:.3g}" for each in (range_of.low, range_of.high)
    )
    return f"{likely} (from {low} to {high})"


def at_most_said(range_of: Triangle) -> str:
    """A number with its range, where the true one may be smaller."""
    low, likely, high = (
        f"{each:,.0f}" if each >= 10 else f"{each:.3g}"
        for each in (range_of.low, range_of.likely, range_of.high)
    )
    if range_of.high == 0:
        return "none"
    if range_of.low == range_of.high:
        return f"at most {likely}"
    if range_of.likely == 0:
        return f"none where need is likely, and at most {high} where it is high"
    return f"at most {likely} (at most {low} where need is low, {high} where it is high)"


def whom(tier: str | None) -> str:
    """Who is counted under a meaning of need."""
    return "babies" if tier == "T5" else "families"


def label(key: str) -> str:
    """What a figure is called."""
    return _LOCAL.get(key) or WORDS.parameters[key].label


def _figure(team: TeamView, figure: FigureView) -> None:
    with st.container(border=True):
        st.markdown(f"**{plain(label(figure.key))}**")
        if figure.triangle is None:
            small(_bounds(figure))
        else:
            year = f", {figure.year}" if figure.year else ""
            mark = "" if figure.local else f"{WORDS.default_mark}. "
            guess = f"{WORDS.guess_mark}. " if figure.guess else ""
            told = _with_unit(figure.triangle, figure.key)
            small(f"{told}. {mark}{guess}{figure.source}{year}")
        if not may("resources.run", team_id=team.id):
            return
        if st.query_params.get("figure") == figure.key:
            _figure_form(team, figure)
        elif st.button("Enter your own number", key=f"figure-{figure.key}"):
            links.stay(team=team.id, figure=figure.key)


def _with_unit(triangle: Triangle, key: str) -> str:
    """A figure with what it is counted of; a share is told of a hundred."""
    unit = resource_map().parameter(key).unit if key in needs.parameters() else ""
    return _percent(triangle) if unit == "share" else said(triangle) + _PER.get(unit, "")


def _bounds(figure: FigureView) -> str:
    """A default that has ends and no likely number; else that nothing is known."""
    default = next((each for each in resource_map().parameters if each.id == figure.key), None)
    if default is None or not default.figures:
        return "Not known."
    low, high = min(default.figures), max(default.figures)
    year = f", {figure.year}" if figure.year else ""
    return f"From {low:g} to {high:g}. {WORDS.default_mark}. {figure.source}{year}"


def _figure_form(team: TeamView, figure: FigureView) -> None:
    opened = seen(f"figure-{team.id}-{figure.key}", figure)
    known = opened.value
    entry = _entry(opened.form, known, offer=lambda: offer_newer(opened, figure))
    if entry is None or not opened.may_send():
        return
    take_step(
        lambda: needs.save_figure(team.id, figure.key, entry, based_on=known.version),
        go=lambda _: links.stay(team=team.id),
        then=opened.forget,
    )


def _entry(form: str, known: FigureView, *, offer: Callable[[], None]) -> FigureEntry | None:
    """What somebody has sent in the form of a number; None before, and where it is empty."""
    mine = known.triangle if known.local else None
    with st.form(form):
        likely = st.number_input("Most likely", 0.0, value=mine.likely if mine else None)
        low = st.number_input(
            "At least (if you are not sure)", 0.0, value=mine.low if mine else None
        )
        high = st.number_input(
            "At most (if you are not sure)", 0.0, value=mine.high if mine else None
        )
        source = st.text_input("Who counted it", known.source if known.local else "", max_chars=200)
        year = st.number_input(
            "Year", 1990, 2100, value=known.year if known.local else None, step=1
        )
        sent = st.form_submit_button("Save")
    if not sent:
        offer()
        return None
    if likely is None:
        st.error("The most likely number is empty. Enter it, or leave this form.")
        return None
    return FigureEntry(likely, low, high, source, None if year is None else int(year))


def _shares(team: TeamView, found: NeedView) -> None:
    st.header("How many of them need what", anchor=False)
    st.write(
        "Nobody has counted this for your county. So each agency says what it thinks, as a share "
        "of these families, and the team sees how far they are apart."
    )
    categories = [each.id for each in resource_map().categories]
    asked = st.query_params.get("category", "")
    chosen = st.selectbox(
        "Kind of help",
        categories,
        index=categories.index(asked) if asked in categories else 0,
        format_func=category_name,
    )
    need = found.categories[chosen]
    names = {agency.code: agency.name for agency in team.agencies}
    for code, each in need.shares.items():
        if each.triangle is not None:
            st.text(f"{names.get(code, 'An agency that has left')}: {_percent(each.triangle)}")
    if need.together is not None:
        together = need.together
        small(
            f"Together ({together.agencies} agencies): {_percent(together.triangle)}. They are "
            f"{together.apart:.0%} of these families apart on what is likely."
        )
    if need.families is not None:
        st.markdown(f"**{said(need.families)} {whom(found.tier)} a year need it.**")
    _share_form(team, chosen, found)
    _episodes(team, chosen, need.episodes)


def _episodes(team: TeamView, category: str, figure: FigureView) -> None:
    """How often a family needs a kind of help in a year; once where nobody has said."""
    told = said(figure.triangle) if figure.triangle else "once, as long as nobody says otherwise"
    source = f" ({figure.source})" if figure.source else ""
    st.text(f"How often in a year such a family needs it: {told}{source}.")
    if not may("resources.run", team_id=team.id):
        return
    if st.query_params.get("figure") == EPISODES:
        opened = seen(f"episodes-{team.id}-{category}", figure)
        entry = _entry(opened.form, opened.value, offer=lambda: offer_newer(opened, figure))
        if entry is not None and opened.may_send():
            version = opened.value.version
            take_step(
                lambda: needs.save_episodes(team.id, category, entry, based_on=version),
                go=lambda _: links.stay(team=team.id, category=category),
                then=opened.forget,
            )
    elif st.button("Say how often"):
        links.stay(team=team.id, category=category, figure=EPISODES)


def _percent(share: Triangle) -> str:
    low, likely, high = (f"{100 * each:.3g}%" for each in (share.low, share.likely, share.high))
    return likely if low == high else f"{likely} (from {low} to {high})"


def _share_form(team: TeamView, category: str, found: NeedView) -> None:
    names = {agency.code: agency.name for agency in team.agencies}
    mine = [code for code in scans.my_agencies(team.id) if code in names]
    if not mine:
        return
    agency = st.selectbox("Your agency", mine, format_func=names.__getitem__)
    before = found.categories[category].shares.get(agency)
    opened = seen(f"share-{team.id}-{category}-{agency}", before)
    with st.form(opened.form):
        low = st.number_input("At least, of 100 families", 0.0, 100.0, value=None)
        likely = st.number_input("Most likely, of 100 families", 0.0, 100.0, value=None)
        high = st.number_input("At most, of 100 families", 0.0, 100.0, value=None)
        sent = st.form_submit_button("Save for my agency")
    if not sent or not opened.may_send():
        return
    if low is None or likely is None or high is None:
        st.error("One of the three numbers is empty. Enter all three.")
        return
    entry = FigureEntry(likely / 100, low / 100, high / 100)
    version = opened.value.version if opened.value else 0
    take_step(
        lambda: needs.save_share(team.id, category, agency, entry, based_on=version),
        go=lambda _: links.stay(team=team.id, category=category),
        then=opened.forget,
    )
