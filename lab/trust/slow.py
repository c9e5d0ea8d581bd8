"""Which hostile text takes how long: `python -m lab.trust.slow [--size N] [PART ...]`.

Every text of `lab.trust.hostile`, N characters long, goes through every part; printed are the slowest of
each, in seconds of processor time. It ends with 1 if one took more than two seconds per 100,000 characters.
"""

from __future__ import annotations

import argparse
import sys
import time

from lab.trust.fuzz import SlowError, at_most
from lab.trust.hostile import NAMES, hostile
from lab.trust.parts import PARTS, Part
from onrecord.core import OnrecordError

MOST = 2.0
"""Seconds for 100,000 characters."""
_GIVEN_UP = 5
"""So many times as long as that is waited."""
_SHOWN = 4
_SLACK = 0.1
"""Seconds too short to be told apart."""


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m lab.trust.slow", description=__doc__)
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    given = parser.parse_args()
    most = MOST * given.size / 100_000
    slow = False
    for name in given.parts or PARTS:
        seconds(PARTS[name], hostile("everything", 100), most)  # what is loaded once
        taken = {each: seconds(PARTS[name], hostile(each, given.size), _GIVEN_UP * most) for each in NAMES}
        slowest = sorted(taken, key=taken.__getitem__, reverse=True)[:_SHOWN]
        print(f"{name:28}" + "; ".join(f"{each} {taken[each]:.2f}" for each in slowest), flush=True)
        slow = slow or taken[slowest[0]] > most
    sys.exit(slow)


def seconds(part: Part, text: str, most: float) -> float:
    """Of processor time that a part takes for a text, `most` at most; what others do is not in it."""
    began = time.process_time()
    try:
        with at_most(most):
            part(text)
    except (OnrecordError, SlowError):
        pass
    return time.process_time() - began


def grows_as_the_text(part: Part, name: str, size: int) -> bool:
    """Whether four times `size` takes less than eight times as long: what is quadratic takes sixteen."""
    longer, text = hostile(name, 4 * size), hostile(name, size)
    if seconds(part, longer, 1.0) <= _SLACK:
        return True
    most = 8 * min(seconds(part, text, 2.0) for _ in range(2)) + _SLACK
    return any(seconds(part, longer, most + 0.1) <= most for _ in range(3))


if __name__ == "__main__":
    main()
