"""What the parts of "What else the figures say" share: a chart with the same in words."""

from collections.abc import Iterable

import plotly.graph_objects as go
import streamlit as st

from pages.charts import theme
from pages.charts.words import words
from pages.parts.frame import small
from pages.resources.reading import category_name

WORDS = words("en")
_MOST_NAMED = 3


def picture(name: str, figure: go.Figure, told: str) -> None:
    """A chart, and what it says to whoever does not see it.

    Args:
        name: of its file, and of it on the screen.
        figure: the chart.
        told: the same in words, a line for each part.
    """
    st.plotly_chart(
        figure,
        config=theme.config(name, save=WORDS.say("chart.save")),
        alt=told,
        key=name,
        theme=None,
    )
    with st.expander("The same in words"):
        st.text(told)


def without(said_of: str, kinds: Iterable[str]) -> None:
    """Kinds of help of which the same cannot be told; many of them are folded up."""
    names = [category_name(kind) for kind in kinds]
    if len(names) > _MOST_NAMED:
        with st.expander(f"{said_of}: {len(names)} kinds of help"):
            st.text("\n".join(names))
    elif names:
        small(f"{said_of}: {', '.join(names)}.")
