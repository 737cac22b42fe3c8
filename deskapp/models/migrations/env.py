"""Alembic's way in: the connection is handed over by ``services.migrate``, already inside one transaction."""

from __future__ import annotations

from alembic import context

from deskapp.models import load_all

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=load_all(),
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=True,
)
context.run_migrations()
