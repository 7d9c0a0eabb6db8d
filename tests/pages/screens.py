"""Staff screens without a browser, over a real database: what is typed, sent and said."""

from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.services.authority import OPERATOR
from pages.parts import links, session


def screen(module: str) -> None:
    from importlib import import_module

    from pages.parts.frame import show_notice
    from pages.parts.session import signed_in

    with signed_in():
        show_notice()
        import_module(module).page()


def as_operator(patch: pytest.MonkeyPatch) -> None:
    """Whoever looks is the operator, and links lead nowhere."""
    patch.setattr(session, "who_is_signed_in", lambda **_: OPERATOR)
    for name in ("link", "back"):
        patch.setattr(links, name, lambda *_, **__: None)
    patch.setattr(links, "go", lambda *_, **__: st.stop())


class Screen:
    """One screen, from when it is opened."""

    def __init__(self, module: str, **query: str) -> None:
        """Open it.

        Args:
            module: whose `page` it is.
            query: of the address.
        """
        self.app = AppTest.from_function(screen, default_timeout=60, args=(module,))
        for name, value in query.items():
            self.app.query_params[name] = value
        self._run(self.app)

    def set(self, kind: str, label: str, value: Any) -> "Screen":
        """Fill in the field whose label begins so."""
        fields = [each for each in getattr(self.app, kind) if each.label.startswith(label)]
        fields[0].set_value(value)
        return self

    def press(self, label: str, *, which: int = 0) -> "Screen":
        """Press a button whose label begins so."""
        found = [each for each in self.app.button if _plain(each.label).startswith(label)]
        return self._run(found[which].click())

    @property
    def texts(self) -> list[str]:
        """What stands there as it was typed."""
        return [each.value for each in self.app.text]

    @property
    def said(self) -> str:
        """What the screen says came of the last step."""
        told = [*self.app.success, *self.app.error]
        return _plain("\n".join(each.value for each in told))

    def _run(self, ready: Any) -> "Screen":
        ready.run()
        assert not self.app.exception
        return self


def _plain(text: str) -> str:
    return text.replace("\\", "").replace("\u2060", "")
