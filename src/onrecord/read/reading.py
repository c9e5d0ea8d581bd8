"""A target -> its reports: files, folders, standard input and addresses, each by the reader of its kind."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from onrecord.core import ReadError, Report
from onrecord.read import kinds
from onrecord.read.decoding import decode
from onrecord.read.feeds import from_feed
from onrecord.read.fetching import Fetched, Limits, fetch
from onrecord.read.making import digest, report_of
from onrecord.read.pages import from_html
from onrecord.read.parquets import from_parquet
from onrecord.read.skips import MAX_BYTES, Skip, UnreadableError, size
from onrecord.read.tables import from_csv, from_jsonl
from onrecord.read.warcs import from_warc

Items = Iterator[Report | Skip]


def read(
    target: str | Path,
    *,
    on_skip: Callable[[Skip], None] | None = None,
    allow_private: bool = False,
    max_bytes: int = MAX_BYTES,
    timeout: float = 20.0,
    absolute: bool = False,
) -> Iterator[Report]:
    """The reports in a file, a folder (recursively, sorted), standard input ("-") or an http(s) address.

    Reports are made one at a time, as they are asked for. What cannot be read within the target (an empty
    or binary file, a broken line, a bad feed item) goes to `on_skip` and reading continues; without it,
    the first raises. `max_bytes` bounds each file, page or table row, `timeout` (seconds) a whole fetch.
    With `absolute`, the source of a file is its absolute path, the same from wherever it is read.

    Raises:
        ReadError: the target is missing, holds no report, or (without `on_skip`) a part cannot be read.
        UnsafeAddress: the address is on a private network and `allow_private` is not set.
    """
    place = str(target)
    if place == "-":
        items = _from_stdin(max_bytes)
    elif place.lower().startswith(("http://", "https://")):
        items = _from_url(place, max_bytes, timeout, allow_private=allow_private)
    else:
        items = _from_path(Path(target), max_bytes, absolute=absolute)
    return _reports(items, on_skip)


def read_text(text: str, *, name: str = "text", source: str = "text") -> Report:
    """The report whose text is `text`, its frame found as for a plain text file.

    Raises ReadError where the text is empty, holds a NUL, or cannot be written as UTF-8 (lone surrogates).
    """
    if "\0" in text:
        raise ReadError(f"{name}: a NUL character at {text.index(chr(0))}")
    try:
        return report_of(text, name, source, text.encode("utf-8"))
    except UnicodeEncodeError as error:
        raise ReadError(f"{name}: a lone surrogate at character {error.start}") from error
    except UnreadableError as error:
        raise ReadError(f"{name}: {error}") from error


def from_bytes(
    data: bytes,
    name: str,
    source: str,
    *,
    kind: kinds.Kind | None = None,
    charset: str | None = None,
    on_skip: Callable[[Skip], None] | None = None,
    max_bytes: int = MAX_BYTES,
) -> Iterator[Report]:
    """The reports in `data`, as though it were a file called `name`; errors as for `read`.

    `kind` says what the bytes are ("text", "html", "jsonl", ..., see `kinds.Kind`); without it, the name
    and the content tell. `charset` is the encoding that a server claims.
    """
    taken = _Input(io.BytesIO(data), name, source, kind or kinds.by_suffix(name), charset, max_bytes)
    return _reports(_safely(taken), on_skip)


@dataclass(frozen=True, slots=True)
class _Input:
    """A stream of bytes and what is known of it; `kind` None where only the content can tell."""

    stream: BinaryIO
    name: str
    source: str
    kind: kinds.Kind | None
    charset: str | None
    max_bytes: int


def _reports(items: Items, on_skip: Callable[[Skip], None] | None) -> Iterator[Report]:
    for item in items:
        if isinstance(item, Report):
            yield item
        elif on_skip is None:
            raise ReadError(f"{item.where}: {item.why}")
        else:
            on_skip(item)


def _from_stdin(max_bytes: int) -> Items:
    return _safely(_Input(sys.stdin.buffer, "stdin", "-", None, None, max_bytes))


def from_fetched(
    fetched: Fetched, *, on_skip: Callable[[Skip], None] | None = None, max_bytes: int = MAX_BYTES
) -> Iterator[Report]:
    """The reports in what was fetched from an address, as `read` makes them; errors as for `read`."""
    return _reports(_from_fetched(fetched, fetched.url, max_bytes), on_skip)


def _from_url(url: str, max_bytes: int, timeout: float, *, allow_private: bool) -> Items:
    # The time that a fetch may take begins here, where the first report is asked for.
    fetched = fetch(url, Limits(max_bytes, timeout, allow_private))
    yield from _from_fetched(fetched, url, max_bytes)


def _from_fetched(fetched: Fetched, asked: str, max_bytes: int) -> Items:
    parts = urlsplit(fetched.url)
    name = parts.path.rstrip("/").rpartition("/")[2] or parts.netloc
    try:
        kind = kinds.by_media_type(fetched.media_type) or kinds.by_suffix(name)
    except UnreadableError as error:
        raise ReadError(f"{asked}: {error}") from error
    if kind == "text" and kinds.by_suffix(name) in {"jsonl", "csv", "tsv"}:
        kind = kinds.by_suffix(name)  # servers call every file without markup text/plain
    stream = io.BytesIO(fetched.data)
    yield from _safely(_Input(stream, name, fetched.url, kind, fetched.charset, max_bytes))


def _from_path(path: Path, max_bytes: int, *, absolute: bool) -> Items:
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError) as error:
        hint = "check the path; of addresses, http and https are read; '-' reads standard input"
        raise ReadError(f"{_shown(path)}: no such file or folder", hint=hint) from error
    except (OSError, ValueError) as error:  # no right to look, a name too long, a NUL in it
        raise ReadError(f"{_shown(path)}: {error}") from error
    read_path = _from_folder if is_folder else _from_file
    return read_path(path, max_bytes, absolute=absolute)


def _from_folder(folder: Path, max_bytes: int, *, absolute: bool) -> Items:
    found, passed_over = 0, 0
    for path in _files(folder):
        for item in [path] if isinstance(path, Skip) else _from_file(path, max_bytes, absolute=absolute):
            found += isinstance(item, Report)
            passed_over += isinstance(item, Skip)
            yield item
    if not found:
        detail = f" ({passed_over} passed over)" if passed_over else ""
        raise ReadError(
            f"{folder}: no reports in this folder{detail}",
            hint="it should hold text, HTML, feeds, JSONL or CSV; names that begin with a dot are left out",
        )


def _files(folder: Path) -> Iterator[Path | Skip]:
    """The files under a folder, names sorted at every level; hidden ones and linked folders are left out."""
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            mode = path.stat().st_mode
            inside = sorted(path.iterdir(), reverse=True) if stat.S_ISDIR(mode) else []
        except OSError as error:
            yield Skip(_shown(path), error.strerror or str(error))
            continue
        if stat.S_ISREG(mode):
            yield path
        elif not stat.S_ISDIR(mode):
            yield Skip(_shown(path), "not a file")  # a pipe would keep us waiting for ever
        waiting.extend(
            entry
            for entry in inside
            if not entry.name.startswith(".") and not (entry.is_symlink() and os.path.isdir(entry))  # noqa: PTH112
        )


def _from_file(path: Path, max_bytes: int, *, absolute: bool) -> Items:
    name, typed = _shown(Path(path.name)), _shown(path)
    try:
        # A link to the file keeps its own name; the folders that lead to it are told apart.
        source = _shown(path.parent.resolve() / path.name) if absolute else typed
        with path.open("rb") as stream:
            for item in _safely(_Input(stream, name, source, kinds.by_suffix(name), None, max_bytes)):
                if isinstance(item, Skip):  # said to whoever typed the path, so in those words
                    yield replace(item, where=typed + item.where.removeprefix(source))
                else:
                    yield item
    except OSError as error:
        yield Skip(typed, error.strerror or str(error))


def _shown(path: Path) -> str:
    """The path as text that can be stored: a name that is not UTF-8 keeps what can be kept of it."""
    return os.fsencode(path).decode("utf-8", "replace")


def _safely(taken: _Input) -> Items:
    try:
        yield from _parsed(taken)
    except UnreadableError as error:
        yield Skip(taken.source, str(error))


def _parsed(taken: _Input) -> Items:
    name, source, kind, limit = taken.name, taken.source, taken.kind, taken.max_bytes
    head = b""
    if kind is None:
        head = _read(taken.stream, kinds.SNIFFED)
        kind = kinds.by_content(head)
    if kind in {"jsonl", "csv", "tsv"}:
        rows = io.BufferedReader(_Rejoined(head, taken.stream), kinds.SNIFFED)
        if kind == "jsonl":
            yield from from_jsonl(rows, name, source, limit)
        else:
            yield from from_csv(rows, name, source, limit, kind)
        return
    if kind == "warc":
        yield from from_warc(taken.stream, source, limit)
        return
    if kind == "parquet":
        yield from from_parquet(taken.stream, name, source, limit)
        return
    data = head + _read(taken.stream, limit + 1 - len(head))
    if len(data) > limit:
        raise UnreadableError(f"larger than {size(limit)}")
    if source == "-":  # what comes through standard input has no place, so it is known by what it says
        name, source = f"{name}#{digest(data)}", f"-#{digest(data)}"
    if kind == "html":
        yield from_html(data, name, source, taken.charset)
    elif kind == "feed":
        yield from from_feed(data, name, source)
    else:
        yield report_of(decode(data, taken.charset), name, source, data)


def _read(stream: BinaryIO, count: int) -> bytes:
    return stream.read(max(0, count))


class _Rejoined(io.RawIOBase):
    """A stream whose first bytes were already read, whole again."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        """Always: it exists to be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill `buffer` with the next bytes; their number, 0 at the end."""
        piece = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(piece) :]
        buffer[: len(piece)] = piece
        return len(piece)
