"""Units of measure: which words stand for one, and how much of another it is."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from onrecord.core.tables import rows, several
from onrecord.ledger.figure_line import Line, Phrase, Phrases, forms_of, phrases, words

if TYPE_CHECKING:
    from pint import UnitRegistry

PERCENT, POINT, RATIO, COUNT = "%", "pp", "ratio", "count"
_BARE = frozenset({PERCENT, POINT, RATIO, COUNT})
_SPACES = frozenset({"", " "})
_HYPHENS = frozenset({"-", "‑", " -"})


class Unit(NamedTuple):
    """A unit whose words end before the place `last`; a number of them is so many `times` of `name`."""

    last: int
    name: str
    times: Decimal = Decimal(1)


def in_plural(name: str) -> str:
    """What a number of a unit is called, as the tables have it.

    >>> in_plural("mark"), in_plural("foot"), in_plural("USD")
    ('marks', 'feet', 'USD')
    """
    return _plurals().get(name, name)


@cache
def _plurals() -> dict[str, str]:
    found: dict[str, str] = {}
    for table in ("units", "currencies"):
        for forms, _, name, *_ in rows(__package__, table):
            # A code or a sign is written as it is, and the first line of a unit is its own.
            if name.islower() and name.replace(" ", "").isalpha():
                found.setdefault(name, several(forms)[0])
    return found


def unit_at(line: Line, at: int, value: Decimal) -> Unit | None:
    """The unit of a number of this value that ends before a place."""
    gap = line.gap(at)
    if gap not in _SPACES and gap not in _HYPHENS:
        return None
    if line.form(at) in {"point", "points"}:
        return _points(line, at, value)
    table = phrases("units")
    found = line.phrase(table, at)
    if found is None:
        single = line.phrase(_singular(), at)
        # "Two second homes" are no seconds, "a 30-second advert" lasts that long.
        compound = single and single.cells[1] == POINT
        found = single if single and (compound or gap in _HYPHENS or (value <= 1 and gap)) else None
    if found is None or (len(found.forms) == 1 and _is_name(line, at)):
        return None
    _, name, times, *_ = found.cells
    last = at + len(found.forms)
    return Unit(last, name, Decimal(times))


def _is_name(line: Line, at: int) -> bool:
    """As in "60 Minutes"; symbols have capitals of their own."""
    return line.capital(at) and len(line.form(at)) > 3 and line.gap(at) == " "


def _points(line: Line, at: int, value: Decimal) -> Unit | None:
    """Points are percentage points where polls are told of, but not on the market nor "at one point"."""
    alone = value == 1 and line.gap(at) not in _HYPHENS
    if line.points and not line.market and not alone and line.form(at + 1) not in words("plan"):
        return Unit(at + 1, POINT)
    return None


@cache
def _singular() -> Phrases:
    found: dict[str, list[Phrase]] = {}
    for _, singular, *others in rows("onrecord.ledger", "units"):
        for each in several(singular):
            forms = forms_of(each)
            found.setdefault(forms[0], []).append(Phrase(forms, ("-", *others)))
    return {word: tuple(sorted(each, key=lambda one: -len(one.forms))) for word, each in found.items()}


@cache
def _measures() -> frozenset[str]:
    return frozenset(name for _, _, name, *_ in rows("onrecord.ledger", "units")) - _BARE


@cache
def _registry() -> UnitRegistry[Any]:
    from pint import UnitRegistry  # noqa: PLC0415 - loaded in 0.6 s, and few need it

    return UnitRegistry(cache_folder=None)


@cache
def _size(name: str) -> tuple[str, Decimal]:
    """The dimension of a unit, and how many of the dimension's base units it is."""
    if name not in _measures():
        return name, Decimal(1)
    power, _, plain = name.partition(" ")
    known = f"{plain} ** {_POWERS[power]}" if power in _POWERS else _PINT.get(name, name.replace(" ", "_"))
    unit = _registry().Unit(known)
    if unit.dimensionless:
        return name, Decimal(1)
    base = _registry().Quantity(1, unit).to_base_units()
    powers = sorted(unit.dimensionality.items())
    return " ".join(f"{of}^{power:g}" for of, power in powers), Decimal(repr(float(base.magnitude)))


_POWERS = {"square": 2, "cubic": 3}
_PINT = {"barrel": "oil_barrel"}
"""Names that mean something else to pint: its barrel is for dry goods."""


def dimension(unit: str) -> str:
    """What a unit measures; equal for units that can be compared ("mile", "kilometre").

    Currencies, counts and shares are each a dimension of their own.
    """
    return _size(unit)[0]


def converted(value: Decimal, unit: str, to: str) -> Decimal:
    """A value in another unit of its dimension, to six digits where they are not the same."""
    if unit == to:
        return value
    (one, size), (other, target) = _size(unit), _size(to)
    if one != other:
        msg = f"{unit} and {to} measure different things"
        raise ValueError(msg)
    return Decimal(f"{value * size / target:.6g}")
