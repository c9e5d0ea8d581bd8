"""Watching: feeds and pages polled politely, changes kept as versions, and those told who asked to be.

settings -> agenda (whose turn it is) -> asking -> outcomes (what follows) -> intake (into the record)
-> finding (alerts) -> channels
"""

from onrecord.watch.alerting import Alerting
from onrecord.watch.asking import Asker
from onrecord.watch.journal import Journal, JournalError
from onrecord.watch.pace import Clock, SystemClock
from onrecord.watch.settings import Settings, load
from onrecord.watch.shelf import Shelf
from onrecord.watch.values import SettingsError
from onrecord.watch.watcher import Tools, Watch

__all__ = [
    "Alerting",
    "Asker",
    "Clock",
    "Journal",
    "JournalError",
    "Settings",
    "SettingsError",
    "Shelf",
    "SystemClock",
    "Tools",
    "Watch",
    "load",
]
