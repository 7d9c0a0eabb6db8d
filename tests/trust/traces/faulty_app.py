"""The app with faults in it that can be asked for: whoever sends the name of one meets it.

Each fault says the canary in its message, as a library does that repeats what it choked on. Only
a server imports this; it changes the product's modules.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st

from data.services import answering, waves
from pages.facilitator import start
from pages.respond import routes as respondent
from pages.shell import security
from pages.shell.application import lifespan, middleware, routes, script_failed
from tests.trust.traces.canary import CANARY

ROOT = Path(__file__).resolve().parents[3]


class Broken(RuntimeError):
    """Something that nobody foresaw; its text repeats an answer."""


def _fail(*_: object, **__: object) -> Any:
    raise Broken(f"cannot take {CANARY} of {os.environ.get('COMMON_TABLE_LINK', '')}")


def _failing_when(holder: Any, name: str, asked: str) -> None:
    """Let a function fail whenever its arguments hold this word."""
    works = getattr(holder, name)

    def sometimes(*values: Any, **named: Any) -> Any:
        return _fail() if asked in repr((values, named)) else works(*values, **named)

    setattr(holder, name, sometimes)


def _failing_screen() -> None:
    if st.query_params.get("fault"):
        _fail()
    screen_works()


def _failing_page(template: str, held: Any, form: Any, values: Any, **named: Any) -> Any:
    if "fault: template" in str(form.draft.get("wish")):
        _fail()
    return page_works(template, held, form, values, **named)


async def _fail_unseen() -> None:
    _fail()


@asynccontextmanager
async def failing_lifespan(app: Any) -> AsyncIterator[None]:
    """A task that nobody waits for, and the one that closes waves, both fail."""
    async with lifespan(app):
        unseen = asyncio.create_task(_fail_unseen())
        await asyncio.wait([unseen])
        del unseen
        yield


_failing_when(answering, "_kept", "fault: service")
_failing_when(answering, "keep_draft", "fault: draft")
_failing_when(respondent, "turn_of", "fault: route")
_failing_when(security, "_refusal", "fault-guard")
page_works, screen_works = respondent._form_page, start.page
respondent._form_page = _failing_page
start.page = _failing_screen
waves.close_due_waves = _fail
app = st.App(
    str(ROOT / "pages" / "shell" / "main.py"),
    routes=routes,
    middleware=middleware,
    lifespan=failing_lifespan,
    on_script_error=script_failed,
)
