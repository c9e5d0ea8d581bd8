"""Put the help of every command into docs/cli.md (make docs), as the program prints it; a test compares."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).parent / "cli.md"
_BLOCK = re.compile(r"(<!-- help: onrecord ?(?P<command>[\w ]*?) -->\n).*?(<!-- /help -->)", re.DOTALL)


def updated(page: str) -> str:
    """The page with every help block as the program prints it now."""
    return _BLOCK.sub(lambda block: f"{block[1]}```\n{_help(block['command'])}```\n{block[3]}", page)


def _help(command: str) -> str:
    line = [sys.executable, "-m", "onrecord", *command.split(), "--help"]
    environment = {"COLUMNS": "80", "PATH": "", "PYTHONPATH": str(PAGE.parents[1] / "src")}
    return subprocess.run(line, capture_output=True, text=True, check=True, env=environment).stdout


if __name__ == "__main__":
    PAGE.write_text(updated(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
