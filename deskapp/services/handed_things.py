"""What lies at the counter: keys, deposits, money, mail, what is cut off; and how much of it is counted to go home.

Each function is one register's ``handed_over`` (``DUTY-4``) or its ``counts_at_handover`` (``DUTY-7``).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from deskapp.domain.handovers import Count, Expected, Handed
from deskapp.domain.handovers import State as HandoverState
from deskapp.domain.letters import WAITING as LETTERS_WAITING
from deskapp.domain.loans import LineState
from deskapp.domain.mail import State as MailState
from deskapp.domain.specials import Tender
from deskapp.models.base import inline
from deskapp.models.handovers import Handover, HandoverCount
from deskapp.models.letters import LetterBatch
from deskapp.models.loans import Loan, LoanLineRow
from deskapp.models.mail import MailItem
from deskapp.models.notices import Notice
from deskapp.models.slips import copy_is_out
from deskapp.models.specials import SpecialPayment
from deskapp.services import handed_work, loan_deposits, mail_items, mail_reads, notice_reads
from deskapp.services.handing import Told, listed
from deskapp.services.register import RegisterService
from deskapp.services.verbs import Tx

Register = RegisterService[Any, Any]
NOTHING = Decimal(0)
#: What of the mail lies on a shelf: what a steward took along, or nobody finds, does not.
ON_THE_SHELF = (MailState.WAITING, MailState.HELD, MailState.UNKNOWN, MailState.RETURN)


def _count(tx: Tx, *where: Any) -> int:
    return tx.session.scalar(select(func.count()).where(*where)) or 0


# Keys and their deposits


def loans(service: Register, tx: Tx) -> Iterator[Handed]:
    """Who has which keys until when; the deposits in their envelopes (``KEY-9``)."""
    out = select(Loan).where(Loan.due_at.is_not(None)).order_by(Loan.due_at)

    def keys(row: Loan) -> Told:
        return Told({"keys": row.hooks, "borrower": row.borrower, "phone": row.phone}, row.due_at)

    yield from listed(service, tx, out, "handovers.item.keys", keys)
    held = select(Loan).where(loan_deposits.held()).order_by(Loan.envelope)

    def deposit(row: Loan) -> Told:
        sum, method = f"{row.deposit:,.2f}", f"specials.method.{row.method}"
        return Told({"envelope": row.envelope, "sum": sum, "method": method, "borrower": row.borrower})

    yield from listed(service, tx, held, "handovers.item.deposit", deposit)


def loans_counted(service: Register, tx: Tx) -> Iterator[Expected]:
    """Sets of keys that are out; envelopes with a deposit."""
    yield Expected(Count.KEYS_OUT, _count(tx, LoanLineRow.state == inline(LineState.OUT)))
    yield Expected(Count.ENVELOPES, _count(tx, loan_deposits.held()))


# Work copies


def slips_counted(service: Register, tx: Tx) -> Iterator[Expected]:
    """Work copies that are not back (``DSP-4``)."""
    yield Expected(Count.SLIPS, _count(tx, copy_is_out()))


# Money


def specials(service: Register, tx: Tx) -> Iterator[Handed]:
    """Orders past their time, and the cash that was taken for orders in this shift (``CASH-1``)."""
    yield from handed_work.specials(service, tx)
    if taken := _cash_since(tx, _last(tx)[0]):
        yield Handed(register=service.name, text="handovers.item.cash", params={"sum": f"{taken:,.2f}"})


def specials_counted(service: Register, tx: Tx) -> Iterator[Expected]:
    """The cash of the counter: what was counted at the last handover, and what was taken since.

    What went to the cashier in between shows as a difference and is explained; the next one starts from the count.
    """
    since, counted = _last(tx)
    yield Expected(Count.CASH, cash=counted + _cash_since(tx, since))


def _last(tx: Tx) -> tuple[datetime, Decimal]:
    """When the last handover was given, with which cash; before the first one, the day begins with none."""
    done = Handover.state.in_(inline(HandoverState.TAKEN, HandoverState.SIGNED))
    asked = (
        select(Handover.given_at, HandoverCount.counted_cash)
        .join(HandoverCount, HandoverCount.handover_id == Handover.id)
        .where(done, HandoverCount.what == Count.CASH)
        .order_by(Handover.id.desc())
    )
    found = tx.session.execute(asked.limit(1)).first()
    if found is None or found[0] is None:
        return tx.midnight, NOTHING
    return found[0], found[1] or NOTHING


def _cash_since(tx: Tx, since: datetime) -> Decimal:
    here = SpecialPayment.at > since, SpecialPayment.method == Tender.CASH
    return tx.session.scalar(select(func.sum(SpecialPayment.sum)).where(*here)) or NOTHING


# Mail


def mail(service: Register, tx: Tx) -> Iterator[Handed]:
    """Mail whose resident is to be told, the oldest first; what is looked for."""
    to_tell = mail_reads.chip(tx, "notify")
    assert to_tell is not None
    tell = select(MailItem).where(to_tell).order_by(MailItem.received_at, MailItem.id)

    def item(row: MailItem) -> Told:
        said = {"unit": row.unit_code, "recipient": row.recipient, "place": row.place or "handovers.item.nowhere"}
        return Told(said, row.next_at)

    yield from listed(service, tx, tell, "handovers.item.mail", item)
    missing = MailItem.missing_at.is_not(None), MailItem.state == inline(MailState.MISSING)
    lost = select(MailItem).where(*missing).order_by(MailItem.missing_at)
    yield from listed(service, tx, lost, "handovers.item.mail_missing", item)


def mail_counted(service: Register, tx: Tx) -> Iterator[Expected]:
    """Accountable items that lie here."""
    yield Expected(Count.PARCELS, _count(tx, mail_items.in_the_house(), MailItem.state.in_(inline(*ON_THE_SHELF))))


def letters(service: Register, tx: Tx) -> Iterator[Handed]:
    """Letters and newspapers that stewards have still to fetch, the oldest first (``MAIL-1``)."""
    waits = LetterBatch.state.in_(inline(*LETTERS_WAITING))
    asked = select(LetterBatch).where(waits).order_by(LetterBatch.at.is_(None), LetterBatch.at)

    def batch(row: LetterBatch) -> Told:
        return Told({"state": f"letters.state.{row.state}", "areas": row.waiting_for}, row.due_at)

    yield from listed(service, tx, asked, "handovers.item.letters", batch)


# What is cut off


def notices(service: Register, tx: Tx) -> Iterator[Handed]:
    """Notices in force, by their end."""
    asked = select(Notice).where(notice_reads.in_force(tx)).order_by(Notice.ends_at)

    def notice(row: Notice) -> Told:
        return Told({"kind": f"notices.kind.{row.kind}", "title": row.title, "buildings": row.buildings}, row.ends_at)

    yield from listed(service, tx, asked, "handovers.item.notice", notice)
