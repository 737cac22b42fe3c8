"""What a swap that is asked for must keep to: both have their shifts, both are free for the other's (``DUTY-2``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select

from deskapp.domain.people import OFFICE
from deskapp.domain.swaps import Kind, State, SwapDraft
from deskapp.errors import Problem
from deskapp.models.roster import ShiftRow
from deskapp.models.staff import Staff
from deskapp.models.swaps import Swap
from deskapp.services import roster_reads, swap_moves
from deskapp.services.directory_find import today
from deskapp.services.swap_reads import open_ones
from deskapp.services.verbs import Tx


@dataclass
class Asked:
    """A swap as it was understood: both people, and the shifts that change hands."""

    who: Staff | None
    other: Staff | None
    shift_id: int | None = None
    other_shift_id: int | None = None


def row_of(tx: Tx, draft: SwapDraft, asked: Asked) -> Swap:
    """The swap that a draft asks for."""
    assert asked.who is not None
    assert asked.other is not None
    return Swap(
        state=State.ASKED, kind=draft.kind, staff_id=asked.who.id, person=asked.who.name, day=draft.day,
        shift_id=asked.shift_id, other_id=asked.other.id, other=asked.other.name,
        other_day=draft.other_day if draft.kind is Kind.SWAP else None, other_shift_id=asked.other_shift_id,
        reason=draft.reason.strip(), asked_at=tx.now, recorder_id=tx.staff_id,
    )  # fmt: skip


def understood(tx: Tx, draft: SwapDraft, problems: list[Problem]) -> Asked:
    """Who swaps what with whom; what speaks against it is added to the problems."""
    asked = Asked(tx.session.get(Staff, draft.staff_id or tx.staff_id), tx.session.get(Staff, draft.other_id or 0))
    problems += _people(tx, draft, asked)
    if about(problems):
        return asked
    assert asked.who is not None
    assert asked.other is not None
    assert draft.day is not None
    asked.shift_id, found = _given(tx, "day", asked.who, draft.day)
    problems += found
    if draft.kind is Kind.SWAP and draft.other_day is None:
        problems.append(Problem("other_day", "required"))
    elif draft.kind is Kind.SWAP and draft.other_day is not None:
        asked.other_shift_id, found = _given(tx, "other_day", asked.other, draft.other_day)
        problems += found
    if not about(problems):
        problems += _taken(tx, draft, asked.who, asked.other, asked)
        problems += _open_already(tx, draft, asked.who, asked.other)
    return asked


def about(problems: list[Problem]) -> bool:
    """Whether something speaks against whose shifts it is about: the reason can be missing still."""
    return bool({problem.field for problem in problems} & {"kind", "staff_id", "other_id", "day", "other_day"})


def _people(tx: Tx, draft: SwapDraft, asked: Asked) -> Iterator[Problem]:
    office = tx.acts_as(OFFICE)
    if asked.who is None or not asked.who.active:
        yield Problem("staff_id", "unknown_choice", {"value": draft.staff_id})
    elif asked.who.id != tx.staff_id and not office:
        yield Problem("staff_id", "swap_for_others")
    if draft.other_id is not None and (asked.other is None or not asked.other.active):
        yield Problem("other_id", "unknown_choice", {"value": draft.other_id})
    elif asked.who is not None and asked.other is asked.who:
        yield Problem("other_id", "swap_with_oneself")


def _given(tx: Tx, field: str, who: Staff, day: date) -> tuple[int | None, list[Problem]]:
    """The shift that somebody gives away, or why there is none to give."""
    if day < today(tx):
        return None, [Problem(field, "swap_past", {"value": day})]
    if roster_reads.published(tx, f"{day:%Y-%m}") is None:
        return None, [Problem(field, "swap_unpublished", {"value": f"{day:%Y-%m}"})]
    shift_id = swap_moves.published(tx, who.id, day)
    if shift_id is None:
        return None, [Problem(field, "swap_no_shift", {"name": who.name, "value": day})]
    if swap_moves.begins(tx, day, shift_id) <= tx.now:
        return None, [Problem(field, "swap_past", {"value": day})]
    return shift_id, []


def _taken(tx: Tx, draft: SwapDraft, who: Staff, other: Staff, asked: Asked) -> Iterator[Problem]:
    """Whoever takes a shift has none on that day, unless it is the one that goes the other way."""
    assert draft.day is not None
    if draft.kind is Kind.SWAP and draft.other_day == draft.day:
        if asked.shift_id == asked.other_shift_id:
            yield Problem("other_day", "swap_same", {"value": _short(tx, asked.shift_id)})
        return
    there = swap_moves.published(tx, other.id, draft.day)
    if there is not None:
        params = {"name": other.name, "value": draft.day, "shift": _short(tx, there)}
        yield Problem("other_id", "swap_has_shift", params)
    back = swap_moves.published(tx, who.id, draft.other_day) if draft.kind is Kind.SWAP and draft.other_day else None
    if back is not None:
        params = {"name": who.name, "value": draft.other_day, "shift": _short(tx, back)}
        yield Problem("other_day", "swap_has_shift", params)


def _short(tx: Tx, shift_id: int | None) -> str:
    return tx.session.get_one(ShiftRow, shift_id).short


def _open_already(tx: Tx, draft: SwapDraft, who: Staff, other: Staff) -> Iterator[Problem]:
    """A shift goes to one person at a time."""
    for field, giver, day in (("day", who.id, draft.day), ("other_day", other.id, draft.other_day)):
        if field == "other_day" and draft.kind is not Kind.SWAP:
            return
        gives = and_(Swap.staff_id == giver, Swap.day == day)
        gives_back = and_(Swap.other_id == giver, Swap.other_day == day)
        found = select(Swap.number).where(open_ones(), or_(gives, gives_back)).order_by(Swap.id)
        number = tx.session.scalars(found).first()
        if number is not None:
            yield Problem(field, "swap_there", {"number": number})
