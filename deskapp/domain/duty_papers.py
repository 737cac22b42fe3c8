"""What the papers of duty show: the roster for the wall, the duty log, the handover sheet (``DUTY-1`` to ``DUTY-5``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from deskapp.domain.duty_log import Head, LogPage
from deskapp.domain.handovers import HandoverDetail
from deskapp.domain.roster import CellChange, Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterPaper:
    """An edition for the wall, and what differs from the one before (``before`` is its number, 0 for none)."""

    sheet: Sheet
    before: int = 0
    changes: tuple[CellChange, ...] = ()

    @property
    def number(self) -> str:
        """What stands on it: ``2026-12/3``."""
        return self.sheet.number


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPaper:
    """The log of a day or a month: ``number`` is the period's name, ``heads`` the chain's end at each entry."""

    number: str
    page: LogPage
    heads: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRead:
    """A must-read note, and when whoever took over had read it (``DUTY-8``)."""

    number: str
    title: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverPaper:
    """A handover with the must-read notes that were in force."""

    detail: HandoverDetail
    notes: tuple[NoteRead, ...] = ()

    @property
    def number(self) -> str:
        """What stands on it: ``JJ-202611-0005``."""
        return self.detail.number


def typed_head(seq: int, short: str) -> str:
    """A head as it is typed in from paper for ``deskapp check --head``: ``128 ABCD-EFGH-IJKL-MNOP`` (``DUTY-3``)."""
    return f"{seq} {short}"


def head_code(head: Head) -> str:
    """A head as a code: what is typed, then count and time; in letters that every scanner types alike."""
    at = f" {head.at.astimezone():%Y-%m-%d %H:%M}" if head.at is not None else ""
    return f"{typed_head(head.seq, head.short)} {head.count}{at}"
