"""The experiments made so far, a line each in experiments.jsonl; the model card makes its tables of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("experiments.jsonl")


def recorded() -> list[dict[str, Any]]:
    """Every experiment, in the order made."""
    lines = FILE.read_text(encoding="utf-8").splitlines() if FILE.exists() else []
    return [json.loads(line) for line in lines]


def record(row: dict[str, Any]) -> None:
    """Add an experiment, and print it."""
    line = json.dumps(row)
    with FILE.open("a", encoding="utf-8") as out:
        out.write(line + "\n")
    print(line, flush=True)
