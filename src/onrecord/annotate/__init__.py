"""A report in, its attribution relations out: who is said to have said what, and where it stands."""

from onrecord.annotate.annotate import annotate

__all__ = ["annotate"]
