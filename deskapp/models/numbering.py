"""Numbers by kind and month, without a gap (``ALL-1``)."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.models.base import Base


class NumberSeries(Base):
    """The last number given out for a prefix in a month (``JD``, ``202611``)."""

    __tablename__ = "number_series"

    prefix: Mapped[str] = mapped_column(String(8), primary_key=True)
    month: Mapped[str] = mapped_column(String(6), primary_key=True)
    last: Mapped[int]
