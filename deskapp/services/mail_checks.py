"""What the verbs of accountable mail refuse, and what they only say (``MAIL-2``, ``MAIL-3``, ``MAIL-7``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, or_, select

from deskapp.domain import carriers
from deskapp.domain.common import Caution
from deskapp.domain.directory import InstructionKind
from deskapp.domain.mail import AmendDraft, Condition, ContactDraft, ItemDraft, Reason, SendBackDraft, State
from deskapp.errors import Problem
from deskapp.models.directory import InstructionRow, Resident, Tie, Unit
from deskapp.models.mail import MailItem
from deskapp.services import directory_find as directory
from deskapp.services import mail_clocks, mail_items, times
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.office import Core


_ON_HOLD = (
    select(InstructionRow)
    .where(
        InstructionRow.unit_id == bindparam("unit"),
        InstructionRow.kind == bindparam("kind"),
        InstructionRow.until >= bindparam("today"),
    )
    .order_by(InstructionRow.until.desc())
)


def refused(tx: Tx, draft: ItemDraft, unit: Unit | None) -> Iterator[Problem]:
    """What the fields of an item that comes in do not see by themselves."""
    yield from times.late_entry(draft)
    yield from resident(tx, draft.resident_id)
    if unit is None and not draft.unit.strip() and not draft.unknown:
        yield Problem("unit", "whose_is_it")
    if draft.condition is not Condition.GOOD and not draft.damage.strip():
        yield Problem("damage", "damaged_how")
    before = mail_items.known(tx, draft.tracking)
    if before is not None and before.here:
        params = {"number": before.ref.number, "place": before.place, "unit": before.unit, "at": before.at}
        yield Problem("tracking", "already_here", params)
    elif before is not None and not draft.again:
        params = {"number": before.ref.number, "state": f"mail.state.{before.state}", "at": before.done_at}
        yield Problem("tracking", "left_before", params)


def resident(tx: Tx, id: int | None) -> Iterator[Problem]:
    """A resident who was picked is one of the directory's."""
    if isinstance(id, int) and tx.session.get(Resident, id) is None:
        yield Problem("recipient", "unknown_choice", {"value": id})


def moved_away(tx: Tx, unit: Unit | None, resident_id: int | None) -> bool:
    """Whether the resident who was meant has lived in the unit and is gone (``MAIL-3``)."""
    if unit is None or resident_id is None:
        return False
    ties = select(Tie.until).where(Tie.unit_id == unit.id, Tie.resident_id == resident_id)
    ends = list(tx.session.scalars(ties))
    return bool(ends) and all(end is not None and end < directory.today(tx) for end in ends)


def lives_here(tx: Tx, row: MailItem) -> bool:
    """Whether the addressee still lives in the unit: by the resident who was meant, or by name (``MAIL-7``)."""
    if row.unit_id is None:
        return False
    meant = or_(Resident.id == row.resident_id, Resident.name == row.recipient)
    there = select(Tie.id).join(Resident, Resident.id == Tie.resident_id).where(Tie.unit_id == row.unit_id, meant)
    return tx.session.scalar(there.where(directory.current(tx)).limit(1)) is not None


def contact(draft: ContactDraft, row: MailItem) -> Iterator[Problem]:
    """An attempt that is entered later says why, and was not made before the item came."""
    yield from times.late_entry(draft)
    yield from times.not_before("happened_at", draft.happened_at, row.received_at, "mail.field.received_at")


def someones(row: MailItem, field: str) -> Iterator[Problem]:
    """Only what has an addressee can wait for one."""
    if row.unit_id is None:
        yield Problem(field, "nobody_known")


def too_early(tx: Tx, core: Core, row: MailItem, draft: SendBackDraft) -> Iterator[Problem]:
    """Overdue is what nobody took by the rule's day, though its resident was tried (``MAIL-7``) [001·1·4.2.6]."""
    if draft.reason is Reason.OTHER and not draft.note.strip():
        yield Problem("note", "required")
    if draft.reason is not Reason.OVERDUE or row.state is State.UNKNOWN:
        return
    due = row.due_at if row.state is State.HELD else mail_clocks.goes_back_at(tx, core, row)
    if due is not None and due > tx.now:
        yield Problem("reason", "not_overdue", {"due": due})
    elif not row.attempts:
        yield Problem("reason", "not_tried")


def amended(tx: Tx, row: MailItem, draft: AmendDraft, unit: Unit | None) -> Iterator[Problem]:
    """A number that another item in the house has; another unit once somebody was told; damage without a word."""
    code = mail_items.tracking(draft.tracking)
    other = mail_items.of_code(tx, code) if code else None
    if other is not None and other is not row and row.state is not State.VOIDED:
        params = {"number": other.number, "place": other.place, "unit": other.unit_code, "at": other.received_at}
        yield Problem("tracking", "already_here", params)
    if draft.condition is not Condition.GOOD and not draft.damage.strip():
        yield Problem("damage", "damaged_how")
    named = unit.id if unit else None
    if named == row.unit_id or (draft.unit.strip() and unit is None):
        return
    if row.unit_id is None or row.state is State.UNKNOWN:
        yield Problem("unit", "nobody_known")
    elif row.state is State.STEWARD:
        yield Problem("unit", "steward_signed", {"value": row.unit_code})
    elif row.attempts:
        yield Problem("unit", "resident_told", {"value": row.unit_code})
    elif named is None:
        yield Problem("unit", "required")


def said(tx: Tx, row: MailItem) -> Iterable[Caution]:
    """What is worth saying of an item that was checked in: mistyped, or for somebody who is gone."""
    if carriers.misread(row.tracking):
        yield Caution("tracking_digit", {"tracking": row.tracking})
    if row.return_reason is Reason.MOVED:
        yield Caution(
            "addressee_moved", {"recipient": row.recipient, "unit": row.unit_code, "due": row.due_at}
        )  # fmt: skip


def on_hold(tx: Tx, unit: Unit, kind: InstructionKind) -> InstructionRow | None:
    """The standing instruction of a unit that is in force the longest (``DIR-4``)."""
    return tx.session.scalars(_ON_HOLD, {"unit": unit.id, "kind": kind, "today": directory.today(tx)}).first()
