"""Whether a connection that was kept open still leads to the server.

To ask the server each time would be every fifth word between us. One that was used a moment ago
is asked only where something came in on its own, which is how a server says that it left.
"""

import select
import time
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError, InvalidatePoolError

TRUSTED_SECONDS = 5
_USED = "common_table_used"


def ping_what_may_be_gone(engine: Engine) -> None:
    """Take no connection out of the pool that the server has left; then all of them are made anew.

    Args:
        engine: of PostgreSQL.
    """
    dialect = engine.dialect
    errors = dialect.loaded_dbapi.Error

    @event.listens_for(engine, "checkin")
    def _remember(_raw: Any, record: Any) -> None:
        record.info[_USED] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _look(raw: Any, record: Any, _proxy: Any) -> None:
        idle = time.monotonic() - record.info.get(_USED, time.monotonic())
        if idle < TRUSTED_SECONDS and not _something_came(raw):
            return
        try:
            dialect.do_ping(raw)
        except (errors, DBAPIError):
            raise InvalidatePoolError from None


def _something_came(raw: Any) -> bool:
    waiting = select.poll()
    waiting.register(raw.pgconn.socket, select.POLLIN)
    return bool(waiting.poll(0))
