"""Keeping what follows from the reports up to date, beside those who read: no page waits for it.

Readers are given what stands. Where somebody else adds reports, or an earlier version of onrecord made the
record, a thread of its own brings people, statements and the ledger up to date.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic

from onrecord.core import RecordError
from onrecord.record import Record

_EVERY = 1.0
"""Seconds after which it is looked whether the record has changed."""
_PATIENCE = 5.0
"""Seconds that somebody who changed something waits for work that was going on."""
_LEAVE = 2.0
"""Seconds that closing waits for what is going on; what is not done by then is undone."""
_TELL_EVERY = 10.0
"""Seconds after which it is told again how far along long work is."""


class _StoppedError(Exception):
    """The room closes; what was done stays."""


class Keeper:
    """Brings a record up to date when it starts and whenever it has changed; `told` is told of long work."""

    def __init__(self, record: Path | str, told: Callable[[str], None]) -> None:
        self._path, self._told = record, told
        self._record = Record.open(record, create=False, read_only=True)
        self._thread: Thread | None = None
        self._one_at_a_time, self._closing = Lock(), Event()
        self._tell_at = 0.0
        self._failure = ""
        self.behind = False
        """Whether something is known to be missing from what stands."""

    def start(self) -> None:
        """Begin, or begin again; what is to be done first is told, and not waited for."""
        if self._record.can_be_written and (self._thread is None or not self._thread.is_alive()):
            self._closing.clear()
            self._thread = Thread(target=self._keep, name="keeper", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Stop, after the transaction that is going on."""
        self._closing.set()
        if self._thread is not None:
            # It may be waiting for another process, which nobody who closes the room should.
            self._thread.join(timeout=_LEAVE)
        self._record.close()

    def catch_up(self) -> None:
        """Bring the record up to date now, if that is not long work and nobody else is writing to it."""
        if not self._one_at_a_time.acquire(timeout=_PATIENCE):
            return
        try:
            self._tell_at = monotonic() + _TELL_EVERY
            self.behind = not self._record.is_current()
            if self.behind:
                self._record.refresh(self._progress)
                self.behind = not self._record.is_current()
            self._failure = ""
        except _StoppedError:
            return
        except RecordError as error:
            # Readers have what stands; it is tried again, and told once.
            if str(error) != self._failure:
                self._failure = str(error)
                self._told(self._failure)
        finally:
            self._one_at_a_time.release()

    def _keep(self) -> None:
        if not self._record.is_current():
            self._told(f"{self._path} is being brought up to date; until then pages show what stands")
            self.catch_up()
            if not self.behind:
                self._told(f"{self._path} is up to date")
        while not self._closing.wait(_EVERY):
            self.catch_up()

    def _progress(self, done: int, of: int) -> None:
        if self._closing.is_set():
            raise _StoppedError
        if monotonic() >= self._tell_at:
            self._tell_at = monotonic() + _TELL_EVERY
            self._told(f"bringing it up to date: {done:,} of {of:,} reports")
