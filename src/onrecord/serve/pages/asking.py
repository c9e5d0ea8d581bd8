"""What pages ask alike: days, page numbers, names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Annotated, Generic, Literal, TypeVar

from msgspec import Meta

from onrecord.core import NotFound, as_id
from onrecord.core.phrases import shortened

Id = Annotated[str, Meta(max_length=200, description="An id, or its first six characters or more.")]
Name = Annotated[str, Meta(max_length=200, description="A name or a part of it, under whatever spelling.")]
Words = Annotated[str, Meta(max_length=500, description="Words; all must be there.")]
_LEAP = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][48]|[13579][26]|[2468]0)00)"
# Only days that there are: what fits is answered.
_A_DAY = (
    r"(?!0000)[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    r"|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    rf"|{_LEAP}-02-29"
)
Day = Annotated[
    str,
    Meta(
        pattern=rf"^(?:{_A_DAY}|(?!0000)[0-9]{{4}}(?:-(?:0[1-9]|1[0-2]))?)$",
        description="A day, month or year: 2026-03-02, 2026-03, 2026.",
    ),
]
SingleDay = Annotated[str, Meta(pattern=rf"^(?:{_A_DAY})$", description="A day: 2026-03-02.")]
LAST = 1_000
"""The last page of a list: what is beyond is found by asking for less."""
Number = Annotated[int, Meta(ge=1, le=LAST, description="Which page of a list; the first is 1.")]

PAGE = 25
"""How much of a list stands on one page."""

Item = TypeVar("Item")

Kind = Literal["report", "statement", "commitment", "speaker", "report, quotation or statement"]
_SHAPES: dict[Kind, str] = {
    "report": "[0-9a-f]{6,16}",
    "statement": "[0-9a-f]{6,12}",
    "commitment": "[0-9a-f]{6,12}",
    "speaker": "p[0-9a-f]{5,12}",
    "report, quotation or statement": "[0-9a-f]{6,16}",
}
"""Ids, and what may be left of one: less than six characters lead to somebody by chance."""
_IN_REPORT = re.compile("[0-9a-f]{16}-.+")
_SHOWN = 80
"""Characters of what was typed that are shown again."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing may be asked."""


@dataclass(frozen=True, slots=True)
class Listed(Generic[Item]):
    """One page of a list."""

    items: tuple[Item, ...]
    page: int
    more: bool
    """Whether there is a next page."""


def identified(typed: str, kind: Kind) -> str:
    """An id in an address as it is looked for: a whole one, of a place in a report too, or its beginning.

    Raises `NotFound` where it is none, so that names and a letter or two lead to nobody.
    """
    wanted = as_id(typed)
    if _IN_REPORT.fullmatch(wanted) and kind != "speaker":
        return typed.strip()
    if not re.fullmatch(_SHAPES[kind], wanted):
        raise NotFound(
            f"“{shortened(typed, _SHOWN)}”: no {kind} has this id",
            "an id is wanted, or its first six characters at least",
        )
    return wanted


def paged(items: Iterable[Item], page: int, size: int = PAGE) -> Listed[Item]:
    """The page of that number; the items come in order, and no more of them than are needed are taken."""
    first = (page - 1) * size
    shown = tuple(islice(items, first, first + size + 1))
    return Listed(shown[:size], page, len(shown) > size)
