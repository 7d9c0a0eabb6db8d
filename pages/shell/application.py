"""What `streamlit_app.py` puts together."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from streamlit import config

from data.services import start, waves
from data.services.errors import KeyMissing, StorageError
from data.settings import settings
from pages.respond.routes import routes as respondent_routes
from pages.shell.configuration import check_configuration
from pages.shell.routes import routes as staff_routes
from pages.shell.security import Guard

_A_MINUTE = 60
_log = logging.getLogger("common_table")

routes = [*respondent_routes, *staff_routes]
middleware = [Middleware(Guard)]


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """Check the settings, bring the database up to date, say where we are; close due waves."""
    check_configuration()
    code = await run_in_threadpool(start.prepare)
    await run_in_threadpool(_import_heavy_libraries)
    gc.collect()
    gc.freeze()
    _greet(code)
    closing = asyncio.create_task(_close_due_waves())
    try:
        yield
    finally:
        closing.cancel()
        with suppress(asyncio.CancelledError):
            await closing


def script_failed(error: Exception) -> bool:
    """Say that something went wrong, in our words; keep its text, which may hold answers, out."""
    import streamlit as st

    _log.error("a staff screen failed: %s", type(error).__name__)
    st.error("Something went wrong on our side. Nothing you saved is lost. Please reload the page.")
    return True


def _greet(code: str | None) -> None:
    port = config.get_option("server.port")
    lines = [f"Common Table is at http://127.0.0.1:{port}"]
    if settings().public_url != f"http://127.0.0.1:{port}":
        lines.append(f"People answer at {settings().public_url}")
    if code is not None:
        lines.append(f"Set-up code: {code}")
        lines.append("Open the address, type the code, and choose a passphrase.")
    print("", *lines, "", sep="\n", flush=True)  # noqa: T201 - this is for whoever started it


def _import_heavy_libraries() -> None:
    """So that the first visitor does not wait for them."""
    import pages.shell.screens  # noqa: F401


async def _close_due_waves() -> None:
    while True:
        try:
            await run_in_threadpool(waves.close_due_waves)
        except (KeyMissing, StorageError) as error:
            _log.error("a wave that is due could not be closed: %s", error)
        await asyncio.sleep(_A_MINUTE)
