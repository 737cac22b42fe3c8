"""Which items are meant by what was typed or scanned, and what is known of a code (``MAIL-2``, ``MAIL-5``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Select, bindparam, or_, select

from deskapp.domain import carriers
from deskapp.domain.common import Ref
from deskapp.domain.mail import PREFIX, REGISTER, ItemHit, Known, State
from deskapp.errors import Problem
from deskapp.models.base import inline
from deskapp.models.directory import Unit
from deskapp.models.mail import MailItem
from deskapp.services import directory_codes as codes
from deskapp.services import key_hooks, mail_places
from deskapp.services.question import ask
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Tx

_NUMBER = re.compile(rf"{PREFIX}[-\s]?(\d{{6}})[-\s]?(\d{{1,9}})(?:/\d+)?")
#: No carrier's number is longer.
LONGEST = 40
#: Fewer digits are nobody's phone or number.
_TAIL = 3
#: More than these were not meant by what was typed.
MOST = 50


def in_the_house() -> ColumnElement[bool]:
    """Items that have not left, in the words of the partial index."""
    return MailItem.state.not_in(inline(State.COLLECTED, State.RETURNED, State.VOIDED))


#: Asked for every scan: put into words once.
_OF_CODE = select(MailItem).where(MailItem.tracking == bindparam("code"))
_KNOWN = _OF_CODE.where(MailItem.state != inline(State.VOIDED)).order_by(MailItem.id.desc()).limit(1)
_HERE = _OF_CODE.where(in_the_house())


def tracking(text: str) -> str:
    """A tracking number as it is kept, whatever the scanner sent around it."""
    return carriers.tidy(text)[:LONGEST] if isinstance(text, str) else ""


def of_code(tx: Tx, text: str) -> MailItem | None:
    """The item in the house of a number or of a tracking number in full: what a scanner reads off it."""
    typed = key_hooks.plain(text)
    if number := _NUMBER.fullmatch(typed):
        full = f"{PREFIX}-{number[1]}-{int(number[2]):04d}"
        return tx.session.scalars(select(MailItem).where(MailItem.number == full)).first()
    code = tracking(text)
    return tx.session.scalars(_HERE, {"code": code}).first() if code else None


def found(tx: Tx, text: str, mine: ColumnElement[bool]) -> list[MailItem]:
    """The items in the house that were meant: by number, tracking, shelf place, unit, name, last four digits.

    ``mine`` are those the person may read: of a name's bearers a steward is told the first of the own area.
    """
    if not text.strip():
        return []
    there = select(MailItem).where(in_the_house(), mine)
    if (item := of_code(tx, text)) is not None:
        return _first(tx, there.where(MailItem.id == item.id))
    if (place := mail_places.label_named(text)) and mail_places.exists(tx, place):
        return _first(tx, there.where(MailItem.place_id.is_not(None), MailItem.place == place))
    wanted = codes.readings(text) + ((squeezed,) if (squeezed := codes.squeezed(text)) else ())
    units = list(tx.session.scalars(select(Unit.id).where(or_(Unit.code.in_(wanted), Unit.squeezed.in_(wanted)))))
    if units and (items := _first(tx, there.where(MailItem.unit_id.in_(units)))):
        return items
    code = tracking(text)
    if code.isdigit() and len(code) >= _TAIL:
        tails = (MailItem.tracking.endswith(code), MailItem.phone.endswith(code))
        return _first(tx, there.where(or_(*tails)))
    return _named(tx, text, there)


def _first(tx: Tx, asked: Select[MailItem]) -> list[MailItem]:
    """The first to have come. Sorted here: in that order SQLite walks the whole table for the few that match."""
    return sorted(tx.session.scalars(asked), key=_id)[:MOST]


def _named(tx: Tx, text: str, there: Select[MailItem]) -> list[MailItem]:
    """Whose addressee has this name, or part of it, or is meant by its initials."""
    question = ask(text)
    here = tx.session.execute(there.with_only_columns(MailItem.id, MailItem.recipient))
    meant = [id for id, recipient in here if question.terms and question.fits(Searchable(names=(recipient,)))]
    return _first(tx, select(MailItem).where(MailItem.id.in_(sorted(meant)[:MOST])))


def _id(row: MailItem) -> int:
    return row.id


def known(tx: Tx, text: str) -> Known | None:
    """The newest item of a tracking number: a code scanned twice, or one that has left before (``ALL-11``)."""
    code = tracking(text)
    row = tx.session.scalars(_KNOWN, {"code": code}).first() if code else None
    if row is None:
        return None
    return Known(
        ref=Ref(REGISTER, row.id, row.number), state=row.state, unit=row.unit_code, recipient=row.recipient,
        place=row.place, at=row.received_at, done_at=row.done_at,
    )  # fmt: skip


def picked(tx: Tx, items: Sequence[str], field: str, problems: list[Problem]) -> list[MailItem]:
    """The items that were scanned or typed, each once; what cannot be told goes to ``field.<i>.item``."""
    chosen: list[MailItem] = []
    for index, text in enumerate(items):
        at = f"{field}.{index}.item"
        if any(problem.field == at for problem in problems) or not text.strip():
            continue
        if (row := of_code(tx, text)) is None:
            problems.append(Problem(at, "unknown_item", {"value": text.strip()}))
        elif row in chosen:
            problems.append(Problem(at, "named_twice", {"value": row.number}))
        else:
            chosen.append(row)
    return chosen


def hits(rows: Iterable[MailItem]) -> tuple[ItemHit, ...]:
    """Items as the counter sees them."""
    return tuple(
        ItemHit(
            id=row.id, version=row.version, number=row.number, state=row.state, unit=row.unit_code,
            recipient=row.recipient, phone=row.phone, kind=row.kind, carrier=row.carrier, tracking=row.tracking,
            place=row.place, at=row.received_at, condition=row.condition,
        )
        for row in rows
    )  # fmt: skip
