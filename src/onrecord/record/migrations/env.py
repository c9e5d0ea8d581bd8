"""What Alembic runs to migrate: on the connection it was handed, in that connection's transaction."""

from __future__ import annotations

from alembic import context

# There is nothing to do where this file is only imported, as a test runner does.
if hasattr(context, "config"):
    context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
    context.run_migrations()
