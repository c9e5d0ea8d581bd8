"""What an address is: its path, what may be asked of it, what it gives, and how that is found and shown.

One `Address` serves a page and the same as JSON, and is what `/openapi.json` describes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_args, get_type_hints

import msgspec

from onrecord.core import OnrecordError

if TYPE_CHECKING:
    from onrecord.record import Record

Asked = TypeVar("Asked")
View = TypeVar("View")


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

    Raises `BadRequest` where a value is none of those that fit.
    """
    filled = {name: value for name, value in given.items() if value.strip()}
    try:
        return msgspec.convert(filled, asked, strict=False)
    except msgspec.ValidationError as error:
        raise BadRequest(_explained(error, asked), "leave it out, or choose another") from None


def encoded(view: object) -> bytes:
    """A view as JSON; decimals are numbers, half surrogate pairs question marks."""
    return _ENCODER.encode(view)


def _number(value: Any) -> object:
    raise TypeError(type(value))


_ENCODER = msgspec.json.Encoder(decimal_format="number", enc_hook=_number)


def _explained(error: msgspec.ValidationError, asked: type[object]) -> str:
    """`Expected `int` >= 1 - at `$.page`` as `page: expected int >= 1`; a pattern as what is meant by it."""
    what, _, where = str(error).partition(" - at `$.")
    name = where.rstrip("`")
    if "regex" in what and (meant := _described(get_type_hints(asked, include_extras=True)[name])):
        return f"{name}: expected {meant[:1].lower()}{meant[1:].rstrip('.')}"
    plain = what.replace("`", "")
    return f"{name}: {plain[:1].lower()}{plain[1:]}" if name else plain


def _described(hint: object) -> str | None:
    """What the values of a type are, as the address says: also where it may be left out."""
    metas = (each for each in getattr(hint, "__metadata__", ()) if isinstance(each, msgspec.Meta))
    inner = filter(None, map(_described, get_args(hint)))
    return next((each.description for each in metas if each.description), None) or next(inner, None)
