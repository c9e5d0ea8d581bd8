"""Statements across reports: what relays one act of saying, how it drifted, who had it first."""
