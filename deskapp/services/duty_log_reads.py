"""What the duty log shows: entries with their words and corrections, days with their countersignatures."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from deskapp.domain.calendar import DayKind
from deskapp.domain.common import Hit, Ref
from deskapp.domain.duty_log import REGISTER, Head, LogEntry, SignedDay
from deskapp.models.duty_log import DutyLogBody, DutyLogRow, DutySign
from deskapp.models.journal import JournalBody, JournalRow
from deskapp.models.staff import Staff
from deskapp.services import dialects, duty_chain, search_index
from deskapp.services.calendar import CalendarService
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.office import Core

#: Nobody signs what is older than that: the list begins so many days ago at most.
LONGEST = 366
#: A hit of the search box shows so much of the words.
_SHOWN = 120


def begin_of(day: date) -> datetime:
    """When a day of the office begins."""
    return datetime.combine(day, time()).astimezone()


def searchable(seq: int, body: str) -> Searchable:
    """The words an entry is found by: its text, why it came late or was put right, the number it is about."""
    said: dict[str, Any] = json.loads(body) if body else {}
    texts = tuple(filter(None, (said.get(name, "") for name in ("text", "late", "reason"))))
    return Searchable(numbers=tuple(filter(None, (said.get("number", ""),))), texts=texts)


def _searchables(session: Session, seqs: Sequence[int]) -> dict[int, Searchable]:
    asked = select(DutyLogBody.seq, DutyLogBody.body).where(DutyLogBody.seq.in_(seqs), DutyLogBody.body != "")
    return {seq: searchable(seq, body) for seq, body in session.execute(asked)}


def found(tx: Tx, words: str, limit: int) -> Iterator[LogEntry]:
    """The entries with some words in them, the newest first."""
    seqs = search_index.find(tx.session, REGISTER, words, limit, _searchables)
    rows = tx.session.scalars(select(DutyLogRow).where(DutyLogRow.seq.in_(seqs)).order_by(DutyLogRow.seq.desc()))
    return entries(tx, rows.all())


def as_hit(entry: LogEntry) -> Hit:
    """An entry as the search box shows it."""
    return Hit(
        ref=Ref(REGISTER, entry.seq, f"#{entry.seq}"), title=f"#{entry.seq} {entry.by}",
        subtitle=entry.text[:_SHOWN], state=f"{REGISTER}.kind.{entry.kind}", at=entry.at,
    )  # fmt: skip


class _Erasure(NamedTuple):
    at: datetime
    by: str
    reason: str


def _erasures(tx: Tx, seqs: Sequence[int]) -> dict[int, _Erasure]:
    asked = (
        select(JournalRow.entry_id, JournalRow.at, Staff.name, JournalBody.body)
        .join(JournalBody, JournalBody.seq == JournalRow.seq)
        .outerjoin(Staff, Staff.id == JournalRow.staff_id)
        .where(
            JournalRow.register == REGISTER, JournalRow.verb == duty_chain.ERASED, JournalRow.entry_id.in_(seqs)
        )
    )  # fmt: skip
    return {
        seq: _Erasure(at, name or "", str(json.loads(body or "{}").get("reason", (None, ""))[1]))
        for seq, at, name, body in tx.session.execute(asked)
    }


def entries(tx: Tx, rows: Sequence[DutyLogRow]) -> Iterator[LogEntry]:
    """Rows with their words, by whom, and which entry puts which right (``DUTY-3``)."""
    seqs = [row.seq for row in rows]
    words = tx.session.execute(select(DutyLogBody.seq, DutyLogBody.body).where(DutyLogBody.seq.in_(seqs)))
    bodies: dict[int, dict[str, Any] | None] = {seq: json.loads(body) if body else None for seq, body in words}
    newer = tx.session.execute(select(DutyLogRow.corrects, DutyLogRow.seq).where(DutyLogRow.corrects.in_(seqs)))
    corrected: dict[int | None, int] = dict(iter(newer))
    writers = select(Staff.id, Staff.name).where(Staff.id.in_({row.staff_id for row in rows}))
    names: dict[int, str] = dict(iter(tx.session.execute(writers)))
    gone = [seq for seq in seqs if bodies.get(seq) is None]
    erased = _erasures(tx, gone) if gone else {}
    for row in rows:
        said = bodies.get(row.seq) or {}
        by = erased.get(row.seq)
        yield LogEntry(
            seq=row.seq, at=row.at, recorded_at=row.recorded_at, kind=row.kind, text=said.get("text", ""),
            happened_reason=said.get("late", ""), by=names.get(row.staff_id, ""), corrects=row.corrects,
            corrected_by=corrected.get(row.seq), reason=said.get("reason", ""), erased=bodies.get(row.seq) is None,
            about=Ref(row.register, row.entry_id, said.get("number", "")) if row.register else None,
            erased_at=by.at if by else None, erased_by=by.by if by else "", erased_reason=by.reason if by else "",
        )  # fmt: skip


class _Day(NamedTuple):
    entries: int
    last: int
    since: int


def _counted(tx: Tx, days: Sequence[date], signed: dict[date, int]) -> dict[int, _Day]:
    """By its place in the list: how many entries a day has, its highest sequence, how many came after its signature."""
    spans = [(_kept(day), _kept(day + timedelta(days=1)), signed.get(day, 0)) for day in days]
    # The days come as one parameter: a year of them as 366 rows takes longer to put into words than to answer.
    asked = text(
        "SELECT place, count(seq), max(seq), count(CASE WHEN seq > number THEN 1 END) "
        f"FROM {dialects.adapter_of(tx.session).spans()} AS spans "
        f"LEFT JOIN {DutyLogRow.__tablename__} ON at >= since AND at < until GROUP BY place"
    )
    found = tx.session.execute(asked, {"spans": json.dumps(spans)})
    return {place: _Day(count, last or 0, since) for place, count, last, since in found}


def _kept(day: date) -> str:
    """When a day begins, as a column keeps it."""
    return f"{begin_of(day).astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"


def signed_days(core: Core, tx: Tx, days: Sequence[date]) -> Iterator[SignedDay]:
    """Some days in order, each with its last countersignature and what was written after it (``DUTY-5``)."""
    if not days:
        return
    columns = DutySign.day, DutySign.at, DutySign.seq, DutySign.hash, DutySign.remark, Staff.name
    asked = select(*columns).join(Staff, Staff.id == DutySign.by_id)
    here = asked.where(DutySign.day.between(days[0], days[-1])).order_by(DutySign.id)
    signs = {row.day: row for row in tx.session.execute(here)}
    counted = _counted(tx, days, {day: row.seq for day, row in signs.items()})
    looks = core.service(CalendarService).looks(tx, days[0], days[-1])
    for place, day in enumerate(days):
        row = signs.get(day)
        there = counted.get(place, _Day(0, 0, 0))
        short = Head(seq=row.seq, count=row.seq, at=row.at, hash=row.hash.hex()).short if row else ""
        yield SignedDay(
            day=day, entries=there.entries, signed_by=row.name if row else "", signed_at=row.at if row else None,
            remark=row.remark if row else "", head=short, since=there.since if row else 0, last=there.last,
            rest=looks[day].kind is DayKind.REST,
        )  # fmt: skip


def unsigned(core: Core, tx: Tx, since: date | None = None) -> Iterator[SignedDay]:
    """The days before today that are not countersigned as they stand, the oldest first (``DUTY-5``) [001·5·4.2.3]."""
    today = tx.now.astimezone().date()
    begin = max(since or date.min, today - timedelta(days=LONGEST))
    yield from lacking(core, tx, [begin + timedelta(days=n) for n in range((today - begin).days)])


def lacking(core: Core, tx: Tx, days: Sequence[date]) -> Iterator[SignedDay]:
    """Those of some days, since the log was begun and before today, that are not countersigned as they stand.

    A day off counts where something was written: the supervisor reads it on coming back.
    """
    first = tx.session.scalar(select(func.min(DutyLogRow.at)))
    if first is None:
        return
    begun, today = first.astimezone().date(), tx.now.astimezone().date()
    for day in signed_days(core, tx, [day for day in days if begun <= day < today]):
        if not day.signed and (day.entries or not day.rest):
            yield day
