"""Print what the default install takes on disk: onrecord's dependencies, without extras (make size).

With --of it is another package's, in the environment that has it.

Bytes are those of the files each package installed, compiled Python included, 1 MB = 1,000,000 bytes.
"""

from __future__ import annotations

import argparse
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

MEGABYTE = 1_000_000


def needed_by(name: str) -> dict[str, Distribution]:
    """Every package that `name` needs on this machine, itself left out, by canonical name."""
    found: dict[str, Distribution] = {}
    waiting = [Requirement(name)]
    while waiting:
        wanted = waiting.pop()
        here = distribution(wanted.name)
        found[canonicalize_name(wanted.name)] = here
        for line in here.requires or []:
            needed = Requirement(line)
            extras = wanted.extras or {""}
            applies = needed.marker is None or any(needed.marker.evaluate({"extra": e}) for e in extras)
            if applies and canonicalize_name(needed.name) not in found:
                waiting.append(needed)
    del found[canonicalize_name(name)]
    return found


def size(package: Distribution) -> int:
    """Bytes of the files that `package` installed."""
    paths = [Path(str(package.locate_file(file))) for file in package.files or []]
    return sum(path.stat().st_size for path in paths if path.is_file())


def main() -> int:
    """Print the sizes, largest first; exit status 1 above the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, metavar="MB", help="fail above this many megabytes")
    parser.add_argument("--of", default="onrecord", metavar="PACKAGE")
    given = parser.parse_args()
    sizes = {name: size(package) for name, package in needed_by(given.of).items()}
    bytes_in_all = sum(sizes.values())
    total = bytes_in_all / MEGABYTE
    for name, taken in sorted(sizes.items(), key=lambda item: -item[1])[:12]:
        print(f"{taken / MEGABYTE:8.1f} MB  {name}")  # noqa: T201
    in_all = f"in all ({bytes_in_all >> 20} MiB): {len(sizes)} packages that {given.of} needs"
    print(f"{total:8.1f} MB  {in_all}")  # noqa: T201
    if given.of == "onrecord":
        source = Path(__file__).parents[1] / "src/onrecord"
        own = sum(path.stat().st_size for path in source.rglob("*") if path.is_file())
        print(f"{own / MEGABYTE:8.1f} MB  onrecord itself, its models included")  # noqa: T201
    return int(given.limit is not None and total > given.limit)


if __name__ == "__main__":
    raise SystemExit(main())
