"""The reads of return lists: rows, the detail, what waits to go back (``MAIL-7``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, func, select

from deskapp.domain import carriers
from deskapp.domain.common import Option, Ref, TodayItem
from deskapp.domain.mail import Reason
from deskapp.domain.returns import REGISTER, Ready, ReturnDetail, ReturnRow, State
from deskapp.domain.returns import ReturnLine as Line
from deskapp.domain.words import Language
from deskapp.models.base import inline
from deskapp.models.mail import MailItem
from deskapp.models.returns import MailReturn, ReturnLine
from deskapp.services import journal, mail_items, return_items
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.returns import ReturnService


def open_() -> ColumnElement[bool]:
    """Lists that the carrier has still to sign, in the words of the partial index."""
    return MailReturn.state == inline(State.OPEN)


def chip(name: str) -> ColumnElement[bool] | None:
    """The condition of a chip."""
    conditions: dict[str, ColumnElement[bool] | None] = {
        "open": open_(),
        "signed": MailReturn.state == inline(State.SIGNED),
        "all": None,
    }
    return conditions[name]


def as_rows(service: ReturnService, tx: Tx, found: Sequence[MailReturn]) -> Iterator[ReturnRow]:
    """Lists as the table shows them."""
    names = service.staff_names(tx, (row.recorder_id for row in found))
    for row in found:
        yield ReturnRow(
            **service.columns(row, ReturnRow), at=row.made_at, items=row.total, handler=names[row.recorder_id]
        )


def detail(service: ReturnService, tx: Tx, row: MailReturn) -> ReturnDetail:
    """Everything about one list."""
    found = return_items.lines_of(tx, row)
    return ReturnDetail(
        **service.columns(row, ReturnDetail),
        recorder=service.staff_names(tx, (row.recorder_id,))[row.recorder_id],
        lines=tuple(_listed(row, line, item) for line, item in found),
        linked=service.linked_to(tx, row),
        history=journal.history(tx.session, REGISTER, row.id),
    )


def _listed(row: MailReturn, line: ReturnLine, item: MailItem) -> Line:
    """An item of an open list as it stands, of another one as it stood."""
    if row.state is State.OPEN:
        return _waits(item)
    (hit,) = mail_items.hits((item,))
    return Line(id=item.id, item=hit, reason=line.reason, note=line.note)


def _waits(item: MailItem) -> Line:
    (hit,) = mail_items.hits((item,))
    reason = item.return_reason or Reason.UNKNOWN
    return Line(id=item.id, item=hit, reason=reason, note=item.return_note, due=item.due_at)


def ready(tx: Tx) -> tuple[Ready, ...]:
    """What waits to go back by carrier, first whose time is up first; what names no carrier comes last (``MAIL-7``)."""
    groups: dict[str, list[MailItem]] = {}
    for item in return_items.to_go(tx):
        groups.setdefault(item.carrier, []).append(item)
    made = [_ready(tx, carrier, items) for carrier, items in groups.items()]
    return tuple(sorted(made, key=_place))


def _ready(tx: Tx, carrier: str, items: Sequence[MailItem]) -> Ready:
    dues = [item.due_at for item in items if item.due_at is not None]
    late = sum(due <= tx.now for due in dues)
    lines = tuple(_waits(item) for item in items)
    return Ready(carrier=carrier, items=len(items), late=late, due=min(dues, default=None), lines=lines)


def _place(group: Ready) -> tuple[bool, float, str]:
    return not group.carrier, group.due.timestamp() if group.due is not None else float("inf"), group.carrier


def called(row: MailReturn) -> str:
    """What a list is called where there is one line for it: whose it is, and how many go."""
    return f"{carriers.name(row.carrier, Language.CHINESE)} × {row.total}"


def options(service: ReturnService, tx: Tx) -> tuple[Option, ...]:
    """The open lists, the newest first."""
    found = tx.session.scalars(select(MailReturn).where(open_()).order_by(MailReturn.id.desc()))
    return tuple(Option(id=row.id, text=f"{row.number} {called(row)}", code=row.number) for row in found)


def linked(service: ReturnService, tx: Tx, register: str, id: int) -> Iterable[Ref]:
    """The lists that an item was on."""
    if register == "mail":
        named = select(MailReturn).join(ReturnLine, ReturnLine.return_id == MailReturn.id)
        for row in tx.session.scalars(named.where(ReturnLine.item_id == id).order_by(MailReturn.id)):
            yield service.ref(row)


def today(tx: Tx) -> Iterator[TodayItem]:
    """Lists that wait for the carrier's signature."""
    if count := tx.session.scalar(select(func.count()).select_from(MailReturn).where(open_())):
        yield TodayItem(register=REGISTER, text="today.returns_open", count=count, chip="open")
