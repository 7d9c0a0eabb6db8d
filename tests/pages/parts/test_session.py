"""What a tab remembers is of the one who used it."""

import pytest
from streamlit.testing.v1 import AppTest

from data.services.authority import Actor
from pages.parts import session


def _tab() -> None:
    import streamlit as st

    from pages.parts.session import for_staff, signed_in

    @for_staff
    def part() -> None:
        st.text(f"of the part: {st.session_state.get('code')}")

    with signed_in():
        st.text(f"remembered: {st.session_state.get('code')}")
        st.session_state["code"] = st.text_input("Code", key="typed") or "canary"
        part()


def _said(tab: AppTest) -> list[str]:
    assert not tab.exception
    return [text.value for text in tab.text]


def test_somebody_else_at_a_tab_finds_nothing_of_the_one_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    who = [Actor(id="ana", name="Ana", kind="person", teams={})]
    monkeypatch.setattr(session, "who_is_signed_in", lambda *, in_use=True: who[0])  # noqa: ARG005
    tab = AppTest.from_function(_tab, default_timeout=30)
    tab.run()
    tab.text_input(key="typed").input("canary of Ana").run()
    assert _said(tab.run())[0] == "remembered: canary of Ana"
    who[0] = Actor(id="bo", name="Bo", kind="person", teams={})
    assert _said(tab.run()) == ["remembered: None", "of the part: canary"]
    assert _said(tab.run()) == ["remembered: canary", "of the part: canary"]
