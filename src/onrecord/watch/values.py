"""Values of a settings file, each checked where it is read, so that a mistake is one line with its key."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import TypeVar
from urllib.parse import urlsplit

from onrecord.core import OnrecordError

_T = TypeVar("_T")
_DURATION = re.compile(r"(?P<count>\d{1,9})(?P<unit>[smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_REQUIRED = object()


class SettingsError(OnrecordError):
    """A settings file that cannot be read, or says what cannot be meant."""


class Table:
    """One table of a settings file; every key must be asked for, since one that nobody reads is a mistake.

    `where` names it in messages. A value asked for without a default must be there.
    """

    def __init__(self, where: str, values: Mapping[str, object]) -> None:
        self._where = where
        self._values = values
        self._known: list[str] = []

    def text(self, key: str, default: object = _REQUIRED) -> str:
        """One line of text with something in it."""
        value = self._taken(key, str, "text", default)
        if key in self._values and (not value.strip() or "\n" in value):
            raise self.wrong(key, "is empty" if not value.strip() else "has more than one line")
        return value.strip()

    def given(self, key: str) -> str | None:
        """The text of a key that may be left out."""
        return self.text(key, "") or None

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        return self._taken(key, bool, "true or false", default)

    def count(self, key: str, default: int) -> int:
        """A whole number of at least one."""
        value = self._taken(key, int, "a whole number", default)
        if isinstance(value, bool) or value < 1:
            raise self.wrong(key, f"{value!r} is not a whole number of at least 1")
        return value

    def duration(self, key: str, default: str) -> float:
        """A length of time, in seconds."""
        return self._seconds(key, self._taken(key, str, "a length of time", default))

    def durations(self, key: str, default: list[str]) -> tuple[float, ...]:
        """Lengths of time, in seconds, in their order."""
        value: list[object] = self._taken(key, list, "a list of lengths of time", default)
        return tuple(self._seconds(key, each) for each in value)

    def choice(self, key: str, choices: tuple[_T, ...], default: _T) -> _T:
        """One of a few words."""
        value = self._taken(key, str, "text", default)
        for each in choices:
            if each == value:
                return each
        raise self.wrong(key, f"{value!r} is none of {', '.join(map(str, choices))}")

    def url(self, key: str, default: object = _REQUIRED) -> str:
        """An http or https address without a password in it."""
        value = self.text(key, default)
        if value or key in self._values:
            try:
                parts = urlsplit(value)
                fits = parts.scheme in {"http", "https"} and parts.hostname and parts.username is None
            except ValueError:
                fits = False
            if not fits:
                raise self.wrong(key, f"{value!r} is no address such as https://vale.example/news.xml")
        return value

    def table(self, key: str) -> Table:
        """A table within it; an empty one where there is none."""
        return Table(f"{self._where}, [{key}]", self._taken(key, dict, f"a table: [{key}]", {}))

    def tables(self, key: str) -> list[Table]:
        """All tables of that name, `[[name]]`."""
        found: list[object] = self._taken(key, list, f"tables: [[{key}]]", [])
        tables = []
        for number, each in enumerate(found, start=1):
            if not isinstance(each, dict):
                raise self.wrong(key, f"must be tables: [[{key}]]")
            tables.append(Table(f"{self._where}, [[{key}]] {number}", each))
        return tables

    def finish(self) -> None:
        """Raise SettingsError where there is a key that nobody asked for."""
        for key in self._values:
            if key not in self._known:
                near = difflib.get_close_matches(key, self._known, n=1)
                hint = f"did you mean {near[0]}?" if near else f"known here: {', '.join(self._known)}"
                raise SettingsError(f"{self._where}: {key}: no such key", hint)

    def wrong(self, key: str, what: str, hint: str | None = None) -> SettingsError:
        """The error that says what is wrong with a key."""
        return SettingsError(f"{self._where}: {key}: {what}", hint)

    def _taken(self, key: str, kind: type[_T], called: str, default: object) -> _T:
        self._known.append(key)
        value = self._values.get(key, default)
        if value is _REQUIRED:
            raise self.wrong(key, "is missing")
        if not isinstance(value, kind):
            raise self.wrong(key, f"must be {called}")
        return value

    def _seconds(self, key: str, written: object) -> float:
        match = _DURATION.fullmatch(written) if isinstance(written, str) else None
        if match is None or not int(match["count"]):
            raise self.wrong(key, f"{written!r} is no length of time", "write it as 30s, 15m, 2h or 1d")
        return float(int(match["count"]) * _SECONDS[match["unit"]])
