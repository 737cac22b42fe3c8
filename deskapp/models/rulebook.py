"""The office's own values of the rulebook; what is not here has its default."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.models.base import Base, Id, StaffId


class RuleValue(Base):
    """One number changed by the office."""

    __tablename__ = "rule_value"

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(60), unique=True)
    value: Mapped[str] = mapped_column(String(60))
    since: Mapped[datetime]
    by_id: Mapped[StaffId]
