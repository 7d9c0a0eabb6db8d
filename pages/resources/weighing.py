"""Which gap weighs most: all gaps in their order, and how it moves when weights do."""

from collections.abc import Iterable, Mapping

import streamlit as st

from data.services import gap_order, gap_weights, gaps
from data.services.authority import may
from data.services.gap_order import GapOrder, WeighedGap
from data.services.gap_weights import HEAVIEST, Weights
from data.views import TeamView
from pages.parts import links
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.seen import Seen, offer_newer, seen
from pages.parts.session import require_sign_in
from pages.parts.steps import take_step
from pages.resources.needing import said, whom
from pages.resources.reading import WORDS, category_name, resource_page


def page() -> None:
    """The order of the gaps of the team that the address names."""
    require_sign_in()
    resource_page("Which gap weighs most?", _show)


def _show(team: TeamView) -> None:
    report = gaps.gap_report(team.id)
    need = report.need
    kinds = gap_order.told(report)
    if need.tier is None or need.need is None or not kinds:
        st.info(
            "This cannot be told yet. It takes the number of families you mean, what share of them "
            "needs a kind of help, and a confirmed service that says how much it can take."
        )
        links.link("resources-need", "How many families", team=team.id)
        return
    tier = plain(WORDS.tiers[need.tier].title)
    small(f"Need: {tier}, {said(need.need.families)} {whom(need.tier)} a year.")
    st.write(
        "A gap is the share of families in need who find no place, if all of your area counts as "
        "one place. What services do not state makes a range wider; it is not counted as zero."
    )
    alike = gap_order.gap_order(report, {})
    found = gap_order.gap_order(report, weights(team, kinds))
    _order(found, alike)
    links.link("resources-unmet", "Need not met, by county", team=team.id)


def weights(team: TeamView, kinds: Iterable[str]) -> dict[str, int]:
    """How much each kind of help weighs, as whoever looks at the screen has it.

    It begins with what the team has saved; whoever runs the team can save what stands there.
    """
    opened = seen(f"weights-{team.id}", gap_weights.weights(team.id))
    saved = opened.value
    with st.expander("Weights", expanded=True):
        by = f"As {saved.saved_by_name} saved them. " if saved.version else "All weigh alike. "
        small(f"{by}At 0 a kind of help is left out. What you change is yours until you save it.")
        found = {kind: _weight(kind, saved.values.get(kind, 1)) for kind in kinds}
        if may("resources.run", team_id=team.id):
            offer_newer(opened, gap_weights.weights(team.id))
            if st.button("Save these weights"):
                _save(team, {**saved.values, **found}, opened)
    return found


def _save(team: TeamView, values: Mapping[str, int], opened: Seen[Weights]) -> None:
    if opened.may_send():
        take_step(
            lambda: gap_weights.save(team.id, values, based_on=opened.value.version),
            go=lambda _: links.stay(team=team.id),
            then=opened.forget,
        )


def _weight(kind: str, saved: int) -> int:
    return st.number_input(
        f"Weight of {category_name(kind)}", 0, HEAVIEST, saved, step=1, key=f"weight-{kind}"
    )


def _order(found: GapOrder, alike: GapOrder) -> None:
    st.header("In this order", anchor=False)
    if not found.gaps:
        st.info("Everything weighs 0, so there is no order.")
        return
    before = {each.category: place for place, each in enumerate(alike.gaps, start=1)}
    for place, each in enumerate(found.gaps, start=1):
        st.markdown(f"**{place}. {plain(category_name(each.category))}**")
        st.text(_gap(each) + _moved(each, place, before))
    overall = found.overall
    kinds = "kind" if overall.categories == 1 else "kinds"
    st.text(
        f"All together: {overall.index:.0%} of need finds no place, over {overall.categories} "
        f"{kinds} of help as they are weighed."
    )
    if found.not_told:
        names = ", ".join(category_name(each) for each in found.not_told)
        small(f"In no order, since need or capacity is not known: {names}.")


def _gap(gap: WeighedGap) -> str:
    share = f"{gap.likely:.0%} find no place"
    if gap.high > gap.low:
        share += f" (from {gap.low:.0%} to {gap.high:.0%})"
    return f"{share}. The chance that this is the largest gap, as weighed: {gap.largest:.0%}."


def _moved(gap: WeighedGap, place: int, before: Mapping[str, int]) -> str:
    was = before[gap.category]
    return "" if was == place else f" With equal weights it would be number {was}."
