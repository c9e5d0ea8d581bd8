"""The reading room: the record as pages in a browser, and as JSON at the same addresses."""

from onrecord.serve.application import application
from onrecord.serve.publishing import publish
from onrecord.serve.running import run
from onrecord.serve.settings import Settings

__all__ = ["Settings", "application", "publish", "run"]
