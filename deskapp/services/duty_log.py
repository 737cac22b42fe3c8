"""The duty log 值班记录: written, put right by a further entry, countersigned; never changed [001·5·4.1.8]."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from deskapp.domain.common import Change, Hit, Ref, TodayItem
from deskapp.domain.duty_arrivals import Arrival
from deskapp.domain.duty_log import (
    REGISTER,
    ChainState,
    CorrectDraft,
    EraseDraft,
    Head,
    Kind,
    LogDraft,
    LogEntry,
    LogPage,
    SignDraft,
    SignedDay,
    in_order,
)
from deskapp.domain.duty_log import WRITTEN as BY_HAND
from deskapp.domain.people import COUNTER_AND_STEWARD, EVERYONE, OFFICE, Role
from deskapp.errors import DeskError, Invalid, NotFound, Problem
from deskapp.models.duty_log import DutyLogBody, DutyLogRow, DutySign
from deskapp.services import drafts, duty_chain, duty_log_reads, journal, search_index, times
from deskapp.services.duty_log_reads import as_hit, begin_of, searchable
from deskapp.services.journal import ZERO, commit_to
from deskapp.services.roster_now import duty_now
from deskapp.services.verbs import Service, Tx, reads, writes

#: Who may erase a person's words: a decision of the office's head.
ERASERS = frozenset({Role.DIRECTOR})
#: So many entries are found at most.
MOST_FOUND = 100
#: What the journal calls a countersignature.
SIGNATURE = "duty_sign"
#: A page of the log has so many days at most.
MOST_DAYS = 62


class DutyLogService(Service):
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
        at = min(draft.happened_at or tx.now, tx.now)  # another machine's clock may be a little ahead
        return self._change(tx, self.append(tx, draft.kind, said, at=at, client_id=draft.client_id))

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
        at = min(old.at, tx.now)  # a clock that was set back since must not stop anybody from putting it right
        row = self.append(tx, Kind.CORRECTION, said, at=at, corrects=seq, client_id=draft.client_id)
        return self._change(tx, row)

    @writes(ERASERS)
    def erase(self, tx: Tx, seq: int, draft: EraseDraft) -> Change:
        """Erase the words of an entry for good, as a person has the right to ask for; the chain still proves the rest.

        Sequence, time, kind and writer stay; the journal keeps who erased it and why.
        """
        self.validated(tx, draft)
        row, body = tx.session.get(DutyLogRow, seq), tx.session.get(DutyLogBody, seq)
        if row is None or body is None:
            raise NotFound(number=f"#{seq}")
        if body.body == "":
            raise DeskError("log_erased_already", seq=seq)
        search_index.forget(tx.session, REGISTER, seq, searchable(seq, body.body))
        body.body, body.salt = "", b""
        tx.session.flush()
        reason = {"reason": [None, draft.reason.strip()]}
        journal.append(tx, tx.verb, REGISTER, seq, f"#{seq}", row.commitment, reason)
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
        search_index.put(tx.session, REGISTER, row.seq, searchable(row.seq, body))
        drafts.used(tx, client_id)
        tx.session.flush()
        return row

    def _same_client(self, tx: Tx, client_id: str) -> Change | None:
        row = drafts.made(tx, DutyLogRow, client_id)
        return self._change(tx, row) if row is not None else None

    @staticmethod
    def _change(tx: Tx, row: DutyLogRow) -> Change:
        return Change(tx.verb, Ref(REGISTER, row.seq, f"#{row.seq}"), tuple(tx.also), tuple(tx.cautions))

    @writes(COUNTER_AND_STEWARD)
    def arrive(self, tx: Tx) -> Arrival:
        """Somebody who can work at the counter signed in; the window says so each time, as often as it likes.

        Once in a shift it is written down if the roster has somebody else (``DUTY-6``). Without a published roster
        nothing is known, so nothing is said.
        """
        duty = duty_now(self.core, tx)
        if not duty.published or duty.rostered:
            return Arrival(rostered=duty.rostered, tell=False, logged=0, now=duty.now)
        since = max((each.since for each in duty.now), default=tx.midnight)  # of the shift, or of the day
        here = DutyLogRow.kind == Kind.NOT_ROSTERED, DutyLogRow.staff_id == tx.staff_id, DutyLogRow.at >= since
        known = tx.session.scalar(select(DutyLogRow.seq).where(*here).limit(1))
        seq = known or self.append(tx, Kind.NOT_ROSTERED, {"text": tx.actor.name if tx.actor else ""}).seq
        return Arrival(rostered=False, tell=known is None, logged=seq, now=duty.now)

    @writes(OFFICE)
    def sign(self, tx: Tx, draft: SignDraft) -> Change:
        """The supervisor has read a day's log and signs it, with the head it has now (``DUTY-5``)."""
        problems = self.problems(tx, draft)
        if draft.day is not None and draft.day > tx.now.astimezone().date():
            problems.append(Problem("day", "in_future", {"value": draft.day}))
        elif draft.day is not None and draft.seen is not None:
            (now,) = duty_log_reads.signed_days(self.core, tx, [draft.day])
            if now.last > draft.seen:
                problems.append(Problem("day", "log_unread", {"count": now.last}))
        self.validated(tx, draft, *problems)
        assert draft.day is not None
        end, remark = duty_chain.head(tx), draft.remark.strip()
        here = DutySign.day == draft.day, DutySign.by_id == tx.staff_id, DutySign.seq == end.seq
        before = tx.session.scalars(select(DutySign).where(*here)).first()
        if before is None:
            row = DutySign(
                day=draft.day, at=tx.now, by_id=tx.staff_id, seq=end.seq, hash=bytes.fromhex(end.hash), remark=remark
            )
            tx.session.add(row)
            journal.write(tx, SIGNATURE, row, number=draft.day.isoformat())
        elif before.remark != remark:
            raise Invalid(Problem("remark", "log_signed_already"))
        return Change(tx.verb, Ref(REGISTER, 0, draft.day.isoformat()), (), tuple(tx.cautions))

    # Reading.

    @reads(COUNTER_AND_STEWARD)
    def page(self, tx: Tx, since: date, until: date) -> LogPage:
        """The log of some days in order of time, each day with its countersignature (``DUTY-3``, ``DUTY-5``)."""
        latest = since + timedelta(days=MOST_DAYS - 1)
        if not since <= until <= latest:
            raise Invalid(Problem("until", "out_of_range", {"min": since, "max": latest}))
        return self.pages(tx, since, until)

    def pages(self, tx: Tx, since: date, until: date) -> LogPage:
        """The same of any span, for whoever reads further things in the same look."""
        here = DutyLogRow.at >= begin_of(since), DutyLogRow.at < begin_of(until + timedelta(days=1))
        rows = tx.session.scalars(select(DutyLogRow).where(*here).order_by(DutyLogRow.seq)).all()
        days = [since + timedelta(days=n) for n in range((until - since).days + 1)]
        return LogPage(
            since=since, until=until, entries=in_order(duty_log_reads.entries(tx, rows)),
            days=tuple(duty_log_reads.signed_days(self.core, tx, days)), head=duty_chain.head(tx),
        )  # fmt: skip

    @reads(COUNTER_AND_STEWARD)
    def detail(self, tx: Tx, id: int) -> LogEntry:
        """One entry."""
        row = tx.session.get(DutyLogRow, id)
        if row is None:
            raise NotFound(number=f"#{id}")
        return next(duty_log_reads.entries(tx, [row]))

    @reads(COUNTER_AND_STEWARD)
    def find(self, tx: Tx, text: str, limit: int = MOST_FOUND) -> tuple[LogEntry, ...]:
        """The entries with some words in them, the newest first (``ALL-5``)."""
        return tuple(duty_log_reads.found(tx, text, max(1, min(limit, MOST_FOUND))))

    @reads(COUNTER_AND_STEWARD)
    def unsigned(self, tx: Tx, since: date | None = None) -> tuple[SignedDay, ...]:
        """The days before today nobody has countersigned as they stand, the oldest first (``DUTY-5``).

        Every working day, and each day off on which something was written; from a day on, or from the log's first.
        """
        return tuple(duty_log_reads.unsigned(self.core, tx, since))

    @reads(EVERYONE)
    def head(self, tx: Tx) -> Head:
        """The end of the chain, as it is printed on every handover sheet (``DUTY-3``)."""
        return duty_chain.head(tx)

    @reads(COUNTER_AND_STEWARD)
    def chain(self, tx: Tx, head: str = "") -> ChainState:
        """Prove the whole log, and against a head from paper if one is typed in (``DUTY-3``)."""
        count, findings = duty_chain.check(tx, duty_chain.printed(head or None))
        return ChainState(head=duty_chain.head(tx), entries=count, findings=tuple(findings))

    # What the search box and Today ask.

    def open_to(self, tx: Tx) -> bool:
        """Whoever writes in it reads it (``roles.md``)."""
        return tx.acts_as(COUNTER_AND_STEWARD)

    def hits(self, tx: Tx, text: str, limit: int) -> list[Hit]:
        """Entries for the search box (``ALL-5``); of erased ones nothing is left to find."""
        return [as_hit(entry) for entry in duty_log_reads.found(tx, text, limit)]

    def by_number(self, tx: Tx, number: str) -> Ref | None:
        """An entry of a sequence, typed as it is printed: ``#128``."""
        seq = number[1:] if number.startswith("#") else ""
        row = tx.session.get(DutyLogRow, int(seq)) if seq.isdecimal() and len(seq) < 13 else None
        return Ref(REGISTER, row.seq, f"#{row.seq}") if row is not None else None

    def today(self, tx: Tx) -> Iterable[TodayItem]:
        """What whoever signs has not signed yet (``DUTY-5``)."""
        days = list(duty_log_reads.unsigned(self.core, tx)) if tx.acts_as(OFFICE) else []
        if len(days) == 1:
            day = days[0].day
            yield TodayItem(
                register=REGISTER, text="today.duty_log.unsigned_day", params={"day": day}, chip=day.isoformat()
            )
        elif days:
            params = {"first": days[0].day}
            yield TodayItem(
                register=REGISTER, text="today.duty_log.unsigned", params=params, count=len(days), chip="unsigned"
            )


SERVICE = DutyLogService
