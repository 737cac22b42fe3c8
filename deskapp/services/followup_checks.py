"""What the steps of a follow-up ask for besides their fields' own markers, and what they keep of a visit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select

from deskapp.domain.followups import REPAIRS, Kind, PutRightDraft, VisitDraft
from deskapp.domain.slips import State as SlipState
from deskapp.errors import Problem
from deskapp.models.directory import Department
from deskapp.models.followups import Followup, FollowupVisit, pending
from deskapp.models.slips import Slip
from deskapp.services.slip_checks import facts
from deskapp.services.verbs import Tx

_TEXTS = ("spoke_to", "shortcomings", "suggestions", "measures", "responsible")
#: Kinds whose visit need not lie after the end of anything.
_ANY_TIME = frozenset({Kind.VISIT, Kind.SPECIAL_HALFWAY})


def visit(tx: Tx, row: Followup, draft: VisitDraft) -> Iterator[Problem]:
    """After the work; and what falls short has its remedy and its time (``FUP-1``)."""
    begin = row.due_start if row.visits or row.kind not in _ANY_TIME else None
    if draft.made_at is not None and begin is not None and _sooner(draft.made_at, begin):
        other = "followups.field.put_right_at" if row.visits else "followups.field.finished_at"
        yield Problem("made_at", "before", {"other": other, "value": begin})
    if draft.department_id is not None and tx.session.get(Department, draft.department_id) is None:
        yield Problem("department_id", "unknown_choice", {"value": draft.department_id})
    if draft.falls_short:
        if not draft.measures.strip():
            yield Problem("measures", "required")
        if draft.put_right_by is None:
            yield Problem("put_right_by", "required")
        if draft.department_id is None and not draft.responsible.strip():
            yield Problem("responsible", "required")


def put_right(visit: FollowupVisit | None, draft: PutRightDraft) -> Iterator[Problem]:
    """Not before the visit that found it wanting."""
    if visit is not None and draft.put_right_at is not None and _sooner(draft.put_right_at, visit.made_at):
        yield Problem("put_right_at", "before", {"other": "followups.field.made_at", "value": visit.made_at})


def _sooner(at: datetime, than: datetime) -> bool:
    return at.replace(second=59, microsecond=999_999) < than


def slip_out(tx: Tx, visit: FollowupVisit | None) -> Iterable[Problem]:
    """One slip a round: the first is seen to its end before another is issued."""
    slip = tx.session.get(Slip, visit.slip_id) if visit is not None and visit.slip_id else None
    if slip is not None and slip.state not in {SlipState.CLOSED, SlipState.VOIDED}:
        yield Problem("content", "slip_running", {"number": slip.number})


def reclass(row: Followup) -> Iterable[Problem]:
    """Only a repair that nobody was asked about yet."""
    if row.kind not in REPAIRS:
        yield Problem("reason", "not_a_repair")
    elif row.visits:
        yield Problem("reason", "asked_already")


def others(tx: Tx, row: Followup) -> Iterable[Problem]:
    """Never two pending for one piece of work."""
    if row.source_id is None:
        return
    same = select(Followup.number).where(
        Followup.source_register == row.source_register,
        Followup.source_id == row.source_id,
        Followup.kind == row.kind,
        Followup.unit_code == row.unit_code,
        Followup.id != row.id,
        pending(),
    )
    for number in tx.session.scalars(same.limit(1)):
        yield Problem("reason", "pending_already", {"number": number})


def visit_row(tx: Tx, row: Followup, draft: VisitDraft) -> FollowupVisit:
    """The round as it is kept; what was to be put right only where something is."""
    texts = {name: getattr(draft, name).strip() for name in _TEXTS}
    short = draft.falls_short
    if not short:
        texts["measures"] = texts["responsible"] = ""
    return FollowupVisit(
        followup_id=row.id, round=row.visits, made_at=draft.made_at, by_id=tx.staff_id, mode=draft.mode,
        quality=draft.quality, effect=draft.effect, opinion=draft.opinion, signed=draft.signed,
        department_id=draft.department_id if short else None, put_right_by=draft.put_right_by if short else None,
        **texts,
    )  # fmt: skip


def said(draft: VisitDraft) -> dict[str, Any]:
    """What a visit found, as the journal keeps it."""
    names = ("mode", "made_at", "quality", "effect", "shortcomings", "suggestions")
    short = ("measures", "responsible", "put_right_by") if draft.falls_short else ()
    return facts({name: getattr(draft, name) for name in (*names, *short)})
