"""Money: signs before a number ("US$"), words behind it ("Belarusian roubles"), and the codes of ISO 4217."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import NamedTuple

from onrecord.ledger.figure_line import MINUSES, Line, phrases
from onrecord.ledger.units import Unit

TIGHT = frozenset({"", ".", ". "})
"""What may stand between the letters and the sign of a currency."""
_US = frozenset({"us", "american", "u"})


class Sign(NamedTuple):
    """The sign or code of a currency; the number begins at the place `last`."""

    last: int
    code: str


def sign_at(line: Line, at: int) -> Sign | None:
    """The sign or the code of a currency at a place, with its number behind it."""
    found = line.phrase(phrases("currencies", "sign"), at, TIGHT)
    if found is None:
        coded = is_code(line, at) and line.form(at + 1)[:1].isdecimal() and line.gap(at + 1) in {"", " "}
        return Sign(at + 1, line.form(at).upper()) if coded else None
    last = at + len(found.forms)
    if line.gap(last) not in {"", " ", *MINUSES}:
        return None
    return Sign(last, found.cells[1])


def money_at(line: Line, at: int) -> Unit | None:
    """The words or the sign of a currency behind a number that ends before a place."""
    if line.gap(at) not in {"", " ", "-", "‑"}:
        return None
    part = line.phrase(phrases("currencies", "part"), at)
    if part and (part.forms != ("p",) or line.gap(at) == ""):
        return Unit(at + len(part.forms), part.cells[1], Decimal(part.cells[2]))
    if is_code(line, at):
        return Unit(at + 1, line.form(at).upper())
    sign = phrases("currencies", "sign").get(line.form(at))
    if sign and len(sign[-1].forms) == 1:
        return Unit(at + 1, sign[-1].cells[1])
    return _by_noun(line, at)


def _by_noun(line: Line, at: int) -> Unit | None:
    nouns = phrases("currencies", "noun")
    found = line.phrase(nouns, at)
    if found is None and line.form(at) == "dollar's":
        return Unit(at + 1, "USD")
    if found:
        name = line.capital(at) or line.form(at) in {"mark", "crown"}
        if name and line.gap(at) == " ":
            return None
        return Unit(at + len(found.forms), found.cells[1])
    if line.form(at) in {"pounds", "pound"} and line.pounds:
        return Unit(at + 1, "GBP")
    for size in (1, 2, 3):
        noun = line.phrase(nouns, at + size)
        is_pound = line.form(at + size) in {"pound", "pounds"}
        if (noun or is_pound) and all(line.gap(at + k) in {" ", "-", ".", ". "} for k in range(1, size + 1)):
            adjective = " ".join(line.form(at + k) for k in range(size))
            base = "pound" if noun is None else _base(noun.cells[1])
            code = "USD" if line.form(at) in _US and base == "dollar" else _codes().get(f"{adjective} {base}")
            return Unit(at + size + 1, code) if code else None
    return None


def _base(unit: str) -> str:
    """The noun of a unit as ISO 4217 writes it."""
    return {"USD": "dollar", "ILS": "sheqel", "rouble": "ruble"}.get(unit, unit)


def is_code(line: Line, at: int) -> bool:
    """Whether the code of a currency stands at a place, in capitals."""
    form = line.form(at)
    if len(form) != 3 or not form.isascii() or not form.isalpha():
        return False
    written = line.pieces[at].span.of(line.text)
    return written.isupper() and form.upper() in _codes().values()


@cache
def _codes() -> dict[str, str]:
    """Codes by the name of the currency, in small letters; those of funds and metals are none."""
    from iso4217 import Currency  # noqa: PLC0415 - reads its table when it is imported

    return {
        str(each.currency_name).lower().replace("uae", "emirati"): str(each.code)
        for each in Currency
        if each.exponent is not None
    }
