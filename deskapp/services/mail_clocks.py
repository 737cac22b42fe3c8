"""The clocks of accountable mail by the rulebook: overdue, to go back, held, unknown (``MAIL-3``, ``MAIL-7``)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from deskapp.domain.mail import Channel, ContactDraft, Outcome, State
from deskapp.models.mail import MailContact, MailItem
from deskapp.services import deadlines
from deskapp.services.rulebook import RulebookService
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.office import Core

#: What falls due of an item.
OVERDUE, RETURN, UNKNOWN, HELD, SEND_OFF = "overdue", "return", "unknown", "held", "send_off"
OVERDUE_AFTER, RETURN_AFTER = "mail.overdue_after", "mail.return_after"
UNKNOWN_WITHIN, AGAIN_AFTER = "mail.return_unknown_within", "mail.contact_again_after"
#: In this order a resident is tried (``MAIL-4``).
ORDER = tuple(Channel)


def begin(tx: Tx, core: Core, row: MailItem, since: datetime | None = None) -> None:
    """Let the clock run that an item's state calls for, since it came in, or since ``since``."""
    if row.state is State.HELD:
        assert row.held_until is not None
        deadlines.by_hand(tx, row, HELD, deadlines.end_of(row.held_until))
    elif row.state is State.UNKNOWN:
        deadlines.start(tx, core, row, UNKNOWN, UNKNOWN_WITHIN, since or row.unknown_at)
    elif row.state is State.RETURN:
        deadlines.start(tx, core, row, SEND_OFF, UNKNOWN_WITHIN, since)
    else:
        waits(tx, core, row, since or row.received_at)


def waits(tx: Tx, core: Core, row: MailItem, since: datetime) -> None:
    """An item waits for its resident: overdue first; once that is over and somebody was tried, it is to go back."""
    overdue = deadlines.due(tx, core, OVERDUE_AFTER, since)
    if row.attempts and overdue.due <= tx.now:
        deadlines.start(tx, core, row, RETURN, RETURN_AFTER, since)
    else:
        deadlines.start(tx, core, row, OVERDUE, OVERDUE_AFTER, since)


def anew(tx: Tx, core: Core, row: MailItem) -> None:
    """An item waits for its resident from now on: whoever was tried before is to be told again (``MAIL-4``)."""
    stop(tx, row)
    waits(tx, core, row, tx.now)
    if row.attempts:
        row.next_channel, row.next_at = _other(ORDER, _wrong(tx, row)), tx.now


def goes_back_at(tx: Tx, core: Core, row: MailItem) -> datetime:
    """The rule's day of return, since the item began to wait: it came in, was kept or found (``MAIL-7``)."""
    waiting = row.due_start if row.due_what in (OVERDUE, RETURN) else None
    return deadlines.due(tx, core, RETURN_AFTER, waiting or row.received_at).due


def tried(tx: Tx, core: Core, row: MailItem, draft: ContactDraft) -> None:
    """Log an attempt, propose the next one, and go on to the day of return once it is overdue (``MAIL-4``)."""
    at = draft.happened_at or tx.now
    tx.session.add(
        MailContact(
            item_id=row.id, at=at, channel=draft.channel, outcome=draft.outcome, note=draft.note.strip(),
            by_id=tx.staff_id,
        )
    )  # fmt: skip
    row.attempts += 1
    row.next_channel, row.next_at = _next(tx, core, row, draft, at)
    if row.due_what == OVERDUE and _overdue(tx, row):
        begun = row.due_start or row.received_at
        deadlines.late(tx, row)
        deadlines.start(tx, core, row, RETURN, RETURN_AFTER, begun)


def _next(
    tx: Tx, core: Core, row: MailItem, draft: ContactDraft, at: datetime
) -> tuple[Channel | None, datetime | None]:
    """What to try next, and when: nothing once the resident knows; another way at once where this one led nowhere.

    Whoever knows is left in peace, whatever else is left at the door, until the item is overdue.
    """
    knows = row.attempts > 1 and row.next_at is None and not _overdue(tx, row)
    if draft.outcome is Outcome.REACHED or knows:
        return None, None
    wrong = _wrong(tx, row) | ({draft.channel} if draft.outcome is Outcome.WRONG else set())
    place = ORDER.index(draft.channel)
    other = _other(ORDER[place + 1 :] + ORDER[: place + 1], wrong)
    if draft.outcome is Outcome.WRONG:
        return other, tx.now
    return other, at + core.service(RulebookService).span(tx, AGAIN_AFTER)


def _overdue(tx: Tx, row: MailItem) -> bool:
    """Whether an item should have been collected by now."""
    return row.due_what == RETURN or (row.due_at is not None and row.due_at <= tx.now)


def _wrong(tx: Tx, row: MailItem) -> set[Channel]:
    """The ways that have led to nobody: a wrong number."""
    asked = select(MailContact.channel).where(MailContact.item_id == row.id, MailContact.outcome == Outcome.WRONG)
    return set(tx.session.scalars(asked))


def _other(order: Sequence[Channel], wrong: Collection[Channel]) -> Channel:
    return next((channel for channel in order if channel not in wrong), Channel.DOOR)


def stop(tx: Tx, row: MailItem, at: datetime | None = None) -> None:
    """What leaves, or is looked for, waits for nothing and nobody more."""
    deadlines.stop(tx, row, at)
    row.next_channel = row.next_at = None
