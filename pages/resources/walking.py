"""Shop as a family: walk one family through the map and see where the way breaks."""

import streamlit as st

from data.services import family_walk, gaps, spoken_languages
from data.services.family_walk import FamilyStep
from data.views import TeamView
from pages.charts import theme
from pages.charts.family_funnel import Step, describe, family_funnel
from pages.charts.words import words
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.session import require_sign_in
from pages.resources.languages import condition_name, language_conditions
from pages.resources.reading import category_name, resource_page
from surveys.resource_map import resource_map

_PATH = ("residential_family", "moud", "recovery_housing_family", "peer_support", "child_care")
_FAMILY = ("takes_methadone", "children_along", "has_medicaid", "speaks_spanish")
_WORDS = words("en")


def page() -> None:
    """Walk a family through the map of the team that the address names."""
    require_sign_in()
    resource_page("Shop as a family", _show)


def _show(team: TeamView) -> None:
    st.write(
        "Build a family and look for its help. For each kind of help you see how many services "
        "take this family for sure, how many might, and which one change would open the way."
    )
    kinds = {each.id: each.kind for each in resource_map().conditions}
    names = spoken_languages.languages(team.id).names
    kinds |= dict.fromkeys(language_conditions(names), "fact")
    family = st.multiselect(
        "This family",
        list(kinds),
        default=[each for each in _FAMILY if each in kinds],
        format_func=condition_name,
    )
    days = _days([kinds[each] for each in family])
    path = st.multiselect(
        "What it needs, in this order",
        [each.id for each in resource_map().categories],
        default=list(_PATH),
        format_func=category_name,
    )
    if not path:
        st.info("Choose what the family needs.")
        return
    report = gaps.gap_report(team.id)
    steps = family_walk.walk(report, family, path=path, within_days=days)
    _whole_way(steps)
    for step in steps:
        _step(step, family)


def _whole_way(steps: tuple[FamilyStep, ...]) -> None:
    """Which one change would open the way from its first step to its last."""
    found = family_walk.whole_way(steps)
    if found.surely:
        said = ", or ".join(map(_inside, found.surely))
        st.text(f"One change opens the whole way for sure, if this did not matter: {said}.")
    if found.perhaps:
        said = ", or ".join(map(_inside, found.perhaps))
        st.text(f"One change might open the whole way, if this did not matter: {said}.")


def _days(kinds: list[str]) -> int | None:
    """How soon help has to begin, where that matters; and what cannot be known of the way."""
    if "reach" in kinds:
        small(
            "Without a car a service counts for sure only if it helps with rides or works by "
            "telephone or video. Of all others it is not known whether the family gets there."
        )
    if "wait" not in kinds:
        return None
    days = st.number_input("Days until help has to begin", 0, 365, 30, step=1)
    small(
        "A service counts for sure if it has a free place or says that the wait is shorter, within "
        "the last three months. Where it says nothing, the wait is not known."
    )
    return days


def _step(step: FamilyStep, family: list[str]) -> None:
    st.header(plain(category_name(step.category)), anchor=False)
    found = step.funnel
    if not found.services:
        st.write("No service is confirmed for this yet. That does not mean that there is none.")
        return
    st.markdown(f"**{_verdict(step)}**")
    if family:
        names = ["Confirmed services", *(condition_name(each) for each in family)]
        steps = [
            Step(name, bounds.low, bounds.high)
            for name, bounds in zip(names, found.steps, strict=True)
        ]
        who = ", ".join(_inside(each) for each in family)
        st.plotly_chart(
            family_funnel(steps, of=who, words=_WORDS, size=theme.HAND),
            config=theme.config(f"family-{step.category}", save="Save as a picture"),
            key=f"family-{step.category}",
            theme=None,
        )
        with st.expander("The same in words"):
            st.text(describe(steps, of=who, words=_WORDS))
    _unknown(step)
    _changes(step)


def _unknown(step: FamilyStep) -> None:
    found = step.funnel
    for each, many in step.not_asked.items():
        if many:
            small(f"Not asked of {many} of {found.services}: {_inside(each)}.")
    for each, many in step.not_known.items():
        if many:
            small(f"Not known of {many} of {found.services}: {_inside(each)}.")


def _changes(step: FamilyStep) -> None:
    """Which one change would open the way to this help, for sure or perhaps."""
    for each in step.reopening:
        small(f"It would open for sure if this did not matter: {_inside(each)}.")
    for each in step.may_reopen:
        small(f"It might open if this did not matter: {_inside(each)}.")


def _verdict(step: FamilyStep) -> str:
    left = step.funnel.left
    if left.low:
        more = f", and {left.high - left.low} more might" if left.high > left.low else ""
        return f"Open: {left.low} of {step.funnel.services} take this family for sure{more}."
    if left.high:
        return f"Not known: {left.high} of {step.funnel.services} might take this family. Ask them."
    return f"The way breaks here: none of {step.funnel.services} takes this family."


def _inside(condition: str) -> str:
    """What a condition is called inside a sentence; names keep their capitals."""
    said = condition_name(condition)
    return said[0].lower() + said[1:]
