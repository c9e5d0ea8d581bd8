"""Dataclasses as JSON in one fixed form, and back, strictly: a value of another type is an error."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from onrecord.core.visible import in_json

_Made = TypeVar("_Made")
_CALLED = {str: "a string", int: "a whole number", float: "a number with a point", bool: "true or false"}


class Unfit(ValueError):
    """JSON that is not what is expected; the message begins with the place in it."""


def written(value: Any) -> bytes:
    """A dataclass as JSON in UTF-8, indented by one space, fields in their order.

    Characters that could drive a terminal or turn the reading direction are escapes.
    """
    return (in_json(json.dumps(asdict(value), ensure_ascii=False, allow_nan=False, indent=1)) + "\n").encode()


def read(kind: type[_Made], data: bytes) -> _Made:
    """The dataclass that was written; raises `Unfit` for all that `written` would not have given."""
    try:
        made: _Made = _made(kind, json.loads(data, parse_constant=_refused), "")
    except (ValueError, RecursionError) as error:
        if isinstance(error, Unfit):
            raise
        raise Unfit(f"not JSON: {error}") from error
    if written(made) != data:
        raise Unfit("not the JSON that onrecord writes of what it says: a name twice, or other spaces")
    return made


def _refused(name: str) -> object:
    raise Unfit(f"not JSON: {name} is no number")


def _made(kind: Any, value: object, at: str) -> Any:
    if is_dataclass(kind):
        return _object(kind, value, at)
    origin = get_origin(kind)
    if origin in {UnionType, Union}:
        (inner,) = (each for each in get_args(kind) if each is not NoneType)
        return None if value is None else _made(inner, value, at)
    if origin is tuple:
        if not isinstance(value, list):
            raise Unfit(f"{at}: a list is expected")
        return tuple(_made(get_args(kind)[0], each, f"{at}[{number}]") for number, each in enumerate(value))
    if origin is Literal:
        if value not in get_args(kind):
            raise Unfit(f"{at}: one of {', '.join(map(str, get_args(kind)))} is expected")
        return value
    if type(value) is not kind:
        raise Unfit(f"{at}: {_CALLED[kind]} is expected")
    return value


def _object(kind: Any, value: object, at: str) -> Any:
    if not isinstance(value, Mapping):
        raise Unfit(f"{at or 'the whole'}: an object is expected")
    types = _types(kind)
    if wrong := sorted(value.keys() ^ types.keys()):
        which = "is missing" if wrong[0] in types else "is not known"
        raise Unfit(f"{_below(at, wrong[0])}: it {which}")
    return kind(**{name: _made(each, value[name], _below(at, name)) for name, each in types.items()})


@cache
def _types(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {each.name: hints[each.name] for each in fields(kind)}


def _below(at: str, name: str) -> str:
    return f"{at}.{name[:40]}" if at else name[:40]
