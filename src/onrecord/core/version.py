"""The version of onrecord, and so of its rules: every stored quotation keeps it."""

__version__ = "0.1.0"
