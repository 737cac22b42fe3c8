"""Who works here, with role and PIN."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.people import Role
from deskapp.models.base import Base, Id, Str, Versioned, Word, one_of


class Staff(Versioned, Base):
    """A member of staff; never deleted, only closed. ``pin_hash`` is Argon2id in its own format."""

    __tablename__ = "staff"
    __table_args__ = (one_of("role", Role),)

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    role: Mapped[Role] = mapped_column(Word(Role))
    phone: Mapped[Str]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    active: Mapped[bool] = mapped_column(default=True)
    pin_hash: Mapped[Str]
