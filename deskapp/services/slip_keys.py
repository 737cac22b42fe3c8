"""Slips and keys (``DSP-8``): a slip asks for its unit's key, and says what is still out when it ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from deskapp.domain.common import Caution, TodayItem
from deskapp.domain.keys import State as SetState
from deskapp.domain.loans import LineState
from deskapp.domain.slips import REGISTER, State
from deskapp.models.keys import KeySet
from deskapp.models.loans import Loan, LoanLineRow
from deskapp.models.slips import Slip, running
from deskapp.models.transfers import SlipKey
from deskapp.services.verbs import Tx

#: A department still has to go: what came of it is not known yet.
_AHEAD = (State.ISSUED, State.RECEIVED, State.IN_HAND)


def said(wanted: object) -> dict[str, Any] | None:
    """What the journal says of a new slip that asks for a key."""
    return {"key_wanted": [None, True]} if wanted else None


def keep(tx: Tx, slip: Slip, *, wanted: bool) -> dict[str, Any] | None:
    """A slip asks for its unit's key from now on, or no longer; what the journal says of it."""
    there = tx.session.get(SlipKey, slip.id)
    if (there is not None) is wanted:
        return None
    if there is None:
        tx.session.add(SlipKey(slip_id=slip.id))
    else:
        tx.session.delete(there)
    return {"key_wanted": [not wanted, wanted]}


def wants(tx: Tx, slip: Slip) -> bool:
    """Whether a slip asks for its unit's key."""
    return tx.session.get(SlipKey, slip.id) is not None


def asking() -> ColumnElement[bool]:
    """Slips under way that ask for a key of their unit which hangs here: somebody has to lend it."""
    asked = select(SlipKey.slip_id).where(SlipKey.slip_id == Slip.id).exists()
    here = select(KeySet.id).where(KeySet.unit_id == Slip.unit_id, KeySet.state == SetState.IN).exists()
    return and_(running(), Slip.state.in_(_AHEAD), asked, here)


def wanted(tx: Tx) -> dict[int | None, str]:
    """Units whose key is asked for by a slip under way, each with the number of its first one."""
    asked = (
        select(Slip.unit_id, Slip.number)
        .join(SlipKey, SlipKey.slip_id == Slip.id)
        .where(running(), Slip.state.in_(_AHEAD), Slip.unit_id.is_not(None))
        .order_by(Slip.id.desc())
    )
    return dict(iter(tx.session.execute(asked)))


def hooks(tx: Tx, slip: Slip) -> str:
    """The hooks of a slip's unit whose sets hang here now."""
    if slip.unit_id is None:
        return ""
    there = select(KeySet.hook).where(KeySet.unit_id == slip.unit_id, KeySet.state == SetState.IN)
    return " ".join(tx.session.scalars(there.order_by(KeySet.hook)))


def still_out(tx: Tx, slip: Slip) -> None:
    """Say which keys that were taken for a slip are not back, though it ends (``DSP-8``)."""
    out = (
        select(Loan.number, Loan.borrower, Loan.return_by, LoanLineRow.hook)
        .join(LoanLineRow, LoanLineRow.loan_id == Loan.id)
        .where(Loan.slip_id == slip.id, LoanLineRow.state == LineState.OUT)
        .order_by(Loan.id, LoanLineRow.id)
    )
    found: dict[str, dict[str, Any]] = {}
    for number, borrower, due, hook in tx.session.execute(out):
        words = found.setdefault(number, {"number": number, "borrower": borrower, "due": due, "hooks": ""})
        words["hooks"] = f"{words['hooks']} {hook}".strip()
    tx.cautions += [Caution("key_still_out", words) for words in found.values()]


def today(tx: Tx, here: ColumnElement[bool]) -> Sequence[TodayItem]:
    """How many slips wait for a key that hangs here."""
    count = tx.session.scalar(select(func.count()).select_from(Slip).where(asking(), here)) or 0
    return (TodayItem(register=REGISTER, text="today.keys_wanted", count=count, chip="keys_wanted"),) if count else ()
