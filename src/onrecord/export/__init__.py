"""What the record holds, in other programs' forms: JSON lines, brat standoff, CSV, Parquet."""

from onrecord.export.contract import as_json, jsonl_line
from onrecord.export.csvs import write_csv
from onrecord.export.ics import write_ics
from onrecord.export.jsonl import write_jsonl
from onrecord.export.parquet import write_parquet
from onrecord.export.standoff import brat

__all__ = ["as_json", "brat", "jsonl_line", "write_csv", "write_ics", "write_jsonl", "write_parquet"]
