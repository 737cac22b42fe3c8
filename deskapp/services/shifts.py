"""Shifts: kept by the office, no longer used instead of removed (``DUTY-1``) [001·5·4.1.2]."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import func, select

from deskapp.domain.common import Change, Ref
from deskapp.domain.people import EVERYONE, OFFICE
from deskapp.domain.shifts import REGISTER, Colour, Shift, ShiftDraft
from deskapp.errors import Conflict, NotFound, Problem
from deskapp.models.roster import RosterPerson, ShiftRow
from deskapp.models.staff import Staff
from deskapp.resources import resource
from deskapp.services import drafts, journal
from deskapp.services.verbs import Service, Tx, reads, writes

#: What the journal calls those who take part in the roster.
PERSON = "roster_person"


@cache
def starting_shifts() -> tuple[dict[str, Any], ...]:
    """The shifts a new office begins with: early and late within the duty hours, and the whole day."""
    return tuple(tomllib.loads(resource("shifts.toml").read_text(encoding="utf-8"))["shift"])


class ShiftService(Service):
    """Which shifts there are."""

    name = REGISTER
    model = ShiftRow

    def furnish(self, tx: Tx) -> None:
        """A new office begins with the usual shifts."""
        for position, known in enumerate(starting_shifts()):
            row = ShiftRow(**known | {"colour": Colour(known["colour"])}, position=position, active=True)
            tx.session.add(row)
            journal.write(tx, REGISTER, row, number=row.short)

    @writes(OFFICE)
    def save(self, tx: Tx, draft: ShiftDraft) -> Change:
        """Add a shift or change one: rosters that have it follow. A stale version is a Conflict."""
        if (made := drafts.made(tx, ShiftRow, draft.client_id)) is not None:
            return self._change(tx, made)
        self.validated(tx, draft, *self._problems(tx, draft))
        row = self._load(tx, draft.id, draft.version) if draft.id else ShiftRow(version=0, active=True)
        old, row.letter = row.letter, draft.letter.strip().lower()
        row.name, row.short = draft.name.strip(), draft.short.strip()
        row.starts, row.ends, row.pause = _clock(draft.starts), _clock(draft.ends), draft.pause
        row.colour, row.late = draft.colour, draft.late
        row.cover_working, row.cover_weekend = draft.cover_working, draft.cover_weekend
        row.cover_holiday = draft.cover_holiday
        drafts.used(tx, draft.client_id)
        if not draft.id:
            row.client_id = draft.client_id or None
            row.position = tx.session.scalar(select(func.count()).select_from(ShiftRow)) or 0
            tx.session.add(row)
        elif old != row.letter:
            self._called_otherwise(tx, old, row.letter)
        return self._saved(tx, row)

    @staticmethod
    def _called_otherwise(tx: Tx, old: str, new: str) -> None:
        """Whoever may take a shift by its old letter may take it by the new one."""
        named = select(RosterPerson, Staff.code).join(Staff, Staff.id == RosterPerson.staff_id)
        for person, code in tx.session.execute(named.where(RosterPerson.shifts.contains(old, autoescape=True))):
            person.shifts = person.shifts.replace(old, new)
            person.version += 1
            journal.write(tx, PERSON, person, number=code)

    def _problems(self, tx: Tx, draft: ShiftDraft) -> Iterator[Problem]:
        bad = {problem.field for problem in self.problems(tx, draft)}
        for field in ("starts", "ends"):
            if field not in bad and not _clock(getattr(draft, field)):
                yield Problem(field, "rule_time")
        if not bad & {"starts", "ends"} and _clock(draft.starts) and _clock(draft.starts) == _clock(draft.ends):
            yield Problem("ends", "shift_empty")
        elif not bad & {"starts", "ends", "pause"} and _too_long(draft):
            yield Problem("pause", "shift_pause")
        letter = draft.letter.strip().lower()
        if "letter" not in bad and letter and not (letter.isascii() and letter.isalnum()):
            yield Problem("letter", "shift_letter")
        for field, value in (("letter", letter), ("name", draft.name.strip())):
            asked = select(ShiftRow.id).where(getattr(ShiftRow, field) == value)
            taken = tx.session.scalar(asked) if field not in bad and value else None
            if taken is not None and taken != draft.id:
                yield Problem(field, "duplicate", {"value": value})

    @writes(OFFICE)
    def withdraw(self, tx: Tx, id: int, version: int) -> Change:
        """A shift is no longer used; rosters that have it keep it."""
        return self._turn(tx, id, version, active=False)

    @writes(OFFICE)
    def use(self, tx: Tx, id: int, version: int) -> Change:
        """Use a shift again."""
        return self._turn(tx, id, version, active=True)

    def _turn(self, tx: Tx, id: int, version: int, *, active: bool) -> Change:
        row = self._load(tx, id, version)
        row.active = active
        return self._saved(tx, row)

    @staticmethod
    def _load(tx: Tx, id: int | None, version: int) -> ShiftRow:
        row = tx.session.get(ShiftRow, id or 0)
        if row is None:
            raise NotFound(number=f"#{id}")
        if row.version != version:
            raise Conflict(number=row.name)
        return row

    def _saved(self, tx: Tx, row: ShiftRow) -> Change:
        row.version += 1
        journal.write(tx, REGISTER, row, number=row.short)
        return self._change(tx, row)

    @staticmethod
    def _change(tx: Tx, row: ShiftRow) -> Change:
        return Change(tx.verb, Ref(REGISTER, row.id, row.name), (), tuple(tx.cautions))

    @reads(EVERYONE)
    def all(self, tx: Tx) -> tuple[Shift, ...]:
        """Every shift, those no longer used last."""
        return tuple(as_shift(row) for row in shift_rows(tx))


def shift_rows(tx: Tx) -> Iterator[ShiftRow]:
    """The shifts in the office's order, those no longer used last."""
    yield from tx.session.scalars(select(ShiftRow).order_by(ShiftRow.active.desc(), ShiftRow.position, ShiftRow.id))


def as_shift(row: ShiftRow) -> Shift:
    """A shift as the roster knows it."""
    return Shift(
        id=row.id, version=row.version, name=row.name, short=row.short, letter=row.letter,
        starts=time.fromisoformat(row.starts), ends=time.fromisoformat(row.ends), pause=row.pause, colour=row.colour,
        late=row.late, cover_working=row.cover_working, cover_weekend=row.cover_weekend,
        cover_holiday=row.cover_holiday, active=row.active,
    )  # fmt: skip


def _too_long(draft: ShiftDraft) -> bool:
    """Whether nothing of a shift is left beside its pause."""
    starts, ends = _clock(draft.starts), _clock(draft.ends)
    if not (starts and ends):
        return False
    begin, end = (datetime.combine(datetime.min, time.fromisoformat(text)) for text in (starts, ends))
    return (end - begin) % timedelta(days=1) <= timedelta(minutes=draft.pause)


def _clock(text: str) -> str:
    """``7:30`` and ``07:30`` as they are kept; empty for what is no time of the day."""
    hours, colon, minutes = text.strip().replace("：", ":").partition(":")
    if not (colon and hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2):
        return ""
    return f"{int(hours):02d}:{int(minutes):02d}" if int(hours) < 24 and int(minutes) < 60 else ""


SERVICE = ShiftService
