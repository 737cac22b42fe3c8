"""What the papers of a key loan say in the same way."""

from __future__ import annotations

from deskapp.domain.loans import LoanDetail
from deskapp.paper.speech import Label, Speech, money

_ONE, _MANY = Label("{n} 把", "{n} key"), Label("{n} 把", "{n} keys")


def document(speech: Speech, loan: LoanDetail) -> str:
    """The document an outsider showed, its number masked; nothing of staff, who sign."""
    if not loan.id_number_masked:
        return ""
    return f"{speech.word(f'directory.id_type.{loan.id_type}')} {loan.id_number_masked}"


def sum_of(loan: LoanDetail) -> str:
    """The deposit in figures."""
    return f"¥{money(loan.deposit)}"


def keys(speech: Speech, count: int) -> str:
    """How many keys a set has."""
    return speech.fill(_ONE if count == 1 else _MANY, {"n": count})
