"""What has become of corrections: laid over their reports again, as those are now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from onrecord.core.corrections import Correction, placed
from onrecord.record import correct_finding, correct_keeping, correct_loading, ledger_deriving
from onrecord.record.correct_applying import Outcome, apply
from onrecord.record.correct_rows import CorrectedReport, CorrectionRow
from onrecord.record.people_rows import Notice
from onrecord.record.rows import StoredReport


def rows(connection: Connection, report: str | None = None) -> list[CorrectionRow]:
    """All corrections, or those of one report, the latest first; undone ones too."""
    found = [
        row
        for identity, some in _by_report(connection, report).items()
        for row in _stated(connection, identity, some)
    ]
    found.sort(key=lambda row: (row.correction.at, row.correction.position, row.correction.id), reverse=True)
    return found


def these(connection: Connection, ids: Sequence[str]) -> list[CorrectionRow]:
    """The corrections of one report with these ids, the latest first."""
    reports = correct_loading.reports_of(connection, ids)
    return [row for each in reports for row in rows(connection, each) if row.correction.id in ids]


def on(connection: Connection, which: str) -> list[CorrectionRow]:
    """The corrections of a quotation or commitment by its id now, the latest first; undone ones too."""
    return [row for row in rows(connection, which.partition("-")[0]) if row.target == which]


def notices(connection: Connection) -> Iterator[Notice]:
    """One for each correction that is not found in its report, the latest first."""
    for row in rows(connection):
        if row.state == "unanchored":
            each = row.correction
            what = f"the correction of “{row.was}” by {row.who} in report {each.report_id}"
            yield Notice(
                f"{what} has no effect: {row.reason}",
                f"put right what stands there now, or take it back: onrecord correct undo {each.id}",
            )


def examples(connection: Connection) -> Iterator[CorrectedReport]:
    """Every report in which a correction of a quotation holds, by id."""
    for identity, some in sorted(_by_report(connection, None).items()):
        held = [row for row in _stated(connection, identity, some) if row.holds]
        quotations = [row for row in held if row.correction.what != "deadline"]
        if quotations:
            yield _example(connection, correct_finding.current(connection, identity)[1], quotations)


def _example(connection: Connection, stored: StoredReport, held: Sequence[CorrectionRow]) -> CorrectedReport:
    text, digest = stored.report.text, stored.version.text_sha256
    denied = [
        span
        for row in held
        if row.correction.what == "none"
        for span in placed(
            row.correction.anchors, text, same=row.correction.text_sha256 == digest, needed="content"
        )["content"]
    ]
    return CorrectedReport(
        report_id=stored.id,
        name=stored.report.name,
        text=text,
        text_sha256=digest,
        quotations=stored.quotations,
        corrected={each: ids for each, ids in correct_finding.marks_in(connection, stored.id).items() if ids},
        denied=tuple(sorted(denied)),
        whole=any(row.correction.whole for row in held),
        corrections=tuple(held),
    )


def _by_report(connection: Connection, report: str | None) -> dict[str, list[Correction]]:
    found: dict[str, list[Correction]] = defaultdict(list)
    for each in correct_loading.corrections(connection, report):
        found[each.report_id].append(each)
    return found


def _stated(connection: Connection, report: str, some: Sequence[Correction]) -> Iterator[CorrectionRow]:
    """The corrections of one report with what has become of each."""
    outcomes = _outcomes(connection, report, some)
    for each in some:
        outcome = outcomes.get(each.id) or _undone(connection, each)
        target = outcome.target and f"{report}-{outcome.target}"
        yield CorrectionRow(each, outcome.state, target, outcome.by, outcome.reason, outcome.before)


def _outcomes(connection: Connection, report: str, some: Sequence[Correction]) -> dict[str, Outcome]:
    held, stored = correct_finding.current(connection, report)
    said = correct_keeping.said(connection, held["key"])
    found = dict(apply(stored.report, stored.quotations if said is None else said, some).outcomes)
    if any(each.what == "deadline" and each.undone_at is None for each in some):
        found |= ledger_deriving.read_ledger(connection, stored)[1].outcomes
    return found


def _undone(connection: Connection, each: Correction) -> Outcome:
    if each.what == "deadline":
        return Outcome("undone", each.target)
    return Outcome("undone", correct_finding.where_now(connection, each.report_id, each.made or each.target))
