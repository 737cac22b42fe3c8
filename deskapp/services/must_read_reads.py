"""Must-read notes as the window reads them, and who has still to read what (``DUTY-8``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from deskapp.domain.common import TodayItem, Urgent
from deskapp.domain.must_read import REGISTER, NoteDetail, NoteRow, Reader, State
from deskapp.domain.people import OFFICE
from deskapp.models.base import inline
from deskapp.models.handovers import MustReadNote, MustReadReader
from deskapp.models.roster import RosterPerson
from deskapp.models.staff import Staff
from deskapp.services import journal
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.must_read import MustReadService

#: So many unread notes stand in Today singly.
MOST = 20


def in_force(tx: Tx) -> ColumnElement[bool]:
    """Notes to be read: not ended, and their day is not over."""
    today = tx.now.astimezone().date()
    still = or_(MustReadNote.until.is_(None), MustReadNote.until >= today)
    return and_(MustReadNote.state == inline(State.IN_FORCE), still)


def read_by(staff_id: int) -> ColumnElement[bool]:
    """Notes that somebody has read."""
    there = select(MustReadReader.id).where(MustReadReader.note_id == MustReadNote.id)
    return there.where(MustReadReader.staff_id == staff_id).exists()


def has_read(tx: Tx, row: MustReadNote, staff_id: int) -> bool:
    """Whether somebody's name stands with a note."""
    here = MustReadReader.note_id == row.id, MustReadReader.staff_id == staff_id
    return tx.session.scalar(select(MustReadReader.id).where(*here)) is not None


def unread(tx: Tx, staff_id: int) -> list[MustReadNote]:
    """The notes in force that somebody has not read, the oldest first (``DUTY-8``)."""
    asked = select(MustReadNote).where(in_force(tx), ~read_by(staff_id)).order_by(MustReadNote.id)
    return list(tx.session.scalars(asked))


def chip(tx: Tx, name: str) -> ColumnElement[bool] | None:
    """The condition of a chip."""
    conditions: dict[str, ColumnElement[bool] | None] = {
        "unread": and_(in_force(tx), ~read_by(tx.staff_id)),
        "in_force": in_force(tx),
        "all": None,
    }
    return conditions[name]


def as_rows(service: MustReadService, tx: Tx, found: Sequence[MustReadNote]) -> Iterator[NoteRow]:
    """Notes as the table shows them."""
    ids = [row.id for row in found]
    asked = select(MustReadReader.note_id, func.count()).where(MustReadReader.note_id.in_(ids))
    readers = dict(iter(tx.session.execute(asked.group_by(MustReadReader.note_id))))
    here = MustReadReader.note_id.in_(ids), MustReadReader.staff_id == tx.staff_id
    mine = set(tx.session.scalars(select(MustReadReader.note_id).where(*here)))
    names = service.staff_names(tx, (row.recorder_id for row in found))
    for row in found:
        yield NoteRow(
            id=row.id, version=row.version, number=row.number, state=row.state, at=row.written_at, title=row.title,
            until=row.until, read=row.id in mine, readers=readers.get(row.id, 0), handler=names[row.recorder_id],
        )  # fmt: skip


def detail(service: MustReadService, tx: Tx, row: MustReadNote) -> NoteDetail:
    """Everything about one note."""
    asked = select(MustReadReader, Staff.name).join(Staff, Staff.id == MustReadReader.staff_id)
    readers = tx.session.execute(asked.where(MustReadReader.note_id == row.id).order_by(MustReadReader.id)).all()
    names = service.staff_names(tx, (row.recorder_id,))
    return NoteDetail(
        **service.columns(row, NoteDetail),
        recorder=names[row.recorder_id],
        read=any(reader.staff_id == tx.staff_id for reader, _ in readers),
        readers=tuple(Reader(name=name, at=reader.at) for reader, name in readers),
        missing=_missing(tx, row) if row.state is State.IN_FORCE else (),
        linked=service.linked_to(tx, row),
        history=journal.history(tx.session, REGISTER, row.id),
    )


def today(service: MustReadService, tx: Tx) -> Iterator[TodayItem]:
    """What the person signed in has to read; for the office, what it has read and others have not (``DUTY-8``)."""
    params: dict[str, Any]
    for row in unread(tx, tx.staff_id)[:MOST]:
        params = {"number": row.number, "title": row.title}
        ref, text = service.ref(row), "today.must_read.unread"
        yield TodayItem(register=REGISTER, text=text, params=params, urgent=Urgent.SOON, ref=ref)
    if not tx.acts_as(OFFICE):
        return
    for row, count in _unread_by_others(tx):
        params = {"number": row.number, "title": row.title, "count": count}
        yield TodayItem(register=REGISTER, text="today.must_read.missing", params=params, ref=service.ref(row))


def _unread_by_others(tx: Tx) -> list[tuple[MustReadNote, int]]:
    """Notes in force with how many of those on the roster have not read them."""
    there = select(MustReadReader.id).where(
        MustReadReader.note_id == MustReadNote.id, MustReadReader.staff_id == RosterPerson.staff_id
    )
    asked = (
        select(MustReadNote, func.count())
        .select_from(MustReadNote)
        .join(RosterPerson, RosterPerson.on_roster.is_(True))
        .join(Staff, and_(Staff.id == RosterPerson.staff_id, Staff.active))
        .where(in_force(tx), read_by(tx.staff_id), ~there.exists())
        .group_by(MustReadNote.id)
        .order_by(MustReadNote.id)
        .limit(MOST)
    )
    return [(row, count) for row, count in tx.session.execute(asked)]


def _missing(tx: Tx, row: MustReadNote) -> tuple[str, ...]:
    """Who of those on the roster has not read it."""
    has = select(MustReadReader.staff_id).where(MustReadReader.note_id == row.id)
    asked = (
        select(Staff.name)
        .join(RosterPerson, RosterPerson.staff_id == Staff.id)
        .where(RosterPerson.on_roster, Staff.active, Staff.id.not_in(has))
        .order_by(Staff.code)
    )
    return tuple(tx.session.scalars(asked))
