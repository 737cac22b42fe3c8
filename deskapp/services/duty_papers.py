"""The papers of duty, each read in one look: roster, duty log, handover sheet (``DUTY-1`` to ``DUTY-5``)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select

from deskapp.domain.common import Option
from deskapp.domain.duty_log import Head
from deskapp.domain.duty_papers import HandoverPaper, LogPaper, NoteRead, RosterPaper
from deskapp.domain.must_read import State as NoteState
from deskapp.domain.people import COUNTER_AND_STEWARD, OFFICE
from deskapp.domain.roster import PUBLIC, State
from deskapp.errors import NotFound
from deskapp.models.duty_log import DutyLogRow
from deskapp.models.handovers import Handover, MustReadNote, MustReadReader
from deskapp.models.roster import RosterSheet
from deskapp.services import handover_reads, periods, roster_reads
from deskapp.services.duty_log import DutyLogService
from deskapp.services.handovers import HandoverService
from deskapp.services.roster import RosterService
from deskapp.services.verbs import Service, Tx, reads


class DutyPapersService(Service):
    """What ``deskapp.paper`` draws of the duty registers."""

    name = "duty_papers"

    @reads(COUNTER_AND_STEWARD)
    def roster(self, tx: Tx, id: int) -> RosterPaper:
        """One edition, and what differs from the edition before it (``DUTY-2``); drafts are the office's own."""
        row = tx.session.get(RosterSheet, id)
        if row is None or not (row.state in PUBLIC or tx.acts_as(OFFICE)):
            raise NotFound(number=f"#{id}")
        sheet = roster_reads.sheet(self.core.service(RosterService), tx, row)
        before = _hung_before(tx, row)
        if before is None:
            return RosterPaper(sheet=sheet)
        return RosterPaper(sheet=sheet, before=before.edition, changes=roster_reads.changes(tx, before, row))

    @reads(COUNTER_AND_STEWARD)
    def editions(self, tx: Tx) -> tuple[Option, ...]:
        """Every edition by its number (``2026-12/3``); a month alone is its published one, else the office's draft."""
        order = RosterSheet.month, RosterSheet.state != State.PUBLISHED, RosterSheet.edition.desc()
        rows = tx.session.scalars(select(RosterSheet).order_by(*order))
        seen = [row for row in rows if row.state in PUBLIC or (tx.acts_as(OFFICE) and row.state is State.DRAFT)]
        return tuple(Option(id=row.id, text=row.month, code=f"{row.month}/{row.edition}") for row in seen)

    @reads(COUNTER_AND_STEWARD)
    def log(self, tx: Tx, id: int) -> LogPaper:
        """The duty log of a day (20261121) or a month (202611), and where the chain stood at each (``DUTY-3``)."""
        found = periods.period(id)
        since, until = found.since.astimezone().date(), (found.until - timedelta(hours=12)).astimezone().date()
        page = self.core.service(DutyLogService).pages(tx, since, until)
        seqs = [entry.seq for entry in page.entries]
        asked = select(DutyLogRow.seq, DutyLogRow.hash).where(DutyLogRow.seq.in_(seqs))
        heads = {seq: _short(seq, digest) for seq, digest in tx.session.execute(asked)}
        return LogPaper(number=found.name, page=page, heads=heads)

    @reads(COUNTER_AND_STEWARD)
    def handover(self, tx: Tx, id: int) -> HandoverPaper:
        """A handover with the notes that were in force when it was taken, or are now (``DUTY-8``)."""
        service = self.core.service(HandoverService)
        row: Handover = service.load(tx, id)
        return HandoverPaper(detail=handover_reads.detail(service, tx, row), notes=tuple(_notes(tx, row)))


def _hung_before(tx: Tx, row: RosterSheet) -> RosterSheet | None:
    """The edition that hung on the wall before one: a swap may have been published since that one was begun."""
    asked = select(RosterSheet).where(RosterSheet.month == row.month, RosterSheet.state.in_(PUBLIC))
    if row.published_at is not None:
        same = and_(RosterSheet.published_at == row.published_at, RosterSheet.edition < row.edition)
        asked = asked.where(or_(RosterSheet.published_at < row.published_at, same))
    return tx.session.scalars(asked.order_by(RosterSheet.published_at.desc(), RosterSheet.edition.desc())).first()


def _short(seq: int, digest: bytes) -> str:
    return Head(seq=seq, count=seq, at=None, hash=digest.hex()).short


def _notes(tx: Tx, row: Handover) -> Iterator[NoteRead]:
    at = row.taken_at or tx.now
    read: dict[int, datetime] = {}
    if row.incoming_id is not None:
        mine = select(MustReadReader.note_id, MustReadReader.at).where(MustReadReader.staff_id == row.incoming_id)
        read = {note: when for note, when in tx.session.execute(mine) if when <= at}
    still = or_(MustReadNote.until.is_(None), MustReadNote.until >= at.astimezone().date())
    ended = or_(MustReadNote.ended_at.is_(None), MustReadNote.ended_at > at)
    there = and_(MustReadNote.written_at <= at, MustReadNote.state != NoteState.VOIDED, still, ended)
    for note in tx.session.scalars(select(MustReadNote).where(there).order_by(MustReadNote.id)):
        yield NoteRead(number=note.number, title=note.title, at=read.get(note.id))


SERVICE = DutyPapersService
