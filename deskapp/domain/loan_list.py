"""The key loans of a day or a month, as the list they are signed on [001·1·4.5.4.2]."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from deskapp.domain.directory import IdType
from deskapp.domain.loans import State


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanEntry:
    """One loan of the list; the document's number is masked. ``progress`` is how many sets are back of all."""

    number: str
    state: State
    lent_at: datetime
    keys: str
    progress: str
    borrower: str
    company: str
    phone: str
    id_type: IdType
    id_number_masked: str
    purpose: str
    return_by: datetime
    returned_at: datetime | None
    deposit: Decimal
    receipt: str
    envelope: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanList:
    """The loans that began on a day or in a month; ``number`` names the period, ``deposits`` is what was taken."""

    number: str
    rows: tuple[LoanEntry, ...]
    deposits: Decimal
