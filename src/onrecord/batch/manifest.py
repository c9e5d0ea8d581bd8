"""The manifest: what a run is of and how it was cut, written once and before anything else.

Whoever goes on with a run goes by it, so that every shard is what it would have been; and refuses to where
anything that bears on the results is another.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from onrecord.batch.places import Folder, is_remote
from onrecord.batch.plan import planned
from onrecord.batch.work import Json, Options, Shard, Slice, short
from onrecord.core import Model, OnrecordError
from onrecord.core.version import __version__

NAME = "manifest.json"
_MARK = "a run of `onrecord extract --out`"
_LAYOUT = 1
_CALLED = {
    "onrecord": "version of onrecord",
    "model": "model",
    "options": "options",
    "targets": "targets",
}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a run is of, and its shards in order."""

    targets: tuple[str, ...]
    options: Options
    model: Model
    version: str
    shards: tuple[Shard, ...]


def manifest_for(place: Folder, targets: Sequence[str], options: Options, model: Model) -> Manifest:
    """The manifest that stands there, if it is of the same run; else a new one, which is written.

    Raises OnrecordError for one of another run, ReadError for targets that are missing.
    """
    absolute = tuple(each if is_remote(each) else str(Path(each).absolute()) for each in targets)
    standing = standing_in(place)
    if standing is None:
        made = Manifest(absolute, options, model, __version__, planned(absolute, options))
        place.write(NAME, _written(made))
        return made
    wanted = Manifest(absolute, options, model, __version__, standing.shards)
    here, there = _head(wanted), _head(standing)
    for part, called in _CALLED.items():
        if here[part] != there[part]:
            what = _difference(there[part], here[part])
            raise OnrecordError(
                f"the results there are of other {called}: {what}",
                "give another --out, or what it was begun with",
            )
    return standing


def standing_in(place: Folder) -> Manifest | None:
    """The manifest in a folder; None where there is none. Raises OnrecordError for what is none."""
    data = place.read(NAME)
    if data is None:
        return None
    try:
        # As it was written: names of files may be in no encoding.
        return _read(json.loads(data.decode("utf-8", "surrogateescape")))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise OnrecordError(f"{NAME}: not the manifest of a run ({error})", "give another --out") from error


def is_manifest(data: bytes) -> bool:
    """Whether bytes are the manifest of a run, of this or another version."""
    return _MARK.encode() in data[:100]


def _read(data: Any) -> Manifest:
    if data["layout"] != _LAYOUT:
        raise ValueError(f"layout {data['layout']}, where this version of onrecord reads {_LAYOUT}")
    shards = tuple(
        Shard(each["name"], tuple(Slice(**one) for one in each["slices"])) for each in data["shards"]
    )
    options, model = Options(**data["options"]), Model(**data["model"])
    return Manifest(tuple(data["targets"]), options, model, data["onrecord"], shards)


def _head(manifest: Manifest) -> dict[str, Json | list[str] | str]:
    return {
        "onrecord": manifest.version,
        "model": asdict(manifest.model),
        "options": asdict(manifest.options),
        "targets": list(manifest.targets),
    }


def _written(manifest: Manifest) -> bytes:
    """JSON, one shard a line: there may be a hundred thousand."""
    head = json.dumps({"what": _MARK, "layout": _LAYOUT, **_head(manifest)}, ensure_ascii=False, indent=1)
    shards = ",\n".join(json.dumps(_shard(each), ensure_ascii=False) for each in manifest.shards)
    text = f'{head.removesuffix("}").rstrip()},\n "shards": [\n{shards}\n]}}\n'
    return text.encode("utf-8", "surrogateescape")


def _shard(shard: Shard) -> Json:
    return {"name": shard.name, "slices": [short(each) for each in shard.slices]}


def _difference(there: object, here: object) -> str:
    """What stands there and what was given, as far as they differ."""
    if isinstance(there, dict) and isinstance(here, dict):
        keys = [key for key in here if here[key] != there.get(key)]
        there, here = ({key: each.get(key) for key in keys} for each in (there, here))
    return f"{json.dumps(there)}, not {json.dumps(here)}"
