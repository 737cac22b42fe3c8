"""The knowledge base's tables: the articles, and which entry quotes which."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.knowledge import Kind, Occasion, State
from deskapp.domain.reception import Channel
from deskapp.domain.reception import Kind as EntryKind
from deskapp.models.base import Base, Id, StaffId, Str, Versioned, Word, one_of


class Article(Versioned, Base):
    """An article. It belongs to no unit: everybody reads all of them."""

    __tablename__ = "article"
    __table_args__ = (
        one_of("state", State),
        one_of("kind", Kind),
        CheckConstraint("kind <> 'words' OR occasion IS NOT NULL", name="words_when"),
        CheckConstraint("state <> 'withdrawn' OR withdrawn_why <> ''", name="withdrawn_why"),
        Index("ix_article_state", "state", "kind"),
    )

    unit_id: ClassVar[None] = None
    unit_code: ClassVar[str] = ""

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(String(24), unique=True)
    client_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    state: Mapped[State] = mapped_column(Word(State))
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    occasion: Mapped[Occasion | None] = mapped_column(Word(Occasion))
    channel: Mapped[Channel | None] = mapped_column(Word(Channel))
    title: Mapped[Str]
    title_en: Mapped[Str]
    answer: Mapped[Str]
    keywords: Mapped[Str]
    applies_to: Mapped[EntryKind | None] = mapped_column(Word(EntryKind))
    clause: Mapped[Str]
    created_at: Mapped[datetime]
    author_id: Mapped[StaffId]
    withdrawn_why: Mapped[Str]


class Quote(Base):
    """An entry of some register quotes an article or a notice (``REC-6``): one at most, counted once.

    Kept apart from the article: being quoted is no new version of it.
    """

    __tablename__ = "quote"
    __table_args__ = (UniqueConstraint("register", "entry_id"), Index("ix_quote_number", "number", "at"))

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(String(24))
    register: Mapped[str] = mapped_column(String(24))
    entry_id: Mapped[int] = mapped_column(BigInteger())
    at: Mapped[datetime]
