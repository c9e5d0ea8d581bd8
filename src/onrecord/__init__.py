"""onrecord turns news into a record of who said what, with the exact characters that prove it."""

__version__ = "0.1.0"
