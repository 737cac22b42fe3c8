"""The reads of the proxies: rows, the detail, who is valid today, a unit's proxies (``MAIL-5``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, func, or_, select

from deskapp.domain.common import Option, Ref, TodayItem, Waiting
from deskapp.domain.directory import UnitEvent
from deskapp.domain.pickups import State as PickupState
from deskapp.domain.proxies import APPROVERS, REGISTER, ProxyDetail, ProxyRow, State
from deskapp.models.base import inline
from deskapp.models.pickups import Pickup, Proxy
from deskapp.models.staff import Staff
from deskapp.services import directory_codes as codes
from deskapp.services import directory_find, journal
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.proxies import ProxyService

#: So many of a unit's proxies are named where it is picked.
_NAMED = 5


def open_ones() -> ColumnElement[bool]:
    """Those asked for and those approved, in the words of the partial index."""
    return Proxy.state.in_(inline(State.ASKED, State.APPROVED))


def valid(tx: Tx) -> ColumnElement[bool]:
    """Approved, and until today at least, or for one pickup that has not been yet."""
    lasts = or_(Proxy.until.is_(None), Proxy.until >= directory_find.today(tx))
    return and_(open_ones(), Proxy.state == State.APPROVED, lasts)


def is_valid(tx: Tx, row: Proxy, at: datetime | None = None) -> bool:
    """The same of one row; ``at`` for a pickup that is entered later than it was (``ALL-9``)."""
    day = at.astimezone().date() if at is not None else directory_find.today(tx)
    return row.state is State.APPROVED and (row.until is None or row.until >= day)


def chip(tx: Tx, name: str) -> ColumnElement[bool] | None:
    """The condition of a chip."""
    conditions: dict[str, ColumnElement[bool] | None] = {
        "asked": and_(open_ones(), Proxy.state == State.ASKED),
        "approved": valid(tx),
        "all": None,
    }
    return conditions[name]


def as_rows(service: ProxyService, tx: Tx, found: Sequence[Proxy]) -> Iterator[ProxyRow]:
    """Authorisations as the table shows them."""
    names = service.staff_names(tx, (id for row in found for id in (row.recorder_id, row.approved_by_id)))
    for row in found:
        yield ProxyRow(
            **service.columns(row, ProxyRow),
            at=row.asked_at,
            unit=row.unit_code,
            valid=is_valid(tx, row),
            approved_by=names[row.approved_by_id],
            handler=names[row.recorder_id],
        )


def detail(service: ProxyService, tx: Tx, row: Proxy) -> ProxyDetail:
    """Everything about one authorisation; the document's number is masked."""
    names = service.staff_names(tx, (row.recorder_id, row.approved_by_id))
    used = select(func.count()).select_from(Pickup).where(Pickup.proxy_id == row.id, Pickup.state == PickupState.DONE)
    return ProxyDetail(
        **service.columns(row, ProxyDetail, "note"),
        unit=row.unit_code,
        id_number_masked=codes.mask(row.id_number),
        valid=is_valid(tx, row),
        recorder=names[row.recorder_id],
        approved_by=names[row.approved_by_id],
        note="；".join(part for part in (row.note, row.approve_note) if part),
        used=tx.session.scalar(used) or 0,
        linked=service.linked_to(tx, row),
        history=journal.history(tx.session, REGISTER, row.id),
    )


def options(service: ProxyService, tx: Tx) -> tuple[Option, ...]:
    """Who may take mail today, by name, with the unit."""
    asked = service.narrowed(tx, select(Proxy).where(valid(tx))).order_by(Proxy.unit_code, Proxy.id)
    return tuple(Option(id=row.id, text=row.name, code=row.unit_code) for row in tx.session.scalars(asked))


def approvers(tx: Tx) -> tuple[Option, ...]:
    """Who may approve: the stewards, the supervisors, the director (``roles.md``)."""
    may = select(Staff).where(Staff.active, Staff.pin_hash != "", Staff.role.in_(sorted(APPROVERS)))
    found = tx.session.scalars(may.order_by(Staff.code))
    return tuple(Option(id=row.id, text=row.name, code=row.code) for row in found)


def of_unit(tx: Tx, unit_id: int) -> Sequence[Proxy]:
    """A unit's proxies that wait for approval or are valid today."""
    here = and_(Proxy.unit_id == unit_id, or_(valid(tx), and_(open_ones(), Proxy.state == State.ASKED)))
    return tx.session.scalars(select(Proxy).where(here).order_by(Proxy.id)).all()


def linked(service: ProxyService, tx: Tx, register: str, id: int) -> Iterator[Ref]:
    """The authorisation that a pickup was made on."""
    if register == "pickups":
        named = select(Proxy).join(Pickup, Pickup.proxy_id == Proxy.id).where(Pickup.id == id)
        yield from map(service.ref, tx.session.scalars(named))


# What others show


def today(service: ProxyService, tx: Tx) -> Iterator[TodayItem]:
    """How many wait for approval, of those that the person may read."""
    asked = select(func.count()).select_from(Proxy).where(open_ones(), Proxy.state == State.ASKED)
    if count := tx.session.scalar(service.narrowed(tx, asked)):
        yield TodayItem(register=REGISTER, text="today.proxies_asked", count=count, chip="asked")


def waiting(service: ProxyService, tx: Tx, unit_id: int) -> Iterator[Waiting]:
    """Who may take the unit's mail today, and who waits for approval (``REC-1``)."""
    for row in of_unit(tx, unit_id)[-_NAMED:]:
        how = "asked" if row.state is State.ASKED else "until" if row.until else "once"
        params = {"name": row.name, "until": row.until, "number": row.number}
        yield Waiting(register=REGISTER, text=f"waiting.proxies.{how}", params=params, ref=service.ref(row))


def unit_events(service: ProxyService, tx: Tx, unit_id: int, limit: int) -> Iterator[UnitEvent]:
    """The unit's authorisations, the newest first."""
    mine = select(Proxy).where(Proxy.unit_id == unit_id).order_by(Proxy.id.desc()).limit(limit)
    for row in tx.session.scalars(mine):
        title = f"{row.name} → {row.resident}"[:120]
        yield UnitEvent(at=row.asked_at, ref=service.ref(row), title=title, state=f"proxies.state.{row.state}")
