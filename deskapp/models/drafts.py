"""Half-written forms (``ALL-7``)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.models.base import Base, StaffId


class FormDraftRow(Base):
    """What stands in one form of one person; dropped when the form is saved."""

    __tablename__ = "form_draft"

    client_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[StaffId]
    place: Mapped[str] = mapped_column(String(80))
    body: Mapped[str]
    saved_at: Mapped[datetime]
