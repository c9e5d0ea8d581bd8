"""Extractors that can be predicted, and some that do what a poisoned record does to a process."""

from __future__ import annotations

import os
import signal
import time

from onrecord.batch.work import Extractor, Options
from onrecord.core import Extraction, Model, Report
from tests.cli import fake_pipeline

MODEL = Model("fake", "1", "0" * 64)
SECONDS = 0.01


def honest(options: Options) -> Extractor:
    return fake_pipeline.extract


def slow(options: Options) -> Extractor:
    def found(report: Report) -> Extraction:
        time.sleep(SECONDS)
        return fake_pipeline.extract(report)

    return found


def poisoned(options: Options) -> Extractor:
    """Does what the text says: RAISE, EXIT, KILL or HANG; STUMBLE ends a process that has read others."""
    read = 0

    def found(report: Report) -> Extraction:
        nonlocal read
        if "RAISE" in report.text:
            raise ValueError("this cannot be understood")
        if "EXIT" in report.text or ("STUMBLE" in report.text and read):
            os._exit(7)
        if "KILL" in report.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "HANG" in report.text:
            time.sleep(600)
        read += 1
        return fake_pipeline.extract(report)

    return found


def missing(options: Options) -> Extractor:
    """A worker that ends before it has begun."""
    os._exit(9)
