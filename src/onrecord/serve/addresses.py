"""What an address is: its path, what may be asked of it, what it gives, and how that is found and shown.

One `Address` serves a page and the same as JSON, and is what `/openapi.json` describes.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_args, get_type_hints

import msgspec

from onrecord.core import OnrecordError
from onrecord.core.days import is_later
from onrecord.core.phrases import shortened

if TYPE_CHECKING:
    from onrecord.record import Record

Asked = TypeVar("Asked")
View = TypeVar("View")
_WRITTEN_DAY = re.compile(r"(?!0000)(\d{4})-(0[1-9]|1[0-2])-\d\d", re.ASCII)
SHOWN = 80
"""Characters of what was typed that are shown again."""


class BadRequest(OnrecordError):
    """What was asked cannot be understood."""


@dataclass(frozen=True, slots=True)
class Address(Generic[Asked, View]):
    """One address of the reading room.

    `asked` is a dataclass: a field for each part of the path in braces and for each query parameter. `view`
    is the dataclass that `find` makes of a record and of what was asked; `template` shows it.
    """

    path: str
    summary: str
    asked: type[Asked]
    view: type[View]
    find: Callable[[Record, Asked], View]
    template: str

    @property
    def json_path(self) -> str:
        """Where the same is had as JSON."""
        return "/index.json" if self.path == "/" else f"{self.path}.json"


def understood(asked: type[Asked], given: Mapping[str, str]) -> Asked:
    """What was asked, checked; fields left empty, as forms send them, were not filled in.

    Raises `BadRequest` where a value is none of those that fit, or the first day comes after the last.
    """
    filled = {name: value for name, value in given.items() if value.strip()}
    try:
        found = msgspec.convert(filled, asked, strict=False)
    except msgspec.ValidationError as error:
        raise BadRequest(_explained(error, asked, filled), "leave it out, or choose another") from None
    since, until = (getattr(found, name, None) for name in ("since", "until"))
    if since and until and is_later(since, until):
        raise BadRequest(f"since: {since} is later than until, {until}", "nothing lies between: change one")
    return found


def encoded(view: object) -> bytes:
    """A view as JSON; decimals are numbers, half surrogate pairs question marks."""
    return _ENCODER.encode(view)


def _number(value: Any) -> object:
    raise TypeError(type(value))


_ENCODER = msgspec.json.Encoder(decimal_format="number", enc_hook=_number)


def _explained(error: msgspec.ValidationError, asked: type[object], given: Mapping[str, str]) -> str:
    """`Expected `int` >= 1 - at `$.page`` as `page: expected int >= 1`; of a date, how one is written."""
    what, _, where = str(error).partition(" - at `$.")
    name = where.rstrip("`")
    if "regex" in what and (meant := _described(get_type_hints(asked, include_extras=True)[name])):
        return f"{name}: {_no_date(given[name], meant)}"
    plain = what.replace("`", "")
    return f"{name}: {plain[:1].lower()}{plain[1:]}" if name else plain


def _no_date(typed: str, meant: str) -> str:
    """Why something typed is none of what the description of a date means, and how one is written.

    >>> _no_date("2026-02-31", "A day, month or year: 2026-03-02, 2026-03, 2026.")
    '“2026-02-31” is not a day; write 2026-02-28, 2026-02 or 2026'
    >>> _no_date("soon", "A day: 2026-03-02.")
    '“soon” is not a day; write 2026-03-02'
    """
    kind, _, given = meant.rstrip(".").partition(": ")
    examples = given.split(", ")
    if (written := _WRITTEN_DAY.fullmatch(typed)) and len(examples[0]) == len(typed):
        kind, year, month = "a day", written[1], written[2]
        last = monthrange(int(year), int(month))[1]
        examples = [f"{year}-{month}-{last}", f"{year}-{month}", year][: len(examples)]
    ways = " or ".join(filter(None, (", ".join(examples[:-1]), examples[-1])))
    return f"“{shortened(typed, SHOWN)}” is not {kind[:1].lower()}{kind[1:]}; write {ways}"


def _described(hint: object) -> str | None:
    """What the values of a type are, as the address says: also where it may be left out."""
    metas = (each for each in getattr(hint, "__metadata__", ()) if isinstance(each, msgspec.Meta))
    inner = filter(None, map(_described, get_args(hint)))
    return next((each.description for each in metas if each.description), None) or next(inner, None)
