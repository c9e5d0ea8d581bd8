"""`/openapi.json`: what every address takes and gives, made from the same types that the server uses."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec
from starlette.responses import Response

from onrecord.core.version import __version__
from onrecord.serve.addresses import Address
from onrecord.serve.pages import ADDRESSES

if TYPE_CHECKING:
    from starlette.requests import Request

Json = dict[str, Any]
_IN_PATH = re.compile(r"{(\w+)}")
_SCHEMAS = "#/components/schemas/{name}"
_DENIED = ["correction", "by", "at", "why", "report"]
_PROBLEM = {
    "type": "object",
    "required": ["error", "hint"],
    "properties": {
        "error": {"type": "string"},
        "hint": {"type": "string"},
        "denied": {
            "type": "object",
            "description": "Who took it to be no quotation, when and why, and where its report is.",
            "required": _DENIED,
            "properties": {name: {"type": "string"} for name in _DENIED},
        },
    },
}


async def described(_: Request) -> Response:
    """The description, as a server hands it out."""
    headers = {"cache-control": "public, max-age=3600"}
    return Response(document(), media_type="application/json", headers=headers)


@cache
def document() -> bytes:
    """The description of all addresses that give JSON, as OpenAPI 3.1."""
    views, schemas = msgspec.json.schema_components(
        [address.view for address in ADDRESSES], ref_template=_SCHEMAS
    )
    paths = {
        address.json_path: {"get": _operation(address, view)}
        for address, view in zip(ADDRESSES, views, strict=True)
    }
    whole = {
        "openapi": "3.1.0",
        "info": {
            "title": "onrecord",
            "version": __version__,
            "description": "Who said what, as reported by whom. Spans are [start, end] in code points.",
        },
        "paths": paths,
        "components": {"schemas": {**schemas, "Problem": _PROBLEM}},
    }
    return msgspec.json.encode(whole)


def _operation(address: Address[Any, Any], view: Json) -> Json:
    failures = {
        "400": "What was asked cannot be understood.",
        "404": "There is no such thing, or several.",
        "422": "What was asked cannot be done.",
    }
    problem = {"application/json": {"schema": {"$ref": _SCHEMAS.format(name="Problem")}}}
    return {
        "summary": address.summary,
        "parameters": _parameters(address),
        "responses": {
            "200": {"description": address.summary, "content": {"application/json": {"schema": view}}},
            **{status: {"description": why, "content": problem} for status, why in failures.items()},
        },
    }


def _parameters(address: Address[Any, Any]) -> list[Json]:
    """The fields of what may be asked, each from the path or from the query."""
    in_path = set(_IN_PATH.findall(address.path))
    reference, components = msgspec.json.schema_components([address.asked])
    own = components[reference[0]["$ref"].rpartition("/")[2]]
    return [
        {
            "name": name,
            "in": "path" if name in in_path else "query",
            "required": name in in_path or name in own.get("required", ()),
            "schema": _schema(field, in_path=name in in_path),
        }
        for name, field in own["properties"].items()
    ]


def _schema(field: Json, *, in_path: bool) -> Json:
    """What a parameter may be; in a query it may be empty, as forms send what was not filled in."""
    own = {key: value for key, value in field.items() if key != "default"}
    return own if in_path else {"anyOf": [own, {"const": "", "description": "Not filled in."}]}
