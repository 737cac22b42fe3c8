"""Numbers by kind and month, with no gap; two counters never get the same one (``ALL-1``)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from deskapp.models.numbering import NumberSeries


def next_number(session: Session, prefix: str, now: datetime) -> str:
    """The next number of ``prefix`` in the month of ``now`` (the office's local time), taken in this transaction.

    The row is locked by the update: whoever rolls back gives the number back, so there is no gap.
    """
    month = now.astimezone().strftime("%Y%m")
    here = (NumberSeries.prefix == prefix) & (NumberSeries.month == month)
    last = session.execute(
        update(NumberSeries).where(here).values(last=NumberSeries.last + 1).returning(NumberSeries.last)
    ).scalar()
    if last is None:
        session.execute(insert(NumberSeries).values(prefix=prefix, month=month, last=1))
        last = 1
    return f"{prefix}-{month}-{last:04d}"
