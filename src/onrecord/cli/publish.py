"""`onrecord publish`: the record as pages that need no server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.console import say, working
from onrecord.cli.options import DEFAULT_DATABASE, Address, Database
from onrecord.core.phrases import counted


def publish(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A new folder, or one that was published before.")
    ],
    *,
    address: Address = None,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Write the pages of `onrecord serve` as files that open from disk, or on any web server.

    What needs a server is left out: search, forms, JSON. An older site in DIR stays until the new one is
    whole.
    """
    # The web server takes a fifth of a second to load.
    from onrecord.serve import publish as write  # noqa: PLC0415

    with working() as bar:
        bar.on("pages")
        count = write(db, folder, address=address, on_page=bar.at)
    say(f"{counted(count, 'file')} in {folder}: open {folder / 'index.html'}")
