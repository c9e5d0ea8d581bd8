"""What was fetched, into the record: a page's or an article's report, or a feed's items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from onrecord.core import Report
from onrecord.core.phrases import counted
from onrecord.read.feeds import from_feed
from onrecord.read.fetching import Fetched
from onrecord.read.reading import from_fetched
from onrecord.read.skips import Skip, UnreadableError
from onrecord.record import Refused
from onrecord.watch.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Intake:
    """Takes in reports, one by one; `counts` is what became of them: new, version, unchanged, skipped."""

    shelf: Shelf
    max_bytes: int
    log: Callable[[str], None]
    counts: Counter[str] = field(default_factory=Counter)

    def page(self, fetched: Fetched) -> None:
        """Take in what is at an address; raises ReadError or UnreadableError where that is no report."""
        skips: list[Skip] = []
        reports = 0
        for report in from_fetched(fetched, on_skip=skips.append, max_bytes=self.max_bytes):
            self._take(report)
            reports += 1
        if not reports:
            raise UnreadableError(skips[0].why if skips else "it holds no report")
        self._leave_out(skips)

    def items(self, fetched: Fetched, name: str) -> None:
        """Take in the items of a feed as they stand in it; raises UnreadableError where it is no feed."""
        self._leave_out(self._items(from_feed(fetched.data, name, fetched.url)))

    def _items(self, items: Iterator[Report | Skip]) -> Iterator[Skip]:
        for item in items:
            if isinstance(item, Skip):
                yield item
            else:
                self._take(item)

    def _leave_out(self, skips: Iterable[Skip]) -> None:
        for skip in skips:
            self.counts["skipped"] += 1
            self.log(f"{skip.where}: {skip.why}; passed over")

    def _take(self, report: Report) -> None:
        try:
            taken = self.shelf.take(report)
        except Refused as refusal:
            self._leave_out([Skip(report.source, str(refusal))])
            return
        self.counts[taken.status] += 1
        if taken.status != "unchanged":
            what = "new" if taken.status == "new" else "a new version"
            self.log(f"{report.source}: {what}, {counted(taken.quotations, 'quotation')}")
