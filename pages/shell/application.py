"""What `streamlit_app.py` puts together."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from streamlit import config

from data.services import returned_keys, start, waves
from data.services.door import BY_ITSELF, came_by
from data.services.errors import CannotClose, StorageError
from data.settings import settings
from pages.respond.families.routes import routes as family_routes
from pages.respond.paper import routes as paper_routes
from pages.respond.routes import routes as respondent_routes
from pages.shell.configuration import check_configuration
from pages.shell.logs import keep_texts_out
from pages.shell.routes import routes as staff_routes
from pages.shell.security import Guard

_A_MINUTE = 60
_UNSAID = "what was refused could not be written down"
_log = logging.getLogger("common_table")

routes = [*respondent_routes, *paper_routes, *family_routes, *staff_routes]
middleware = [Middleware(Guard)]


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """Check the settings, bring the database up to date, say where we are; close due waves."""
    check_configuration()
    keep_texts_out()
    code = await run_in_threadpool(start.prepare)
    lost = await run_in_threadpool(start.lost_pepper)
    await run_in_threadpool(_import_heavy_libraries)
    gc.collect()
    gc.freeze()
    _greet(code, lost)
    daily = asyncio.create_task(_daily_work())
    try:
        yield
    finally:
        daily.cancel()
        with suppress(asyncio.CancelledError):
            await daily
        await _try(partial(start.say_what_was_refused, everything=True), _UNSAID)


def script_failed(error: Exception) -> bool:
    """Say that something went wrong, in our words; its own text may hold what people typed."""
    import streamlit as st

    if isinstance(error, StorageError):
        st.error(str(error))
        return True
    st.error("Something went wrong on our side. Nothing you saved is lost. Please reload the page.")
    return True


def _greet(code: str | None, lost: str | None = None) -> None:
    port = config.get_option("server.port")
    lines = [f"Common Table is at http://127.0.0.1:{port}"]
    if settings().public_url != f"http://127.0.0.1:{port}":
        lines.append(f"People answer at {settings().public_url}")
    if code is not None:
        lines.append(f"Set-up code: {code}")
        lines.append("Open the address, type the code, and make the first account.")
    if lost is not None:
        lines.append(f"WARNING: {lost}")
    print("", *lines, "", sep="\n", flush=True)  # noqa: T201 - this is for whoever started it


def _import_heavy_libraries() -> None:
    """So that the first visitor does not wait for them.

    pandas must be whole before two visitors come at once: Plotly takes it from `sys.modules`, where
    it already is while another thread is still importing it.
    """
    import pandas  # noqa: F401
    import pyarrow  # noqa: F401

    import pages.shell.screens  # noqa: F401


async def _daily_work() -> None:
    """What the program does by itself; what cannot be done keeps nothing else from being done."""
    while True:
        await _try(waves.close_due_waves, "a wave that is due could not be closed")
        await _try(returned_keys.destroy, "a key that came back could not be destroyed")
        await _try(start.keep_daily_anchor, "where the log stands could not be noted")
        await _try(start.run_daily_clocks, "what is due of family groups could not be destroyed")
        await _try(start.remove_old_reports, "old reports could not be removed")
        await _try(start.say_what_was_refused, _UNSAID)
        await asyncio.sleep(_A_MINUTE)


async def _try(work: Callable[[], object], otherwise: str) -> None:
    try:
        with came_by(BY_ITSELF):
            await run_in_threadpool(work)
    except (CannotClose, StorageError) as told:
        _log.error("%s: %s", otherwise, str(told))
    except Exception:  # noqa: BLE001 - the next minute is another chance
        _log.exception("%s", otherwise)
