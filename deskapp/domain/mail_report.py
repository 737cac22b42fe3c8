"""The month's mail report 邮件月报表: what came, went out, went back, lay too long, and how soon it was fetched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from deskapp.domain.mail import Kind

#: The counted figures of a row, in the order of its columns.
FIGURES = ("came", "collected", "returned", "unknown", "damaged", "missing", "overdue")
#: How long it took, after them.
TIMES = ("median", "ninth")
#: What came in bulk.
BULK = ("deliveries", "letters", "newspapers")


@dataclass(frozen=True, slots=True, kw_only=True)
class MailFigures:
    """The items of one kind, of one carrier (an empty one: not known), or all of them (neither).

    ``in_time`` are among those ``collected`` and ``unknown_in_time`` among the ``unknown_returned``: no clock of theirs
    had run out. ``overdue`` lay here too long when the month was over. ``median`` and ``ninth`` (nine of ten were
    faster) are from check-in to pickup; None where nothing was fetched.
    """

    kind: Kind | None = None
    carrier: str | None = None
    came: int = 0
    collected: int = 0
    returned: int = 0
    unknown: int = 0
    damaged: int = 0
    missing: int = 0
    overdue: int = 0
    in_time: int = 0
    unknown_returned: int = 0
    unknown_in_time: int = 0
    median: timedelta | None = None
    ninth: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailReport:
    """One month. ``at`` is the moment it stands for: its end, or now; None where it is still to come.

    ``days`` has what came in and what was fetched on each day of the month; ``letters`` and ``newspapers`` are what came
    in bulk in so many ``deliveries`` (``MAIL-1``).
    """

    number: str
    at: datetime | None
    total: MailFigures
    kinds: tuple[MailFigures, ...] = ()
    carriers: tuple[MailFigures, ...] = ()
    days: tuple[tuple[int, int], ...] = ()
    deliveries: int = 0
    letters: int = 0
    newspapers: int = 0

    @property
    def empty(self) -> bool:
        """Nothing came, nothing left, nothing lay here."""
        return not any(getattr(self.total, name) for name in FIGURES)


def percent(part: int, whole: int) -> str:
    """A share as it is written: of nothing there is none (``reports.md``)."""
    return f"{100 * part / whole:.1f}%" if whole else "–"


def shares(total: MailFigures) -> dict[str, str]:
    """The shares of a month, by the names of their words."""
    return {
        "fetched_in_time": percent(total.in_time, total.collected),
        "sent_back": percent(total.returned, total.collected + total.returned),
        "unknown_back_in_time": percent(total.unknown_in_time, total.unknown_returned),
    }


def hours(span: timedelta | None) -> float | None:
    """A length of time in hours, to a tenth."""
    return round(span.total_seconds() / 3600, 1) if span is not None else None
