"""How often two profiles are rightly taken for one or for two: `python -m lab.eval.people`.

Prints the pairs of `tests/match/pairs.toml`, each as if nobody else were known: whether it was decided
rightly, how, and why.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.core import ObservedRole, Profile
from onrecord.match import Comparison, compare, judgements, profile_id

PAIRS = Path(__file__).parents[2] / "tests" / "match" / "pairs.toml"


@dataclass(frozen=True)
class Pair:
    """Two profiles and what they are: "same" or "different"."""

    sort: str
    hard: bool
    expect: str
    one: Profile
    other: Profile


def pairs() -> list[Pair]:
    """The pairs of the table, in its order."""
    table = tomllib.loads(PAIRS.read_text(encoding="utf-8"))["pair"]
    return [
        Pair(
            row["sort"],
            row.get("hard", False),
            row["expect"],
            _profile(row["one"], 1),
            _profile(row["other"], 2),
        )
        for row in table
    ]


def _profile(side: Mapping[str, Any], number: int) -> Profile:
    kind = side.get("kind", "person")
    roles = [role.split("|") for role in side.get("roles", [])]
    observed = tuple(
        ObservedRole(text, days[0] if days else None, days[-1] if days else None) for text, *days in roles
    )
    # The two sides are in two reports, and so that one name may be two profiles their ids are told apart.
    told_apart = profile_id(kind, side["name"], f"side {number}")
    return Profile(told_apart, kind, (side["name"],), (f"r{number}/s1",), observed)


def decide(pair: Pair) -> tuple[str, Comparison]:
    """What the program makes of a pair when nobody else is known, and the comparison."""
    comparison = compare(pair.one, pair.other)
    joined = judgements([pair.one, pair.other], "onrecord")
    return ("same" if joined else comparison.verdict), comparison


def outcome(decided: str, expected: str) -> str:
    """One of: right, unsure, wrong."""
    return "right" if decided == expected else "unsure" if decided == "unsure" else "wrong"


def main() -> None:
    counts: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for pair in pairs():
        decided, comparison = decide(pair)
        result = outcome(decided, pair.expect)
        counts[pair.hard][result] += 1
        print(f"{'hard' if pair.hard else 'easy'}  {result:6}  {decided:9}  {pair.sort}: {comparison.why}")
    for hard, found in counts.items():
        line = ", ".join(f"{found[name]} {name}" for name in ("right", "unsure", "wrong"))
        print(f"{'hard' if hard else 'easy'}: {line} of {found.total()}")


if __name__ == "__main__":
    main()
