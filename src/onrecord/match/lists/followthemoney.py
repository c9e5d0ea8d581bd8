"""FollowTheMoney entities, one JSON object a line, as OpenSanctions and Aleph export them.

People, organisations, companies and public bodies; other schemata are passed over. A weak alias counts only
if it shares a word with a name: "Bobby Harl" for Robert Harl, but no "the Engineer".
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from onrecord.core import EntityKind, ObservedRole, Profile
from onrecord.match.lists.entries import QID, NotUnderstood, Problem, entry
from onrecord.match.tables import tables
from onrecord.match.words import ascii_of, words_of

_SCHEMATA: dict[str, EntityKind] = {
    "Person": "person",
    "Organization": "organisation",
    "Company": "organisation",
    "PublicBody": "organisation",
}


def from_followthemoney(lines: Iterable[str]) -> Iterator[Profile | Problem]:
    """Profiles and problems of a FollowTheMoney export, in its order.

    >>> line = '{"id": "x-1", "schema": "Person", "properties": {"name": ["Ivo Dent"]}}'
    >>> [(each.names, each.external) for each in from_followthemoney([line])]
    [(('Ivo Dent',), (('followthemoney', 'x-1'),))]
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found = _read(json.loads(line.removeprefix("\ufeff")))
        except NotUnderstood as error:
            yield Problem(number, str(error))
        except (ValueError, RecursionError) as error:
            yield Problem(number, f"it is no JSON: {error}")
        else:
            if found is not None:
                yield found


def _read(data: object) -> Profile | None:
    if not isinstance(data, dict) or not isinstance(data.get("schema"), str):
        raise NotUnderstood("it is no FollowTheMoney entity: it has no schema")
    kind = _SCHEMATA.get(data["schema"])
    if kind is None:
        return None
    properties = data.get("properties")
    if not isinstance(properties, dict):
        raise NotUnderstood("it is no FollowTheMoney entity: it has no properties")
    names = _values(properties, "name", "alias")
    words = {ascii_of(word) for name in names for word in words_of(name)}
    names += [
        weak
        for weak in _values(properties, "weakAlias")
        if words & {ascii_of(each) for each in words_of(weak)}
    ]
    external = [("wikidata", qid) for qid in _values(properties, "wikidataId") if QID.fullmatch(qid)]
    if isinstance(data.get("id"), str) and data["id"]:
        external.append(("followthemoney", data["id"]))
    return entry(kind, names, roles=_roles(properties), external=external)


def _values(properties: Mapping[str, Any], *keys: str) -> list[str]:
    """The values of properties, which are lists of strings."""
    found: list[str] = []
    for key in keys:
        value = properties.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise NotUnderstood(f"its {key} is no list of texts")
        found += value
    return found


def _roles(properties: Mapping[str, Any]) -> list[ObservedRole]:
    """Positions, with the country where it is one alone and the position does not say it."""
    codes = {code.lower() for code in _values(properties, "country")}
    country = tables().country_names.get(codes.pop()) if len(codes) == 1 else None
    positions = [position.strip() for position in _values(properties, "position") if position.strip()]
    return [ObservedRole(_placed(position, country)) for position in positions]


def _placed(position: str, country: str | None) -> str:
    lowered = f" {position.lower()} "
    told = any(f" {word} " in lowered for word in tables().countries)
    return position if told or country is None or "," in position else f"{position}, {country}"
