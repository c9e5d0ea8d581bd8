"""`onrecord serve`: the record in a browser."""

from __future__ import annotations

import secrets
from typing import Annotated

import typer

from onrecord.cli.console import say
from onrecord.cli.options import DEFAULT_DATABASE, Address, Database
from onrecord.core.visible import without_password


def serve(
    *,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any that is free.")] = 8000,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="The address to listen at; others cannot reach this one.")
    ] = "127.0.0.1",
    edit: Annotated[
        bool, typer.Option("--edit", help="Whoever has the link that is printed may correct the record.")
    ] = False,
    address: Address = None,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Open the record in a browser: search it, read it, compare, cite.

    Nobody can change anything, but with --edit and by its link.
    """
    # The web server takes a fifth of a second to load.
    from onrecord.serve import run  # noqa: PLC0415

    token = secrets.token_urlsafe(24) if edit else None
    run(
        db,
        host,
        port,
        token=token,
        address=address,
        at=lambda here: say(f"{without_password(db)} is at {here} (Ctrl+C ends it)"),
        told=say,
    )
