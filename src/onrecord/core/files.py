"""Files that are there whole or not at all, whatever stops whoever writes them."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO


@contextlib.contextmanager
def whole(path: Path, ending: str = ".part") -> Iterator[BinaryIO]:
    """A file that takes the place of `path` when the block ends well; else `path` stays as it was.

    Until then it stands beside it, with a dot before its name and `ending` behind it. What took its place
    outlives a power cut. Raises OSError, about `path`.
    """
    unfinished = path.with_name(f".{path.name}{ending}")
    try:
        with unfinished.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename == str(unfinished):
            error.filename = str(path)
        raise
    _force_out(path.parent)


def _force_out(directory: Path) -> None:
    """See to it that a name outlives a power cut; some systems open no folders."""
    with contextlib.suppress(PermissionError):
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
