"""Ids as people type them."""

from __future__ import annotations


def as_id(typed: str) -> str:
    r"""What was typed as ids are written: in lower case, without white space around it.

    Halves of surrogate pairs, which a command line may hold and no record does, become question marks.

    >>> as_id(" 332049E25A37\n")
    '332049e25a37'
    """
    return typed.encode("utf-8", "replace").decode().strip().lower()
