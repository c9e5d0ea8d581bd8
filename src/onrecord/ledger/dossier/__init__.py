"""What reports tell of one topic, on one page: parties, bodies, agreements, routes, figures, positions."""

from onrecord.ledger.dossier.compiling import Inquiry, compile_dossier
from onrecord.ledger.dossier.topics import Party, Topic
from onrecord.ledger.dossier.types import (
    Against,
    Basis,
    Body,
    Claim,
    Dossier,
    Event,
    EventKind,
    Holder,
    Line,
    Pledge,
    Project,
    Proof,
    Stance,
    Voice,
    Witness,
)

__all__ = [
    "Against",
    "Basis",
    "Body",
    "Claim",
    "Dossier",
    "Event",
    "EventKind",
    "Holder",
    "Inquiry",
    "Line",
    "Party",
    "Pledge",
    "Project",
    "Proof",
    "Stance",
    "Topic",
    "Voice",
    "Witness",
    "compile_dossier",
]
