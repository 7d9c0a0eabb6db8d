"""Staff screens about family groups without a browser, over a real database."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.services.authority import OPERATOR, Actor
from pages.parts import links, session


def screen(name: str) -> None:
    from importlib import import_module

    from data.services.errors import NotAllowed
    from pages.parts.frame import show_notice, show_refusal
    from pages.parts.session import signed_in

    with signed_in():
        show_notice()
        try:
            import_module(f"pages.families.{name}").page()
        except NotAllowed as refusal:
            show_refusal(refusal)


@dataclass
class Shown:
    """A staff screen as it stands, and where its links lead."""

    app: AppTest
    ways: list[tuple[str, ...]] = field(default_factory=list)

    def run(self) -> "Shown":
        """Run the script once more."""
        self.ways.clear()
        self.app.run()
        return self._well()

    def press(self, label: str, *, which: int = 0) -> "Shown":
        """Press the button with this label."""
        self.ways.clear()
        self._button(label, which).click().run()
        return self._well()

    def confirm(self, opener: str, label: str, *, which: int = 0) -> "Shown":
        """Press a button in the dialog that another one opens.

        Here a whole script runs each time, so both are pressed at once.
        """
        self.ways.clear()
        self._button(opener, which).click()
        self._button(label, 0).click().run()
        return self._well()

    def has_button(self, label: str) -> bool:
        return any(_label(each) == label for each in self.app.button)

    def _button(self, label: str, which: int) -> Any:
        return [each for each in self.app.button if _label(each) == label][which]

    def field(self, kind: str, label: str) -> Any:
        """The widget whose label begins so."""
        (found,) = [each for each in getattr(self.app, kind) if each.label.startswith(label)]
        return found

    @property
    def words(self) -> str:
        """Everything that is written on the screen."""
        app = self.app
        parts = [*app.title, *app.header, *app.subheader, *app.markdown, *app.text]
        parts += [*app.info, *app.warning, *app.error, *app.success, *app.code]
        plain = "\n".join(str(part.value) for part in parts)
        return plain.replace("\\", "").replace("\u2060", "")

    @property
    def problems(self) -> str:
        return "\n".join(str(error.value) for error in self.app.error).replace("\\", "")

    def _well(self) -> "Shown":
        assert not self.app.exception
        return self


def _label(widget: Any) -> str:
    return widget.label.replace("\\", "")


Show = Callable[..., Shown]


@pytest.fixture
def show(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> Show:
    """A screen about what the query says, for whoever it is; None for nobody who is signed in."""

    def run(name: str, *, who: Actor | None = OPERATOR, **query: str) -> Shown:
        shown = Shown(AppTest.from_function(screen, default_timeout=60, args=(name,)))

        def note(to: str, label: str = "", **about: str) -> None:
            shown.ways.append((to, label, *about.values()))

        def leave(to: str, **about: str) -> None:
            shown.ways.append(("go", to, *about.values()))
            st.stop()

        monkeypatch.setattr(session, "who_is_signed_in", lambda **_: who)
        monkeypatch.setattr(links, "link", note)
        monkeypatch.setattr(links, "back", lambda: note("start"))
        monkeypatch.setattr(links, "go", leave)
        for key, value in query.items():
            shown.app.query_params[key] = value
        return shown.run()

    return run
