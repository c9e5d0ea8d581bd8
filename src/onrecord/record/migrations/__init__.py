"""The one migration history, run through Alembic without its command line, its ini file or its log."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection


def known() -> frozenset[str]:
    """Every revision that this version of onrecord can start from."""
    scripts = ScriptDirectory.from_config(_config())
    return frozenset(script.revision for script in scripts.walk_revisions())


def upgrade(connection: Connection, to: str = "head") -> None:
    """Bring the database to revision `to`, inside the transaction that `connection` is in."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "onrecord.record:migrations")
    return config
