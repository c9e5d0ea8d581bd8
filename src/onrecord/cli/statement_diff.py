"""How a report's wording differs from the fullest one, word by word, for eyes and for pipes.

Words of the fullest wording that the report has not stand in [-…-], its own words in {+…+}: colours
say the same again.
"""

from __future__ import annotations

from rich.text import Text

from onrecord.match.statements.drift import Departure
from onrecord.match.statements.telling import compared

LEGEND = "[-only in the fullest wording-] {+only here+}"
_STYLES = {"cut": "dim", "dropped": "red", "added": "green", "gap": "dim", "same": ""}


def drawn(departure: Departure) -> Text:
    """The report's words with what is gone, what is new and what stands in the place of what."""
    return Text.assemble(*((each.plain, _STYLES[each.kind]) for each in compared(departure)))
