"""`publish`: the pages of the reading room as files that open from disk, or on any web server.

The room is asked for its first page and for all that pages lead to, as a reader would; then every link is
written as the way from one file to another. What needs a server (search, forms, JSON) is left out.
"""

from __future__ import annotations

import asyncio
import hashlib
import html
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import parse_qsl, unquote, urlsplit

import httpx

from onrecord.core import OnrecordError
from onrecord.record import Record
from onrecord.serve.application import application
from onrecord.serve.settings import Settings

_LINK = re.compile(r'(?P<name> href| src)="(?P<address>/(?!/)[^"]*)"')
_FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
_ENDINGS = {
    "text/plain": "txt",
    "application/x-bibtex": "bib",
    "application/vnd.citationstyles.csl+json": "json",
    "application/zip": "zip",
}
"""What a file of a type is called where its address does not say; browsers on a disk go by that."""
_VIEWS = frozenset({"page", "version", "of", "status", "type", "differing"})
"""What may be asked of a page that becomes a file of its own."""
_MARK = ".onrecord"
"""The file by which a folder is known to be one that can be written again."""
_NEW, _OLD = f"{_MARK}-new-", f"{_MARK}-old-"
"""What folders begin with that hold a site until it is whole, and what it replaces."""


class CannotPublish(OnrecordError):
    """The folder holds something else, or a page could not be made."""


def publish(
    record: Path | str,
    folder: Path,
    *,
    address: str | None = None,
    on_page: Callable[[int, int], None] | None = None,
) -> int:
    """Write all pages of a record into a folder; how many files there are in it.

    What was published there before is replaced, once all of the new site is there; a folder that holds
    anything else is refused. `address` is where others will have the site: citations and evidence begin with
    it. `on_page` is told how many files are done, of how many that are known of. Raises `CannotPublish` where
    the folder cannot be had, and what `Record.open` raises.
    """
    mark = folder / _MARK
    if folder.exists() and not mark.exists() and (not folder.is_dir() or any(_of_others(folder))):
        raise CannotPublish(
            f"{folder}: it is not empty", "name a new folder, or one that was published before"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # In the folder itself: it may be a link, another disk, or where somebody's shell is.
        made, old = (Path(tempfile.mkdtemp(prefix=prefix, dir=folder)) for prefix in (_NEW, _OLD))
    except OSError as error:
        raise CannotPublish(f"{folder}: {error.strerror}", "name a folder that can be written") from error
    try:
        with Record.open(record, create=False, read_only=True) as known:
            known.refresh()
        count = asyncio.run(_Site(record, made, address, on_page).write())
        (made / _MARK).touch()
        _replace(folder, made, old)
    finally:
        shutil.rmtree(made, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
    return count


def _of_others(folder: Path) -> Iterator[Path]:
    """What is in a folder but what a run that was killed may have left there."""
    return (each for each in folder.iterdir() if not each.name.startswith((_NEW, _OLD)))


def _replace(folder: Path, made: Path, old: Path) -> None:
    """Put what was made in the place of what is in the folder, each part by a rename; that is set aside.

    The mark comes first: a folder in which this was stopped midway can be published again.
    """
    ours = {made.name, old.name}
    names = {each.name for place in (folder, made) for each in place.iterdir()} - ours
    for name in sorted(names, key=lambda name: (name != _MARK, name)):
        if (folder / name).exists():
            (folder / name).rename(old / name)
        if (made / name).exists():
            (made / name).rename(folder / name)


class _Site:
    """The pages of one record on their way to disk."""

    def __init__(
        self,
        record: Path | str,
        folder: Path,
        address: str | None,
        on_page: Callable[[int, int], None] | None,
    ) -> None:
        self._app = application(Settings(record, address=address, published=True))
        self._folder, self._on_page = folder, on_page
        self._names: dict[str, PurePosixPath] = {}
        """Where each address is written, as far as it is there."""

    async def write(self) -> int:
        transport = httpx.ASGITransport(self._app)
        try:
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
                waiting = ["/"]
                seen = {"/"}
                while waiting:
                    address = waiting.pop()
                    for found in await self._fetch(client, address):
                        if found not in seen:
                            seen.add(found)
                            waiting.append(found)
                    if self._on_page is not None:
                        self._on_page(len(self._names), len(seen))
        finally:
            self._app.state.keeper.close()
            self._app.state.record.close()
        for name in self._names.values():
            if name.suffix == ".html":
                self._link(name)
        return len(self._names)

    async def _fetch(self, client: httpx.AsyncClient, address: str) -> list[str]:
        """Write what stands at an address; the addresses that it leads to."""
        answer = await client.get(address)
        if answer.status_code == 404:  # an id in a report's text that leads nowhere
            return []
        if answer.status_code != 200:
            raise CannotPublish(f"{address}: {answer.status_code}", "the page cannot be made")
        kind = answer.headers["content-type"].partition(";")[0]
        name = _name(address, kind)
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(answer.content)
        self._names[address] = name
        return [*_leads_to(answer.text)] if kind == "text/html" else []

    def _link(self, name: PurePosixPath) -> None:
        """Let a page lead to files where it led to addresses."""

        def to_file(match: re.Match[str]) -> str:
            address, _, part = html.unescape(match["address"]).partition("#")
            there = self._names.get(address)
            if there is None:
                return ""
            way = os.path.relpath(there, name.parent)
            return f'{match["name"]}="{html.escape(way + (f"#{part}" if part else ""))}"'

        path = self._folder / name
        page = _FORM.sub("", path.read_text(encoding="utf-8"))
        path.write_text(_LINK.sub(to_file, page), encoding="utf-8")


def _leads_to(page: str) -> set[str]:
    """The addresses that a page leads to, but for views that go on for ever, as a calendar's months do."""
    found = {html.unescape(match["address"]).partition("#")[0] for match in _LINK.finditer(page)}
    return {each for each in found if _VIEWS.issuperset(name for name, _ in parse_qsl(urlsplit(each).query))}


def _name(address: str, kind: str) -> PurePosixPath:
    """The file of an address, in folders as its path has them.

    A page is the index of a folder of its own, which any web server gives for its address.

    >>> str(_name("/speakers?page=2", "text/html")), str(_name("/", "text/html"))
    ('speakers.page-2/index.html', 'index.html')
    """
    parts = urlsplit(address)
    path = unquote(parts.path).strip("/")
    if parts.query:
        plain = re.fullmatch(r"(\w+)=(\w+)", parts.query)
        path += (
            f".{plain[1]}-{plain[2]}"
            if plain
            else f".{hashlib.sha256(parts.query.encode()).hexdigest()[:12]}"
        )
    if kind == "text/html":
        return PurePosixPath(path) / "index.html"
    ending = _ENDINGS.get(kind)
    return PurePosixPath(path if ending is None or path.endswith(f".{ending}") else f"{path}.{ending}")
