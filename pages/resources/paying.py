"""Whether families can pay for what there is: shares of what services say they can take."""

import streamlit as st

from data.services.gaps import GapReport
from data.services.other_figures import ways_to_pay
from pages.charts.payer_shares import Paying, describe, payer_shares
from pages.resources.picturing import WORDS, picture, without
from pages.resources.reading import category_name
from scoring.affordability import PayerShare


def show(report: GapReport) -> None:
    """The part of the screen about paying."""
    st.header("Can families pay for it?", anchor=False)
    found = ways_to_pay(report)
    known = {kind: each for kind, each in found.items() if each.sites[0] or each.sites[1]}
    kinds = [_paying(kind, each) for kind, each in known.items()]
    if kinds:
        figure = payer_shares(kinds, words=WORDS)
        picture("paying", figure, describe(kinds, words=WORDS))
    without("Not known of any service", (kind for kind in found if kind not in known))


def _paying(kind: str, found: PayerShare) -> Paying:
    return Paying(
        category_name(kind),
        (found.yes, found.no, found.unknown),
        found.supply,
        found.sites,
        found.not_stated,
    )
