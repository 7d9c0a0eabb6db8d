"""Run by alembic, from our own `upgrade()` or from its command line."""

from alembic import context
from sqlalchemy import Connection

from data.store.connections import writing
from data.store.scope import EVERYTHING, within
from data.tables import metadata


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        compare_type=True,
        render_as_batch=connection.dialect.name == "sqlite",
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    _run(given)
else:
    with within(EVERYTHING), writing(foreign_keys=False) as own:
        _run(own)
