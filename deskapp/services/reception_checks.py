"""What the reception log asks of a draft beyond its single fields, and how a draft becomes a row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from deskapp.domain.reception import NO_PROMISE, OWN_WAY, AmendDraft, EntryDraft, Kind, State
from deskapp.errors import Problem
from deskapp.models.directory import Resident
from deskapp.models.reception import Entry
from deskapp.services import times
from deskapp.services.verbs import Tx


def words(draft: EntryDraft | AmendDraft) -> dict[str, Any]:
    """What an entry and its correction have in common."""
    return {
        "unit_code": draft.unit.strip(),
        "resident_id": draft.resident_id,
        "caller": draft.caller.strip(),
        "phone": draft.phone.strip(),
        "channel": draft.channel,
        "kind": draft.kind,
        "category": draft.category,
        "written": draft.written,
        "urgency": draft.urgency,
        "content": draft.content.strip(),
    }


def first_state(draft: EntryDraft) -> State:
    """Where a new entry stands: a complaint is followed as one, an emergency waits to be passed on."""
    if draft.kind is Kind.COMPLAINT:
        return State.IN_COMPLAINT
    if draft.answered:
        return State.ANSWERED
    if draft.kind is Kind.EMERGENCY:
        return State.ALARM
    return State.PROMISED if draft.promised_at else State.OPEN


def category(kind: Kind, chosen: object) -> Iterable[Problem]:
    """A complaint has its category."""
    if kind is Kind.COMPLAINT and chosen is None:
        yield Problem("category", "category_required")


def contradictions(draft: EntryDraft) -> Iterable[Problem]:
    """What no single field can see."""
    yield from category(draft.kind, draft.category)
    if not draft.answered and draft.promised_at is None and draft.kind not in NO_PROMISE:
        yield Problem("promised_at", "promise_required")
    if draft.answered and not draft.result.strip() and draft.kind not in NO_PROMISE:
        yield Problem("result", "answer_required")
    yield from times.late_entry(draft)


def own_way(row: Entry, kind: Kind) -> Iterable[Problem]:
    """A correction turns nothing into a complaint or an emergency, or back."""
    if row.kind is not kind and OWN_WAY & {row.kind, kind}:
        yield Problem("kind", "own_way")


def resident(tx: Tx, resident_id: int | None, problems: list[Problem]) -> None:
    """The resident a draft names is one of the directory's."""
    if any(problem.field == "resident_id" for problem in problems):
        return
    if resident_id is not None and tx.session.get(Resident, resident_id) is None:
        problems.append(Problem("resident_id", "unknown_resident", {"value": resident_id}))
