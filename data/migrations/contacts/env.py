"""Run by alembic, from the store of contacts."""

from alembic import context

from data.tables.contacts import contacts

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=contacts,
    compare_type=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
