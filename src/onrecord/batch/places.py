"""Where a run reads and writes: this machine's disks, or any address that fsspec knows (`s3://`, `https://`).

Whatever is written is there whole or not at all. On a disk a file is written under another name, forced out
and renamed; elsewhere it is put under another name and moved, which an object store does by copying.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast
from urllib.parse import urlsplit

from onrecord.core import OnrecordError, ReadError, files
from onrecord.read.addresses import resolve

_PART = ".part-"
_MARKS = ("ETag", "etag", "md5Hash", "generation", "LastModified", "last_modified", "mtime")
"""What file systems of fsspec call what is another after a change, the surest first."""
_WEB_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Entry:
    """A file to read: a path from the root or an address."""

    address: str
    size: int | None
    """In bytes; None where nobody tells."""
    mark: str | None
    """What a change changes: the time of the last one, or what a store knows the content by; or None."""


def is_remote(address: str) -> bool:
    """Whether it is an address and not a path.

    >>> is_remote("s3://crawl/2031"), is_remote("crawl/2031")
    (True, False)
    """
    return "://" in address


def entries(target: str, *, allow_private: bool = False) -> Iterator[Entry]:
    """The file at a path or address, or all files in the folder there, sorted by name at every level.

    Names that begin with a dot, links to folders and what is no file are left out. Raises ReadError where
    there is nothing.
    """
    if is_remote(target):
        yield from _remote_entries(target, allow_private=allow_private)
        return
    path = Path(target)
    try:
        if path.is_dir():
            yield from _inside(path.resolve())
        else:
            # A link to a file keeps its own name; the folders that lead to it are told apart.
            yield _on_disk(str(path.parent.resolve() / path.name), path.stat())
    except (OSError, ValueError) as error:
        raise ReadError(f"{target}: {getattr(error, 'strerror', None) or error}") from error


def opened(address: str) -> BinaryIO:
    """The file at a path or address, to be read from anywhere in it."""
    if not is_remote(address):
        return Path(address).open("rb")
    system, path = _system(address)
    return cast("BinaryIO", system.open(path, "rb"))


def entry_of(address: str) -> Entry:
    """The file at a path or address as it is now."""
    if not is_remote(address):
        return _on_disk(address, Path(address).stat())
    system, path = _system(address)
    return _elsewhere(address, system.info(path))


class Folder(Protocol):
    """Where the results of a run stand."""

    def sizes(self, under: str) -> dict[str, int | None]:
        """What stands in a folder within it, with its bytes; unfinished files are not told."""
        ...

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None where there is none of that name."""
        ...

    def open(self, name: str) -> BinaryIO:
        """A file to read."""
        ...

    def write(self, name: str, data: bytes) -> None:
        """Put a file there, whole or not at all."""
        ...

    def remove(self, name: str) -> None:
        """Take a file away, if it is there."""
        ...

    def held(self) -> contextlib.AbstractContextManager[None]:
        """Keep other runs away while the block runs, where that can be done."""
        ...


def folder(address: str | Path) -> Folder:
    """The folder at a path or address; it is made when something is written."""
    return _Remote(str(address)) if is_remote(str(address)) else _Local(Path(address))


