"""A PostgreSQL server of the tests' own: started once, without the care for power cuts that takes time."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import pytest

from onrecord.record import Record

_FAST = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class Server:
    """A running server that hands out empty records."""

    def __init__(self, at: Path, folder: Path, user: str) -> None:
        self._at, self._folder, self._user, self._numbers = at, folder, user, count()
        self.sql("postgres", "CREATE DATABASE shared")
        Record.open(self.address("shared")).close()
        tables = "SELECT format('%I', tablename) FROM pg_tables WHERE schemaname = 'public'"
        self._tables = [str(name) for (name,) in self.sql("shared", tables) if name != "alembic_version"]

    def address(self, database: str) -> str:
        """Where a database is."""
        return f"postgresql://{self._user}@/{database}?host={self._folder}"

    def sql(self, database: str, statement: str) -> list[tuple[object, ...]]:
        """What one statement gives, outside any transaction."""
        import psycopg

        where = f"host={self._folder} user={self._user} dbname={database}"
        with psycopg.connect(where, autocommit=True) as connection:
            found = connection.execute(statement.encode())
            return found.fetchall() if found.description else []

    def restore(self, source: str, target: str) -> None:
        """Fill an empty database with what pg_dump writes of another."""
        who = ("-h", str(self._folder), "-U", self._user)
        dump = subprocess.run([str(self._at / "pg_dump"), *who, source], check=True, capture_output=True)
        psql = [str(self._at / "psql"), *who, "-q", "-v", "ON_ERROR_STOP=1", target]
        subprocess.run(psql, check=True, input=dump.stdout, stdout=subprocess.DEVNULL)

    @contextmanager
    def record(self) -> Iterator[str]:
        """The address of an empty record, one for one test after the other: making one takes a second."""
        yield self.address("shared")
        self.sql("shared", f"TRUNCATE {', '.join(self._tables)} RESTART IDENTITY CASCADE")

    @contextmanager
    def database(self) -> Iterator[str]:
        """The address of a database without tables, dropped in the end."""
        name = f"own_{next(self._numbers)}"
        self.sql("postgres", f"CREATE DATABASE {name}")
        yield self.address(name)
        self.sql("postgres", f"DROP DATABASE {name} WITH (FORCE)")


def programs() -> Path | None:
    """Where PostgreSQL's programs are, the newest of them; Debian puts them in no search path."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda at: float(at.parent.name), default=None)


@contextmanager
def server() -> Iterator[Server]:
    """A server in a temporary folder, reached through a socket in it; skips where it is not installed."""
    at = programs()
    if at is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed")
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    # It refuses to be run by root.
    user = pwd.getpwnam("postgres").pw_name if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    folder = Path(mkdtemp(prefix="onrecord-"))
    who: dict[str, str] = {"user": user} if os.geteuid() == 0 else {}
    if who:
        shutil.chown(folder, user)

    def run(*command: str | Path) -> None:
        subprocess.run(command, check=True, capture_output=True, cwd=folder, **who)  # type: ignore[call-overload]

    data = folder / "data"
    # Another order of letters than that of bytes, as most servers have it.
    order = ("--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US")
    run(at / "initdb", "-D", data, "-A", "trust", "-E", "UTF8", "--no-sync", *order)
    start = (at / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", f"-k {folder} {_FAST}", "start")
    subprocess.run(start, check=True, stdout=subprocess.DEVNULL, cwd=folder, **who)  # type: ignore[call-overload]
    try:
        yield Server(at, folder, user)
    finally:
        run(at / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder)
