"""Files that are there whole or not at all, whatever stops whoever writes them."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_CANNOT = {errno.EACCES, errno.EPERM, errno.EINVAL, errno.ENOTSUP, errno.ENOSYS}
"""What a system answers that has no such thing as forcing out a folder, or does not let us."""


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
        settle(unfinished, path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename == str(unfinished):
            error.filename = str(path)
        raise


def settle(finished: Path, path: Path) -> None:
    """Put a finished file in the place of `path`, on the same disk; from then on it outlives a power cut."""
    with finished.open("rb+") as stream:
        os.fsync(stream.fileno())
    finished.replace(path)
    _force_out(path.parent)


def make_folder(path: Path) -> None:
    """Make a folder and those above it, where they are not there; they outlive a power cut as well."""
    made = [each for each in (path, *path.parents) if not each.exists()]
    path.mkdir(parents=True, exist_ok=True)
    for each in made:
        _force_out(each.parent)


def _force_out(directory: Path) -> None:
    """See to it that a name outlives a power cut; some systems open no folders, some disks force out none."""
    try:
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