class _Local:
    def __init__(self, root: Path) -> None:
        self._root = root.absolute()

    def sizes(self, under: str) -> dict[str, int | None]:
        path = self._root / under
        if not path.is_dir():
            return {}
        return {each.name: each.stat().st_size for each in path.iterdir() if _PART not in each.name}

    def read(self, name: str) -> bytes | None:
        try:
            return (self._root / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def open(self, name: str) -> BinaryIO:
        return (self._root / name).open("rb")

    def write(self, name: str, data: bytes) -> None:
        path = self._root / name
        files.make_folder(path.parent)
        with files.whole(path, f"{_PART}{secrets.token_hex(4)}") as stream:
            stream.write(data)

    def remove(self, name: str) -> None:
        (self._root / name).unlink(missing_ok=True)

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        try:
            import fcntl  # noqa: PLC0415 (not on Windows, where two runs at once are not told of each other)
        except ImportError:
            yield
            return
        files.make_folder(self._root)
        descriptor = os.open(self._root, os.O_RDONLY)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                hint = "wait for it, or give another --out"
                raise OnrecordError(f"{self._root}: another run is writing there", hint) from None
            except OSError:
                pass  # some network disks lock no folders; what is written is whole all the same
            self._tidy()
            yield
        finally:
            os.close(descriptor)

    def _tidy(self) -> None:
        """Take away what a run that was killed left unfinished."""
        for left in [*self._root.glob(f".*{_PART}*"), *self._root.glob(f"*/.*{_PART}*")]:
            left.unlink(missing_ok=True)


class _Remote:
    def __init__(self, address: str) -> None:
        self._system, self._root = _system(address.rstrip("/"))

    def sizes(self, under: str) -> dict[str, int | None]:
        self._system.invalidate_cache()
        try:
            found = self._system.ls(self._path(under), detail=True)
        except FileNotFoundError:
            return {}
        sizes = {str(each["name"]).rstrip("/").rpartition("/")[2]: _size(each) for each in found}
        return {name: size for name, size in sizes.items() if _PART not in name}

    def read(self, name: str) -> bytes | None:
        try:
            return bytes(self._system.cat_file(self._path(name)))
        except FileNotFoundError:
            return None

    def open(self, name: str) -> BinaryIO:
        return cast("BinaryIO", self._system.open(self._path(name), "rb"))

    def write(self, name: str, data: bytes) -> None:
        parent, _, last = self._path(name).rpartition("/")
        self._system.makedirs(parent, exist_ok=True)
        unfinished = f"{parent}/.{last}{_PART}{secrets.token_hex(4)}"
        self._system.pipe_file(unfinished, data)
        self._system.mv(unfinished, self._path(name))

    def remove(self, name: str) -> None:
        with contextlib.suppress(FileNotFoundError):
            self._system.rm_file(self._path(name))

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        yield

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"


def _inside(directory: Path) -> Iterator[Entry]:
    with os.scandir(directory) as found:
        inside = sorted(found, key=lambda each: each.name)
    for each in inside:
        if each.name.startswith("."):
            continue
        if each.is_dir(follow_symlinks=False):
            yield from _inside(Path(each.path))
        elif each.is_file():
            yield _on_disk(each.path, each.stat())


def _remote_entries(target: str, *, allow_private: bool) -> Iterator[Entry]:
    parts = urlsplit(target)
    if parts.scheme in _WEB_PORTS:
        resolve(parts.hostname or "", parts.port or _WEB_PORTS[parts.scheme], allow_private=allow_private)
        yield Entry(target, None, None)
        return
    system, path = _system(target)
    try:
        if not system.isdir(path):
            yield _elsewhere(target, system.info(path))
            return
        found = system.find(path, detail=True)
    except OSError as error:
        raise ReadError(f"{target}: {error.strerror or error or 'not found'}") from error
    root = path.rstrip("/") + "/"
    for each in sorted(found, key=lambda name: name.split("/")):
        if not any(part.startswith(".") for part in each.removeprefix(root).split("/")):
            yield _elsewhere(str(system.unstrip_protocol(each)), found[each])


def _on_disk(path: str, about: os.stat_result) -> Entry:
    return Entry(path, about.st_size, str(about.st_mtime_ns))


def _elsewhere(address: str, info: dict[str, Any]) -> Entry:
    told = (info[name] for name in _MARKS if info.get(name) is not None)
    mark = next(told, None)
    return Entry(address, _size(info), None if mark is None else str(mark))


def _size(info: dict[str, Any]) -> int | None:
    size = info.get("size")
    return size if isinstance(size, int) else None


def _system(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it."""
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 (an extra)
    except ImportError:
        hint = "pip install 'onrecord[batch]'"
        raise OnrecordError(f"{address}: addresses need fsspec, which is not installed", hint) from None
    scheme = address.partition("://")[0]
    try:
        system, path = url_to_fs(address)
    except ImportError as error:
        raise OnrecordError(f"{address}: {error}", "install what it names") from error
    except ValueError as error:
        raise OnrecordError(f"{address}: no such kind of address: {scheme}") from error
    return system, path
