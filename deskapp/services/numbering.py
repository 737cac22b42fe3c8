"""Numbers by kind and month, with no gap; two counters never get the same one (``ALL-1``)."""

from __future__ import annotations

import unicodedata
from datetime import datetime

from sqlalchemy import bindparam, insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from deskapp.models.numbering import NumberSeries

_TAKE = (
    update(NumberSeries)
    .where(NumberSeries.prefix == bindparam("prefix_"), NumberSeries.month == bindparam("month_"))
    .values(last=NumberSeries.last + 1)
    .returning(NumberSeries.last)
)
_BEGIN = insert(NumberSeries)


def plain(text: str) -> str:
    """A number or code as it is kept: written large or small, in full or half width, it is the same."""
    return unicodedata.normalize("NFKC", text).strip().upper()


def next_number(session: Session, prefix: str, now: datetime) -> str:
    """The next number of ``prefix`` in the month of ``now`` (the office's local time), taken in this transaction.

    The row is locked by the update: whoever rolls back gives the number back, so there is no gap.
    """
    month = now.astimezone().strftime("%Y%m")
    series = {"prefix_": prefix, "month_": month}
    connection = session.connection()
    last = connection.execute(_TAKE, series).scalar()
    if last is None:
        try:
            with connection.begin_nested():
                connection.execute(_BEGIN, {"prefix": prefix, "month": month, "last": 1})
            last = 1
        except IntegrityError:
            # Another counter began the month in the same moment (PostgreSQL only).
            last = connection.execute(_TAKE, series).scalar_one()
    return f"{prefix}-{month}-{last:04d}"
