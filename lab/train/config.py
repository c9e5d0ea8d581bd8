"""The settings of training, read from `config.toml`, which explains them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lab.train.augment import Shares


@dataclass(frozen=True, slots=True)
class Balance:
    """What each head's loss counts against that of the tags; `teach` is for a teacher's tags and links."""

    link: float
    names: float
    types: float
    meaning: float
    teach: float


@dataclass(frozen=True, slots=True)
class Stage:
    """One training run; `start` names the stage whose weights it begins with, "" for the encoder's own."""

    name: str
    start: str
    epochs: int
    seed: int
    window: int
    batch: int
    rate: float
    head_rate: float
    warm_up: float
    decay: float
    dropout: float
    corpora: tuple[str, ...]
    own_times: int
    share: float
    average: int
    mix: float
    fit: float
    layers: tuple[int, ...]
    teacher: str
    alone: float
    sequences: bool
    balance: Balance
    shares: Shares


def stages(path: Path) -> list[Stage]:
    """The stages that the file at `path` lists, each with what it takes from [common].

    What the file's own [common] leaves out is as in `config.toml`.
    """
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    usual = tomllib.loads(Path(__file__).with_name("config.toml").read_text(encoding="utf-8"))["common"]
    common = usual | data["common"]
    found: list[Stage] = []
    for row in data["stage"]:
        before = found[-1].name if found else ""
        found.append(stage({"start": before} | common, row))
    return found


def stage(common: dict[str, Any], row: dict[str, Any]) -> Stage:
    """One stage: `common` with the changes in `row`, inner tables key by key."""
    balance = Balance(**(common["balance"] | row.get("balance", {})))
    shares = Shares(**(common["shares"] | row.get("shares", {})))
    merged = common | row | {"balance": balance, "shares": shares}
    settings: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in merged.items()}
    return Stage(**settings)
