"""Who sits where, as numbers alone, and the end of what a seat said for somebody without a card."""

from collections import Counter
from collections.abc import Iterable, Sequence

import streamlit as st

from data.family_views import SeatView, SessionView
from data.services import family_ends, family_sessions
from data.services.authority import may
from data.views import TeamView
from pages.families.reading import WORDS
from pages.parts import links
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.session import for_staff, for_staff_by_itself
from pages.parts.steps import take_step

FEWEST_FOR_TIERS = 3
"""With fewer seats, how many chose what would tell what one of them chose."""


def seat_map(team: TeamView, held: SessionView, *, with_sound: bool) -> None:
    """The numbers that are taken; while seats are taken it looks again by itself.

    Args:
        with_sound: the plan wants sound recorded, if everybody says yes.
    """
    st.header("Seats", anchor=False)
    if held.state == "open":
        _taken_now(team, held, with_sound=with_sound)
    else:
        _taken(family_sessions.seats(team.id, held.id))
        _tiers(family_sessions.seats(team.id, held.id))


@st.fragment(run_every="10s")
@for_staff_by_itself
def _taken_now(team: TeamView, held: SessionView, *, with_sound: bool) -> None:
    found = family_sessions.seats(team.id, held.id)
    _taken(found)
    if with_sound:
        _sound(found)
    small("How people let their words be used is counted once the session is over.")


def _taken(found: Iterable[SeatView]) -> None:
    numbers = sorted(each.label for each in found)
    if not numbers:
        st.write("No seat is taken.")
        return
    seats = "1 seat is taken" if len(numbers) == 1 else f"{len(numbers)} seats are taken"
    which = "number" if len(numbers) == 1 else "numbers"
    st.write(f"{seats}: {which} {', '.join(map(str, numbers))}.")


def _sound(found: Sequence[SeatView]) -> None:
    """Whether sound may be recorded; one who said no is not told apart from one not asked."""
    if found and all(each.may_record is True for each in found):
        st.write(
            f"All who have taken a seat ({len(found)}) said yes to recording. Look here again "
            "when everybody sits: one no is enough to record nothing."
        )
    else:
        st.warning("Do not record. Not everybody in the room has said yes to it.")


def _tiers(found: Iterable[SeatView]) -> None:
    counted = Counter(each.quote_tier for each in found)
    if 0 < counted.total() < FEWEST_FOR_TIERS:
        small(
            f"With fewer than {FEWEST_FOR_TIERS} seats it is not told how many let their words be "
            "used in which way."
        )
    elif counted:
        st.write("How people let their words be used:")
        for tier, words in WORDS.tiers.items():
            if counted[tier]:
                st.markdown(f"- {plain(words.label)}: {counted[tier]}")


def lost_card(team: TeamView, held: SessionView) -> None:
    """Take back what a seat said, for somebody who lost their card and tells where they sat."""
    if not may("families.run", team_id=team.id):
        return
    numbers = sorted(each.label for each in family_sessions.seats(team.id, held.id))
    if not numbers:
        return
    with st.expander("Somebody lost their card and takes their words back"):
        st.write(
            "With a card people do this themselves, and nobody learns who. Without one, ask only "
            "for the number of the seat. Do not ask why."
        )
        number = st.selectbox(
            "Number of the seat", numbers, index=None, placeholder="Choose", key=f"lost-{held.id}"
        )
        if st.button("Take back what this seat said …") and number is not None:
            _confirm_withdrawing(team, held, number)


@st.dialog("Take back what this seat said?")
@for_staff
def _confirm_withdrawing(team: TeamView, held: SessionView, number: int) -> None:
    st.write(
        f"Everything that number {number} said is destroyed: in the transcript, in codes and "
        "quotes, and the seat with it. This cannot be undone. Themes, answers on the summary "
        "sheet, notes on other codes, codes, actions and findings are your team's own sentences. "
        "Where five words of this person or more stand in them in a row, or all of something "
        "shorter, these are gone at once, and “[taken back]” stands there: in the scan, guides, "
        "principles, worksheets and notes of meetings, too. All that may repeat this person is "
        "marked, and such themes are not shown until somebody has read them: take out there what "
        "is left. Where nothing was typed under this number, nothing can be compared; then all "
        "answers and themes of this session are marked. Files that were "
        "taken before stay as they are: make them anew and ask that the old ones are deleted."
    )
    if not st.button("Destroy it for good", type="primary"):
        return
    take_step(
        lambda: family_ends.withdraw_by_number(team.id, held.id, number),
        go=lambda _: links.stay(team=team.id, plan=held.study_id, session=held.id),
        told=f"What number {number} said is destroyed, and the list on the plan says so.",
    )
