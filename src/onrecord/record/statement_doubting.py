"""Pairs of quotations that may relay one statement and were not joined: what a person should look at."""

from __future__ import annotations

from sqlalchemy import Connection, and_, exists, or_, select

from onrecord.record import statement_schema
from onrecord.record.statement_quotes import quotes_of
from onrecord.record.statement_rows import StatementDoubt

LIKELY = 0.5
"""From this probability on: below it a pair is likelier not to be one than to be."""

_likeness, _judgement = statement_schema.likeness.c, statement_schema.statement_judgement.c
_later, _earlier = statement_schema.relay.alias("later_relay"), statement_schema.relay.alias("earlier_relay")
_JUDGED = exists().where(
    _judgement.undone_at.is_(None),
    or_(
        and_(_judgement.one == _later.c.id, _judgement.other == _earlier.c.id),
        and_(_judgement.one == _earlier.c.id, _judgement.other == _later.c.id),
    ),
)
_DOUBTED = (
    select(_earlier.c.id.label("one"), _later.c.id.label("other"), _likeness.same, _likeness.why)
    .select_from(
        statement_schema.likeness.join(_later, _later.c.key == _likeness.later).join(
            _earlier, _earlier.c.key == _likeness.earlier
        )
    )
    .where(
        _likeness.decision != "same",
        _likeness.same >= LIKELY,
        _likeness.why.is_not(None),
        _later.c.statement_id != _earlier.c.statement_id,
        ~_JUDGED,
    )
    .order_by(_likeness.same.desc(), _likeness.later, _likeness.earlier)
)


def doubts(connection: Connection, limit: int) -> list[StatementDoubt]:
    """The pairs of different statements, the likeliest to be one first; what a person decided is left out.

    Looks at every pair that was compared.
    """
    rows = connection.execute(_DOUBTED.limit(limit)).all()
    quotes = quotes_of(connection, sorted({each for row in rows for each in (row.one, row.other)}))
    return [
        StatementDoubt(quotes[row.one], quotes[row.other], row.same, row.why)
        for row in rows
        if row.one in quotes and row.other in quotes
    ]
