"""The duty log 值班记录: written, put right by a further entry, countersigned; never changed [001·5·4.1.8]."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select

from deskapp.domain.calendar import DayKind
from deskapp.domain.common import Change, Ref
from deskapp.domain.duty_log import (
    REGISTER,
    CorrectDraft,
    Head,
    Kind,
    LogDraft,
    LogEntry,
    LogPage,
    SignDraft,
    SignedDay,
)
from deskapp.domain.duty_log import WRITTEN as BY_HAND
from deskapp.domain.people import COUNTER_AND_STEWARD, EVERYONE, OFFICE
from deskapp.errors import DeskError, Invalid, NotFound, Problem
from deskapp.models.drafts import FormDraftRow
from deskapp.models.duty_log import DutyLogBody, DutyLogRow, DutySign
from deskapp.models.staff import Staff
from deskapp.services import duty_chain, journal, times
from deskapp.services.calendar import CalendarService
from deskapp.services.duty_arrivals import DutyArrivals
from deskapp.services.journal import ZERO, commit_to
from deskapp.services.verbs import Tx, reads, writes

#: What the journal calls a countersignature.
SIGNATURE = "duty_sign"
#: A page of the log has so many days at most.
MOST_DAYS = 62


class DutyLogService(DutyArrivals):
    """One book for the counter: entries by sequence, each bound to the one before."""

    name = REGISTER

    @writes(COUNTER_AND_STEWARD)
    def write(self, tx: Tx, draft: LogDraft) -> Change:
        """Write down what happened (``DUTY-3``); there is no way to change it afterwards."""
        if before := self._same_client(tx, draft.client_id):
            return before
        problems = [*self.problems(tx, draft), *times.late_entry(draft)]
        if draft.kind not in BY_HAND:
            problems.append(Problem("kind", "unknown_choice", {"value": draft.kind.value}))
        self.validated(tx, draft, *problems)
        said = {"text": draft.text.strip(), "late": draft.happened_reason.strip()}
        return self._change(tx, self.append(tx, draft.kind, said, at=draft.happened_at, client_id=draft.client_id))

    @writes(COUNTER_AND_STEWARD)
    def correct(self, tx: Tx, seq: int, draft: CorrectDraft) -> Change:
        """Put an entry right by a new one that names it: the old one stays, struck through on screen and paper."""
        if before := self._same_client(tx, draft.client_id):
            return before
        self.validated(tx, draft)
        old = tx.session.get(DutyLogRow, seq)
        if old is None:
            raise NotFound(number=f"#{seq}")
        newer = tx.session.scalar(select(DutyLogRow.seq).where(DutyLogRow.corrects == seq))
        if newer is not None:
            raise DeskError("log_corrected_already", seq=seq, by=newer)
        said = {"text": draft.text.strip(), "reason": draft.reason.strip()}
        row = self.append(tx, Kind.CORRECTION, said, at=old.at, corrects=seq, client_id=draft.client_id)
        return self._change(tx, row)

    def append(
        self,
        tx: Tx,
        kind: Kind,
        said: dict[str, Any],
        *,
        at: datetime | None = None,
        corrects: int | None = None,
        about: Ref | None = None,
        client_id: str = "",
    ) -> DutyLogRow:
        """One more entry, inside the transaction of whatever it is about."""
        before = duty_chain.last(tx)
        body = json.dumps({name: value for name, value in said.items() if value}, ensure_ascii=False)
        salt = os.urandom(16)
        row = DutyLogRow(
            seq=before.seq + 1 if before else 1, client_id=client_id or None, at=at or tx.now, recorded_at=tx.now,
            kind=kind, staff_id=tx.staff_id, corrects=corrects, register=about.register if about else "",
            entry_id=about.id if about else 0, commitment=commit_to(salt, body),
        )  # fmt: skip
        row.hash = duty_chain.bind(before.hash if before else ZERO, row)
        tx.session.add(row)
        tx.session.flush()
        tx.session.add(DutyLogBody(seq=row.seq, salt=salt, body=body))
        if client_id and (kept := tx.session.get(FormDraftRow, client_id)) is not None:
            tx.session.delete(kept)
        tx.session.flush()
        return row

    def _same_client(self, tx: Tx, client_id: str) -> Change | None:
        asked = select(DutyLogRow).where(DutyLogRow.client_id == client_id)
        row = tx.session.scalars(asked).first() if isinstance(client_id, str) and client_id else None
        return self._change(tx, row) if row is not None else None

    @staticmethod
    def _change(tx: Tx, row: DutyLogRow) -> Change:
        return Change(tx.verb, Ref(REGISTER, row.seq, f"#{row.seq}"), tuple(tx.also), tuple(tx.cautions))

    @writes(OFFICE)
    def sign(self, tx: Tx, draft: SignDraft) -> Change:
        """The supervisor has read a day's log and signs it, with the head it has now (``DUTY-5``)."""
        problems = self.problems(tx, draft)
        if draft.day is not None and draft.day > tx.now.astimezone().date():
            problems.append(Problem("day", "in_future", {"value": draft.day}))
        self.validated(tx, draft, *problems)
        assert draft.day is not None
        end = duty_chain.head(tx)
        row = DutySign(
            day=draft.day, at=tx.now, by_id=tx.staff_id, seq=end.seq, hash=bytes.fromhex(end.hash),
            remark=draft.remark.strip(),
        )  # fmt: skip
        tx.session.add(row)
        journal.write(tx, SIGNATURE, row, number=draft.day.isoformat())
        return Change(tx.verb, Ref(REGISTER, 0, draft.day.isoformat()), (), tuple(tx.cautions))

    # Reading.

    @reads(COUNTER_AND_STEWARD)
    def page(self, tx: Tx, since: date, until: date) -> LogPage:
        """The log of some days as it was written, each day with its countersignature (``DUTY-3``, ``DUTY-5``)."""
        return self.pages(tx, since, until)

    def pages(self, tx: Tx, since: date, until: date) -> LogPage:
        """The same, for whoever reads further things in the same look."""
        latest = since + timedelta(days=MOST_DAYS - 1)
        if not since <= until <= latest:
            raise Invalid(Problem("until", "out_of_range", {"min": since, "max": latest}))
        begin, end = (datetime.combine(day, time()).astimezone() for day in (since, until + timedelta(days=1)))
        rows = tx.session.scalars(
            select(DutyLogRow).where(DutyLogRow.at >= begin, DutyLogRow.at < end).order_by(DutyLogRow.seq)
        ).all()
        days = [since + timedelta(days=n) for n in range((until - since).days + 1)]
        return LogPage(
            since=since, until=until, entries=tuple(self._entries(tx, rows)), days=tuple(self._days(tx, days)),
            head=duty_chain.head(tx),
        )  # fmt: skip

    def _entries(self, tx: Tx, rows: Sequence[DutyLogRow]) -> Iterator[LogEntry]:
        seqs = [row.seq for row in rows]
        words = tx.session.execute(select(DutyLogBody.seq, DutyLogBody.body).where(DutyLogBody.seq.in_(seqs)))
        bodies = {seq: json.loads(body) if body else None for seq, body in words}
        newer = tx.session.execute(select(DutyLogRow.corrects, DutyLogRow.seq).where(DutyLogRow.corrects.in_(seqs)))
        corrected = dict(iter(newer))
        writers = select(Staff.id, Staff.name).where(Staff.id.in_({row.staff_id for row in rows}))
        names = dict(iter(tx.session.execute(writers)))
        for row in rows:
            said: dict[str, Any] = bodies.get(row.seq) or {}
            yield LogEntry(
                seq=row.seq, at=row.at, recorded_at=row.recorded_at, kind=row.kind, text=said.get("text", ""),
                happened_reason=said.get("late", ""), by=names.get(row.staff_id, ""), corrects=row.corrects,
                corrected_by=corrected.get(row.seq), reason=said.get("reason", ""),
                erased=bodies.get(row.seq) is None,
                about=Ref(row.register, row.entry_id, said.get("number", "")) if row.register else None,
            )  # fmt: skip

    def _days(self, tx: Tx, days: Iterable[date]) -> Iterator[SignedDay]:
        wanted = list(days)
        asked = select(DutySign, Staff.name).join(Staff, Staff.id == DutySign.by_id)
        signed = {
            row.day: (row, name)
            for row, name in tx.session.execute(asked.where(DutySign.day.in_(wanted)).order_by(DutySign.id))
        }
        for day in wanted:
            begin = datetime.combine(day, time()).astimezone()
            here = DutyLogRow.at >= begin, DutyLogRow.at < begin + timedelta(days=1)
            count = tx.session.scalar(select(func.count()).select_from(DutyLogRow).where(*here)) or 0
            row, name = signed.get(day, (None, ""))
            short = Head(seq=row.seq, count=row.seq, at=row.at, hash=row.hash.hex()).short if row else ""
            yield SignedDay(
                day=day, entries=count, signed_by=name, signed_at=row.at if row else None,
                remark=row.remark if row else "", head=short,
            )  # fmt: skip

    @reads(COUNTER_AND_STEWARD)
    def unsigned(self, tx: Tx, since: date) -> tuple[SignedDay, ...]:
        """The working days since a day, before today, whose log nobody has countersigned (``DUTY-5``)."""
        today = tx.now.astimezone().date()
        looks = self.core.service(CalendarService).looks(tx, since, today) if since <= today else {}
        days = [day for day, look in looks.items() if look.kind is DayKind.WORKING and day < today]
        return tuple(day for day in self._days(tx, days) if day.signed_at is None)

    @reads(EVERYONE)
    def head(self, tx: Tx) -> Head:
        """The end of the chain, as it is printed on every handover sheet (``DUTY-3``)."""
        return duty_chain.head(tx)


SERVICE = DutyLogService
