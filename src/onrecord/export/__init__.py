"""What the record holds, in other programs' forms; `export.back` reads what people annotated in them."""

from onrecord.export.addresses import Addresses
from onrecord.export.atom import Entry, atom, commitment_entry, quotation_entry
from onrecord.export.contract import as_json, jsonl_line, one_line
from onrecord.export.corrections import write_corrections
from onrecord.export.csvs import write_csv
from onrecord.export.ftm import write_ftm
from onrecord.export.ics import write_ics
from onrecord.export.jsonl import write_jsonl
from onrecord.export.labelstudio import label_studio_task, write_label_studio
from onrecord.export.parquet import write_parquet
from onrecord.export.schemaorg import schema_object, write_schema
from onrecord.export.standoff import brat
from onrecord.export.tei import tei
from onrecord.export.webannotation import annotation_page, write_web_annotation

__all__ = [
    "Addresses",
    "Entry",
    "annotation_page",
    "as_json",
    "atom",
    "brat",
    "commitment_entry",
    "jsonl_line",
    "label_studio_task",
    "one_line",
    "quotation_entry",
    "schema_object",
    "tei",
    "write_corrections",
    "write_csv",
    "write_ftm",
    "write_ics",
    "write_jsonl",
    "write_label_studio",
    "write_parquet",
    "write_schema",
    "write_web_annotation",
]
