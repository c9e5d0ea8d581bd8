"""JSON that somebody else wrote, taken apart with an error that says what is missing."""

from __future__ import annotations

from onrecord.export.back.grounding import NotUnderstood


def get(node: object, key: str) -> object:
    """What an object has under a key; None where it has nothing, or is no object."""
    return node.get(key) if isinstance(node, dict) else None


def words(node: object, key: str) -> str:
    """The string under a key."""
    value = get(node, key)
    if not isinstance(value, str):
        raise NotUnderstood(f"there is no “{key}”, which should be words")
    return value


def number(node: object, key: str) -> int:
    """The whole number under a key."""
    value = get(node, key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise NotUnderstood(f"there is no “{key}”, which should be a whole number")
    return value


def several(node: object, key: str) -> list[object]:
    """The list under a key; one thing alone is a list of one, nothing an empty one."""
    value = get(node, key)
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]
