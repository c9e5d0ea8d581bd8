"""What the lines of a dossier are told in, wherever they are shown."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from onrecord.core.days import in_short, period_in_words
from onrecord.core.ledger_words import how_sure
from onrecord.core.phrases import shortened
from onrecord.core.visible import one_line
from onrecord.ledger.dossier.types import Against, Basis, Claim, Event, Pledge, Project, Stance
from onrecord.ledger.units import in_plural

_TERMS = ("for the next ", "over the next ", "for the coming ", "over the coming ")
LONGEST = 70
"""Characters of a report's words that are shown beside a place."""
BASIS: dict[Basis, str] = {"related": "between the two", "context": "in a report on it"}


def project(line: Project) -> str:
    """A route or work; of what joins two places what it is."""
    return f"{one_line(line.name)} · {line.kind}" if line.ends else one_line(line.name)


def event(each: Event) -> str:
    """What became of something, and when."""
    days = period_in_words(each.earliest, each.latest)
    if not days:
        return each.kind
    # "Planned for the next three years" is how long it is to run, and no date of signing.
    term = each.kind == "planned" and each.words[-1].words.lower().startswith(_TERMS)
    return f"{each.kind}, to run {days}" if term else f"{each.kind} {days}"


def event_words(each: Event) -> str:
    """The words that say what became of it."""
    return ", ".join(f"“{shortened(proof.words, LONGEST)}”" for proof in each.words)


def against(label: str, earlier: Against) -> str:
    """How a position compares with an earlier one, whose words follow, and what may show a reversal."""
    day = in_short(earlier.earliest) if earlier.earliest else "undated"
    signs = "; ".join(f"“{one or '–'}” then “{other or '–'}”" for one, other in earlier.signs)
    told = f"{label}: {day} {shortened(earlier.name, LONGEST)}"
    return one_line(f"{told} ({signs})" if signs else told)


def figure(line: Claim) -> str:
    """How much of what, for when, and who says so; the sentence is the line's name."""
    found = line.figure
    amount = f"{found.value.normalize():,f}" + (f"–{found.upper.normalize():,f}" if found.upper else "")
    period = period_in_words(found.period.earliest, found.period.latest) if found.period else None
    # What is counted stands in the sentence: "3 count" is no way to say it.
    name = found.unit if found.value == 1 and not found.upper else in_plural(found.unit)
    unit = {"count": "", "%": "%"}.get(found.unit, f" {name}")
    told = f"{how_sure(found.change, found.bound)}{amount}{unit}"
    differ = "claimed differently" if line.differ else ""
    said = f"says {one_line(line.claimed_by)}" if line.claimed_by else ""
    parts = [told, period or "", differ, said, "to review" if said and line.grade == "review" else ""]
    return " · ".join(filter(None, parts))


def commitment(line: Pledge, standing: str | None) -> str:
    """What kind of commitment it is, whose, by when, and what became of it."""
    found = line.commitment
    due = period_in_words(found.due.earliest, found.due.latest) if found.due else None
    parts = [
        found.type,
        one_line(found.who_name or ""),
        f"due {due}" if due else "",
        standing or "",
        "to review" if found.grade == "review" else "",
    ]
    return " · ".join(filter(None, parts))


def by_party(stances: Iterable[Stance]) -> list[tuple[str | None, list[Stance]]]:
    """What is said, by party in order of their first statement, whoever speaks for none last."""
    found = list(stances)
    order = list(dict.fromkeys(line.party for line in found))
    ordered = sorted(found, key=lambda line: (line.party is None, order.index(line.party)))
    return [(party, list(group)) for party, group in groupby(ordered, key=lambda line: line.party)]
