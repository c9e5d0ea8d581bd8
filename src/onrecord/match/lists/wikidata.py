"""The lines of a Wikidata JSON dump: one item a line, in the brackets of one long array.

People (instance of Q5) and organisations (instance of the commonest classes of them, in
`data/wikidata_classes.tsv`); other items are passed over. An item names its positions (P39) by id only: a
position becomes a role where the caller has a label for it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from onrecord.core import EntityKind, ObservedRole, Profile
from onrecord.match.lists.entries import QID, NotUnderstood, Problem, entry
from onrecord.match.reading import rows

_TIME = re.compile(r"\+(\d{4})-(\d\d)-(\d\d)T")
_PRECISION_DAY, _PRECISION_MONTH, _PRECISION_YEAR = 11, 10, 9


@cache
def _classes() -> tuple[dict[str, EntityKind], re.Pattern[str]]:
    """Class -> kind, and a pattern without which a line is of no such class, so that most are not parsed."""
    kinds: dict[str, EntityKind] = {"Q5": "person"}
    kinds |= dict.fromkeys((row[0] for row in rows("wikidata_classes")), "organisation")
    return kinds, re.compile(rf'"(?:{"|".join(kinds)})"')


def from_wikidata(
    lines: Iterable[str], labels: Mapping[str, str] | None = None
) -> Iterator[Profile | Problem]:
    """Profiles and problems of a dump, in its order; `labels` are names of positions by their ids.

    >>> line = '{"id": "Q7", "labels": {"en": {"value": "Ivo Dent"}}, "claims": {"P31": [{"mainsnak": '
    >>> line += '{"datavalue": {"value": {"id": "Q5"}}}}]}},'
    >>> [(each.names, each.external) for each in from_wikidata(["[", line, "]"])]
    [(('Ivo Dent',), (('wikidata', 'Q7'),))]
    """
    _, likely = _classes()
    for number, line in enumerate(lines, start=1):
        stripped = line.strip().removeprefix("\ufeff").rstrip(",")
        if stripped in {"", "[", "]"}:
            continue
        # A line that ends as an item does and names no class of ours is passed over unread.
        if stripped.startswith("{") and stripped.endswith("}") and not likely.search(stripped):
            continue
        try:
            found = _read(json.loads(stripped), labels or {})
        except NotUnderstood as error:
            yield Problem(number, str(error))
        except (KeyError, TypeError, AttributeError):
            yield Problem(number, "it is no Wikidata item: its parts are not where they should be")
        except (ValueError, RecursionError) as error:
            yield Problem(number, f"it is no JSON: {error}")
        else:
            if found is not None:
                yield found


def _read(item: Any, labels: Mapping[str, str]) -> Profile | None:
    if not QID.fullmatch(item["id"]):
        return None
    claims = item.get("claims") or {}
    kinds, _ = _classes()
    classes = [kinds[value] for value in _ids(claims.get("P31", [])) if value in kinds]
    if not classes:
        return None
    kind: EntityKind = "person" if "person" in classes else "organisation"
    names = list(_names(item.get("labels") or {}, item.get("aliases") or {}))
    if not names:
        raise NotUnderstood(f"{item['id']} has no label")
    roles = list(_positions(claims.get("P39", []), labels))
    return entry(kind, names, roles=roles, external=[("wikidata", item["id"])])


def _names(labels: Mapping[str, Any], aliases: Mapping[str, Any]) -> Iterator[str]:
    """All labels, the English one first, then all aliases."""
    # An empty map is written as an empty list.
    in_order = sorted(labels, key=lambda language: (language not in {"en", "mul"}, language))
    for language in in_order:
        yield labels[language]["value"]
    for language in sorted(aliases):
        for alias in aliases[language]:
            yield alias["value"]


def _standing(claims: Iterable[Any]) -> Iterator[Any]:
    return (claim for claim in claims if claim.get("rank") != "deprecated")


def _ids(claims: Iterable[Any]) -> Iterator[str]:
    """The items that claims point to; those of an unknown or of no value are left out."""
    for claim in _standing(claims):
        value = claim["mainsnak"].get("datavalue", {}).get("value")
        if isinstance(value, dict) and "id" in value:
            yield value["id"]


def _positions(claims: Iterable[Any], labels: Mapping[str, str]) -> Iterator[ObservedRole]:
    for claim in _standing(claims):
        for held in _ids([claim]):
            if held in labels:
                qualifiers = claim.get("qualifiers") or {}
                first, last = (_day(qualifiers.get(key, [])) for key in ("P580", "P582"))
                yield ObservedRole(labels[held], first, last)


def _day(snaks: Iterable[Any]) -> str | None:
    """The day, month or year of a time, as precise as Wikidata says it is."""
    for snak in snaks:
        value = snak.get("datavalue", {}).get("value", {})
        match = _TIME.match(value.get("time", ""))
        if match:
            precision = value.get("precision", _PRECISION_DAY)
            parts = 3 if precision >= _PRECISION_DAY else 2 if precision == _PRECISION_MONTH else 1
            return "-".join(match.groups()[:parts]) if precision >= _PRECISION_YEAR else None
    return None
