"""A record of reports that mean harm: markup and script in every field, characters that turn text around."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from onrecord.core import Extraction, Fact
from onrecord.record import Record
from tests.record.telling import report

EVIL = "evil-1"
"""An element and an attribute that stand in reports alone."""
SCRIPT = "<script>alert(2)</script>"
MARKUP = (
    f"<{EVIL} {EVIL}='x' onclick=alert(1)></{EVIL}><script>alert(2)</script>\"'><img src=//evil.example/x>"
)
TURNED = "\u202eevol\u202c \u2066x\u2069 \x1b[31m \x01 \x7f \u2028 \ufff9"
ASTRAL = "🚢𝕋𝕒𝕣𝕟 &amp; {{ 7 * 7 }} {% raw %}"
NAME = f"Ida <{EVIL} onmouseover='x'>Holt\u202e"
PLAIN = "Ida Holt"
QUAY = "We will repair the eastern quay by 2031-06-30 and it costs 40 million marks"
AGAIN = "We will repair the eastern quay by 2031-06-30 and it costs 50 million marks"
ROAD = "The harbour road will be widened, whatever the eastern quay may cost us in the end"


def extraction(name: str, day: str | None, said: str, who: str) -> Extraction:
    """One hostile report: what `who` says, and the same with markup."""
    made = report(name, day, [(who, said), (who, f"{ROAD} {MARKUP} {TURNED} {ASTRAL}")], before=f"{MARKUP}\n")
    named = replace(
        made.report,
        source=f"/home/secret/{name}",
        title=Fact(f"{MARKUP} {TURNED}"),
        outlet=f"Tarn {MARKUP}{TURNED}",
        author=f"{MARKUP}",
        credited=(Fact(MARKUP),),
    )
    told = tuple(
        replace(each, addressee=f"{MARKUP}{TURNED}", occasion=f"{MARKUP}{ASTRAL}", grade="review")
        for each in made.quotations
    )
    return replace(made, report=named, quotations=told)


def record(path: Path) -> Path:
    """A record of three such reports, one of them undated."""
    with Record.open(path) as made:
        made.add(extraction("a.txt", "2031-03-03", QUAY, NAME))
        made.add(extraction("b.txt", "2031-03-04", AGAIN, NAME))
        made.add(extraction("c.txt", None, QUAY, PLAIN))
        made.statements.match()
        made.ledger.match()
        person = next(made.people())
        made.registry.role(person.id, f"{MARKUP}{TURNED}", by=f"{MARKUP}", first="2031-01-01")
        first, second = (row.id for row in made.quotes(limit=2))
        made.statements.merge(first, second, by=MARKUP, why=f"{MARKUP}{TURNED}")
        for row in made.ledger.commitments(limit=1):
            made.ledger.judge(row.id, "kept", by=MARKUP, note=f"{MARKUP}{TURNED}")
        made.corrections.speaker(second, f"Tomas {MARKUP}", by=MARKUP, why=f"{MARKUP}{TURNED}")
        made.ledger.match()
    return path
