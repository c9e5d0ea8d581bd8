"""What changed between the versions of a report, for `onrecord show --changes`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from rich.text import Text

from onrecord.cli.console import data, print_json, say
from onrecord.core.days import in_words
from onrecord.core.visible import visible

if TYPE_CHECKING:
    from onrecord.match.revisions import Piece, PieceKind
    from onrecord.record import Record, VersionRow

_LEGEND = "[-gone-] {+new+}"
_MARKS: dict[PieceKind, tuple[str, str, str]] = {
    "same": ("", "", ""),
    "dropped": ("[-", "-]", "red"),
    "added": ("{+", "+}", "green"),
}


@dataclass(frozen=True, slots=True)
class _Revision:
    version: VersionRow
    passages: list[tuple[Piece, ...]]


def show(record: Record, document: str, *, json: bool) -> None:
    """Print how each version of a report differs from the one before it, the oldest first."""
    found = _revisions(record, document)
    if json:
        print_json(map(_as_json, found))
        return
    console, count = data(), 0
    for revision in found:
        count += 1
        at = in_words(revision.version.added_at)
        console.print(Text(f"version {revision.version.version} · added {at}", "bold"), soft_wrap=True)
        for passage in revision.passages:
            console.print(_drawn(passage), soft_wrap=True)
        if not revision.passages:
            console.print(Text("the same words", "dim"), soft_wrap=True)
    say(_LEGEND if count else "there is one version: nothing has changed", "dim")


def _revisions(record: Record, document: str) -> Iterator[_Revision]:
    from onrecord.match.revisions import revisions  # noqa: PLC0415 (help is printed without it)

    before = None
    for version in record.versions(document):
        text = record.report(version.report_id, version=version.version).report.text
        if before is not None:
            yield _Revision(version, revisions(before, text))
        before = text


def _drawn(passage: tuple[Piece, ...]) -> Text:
    """A passage with marks around what is gone and new; line ends stay outside them."""
    line = Text()
    for piece in passage:
        opening, closing, style = _MARKS[piece.kind]
        words = piece.text.rstrip()
        line.append(visible(f"{opening}{words}{closing}") if words else "", style)
        line.append(visible(piece.text[len(words) :]))
    line.rstrip()
    return line


def _as_json(revision: _Revision) -> dict[str, object]:
    return {
        "report": revision.version.report_id,
        "version": revision.version.version,
        "added_at": revision.version.added_at,
        "changes": [[asdict(piece) for piece in passage] for passage in revision.passages],
    }
