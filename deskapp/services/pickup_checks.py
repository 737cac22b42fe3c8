"""What a pickup asks beyond the single fields: items that may go, a taker who may have them (``MAIL-5``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from deskapp.domain.mail import FOR_PICKUP
from deskapp.domain.mail import State as ItemState
from deskapp.domain.pickups import AmendDraft, Kind, PickupDraft, State
from deskapp.errors import Problem
from deskapp.models.mail import MailItem
from deskapp.models.pickups import Pickup, Proxy
from deskapp.services import pickup_reads, pickup_takers, times
from deskapp.services.mail import MailService
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.pickups import PickupService

#: What a steward takes along: it lies here for its unit.
FOR_STEWARD = (ItemState.WAITING, ItemState.HELD)


class Going(NamedTuple):
    """A pickup that nothing is wrong with: its row, its items, and the proxy's authorisation."""

    row: Pickup
    items: list[MailItem]
    proxy: Proxy | None


def going(service: PickupService, tx: Tx, draft: PickupDraft) -> Going:
    """The row of a draft that nothing is wrong with; raises Invalid with every problem at once (``ALL-4``)."""
    problems = service.problems(tx, draft)
    picks = picked(service, tx, draft, problems)
    problems += [problem for at, item in picks for problem in _stays(at, item, draft.kind)]
    for _, item in picks:
        service.own_area(tx, item.unit_id, item.unit_code)
    if not draft.signed:
        problems.append(Problem("signed", "sign_first"))  # nothing leaves without a signature (``MAIL-7``)
    since = max((_here_since(tx, item) for _, item in picks), default=None)
    problems += times.late_entry(draft)
    problems += times.not_before("happened_at", draft.happened_at, since, "mail.field.received_at")
    who, proxy = pickup_takers.who(service, tx, draft, picks, problems)
    service.validated(tx, draft, *problems)
    items = [item for _, item in picks]
    at = max(draft.happened_at or tx.now, since or tx.now)
    return Going(_row(tx, draft, items, at, who), items, proxy)


def _row(tx: Tx, draft: PickupDraft, items: Sequence[MailItem], at: Any, who: dict[str, Any]) -> Pickup:
    units = dict.fromkeys((item.unit_id, item.unit_code) for item in items)
    return Pickup(
        state=State.DONE, kind=draft.kind, unit_id=next(iter(units))[0] if len(units) == 1 else None,
        unit_code=" ".join(code for _, code in units), signed=True, total=len(items), picked_at=at,
        recorded_at=max(tx.now, at), happened_reason=draft.happened_reason.strip() if draft.happened_at else "",
        recorder_id=tx.staff_id, note=draft.note.strip(), void_reason="", **who,
    )  # fmt: skip


def picked(service: PickupService, tx: Tx, draft: PickupDraft, problems: list[Problem]) -> list[tuple[str, MailItem]]:
    """The items that were meant, each once, with the field it stands in."""
    texts = [pick.item for pick in draft.items]
    found = service.core.service(MailService).picked(tx, texts, "items", problems)
    refused = {problem.field for problem in problems}
    places = (f"items.{index}.item" for index, text in enumerate(texts) if text.strip())
    return list(zip((place for place in places if place not in refused), found, strict=True))


def _stays(at: str, item: MailItem, kind: Kind) -> Iterator[Problem]:
    """An item that may not go, and why: it has gone already, it is missing, it belongs to nobody known."""
    words = {"number": item.number, "state": f"mail.state.{item.state}"}
    if item.state not in FOR_PICKUP:
        yield Problem(at, "item_stays", words)
    elif item.unit_id is None:
        yield Problem(at, "item_nobodys", words)
    elif kind is Kind.STEWARD and item.state not in FOR_STEWARD:
        yield Problem(at, "item_not_for_steward", words)


def _here_since(tx: Tx, item: MailItem) -> Any:
    """When an item came, or when the steward took it along: it does not go before."""
    if item.state is ItemState.STEWARD and item.pickup_id is not None:
        return tx.session.get_one(Pickup, item.pickup_id).picked_at
    return item.received_at


def still_the_same(tx: Tx, row: Pickup, draft: AmendDraft) -> Iterator[Problem]:
    """Who signed stays who signed: a name may be put right, not be another's."""
    name = draft.taker.strip()
    if not name or name == row.taker:
        return
    if row.kind is not Kind.RESIDENT:
        yield Problem("taker", "taker_signed", {"value": row.taker})
        return
    picks = [(f"items.{index}.item", item) for index, (_, item) in enumerate(pickup_reads.lines_of(tx, row))]
    person = pickup_takers.named(tx, picks, row.resident_id, name)
    if any(pickup_takers.strangers(tx, picks, person, name)):
        yield Problem("taker", "taker_not_here", {"value": name, "unit": row.unit_code})
