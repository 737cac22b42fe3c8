"""The papers of a loan in the window: its form, and the deposit's receipt (``KEY-2``, ``KEY-9``)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from deskapp.domain.loans import LoanDetail
from deskapp.ui.common.printing import at_once

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.ui.common.register_desk import RegisterDesk
    from deskapp.ui.context import Context

FORM, RECEIPT, LIST = "key_loan", "deposit_receipt", "key_loan_list"


def receipt_text() -> str:
    """The key of the receipt, for F1."""
    return QCoreApplication.translate("LoansDesk", "Print the deposit's receipt")


def receipt_button(_context: Context, detail: LoanDetail) -> str:
    """Its button, where a deposit was taken."""
    return QCoreApplication.translate("LoansDesk", "Receipt") if detail.receipt else ""


def at_once_after(desk: RegisterDesk, verb: str, change: Change, _wish: str) -> None:
    """After lending, form and receipt are printed at once where the workplace chose so."""
    if verb == "lend":
        desk.context.ask("loans.detail", partial(lent, desk.context), id=change.id)


def lent(context: Context, loan: LoanDetail) -> None:
    """The papers of a new loan: a receipt only where a deposit was taken."""
    at_once(context, FORM, loan.id)
    if loan.receipt:
        at_once(context, RECEIPT, loan.id)
