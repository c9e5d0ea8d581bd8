"""Every address of the reading room, one file a page."""

from __future__ import annotations

from typing import Any

from onrecord.serve.addresses import Address
from onrecord.serve.pages import home, report, search

ADDRESSES: tuple[Address[Any, Any], ...] = (home.ADDRESS, search.ADDRESS, report.ADDRESS)
