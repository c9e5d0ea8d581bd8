"""`onrecord match`: the statements in what `extract --out` found, at any size and without a record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import batching, output
from onrecord.cli.console import Stopped, say, working
from onrecord.cli.options import DEFAULT_DATABASE
from onrecord.core import OnrecordError
from onrecord.core.phrases import counted

if TYPE_CHECKING:
    from onrecord.batch.statements import Table

_FORMS: dict[str, Table] = {".parquet": "parquet", ".jsonl": "json"}


def match(
    found: Annotated[str, typer.Argument(metavar="DIR|URL", help="What `onrecord extract --out` wrote.")],
    *,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FILE", help="Where to: FILE.parquet or FILE.jsonl.")
    ],
    memory: Annotated[
        int, typer.Option(min=128, metavar="MB", help="For the joins; what needs more goes to the disk.")
    ] = 1024,
    threads: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="For the joins.", show_default="one a core")
    ] = None,
) -> None:
    """Find which quotations are the same remark, in any number of reports and without a record.

    One row a quotation, in order of time: its statement, how many reports have that, who says it, and where.
    They are the statements that a record of these reports has.
    """
    form = _FORMS.get(out.suffix)
    if form is None:
        raise typer.BadParameter("--out FILE must end in .parquet or .jsonl")
    if not out.absolute().parent.is_dir():
        raise OnrecordError(f"{out.parent}: no such folder", "make it first, or write somewhere else")
    output.spare_databases(out, DEFAULT_DATABASE)
    from onrecord.batch import results  # noqa: PLC0415 (help is printed without it)
    from onrecord.batch.statements import match_batch  # noqa: PLC0415

    with working() as bar:
        bar.on("who is who, and who said what")
        try:
            counted_up = match_batch(
                results(found),
                out,
                form,
                memory_mb=memory,
                threads=threads or batching.cores(),
                on_progress=bar.at,
            )
        except KeyboardInterrupt:
            raise Stopped("stopped; nothing was written") from None
    several = f"{counted_up.several:,} of them in several quotations"
    parts = [
        counted(counted_up.statements, "statement"),
        several,
        counted(counted_up.relays, "quotation"),
        counted(counted_up.reports, "report"),
    ]
    say(f"{', '.join(parts)}; in {out}")
