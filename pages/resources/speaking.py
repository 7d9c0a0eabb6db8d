"""Whether the language of families is spoken: near them where counties say so, else by services."""

import re
from math import isnan

import streamlit as st

from data.services.county_needs import CountyNeedView
from data.services.gaps import GapReport
from data.services.other_figures import Spoken, spoken, spoken_in_reach, spoken_keys
from pages.charts import language_offers, language_reach
from pages.charts.language_offers import Offers
from pages.charts.language_reach import Near
from pages.parts.frame import small
from pages.resources.picturing import WORDS, picture, without
from pages.resources.reading import WORDS as RESOURCE_WORDS
from pages.resources.reading import category_name


def show(report: GapReport, need: CountyNeedView | None, miles: float) -> None:
    """The part of the screen about languages.

    Args:
        report: what there is.
        need: county by county; None where nobody has brought it in.
        miles: that are within reach, where it is there.
    """
    if need is not None:
        small(
            "Of all families of the counties, since nobody has counted who of them speaks it. They "
            "are taken to live in the middle of their county."
        )
    for fact, language in spoken_keys(report).items():
        st.subheader(language, anchor=False)
        found = spoken(report, fact)
        known = {kind: each for kind, each in found.items() if each.yes or each.no}
        if known and need is not None:
            _in_reach(report, need, known, fact=fact, miles=miles)
        elif known:
            _offered(known, language)
        without("Not known of any service", (kind for kind in found if kind not in known))


def _offered(known: dict[str, Spoken], language: str) -> None:
    kinds = _offers(known)
    figure = language_offers.language_offers(kinds, language=language, words=WORDS)
    told = language_offers.describe(kinds, language=language, words=WORDS)
    picture(_name(language), figure, told)


def _in_reach(
    report: GapReport, need: CountyNeedView, known: dict[str, Spoken], *, fact: str, miles: float
) -> None:
    """The strips, and in words also how many services speak it."""
    language = spoken_keys(report)[fact]
    reach = spoken_in_reach(report, need, fact=fact, miles=miles)
    if all(isnan(reach[kind].low) for kind in known):
        st.text(WORDS.say("language_reach.unknown"))
        _offered(known, language)
        return
    tier = RESOURCE_WORDS.tiers[need.tier].title
    families = next(iter(reach.values())).families
    title = (
        f"{language}: of {families:,.0f} families ({tier}), those within {miles:g} miles of a "
        "service that speaks it"
    )
    kinds = [
        Near(category_name(kind), reach[kind].low, reach[kind].high, reach[kind].unplaced_sites)
        for kind in known
    ]
    told = (
        language_reach.describe(kinds, title=title, words=WORDS),
        language_offers.describe(_offers(known), language=language, words=WORDS),
    )
    figure = language_reach.language_reach(kinds, title=title, words=WORDS)
    picture(_name(language), figure, "\n\n".join(told))


def _offers(known: dict[str, Spoken]) -> list[Offers]:
    return [
        Offers(category_name(kind), (each.yes, each.no, each.unknown))
        for kind, each in known.items()
    ]


def _name(language: str) -> str:
    return f"language-{'-'.join(re.findall('[a-z0-9]+', language.lower()))}"
