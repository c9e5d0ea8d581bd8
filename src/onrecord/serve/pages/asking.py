"""What pages ask alike: days, page numbers, names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Annotated, Generic, TypeVar

from msgspec import Meta

Id = Annotated[str, Meta(max_length=200, description="An id, or its first digits.")]
Name = Annotated[str, Meta(max_length=200, description="A name or a part of it, under whatever spelling.")]
Words = Annotated[str, Meta(max_length=500, description="Words; all must be there.")]
Day = Annotated[
    str,
    Meta(
        pattern=r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$",
        description="A day, month or year: 2026-03-02, 2026-03, 2026.",
    ),
]
_LEAP = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][48]|[13579][26]|[2468]0)00)"
SingleDay = Annotated[
    str,
    Meta(
        # Only days that there are: what fits is answered.
        pattern=(
            r"^(?:(?!0000)[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
            r"|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
            rf"|{_LEAP}-02-29)$"
        ),
        description="A day: 2026-03-02.",
    ),
]
LAST = 1_000
"""The last page of a list: what is beyond is found by asking for less."""
Number = Annotated[int, Meta(ge=1, le=LAST, description="Which page of a list; the first is 1.")]

PAGE = 25
"""How much of a list stands on one page."""

Item = TypeVar("Item")


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


def paged(items: Iterable[Item], page: int, size: int = PAGE) -> Listed[Item]:
    """The page of that number; the items come in order, and no more of them than are needed are taken."""
    first = (page - 1) * size
    shown = tuple(islice(items, first, first + size + 1))
    return Listed(shown[:size], page, len(shown) > size)
