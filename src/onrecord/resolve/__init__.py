"""Within one report: whom each source refers to, to whom, when and on what occasion it was said."""

from onrecord.resolve.resolver import resolve

__all__ = ["resolve"]
