"""What reports tell of one topic, on one page: parties, bodies, agreements, routes, figures, positions."""

from onrecord.ledger.dossier.compiling import compile_dossier
from onrecord.ledger.dossier.types import (
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
    "Basis",
    "Body",
    "Claim",
    "Dossier",
    "Event",
    "EventKind",
    "Holder",
    "Line",
    "Pledge",
    "Project",
    "Proof",
    "Stance",
    "Voice",
    "Witness",
    "compile_dossier",
]
