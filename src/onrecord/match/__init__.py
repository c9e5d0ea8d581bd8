"""Across reports: speakers -> people and organisations. Pure: the order of arrival never matters."""

from onrecord.match.blocking import keys
from onrecord.match.comparing import Comparison, compare
from onrecord.match.entities import Entity, entities
from onrecord.match.judging import judgements
from onrecord.match.profiling import merged, profile_id, profiles

__all__ = [
    "Comparison",
    "Entity",
    "compare",
    "entities",
    "judgements",
    "keys",
    "merged",
    "profile_id",
    "profiles",
]
